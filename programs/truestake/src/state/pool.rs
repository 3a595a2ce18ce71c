use anchor_lang::prelude::*;

use super::{Fees, Ticket};
use crate::constants::{FEE_RISE_UPDATES, MAX_RESERVE_BUFFER_BPS};
use crate::error::TruestakeError;
use crate::math::{Bps, Holdings, Lamports, MathResult, Policy, PoolTokens, Price, Release};

/// A stake pool: who runs it, what it charges, and its books. PDA of "pool", mint.
///
/// The books are *accounted*: they change by what the program does and by what the epoch update measures, never because
/// somebody sends lamports to an account. Lamports a stake account holds for its rent count as staked.
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
    pub spare_bytes: [u8; 2],

    /// The pool token.
    pub mint: Pubkey,
    /// Tokens that stand for the total; the mint's supply is lower after a burn from outside, until the next update.
    pub supply: PoolTokens,
    /// Undelegated lamports, over the reserve's rent.
    pub reserve_lamports: Lamports,
    /// Lamports in the stake accounts of all validators: active, activating, cooling down, and their rent.
    pub staked_lamports: Lamports,
    /// Rewards of the last update that were to be released from `release_start_slot` on.
    pub release_lamports: Lamports,
    /// Slot of the last update.
    pub release_start_slot: u64,
    /// Slot at which the last update's rewards are released entirely.
    pub release_end_slot: u64,
    /// Gains measured since the last update, and what those who left since did not take with them; not in the total yet.
    pub pending_gain: Lamports,
    /// Losses measured since the last update, still in the total.
    pub pending_loss: Lamports,
    /// Epoch of the last update: the price is fresh while it is the current one.
    pub last_update_epoch: u64,
    /// Number of epoch updates so far.
    pub updates: u64,

    /// Highest price of any update, as its two numbers: the reward fee is charged above it only.
    pub high_water_total: Lamports,
    /// See `high_water_total`.
    pub high_water_supply: PoolTokens,
    /// As much gain is free of the fee: rewards that were charged and then lost before their release, and what those who
    /// left did not take with them.
    pub fee_credit: Lamports,

    /// Sequence number of the next ticket.
    pub next_ticket: u64,
    /// Sequence number of the first ticket that is not settled yet: the head of the queue.
    pub next_settlement: u64,
    /// Tokens of the queued tickets.
    pub queued_tokens: PoolTokens,
    /// The most that the queued tickets can claim.
    pub queued_lamports: Lamports,
    /// Lamports ever ordered; wraps. A ticket's own start in this count less `settled_count` is the SOL ahead of it.
    pub ordered_count: u64,
    /// Lamports ever ordered by tickets that have left the head of the queue; wraps.
    pub settled_count: u64,

    /// Part of `staked_lamports` that is being deactivated.
    pub cooling_lamports: Lamports,
    /// Epoch that `moved_lamports` belongs to.
    pub moved_epoch: u64,
    /// Lamports that rebalancing has deactivated in `moved_epoch`.
    pub moved_lamports: Lamports,

    /// May change the configuration and hand over its role in two steps.
    pub admin: Pubkey,
    /// Becomes admin when it accepts; default for nobody.
    pub pending_admin: Pubkey,
    /// May list validators and set scores.
    pub validator_manager: Pubkey,
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
    /// The liquidity pool; default while there is none.
    pub liquidity: Pubkey,

    pub fees: Fees,
    /// Fees that take effect with update number `pending_fees_update`.
    pub pending_fees: Fees,
    /// 0 when no change is pending.
    pub pending_fees_update: u64,

    /// Deposits stop where the total would pass this.
    pub deposit_cap: Lamports,
    /// See [`Policy`].
    pub reserve_buffer: Bps,
    /// See [`Policy`].
    pub max_validator_share: Bps,
    /// See [`Policy`].
    pub max_move: Bps,
    pub spare_ratio: u16,

    /// Unix time at which a pause ends by itself.
    pub paused_until: i64,
    /// Unix time before which the pool cannot be paused again.
    pub pause_allowed_from: i64,

    pub spare: [u64; 28],
}

/// Total and supply at one moment: what every event shows before and after.
#[derive(Clone, Copy, Debug, PartialEq, Eq, AnchorSerialize, AnchorDeserialize)]
pub struct Books {
    pub total: Lamports,
    pub supply: PoolTokens,
}

impl Pool {
    /// Bytes of the account.
    pub const SPACE: usize = size_of_account::<Self>();

    pub fn release(&self) -> Release {
        Release {
            lamports: self.release_lamports,
            start_slot: self.release_start_slot,
            end_slot: self.release_end_slot,
        }
    }

    /// Lamports that back the tokens at `slot`: all that is held, less what is not released or not settled yet.
    pub fn total(&self, slot: u64) -> MathResult<Lamports> {
        self.reserve_lamports
            .plus(self.staked_lamports)?
            .plus(self.pending_loss)?
            .minus(self.pending_gain)?
            .minus(self.release().unreleased(slot))
    }

    /// The true price at `slot`.
    pub fn price(&self, slot: u64) -> MathResult<Price> {
        Ok(Price { total: self.total(slot)?, supply: self.supply })
    }

    pub fn books(&self, slot: u64) -> MathResult<Books> {
        Ok(Books { total: self.total(slot)?, supply: self.supply })
    }

    /// Refuses a price of an earlier epoch.
    pub fn require_fresh(&self, clock: &Clock) -> Result<()> {
        require!(self.last_update_epoch == clock.epoch, TruestakeError::PoolOutOfDate);
        Ok(())
    }

    pub fn require_running(&self, clock: &Clock) -> Result<()> {
        require!(clock.unix_timestamp >= self.paused_until, TruestakeError::Paused);
        Ok(())
    }

    pub fn policy(&self) -> Policy {
        Policy {
            reserve_buffer: self.reserve_buffer,
            max_validator_share: self.max_validator_share,
            max_move: self.max_move,
        }
    }

    /// Sets the delegation policy; `RatioOutOfRange` when a part of it is beyond its limits.
    pub fn set_policy(&mut self, policy: Policy) -> Result<()> {
        let is_within_limits = policy.reserve_buffer.0 <= MAX_RESERVE_BUFFER_BPS
            && !policy.max_validator_share.is_zero()
            && policy.max_validator_share <= Bps::WHOLE
            && policy.max_move <= Bps::WHOLE;
        require!(is_within_limits, TruestakeError::RatioOutOfRange);
        self.reserve_buffer = policy.reserve_buffer;
        self.max_validator_share = policy.max_validator_share;
        self.max_move = policy.max_move;
        Ok(())
    }

    /// What the pool holds and owes in `epoch`.
    pub fn holdings(&self, epoch: u64) -> Holdings {
        Holdings {
            reserve: self.reserve_lamports,
            staked: self.staked_lamports,
            cooling: self.cooling_lamports,
            queued: self.queued_lamports,
            moved: if self.moved_epoch == epoch { self.moved_lamports } else { Lamports::ZERO },
        }
    }

    /// Keeps what somebody who leaves does not take with him, as a gain of the next update, free of the reward fee. A price
    /// that rose at once could be bought before and sold after.
    pub fn keep_as_gain(&mut self, lamports: Lamports) -> MathResult<()> {
        self.pending_gain = self.pending_gain.plus(lamports)?;
        self.fee_credit = self.fee_credit.plus(lamports)?;
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

    /// The fees that will be in force once everything pending is.
    pub fn coming_fees(&self) -> Fees {
        if self.pending_fees_update == 0 {
            self.fees
        } else {
            self.pending_fees
        }
    }

    /// Sets what the fees shall be: cuts at once, rises [`FEE_RISE_UPDATES`] epoch updates from now.
    pub fn schedule_fees(&mut self, fees: Fees) -> Result<()> {
        fees.validate()?;
        self.fees = fees.lower_of(&self.fees);
        if self.fees == fees {
            self.pending_fees = Fees::default();
            self.pending_fees_update = 0;
        } else {
            self.pending_fees = fees;
            self.pending_fees_update = self.updates.checked_add(FEE_RISE_UPDATES).ok_or(TruestakeError::Overflow)?;
        }
        Ok(())
    }

    /// Puts pending fees in force if they have come due; says whether they had.
    pub fn apply_due_fees(&mut self) -> bool {
        let due = self.pending_fees_update != 0 && self.updates >= self.pending_fees_update;
        if due {
            self.fees = self.pending_fees;
            self.pending_fees = Fees::default();
            self.pending_fees_update = 0;
        }
        due
    }

    /// Takes a ticket for `tokens`, worth `value`, into the queue.
    pub fn enqueue(&mut self, tokens: PoolTokens, value: Lamports) -> Result<()> {
        self.next_ticket = self.next_ticket.checked_add(1).ok_or(TruestakeError::Overflow)?;
        self.queued_tokens = self.queued_tokens.plus(tokens)?;
        self.queued_lamports = self.queued_lamports.plus(value)?;
        self.ordered_count = self.ordered_count.wrapping_add(value.0);
        Ok(())
    }

    /// Releases what a ticket claimed: it is settled or cancelled.
    pub fn dequeue(&mut self, tokens: PoolTokens, value: Lamports) -> MathResult<()> {
        self.queued_tokens = self.queued_tokens.minus(tokens)?;
        self.queued_lamports = self.queued_lamports.minus(value)?;
        Ok(())
    }

    /// Moves the head of the queue past `ticket`.
    pub fn pass_head(&mut self, ticket: &Ticket) -> Result<()> {
        require!(ticket.sequence == self.next_settlement, TruestakeError::TicketOutOfOrder);
        self.next_settlement = self.next_settlement.checked_add(1).ok_or(TruestakeError::Overflow)?;
        self.settled_count = self.settled_count.wrapping_add(ticket.ordered_lamports.0);
        Ok(())
    }

    /// Ends a handler that changed the pool.
    pub fn assert_invariants(&self, slot: u64) -> Result<()> {
        let sound = self.total(slot).is_ok()
            && self.cooling_lamports <= self.staked_lamports
            && self.queued_tokens <= self.supply
            && self.next_settlement <= self.next_ticket
            && (self.next_settlement < self.next_ticket || self.queued_tokens.is_zero());
        require!(sound, TruestakeError::InvariantViolated);
        Ok(())
    }
}

/// Bytes of a zero-copy account with its discriminator.
pub const fn size_of_account<T>() -> usize {
    std::mem::size_of::<T>().saturating_add(8)
}
