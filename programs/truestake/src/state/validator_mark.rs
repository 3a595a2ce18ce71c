use anchor_lang::prelude::*;

use super::size_of_account;
use crate::error::TruestakeError;

/// Says that a validator is in a pool's list. PDA of "validator", pool, vote account.
#[account(zero_copy)]
#[derive(Debug)]
pub struct ValidatorMark {
    /// Layout version; this is 1.
    pub version: u8,
    pub bump: u8,
    pub spare_bytes: [u8; 6],
}

impl ValidatorMark {
    /// Bytes of the account.
    pub const SPACE: usize = size_of_account::<Self>();

    /// Fills a new account.
    pub fn write(&self, account: &AccountInfo) -> Result<()> {
        let mut data = account.try_borrow_mut_data()?;
        let (discriminator, contents) = data.split_at_mut_checked(8).ok_or(TruestakeError::InvariantViolated)?;
        discriminator.copy_from_slice(Self::DISCRIMINATOR);
        contents.copy_from_slice(bytemuck::bytes_of(self));
        Ok(())
    }
}
