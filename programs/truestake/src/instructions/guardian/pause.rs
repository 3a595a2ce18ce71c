use anchor_lang::prelude::*;

use crate::constants::{MAX_PAUSE_SECONDS, PAUSE_INTERVAL_SECONDS};
use crate::error::{require, TruestakeError};
use crate::events::PoolPaused;
use crate::state::Pool;

#[derive(Accounts)]
pub struct Pause<'info> {
    /// Signer: the pool's guardian.
    pub guardian: Signer<'info>,
    /// Write: the pool.
    #[account(mut, has_one = guardian @ TruestakeError::NotGuardian)]
    pub pool: AccountLoader<'info, Pool>,
}

pub fn pause(ctx: Context<Pause>, seconds: u32) -> Result<()> {
    // Check
    let clock = Clock::get()?;
    let mut pool = ctx.accounts.pool.load_mut()?;
    let seconds = i64::from(seconds);
    require!((1..=MAX_PAUSE_SECONDS).contains(&seconds), TruestakeError::PauseOutOfRange);
    require!(clock.unix_timestamp >= pool.pause_allowed_from, TruestakeError::PauseTooSoon);
    let books = pool.books(clock.slot)?;

    // Effect
    pool.paused_until = clock.unix_timestamp.checked_add(seconds).ok_or(TruestakeError::Overflow)?;
    pool.pause_allowed_from = pool.paused_until.checked_add(PAUSE_INTERVAL_SECONDS).ok_or(TruestakeError::Overflow)?;

    // Log
    emit!(PoolPaused {
        pool: ctx.accounts.pool.key(),
        until: pool.paused_until,
        next_pause_from: pool.pause_allowed_from,
        before: books,
        after: books,
    });
    pool.assert_invariants(books)
}
