use anchor_lang::prelude::*;
use truestake_math::{
    mul_div_ceil, mul_div_floor, Bps, Deferral, EpochSlots, FeeCurve, FeeLine, Lamports, MathResult, PoolTokens, Price,
    SalePlan,
};

use super::{size_of_account, ScheduledLiquidityFees};
use crate::constants::{
    seeds, FEE_RISE_UPDATES, MAX_LIQUIDITY_FEE_BPS, MAX_TREASURY_CUT_BPS, MINIMUM_LIQUIDITY_TARGET_LAMPORTS,
};
use crate::error::{require, OrProgramError, TruestakeError};

/// SOL and pool tokens that serve instant unstakes. PDA of "liquidity", pool.
///
/// Like the pool's, its books are accounted: lamports or tokens that are sent to its accounts change nothing.
#[account(zero_copy)]
#[derive(Debug)]
pub struct LiquidityPool {
    /// Layout version; this is 1.
    pub version: u8,
    pub bump: u8,
    pub sol_bump: u8,
    pub tokens_bump: u8,
    pub mint_bump: u8,
    pub _reserved_bytes: [u8; 3],
    pub pool: Pubkey,
    /// System account with the SOL.
    pub sol: Pubkey,
    /// Token account with the pool tokens; its own authority.
    pub tokens: Pubkey,
    /// Mint of the shares; its own authority.
    pub mint: Pubkey,
    /// Accounted lamports, over the account's rent.
    pub sol_lamports: Lamports,
    /// Accounted pool tokens, the held ones included.
    pub token_amount: PoolTokens,
    /// Shares in existence, the locked ones of the seed included.
    pub shares: u64,
    /// Shares of the seed, which were never minted and can never be redeemed.
    pub locked_shares: u64,
    pub fees: ScheduledLiquidityFees,
    /// Liquidity can be added while the SOL stays within this.
    pub cap: Lamports,
    /// Instant unstakes so far, in lamports paid; wraps. For statistics.
    pub cumulative_paid_lamports: u64,
    /// Tokens that are neither the shares' nor on sale yet: the providers' fees, and what sellers left behind of gains that are
    /// not in the price yet. Those of an epoch are released over the next one's slots, so whoever adds and removes in a moment
    /// earns no fees, even on their own sale.
    pub held_epoch: u64,
    /// Held tokens that came in `held_epoch`.
    pub held_recent: PoolTokens,
    /// Held tokens that came in the epoch before.
    pub held_earlier: PoolTokens,
    /// Where the fee line stood at `line_slot`: it follows the SOL up and down at a bounded speed.
    pub line_lamports: Lamports,
    pub line_slot: u64,
    pub _reserved: [u64; 10],
}

/// What an instant unstake costs.
#[zero_copy]
#[derive(Debug, Default, PartialEq, Eq)]
pub struct LiquidityFees {
    /// Liquidity at which the rate reaches its least.
    pub target: Lamports,
    /// Rate with the liquidity at or over its target.
    pub min: Bps,
    /// Rate with no liquidity left.
    pub max: Bps,
    /// The treasury's part of the fee; the rest is the liquidity providers'.
    pub treasury_cut: Bps,
    pub _reserved: u16,
}

impl LiquidityFees {
    /// Refuses what is over a ceiling or makes no line.
    pub fn validate(&self) -> Result<()> {
        let within = self.max.0 <= MAX_LIQUIDITY_FEE_BPS && self.treasury_cut.0 <= MAX_TREASURY_CUT_BPS;
        require!(within, TruestakeError::FeeTooHigh);
        let target = Lamports(MINIMUM_LIQUIDITY_TARGET_LAMPORTS)..=FeeCurve::MAX_TARGET;
        require!(self.min <= self.max && target.contains(&self.target), TruestakeError::RatioOutOfRange);
        Ok(())
    }

    pub fn curve(&self) -> FeeCurve {
        FeeCurve { min: self.min, max: self.max, target: self.target }
    }

    /// Whether some sale costs more, or the providers keep less, than with `other`.
    pub fn is_dearer_than(&self, other: &Self) -> bool {
        self.min > other.min
            || self.max > other.max
            || self.target > other.target
            || self.treasury_cut > other.treasury_cut
    }
}

impl LiquidityPool {
    /// Bytes of the account.
    pub const SPACE: usize = size_of_account::<Self>();

    /// Sets what the fees shall be: at once if nothing about them rises, otherwise [`FEE_RISE_UPDATES`] epoch updates from
    /// now.
    pub fn schedule_fees(&mut self, fees: LiquidityFees, updates: u64) -> Result<()> {
        fees.validate()?;
        let now = self.fees.at(updates);
        let at_once = if fees.is_dearer_than(&now) { now } else { fees };
        self.fees.schedule(at_once, fees, updates, FEE_RISE_UPDATES)
    }

    fn held(&self) -> Deferral {
        Deferral { epoch: self.held_epoch, recent: self.held_recent.0, earlier: self.held_earlier.0 }
    }

    /// The tokens that are the shares' and on sale at `slot`: all but the held ones.
    #[inline(never)] // in every handler, twice
    pub fn released_tokens(&self, now: EpochSlots, slot: u64) -> MathResult<PoolTokens> {
        self.token_amount.minus(PoolTokens(self.held().outstanding(now, slot)?))
    }

    /// Where the fee line is at `slot`, having followed the SOL that stood until then; `updates` is the pool's number.
    pub fn line_at(&self, now: EpochSlots, slot: u64, updates: u64) -> MathResult<FeeLine> {
        self.line().at(slot, now, self.sol_lamports, self.fees.at(updates).target)
    }

    /// Lets the fee line follow the SOL, before anything changes that.
    pub fn follow(&mut self, now: EpochSlots, slot: u64, updates: u64) -> MathResult<()> {
        self.set_line(self.line_at(now, slot, updates)?);
        Ok(())
    }

    fn set_line(&mut self, line: FeeLine) {
        self.line_lamports = line.lamports;
        self.line_slot = line.slot;
    }

    fn line(&self) -> FeeLine {
        FeeLine { lamports: self.line_lamports, slot: self.line_slot }
    }

    /// SOL that can be paid out: what the books say, as far as it lies over the account's rent of now.
    pub fn available(&self, sol: &AccountInfo, rent: Lamports) -> Lamports {
        self.sol_lamports.min(Lamports(sol.lamports()).saturating_minus(rent))
    }

    /// What all shares are worth with so many `tokens` at `price`, ceiled.
    #[inline(never)] // twice in `add_liquidity`
    fn value(&self, tokens: PoolTokens, price: Price) -> MathResult<Lamports> {
        self.sol_lamports.plus(price.lamports_backing(tokens)?)
    }

    /// Shares for `lamports`, floored, with all tokens at the `ask`, the held ones too: whoever comes late buys what is known.
    pub fn shares_for(&self, lamports: Lamports, ask: Price) -> MathResult<u64> {
        mul_div_floor(lamports.0, self.shares, self.value(self.token_amount, ask)?.0)
    }

    /// What `lamports` pay over what the `shares` that they buy stand for before, with the `released` tokens at the `bid`; floored.
    pub fn premium(&self, lamports: Lamports, shares: u64, released: PoolTokens, bid: Price) -> MathResult<Lamports> {
        let worth = mul_div_ceil(shares, self.value(released, bid)?.0, self.shares)?;
        Ok(lamports.saturating_minus(Lamports(worth)))
    }

    /// What `shares` stand for with `released` tokens, both floored.
    pub fn part_of(&self, shares: u64, released: PoolTokens) -> MathResult<(Lamports, PoolTokens)> {
        Ok((
            Lamports(mul_div_floor(shares, self.sol_lamports.0, self.shares)?),
            PoolTokens(mul_div_floor(shares, released.0, self.shares)?),
        ))
    }

    /// Takes in what a provider brings.
    pub fn add(&mut self, lamports: Lamports, shares: u64) -> Result<()> {
        self.sol_lamports = self.sol_lamports.plus(lamports).or_program_error()?;
        self.shares = self.shares.checked_add(shares).ok_or(TruestakeError::Overflow)?;
        Ok(())
    }

    /// Gives out what `shares` stand for.
    pub fn remove(&mut self, lamports: Lamports, tokens: PoolTokens, shares: u64) -> Result<()> {
        self.sol_lamports = self.sol_lamports.minus(lamports).or_program_error()?;
        self.token_amount = self.token_amount.minus(tokens).or_program_error()?;
        self.shares = self.shares.checked_sub(shares).ok_or(TruestakeError::Overflow)?;
        Ok(())
    }

    /// Takes a sale of `tokens` in `epoch` into the books; `line` is the fee line that it went by.
    pub fn buy(&mut self, tokens: PoolTokens, plan: &SalePlan, line: FeeLine, epoch: u64) -> MathResult<()> {
        self.sol_lamports = self.sol_lamports.minus(plan.lamports)?;
        self.token_amount = self.token_amount.plus(tokens.minus(plan.treasury)?)?;
        let held = self.held().plus(plan.held.0, epoch)?;
        self.held_epoch = held.epoch;
        self.held_recent = PoolTokens(held.recent);
        self.held_earlier = PoolTokens(held.earlier);
        self.set_line(line.after_sale(plan.lamports));
        self.cumulative_paid_lamports = self.cumulative_paid_lamports.wrapping_add(plan.lamports.0);
        Ok(())
    }

    /// Takes a deposit that buys `tokens` into the books.
    pub fn sell(&mut self, tokens: PoolTokens, lamports: Lamports) -> MathResult<()> {
        self.sol_lamports = self.sol_lamports.plus(lamports)?;
        self.token_amount = self.token_amount.minus(tokens)?;
        self.set_line(self.line().after_purchase(lamports)?);
        Ok(())
    }

    /// Ends a handler that changed the liquidity pool.
    #[inline(never)]
    pub fn assert_invariants(&self, now: EpochSlots, slot: u64) -> Result<()> {
        let sound =
            self.shares >= self.locked_shares && self.locked_shares > 0 && self.released_tokens(now, slot).is_ok();
        require!(sound, TruestakeError::InvariantViolated);
        Ok(())
    }
}

/// Address of the liquidity pool's SOL, whether the pool has one or not; searched.
pub fn liquidity_sol_address(pool: &Pubkey) -> Pubkey {
    Pubkey::find_program_address(&[seeds::LIQUIDITY_SOL, pool.as_ref()], &crate::ID).0
}
