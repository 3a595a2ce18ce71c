use anchor_lang::prelude::*;
use truestake_math::{
    highest_idle_rate, is_moving, Bps, Claims, EpochSlots, Holdings, Lamports, Ledger, MathResult, Ordered, Policy,
    PoolTokens, Ppb, Price, Queue, Release, IDLE_RATES,
};

use super::{liquidity_sol_address, Fees, ScheduledFees, ScheduledKey, ValidatorRecord};
use crate::constants::{
    FEE_RISE_UPDATES, MANAGER_CHANGE_UPDATES, MAX_MOVING_PART_BPS, MAX_RESERVE_BUFFER_BPS, MIN_MOVING_PART_BPS,
};
use crate::error::{Refuse, TruestakeError};

/// A stake pool: who runs it, what it charges, and its books. PDA of "pool", mint.
///
/// The books are *accounted*: they change by what the program does and by what is measured, never because somebody sends
/// lamports to an account. Lamports a stake account holds for its rent count as staked.
///
/// Invariant: `total = reserve + staked − unreleased − pending gain + pending loss`, and no term is negative.
#[account(zero_copy)]
#[derive(Debug)]
pub struct Pool {
    /// Layout version; this is 1.
    pub version: u8,
    pub bump: u8,
    pub mint_authority_bump: u8,
    pub stake_authority_bump: u8,
    pub reserve_bump: u8,
    pub escrow_bump: u8,
    pub _reserved_bytes: [u8; 2],

    /// The pool token.
    pub mint: Pubkey,
    /// Tokens that stand for the total; the mint's supply is lower after a burn from outside, until the next update.
    pub supply: PoolTokens,
    /// Undelegated lamports, over the reserve's rent.
    pub reserve_lamports: Lamports,
    /// Lamports in the stake accounts of all validators: active, activating, cooling down, and their rent.
    pub staked_lamports: Lamports,
    /// Gains that were to be released from `release_start_slot` on.
    pub release_lamports: Lamports,
    /// Slot at which the release was last set: by the update, or by what came in at a premium.
    pub release_start_slot: u64,
    /// Slot at which everything is released.
    pub release_end_slot: u64,
    /// Gains that wait for the next update: measured ones, and what those who left did not take with them. In the ask, not in
    /// the total.
    pub pending_gain: Lamports,
    /// Losses measured before the update of their epoch, still in the total. Later ones are booked at once.
    pub pending_loss: Lamports,
    /// Epoch of the last update: the price is fresh while it is the current one.
    pub last_update_epoch: u64,
    /// Number of epoch updates so far.
    pub updates: u64,
    /// The mark: the highest ask so far, as its two numbers. The reward fee is charged above it only.
    pub mark_total: Lamports,
    /// See `mark_total`.
    pub mark_supply: PoolTokens,
    /// What stake earned in the epochs of the last 8 updates, in parts per billion: update number `n` is at `n % 8`.
    pub idle_rates: [Ppb; IDLE_RATES],
    /// Rewards measured since the last update.
    pub earned_lamports: Lamports,
    /// Stake that earned them, in lamports, times the epochs that it took.
    pub earning_lamport_epochs: u64,

    /// Sequence number of the next ticket.
    pub next_ticket: u64,
    /// Sequence number of the first ticket that the queue has not passed: its head.
    pub next_settlement: u64,
    /// Tokens of the queued tickets.
    pub queued_tokens: PoolTokens,
    /// The most that the queued tickets can claim, before fees.
    pub queued_lamports: Lamports,
    /// The fees on that.
    pub queued_fees: Lamports,
    /// Epoch that the five fields below belong to.
    pub queue_epoch: u64,
    /// Tokens of the tickets ordered in `queue_epoch`.
    pub recent_tokens: PoolTokens,
    /// The most that they can claim, before fees.
    pub recent_lamports: Lamports,
    /// The fees on that.
    pub recent_fees: Lamports,
    /// Part of `recent_lamports` that was ordered in the epoch's moving part.
    pub late_lamports: Lamports,
    /// Lamports of the tickets ordered in the moving part of the epoch before: they wait for this epoch's.
    pub waiting_lamports: Lamports,
    /// Lamports ever ordered; wraps. A ticket's start in this count less `cumulative_passed_lamports` is what is ahead of it.
    pub cumulative_ordered_lamports: u64,
    /// Lamports ever ordered by tickets that the queue has passed, and by paid parts of its head; wraps.
    pub cumulative_passed_lamports: u64,

    /// Part of `staked_lamports` that is being deactivated.
    pub cooling_lamports: Lamports,
    /// Epoch that `moved_lamports` belongs to.
    pub moved_epoch: u64,
    /// Lamports that rebalancing has deactivated in `moved_epoch`.
    pub moved_lamports: Lamports,
    /// Validators in the list.
    pub validator_count: u32,
    /// Stake addresses that hold a rent: two for each validator that ever had stake and is still listed.
    pub stake_account_count: u32,
    /// The highest rent that any of them was given: resting accounts keep it when rents fall.
    pub funded_rent: Lamports,

    /// May change the configuration and hand over its role in two steps.
    pub admin: Pubkey,
    /// Becomes admin when it accepts; default for nobody.
    pub pending_admin: Pubkey,
    /// May list validators and set scores. A change waits [`MANAGER_CHANGE_UPDATES`] updates.
    pub validator_manager: ScheduledKey,
    /// May pause for a bounded time.
    pub guardian: Pubkey,
    /// Token account that receives fees. While it is none of the mint's, no fee is charged.
    pub treasury: Pubkey,

    /// Authority of the mint.
    pub mint_authority: Pubkey,
    /// Staker and withdrawer of all stake accounts.
    pub stake_authority: Pubkey,
    /// System account with the undelegated lamports.
    pub reserve: Pubkey,
    /// Token account of the queued tickets.
    pub escrow: Pubkey,
    pub validators: Pubkey,
    pub history: Pubkey,
    /// Ring of the queued tickets' addresses.
    pub queue: Pubkey,
    /// The liquidity pool; default while there is none.
    pub liquidity: Pubkey,

    pub fees: ScheduledFees,

    /// Deposits stop where the total would pass this.
    pub deposit_cap: Lamports,
    /// See [`Policy`].
    pub reserve_buffer: Bps,
    /// See [`Policy`].
    pub max_validator_share: Bps,
    /// See [`Policy`].
    pub max_move: Bps,
    /// See [`Policy`].
    pub moving_part: Bps,

    /// Unix time at which a pause ends by itself.
    pub paused_until: i64,
    /// Unix time before which the pool cannot be paused again.
    pub pause_allowed_from: i64,

    pub _reserved: [u64; 25],
}

/// Total and supply at one moment: what every event shows before and after.
#[derive(Clone, Copy, Debug, PartialEq, Eq, AnchorSerialize, AnchorDeserialize)]
pub struct Books {
    pub total: Lamports,
    pub supply: PoolTokens,
}

impl From<Price> for Books {
    fn from(Price { total, supply }: Price) -> Self {
        Self { total, supply }
    }
}

impl Pool {
    /// Bytes of the account.
    pub const SPACE: usize = size_of_account::<Self>();

    // Prices

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

    /// What a token costs whoever comes in.
    pub fn ask(&self, clock: &Clock) -> MathResult<Price> {
        self.ledger(clock.slot)?.ask(self.ticket_queue().at(clock.epoch).earlier()?)
    }

    pub fn books(&self, slot: u64) -> Result<Books> {
        self.bid(slot).map(Books::from).refuse()
    }

    /// Whether the price is of the current epoch.
    pub fn is_fresh(&self, clock: &Clock) -> bool {
        self.last_update_epoch == clock.epoch
    }

    /// Refuses a price of an earlier epoch.
    pub fn require_fresh(&self, clock: &Clock) -> Result<()> {
        require!(self.is_fresh(clock), TruestakeError::PoolOutOfDate);
        Ok(())
    }

    pub fn require_running(&self, clock: &Clock) -> Result<()> {
        require!(clock.unix_timestamp >= self.paused_until, TruestakeError::Paused);
        Ok(())
    }

    // Measuring

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
    pub fn measure_reserve(&mut self, clock: &Clock, reserve: &AccountInfo, rent: Lamports) -> MathResult<Measured> {
        let found = Lamports(reserve.lamports()).saturating_minus(rent);
        self.measure(clock, self.reserve_lamports, found, false)
    }

    /// What whoever takes stake, or has it moved for nothing, pays for the reward that it misses.
    pub fn idle_rate(&self) -> Ppb {
        highest_idle_rate(&self.idle_rates)
    }

    /// Keeps what cools down at a validator within its books, and the pool's sum with it; `before` is what it was there.
    pub fn recool(&mut self, record: &mut ValidatorRecord, before: Lamports) -> MathResult<()> {
        record.limit_cooling()?;
        self.cooling_lamports = self.cooling_lamports.minus(before)?.plus(record.cooling_lamports)?;
        Ok(())
    }

    // Where lamports lie

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

    // Policy

    pub fn policy(&self) -> Policy {
        Policy {
            reserve_buffer: self.reserve_buffer,
            max_validator_share: self.max_validator_share,
            max_move: self.max_move,
            moving_part: self.moving_part,
        }
    }

    /// Sets the delegation policy; `RatioOutOfRange` when a part of it is beyond its limits.
    pub fn set_policy(&mut self, policy: Policy) -> Result<()> {
        let is_within_limits = policy.reserve_buffer.0 <= MAX_RESERVE_BUFFER_BPS
            && !policy.max_validator_share.is_zero()
            && policy.max_validator_share <= Bps::WHOLE
            && policy.max_move <= Bps::WHOLE
            && (MIN_MOVING_PART_BPS..=MAX_MOVING_PART_BPS).contains(&policy.moving_part.0);
        require!(is_within_limits, TruestakeError::RatioOutOfRange);
        self.reserve_buffer = policy.reserve_buffer;
        self.max_validator_share = policy.max_validator_share;
        self.max_move = policy.max_move;
        self.moving_part = policy.moving_part;
        Ok(())
    }

    /// Whether the epoch's moving part has begun.
    pub fn is_moving(&self, now: EpochSlots, slot: u64) -> MathResult<bool> {
        is_moving(now, slot, self.moving_part)
    }

    /// What the pool holds and owes now.
    pub fn holdings(&self, now: EpochSlots, slot: u64) -> MathResult<Holdings> {
        let moving = self.is_moving(now, slot)?;
        Ok(Holdings {
            reserve: self.reserve_lamports,
            staked: self.staked_lamports,
            cooling: self.cooling_lamports,
            queued: self.queued_lamports,
            servable: self.ticket_queue().at(now.epoch).servable(moving)?,
            moved: if self.moved_epoch == now.epoch { self.moved_lamports } else { Lamports::ZERO },
            moving,
        })
    }

    /// What the pool holds and owes when it delegates. Before the moving part the tickets of this epoch keep nothing back: they
    /// can be cancelled for nothing, and what is delegated now can be taken back for them.
    pub fn holdings_to_delegate(&self, now: EpochSlots, slot: u64) -> MathResult<Holdings> {
        let holdings = self.holdings(now, slot)?;
        if holdings.moving {
            return Ok(holdings);
        }
        Ok(Holdings { queued: self.ticket_queue().at(now.epoch).earlier()?.lamports, ..holdings })
    }

    /// The most of `staked_lamports` that is rent, and can never be deactivated.
    pub fn stake_rents(&self) -> Lamports {
        Lamports(self.funded_rent.0.saturating_mul(u64::from(self.stake_account_count)))
    }

    /// Notes that `count` stake addresses which held none have received the `rent` of now.
    pub fn note_funded(&mut self, count: u32, rent: Lamports) {
        self.stake_account_count = self.stake_account_count.saturating_add(count);
        if count > 0 {
            self.note_rent(rent);
        }
    }

    /// Notes that a stake account holds the `rent` of now.
    pub fn note_rent(&mut self, rent: Lamports) {
        self.funded_rent = self.funded_rent.max(rent);
    }

    // Fees and roles

    /// The fees in force.
    pub fn fees(&self) -> Fees {
        self.fees.at(self.updates)
    }

    /// Sets what the fees shall be: cuts at once, rises [`FEE_RISE_UPDATES`] epoch updates from now.
    pub fn schedule_fees(&mut self, fees: Fees) -> Result<()> {
        fees.validate()?;
        let now = fees.lower_of(&self.fees());
        self.fees.schedule(now, fees, self.updates, FEE_RISE_UPDATES)
    }

    /// Who lists validators and sets scores now.
    pub fn manager(&self) -> Pubkey {
        self.validator_manager.at(self.updates)
    }

    /// Refuses whoever is not the validator manager.
    pub fn require_manager(&self, signer: &Pubkey) -> Result<()> {
        require_keys_eq!(self.manager(), *signer, TruestakeError::NotValidatorManager);
        Ok(())
    }

    pub fn schedule_manager(&mut self, manager: Pubkey) -> Result<()> {
        let now = self.manager();
        self.validator_manager.schedule(now, manager, self.updates, MANAGER_CHANGE_UPDATES)
    }

    // Addresses

    /// Whether an address is one of the pool's own, its validators' stake accounts aside.
    pub fn owns(&self, address: &Pubkey) -> bool {
        [
            self.mint,
            self.mint_authority,
            self.stake_authority,
            self.reserve,
            self.escrow,
            self.validators,
            self.history,
            self.queue,
            self.liquidity,
        ]
        .contains(address)
            && *address != Pubkey::default()
    }

    /// Refuses to pay where lamports would be lost: the pool's own addresses, token accounts and mints, programs and what is the
    /// runtime's. `liquidity_sol` is the one of the pool's addresses that it does not name.
    pub fn require_recipient(&self, recipient: &AccountInfo, liquidity_sol: &Pubkey) -> Result<()> {
        let is_ours = self.owns(recipient.key) || recipient.key == liquidity_sol || *recipient.owner == crate::ID;
        let is_token = *recipient.owner == anchor_spl::token::ID;
        let can_be_paid = recipient.is_writable && !recipient.executable && !is_token;
        require!(can_be_paid && !is_ours, TruestakeError::WrongRecipient);
        Ok(())
    }

    /// Refuses a role for an address that can never sign: it must be owned by the system program, without data, and not one of
    /// the pool's own; `address` is the pool's.
    pub fn require_role_holder(&self, holder: &AccountInfo, address: &Pubkey) -> Result<()> {
        let can_act = *holder.owner == System::id() && holder.data_is_empty() && !holder.executable;
        let is_given = *holder.key != Pubkey::default();
        require!(is_given, TruestakeError::MissingRole);
        let is_ours = self.owns(holder.key) || *holder.key == liquidity_sol_address(address);
        require!(can_act && !is_ours, TruestakeError::WrongRoleHolder);
        Ok(())
    }

    // The queue

    /// The sums over the queue's tickets.
    pub fn ticket_queue(&self) -> Queue {
        Queue {
            all: Claims { tokens: self.queued_tokens, lamports: self.queued_lamports, fees: self.queued_fees },
            epoch: self.queue_epoch,
            recent: Claims { tokens: self.recent_tokens, lamports: self.recent_lamports, fees: self.recent_fees },
            late: self.late_lamports,
            waiting: self.waiting_lamports,
        }
    }

    fn set_ticket_queue(&mut self, queue: &Queue) {
        self.queued_tokens = queue.all.tokens;
        self.queued_lamports = queue.all.lamports;
        self.queued_fees = queue.all.fees;
        self.queue_epoch = queue.epoch;
        self.recent_tokens = queue.recent.tokens;
        self.recent_lamports = queue.recent.lamports;
        self.recent_fees = queue.recent.fees;
        self.late_lamports = queue.late;
        self.waiting_lamports = queue.waiting;
    }

    /// Takes a new ticket into the queue in `epoch`.
    pub fn enqueue(&mut self, ticket: Claims, epoch: u64, late: bool) -> Result<()> {
        let queue = self.ticket_queue().at(epoch).plus(ticket, late).refuse()?;
        self.set_ticket_queue(&queue);
        self.next_ticket = self.next_ticket.checked_add(1).ok_or(TruestakeError::Overflow)?;
        self.cumulative_ordered_lamports = self.cumulative_ordered_lamports.wrapping_add(ticket.lamports.0);
        Ok(())
    }

    /// Releases what a ticket, or a part of one, claimed: it is paid, cancelled or given up.
    pub fn dequeue(&mut self, ticket: Claims, ordered: Ordered, epoch: u64) -> MathResult<()> {
        let queue = self.ticket_queue().at(epoch).minus(ticket, ordered)?;
        self.set_ticket_queue(&queue);
        Ok(())
    }

    /// Moves the head of the queue past a ticket, of whose order `left` lamports were neither paid nor passed yet.
    pub fn pass_head(&mut self, left: Lamports) -> Result<()> {
        self.next_settlement = self.next_settlement.checked_add(1).ok_or(TruestakeError::Overflow)?;
        self.cumulative_passed_lamports = self.cumulative_passed_lamports.wrapping_add(left.0);
        Ok(())
    }

    /// Ends a handler that changed the pool. `books` are those that its event shows: that there are any means that the total is
    /// not negative.
    pub fn assert_invariants(&self, books: Books) -> Result<()> {
        let sound = books.supply == self.supply
            && self.cooling_lamports <= self.staked_lamports
            && self.queued_tokens <= self.supply
            && self.recent_lamports <= self.queued_lamports
            && self.next_settlement <= self.next_ticket
            && (self.next_settlement < self.next_ticket || self.queued_tokens.is_zero());
        require!(sound, TruestakeError::InvariantViolated);
        Ok(())
    }
}

/// What measuring found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Measured {
    pub gain: Lamports,
    pub loss: Lamports,
}

/// Bytes of a zero-copy account with its discriminator.
pub const fn size_of_account<T>() -> usize {
    std::mem::size_of::<T>().saturating_add(8)
}
