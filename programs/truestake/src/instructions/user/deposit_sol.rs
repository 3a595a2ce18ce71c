use std::cell::RefMut;

use anchor_lang::prelude::*;
use anchor_spl::token::{Mint, Token, TokenAccount};
use truestake_math::{Bps, DepositPlan, DepositTerms, EpochSlots, Lamports, PoolTokens};

use crate::clock::{epoch_slots, require_rewards_paid};
use crate::constants::{seeds, MINIMUM_DEPOSIT_LAMPORTS};
use crate::cpi::system::{empty_rent, transfer};
use crate::cpi::token::{receives, receives_for_others, require_balance, require_reachable, Minter, SelfOwned};
use crate::error::{require, require_received, OrProgramError, TruestakeError};
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
    /// Read: an address that only signs. Authority of the mint.
    /// CHECK: the pool names it.
    #[cfg_attr(feature = "idl-build", account(seeds = [seeds::MINT_AUTHORITY, pool.key().as_ref()], bump))]
    pub mint_authority: UncheckedAccount<'info>,
    /// Write: the reserve. Receives the lamports that are not paid to the liquidity pool.
    /// CHECK: the pool names it.
    #[account(mut)]
    #[cfg_attr(feature = "idl-build", account(seeds = [seeds::RESERVE, pool.key().as_ref()], bump))]
    pub reserve: UncheckedAccount<'info>,
    /// Write: receives the tokens. May be anybody's.
    #[account(mut, dup, constraint = destination.mint == mint.key() @ TruestakeError::WrongTokenAccount)]
    pub destination: Account<'info, TokenAccount>,
    /// Write: the treasury. Receives the fee; when it is no token account of the mint, no fee is charged.
    /// CHECK: the pool names it.
    #[account(mut)]
    pub treasury: UncheckedAccount<'info>,
    /// Write: a token account of the mint. Receives its share of the fee.
    /// CHECK: checked in the handler.
    #[account(mut)]
    pub referrer: Option<UncheckedAccount<'info>>,
    /// Write: the liquidity pool, whose tokens are bought first. Left out exactly when the pool has none.
    #[account(mut)]
    pub liquidity: Option<AccountLoader<'info, LiquidityPool>>,
    /// Write: the liquidity pool's SOL. Receives lamports.
    /// CHECK: the liquidity pool names it.
    #[account(mut)]
    pub liquidity_sol: Option<UncheckedAccount<'info>>,
    /// Write: the liquidity pool's tokens. Gives tokens.
    /// CHECK: the liquidity pool names it.
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
    fn validate(&self, pool: &Pool, clock: &Clock, lamports: Lamports, if_balance: Option<u64>) -> Result<()> {
        require!(!lamports.is_zero(), TruestakeError::ZeroAmount);
        require!(lamports.0 >= MINIMUM_DEPOSIT_LAMPORTS, TruestakeError::DepositTooSmall);
        require!(lamports.0 <= self.depositor.lamports(), TruestakeError::InsufficientLamports);
        require_rewards_paid()?;
        pool.require_fresh(clock)?;
        pool.require_running(clock)?;
        require!(self.mint.supply <= pool.supply.0, TruestakeError::SupplyAboveBooks);
        require_reachable(&self.destination, &self.pool.key())?;
        require_balance(&self.destination, if_balance)
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

    /// Decides what the lamports buy, at these rates of the fee.
    fn plan(
        pool: &Pool,
        clock: &Clock,
        liquidity: Option<&Liquidity>,
        (fee, referral_share): (Bps, Bps),
        lamports: Lamports,
    ) -> Result<DepositPlan> {
        let on_sale = liquidity.map_or(Ok(PoolTokens::ZERO), |liquidity| liquidity.on_sale(clock.slot))?;
        let ask = pool.ask(clock, lamports)?;
        DepositTerms { ask, on_sale, fee, referral_share }.plan(lamports).or_program_error()
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
        let refers = receives_for_others(referrer, &pool.mint, &self.pool.key());
        require!(refers, TruestakeError::WrongReferrer);
        Ok((fees.deposit, fees.referral_share))
    }

    /// Mints what the plan mints.
    fn mint(&self, pool: &Pool, address: &Pubkey, plan: &DepositPlan) -> Result<()> {
        let minter = Minter::new(pool, address, self.mint.as_ref(), &self.mint_authority);
        minter.mint(self.destination.as_ref(), plan.depositor)?;
        minter.mint(&self.treasury, plan.treasury)?;
        self.referrer.as_ref().map_or(Ok(()), |referrer| minter.mint(referrer, plan.referrer))
    }
}

impl<'info> Liquidity<'_, 'info> {
    /// Tokens that can be bought.
    fn on_sale(&self, slot: u64) -> Result<PoolTokens> {
        self.now.map_or(Ok(PoolTokens::ZERO), |now| self.state.released_tokens(now, slot)).or_program_error()
    }

    /// Takes what the plan buys into its books.
    fn book(&mut self, plan: &DepositPlan, updates: u64, slot: u64) -> Result<()> {
        let now = self.now.ok_or(TruestakeError::InvariantViolated)?;
        self.state.follow(now, slot, updates).or_program_error()?;
        self.state.sell(plan.tokens_from_liquidity, plan.lamports_to_liquidity).or_program_error()
    }

    /// Takes the lamports and gives the tokens that the plan buys.
    fn exchange(&self, accounts: &DepositSol<'info>, pool: &Pubkey, plan: &DepositPlan) -> Result<()> {
        transfer(&accounts.depositor, self.sol, plan.lamports_to_liquidity)?;
        SelfOwned { seed: seeds::LIQUIDITY_TOKENS, pool, bump: self.state.tokens_bump, account: self.tokens }
            .give(accounts.destination.as_ref(), plan.tokens_from_liquidity)
    }

    fn assert_invariants(&self, slot: u64) -> Result<()> {
        let now = self.now.ok_or(TruestakeError::InvariantViolated)?;
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
    let (address, clock) = (accounts.pool.key(), Clock::get()?);
    let mut pool = accounts.pool.load_mut()?;
    let lamports = Lamports(lamports);
    accounts.validate(&pool, &clock, lamports, if_balance)?;
    let before = pool.books(clock.slot)?;
    pool.measure_reserve(&clock, &accounts.reserve, empty_rent()?).or_program_error()?;
    let rates = accounts.rates(&pool)?;
    let mut liquidity = accounts.liquidity(&pool, &clock)?;
    let plan = DepositSol::plan(&pool, &clock, liquidity.as_ref(), rates, lamports)?;
    let received = plan.received().or_program_error()?;
    require_received(received.0, minimum_tokens_out)?;
    let bid = pool.bid(clock.slot).or_program_error()?;
    let deposited = lamports.minus(plan.lamports_to_liquidity).or_program_error()?;
    pool.require_below_cap(bid, deposited)?;
    let mut seller = liquidity.as_mut().filter(|_| !plan.tokens_from_liquidity.is_zero());

    // Effect
    let released = pool.take_in(clock.slot, deposited, plan.minted().or_program_error()?).or_program_error()?;
    pool.reserve_lamports = pool.reserve_lamports.plus(deposited).or_program_error()?;
    if let Some(seller) = &mut seller {
        seller.book(&plan, pool.updates, clock.slot)?;
    }

    // Interaction
    if let Some(seller) = &seller {
        seller.exchange(accounts, &address, &plan)?;
    }
    transfer(&accounts.depositor, &accounts.reserve, deposited)?;
    accounts.mint(&pool, &address, &plan)?;

    // Log
    let premium = if seller.is_some() { plan.premium(lamports, bid).or_program_error()? } else { released };
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
    if let Some(seller) = seller {
        seller.assert_invariants(clock.slot)?;
    }
    pool.assert_invariants(after)
}
