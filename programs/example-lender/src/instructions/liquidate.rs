use anchor_lang::prelude::*;
use anchor_spl::token::{Token, TokenAccount};
use truestake_math::{Bps, Lamports};

use crate::error::{LenderError, OrProgramError};
use crate::events::Liquidated;
use crate::math::Seizure;
use crate::price::Reading;
use crate::state::{Market, Position};
use crate::system::transfer;
use crate::token::{give, require_receiver};
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
    /// Write: the market's SOL. Receives the lamports.
    /// CHECK: the market names it.
    #[account(mut)]
    pub vault: UncheckedAccount<'info>,
    /// Write: the market's collateral. Gives the tokens.
    /// CHECK: the market names it.
    #[account(mut)]
    pub collateral: UncheckedAccount<'info>,
    /// Write: receives the tokens. May be anybody's, but not an account that is its own authority.
    #[account(mut)]
    pub destination: Account<'info, TokenAccount>,
    /// The token program.
    pub token_program: Program<'info, Token>,
    /// The system program.
    pub system_program: Program<'info, System>,
}

pub fn liquidate(ctx: Context<Liquidate>, lamports: u64, minimum_tokens_out: u64) -> Result<()> {
    // Check
    let accounts = &ctx.accounts;
    let clock = Clock::get()?;
    let market = accounts.market.load()?;
    let mut position = accounts.position.load_mut()?;
    require!(lamports > 0, LenderError::ZeroAmount);
    require_receiver(&accounts.destination, &market.mint)?;
    let price = Reading::new(&market, &accounts.pool, &accounts.history, &clock)?.lowest();
    position.accrue(market.rate(), clock.epoch).or_program_error()?;
    let (debt, collateral) = (position.debt_lamports().or_program_error()?, position.collateral());
    require!(debt > market.liquidation_limit(collateral, price).or_program_error()?, LenderError::PositionHealthy);
    let offered = debt.min(Lamports(lamports));
    let bonus = Bps(market.liquidation_bonus);
    let Seizure { paid, tokens } = Seizure::new(offered, bonus, price, collateral).or_program_error()?;
    require!(!tokens.is_zero(), LenderError::ZeroResult);
    require!(tokens.0 >= minimum_tokens_out, LenderError::SlippageExceeded);

    // Effect
    position.pay(paid).or_program_error()?;
    position.take(tokens).or_program_error()?;

    // Interaction
    transfer(&accounts.liquidator, &accounts.vault, paid)?;
    let (address, bump) = (accounts.market.key(), market.collateral_bump);
    give(&address, bump, &accounts.collateral, accounts.destination.as_ref(), tokens)?;

    // Log
    emit!(Liquidated {
        position: accounts.position.key(),
        liquidator: accounts.liquidator.key(),
        paid_lamports: paid.0,
        seized_tokens: tokens.0,
        tokens: position.tokens,
        debt_lamports: debt.minus(paid).or_program_error()?.0,
    });
    Ok(())
}
