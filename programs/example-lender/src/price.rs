//! The collateral's price: read from the pool's accounts, checked, and taken at its lowest.

use anchor_lang::prelude::*;
use truestake_math::{Lamports, Ledger, MathResult, PoolTokens, Price, Release};

use crate::constants::POOL_VERSION;
use crate::error::{LenderError, OrProgramError};
use crate::math::{lower_of, raised, time_weighted_mean, Millionths, PriceRecord};
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
            current: books(&pool, clock.slot).and_then(Ledger::bid).or_program_error()?,
            mean: time_weighted_mean(records, clock.unix_timestamp).or_program_error()?,
            bound: raised(record_of(&oldest).price, Millionths(market.max_rise), age).or_program_error()?,
        })
    }

    /// The price that collateral counts at.
    pub fn lowest(self) -> Price {
        lower_of(lower_of(self.current, self.mean), self.bound)
    }
}

/// The pool's books at `slot`, in the types of `truestake-math`: its `bid` is the true price, which collateral counts at.
pub fn books(pool: &Pool, slot: u64) -> MathResult<Ledger> {
    Ok(Ledger {
        held: Lamports(pool.reserve_lamports).plus(Lamports(pool.staked_lamports))?,
        supply: PoolTokens(pool.supply),
        release: Release {
            lamports: Lamports(pool.release_lamports),
            start_slot: pool.release_start_slot,
            end_slot: pool.release_end_slot,
        },
        pending_gain: Lamports(pool.pending_gain),
        pending_loss: Lamports(pool.pending_loss),
        mark: Price { total: Lamports(pool.mark_total), supply: PoolTokens(pool.mark_supply) },
        slot,
    })
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
    PriceRecord {
        unix_time: entry.unix_time,
        price: Price { total: Lamports(entry.total), supply: PoolTokens(entry.supply) },
    }
}

/// The true price as the pool's program tells it, and whether it is fresh: the way that needs no knowledge of the pool's
/// layout, for a few thousand compute units more.
pub fn price_by_program<'info>(program: &AccountInfo<'info>, pool: &AccountInfo<'info>) -> Result<(Price, bool)> {
    let accounts = truestake::cpi::accounts::GetPrice { pool: pool.clone() };
    let answer = truestake::cpi::get_price(CpiContext::new(program.key(), accounts))?.get();
    Ok((Price { total: Lamports(answer.total), supply: PoolTokens(answer.supply) }, answer.fresh))
}
