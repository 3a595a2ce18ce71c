use anchor_lang::prelude::*;
use anchor_spl::token::{Token, TokenAccount};
use truestake_math::PoolTokens;

use crate::error::{LenderError, OrProgramError};
use crate::events::CollateralDeposited;
use crate::state::{Market, Position};
use crate::token::take;

#[derive(Accounts)]
pub struct DepositCollateral<'info> {
    /// Signer: the position's owner.
    pub owner: Signer<'info>,
    /// Read: the market.
    #[account(has_one = collateral @ LenderError::WrongCollateral)]
    pub market: AccountLoader<'info, Market>,
    /// Write: the position.
    #[account(mut, has_one = owner @ LenderError::NotOwner, has_one = market @ LenderError::WrongMarket)]
    pub position: AccountLoader<'info, Position>,
    /// Write: gives the tokens.
    #[account(mut, has_one = owner @ LenderError::WrongTokenOwner)]
    pub source: Account<'info, TokenAccount>,
    /// Write: the market's collateral. Receives the tokens.
    /// CHECK: the market names it.
    #[account(mut)]
    pub collateral: UncheckedAccount<'info>,
    /// The token program.
    pub token_program: Program<'info, Token>,
}

pub fn deposit_collateral(ctx: Context<DepositCollateral>, tokens: u64) -> Result<()> {
    // Check
    let accounts = &ctx.accounts;
    require!(tokens > 0, LenderError::ZeroAmount);
    require_keys_eq!(accounts.source.mint, accounts.market.load()?.mint, LenderError::WrongTokenAccount);
    require!(tokens <= accounts.source.amount, LenderError::InsufficientTokens);

    // Effect
    let mut position = accounts.position.load_mut()?;
    position.add(PoolTokens(tokens)).or_program_error()?;

    // Interaction
    take(accounts.source.as_ref(), &accounts.collateral, &accounts.owner, PoolTokens(tokens))?;

    // Log
    emit!(CollateralDeposited { position: accounts.position.key(), deposited: tokens, tokens: position.tokens });
    Ok(())
}
