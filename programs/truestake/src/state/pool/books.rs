//! The books: prices, measuring, and where lamports lie.

use anchor_lang::prelude::*;
use truestake_math::{
    highest_idle_rate, idle_rate, idling_gain, Claims, EpochPlan, EpochSlots, Intake, Lamports, Ledger, MathResult,
    PoolTokens, Ppb, Price, Release, Taking,
};

use super::{Books, Pool};
use crate::clock::{epoch_slots, rewards_are_paid};
use crate::error::{require, OrProgramError, TruestakeError};
use crate::state::{Deactivation, Measured, StakeSlot, StakeStatus, ValidatorRecord};

/// Rents that a validator's stake addresses are given; zero for one that has its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewRents {
    pub stake: Lamports,
    pub transient: Lamports,
}

/// What the owner of burned tokens gets as stake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Withdrawal {
    pub lamports: Lamports,
    pub fee: Lamports,
}

/// What the ask counts beside the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outlook {
    /// Tickets that are as good as gone.
    pub queued: Claims,
    /// What stake is expected to earn before anything that comes in now can.
    pub expected: Lamports,
}

// Prices

impl Pool {
    fn release(&self) -> Release {
        Release {
            lamports: self.release_lamports,
            start_slot: self.release_start_slot,
            end_slot: self.release_end_slot,
        }
    }

    /// The books that prices follow from, at `slot`.
    pub fn ledger(&self, slot: u64) -> MathResult<Ledger> {
        Ok(Ledger {
            held: self.reserve_lamports.plus(self.staked_lamports)?,
            supply: self.supply,
            release: self.release(),
            pending_gain: self.pending_gain,
            pending_loss: self.pending_loss,
            mark: Price { total: self.mark_total, supply: self.mark_supply },
            slot,
        })
    }

    /// Takes over a ledger. Where its lamports lie, in the reserve or in stake accounts, is the caller's to book.
    pub fn set_ledger(&mut self, ledger: &Ledger) {
        self.supply = ledger.supply;
        self.release_lamports = ledger.release.lamports;
        self.release_start_slot = ledger.release.start_slot;
        self.release_end_slot = ledger.release.end_slot;
        self.pending_gain = ledger.pending_gain;
        self.pending_loss = ledger.pending_loss;
        self.mark_total = ledger.mark.total;
        self.mark_supply = ledger.mark.supply;
    }

    /// The true price at `slot`: what whoever leaves gets.
    pub fn bid(&self, slot: u64) -> MathResult<Price> {
        self.ledger(slot)?.bid()
    }

    /// What a token costs whoever comes in with so much SOL that has to be delegated.
    #[inline(never)]
    pub fn ask(&self, clock: &Clock, deposited: Lamports) -> Result<Price> {
        let outlook = self.outlook(clock, deposited)?;
        self.ledger(clock.slot).and_then(|ledger| ledger.ask(outlook.queued, outlook.expected)).or_program_error()
    }

    /// What the ask counts beside the ledger. The tickets are those whose leaving is certain: of earlier epochs; in the closing
    /// part, when cancelling costs the idle rate, of this one too. The gain is what the stake will have earned in this epoch,
    /// as far as SOL that comes in now may be delegated only in the next one: it must not take rewards of this epoch. That is
    /// all such SOL in the closing part; before, what would go to busy validators, or what finds no place with any.
    pub fn outlook(&self, clock: &Clock, deposited: Lamports) -> Result<Outlook> {
        let queue = self.ticket_queue().at(clock.epoch);
        let is_closing = epoch_slots(clock)?.is_closing(clock.slot).or_program_error()?;
        let queued = if is_closing { queue.all } else { queue.earlier().or_program_error()? };
        let share = if is_closing {
            Ppb::WHOLE
        } else {
            self.idle_share(clock.epoch, deposited, queued.lamports).or_program_error()?
        };
        // Mostly nobody is busy, and the products of 128 bits can be spared.
        let expected = if share == Ppb::ZERO {
            Lamports::ZERO
        } else {
            idling_gain(self.staked_lamports, self.idle_rate(), share).or_program_error()?
        };
        Ok(Outlook { queued, expected })
    }

    /// The part of what is `deposited` that cannot be delegated in this epoch. SOL of `queued` tickets makes room for it. Until
    /// all validators have been looked at in the epoch nobody knows, and none does.
    fn idle_share(&self, epoch: u64, deposited: Lamports, queued: Lamports) -> MathResult<Ppb> {
        if self.intake_epoch != epoch || self.last_update_epoch != epoch {
            return Ok(Ppb::ZERO);
        }
        let intake = self.noted();
        if deposited.is_zero() {
            return Ok(intake.busy);
        }
        let held = self.reserve_lamports.plus(self.staked_lamports)?;
        let after = Lamports(held.0.saturating_add(deposited.0));
        intake.idle_share(after.saturating_minus(queued), deposited, self.reserve_buffer, self.max_validator_share)
    }

    /// What validators take in this epoch, as far as they have been looked at.
    pub fn intake(&self, epoch: u64) -> Intake {
        if self.intake_epoch == epoch {
            self.noted()
        } else {
            Intake::default()
        }
    }

    #[inline(always)] // of which mostly two numbers are read
    fn noted(&self) -> Intake {
        Intake {
            lamports: self.intake_lamports,
            uncapped: self.intake_uncapped,
            capped: self.intake_capped,
            lowest_cap: self.intake_lowest_cap,
            busy: self.busy_share,
        }
    }

    pub fn set_intake(&mut self, epoch: u64, intake: Intake) {
        self.intake_epoch = epoch;
        (self.intake_capped, self.intake_lowest_cap) = (intake.capped, intake.lowest_cap);
        (self.intake_lamports, self.intake_uncapped, self.busy_share) = (intake.lamports, intake.uncapped, intake.busy);
    }

    /// Notes stake that came to a validator, or left it, in what is taken. What only cools down is kept in this epoch.
    pub fn follow(&mut self, record: &ValidatorRecord, came: Lamports, left: Lamports) -> MathResult<()> {
        let taking = record.taking(self.intake_epoch);
        if taking as u8 >= Taking::Cap as u8 {
            let mut intake = self.noted();
            intake.follow(taking, record.share()?, came, left);
            self.intake_lamports = intake.lamports;
        }
        Ok(())
    }

    /// Takes a validator that leaves the list out of what is taken.
    pub fn forget(&mut self, record: &ValidatorRecord, epoch: u64) -> MathResult<()> {
        let mut intake = self.intake(epoch);
        intake.take_off(record.taking(epoch), record.share()?);
        self.set_intake(epoch, intake);
        Ok(())
    }

    /// The books as events show them.
    #[inline(never)] // in every handler, twice: 400 bytes each
    pub fn books(&self, slot: u64) -> Result<Books> {
        self.bid(slot).map(Books::from).or_program_error()
    }

    /// Whether the price is of the current epoch.
    pub fn is_fresh(&self, clock: &Clock) -> bool {
        self.last_update_epoch == clock.epoch
    }

    /// Whether the price is of the current epoch, whose rewards are paid out.
    pub fn is_fresh_and_paid(&self, clock: &Clock) -> Result<bool> {
        Ok(self.is_fresh(clock) && rewards_are_paid()?)
    }

    /// Refuses a price of an earlier epoch.
    pub fn require_fresh(&self, clock: &Clock) -> Result<()> {
        require!(self.is_fresh(clock), TruestakeError::PoolOutOfDate);
        Ok(())
    }

    /// Refuses a deposit that brings the total over the cap; buying from the liquidity pool brings nothing.
    pub fn require_below_cap(&self, bid: Price, deposited: Lamports) -> Result<()> {
        let is_below = deposited.is_zero() || bid.total.plus(deposited).or_program_error()? <= self.deposit_cap;
        require!(is_below, TruestakeError::DepositCapExceeded);
        Ok(())
    }

    /// Refuses while the pool is paused.
    pub fn require_running(&self, clock: &Clock) -> Result<()> {
        require!(clock.unix_timestamp >= self.paused_until, TruestakeError::Paused);
        Ok(())
    }
}

// Measuring

impl Pool {
    /// Books the difference between an account's lamports and its record. A gain waits for the update; a loss is the price's
    /// at once, unless the update of this epoch is still to come, which settles it. `staked` says which term it belongs to.
    pub fn measure(&mut self, clock: &Clock, booked: Lamports, found: Lamports, staked: bool) -> MathResult<Measured> {
        let measured = Measured { gain: found.saturating_minus(booked), loss: booked.saturating_minus(found) };
        if measured == Measured::default() {
            return Ok(measured);
        }
        let mut ledger = self.ledger(clock.slot)?;
        ledger.gain(measured.gain)?;
        if self.is_fresh(clock) {
            ledger.lose(measured.loss)?;
        } else {
            ledger.lose_later(measured.loss)?;
        }
        self.set_ledger(&ledger);
        let term = if staked { &mut self.staked_lamports } else { &mut self.reserve_lamports };
        *term = term.plus(measured.gain)?.minus(measured.loss)?;
        Ok(measured)
    }

    /// Books what the reserve holds over the `rent` of now.
    #[inline(never)]
    pub fn measure_reserve(&mut self, clock: &Clock, reserve: &AccountInfo, rent: Lamports) -> MathResult<Measured> {
        let found = Lamports(reserve.lamports()).saturating_minus(rent);
        self.measure(clock, self.reserve_lamports, found, false)
    }

    /// Measures one of a validator's stake accounts again, which holds `found`.
    pub fn remeasure(
        &mut self,
        record: &mut ValidatorRecord,
        account: StakeSlot,
        found: Lamports,
        clock: &Clock,
    ) -> MathResult<()> {
        let measured = self.measure(clock, record.booked(account), found, true)?;
        record.remeasured(account, found, measured)?;
        let cooling = record.cooling_lamports;
        self.resync_cooling(record, cooling)
    }

    /// Caps what cools down at a validator by its books, and updates the pool's sum; `before` is the validator's amount until
    /// now.
    pub fn resync_cooling(&mut self, record: &mut ValidatorRecord, before: Lamports) -> MathResult<()> {
        record.limit_cooling()?;
        self.cooling_lamports = self.cooling_lamports.minus(before)?.plus(record.cooling_lamports)?;
        Ok(())
    }

    /// Notes what stake has earned since the last update.
    pub fn note_earned(&mut self, earned: Lamports, lamport_epochs: u64) -> MathResult<()> {
        self.earned_lamports = self.earned_lamports.plus(earned)?;
        self.earning_lamport_epochs = self.earning_lamport_epochs.saturating_add(lamport_epochs);
        Ok(())
    }
}

// Epochs

impl Pool {
    /// Begins the books at a price of 1.
    pub fn begin(&mut self, seed: Lamports, clock: &Clock, now: EpochSlots) {
        self.supply = PoolTokens(seed.0);
        self.reserve_lamports = seed;
        self.release_start_slot = clock.slot;
        self.release_end_slot = now.end_slot;
        self.last_update_epoch = clock.epoch;
        self.queue_epoch = clock.epoch;
        self.mark_total = seed;
        self.mark_supply = PoolTokens(seed.0);
        self.held_at_update = seed;
    }

    /// Takes over what an epoch update has decided.
    pub fn settle_epoch(&mut self, plan: &EpochPlan, clock: &Clock, slots_in_epoch: u64) -> Result<()> {
        let Price { total, supply } = plan.mark;
        self.pending_gain = Lamports::ZERO;
        self.pending_loss = Lamports::ZERO;
        self.supply = plan.supply;
        self.release_lamports = plan.unreleased;
        self.release_start_slot = clock.slot;
        self.release_end_slot = clock.slot.checked_add(slots_in_epoch).ok_or(TruestakeError::Overflow)?;
        (self.mark_total, self.mark_supply) = (total, supply);
        self.note_idle_rate()?;
        self.last_update_epoch = clock.epoch;
        self.updates = self.updates.checked_add(1).ok_or(TruestakeError::Overflow)?;
        self.held_at_update = self.reserve_lamports.plus(self.staked_lamports).or_program_error()?;
        require!(self.bid(clock.slot).or_program_error()?.total == plan.total, TruestakeError::InvariantViolated);
        Ok(())
    }

    /// Remembers what stake earned since the last update, in place of the oldest of 8.
    fn note_idle_rate(&mut self) -> Result<()> {
        let rate = idle_rate(self.earned_lamports, u128::from(self.earning_lamport_epochs)).or_program_error()?;
        let length = u64::try_from(self.idle_rates.len()).map_err(|_| TruestakeError::Overflow)?;
        let place = self.updates.checked_rem(length).and_then(|place| usize::try_from(place).ok());
        *place.and_then(|place| self.idle_rates.get_mut(place)).ok_or(TruestakeError::InvariantViolated)? = rate;
        self.earned_lamports = Lamports::ZERO;
        self.earning_lamport_epochs = 0;
        Ok(())
    }

    /// What whoever takes stake, or has it moved for nothing, pays for the reward that it misses.
    pub fn idle_rate(&self) -> Ppb {
        highest_idle_rate(&self.idle_rates)
    }
}

// Where lamports lie

impl Pool {
    /// Books an exiting holder's payment of `net` lamports for burned `tokens`; what they leave behind is a gain of the next
    /// update. The caller takes `net` out of the term that pays it.
    pub fn pay_out(&mut self, slot: u64, tokens: PoolTokens, net: Lamports, from_release: Lamports) -> MathResult<()> {
        let mut ledger = self.ledger(slot)?;
        ledger.pay_out(tokens, net, from_release)?;
        self.set_ledger(&ledger);
        Ok(())
    }

    /// Books what came in for `minted` tokens; returns what it paid over their worth, which is released with the rest. The caller
    /// adds `lamports` to the term that received them.
    pub fn take_in(&mut self, slot: u64, lamports: Lamports, minted: PoolTokens) -> MathResult<Lamports> {
        let mut ledger = self.ledger(slot)?;
        let premium = ledger.take_in(lamports, minted)?;
        self.set_ledger(&ledger);
        Ok(premium)
    }

    /// Burns tokens of a cancelled ticket for nothing: what they leave waits for the next update.
    pub fn burn(&mut self, slot: u64, tokens: PoolTokens) -> MathResult<()> {
        let mut ledger = self.ledger(slot)?;
        ledger.burn(tokens)?;
        self.set_ledger(&ledger);
        Ok(())
    }

    /// Moves accounted lamports from the reserve into stake accounts.
    pub fn stake(&mut self, lamports: Lamports) -> MathResult<()> {
        self.reserve_lamports = self.reserve_lamports.minus(lamports)?;
        self.staked_lamports = self.staked_lamports.plus(lamports)?;
        Ok(())
    }

    /// Moves accounted lamports from stake accounts back into the reserve.
    pub fn unstake(&mut self, lamports: Lamports) -> MathResult<()> {
        self.staked_lamports = self.staked_lamports.minus(lamports)?;
        self.reserve_lamports = self.reserve_lamports.plus(lamports)?;
        Ok(())
    }

    /// Books a delegation of `lamports` of the reserve, which contain `rents`.
    pub fn delegate(
        &mut self,
        record: &mut ValidatorRecord,
        account: StakeSlot,
        lamports: Lamports,
        rents: NewRents,
    ) -> MathResult<()> {
        self.stake(lamports)?;
        self.note_funded(rents);
        record.fund_transient(rents.transient)?;
        let delegated = lamports.minus(rents.transient)?.minus(rents.stake)?;
        record.receive(account, delegated, rents.stake)
    }

    /// Books stake that was delegated in this epoch and is taken back.
    pub fn recall(
        &mut self,
        record: &mut ValidatorRecord,
        account: StakeSlot,
        lamports: Lamports,
        all: bool,
    ) -> MathResult<()> {
        record.take_back(account, lamports, all)?;
        self.follow(record, Lamports::ZERO, lamports)?;
        self.unstake(lamports)
    }

    /// Books stake that begins to cool down.
    pub fn cool(
        &mut self,
        record: &mut ValidatorRecord,
        deactivation: Deactivation,
        lamports: Lamports,
    ) -> MathResult<()> {
        let cooling = record.begin_cooling(deactivation, lamports)?;
        self.cooling_lamports = self.cooling_lamports.plus(cooling)?;
        Ok(())
    }

    /// Books what a transient address lacks of the `rent` of now, from the reserve.
    pub fn fund_transient(&mut self, record: &mut ValidatorRecord, missing: Lamports, rent: Lamports) -> Result<()> {
        if record.transient_status == StakeStatus::None as u8 {
            self.stake_account_count = self.stake_account_count.saturating_add(1);
        }
        if missing.is_zero() {
            return Ok(());
        }
        require!(missing <= self.reserve_lamports, TruestakeError::RentMissing);
        self.stake(missing).or_program_error()?;
        self.note_rent(rent);
        record.fund_transient(missing).or_program_error()
    }

    /// What `tokens` are worth as stake of a validator. The fee is at least the idle rate: the reward of the epoch belongs to
    /// those whose stake earned it.
    pub fn withdrawal(&self, tokens: PoolTokens, record: &ValidatorRecord, slot: u64) -> Result<Withdrawal> {
        let worth = self.bid(slot).and_then(|bid| bid.lamports_for(tokens)).or_program_error()?;
        let own = record.earning.rate().or_program_error()?;
        let rate = Ppb::from(self.fees().withdrawal).max(self.idle_rate()).max(own);
        let fee = Lamports(rate.ceil_of(worth.0).or_program_error()?);
        Ok(Withdrawal { lamports: worth.minus(fee).or_program_error()?, fee })
    }

    /// Books stake that a withdrawal takes for burned `tokens`.
    pub fn give_stake(
        &mut self,
        record: &mut ValidatorRecord,
        account: StakeSlot,
        tokens: PoolTokens,
        lamports: Lamports,
        slot: u64,
    ) -> MathResult<()> {
        self.pay_out(slot, tokens, lamports, Lamports::ZERO)?;
        self.staked_lamports = self.staked_lamports.minus(lamports)?;
        let cooling_before = record.cooling_lamports;
        record.give(account, lamports)?;
        self.follow(record, Lamports::ZERO, lamports)?;
        self.resync_cooling(record, cooling_before)
    }

    /// The most of `staked_lamports` that is rent, and can never be deactivated.
    pub fn stake_rents(&self) -> Lamports {
        Lamports(self.funded_rent.0.saturating_mul(u64::from(self.stake_account_count)))
    }

    /// The most of `staked_lamports` that nobody can deactivate: rents, and stake in accounts that cannot be read or told.
    pub fn unmovable_stake(&self) -> Lamports {
        Lamports(self.stake_rents().0.saturating_add(self.stuck_lamports.0))
    }

    /// Takes what is stuck at a validator into the sum: `stuck` now.
    pub fn note_stuck(&mut self, record: &mut ValidatorRecord, stuck: Lamports) -> MathResult<()> {
        self.stuck_lamports = self.stuck_lamports.saturating_minus(record.stuck_lamports).plus(stuck)?;
        record.stuck_lamports = stuck;
        Ok(())
    }

    /// Notes the rents that a validator's stake addresses have received.
    pub fn note_funded(&mut self, rents: NewRents) {
        for rent in [rents.stake, rents.transient] {
            if !rent.is_zero() {
                self.stake_account_count = self.stake_account_count.saturating_add(1);
                self.note_rent(rent);
            }
        }
    }

    /// Notes that `count` stake addresses hold no rent any more.
    pub fn note_vanished(&mut self, count: u32) {
        self.stake_account_count = self.stake_account_count.saturating_sub(count);
    }

    /// Notes that a stake account holds the `rent` of now.
    pub fn note_rent(&mut self, rent: Lamports) {
        self.funded_rent = self.funded_rent.max(rent);
    }
}
