use anchor_lang::prelude::*;
use truestake_math::Lamports;

use crate::error::{LenderError, OrProgramError};
use crate::events::Borrowed;
use crate::price::Reading;
use crate::state::{Market, Position};
use crate::system::Vault;
use crate::truestake::accounts::{Pool, PriceHistory};

#[derive(Accounts)]
pub struct Borrow<'info> {
    /// Signer: the position's owner. Receives the lamports.
    #[account(mut)]
    pub owner: Signer<'info>,
    /// Read: the market.
    #[account(has_one = vault @ LenderError::WrongVault)]
    pub market: AccountLoader<'info, Market>,
    /// Write: the position.
    #[account(mut, has_one = owner @ LenderError::NotOwner, has_one = market @ LenderError::WrongMarket)]
    pub position: AccountLoader<'info, Position>,
    /// Read: the market's pool.
    pub pool: AccountLoader<'info, Pool>,
    /// Read: its price history.
    pub history: AccountLoader<'info, PriceHistory>,
    /// Write: the market's SOL. Pays the lamports.
    /// CHECK: the market names it.
    #[account(mut)]
    pub vault: UncheckedAccount<'info>,
    /// The system program.
    pub system_program: Program<'info, System>,
}

pub fn borrow(ctx: Context<Borrow>, lamports: u64) -> Result<()> {
    // Check
    let accounts = &ctx.accounts;
    let clock = Clock::get()?;
    let address = accounts.market.key();
    let market = accounts.market.load()?;
    let mut position = accounts.position.load_mut()?;
    let vault = Vault { market: &address, bump: market.vault_bump, account: &accounts.vault };
    let lamports = Lamports(lamports);
    require!(!lamports.is_zero(), LenderError::ZeroAmount);
    require!(lamports <= vault.available()?, LenderError::InsufficientFunds);
    let price = Reading::new(&market, &accounts.pool, &accounts.history, &clock)?.lowest();
    let limit = market.borrow_limit(position.collateral(), price).or_program_error()?;

    // Effect
    position.accrue(market.rate(), clock.epoch).or_program_error()?;
    position.owe(lamports, market.rate()).or_program_error()?;
    let debt = position.debt_lamports().or_program_error()?;
    require!(debt <= limit, LenderError::LoanToValueExceeded);

    // Interaction
    vault.pay(&accounts.owner, lamports)?;

    // Log
    emit!(Borrowed {
        position: accounts.position.key(),
        lamports: lamports.0,
        tokens: position.tokens,
        debt_lamports: debt.0,
    });
    Ok(())
}
