use anchor_lang::prelude::*;
use steward_math::{debt, CommissionLooks, Pledge, Ramp};
use truestake_math::{Bps, Lamports, PoolTokens, Price};

use super::{Policy, Steward};
use crate::error::OrStewardError;
use crate::truestake::types::Earning;

/// A validator with a bond.
#[zero_copy]
#[derive(Debug, PartialEq, Eq)]
pub struct Member {
    pub vote: Pubkey,
    /// Gets the bond back.
    pub owner: Pubkey,
    /// The bond, in pool tokens in the vault.
    pub tokens: u64,
    /// Part of it that was asked back.
    pub requested: u64,
    /// Epoch in which more was asked back than before: the exit runs from it.
    pub requested_epoch: u64,
    /// What it owes, in tokens to be burned.
    pub debt: u64,
    /// What it owes besides, in lamports, as long as that is too little to charge.
    pub carried_lamports: u64,
    /// Tokens that counted in `counted_epoch`.
    pub counted: u64,
    /// Tokens that count more in each epoch after that.
    pub counted_step: u64,
    pub counted_epoch: u64,
    /// What the steward's sum of counted tokens has of it: what it has a use for, as of the last rating.
    pub counted_in_sum: u64,
    pub joined_epoch: u64,
    /// Epoch of the pool's last earning that was assessed.
    pub assessed_epoch: u64,
    /// Lamports lost in it that were charged.
    pub assessed_lost: u64,
    /// First epoch for whose rewards `pledge` is the one.
    pub pledge_epoch: u64,
    /// Last epoch in which its commission was too high at some look.
    pub over_epoch: u64,
    /// Slot of its last vote when it was found silent; u64::MAX when it was not.
    pub silent_slot: u64,
    /// A veto's first epoch.
    pub veto_from: u64,
    /// First epoch after a veto; 0 when there is none.
    pub veto_until: u64,
    /// Tokens that the steward's sum of vetoed tokens has of it.
    pub vetoed_tokens: u64,
    /// Epoch of the last rating.
    pub rated_epoch: u64,
    /// Mean of its last epochs against the cluster's, in parts per million.
    pub performance: u32,
    /// Why it gets no stake, or no new stake, as bits: 1 closed vote account, 2 commission over the ceiling or the pledge, 4 owes more than its
    /// bond, 8 bond too small for its stake, 16 vetoed, 32 poor votes, 64 silent, 128 leaving. Those take its stake; these only keep new
    /// stake away: 256 votes under the mean, 512 no BLS key, 1,024 vote account holds too little, 2,048 vote account unreadable, 4,096
    /// too few epochs known.
    pub gates: u32,
    /// Its score at the last rating.
    pub score: u32,
    /// The pledged commission from `pledge_changed_epoch` on, before `pledge_epoch`, in basis points.
    pub pledge_before: u16,
    /// The pledged commission, in basis points.
    pub pledge: u16,
    /// What a rating kept of its quality, in thousandths.
    pub quality: u16,
    /// Epochs in a row in which its commission was too high.
    pub over_run: u8,
    /// 0 free (nobody has the place), 1 member, 2 leaving (all of its bond was asked back).
    pub status: u8,
    /// The lowest pledged commission before `pledge_changed_epoch`, as far as that was not assessed then, in basis points.
    pub pledge_earlier: u16,
    /// The commission that `quality` was found with, in basis points.
    pub quality_commission: u16,
    /// Epoch in which the pledge was changed last.
    pub pledge_changed_epoch: u64,
    pub _reserved: [u64; 3],
}

/// What a place in the list holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum MemberStatus {
    Free = 0,
    Member = 1,
    /// All of its bond was asked back.
    Leaving = 2,
}

impl Member {
    pub const SPACE: usize = std::mem::size_of::<Self>();

    /// A validator that joins in `epoch`; its tokens begin to count.
    pub fn new(vote: Pubkey, owner: Pubkey, pledge: Bps, tokens: PoolTokens, epoch: u64) -> Self {
        let mut member = Self {
            vote,
            owner,
            tokens: tokens.0,
            joined_epoch: epoch,
            silent_slot: u64::MAX,
            status: MemberStatus::Member as u8,
            ..bytemuck::Zeroable::zeroed()
        };
        member.set_pledge(Pledge { earlier: pledge, before: pledge, after: pledge, ..Pledge::default() });
        member.set_ramp(Ramp::default().after(epoch, PoolTokens::ZERO, tokens));
        member
    }

    pub fn is(&self, status: MemberStatus) -> bool {
        self.status == status as u8
    }

    /// What was asked back: all of it, while it leaves.
    pub fn requested(&self) -> PoolTokens {
        PoolTokens(if self.is(MemberStatus::Leaving) { self.tokens } else { self.requested })
    }

    /// Tokens that are not owed: none where the bond is used up.
    pub fn unowed(&self) -> PoolTokens {
        PoolTokens(self.tokens).saturating_minus(PoolTokens(self.debt))
    }

    /// Tokens that are neither owed nor asked back.
    pub fn available(&self) -> PoolTokens {
        self.unowed().saturating_minus(self.requested())
    }

    /// Sets what is asked back in all; whoever asks for all that there is leaves, so that no place is kept without a bond.
    fn set_requested(&mut self, tokens: u64, leaves: bool) {
        let leaves = leaves || (tokens > 0 && tokens >= self.tokens);
        self.status = if leaves { MemberStatus::Leaving } else { MemberStatus::Member } as u8;
        self.requested = if leaves { 0 } else { tokens };
    }

    /// Asks so many tokens back in all, or all of them where it leaves, in `epoch`; says whether that is more than before. Tokens that
    /// are no longer asked back begin to count again, a tenth more each epoch.
    pub fn request(&mut self, tokens: u64, leaves: bool, epoch: u64) -> bool {
        let (requested, left, available) = (self.requested(), self.is(MemberStatus::Leaving), self.available());
        self.set_requested(tokens, leaves);
        let is_more = self.requested() > requested || (self.is(MemberStatus::Leaving) && !left);
        if is_more {
            self.requested_epoch = epoch;
            self.set_ramp(self.ramp().lowered(epoch, self.available()));
        } else {
            self.set_ramp(self.ramp().after(epoch, available, self.available()));
        }
        is_more
    }

    /// Whether nothing of what the pool's stake earned with it up to `epoch` is left to be assessed. Where it was listed in this epoch
    /// nothing was earned yet.
    pub fn is_assessed(&self, earning: &Earning, epoch: u64) -> bool {
        let is_done =
            earning.epoch == epoch && self.assessed_epoch == earning.epoch && self.assessed_lost == earning.lost;
        is_done || (earning.since == epoch && earning.lost == 0)
    }

    pub fn ramp(&self) -> Ramp {
        Ramp { counted: PoolTokens(self.counted), step: PoolTokens(self.counted_step), epoch: self.counted_epoch }
    }

    pub fn set_ramp(&mut self, ramp: Ramp) {
        self.counted = ramp.counted.0;
        self.counted_step = ramp.step.0;
        self.counted_epoch = ramp.epoch;
    }

    /// Tokens that count in `epoch`.
    pub fn counted(&self, epoch: u64) -> PoolTokens {
        self.ramp().at(epoch, self.available())
    }

    pub fn pledge(&self) -> Pledge {
        Pledge {
            earlier: Bps(self.pledge_earlier),
            before: Bps(self.pledge_before),
            after: Bps(self.pledge),
            changed_epoch: self.pledge_changed_epoch,
            from_epoch: self.pledge_epoch,
        }
    }

    pub fn set_pledge(&mut self, pledge: Pledge) {
        self.pledge_earlier = pledge.earlier.0;
        self.pledge_before = pledge.before.0;
        self.pledge = pledge.after.0;
        self.pledge_changed_epoch = pledge.changed_epoch;
        self.pledge_epoch = pledge.from_epoch;
    }

    pub fn looks(&self) -> CommissionLooks {
        CommissionLooks { epoch: self.over_epoch, run: self.over_run }
    }

    pub fn set_looks(&mut self, looks: CommissionLooks) {
        self.over_epoch = looks.epoch;
        self.over_run = looks.run;
    }

    pub fn is_vetoed(&self, epoch: u64) -> bool {
        self.veto_until != 0 && epoch >= self.veto_from && epoch < self.veto_until
    }

    /// Adds what it owes, in tokens at `price`: they are what makes the lamports good when they are burned. Less than the policy's least
    /// is carried until there is more. Whoever leaves, or owes the whole bond already, owes to the lamport: no place is held by what is
    /// too little to be charged.
    pub fn charge(&mut self, owed: Lamports, price: Price, policy: &Policy) -> Result<()> {
        let carried = Lamports(self.carried_lamports).plus(owed).or_error()?;
        let is_last = self.is(MemberStatus::Leaving) || self.unowed().is_zero();
        let least = if is_last { 1 } else { policy.least_debt.max(1) };
        if carried.0 < least {
            self.carried_lamports = carried.0;
            return Ok(());
        }
        let more = debt(carried, price).or_error()?;
        self.debt = self.debt.checked_add(more.0).or_error()?;
        self.carried_lamports = 0;
        Ok(())
    }

    /// Ends its veto.
    pub fn end_veto(&mut self, steward: &mut Steward) {
        steward.vetoed_tokens = steward.vetoed_tokens.saturating_sub(self.vetoed_tokens);
        self.vetoed_tokens = 0;
        self.veto_from = 0;
        self.veto_until = 0;
    }

    /// Takes out of its bond what was asked back of it.
    pub fn pay_out(&mut self, steward: &mut Steward, epoch: u64) -> Result<PoolTokens> {
        let tokens = self.requested();
        self.tokens = self.tokens.checked_sub(tokens.0).or_error()?;
        self.requested = 0;
        steward.give_out(tokens)?;
        self.lower_counted_in_sum(steward, epoch);
        Ok(tokens)
    }

    /// Takes out of its bond what it owes, as far as that reaches.
    pub fn pay_debt(&mut self, steward: &mut Steward, epoch: u64) -> Result<PoolTokens> {
        let paid = self.debt.min(self.tokens);
        self.debt = self.debt.checked_sub(paid).or_error()?;
        self.tokens = self.tokens.checked_sub(paid).or_error()?;
        self.set_requested(self.requested.min(self.tokens), self.is(MemberStatus::Leaving));
        steward.give_out(PoolTokens(paid))?;
        self.lower_counted_in_sum(steward, epoch);
        Ok(PoolTokens(paid))
    }

    /// Frees its place: it has no bond any more.
    pub fn free(&mut self, steward: &mut Steward) {
        self.end_veto(steward);
        *self = bytemuck::Zeroable::zeroed();
    }

    /// Takes so many tokens of its bond into the steward's sum.
    pub fn set_counted_in_sum(&mut self, steward: &mut Steward, tokens: PoolTokens) {
        steward.recount(self.counted_in_sum, tokens.0);
        self.counted_in_sum = tokens.0;
    }

    /// Takes what no longer counts of its bond in `epoch` out of the steward's sum; what counts more waits for a rating.
    pub fn lower_counted_in_sum(&mut self, steward: &mut Steward, epoch: u64) {
        self.set_counted_in_sum(steward, self.counted(epoch).min(PoolTokens(self.counted_in_sum)));
    }

    /// Tokens that a veto takes out of use: what the sum has of its bond, and of one that is new or of no use at least the policy's least,
    /// of which so many are worth that.
    pub fn vetoable(&self, least: PoolTokens) -> PoolTokens {
        PoolTokens(self.counted_in_sum).max(least.min(PoolTokens(self.tokens)))
    }
}
