use anchor_lang::prelude::*;
use anchor_spl::token::{Token, TokenAccount};

use crate::error::LenderError;
use crate::events::Liquidated;
use crate::math::Seizure;
use crate::price::Reading;
use crate::state::{Market, Position};
use crate::system::transfer;
use crate::token::give;
use crate::truestake::accounts::{Pool, PriceHistory};

#[derive(Accounts)]
pub struct Liquidate<'info> {
    /// Signer: pays the lamports. May be anybody.
    #[account(mut)]
    pub liquidator: Signer<'info>,
    /// Read: the market.
    #[account(has_one = vault @ LenderError::WrongVault, has_one = collateral @ LenderError::WrongCollateral)]
    pub market: AccountLoader<'info, Market>,
    /// Write: the position.
    #[account(mut, has_one = market @ LenderError::WrongMarket)]
    pub position: AccountLoader<'info, Position>,
    /// Read: the market's pool.
    pub pool: AccountLoader<'info, Pool>,
    /// Read: its price history.
    pub history: AccountLoader<'info, PriceHistory>,
    /// CHECK: the market names it. Receives the lamports.
    #[account(mut)]
    pub vault: UncheckedAccount<'info>,
    /// CHECK: the market names it. Gives the tokens.
    #[account(mut)]
    pub collateral: UncheckedAccount<'info>,
    /// Write: receives the tokens. May be anybody's.
    #[account(mut)]
    pub destination: Account<'info, TokenAccount>,
    pub token_program: Program<'info, Token>,
    pub system_program: Program<'info, System>,
}

pub fn liquidate(ctx: Context<Liquidate>, lamports: u64, minimum_tokens_out: u64) -> Result<()> {
    // Check
    let accounts = &ctx.accounts;
    let clock = Clock::get()?;
    let market = accounts.market.load()?;
    let mut position = accounts.position.load_mut()?;
    require!(lamports > 0, LenderError::ZeroAmount);
    require_keys_eq!(accounts.destination.mint, market.mint, LenderError::WrongTokenAccount);
    let price = Reading::new(&market, &accounts.pool, &accounts.history, &clock)?.lowest();
    position.accrue(market.interest, clock.epoch)?;
    let limit = market.liquidation_limit(position.tokens, price)?;
    require!(position.debt_lamports()? > limit, LenderError::PositionHealthy);
    let offered = lamports.min(position.debt_lamports()?);
    let Seizure { paid, tokens } = Seizure::new(offered, market.liquidation_bonus, price, position.tokens)?;
    require!(tokens > 0, LenderError::ZeroResult);
    require!(tokens >= minimum_tokens_out, LenderError::SlippageExceeded);

    // Effect
    position.pay(paid)?;
    position.take(tokens)?;

    // Interaction
    transfer(&accounts.liquidator, &accounts.vault, paid)?;
    let (address, bump) = (accounts.market.key(), market.collateral_bump);
    give(&address, bump, &accounts.collateral, accounts.destination.as_ref(), tokens)?;

    // Log
    emit!(Liquidated {
        position: accounts.position.key(),
        liquidator: accounts.liquidator.key(),
        paid_lamports: paid,
        seized_tokens: tokens,
        tokens: position.tokens,
        debt_lamports: position.debt_lamports()?,
    });
    Ok(())
}
