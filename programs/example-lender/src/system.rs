//! Lamports: a signer's, and a market's vault.

use anchor_lang::prelude::*;
use anchor_lang::system_program;
use truestake_math::Lamports;

use crate::constants::seeds;
use crate::error::LenderError;

/// Moves lamports of a signer.
pub fn transfer<'info>(from: &AccountInfo<'info>, to: &AccountInfo<'info>, lamports: Lamports) -> Result<()> {
    require!(lamports.0 <= from.lamports(), LenderError::InsufficientLamports);
    let accounts = system_program::Transfer { from: from.clone(), to: to.clone() };
    system_program::transfer(CpiContext::new(system_program::ID, accounts), lamports.0)
}

/// A market's SOL.
pub struct Vault<'a, 'info> {
    pub market: &'a Pubkey,
    pub bump: u8,
    pub account: &'a AccountInfo<'info>,
}

impl<'info> Vault<'_, 'info> {
    /// What it has to lend: all over its rent.
    pub fn available(&self) -> Result<Lamports> {
        Ok(Lamports(self.account.lamports().saturating_sub(Rent::get()?.minimum_balance(0))))
    }

    pub fn pay(&self, to: &AccountInfo<'info>, lamports: Lamports) -> Result<()> {
        let signer: &[&[u8]] = &[seeds::VAULT, self.market.as_ref(), &[self.bump]];
        let accounts = system_program::Transfer { from: self.account.clone(), to: to.clone() };
        system_program::transfer(CpiContext::new_with_signer(system_program::ID, accounts, &[signer]), lamports.0)
    }
}
