use anchor_lang::prelude::*;

use super::size_of_account;
use crate::constants::HISTORY_LENGTH;
use crate::error::TruestakeError;
use crate::math::{Lamports, PoolTokens};

/// The price after each of the last 512 epoch updates. PDA of "history", pool.
///
/// A ring: update number `n` (from 0) is at `n % 512`.
#[account(zero_copy)]
pub struct PriceHistory {
    /// Layout version; this is 1.
    pub version: u8,
    pub bump: u8,
    pub spare_bytes: [u8; 6],
    pub pool: Pubkey,
    /// Updates ever recorded.
    pub count: u64,
    pub spare: [u64; 2],
    pub entries: [PriceEntry; HISTORY_LENGTH as usize],
}

/// The price after one epoch update.
#[zero_copy]
#[derive(Debug, PartialEq, Eq)]
pub struct PriceEntry {
    pub epoch: u64,
    pub slot: u64,
    pub total: Lamports,
    pub supply: PoolTokens,
}

impl PriceHistory {
    /// Bytes of the account. More than one instruction can create: see `grow_history`.
    pub const SPACE: usize = size_of_account::<Self>();

    pub fn record(&mut self, entry: PriceEntry) -> Result<()> {
        let index = self.count.checked_rem(u64::from(HISTORY_LENGTH)).and_then(|index| usize::try_from(index).ok());
        let place = index.and_then(|index| self.entries.get_mut(index)).ok_or(TruestakeError::InvariantViolated)?;
        *place = entry;
        self.count = self.count.saturating_add(1);
        Ok(())
    }
}
