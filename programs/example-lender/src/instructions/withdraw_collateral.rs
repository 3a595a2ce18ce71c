use anchor_lang::prelude::*;
use anchor_spl::token::{Token, TokenAccount};
use truestake_math::PoolTokens;

use crate::error::{LenderError, OrProgramError};
use crate::events::CollateralWithdrawn;
use crate::price::Reading;
use crate::state::{Market, Position};
use crate::token::{give, require_receiver};
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
    /// Write: the market's collateral. Gives the tokens.
    /// CHECK: the market names it.
    #[account(mut)]
    pub collateral: UncheckedAccount<'info>,
    /// Write: receives the tokens. May be anybody's, but not an account that is its own authority.
    #[account(mut)]
    pub destination: Account<'info, TokenAccount>,
    /// The token program.
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
    require_receiver(&accounts.destination, &market.mint)?;

    // Effect
    position.accrue(market.rate(), clock.epoch).or_program_error()?;
    position.take(PoolTokens(tokens)).or_program_error()?;
    let debt = position.debt_lamports().or_program_error()?;
    if !debt.is_zero() {
        let price = Reading::new(&market, &accounts.pool, &accounts.history, &clock)?.lowest();
        let limit = market.borrow_limit(position.collateral(), price).or_program_error()?;
        require!(debt <= limit, LenderError::LoanToValueExceeded);
    }

    // Interaction
    let (address, bump) = (accounts.market.key(), market.collateral_bump);
    give(&address, bump, &accounts.collateral, accounts.destination.as_ref(), PoolTokens(tokens))?;

    // Log
    emit!(CollateralWithdrawn {
        position: accounts.position.key(),
        withdrawn: tokens,
        tokens: position.tokens,
        debt_lamports: debt.0,
    });
    Ok(())
}
