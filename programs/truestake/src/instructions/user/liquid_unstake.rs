use anchor_lang::prelude::*;
use anchor_spl::token::{Token, TokenAccount};

use crate::clock::{epoch_slots, require_rewards_paid};
use crate::constants::seeds;
use crate::error::TruestakeError;
use crate::events::LiquidUnstaked;
use crate::math::{mul_div_floor, Bps, Lamports, MathError, MathResult, PoolTokens, Price, Sale};
use crate::state::{LiquidityFees, LiquidityPool, Pool};
use crate::system::transfer_signed;
use crate::token::{receives, take, SelfOwned};

#[derive(Accounts)]
pub struct LiquidUnstake<'info> {
    /// Signer: owns the tokens, receives the lamports.
    #[account(mut)]
    pub seller: Signer<'info>,
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
    pub liquidity: AccountLoader<'info, LiquidityPool>,
    /// CHECK: the liquidity pool names it. Gives the lamports.
    #[account(mut)]
    pub liquidity_sol: UncheckedAccount<'info>,
    /// CHECK: the liquidity pool names it. Receives the tokens.
    #[account(mut)]
    pub liquidity_tokens: UncheckedAccount<'info>,
    /// Write: gives the tokens.
    #[account(
        mut,
        dup,
        constraint = source.mint == pool.load()?.mint @ TruestakeError::WrongTokenAccount,
        constraint = source.owner == seller.key() @ TruestakeError::WrongTokenOwner,
    )]
    pub source: Account<'info, TokenAccount>,
    /// CHECK: the pool names it. Receives its cut; when it is no token account of the mint, the providers keep it.
    #[account(mut)]
    pub treasury: UncheckedAccount<'info>,
    pub token_program: Program<'info, Token>,
    pub system_program: Program<'info, System>,
}

/// Who gets what for a sale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SalePlan {
    pub lamports: Lamports,
    pub fee: Lamports,
    pub treasury: PoolTokens,
    /// The providers' part of the fee, which is held until it is released.
    pub held: PoolTokens,
}

impl SalePlan {
    /// Sells `tokens` against `liquidity` lamports of which `counted` are on the fee line; both parts of the fee are
    /// floored. [`MathError::Overflow`] where the liquidity does not suffice.
    pub fn new(
        tokens: PoolTokens,
        price: Price,
        liquidity: Lamports,
        counted: Lamports,
        fees: &LiquidityFees,
    ) -> MathResult<Self> {
        let value = price.lamports_for(tokens)?;
        let Sale { lamports, fee } = fees.curve().sell(value, liquidity, counted)?;
        let fee_tokens = PoolTokens(if fee.is_zero() { 0 } else { mul_div_floor(tokens.0, fee.0, value.0)? });
        let treasury = PoolTokens(fees.treasury_cut.floor_of(fee_tokens.0)?);
        Ok(Self { lamports, fee, treasury, held: fee_tokens.minus(treasury)? })
    }
}

impl LiquidUnstake<'_> {
    fn validate(&self, pool: &Pool, clock: &Clock, tokens: PoolTokens) -> Result<()> {
        require!(!tokens.is_zero(), TruestakeError::ZeroAmount);
        require!(tokens.0 <= self.source.amount, TruestakeError::InsufficientTokens);
        require_rewards_paid()?;
        pool.require_fresh(clock)?;
        pool.require_running(clock)
    }

    fn fees(&self, pool: &Pool, liquidity: &LiquidityPool) -> LiquidityFees {
        let fees = liquidity.fees_at(pool.updates);
        let pays_cut = !fees.treasury_cut.is_zero() && receives(&self.treasury, &pool.mint);
        LiquidityFees { treasury_cut: if pays_cut { fees.treasury_cut } else { Bps::ZERO }, ..fees }
    }
}

pub fn liquid_unstake(ctx: Context<LiquidUnstake>, tokens: u64, minimum_lamports_out: u64) -> Result<()> {
    // Check
    let accounts = &ctx.accounts;
    let address = accounts.pool.key();
    let clock = Clock::get()?;
    let pool = accounts.pool.load()?;
    let mut liquidity = accounts.liquidity.load_mut()?;
    let tokens = PoolTokens(tokens);
    accounts.validate(&pool, &clock, tokens)?;
    let fees = accounts.fees(&pool, &liquidity);
    let now = epoch_slots(&clock)?;
    let counted = liquidity.counted_lamports(now, clock.slot)?;
    let price = pool.price(clock.slot)?;
    let plan = SalePlan::new(tokens, price, liquidity.sol_lamports, counted, &fees).map_err(|error| match error {
        MathError::Overflow => TruestakeError::InsufficientLiquidity,
        MathError::NoPrice => TruestakeError::NoPrice,
    })?;
    require!(!plan.lamports.is_zero(), TruestakeError::ZeroResult);
    require!(plan.lamports.0 >= minimum_lamports_out, TruestakeError::SlippageExceeded);

    // Effect
    let books = pool.books(clock.slot)?;
    liquidity.buy(tokens.minus(plan.treasury)?, plan.held, plan.lamports, now.epoch)?;

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
    transfer_signed(&accounts.liquidity_sol, &accounts.seller, &[signer], plan.lamports)?;

    // Log
    emit!(LiquidUnstaked {
        pool: address,
        seller: accounts.seller.key(),
        tokens,
        lamports: plan.lamports,
        fee: plan.fee,
        treasury_tokens: plan.treasury,
        sol_after: liquidity.sol_lamports,
        tokens_after: liquidity.token_amount,
        before: books,
        after: books,
    });
    liquidity.assert_invariants(now, clock.slot)
}
