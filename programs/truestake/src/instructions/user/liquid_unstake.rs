use anchor_lang::prelude::*;
use anchor_spl::token::{Token, TokenAccount};
use truestake_math::{Bps, FeeLine, Lamports, PoolTokens, SaleTerms};

use crate::clock::{epoch_slots, require_rewards_paid};
use crate::constants::seeds;
use crate::cpi::system::{empty_rent, transfer_signed};
use crate::cpi::token::{receives, require_balance, take, SelfOwned};
use crate::error::{require, require_received, OrProgramError, TruestakeError};
use crate::events::LiquidUnstaked;
use crate::state::{Books, LiquidityPool, Pool};

#[derive(Accounts)]
pub struct LiquidUnstake<'info> {
    /// Signer: owns the tokens.
    pub seller: Signer<'info>,
    /// Write: receives the lamports. May be anybody.
    /// CHECK: any address that can be written to.
    #[account(mut)]
    pub recipient: UncheckedAccount<'info>,
    /// Read: the pool.
    #[account(
        has_one = liquidity @ TruestakeError::WrongLiquidityPool,
        has_one = treasury @ TruestakeError::WrongTreasury,
    )]
    pub pool: AccountLoader<'info, Pool>,
    /// Write: the liquidity pool.
    #[account(
        mut,
        constraint = liquidity.load()?.sol == liquidity_sol.key() @ TruestakeError::WrongLiquidityAccount,
        constraint = liquidity.load()?.tokens == liquidity_tokens.key() @ TruestakeError::WrongLiquidityAccount,
    )]
    #[cfg_attr(feature = "idl-build", account(seeds = [seeds::LIQUIDITY, pool.key().as_ref()], bump))]
    pub liquidity: AccountLoader<'info, LiquidityPool>,
    /// Write: the liquidity pool's SOL. Gives the lamports.
    /// CHECK: the liquidity pool names it.
    #[account(mut)]
    #[cfg_attr(feature = "idl-build", account(seeds = [seeds::LIQUIDITY_SOL, pool.key().as_ref()], bump))]
    pub liquidity_sol: UncheckedAccount<'info>,
    /// Write: the liquidity pool's tokens. Receives the tokens.
    /// CHECK: the liquidity pool names it.
    #[account(mut)]
    #[cfg_attr(feature = "idl-build", account(seeds = [seeds::LIQUIDITY_TOKENS, pool.key().as_ref()], bump))]
    pub liquidity_tokens: UncheckedAccount<'info>,
    /// Write: gives the tokens.
    #[account(
        mut,
        dup,
        constraint = source.mint == pool.load()?.mint @ TruestakeError::WrongTokenAccount,
        constraint = source.owner == seller.key() @ TruestakeError::WrongTokenOwner,
    )]
    pub source: Account<'info, TokenAccount>,
    /// Write: the treasury. Receives its cut; when it is no token account of the mint, the providers keep it.
    /// CHECK: the pool names it.
    #[account(mut)]
    pub treasury: UncheckedAccount<'info>,
    /// The token program.
    pub token_program: Program<'info, Token>,
    /// The system program.
    pub system_program: Program<'info, System>,
}

impl LiquidUnstake<'_> {
    fn validate(&self, pool: &Pool, clock: &Clock, tokens: PoolTokens) -> Result<()> {
        require!(!tokens.is_zero(), TruestakeError::ZeroAmount);
        require!(tokens.0 <= self.source.amount, TruestakeError::InsufficientTokens);
        require_rewards_paid()?;
        pool.require_fresh(clock)?;
        pool.require_running(clock)?;
        pool.require_recipient(&self.recipient, self.liquidity_sol.key)
    }

    /// What the sale goes by; `line` is the fee line, which has followed the SOL up to now.
    fn terms(&self, pool: &Pool, liquidity: &LiquidityPool, line: FeeLine, clock: &Clock) -> Result<SaleTerms> {
        let fees = liquidity.fees.at(pool.updates);
        let pays_cut = !fees.treasury_cut.is_zero() && receives(&self.treasury, &pool.mint);
        let available = liquidity.available(&self.liquidity_sol, empty_rent()?);
        Ok(SaleTerms {
            bid: pool.bid(clock.slot).or_program_error()?,
            ask: pool.ask(clock, Lamports::ZERO)?,
            liquidity: available,
            counted: line.counted(available),
            curve: fees.curve(),
            treasury_cut: if pays_cut { fees.treasury_cut } else { Bps::ZERO },
        })
    }
}

/// `if_balance`: what `source` must hold before, so that a retry cannot sell twice.
pub fn liquid_unstake(
    ctx: Context<LiquidUnstake>,
    tokens: u64,
    minimum_lamports_out: u64,
    if_balance: Option<u64>,
) -> Result<()> {
    // Check
    let accounts = &ctx.accounts;
    let address = accounts.pool.key();
    let clock = Clock::get()?;
    let pool = accounts.pool.load()?;
    let mut liquidity = accounts.liquidity.load_mut()?;
    let tokens = PoolTokens(tokens);
    accounts.validate(&pool, &clock, tokens)?;
    require_balance(&accounts.source, if_balance)?;
    let now = epoch_slots(&clock)?;
    let line = liquidity.line_at(now, clock.slot, pool.updates).or_program_error()?;
    let terms = accounts.terms(&pool, &liquidity, line, &clock)?;
    let plan = terms.plan(tokens).or_program_error()?;
    require_received(plan.lamports.0, minimum_lamports_out)?;

    // Effect
    let books = Books::from(terms.bid);
    liquidity.buy(tokens, &plan, line, now.epoch).or_program_error()?;

    // Interaction
    take(accounts.source.as_ref(), &accounts.liquidity_tokens, &accounts.seller, tokens)?;
    SelfOwned {
        seed: seeds::LIQUIDITY_TOKENS,
        pool: &address,
        bump: liquidity.tokens_bump,
        account: &accounts.liquidity_tokens,
    }
    .give(&accounts.treasury, plan.treasury)?;
    let signer: &[&[u8]] = &[seeds::LIQUIDITY_SOL, address.as_ref(), &[liquidity.sol_bump]];
    transfer_signed(&accounts.liquidity_sol, &accounts.recipient, &[signer], plan.lamports)?;

    // Log
    emit!(LiquidUnstaked {
        pool: address,
        seller: accounts.seller.key(),
        recipient: accounts.recipient.key(),
        tokens,
        lamports: plan.lamports,
        fee: plan.fee,
        treasury_tokens: plan.treasury,
        held_tokens: plan.held,
        sol_after: liquidity.sol_lamports,
        tokens_after: liquidity.token_amount,
        before: books,
        after: books,
    });
    liquidity.assert_invariants(now, clock.slot)
}
