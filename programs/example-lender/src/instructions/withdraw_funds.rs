use anchor_lang::prelude::*;
use truestake_math::Lamports;

use crate::error::LenderError;
use crate::events::FundsWithdrawn;
use crate::state::Market;
use crate::system::Vault;

#[derive(Accounts)]
pub struct WithdrawFunds<'info> {
    /// Signer: the market's lender. Receives the lamports.
    #[account(mut)]
    pub lender: Signer<'info>,
    /// Read: the market.
    #[account(has_one = lender @ LenderError::NotLender, has_one = vault @ LenderError::WrongVault)]
    pub market: AccountLoader<'info, Market>,
    /// Write: the market's SOL. Pays the lamports.
    /// CHECK: the market names it.
    #[account(mut)]
    pub vault: UncheckedAccount<'info>,
    /// The system program.
    pub system_program: Program<'info, System>,
}

pub fn withdraw_funds(ctx: Context<WithdrawFunds>, lamports: u64) -> Result<()> {
    // Check
    let accounts = &ctx.accounts;
    let address = accounts.market.key();
    require!(lamports > 0, LenderError::ZeroAmount);
    let bump = accounts.market.load()?.vault_bump;
    let vault = Vault { market: &address, bump, account: &accounts.vault };
    require!(lamports <= vault.available()?.0, LenderError::InsufficientFunds);

    // Interaction
    vault.pay(&accounts.lender, Lamports(lamports))?;

    // Log
    emit!(FundsWithdrawn { market: address, lamports });
    Ok(())
}
