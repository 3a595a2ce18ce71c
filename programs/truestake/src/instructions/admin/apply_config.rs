use anchor_lang::prelude::*;

use crate::error::TruestakeError;
use crate::events::ConfigApplied;
use crate::state::Pool;

/// May be called by anybody. The epoch update does the same on its way.
#[derive(Accounts)]
pub struct ApplyConfig<'info> {
    /// Write: the pool.
    #[account(mut)]
    pub pool: AccountLoader<'info, Pool>,
}

pub fn apply_config(ctx: Context<ApplyConfig>) -> Result<()> {
    // Check and effect
    let slot = Clock::get()?.slot;
    let mut pool = ctx.accounts.pool.load_mut()?;
    let before = pool.books(slot)?;
    require!(pool.apply_due_fees(), TruestakeError::NothingPending);

    // Log
    emit!(ConfigApplied { pool: ctx.accounts.pool.key(), fees: pool.fees.into(), before, after: pool.books(slot)? });
    pool.assert_invariants(slot)
}
