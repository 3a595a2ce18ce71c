use anchor_lang::prelude::*;
use truestake_math::{Lamports, PoolTokens};

use super::size_of_account;
use crate::constants::HISTORY_LENGTH;
use crate::error::TruestakeError;

/// The price after each of the last 512 epoch updates. PDA of "history", pool.
///
/// A ring: update number `n` (from 0) is at `n % 512`.
#[account(zero_copy)]
pub struct PriceHistory {
    /// Layout version; this is 1.
    pub version: u8,
    pub bump: u8,
    pub _reserved_bytes: [u8; 6],
    pub pool: Pubkey,
    /// Updates ever recorded.
    pub count: u64,
    pub _reserved: [u64; 2],
    pub entries: [PriceEntry; HISTORY_LENGTH as usize],
}

/// The price after one epoch update, and what led to it.
#[zero_copy]
#[derive(Debug, PartialEq, Eq)]
pub struct PriceEntry {
    pub epoch: u64,
    pub slot: u64,
    /// Unix time of the update, in seconds.
    pub unix_time: i64,
    pub total: Lamports,
    pub supply: PoolTokens,
    /// Pending gain less pending loss that this update settled, in lamports, before the reward fee. With what leavers left behind;
    /// without burned tokens' worth, and without losses booked between updates.
    pub gain_before_fee: i64,
    /// Tokens that the reward fee minted.
    pub fee_tokens: PoolTokens,
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
