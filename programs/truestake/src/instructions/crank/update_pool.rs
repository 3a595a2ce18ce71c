use anchor_lang::prelude::*;
use anchor_spl::token::{Mint, Token};

use crate::clock::require_rewards_paid;
use crate::error::TruestakeError;
use crate::events::PoolUpdated;
use crate::math::{Bps, EpochInput, EpochPlan, Lamports, PoolTokens, Price};
use crate::state::{Pool, PriceEntry, PriceHistory, ValidatorList};
use crate::token::{receives, Minter};

#[derive(Accounts)]
pub struct UpdatePool<'info> {
    /// Write: the pool.
    #[account(
        mut,
        has_one = mint @ TruestakeError::WrongMint,
        has_one = mint_authority @ TruestakeError::WrongMintAuthority,
        has_one = reserve @ TruestakeError::WrongReserve,
        has_one = treasury @ TruestakeError::WrongTreasury,
        has_one = validators @ TruestakeError::WrongValidatorList,
        has_one = history @ TruestakeError::WrongHistory,
    )]
    pub pool: AccountLoader<'info, Pool>,
    /// Read: the validator list.
    pub validators: AccountLoader<'info, ValidatorList>,
    /// Write: the pool token.
    #[account(mut, dup)]
    pub mint: Account<'info, Mint>,
    /// CHECK: the pool names it.
    pub mint_authority: UncheckedAccount<'info>,
    /// CHECK: the pool names it.
    pub reserve: UncheckedAccount<'info>,
    /// CHECK: the pool names it. Receives the fee; when it is no token account of the mint, no fee is charged.
    #[account(mut)]
    pub treasury: UncheckedAccount<'info>,
    /// Write: the price history.
    #[account(mut)]
    pub history: AccountLoader<'info, PriceHistory>,
    pub token_program: Program<'info, Token>,
}

impl UpdatePool<'_> {
    /// What the epoch brought: the validators' gains and losses, and what the reserve holds beside its books.
    fn measure(&self, pool: &Pool, slot: u64) -> Result<EpochInput> {
        let rent = Lamports(Rent::get()?.minimum_balance(0));
        let found = Lamports(self.reserve.lamports()).saturating_minus(rent);
        let can_charge = !pool.fees.reward.is_zero() && receives(&self.treasury, &pool.mint);
        Ok(EpochInput {
            total: pool.total(slot)?,
            unreleased: pool.release().unreleased(slot),
            supply: pool.supply,
            // More tokens than the books know can only be a bug: they are not taken over, and deposits stay closed.
            minted: PoolTokens(self.mint.supply).min(pool.supply),
            gain: pool.pending_gain.plus(found.saturating_minus(pool.reserve_lamports))?,
            loss: pool.pending_loss.plus(pool.reserve_lamports.saturating_minus(found))?,
            high_water: Price { total: pool.high_water_total, supply: pool.high_water_supply },
            fee_credit: pool.fee_credit,
            fee: if can_charge { pool.fees.reward } else { Bps::ZERO },
        })
    }
}

impl Pool {
    fn apply(&mut self, input: &EpochInput, plan: &EpochPlan, clock: &Clock, slots_in_epoch: u64) -> Result<()> {
        let reserve_gain = input.gain.minus(self.pending_gain)?;
        let reserve_loss = input.loss.minus(self.pending_loss)?;
        self.reserve_lamports = self.reserve_lamports.plus(reserve_gain)?.minus(reserve_loss)?;
        self.pending_gain = Lamports::ZERO;
        self.pending_loss = Lamports::ZERO;
        self.supply = plan.supply;
        self.release_lamports = plan.unreleased;
        self.release_start_slot = clock.slot;
        self.release_end_slot = clock.slot.checked_add(slots_in_epoch).ok_or(TruestakeError::Overflow)?;
        self.high_water_total = plan.high_water.total;
        self.high_water_supply = plan.high_water.supply;
        self.fee_credit = plan.fee_credit;
        self.last_update_epoch = clock.epoch;
        self.updates = self.updates.checked_add(1).ok_or(TruestakeError::Overflow)?;
        self.apply_due_fees();
        require!(self.total(clock.slot)? == plan.total, TruestakeError::InvariantViolated);
        Ok(())
    }
}

/// Does nothing when the pool is up to date: two callers may race.
pub fn update_pool(ctx: Context<UpdatePool>) -> Result<()> {
    // Check
    let accounts = &ctx.accounts;
    let address = accounts.pool.key();
    let clock = Clock::get()?;
    let mut pool = accounts.pool.load_mut()?;
    if pool.last_update_epoch == clock.epoch {
        return Ok(());
    }
    require_rewards_paid()?;
    require!(accounts.validators.load()?.is_measured(clock.epoch), TruestakeError::ValidatorsOutOfDate);
    let before = pool.books(clock.slot)?;
    let input = accounts.measure(&pool, clock.slot)?;
    let plan = input.settle()?;

    // Effect
    pool.apply(&input, &plan, &clock, EpochSchedule::get()?.get_slots_in_epoch(clock.epoch))?;
    let after = pool.books(clock.slot)?;
    accounts.history.load_mut()?.record(PriceEntry {
        epoch: clock.epoch,
        slot: clock.slot,
        total: after.total,
        supply: after.supply,
    })?;

    // Interaction
    Minter {
        pool: &address,
        mint: accounts.mint.as_ref(),
        authority: &accounts.mint_authority,
        authority_bump: pool.mint_authority_bump,
    }
    .mint(&accounts.treasury, plan.fee_tokens)?;

    // Log
    emit!(PoolUpdated {
        pool: address,
        epoch: clock.epoch,
        gain: input.gain,
        loss: input.loss,
        taxable: plan.taxable,
        fee_tokens: plan.fee_tokens,
        burned: plan.burned,
        unreleased: plan.unreleased,
        before,
        after,
    });
    pool.assert_invariants(clock.slot)
}
