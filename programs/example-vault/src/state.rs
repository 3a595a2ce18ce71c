//! A vault's account, and how its holder signs.

use anchor_lang::prelude::*;

use crate::constants::seeds;
use crate::error::VaultError;

/// Somebody's SOL and tokens, staked with one pool. PDA of "vault", owner, mint.
///
/// This account is the program's and holds data, so it could neither send SOL by the system program nor be a payer there. What
/// signs is another address, the holder: a system account without data.
#[account]
#[derive(Debug, InitSpace)]
pub struct Vault {
    /// Layout version; this is 1.
    pub version: u8,
    pub bump: u8,
    pub holder_bump: u8,
    pub tokens_bump: u8,
    /// May do everything with it.
    pub owner: Pubkey,
    pub pool: Pubkey,
    /// System account without data: has the SOL, owns tokens and tickets, signs.
    pub holder: Pubkey,
    /// Token account; the holder is its authority.
    pub tokens: Pubkey,
}

impl Vault {
    /// Makes a call with the holder's signature; `address` is the vault's.
    pub fn sign<T>(&self, address: &Pubkey, call: impl FnOnce(&[&[&[u8]]]) -> Result<T>) -> Result<T> {
        call(&[&[seeds::HOLDER, address.as_ref(), &[self.holder_bump]]])
    }
}

/// The SOL that a holder can spend: all over its rent, without which the runtime would not let a transaction end.
pub fn available(holder: &AccountInfo) -> Result<u64> {
    Ok(holder.lamports().saturating_sub(Rent::get()?.minimum_balance(0)))
}

/// Refuses to spend more than there is.
pub fn require_available(holder: &AccountInfo, lamports: u64) -> Result<()> {
    require!(lamports <= available(holder)?, VaultError::InsufficientFunds);
    Ok(())
}
