use anchor_lang::prelude::*;
use truestake_math::Lamports;

use crate::error::LenderError;
use crate::events::Funded;
use crate::state::Market;
use crate::system::transfer;

#[derive(Accounts)]
pub struct Fund<'info> {
    /// Signer: the market's lender. Pays the lamports.
    #[account(mut)]
    pub lender: Signer<'info>,
    /// Read: the market.
    #[account(has_one = lender @ LenderError::NotLender, has_one = vault @ LenderError::WrongVault)]
    pub market: AccountLoader<'info, Market>,
    /// Write: the market's SOL. Receives the lamports.
    /// CHECK: the market names it.
    #[account(mut)]
    pub vault: UncheckedAccount<'info>,
    /// The system program.
    pub system_program: Program<'info, System>,
}

pub fn fund(ctx: Context<Fund>, lamports: u64) -> Result<()> {
    // Check
    let accounts = &ctx.accounts;
    require!(lamports > 0, LenderError::ZeroAmount);

    // Interaction
    transfer(&accounts.lender, &accounts.vault, Lamports(lamports))?;

    // Log
    emit!(Funded { market: accounts.market.key(), lamports });
    Ok(())
}
