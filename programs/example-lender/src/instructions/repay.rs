use anchor_lang::prelude::*;

use crate::error::LenderError;
use crate::events::Repaid;
use crate::state::{Market, Position};
use crate::system::transfer;

#[derive(Accounts)]
pub struct Repay<'info> {
    /// Signer: pays the lamports. May be anybody.
    #[account(mut)]
    pub payer: Signer<'info>,
    /// Read: the market.
    #[account(has_one = vault @ LenderError::WrongVault)]
    pub market: AccountLoader<'info, Market>,
    /// Write: the position.
    #[account(mut, has_one = market @ LenderError::WrongMarket)]
    pub position: AccountLoader<'info, Position>,
    /// CHECK: the market names it. Receives the lamports.
    #[account(mut)]
    pub vault: UncheckedAccount<'info>,
    pub system_program: Program<'info, System>,
}

pub fn repay(ctx: Context<Repay>, lamports: u64) -> Result<()> {
    // Check
    let accounts = &ctx.accounts;
    let mut position = accounts.position.load_mut()?;
    require!(lamports > 0, LenderError::ZeroAmount);

    // Effect
    position.accrue(accounts.market.load()?.interest, Clock::get()?.epoch)?;
    require!(position.debt_lamports()? > 0, LenderError::NothingOwed);
    let lamports = lamports.min(position.debt_lamports()?);
    position.pay(lamports)?;

    // Interaction
    transfer(&accounts.payer, &accounts.vault, lamports)?;

    // Log
    emit!(Repaid {
        position: accounts.position.key(),
        payer: accounts.payer.key(),
        lamports,
        debt_lamports: position.debt_lamports()?,
    });
    Ok(())
}
