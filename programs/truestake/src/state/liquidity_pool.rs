use anchor_lang::prelude::*;

use super::{size_of_account, Deferred};
use crate::constants::{
    FEE_RISE_UPDATES, MAX_LIQUIDITY_FEE_BPS, MAX_TREASURY_CUT_BPS, MINIMUM_LIQUIDITY_TARGET_LAMPORTS,
};
use crate::error::TruestakeError;
use crate::math::{mul_div_floor, Bps, Deferral, EpochSlots, FeeCurve, Lamports, MathResult, PoolTokens, Price};

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
    pub spare_bytes: [u8; 3],
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
    /// Fees in force.
    pub fees: LiquidityFees,
    /// Fees from the pool's update number `pending_fees_update` on.
    pub pending_fees: LiquidityFees,
    /// 0 when no change is pending.
    pub pending_fees_update: u64,
    /// Liquidity can be added while the SOL stays within this.
    pub cap: Lamports,
    /// Instant unstakes so far, in lamports paid; wraps. For statistics.
    pub paid_count: u64,
    /// Tokens of the providers' fees that are neither the shares' yet nor on sale: those of an epoch are released over the
    /// next one's slots. So whoever adds and removes in a moment takes no part of a fee, not of his own sale's either.
    pub held_fees: Deferred,
    /// Lamports that were added, less those that were removed since: those of an epoch come onto the fee line over the next
    /// one's slots. So SOL that is lent for a moment lowers no rate. The seed and what deposits pay in count at once.
    pub added: Deferred,
    pub spare: [u64; 10],
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
    pub spare: u16,
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

    /// The fees in force at the pool's update number `updates`.
    pub fn fees_at(&self, updates: u64) -> LiquidityFees {
        if self.pending_fees_update != 0 && updates >= self.pending_fees_update {
            self.pending_fees
        } else {
            self.fees
        }
    }

    /// Sets what the fees shall be: at once if nothing about them rises, otherwise [`FEE_RISE_UPDATES`] epoch updates from
    /// now.
    pub fn schedule_fees(&mut self, fees: LiquidityFees, updates: u64) -> Result<()> {
        fees.validate()?;
        self.fees = self.fees_at(updates);
        if fees.is_dearer_than(&self.fees) {
            self.pending_fees = fees;
            self.pending_fees_update = updates.checked_add(FEE_RISE_UPDATES).ok_or(TruestakeError::Overflow)?;
        } else {
            self.fees = fees;
            self.pending_fees = LiquidityFees::default();
            self.pending_fees_update = 0;
        }
        Ok(())
    }

    /// The tokens that are the shares' and on sale at `slot`: all but the fees that are held.
    pub fn released_tokens(&self, now: EpochSlots, slot: u64) -> MathResult<PoolTokens> {
        self.token_amount.minus(PoolTokens(Deferral::from(self.held_fees).outstanding(now, slot)?))
    }

    /// The lamports that are on the fee line at `slot`: all but those added a short time ago.
    pub fn counted_lamports(&self, now: EpochSlots, slot: u64) -> MathResult<Lamports> {
        Ok(self.sol_lamports.saturating_minus(Lamports(Deferral::from(self.added).outstanding(now, slot)?)))
    }

    /// What all shares are worth with `released` tokens, ceiled.
    pub fn value(&self, released: PoolTokens, price: Price) -> MathResult<Lamports> {
        self.sol_lamports.plus(price.lamports_backing(released)?)
    }

    /// Shares for `lamports`, floored.
    pub fn shares_for(&self, lamports: Lamports, released: PoolTokens, price: Price) -> MathResult<u64> {
        mul_div_floor(lamports.0, self.shares, self.value(released, price)?.0)
    }

    /// What `shares` stand for with `released` tokens, both floored.
    pub fn part_of(&self, shares: u64, released: PoolTokens) -> MathResult<(Lamports, PoolTokens)> {
        Ok((
            Lamports(mul_div_floor(shares, self.sol_lamports.0, self.shares)?),
            PoolTokens(mul_div_floor(shares, released.0, self.shares)?),
        ))
    }

    /// Takes in what a provider brings in `epoch`.
    pub fn add(&mut self, lamports: Lamports, shares: u64, epoch: u64) -> Result<()> {
        self.sol_lamports = self.sol_lamports.plus(lamports)?;
        self.added = Deferral::from(self.added).plus(lamports.0, epoch)?.into();
        self.shares = self.shares.checked_add(shares).ok_or(TruestakeError::Overflow)?;
        Ok(())
    }

    /// Gives out what `shares` stand for in `epoch`.
    pub fn remove(&mut self, lamports: Lamports, tokens: PoolTokens, shares: u64, epoch: u64) -> Result<()> {
        self.sol_lamports = self.sol_lamports.minus(lamports)?;
        self.token_amount = self.token_amount.minus(tokens)?;
        self.added = Deferral::from(self.added).less(lamports.0, epoch).into();
        self.shares = self.shares.checked_sub(shares).ok_or(TruestakeError::Overflow)?;
        Ok(())
    }

    /// Pays `lamports` for `tokens` in `epoch`, of which `fee` are held.
    pub fn buy(&mut self, tokens: PoolTokens, fee: PoolTokens, lamports: Lamports, epoch: u64) -> Result<()> {
        self.sol_lamports = self.sol_lamports.minus(lamports)?;
        self.token_amount = self.token_amount.plus(tokens)?;
        self.held_fees = Deferral::from(self.held_fees).plus(fee.0, epoch)?.into();
        self.paid_count = self.paid_count.wrapping_add(lamports.0);
        Ok(())
    }

    /// Ends a handler that changed the liquidity pool.
    pub fn assert_invariants(&self, now: EpochSlots, slot: u64) -> Result<()> {
        let sound =
            self.shares >= self.locked_shares && self.locked_shares > 0 && self.released_tokens(now, slot).is_ok();
        require!(sound, TruestakeError::InvariantViolated);
        Ok(())
    }
}
