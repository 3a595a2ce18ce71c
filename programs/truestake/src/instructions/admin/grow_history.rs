use anchor_lang::prelude::*;

use crate::error::TruestakeError;
use crate::events::HistoryGrown;
use crate::state::{Pool, PriceHistory};
use crate::system::grow;

#[derive(Accounts)]
pub struct GrowHistory<'info> {
    /// Signer: pays the rent. May be anybody.
    #[account(mut)]
    pub payer: Signer<'info>,
    /// Read: the pool.
    #[account(has_one = history @ TruestakeError::WrongHistory)]
    pub pool: AccountLoader<'info, Pool>,
    /// Write: the price history.
    #[account(mut)]
    pub history: AccountLoader<'info, PriceHistory>,
    pub system_program: Program<'info, System>,
}

pub fn grow_history(ctx: Context<GrowHistory>) -> Result<()> {
    // Check
    let history = ctx.accounts.history.as_ref();
    require!(history.data_len() < PriceHistory::SPACE, TruestakeError::HistoryComplete);
    let books = ctx.accounts.pool.load()?.books(Clock::get()?.slot)?;

    // Interaction
    grow(&ctx.accounts.payer, history, PriceHistory::SPACE)?;

    // Log
    let bytes = u32::try_from(history.data_len()).map_err(|_| TruestakeError::Overflow)?;
    emit!(HistoryGrown { pool: ctx.accounts.pool.key(), bytes, before: books, after: books });
    Ok(())
}
