use anchor_lang::prelude::*;
use anchor_spl::token::{Mint, Token, TokenAccount};
use truestake_math::Lamports;

use crate::clock::{epoch_slots, require_rewards_paid};
use crate::constants::{seeds, MINIMUM_DEPOSIT_LAMPORTS};
use crate::cpi::system::transfer;
use crate::cpi::token::{require_balance, SelfOwned};
use crate::error::{require, require_received, OrProgramError, TruestakeError};
use crate::events::LiquidityAdded;
use crate::state::{Books, LiquidityPool, Pool};

#[derive(Accounts)]
pub struct AddLiquidity<'info> {
    /// Signer: pays the lamports.
    #[account(mut)]
    pub provider: Signer<'info>,
    /// Read: the pool.
    #[account(has_one = liquidity @ TruestakeError::WrongLiquidityPool)]
    pub pool: AccountLoader<'info, Pool>,
    /// Write: the liquidity pool.
    #[account(
        mut,
        constraint = liquidity.load()?.sol == liquidity_sol.key() @ TruestakeError::WrongLiquidityAccount,
        constraint = liquidity.load()?.mint == liquidity_mint.key() @ TruestakeError::WrongLiquidityAccount,
    )]
    #[cfg_attr(feature = "idl-build", account(seeds = [seeds::LIQUIDITY, pool.key().as_ref()], bump))]
    pub liquidity: AccountLoader<'info, LiquidityPool>,
    /// Write: the liquidity pool's SOL. Receives the lamports.
    /// CHECK: the liquidity pool names it.
    #[account(mut)]
    #[cfg_attr(feature = "idl-build", account(seeds = [seeds::LIQUIDITY_SOL, pool.key().as_ref()], bump))]
    pub liquidity_sol: UncheckedAccount<'info>,
    /// Write: the mint of the shares.
    #[account(mut, dup)]
    #[cfg_attr(feature = "idl-build", account(seeds = [seeds::LIQUIDITY_MINT, pool.key().as_ref()], bump))]
    pub liquidity_mint: Account<'info, Mint>,
    /// Write: receives the shares. May be anybody's.
    #[account(mut, dup, constraint = destination.mint == liquidity_mint.key() @ TruestakeError::WrongTokenAccount)]
    pub destination: Account<'info, TokenAccount>,
    /// The token program.
    pub token_program: Program<'info, Token>,
    /// The system program.
    pub system_program: Program<'info, System>,
}

impl AddLiquidity<'_> {
    fn validate(&self, pool: &Pool, clock: &Clock, lamports: Lamports) -> Result<()> {
        require!(!lamports.is_zero(), TruestakeError::ZeroAmount);
        require!(lamports.0 >= MINIMUM_DEPOSIT_LAMPORTS, TruestakeError::DepositTooSmall);
        require!(lamports.0 <= self.provider.lamports(), TruestakeError::InsufficientLamports);
        require_rewards_paid()?;
        pool.require_fresh(clock)?;
        pool.require_running(clock)
    }
}

/// `if_balance`: what `destination` must hold before, so that a retry cannot add twice.
pub fn add_liquidity(
    ctx: Context<AddLiquidity>,
    lamports: u64,
    minimum_shares_out: u64,
    if_balance: Option<u64>,
) -> Result<()> {
    // Check
    let accounts = &ctx.accounts;
    let address = accounts.pool.key();
    let clock = Clock::get()?;
    let pool = accounts.pool.load()?;
    let mut liquidity = accounts.liquidity.load_mut()?;
    let lamports = Lamports(lamports);
    accounts.validate(&pool, &clock, lamports)?;
    require_balance(&accounts.destination, if_balance)?;
    let sol_after = liquidity.sol_lamports.plus(lamports).or_program_error()?;
    require!(sol_after <= liquidity.cap, TruestakeError::LiquidityCapExceeded);
    let now = epoch_slots(&clock)?;
    let ask = pool.ask(&clock, Lamports::ZERO)?;
    let shares = liquidity.shares_for(lamports, ask).or_program_error()?;
    require_received(shares, minimum_shares_out)?;
    let bid = pool.bid(clock.slot).or_program_error()?;
    let released = liquidity.released_tokens(now, clock.slot).or_program_error()?;
    let premium = liquidity.premium(lamports, shares, released, bid).or_program_error()?;

    // Effect
    liquidity.follow(now, clock.slot, pool.updates).or_program_error()?;
    liquidity.add(lamports, shares)?;

    // Interaction
    transfer(&accounts.provider, &accounts.liquidity_sol, lamports)?;
    SelfOwned {
        seed: seeds::LIQUIDITY_MINT,
        pool: &address,
        bump: liquidity.mint_bump,
        account: accounts.liquidity_mint.as_ref(),
    }
    .mint(accounts.destination.as_ref(), shares)?;

    // Log
    let books = Books::from(bid);
    emit!(LiquidityAdded {
        pool: address,
        provider: accounts.provider.key(),
        lamports,
        shares,
        premium,
        sol_after,
        tokens_after: liquidity.token_amount,
        before: books,
        after: books,
    });
    liquidity.assert_invariants(now, clock.slot)
}
