use anchor_lang::prelude::*;

use crate::error::{LenderError, OrProgramError};
use crate::price::{price_by_program, Reading};
use crate::state::Market;
use crate::truestake::accounts::{Pool, PriceHistory};
use crate::truestake::program::Truestake;

/// A market's price, as return data. Prices are lamports per token with 32 fractional bits, floored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, AnchorSerialize, AnchorDeserialize)]
pub struct PriceReport {
    /// What collateral counts at: the lowest of the others.
    pub lowest: u64,
    pub current: u64,
    pub mean: u64,
    pub bound: u64,
}

#[derive(Accounts)]
pub struct CheckPrice<'info> {
    /// Read: the market.
    pub market: AccountLoader<'info, Market>,
    /// Read: the market's pool.
    pub pool: AccountLoader<'info, Pool>,
    /// Read: its price history.
    pub history: AccountLoader<'info, PriceHistory>,
    /// The pool's program, which is asked too.
    pub pool_program: Program<'info, Truestake>,
}

pub fn check_price(ctx: Context<CheckPrice>) -> Result<PriceReport> {
    let accounts = &ctx.accounts;
    let market = accounts.market.load()?;
    let reading = Reading::new(&market, &accounts.pool, &accounts.history, &Clock::get()?)?;
    let (told, fresh) = price_by_program(accounts.pool_program.as_ref(), accounts.pool.as_ref())?;
    require!(fresh, LenderError::PriceOutOfDate);
    require!(told == reading.current, LenderError::PriceDiffers);
    Ok(PriceReport {
        lowest: reading.lowest().fixed_point().or_program_error()?,
        current: reading.current.fixed_point().or_program_error()?,
        mean: reading.mean.fixed_point().or_program_error()?,
        bound: reading.bound.fixed_point().or_program_error()?,
    })
}
