use anchor_lang::prelude::*;
use anchor_spl::token::{Mint, Token, TokenAccount};
use truestake_math::Lamports;

use crate::clock::epoch_slots;
use crate::constants::seeds;
use crate::cpi::system::{empty_rent, transfer_signed};
use crate::cpi::token::{burn_from, require_balance, require_reachable, SelfOwned};
use crate::error::{require, OrProgramError, TruestakeError};
use crate::events::LiquidityRemoved;
use crate::state::{LiquidityPool, Pool};

#[derive(Accounts)]
pub struct RemoveLiquidity<'info> {
    /// Signer: owns the shares.
    pub provider: Signer<'info>,
    /// Write: receives the lamports. May be anybody.
    /// CHECK: any address that can be written to.
    #[account(mut)]
    pub recipient: UncheckedAccount<'info>,
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
    #[cfg_attr(feature = "idl-build", account(seeds = [seeds::LIQUIDITY, pool.key().as_ref()], bump))]
    pub liquidity: AccountLoader<'info, LiquidityPool>,
    /// Write: the liquidity pool's SOL. Gives the lamports.
    /// CHECK: the liquidity pool names it.
    #[account(mut)]
    #[cfg_attr(feature = "idl-build", account(seeds = [seeds::LIQUIDITY_SOL, pool.key().as_ref()], bump))]
    pub liquidity_sol: UncheckedAccount<'info>,
    /// Write: the liquidity pool's tokens. Gives the tokens.
    /// CHECK: the liquidity pool names it.
    #[account(mut)]
    #[cfg_attr(feature = "idl-build", account(seeds = [seeds::LIQUIDITY_TOKENS, pool.key().as_ref()], bump))]
    pub liquidity_tokens: UncheckedAccount<'info>,
    /// Write: the mint of the shares.
    #[account(mut, dup)]
    #[cfg_attr(feature = "idl-build", account(seeds = [seeds::LIQUIDITY_MINT, pool.key().as_ref()], bump))]
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
    /// The token program.
    pub token_program: Program<'info, Token>,
    /// The system program.
    pub system_program: Program<'info, System>,
}

impl RemoveLiquidity<'_> {
    fn validate(&self, pool: &Pool, shares: u64, if_balance: Option<u64>) -> Result<()> {
        require!(shares > 0, TruestakeError::ZeroAmount);
        require!(shares <= self.source.amount, TruestakeError::InsufficientTokens);
        require_balance(&self.source, if_balance)?;
        pool.require_recipient(&self.recipient, self.liquidity_sol.key)?;
        require_reachable(&self.destination, &self.pool.key())
    }
}

/// `if_balance`: what `source` must hold before, so that a retry cannot remove twice.
pub fn remove_liquidity(
    ctx: Context<RemoveLiquidity>,
    shares: u64,
    minimum_lamports_out: u64,
    minimum_tokens_out: u64,
    if_balance: Option<u64>,
) -> Result<()> {
    // Check
    let accounts = &ctx.accounts;
    let address = accounts.pool.key();
    let clock = Clock::get()?;
    let pool = accounts.pool.load()?;
    let mut liquidity = accounts.liquidity.load_mut()?;
    accounts.validate(&pool, shares, if_balance)?;
    let now = epoch_slots(&clock)?;
    let released = liquidity.released_tokens(now, clock.slot).or_program_error()?;
    let (lamports, tokens) = liquidity.part_of(shares, released).or_program_error()?;
    // After a rent rise the account has to keep more: that stays with the other shares.
    let lamports = lamports.min(liquidity.available(&accounts.liquidity_sol, empty_rent()?));
    require!(lamports != Lamports::ZERO || !tokens.is_zero(), TruestakeError::ZeroResult);
    let enough = lamports.0 >= minimum_lamports_out && tokens.0 >= minimum_tokens_out;
    require!(enough, TruestakeError::SlippageExceeded);

    // Effect
    let books = pool.books(clock.slot)?;
    liquidity.follow(now, clock.slot, pool.updates).or_program_error()?;
    liquidity.remove(lamports, tokens, shares)?;

    // Interaction
    burn_from(accounts.source.as_ref(), accounts.liquidity_mint.as_ref(), &accounts.provider, shares)?;
    let signer: &[&[u8]] = &[seeds::LIQUIDITY_SOL, address.as_ref(), &[liquidity.sol_bump]];
    transfer_signed(&accounts.liquidity_sol, &accounts.recipient, &[signer], lamports)?;
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
        recipient: accounts.recipient.key(),
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
