use anchor_lang::prelude::*;

use crate::constants::PAUSE_INTERVAL_SECONDS;
use crate::error::{require, TruestakeError};
use crate::events::PoolResumed;
use crate::state::Pool;

#[derive(Accounts)]
pub struct Resume<'info> {
    /// Signer: the pool's guardian.
    pub guardian: Signer<'info>,
    /// Write: the pool.
    #[account(mut, has_one = guardian @ TruestakeError::NotGuardian)]
    pub pool: AccountLoader<'info, Pool>,
}

pub fn resume(ctx: Context<Resume>) -> Result<()> {
    // Check
    let clock = Clock::get()?;
    let mut pool = ctx.accounts.pool.load_mut()?;
    require!(clock.unix_timestamp < pool.paused_until, TruestakeError::NotPaused);
    let books = pool.books(clock.slot)?;

    // Effect
    pool.paused_until = clock.unix_timestamp;
    pool.pause_allowed_from =
        clock.unix_timestamp.checked_add(PAUSE_INTERVAL_SECONDS).ok_or(TruestakeError::Overflow)?;

    // Log
    emit!(PoolResumed {
        pool: ctx.accounts.pool.key(),
        next_pause_from: pool.pause_allowed_from,
        before: books,
        after: books,
    });
    pool.assert_invariants(books)
}
