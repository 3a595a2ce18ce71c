use anchor_lang::prelude::*;
use anchor_spl::token::{Mint, Token};
use truestake_math::{Bps, EpochInput, PoolTokens};

use crate::clock::require_rewards_paid;
#[cfg(feature = "idl-build")]
use crate::constants::seeds;
use crate::cpi::system::empty_rent;
use crate::cpi::token::{receives, Minter};
use crate::error::{require, OrProgramError, TruestakeError};
use crate::events::PoolUpdated;
use crate::state::{Pool, PriceEntry, PriceHistory, ValidatorList};

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
    #[cfg_attr(feature = "idl-build", account(seeds = [seeds::POOL, mint.key().as_ref()], bump))]
    pub pool: AccountLoader<'info, Pool>,
    /// Read: the validator list.
    #[cfg_attr(feature = "idl-build", account(seeds = [seeds::VALIDATORS, pool.key().as_ref()], bump))]
    pub validators: AccountLoader<'info, ValidatorList>,
    /// Write: the pool token.
    #[account(mut, dup)]
    pub mint: Account<'info, Mint>,
    /// Read: an address that only signs. Authority of the mint.
    /// CHECK: the pool names it.
    #[cfg_attr(feature = "idl-build", account(seeds = [seeds::MINT_AUTHORITY, pool.key().as_ref()], bump))]
    pub mint_authority: UncheckedAccount<'info>,
    /// Read: the reserve. Measured.
    /// CHECK: the pool names it.
    #[cfg_attr(feature = "idl-build", account(seeds = [seeds::RESERVE, pool.key().as_ref()], bump))]
    pub reserve: UncheckedAccount<'info>,
    /// Write: the treasury. Receives the fee; when it is no token account of the mint, no fee is charged.
    /// CHECK: the pool names it.
    #[account(mut)]
    pub treasury: UncheckedAccount<'info>,
    /// Write: the price history, which has to be complete.
    #[account(mut)]
    #[cfg_attr(feature = "idl-build", account(seeds = [seeds::HISTORY, pool.key().as_ref()], bump))]
    pub history: AccountLoader<'info, PriceHistory>,
    /// The token program.
    pub token_program: Program<'info, Token>,
}

impl<'info> UpdatePool<'info> {
    fn validate(&self, clock: &Clock) -> Result<()> {
        require_rewards_paid()?;
        require!(self.validators.load()?.is_measured(clock.epoch), TruestakeError::ValidatorsOutOfDate);
        require!(self.history.as_ref().data_len() >= PriceHistory::SPACE, TruestakeError::HistoryIncomplete);
        Ok(())
    }

    /// What the epoch brought: the validators' gains and losses, and what the reserve holds beside its books.
    fn measure(&self, pool: &mut Pool, clock: &Clock) -> Result<EpochInput> {
        pool.measure_reserve(clock, &self.reserve, empty_rent()?).or_program_error()?;
        let fee = pool.fees().reward;
        let can_charge = !fee.is_zero() && receives(&self.treasury, &pool.mint);
        let ledger = pool.ledger(clock.slot).or_program_error()?;
        Ok(EpochInput {
            total: ledger.total().or_program_error()?,
            unreleased: ledger.unreleased(),
            supply: pool.supply,
            // More tokens than the books know can only be a bug: they are not taken over, and deposits stay closed.
            minted: PoolTokens(self.mint.supply).min(pool.supply),
            gain: pool.pending_gain,
            loss: pool.pending_loss,
            mark: ledger.mark,
            fee: if can_charge { fee } else { Bps::ZERO },
        })
    }
}

/// Gain less loss, as far as 63 bits go.
fn net(input: &EpochInput) -> i64 {
    let [gain, loss] = [input.gain, input.loss].map(|lamports| i64::try_from(lamports.0).unwrap_or(i64::MAX));
    gain.saturating_sub(loss)
}

/// Does nothing when the pool is up to date: two callers may race.
pub fn update_pool(ctx: Context<UpdatePool>) -> Result<()> {
    // Check
    let accounts = &ctx.accounts;
    let address = accounts.pool.key();
    let clock = Clock::get()?;
    let mut pool = accounts.pool.load_mut()?;
    if pool.is_fresh(&clock) {
        return Ok(());
    }
    accounts.validate(&clock)?;
    let before = pool.books(clock.slot)?;
    let earned = pool.earned_lamports;
    let input = accounts.measure(&mut pool, &clock)?;
    let plan = input.settle().or_program_error()?;

    // Effect
    pool.settle_epoch(&plan, &clock, EpochSchedule::get()?.get_slots_in_epoch(clock.epoch))?;
    let after = pool.books(clock.slot)?;
    accounts.history.load_mut()?.record(PriceEntry {
        epoch: clock.epoch,
        slot: clock.slot,
        unix_time: clock.unix_timestamp,
        total: after.total,
        supply: after.supply,
        gain_before_fee: net(&input),
        fee_tokens: plan.fee_tokens,
    })?;

    // Interaction
    Minter::new(&pool, &address, accounts.mint.as_ref(), &accounts.mint_authority)
        .mint(&accounts.treasury, plan.fee_tokens)?;

    // Log
    emit!(PoolUpdated {
        pool: address,
        epoch: clock.epoch,
        earned,
        gain: input.gain,
        loss: input.loss,
        taxable: plan.taxable,
        fee_tokens: plan.fee_tokens,
        burned: plan.burned,
        unreleased: plan.unreleased,
        before,
        after,
    });
    pool.assert_invariants(after)
}
