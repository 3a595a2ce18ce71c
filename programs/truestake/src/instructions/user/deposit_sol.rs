use std::cell::RefMut;

use anchor_lang::prelude::*;
use anchor_spl::token::{Mint, Token, TokenAccount};

use crate::clock::{epoch_slots, require_rewards_paid};
use crate::constants::{seeds, MINIMUM_DEPOSIT_LAMPORTS};
use crate::error::TruestakeError;
use crate::events::SolDeposited;
use crate::math::{charge_tokens, Bps, Lamports, MathResult, PoolTokens, Price};
use crate::state::{LiquidityPool, Pool};
use crate::system::transfer;
use crate::token::{receives, require_reachable, Minter, SelfOwned};

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
    pub pool: AccountLoader<'info, Pool>,
    /// Write: the pool token.
    #[account(mut, dup)]
    pub mint: Account<'info, Mint>,
    /// CHECK: the pool names it.
    pub mint_authority: UncheckedAccount<'info>,
    /// CHECK: the pool names it.
    #[account(mut)]
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
    pub token_program: Program<'info, Token>,
    pub system_program: Program<'info, System>,
}

/// Who gets which tokens, and where the lamports go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DepositPlan {
    /// Lamports that buy tokens of the liquidity pool.
    pub lamports_to_liquidity: Lamports,
    /// Tokens that they buy.
    pub tokens_from_liquidity: PoolTokens,
    /// Tokens minted to the depositor.
    pub depositor: PoolTokens,
    pub treasury: PoolTokens,
    pub referrer: PoolTokens,
}

impl DepositPlan {
    /// Tokens for `lamports` at `price`. First those `on_sale` in the liquidity pool are bought, without fee; the rest is
    /// minted: floored, fee ceiled, the referrer's share of it floored.
    pub fn new(
        lamports: Lamports,
        price: Price,
        on_sale: PoolTokens,
        fee: Bps,
        referral_share: Bps,
    ) -> MathResult<Self> {
        let all = price.tokens_for(lamports)?;
        let (bought, paid) =
            if all <= on_sale { (all, lamports) } else { (on_sale, price.lamports_backing(on_sale)?.min(lamports)) };
        // Lamports too few for a single token buy none: they are not given away.
        let paid = if bought.is_zero() { Lamports::ZERO } else { paid };
        let charged = charge_tokens(price.tokens_for(lamports.minus(paid)?)?, fee)?;
        let referrer = PoolTokens(referral_share.floor_of(charged.fee.0)?);
        Ok(Self {
            lamports_to_liquidity: paid,
            tokens_from_liquidity: bought,
            depositor: charged.net,
            treasury: charged.fee.minus(referrer)?,
            referrer,
        })
    }

    pub fn minted(&self) -> MathResult<PoolTokens> {
        self.depositor.plus(self.treasury)?.plus(self.referrer)
    }

    /// What the depositor receives.
    pub fn received(&self) -> MathResult<PoolTokens> {
        self.depositor.plus(self.tokens_from_liquidity)
    }
}

/// The liquidity pool's accounts of a deposit.
struct Liquidity<'a, 'info> {
    state: RefMut<'a, LiquidityPool>,
    sol: &'a AccountInfo<'info>,
    tokens: &'a AccountInfo<'info>,
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
    fn liquidity(&self, pool: &Pool) -> Result<Option<Liquidity<'_, 'info>>> {
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
        Ok(Some(Liquidity { state, sol, tokens }))
    }

    /// The deposit fee, and the part of it that goes to the referrer.
    fn rates(&self, pool: &Pool) -> Result<(Bps, Bps)> {
        if pool.fees.deposit.is_zero() || !receives(&self.treasury, &pool.mint) {
            return Ok((Bps::ZERO, Bps::ZERO));
        }
        let Some(referrer) = &self.referrer else {
            return Ok((pool.fees.deposit, Bps::ZERO));
        };
        require!(receives(referrer, &pool.mint), TruestakeError::WrongReferrer);
        Ok((pool.fees.deposit, pool.fees.referral_share))
    }
}

pub fn deposit_sol(ctx: Context<DepositSol>, lamports: u64, minimum_tokens_out: u64) -> Result<()> {
    // Check
    let accounts = &ctx.accounts;
    let address = accounts.pool.key();
    let clock = Clock::get()?;
    let mut pool = accounts.pool.load_mut()?;
    let lamports = Lamports(lamports);
    accounts.validate(&pool, &clock, lamports)?;
    let before = pool.books(clock.slot)?;
    let (fee, referral_share) = accounts.rates(&pool)?;
    let price = Price { total: before.total, supply: before.supply };
    let mut liquidity = accounts.liquidity(&pool)?;
    let now = epoch_slots(&clock)?;
    let on_sale = match &liquidity {
        Some(liquidity) => liquidity.state.released_tokens(now, clock.slot)?,
        None => PoolTokens::ZERO,
    };
    let plan = DepositPlan::new(lamports, price, on_sale, fee, referral_share)?;
    let received = plan.received()?;
    require!(!received.is_zero(), TruestakeError::ZeroResult);
    require!(received.0 >= minimum_tokens_out, TruestakeError::SlippageExceeded);
    let deposited = lamports.minus(plan.lamports_to_liquidity)?;
    let within_cap = deposited.is_zero() || before.total.plus(deposited)? <= pool.deposit_cap;
    require!(within_cap, TruestakeError::DepositCapExceeded);

    // Effect
    pool.reserve_lamports = pool.reserve_lamports.plus(deposited)?;
    pool.supply = pool.supply.plus(plan.minted()?)?;

    // Interaction
    if let Some(liquidity) = liquidity.as_mut().filter(|_| !plan.tokens_from_liquidity.is_zero()) {
        liquidity.state.sol_lamports = liquidity.state.sol_lamports.plus(plan.lamports_to_liquidity)?;
        liquidity.state.token_amount = liquidity.state.token_amount.minus(plan.tokens_from_liquidity)?;
        transfer(&accounts.depositor, liquidity.sol, plan.lamports_to_liquidity)?;
        let (seed, bump) = (seeds::LIQUIDITY_TOKENS, liquidity.state.tokens_bump);
        SelfOwned { seed, pool: &address, bump, account: liquidity.tokens }
            .give(accounts.destination.as_ref(), plan.tokens_from_liquidity)?;
        liquidity.state.assert_invariants(now, clock.slot)?;
    }
    if !deposited.is_zero() {
        transfer(&accounts.depositor, &accounts.reserve, deposited)?;
    }
    let minter = Minter {
        pool: &address,
        mint: accounts.mint.as_ref(),
        authority: &accounts.mint_authority,
        authority_bump: pool.mint_authority_bump,
    };
    minter.mint(accounts.destination.as_ref(), plan.depositor)?;
    minter.mint(&accounts.treasury, plan.treasury)?;
    if let Some(referrer) = &accounts.referrer {
        minter.mint(referrer, plan.referrer)?;
    }

    // Log
    emit!(SolDeposited {
        pool: address,
        depositor: accounts.depositor.key(),
        lamports,
        tokens: received,
        lamports_to_liquidity: plan.lamports_to_liquidity,
        tokens_from_liquidity: plan.tokens_from_liquidity,
        treasury_tokens: plan.treasury,
        referrer_tokens: plan.referrer,
        before,
        after: pool.books(clock.slot)?,
    });
    pool.assert_invariants(clock.slot)
}
