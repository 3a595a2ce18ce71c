use anchor_lang::prelude::*;

#[cfg(feature = "idl-build")]
use crate::constants::seeds;
use crate::cpi::system::grow;
use crate::error::{require, TruestakeError};
use crate::events::HistoryGrown;
use crate::state::{Pool, PriceHistory};

#[derive(Accounts)]
pub struct GrowHistory<'info> {
    /// Signer: pays the rent. May be anybody.
    #[account(mut)]
    pub payer: Signer<'info>,
    /// Read: the pool.
    #[account(has_one = history @ TruestakeError::WrongHistory)]
    pub pool: AccountLoader<'info, Pool>,
    /// Write: the price history, which is too short to be loaded until it is complete.
    /// CHECK: the pool names it.
    #[account(mut)]
    #[cfg_attr(feature = "idl-build", account(seeds = [seeds::HISTORY, pool.key().as_ref()], bump))]
    pub history: UncheckedAccount<'info>,
    /// The system program.
    pub system_program: Program<'info, System>,
}

/// Grows by 10,240 bytes at most: two calls complete a new history.
pub fn grow_history(ctx: Context<GrowHistory>) -> Result<()> {
    // Check
    let history = &ctx.accounts.history;
    require!(history.data_len() < PriceHistory::SPACE, TruestakeError::HistoryComplete);
    let books = ctx.accounts.pool.load()?.books(Clock::get()?.slot)?;

    // Interaction
    grow(&ctx.accounts.payer, history, PriceHistory::SPACE)?;

    // Log
    let bytes = u32::try_from(history.data_len()).map_err(|_| TruestakeError::Overflow)?;
    emit!(HistoryGrown { pool: ctx.accounts.pool.key(), bytes, before: books, after: books });
    Ok(())
}
