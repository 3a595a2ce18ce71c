use anchor_lang::prelude::*;
use truestake_math::Lamports;

use super::LiquidityConfig;
use crate::clock::epoch_slots;
#[cfg(feature = "idl-build")]
use crate::constants::seeds;
use crate::error::{OrProgramError, TruestakeError};
use crate::events::LiquidityConfigSet;
use crate::state::{LiquidityPool, Pool};

#[derive(Accounts)]
pub struct SetLiquidityConfig<'info> {
    /// Signer: the pool's admin.
    pub admin: Signer<'info>,
    /// Read: the pool.
    #[account(
        has_one = admin @ TruestakeError::NotAdmin,
        has_one = liquidity @ TruestakeError::WrongLiquidityPool,
    )]
    pub pool: AccountLoader<'info, Pool>,
    /// Write: the liquidity pool.
    #[account(mut)]
    #[cfg_attr(feature = "idl-build", account(seeds = [seeds::LIQUIDITY, pool.key().as_ref()], bump))]
    pub liquidity: AccountLoader<'info, LiquidityPool>,
}

pub fn set_liquidity_config(ctx: Context<SetLiquidityConfig>, config: LiquidityConfig) -> Result<()> {
    // Check and effect
    let clock = Clock::get()?;
    let slot = clock.slot;
    let pool = ctx.accounts.pool.load()?;
    let books = pool.books(slot)?;
    let mut liquidity = ctx.accounts.liquidity.load_mut()?;
    // The line follows towards the old target until now.
    let now = epoch_slots(&clock)?;
    liquidity.follow(now, slot, pool.updates).or_program_error()?;
    liquidity.schedule_fees(config.fees(), pool.updates)?;
    liquidity.cap = Lamports(config.cap);

    // Log
    emit!(LiquidityConfigSet {
        pool: liquidity.pool,
        fees: liquidity.fees.now.into(),
        pending_fees: liquidity.fees.next.into(),
        pending_fees_update: liquidity.fees.from_update,
        cap: liquidity.cap,
        before: books,
        after: books,
    });
    liquidity.assert_invariants(now, slot)
}
