//! What the pool's stake is moved by.

use anchor_lang::prelude::*;
use truestake_math::{Bps, EpochSlots, Holdings, Lamports, MathResult, Policy, Ppb, Room, Share};

use super::Pool;
use crate::clock::epoch_slots;
use crate::constants::{MAX_MOVING_PART_BPS, MAX_RESERVE_BUFFER_BPS, MIN_MOVING_PART_BPS};
use crate::error::{require, OrProgramError, TruestakeError};

impl Pool {
    pub fn policy(&self) -> Policy {
        Policy {
            reserve_buffer: self.reserve_buffer,
            max_validator_share: self.max_validator_share,
            max_move: self.max_move,
            moving_part: self.moving_part,
        }
    }

    /// Sets the delegation policy; `RatioOutOfRange` when a part of it is beyond its limits. Validators that were looked at in this
    /// epoch were noted by the largest share of then: where it is lowered, SOL that still comes in it counts as idle.
    pub fn set_policy(&mut self, policy: Policy) -> Result<()> {
        let is_within_limits = policy.reserve_buffer.0 <= MAX_RESERVE_BUFFER_BPS
            && !policy.max_validator_share.is_zero()
            && policy.max_validator_share <= Bps::WHOLE
            && policy.max_move <= Bps::WHOLE
            && (MIN_MOVING_PART_BPS..=MAX_MOVING_PART_BPS).contains(&policy.moving_part.0);
        require!(is_within_limits, TruestakeError::RatioOutOfRange);
        if policy.max_validator_share < self.max_validator_share {
            self.busy_share = Ppb::WHOLE;
        }
        self.reserve_buffer = policy.reserve_buffer;
        self.max_validator_share = policy.max_validator_share;
        self.max_move = policy.max_move;
        self.moving_part = policy.moving_part;
        Ok(())
    }

    /// Whether the epoch's moving part has begun.
    pub fn is_moving(&self, now: EpochSlots, slot: u64) -> MathResult<bool> {
        now.is_moving(slot, self.moving_part)
    }

    /// What the pool holds and owes now.
    pub fn holdings(&self, now: EpochSlots, slot: u64) -> MathResult<Holdings> {
        let moving = self.is_moving(now, slot)?;
        let queue = self.ticket_queue().at(now.epoch);
        // After a loss the tickets get less than they were worth when ordered: no more stake has to move for them.
        let queued = self.ledger(slot)?.gross_claim(queue.all)?;
        Ok(Holdings {
            reserve: self.reserve_lamports,
            staked: self.staked_lamports,
            cooling: self.cooling_lamports,
            queued,
            servable: queue.servable(moving)?.min(queued),
            moved: if self.moved_epoch == now.epoch { self.moved_lamports } else { Lamports::ZERO },
            moving,
        })
    }

    /// What the pool holds and owes when it delegates, and what limits are counted by. Before the moving part the tickets of this
    /// epoch are left out: they can be cancelled for nothing, and what is delegated now can be taken back for them.
    pub fn certain_holdings(&self, now: EpochSlots, slot: u64) -> MathResult<Holdings> {
        let holdings = self.holdings(now, slot)?;
        if holdings.moving || !self.has_tickets_of(now.epoch) {
            return Ok(holdings);
        }
        Ok(Holdings { queued: self.claim_before(now.epoch, slot)?, ..holdings })
    }

    /// What limits are judged by.
    pub fn room(&self, clock: &Clock) -> Result<Room> {
        let holdings = self.certain_holdings(epoch_slots(clock)?, clock.slot);
        holdings.and_then(|held| self.policy().room(held)).or_program_error()
    }

    fn has_tickets_of(&self, epoch: u64) -> bool {
        self.queue_epoch == epoch && !self.recent_tokens.is_zero()
    }

    /// The most that the tickets of epochs before `epoch` can claim.
    fn claim_before(&self, epoch: u64, slot: u64) -> MathResult<Lamports> {
        self.ledger(slot)?.gross_claim(self.ticket_queue().at(epoch).earlier()?)
    }

    /// The most that a validator may have with stake that is deposited, of which `deposited` lamports come. Tickets that can be
    /// cancelled for nothing lower nobody's limit.
    pub fn limit_of_deposit(&self, share: Share, deposited: Lamports, clock: &Clock) -> Result<Lamports> {
        let (epoch, slot) = (clock.epoch, clock.slot);
        let some_are_free =
            self.has_tickets_of(epoch) && !self.is_moving(epoch_slots(clock)?, slot).or_program_error()?;
        let limit = || {
            let ledger = self.ledger(slot)?;
            let queued = if some_are_free {
                self.claim_before(epoch, slot)?
            } else {
                ledger.gross_claim(self.ticket_queue().all)?
            };
            let stays = ledger.held.plus(deposited)?.saturating_minus(queued);
            self.policy().limit_of_deposit(stays, self.held_at_update.plus(deposited)?, share)
        };
        limit().or_program_error()
    }

    /// Whether the pool has too little stake besides what is being deactivated. That is tickets' stake, and can be taken only
    /// then, so that no cycling of stake locks anybody in.
    pub fn opens_cooling(&self, lamports: Lamports) -> bool {
        let stays = self.staked_lamports.saturating_minus(self.cooling_lamports);
        stays.saturating_minus(self.unmovable_stake()) < lamports
    }
}
