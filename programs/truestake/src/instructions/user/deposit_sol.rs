use std::cell::RefMut;

use anchor_lang::prelude::*;
use anchor_spl::token::{Mint, Token, TokenAccount};
use truestake_math::{Bps, DepositPlan, DepositTerms, EpochSlots, Lamports, PoolTokens, Price};

use crate::clock::{epoch_slots, require_rewards_paid};
use crate::constants::{seeds, MINIMUM_DEPOSIT_LAMPORTS};
use crate::cpi::system::{empty_rent, transfer};
use crate::cpi::token::{receives, require_balance, require_reachable, Minter, SelfOwned};
use crate::error::{Refuse, TruestakeError};
use crate::events::SolDeposited;
use crate::state::{LiquidityPool, Pool};

#[derive(Accounts)]
pub struct DepositSol<'info> {
    /// Signer: pays the lamports.
    #[account(mut)]
    pub depositor: Signer<'info>,
    /// Write: the pool.
    #[account(
        mut,
        has_one = mint @ TruestakeError::WrongMint,
        has_one = mint_authority @ TruestakeError::WrongMintAuthority,
        has_one = reserve @ TruestakeError::WrongReserve,
        has_one = treasury @ TruestakeError::WrongTreasury,
    )]
    #[cfg_attr(feature = "idl-build", account(seeds = [seeds::POOL, mint.key().as_ref()], bump))]
    pub pool: AccountLoader<'info, Pool>,
    /// Write: the pool token.
    #[account(mut, dup)]
    pub mint: Account<'info, Mint>,
    /// CHECK: the pool names it. Authority of the mint.
    #[cfg_attr(feature = "idl-build", account(seeds = [seeds::MINT_AUTHORITY, pool.key().as_ref()], bump))]
    pub mint_authority: UncheckedAccount<'info>,
    /// CHECK: the pool names it. Receives the lamports that are not paid to the liquidity pool.
    #[account(mut)]
    #[cfg_attr(feature = "idl-build", account(seeds = [seeds::RESERVE, pool.key().as_ref()], bump))]
    pub reserve: UncheckedAccount<'info>,
    /// Write: receives the tokens. May be anybody's.
    #[account(mut, dup, constraint = destination.mint == mint.key() @ TruestakeError::WrongTokenAccount)]
    pub destination: Account<'info, TokenAccount>,
    /// CHECK: the pool names it. Receives the fee; when it is no token account of the mint, no fee is charged.
    #[account(mut)]
    pub treasury: UncheckedAccount<'info>,
    /// CHECK: a token account of the mint, checked in the handler. Receives its share of the fee.
    #[account(mut)]
    pub referrer: Option<UncheckedAccount<'info>>,
    /// Write: the liquidity pool, whose tokens are bought first. Left out exactly when the pool has none.
    #[account(mut)]
    pub liquidity: Option<AccountLoader<'info, LiquidityPool>>,
    /// CHECK: the liquidity pool names it. Receives lamports.
    #[account(mut)]
    pub liquidity_sol: Option<UncheckedAccount<'info>>,
    /// CHECK: the liquidity pool names it. Gives tokens.
    #[account(mut)]
    pub liquidity_tokens: Option<UncheckedAccount<'info>>,
    /// The token program.
    pub token_program: Program<'info, Token>,
    /// The system program.
    pub system_program: Program<'info, System>,
}

/// The liquidity pool's accounts of a deposit.
struct Liquidity<'a, 'info> {
    state: RefMut<'a, LiquidityPool>,
    sol: &'a AccountInfo<'info>,
    tokens: &'a AccountInfo<'info>,
    /// The epoch; none where there are no tokens to sell.
    now: Option<EpochSlots>,
}

impl<'info> DepositSol<'info> {
    fn validate(&self, pool: &Pool, clock: &Clock, lamports: Lamports) -> Result<()> {
        require!(!lamports.is_zero(), TruestakeError::ZeroAmount);
        require!(lamports.0 >= MINIMUM_DEPOSIT_LAMPORTS, TruestakeError::DepositTooSmall);
        require!(lamports.0 <= self.depositor.lamports(), TruestakeError::InsufficientLamports);
        require_rewards_paid()?;
        pool.require_fresh(clock)?;
        pool.require_running(clock)?;
        require!(self.mint.supply <= pool.supply.0, TruestakeError::SupplyAboveBooks);
        require_reachable(&self.destination, &self.pool.key())
    }

    /// The liquidity pool, if there is one.
    fn liquidity(&self, pool: &Pool, clock: &Clock) -> Result<Option<Liquidity<'_, 'info>>> {
        if pool.liquidity == Pubkey::default() {
            return Ok(None);
        }
        let (Some(loader), Some(sol), Some(tokens)) = (&self.liquidity, &self.liquidity_sol, &self.liquidity_tokens)
        else {
            return err!(TruestakeError::WrongLiquidityPool);
        };
        require_keys_eq!(loader.key(), pool.liquidity, TruestakeError::WrongLiquidityPool);
        let state = loader.load_mut()?;
        require_keys_eq!(sol.key(), state.sol, TruestakeError::WrongLiquidityAccount);
        require_keys_eq!(tokens.key(), state.tokens, TruestakeError::WrongLiquidityAccount);
        let now = if state.token_amount.is_zero() { None } else { Some(epoch_slots(clock)?) };
        Ok(Some(Liquidity { state, sol, tokens, now }))
    }

    /// The deposit fee, and the part of it that goes to the referrer.
    fn rates(&self, pool: &Pool) -> Result<(Bps, Bps)> {
        let fees = pool.fees();
        if fees.deposit.is_zero() || !receives(&self.treasury, &pool.mint) {
            return Ok((Bps::ZERO, Bps::ZERO));
        }
        let Some(referrer) = &self.referrer else {
            return Ok((fees.deposit, Bps::ZERO));
        };
        let refers = receives(referrer, &pool.mint) && !pool.owns(referrer.key) && !self.is_liquidity(referrer.key);
        require!(refers, TruestakeError::WrongReferrer);
        Ok((fees.deposit, fees.referral_share))
    }

    fn is_liquidity(&self, address: &Pubkey) -> bool {
        self.liquidity_tokens.as_ref().is_some_and(|tokens| tokens.key == address)
    }

    fn minter<'a>(&'a self, pool: &Pool, address: &'a Pubkey) -> Minter<'a, 'info> {
        Minter::new(pool, address, self.mint.as_ref(), &self.mint_authority)
    }
}

impl<'info> Liquidity<'_, 'info> {
    /// Tokens that can be bought.
    fn on_sale(&self, slot: u64) -> Result<PoolTokens> {
        self.now.map_or(Ok(PoolTokens::ZERO), |now| self.state.released_tokens(now, slot)).refuse()
    }

    /// Sells what the plan buys, to `destination`.
    fn sell(&mut self, accounts: &DepositSol<'info>, plan: &DepositPlan, updates: u64, slot: u64) -> Result<()> {
        let now = self.now.ok_or(TruestakeError::InvariantViolated)?;
        let target = self.state.fees.at(updates).target;
        self.state.follow(now, slot, target).refuse()?;
        self.state.sell(plan.tokens_from_liquidity, plan.lamports_to_liquidity).refuse()?;
        transfer(&accounts.depositor, self.sol, plan.lamports_to_liquidity)?;
        let (seed, bump, pool) = (seeds::LIQUIDITY_TOKENS, self.state.tokens_bump, accounts.pool.key());
        SelfOwned { seed, pool: &pool, bump, account: self.tokens }
            .give(accounts.destination.as_ref(), plan.tokens_from_liquidity)?;
        self.state.assert_invariants(now, slot)
    }
}

/// `if_balance`: what `destination` must hold before, so that a retry cannot deposit twice.
pub fn deposit_sol(
    ctx: Context<DepositSol>,
    lamports: u64,
    minimum_tokens_out: u64,
    if_balance: Option<u64>,
) -> Result<()> {
    // Check
    let accounts = &ctx.accounts;
    let address = accounts.pool.key();
    let clock = Clock::get()?;
    let mut pool = accounts.pool.load_mut()?;
    let lamports = Lamports(lamports);
    accounts.validate(&pool, &clock, lamports)?;
    require_balance(&accounts.destination, if_balance)?;
    let before = pool.books(clock.slot)?;
    pool.measure_reserve(&clock, &accounts.reserve, empty_rent()?).refuse()?;
    let (fee, referral_share) = accounts.rates(&pool)?;
    let mut liquidity = accounts.liquidity(&pool, &clock)?;
    let on_sale = liquidity.as_ref().map_or(Ok(PoolTokens::ZERO), |liquidity| liquidity.on_sale(clock.slot))?;
    let ask = pool.ask(&clock).refuse()?;
    let bid: Price = pool.bid(clock.slot).refuse()?;
    let plan = DepositTerms { ask, on_sale, fee, referral_share }.plan(lamports).refuse()?;
    let received = plan.received().refuse()?;
    require!(!received.is_zero(), TruestakeError::ZeroResult);
    require!(received.0 >= minimum_tokens_out, TruestakeError::SlippageExceeded);
    let deposited = lamports.minus(plan.lamports_to_liquidity).refuse()?;
    let within_cap = deposited.is_zero() || bid.total.plus(deposited).refuse()? <= pool.deposit_cap;
    require!(within_cap, TruestakeError::DepositCapExceeded);

    // Effect
    let released = pool.take_in(clock.slot, deposited, plan.minted().refuse()?).refuse()?;
    pool.reserve_lamports = pool.reserve_lamports.plus(deposited).refuse()?;

    // Interaction
    if let Some(liquidity) = liquidity.as_mut().filter(|_| !plan.tokens_from_liquidity.is_zero()) {
        liquidity.sell(accounts, &plan, pool.updates, clock.slot)?;
    }
    transfer(&accounts.depositor, &accounts.reserve, deposited)?;
    let minter = accounts.minter(&pool, &address);
    minter.mint(accounts.destination.as_ref(), plan.depositor)?;
    minter.mint(&accounts.treasury, plan.treasury)?;
    if let Some(referrer) = &accounts.referrer {
        minter.mint(referrer, plan.referrer)?;
    }

    // Log
    let buys = !plan.tokens_from_liquidity.is_zero();
    let premium = if buys { plan.premium(lamports, bid).refuse()? } else { released };
    let after = pool.books(clock.slot)?;
    emit!(SolDeposited {
        pool: address,
        depositor: accounts.depositor.key(),
        lamports,
        tokens: received,
        premium,
        lamports_to_liquidity: plan.lamports_to_liquidity,
        tokens_from_liquidity: plan.tokens_from_liquidity,
        treasury_tokens: plan.treasury,
        referrer_tokens: plan.referrer,
        before,
        after,
    });
    pool.assert_invariants(after)
}
