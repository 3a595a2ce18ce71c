//! The collateral's price: read from the pool's accounts, checked, and taken at its lowest.

use anchor_lang::prelude::*;

use crate::constants::POOL_VERSION;
use crate::error::LenderError;
use crate::math::{mul_div_ceil, time_weighted_mean, Lamports, MathError, MathResult, Price, PriceRecord};
use crate::state::Market;
use crate::truestake;
use crate::truestake::accounts::{Pool, PriceHistory};
use crate::truestake::types::PriceEntry;

/// What the collateral's price comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The true price now.
    pub current: Price,
    /// Its time-weighted mean since the oldest of the last N updates.
    pub mean: Price,
    /// The most that it can be by now, by the market's terms and the oldest of the last N updates.
    pub bound: Price,
}

impl Reading {
    /// Reads the price of a market's collateral. `AccountLoader` has checked that both accounts belong to the pool's
    /// program and what kind they are of; that they are the right ones is checked here.
    pub fn new(
        market: &Market,
        pool: &AccountLoader<Pool>,
        history: &AccountLoader<PriceHistory>,
        clock: &Clock,
    ) -> Result<Self> {
        require_keys_eq!(pool.key(), market.pool, LenderError::WrongPool);
        let pool = pool.load()?;
        require_keys_eq!(history.key(), pool.history, LenderError::WrongHistory);
        let history = history.load()?;
        require!(pool.version == POOL_VERSION && history.version == POOL_VERSION, LenderError::UnknownVersion);
        require!(pool.last_update_epoch == clock.epoch, LenderError::PriceOutOfDate);

        let oldest = *last_entries(&history, market.mean_updates)?.next().ok_or(LenderError::HistoryTooShort)?;
        let age = clock.epoch.checked_sub(oldest.epoch).ok_or(LenderError::Overflow)?;
        require!(age <= u64::from(market.max_age_epochs), LenderError::HistoryTooOld);
        let records = last_entries(&history, market.mean_updates)?.map(record_of);
        Ok(Self {
            current: true_price(&pool, clock.slot)?,
            mean: time_weighted_mean(records, clock.slot)?,
            bound: record_of(&oldest).price.raised(market.max_rise, age)?,
        })
    }

    /// The price that collateral counts at.
    pub fn lowest(self) -> Price {
        self.current.lower_of(self.mean).lower_of(self.bound)
    }
}

/// The true price at `slot`, from the pool's account alone.
pub fn true_price(pool: &Pool, slot: u64) -> MathResult<Price> {
    let total = pool
        .reserve_lamports
        .checked_add(pool.staked_lamports)
        .and_then(|sum| sum.checked_add(pool.pending_loss))
        .and_then(|sum| sum.checked_sub(pool.pending_gain))
        .and_then(|sum| sum.checked_sub(unreleased(pool, slot)))
        .ok_or(MathError::Overflow)?;
    Ok(Price { total, supply: pool.supply })
}

/// The last update's rewards that are not released yet at `slot`: they become part of the price slot by slot.
fn unreleased(pool: &Pool, slot: u64) -> Lamports {
    let left = pool.release_end_slot.saturating_sub(slot.max(pool.release_start_slot));
    let whole = pool.release_end_slot.saturating_sub(pool.release_start_slot);
    // `left ≤ whole`, so the quotient fits; without a span everything is released.
    mul_div_ceil(pool.release_lamports, left, whole).unwrap_or(0)
}

/// The entries of the last `updates` epoch updates, oldest first. The history is a ring: update `n` is at `n % 512`.
fn last_entries(history: &PriceHistory, updates: u8) -> Result<impl Iterator<Item = &PriceEntry>> {
    let first = history.count.checked_sub(u64::from(updates)).ok_or(LenderError::HistoryTooShort)?;
    let length = u64::try_from(history.entries.len()).map_err(|_| LenderError::Overflow)?;
    Ok((first..history.count).filter_map(move |update| {
        let index = usize::try_from(update.checked_rem(length)?).ok()?;
        history.entries.get(index)
    }))
}

fn record_of(entry: &PriceEntry) -> PriceRecord {
    PriceRecord { slot: entry.slot, price: Price { total: entry.total, supply: entry.supply } }
}

/// The true price as the pool's program tells it, and whether it is fresh: the way that needs no knowledge of the pool's
/// layout, for a few thousand compute units more.
pub fn ask<'info>(program: &AccountInfo<'info>, pool: &AccountInfo<'info>) -> Result<(Price, bool)> {
    let accounts = truestake::cpi::accounts::GetPrice { pool: pool.clone() };
    let answer = truestake::cpi::get_price(CpiContext::new(program.key(), accounts))?.get();
    Ok((Price { total: answer.total, supply: answer.supply }, answer.fresh))
}
