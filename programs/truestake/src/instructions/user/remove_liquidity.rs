use anchor_lang::prelude::*;
use anchor_spl::token::{Mint, Token, TokenAccount};

use crate::clock::epoch_slots;
use crate::constants::seeds;
use crate::error::TruestakeError;
use crate::events::LiquidityRemoved;
use crate::state::{LiquidityPool, Pool};
use crate::system::transfer_signed;
use crate::token::{burn_from, require_reachable, SelfOwned};

#[derive(Accounts)]
pub struct RemoveLiquidity<'info> {
    /// Signer: owns the shares, receives the lamports.
    #[account(mut)]
    pub provider: Signer<'info>,
    /// Read: the pool.
    #[account(has_one = liquidity @ TruestakeError::WrongLiquidityPool)]
    pub pool: AccountLoader<'info, Pool>,
    /// Write: the liquidity pool.
    #[account(
        mut,
        constraint = liquidity.load()?.sol == liquidity_sol.key() @ TruestakeError::WrongLiquidityAccount,
        constraint = liquidity.load()?.tokens == liquidity_tokens.key() @ TruestakeError::WrongLiquidityAccount,
        constraint = liquidity.load()?.mint == liquidity_mint.key() @ TruestakeError::WrongLiquidityAccount,
    )]
    pub liquidity: AccountLoader<'info, LiquidityPool>,
    /// CHECK: the liquidity pool names it. Gives the lamports.
    #[account(mut)]
    pub liquidity_sol: UncheckedAccount<'info>,
    /// CHECK: the liquidity pool names it. Gives the tokens.
    #[account(mut)]
    pub liquidity_tokens: UncheckedAccount<'info>,
    /// Write: the mint of the shares.
    #[account(mut, dup)]
    pub liquidity_mint: Account<'info, Mint>,
    /// Write: gives the shares.
    #[account(
        mut,
        dup,
        constraint = source.mint == liquidity_mint.key() @ TruestakeError::WrongTokenAccount,
        constraint = source.owner == provider.key() @ TruestakeError::WrongTokenOwner,
    )]
    pub source: Account<'info, TokenAccount>,
    /// Write: receives the tokens. May be anybody's.
    #[account(mut, dup, constraint = destination.mint == pool.load()?.mint @ TruestakeError::WrongTokenAccount)]
    pub destination: Account<'info, TokenAccount>,
    pub token_program: Program<'info, Token>,
    pub system_program: Program<'info, System>,
}

pub fn remove_liquidity(
    ctx: Context<RemoveLiquidity>,
    shares: u64,
    minimum_lamports_out: u64,
    minimum_tokens_out: u64,
) -> Result<()> {
    // Check
    let accounts = &ctx.accounts;
    let address = accounts.pool.key();
    let clock = Clock::get()?;
    let mut liquidity = accounts.liquidity.load_mut()?;
    require!(shares > 0, TruestakeError::ZeroAmount);
    require!(shares <= accounts.source.amount, TruestakeError::InsufficientTokens);
    require_reachable(&accounts.destination, &address)?;
    let now = epoch_slots(&clock)?;
    let released = liquidity.released_tokens(now, clock.slot)?;
    let (lamports, tokens) = liquidity.part_of(shares, released)?;
    require!(!lamports.is_zero() || !tokens.is_zero(), TruestakeError::ZeroResult);
    let enough = lamports.0 >= minimum_lamports_out && tokens.0 >= minimum_tokens_out;
    require!(enough, TruestakeError::SlippageExceeded);

    // Effect
    let books = accounts.pool.load()?.books(clock.slot)?;
    liquidity.remove(lamports, tokens, shares, now.epoch)?;

    // Interaction
    burn_from(accounts.source.as_ref(), accounts.liquidity_mint.as_ref(), &accounts.provider, shares)?;
    if !lamports.is_zero() {
        let signer: &[&[u8]] = &[seeds::LIQUIDITY_SOL, address.as_ref(), &[liquidity.sol_bump]];
        transfer_signed(&accounts.liquidity_sol, &accounts.provider, &[signer], lamports)?;
    }
    SelfOwned {
        seed: seeds::LIQUIDITY_TOKENS,
        pool: &address,
        bump: liquidity.tokens_bump,
        account: &accounts.liquidity_tokens,
    }
    .give(accounts.destination.as_ref(), tokens)?;

    // Log
    emit!(LiquidityRemoved {
        pool: address,
        provider: accounts.provider.key(),
        shares,
        lamports,
        tokens,
        sol_after: liquidity.sol_lamports,
        tokens_after: liquidity.token_amount,
        before: books,
        after: books,
    });
    liquidity.assert_invariants(now, clock.slot)
}
