use anchor_lang::prelude::*;
use anchor_spl::token::{Mint, Token, TokenAccount};

use crate::clock::require_rewards_paid;
use crate::constants::MINIMUM_DEPOSIT_LAMPORTS;
use crate::error::TruestakeError;
use crate::events::SolDeposited;
use crate::math::{charge_tokens, Bps, Lamports, MathResult, PoolTokens, Price};
use crate::state::Pool;
use crate::system::transfer;
use crate::token::{receives, Minter};

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
    #[account(mut)]
    pub mint: Account<'info, Mint>,
    /// CHECK: the pool names it.
    pub mint_authority: UncheckedAccount<'info>,
    /// CHECK: the pool names it.
    #[account(mut)]
    pub reserve: UncheckedAccount<'info>,
    /// Write: receives the tokens. May be anybody's.
    #[account(mut, constraint = destination.mint == mint.key() @ TruestakeError::WrongTokenAccount)]
    pub destination: Account<'info, TokenAccount>,
    /// CHECK: the pool names it. Receives the fee; when it is no token account of the mint, no fee is charged.
    #[account(mut)]
    pub treasury: UncheckedAccount<'info>,
    /// CHECK: a token account of the mint, checked in the handler. Receives its share of the fee.
    #[account(mut)]
    pub referrer: Option<UncheckedAccount<'info>>,
    pub token_program: Program<'info, Token>,
    pub system_program: Program<'info, System>,
}

/// Who gets which tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DepositPlan {
    pub depositor: PoolTokens,
    pub treasury: PoolTokens,
    pub referrer: PoolTokens,
}

impl DepositPlan {
    /// Tokens for `lamports` at `price`: floored, fee ceiled, the referrer's share of it floored.
    pub fn new(lamports: Lamports, price: Price, fee: Bps, referral_share: Bps) -> MathResult<Self> {
        let charged = charge_tokens(price.tokens_for(lamports)?, fee)?;
        let referrer = PoolTokens(referral_share.floor_of(charged.fee.0)?);
        Ok(Self { depositor: charged.net, treasury: charged.fee.minus(referrer)?, referrer })
    }

    pub fn minted(&self) -> MathResult<PoolTokens> {
        self.depositor.plus(self.treasury)?.plus(self.referrer)
    }
}

impl DepositSol<'_> {
    fn validate(&self, pool: &Pool, clock: &Clock, lamports: Lamports) -> Result<()> {
        require!(!lamports.is_zero(), TruestakeError::ZeroAmount);
        require!(lamports.0 >= MINIMUM_DEPOSIT_LAMPORTS, TruestakeError::DepositTooSmall);
        require!(lamports.0 <= self.depositor.lamports(), TruestakeError::InsufficientLamports);
        require_rewards_paid()?;
        pool.require_fresh(clock)?;
        pool.require_running(clock)?;
        require!(self.mint.supply <= pool.supply.0, TruestakeError::SupplyAboveBooks);
        Ok(())
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
    require!(before.total.plus(lamports)? <= pool.deposit_cap, TruestakeError::DepositCapExceeded);
    let (fee, referral_share) = accounts.rates(&pool)?;
    let price = Price { total: before.total, supply: before.supply };
    let plan = DepositPlan::new(lamports, price, fee, referral_share)?;
    require!(!plan.depositor.is_zero(), TruestakeError::ZeroResult);
    require!(plan.depositor.0 >= minimum_tokens_out, TruestakeError::SlippageExceeded);

    // Effect
    pool.reserve_lamports = pool.reserve_lamports.plus(lamports)?;
    pool.supply = pool.supply.plus(plan.minted()?)?;

    // Interaction
    transfer(&accounts.depositor, &accounts.reserve, lamports)?;
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
        tokens: plan.depositor,
        treasury_tokens: plan.treasury,
        referrer_tokens: plan.referrer,
        before,
        after: pool.books(clock.slot)?,
    });
    pool.assert_invariants(clock.slot)
}
