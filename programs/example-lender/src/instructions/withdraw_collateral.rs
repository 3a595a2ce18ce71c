use anchor_lang::prelude::*;
use anchor_spl::token::{Token, TokenAccount};

use crate::error::LenderError;
use crate::events::CollateralWithdrawn;
use crate::price::Reading;
use crate::state::{Market, Position};
use crate::token::give;
use crate::truestake::accounts::{Pool, PriceHistory};

#[derive(Accounts)]
pub struct WithdrawCollateral<'info> {
    /// Signer: the position's owner.
    pub owner: Signer<'info>,
    /// Read: the market.
    #[account(has_one = collateral @ LenderError::WrongCollateral)]
    pub market: AccountLoader<'info, Market>,
    /// Write: the position.
    #[account(mut, has_one = owner @ LenderError::NotOwner, has_one = market @ LenderError::WrongMarket)]
    pub position: AccountLoader<'info, Position>,
    /// Read: the market's pool.
    pub pool: AccountLoader<'info, Pool>,
    /// Read: its price history.
    pub history: AccountLoader<'info, PriceHistory>,
    /// CHECK: the market names it. Gives the tokens.
    #[account(mut)]
    pub collateral: UncheckedAccount<'info>,
    /// Write: receives the tokens. May be anybody's.
    #[account(mut)]
    pub destination: Account<'info, TokenAccount>,
    pub token_program: Program<'info, Token>,
}

pub fn withdraw_collateral(ctx: Context<WithdrawCollateral>, tokens: u64) -> Result<()> {
    // Check
    let accounts = &ctx.accounts;
    let clock = Clock::get()?;
    let market = accounts.market.load()?;
    let mut position = accounts.position.load_mut()?;
    require!(tokens > 0, LenderError::ZeroAmount);
    require!(tokens <= position.tokens, LenderError::InsufficientCollateral);
    require_keys_eq!(accounts.destination.mint, market.mint, LenderError::WrongTokenAccount);

    // Effect
    position.accrue(market.interest, clock.epoch)?;
    position.take(tokens)?;
    if position.debt_lamports()? > 0 {
        let price = Reading::new(&market, &accounts.pool, &accounts.history, &clock)?.lowest();
        let limit = market.borrow_limit(position.tokens, price)?;
        require!(position.debt_lamports()? <= limit, LenderError::LoanToValueExceeded);
    }

    // Interaction
    let (address, bump) = (accounts.market.key(), market.collateral_bump);
    give(&address, bump, &accounts.collateral, accounts.destination.as_ref(), tokens)?;

    // Log
    emit!(CollateralWithdrawn {
        position: accounts.position.key(),
        withdrawn: tokens,
        tokens: position.tokens,
        debt_lamports: position.debt_lamports()?,
    });
    Ok(())
}
