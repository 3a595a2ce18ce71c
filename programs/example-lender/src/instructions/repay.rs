use anchor_lang::prelude::*;
use truestake_math::Lamports;

use crate::error::{LenderError, OrProgramError};
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
    /// Write: the market's SOL. Receives the lamports.
    /// CHECK: the market names it.
    #[account(mut)]
    pub vault: UncheckedAccount<'info>,
    /// The system program.
    pub system_program: Program<'info, System>,
}

pub fn repay(ctx: Context<Repay>, lamports: u64) -> Result<()> {
    // Check
    let accounts = &ctx.accounts;
    let mut position = accounts.position.load_mut()?;
    require!(lamports > 0, LenderError::ZeroAmount);

    // Effect
    position.accrue(accounts.market.load()?.rate(), Clock::get()?.epoch).or_program_error()?;
    let owed = position.debt_lamports().or_program_error()?;
    require!(!owed.is_zero(), LenderError::NothingOwed);
    let paid = owed.min(Lamports(lamports));
    position.pay(paid).or_program_error()?;

    // Interaction
    transfer(&accounts.payer, &accounts.vault, paid)?;

    // Log
    emit!(Repaid {
        position: accounts.position.key(),
        payer: accounts.payer.key(),
        lamports: paid.0,
        debt_lamports: owed.minus(paid).or_program_error()?.0,
    });
    Ok(())
}
