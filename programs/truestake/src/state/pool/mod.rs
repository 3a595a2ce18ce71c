use anchor_lang::prelude::*;
use truestake_math::{Bps, Lamports, PoolTokens, Ppb, Price, IDLE_RATES};

use super::{size_of_account, ScheduledFees, ScheduledKey};
use crate::error::{require, TruestakeError};

mod books;
mod policy;
mod queue;
mod roles;

pub use books::*;

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
    /// High-water mark of the reward fee: the highest (total + unreleased) ÷ supply so far, as numerator and denominator. Pending
    /// gains are not in it. The fee is charged only on what exceeds it.
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
    /// May list validators and set scores. A change waits `MANAGER_CHANGE_UPDATES` updates.
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
    /// Part of everything held that stays in the reserve.
    pub reserve_buffer: Bps,
    /// Largest part that one validator may have of what stays when the tickets are paid.
    pub max_validator_share: Bps,
    /// Largest part of all stake that rebalancing may deactivate in one epoch. Tickets are not bound by it.
    pub max_move: Bps,
    /// The last part of an epoch, in which stake is rebalanced and tickets of the same epoch are served.
    pub moving_part: Bps,

    /// Unix time at which a pause ends by itself.
    pub paused_until: i64,
    /// Unix time before which the pool cannot be paused again.
    pub pause_allowed_from: i64,

    /// What the pool held after its last update. Stake that is deposited has to fit into this much, too: SOL that came since may
    /// leave again.
    pub held_at_update: Lamports,

    /// Epoch that `busy_share` and the four of the intake belong to.
    pub intake_epoch: u64,
    /// Part of the scores of validators that take SOL, in parts per billion, whose validators are busy: their stake cools down or
    /// still warms up, and SOL that comes now cannot be delegated to them before the next epoch. All of them after the largest share
    /// was lowered.
    pub busy_share: Ppb,
    /// How many validators take SOL and have no cap: they follow the largest share.
    pub intake_uncapped: u32,
    /// How many validators take SOL up to a cap over the largest share.
    pub intake_capped: u64,
    /// The lowest of these caps.
    pub intake_lowest_cap: Lamports,
    /// The most that the other validators have: their caps, or what those have that take nothing more.
    pub intake_lamports: Lamports,

    /// Part of `staked_lamports` in accounts that could not be read or told when they were looked at last: nobody can
    /// deactivate it.
    pub stuck_lamports: Lamports,

    pub _reserved: [u64; 18],
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

    /// Ends a handler that changed the pool. `books` are those that its event shows: that there are any means that the total is
    /// not negative.
    #[inline(never)] // in every handler
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
