use anchor_lang::prelude::*;
use truestake_math::{Lamports, PoolTokens};

use crate::constants::VERSION;
use crate::error::OrProgramError;
use crate::state::Pool;

/// The true price, as return data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, AnchorSerialize, AnchorDeserialize)]
pub struct TruePrice {
    /// Layout version of this answer.
    pub version: u8,
    /// Lamports that all tokens together stand for.
    pub total: Lamports,
    pub supply: PoolTokens,
    /// Lamports per token with 32 fractional bits, floored. Convert with `total` and `supply`, which are exact.
    pub price: u64,
    /// Epoch of the last update.
    pub epoch: u64,
    /// Slot of this answer.
    pub slot: u64,
    /// Whether the price is of the current epoch and its rewards are paid out.
    pub fresh: bool,
}

#[derive(Accounts)]
pub struct GetPrice<'info> {
    /// Read: the pool.
    pub pool: AccountLoader<'info, Pool>,
}

pub fn get_price(ctx: Context<GetPrice>) -> Result<TruePrice> {
    let clock = Clock::get()?;
    let pool = ctx.accounts.pool.load()?;
    let price = pool.bid(clock.slot).or_program_error()?;
    Ok(TruePrice {
        version: VERSION,
        total: price.total,
        supply: price.supply,
        price: price.fixed_point().or_program_error()?,
        epoch: pool.last_update_epoch,
        slot: clock.slot,
        fresh: pool.is_fresh_and_paid(&clock)?,
    })
}
