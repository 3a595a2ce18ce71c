use anchor_lang::prelude::*;
use anchor_spl::token;
use steward_math::Reference;
use truestake_math::{Bps, PoolTokens};

use super::{size_of_account, Note, Policy};
use crate::constants::{seeds, GRACE_EPOCHS, NOTES, POLICY_EPOCHS};
use crate::error::{OrStewardError, StewardError};

/// Runs the validator set of one pool. PDA of "steward", pool.
#[account(zero_copy)]
#[derive(Debug)]
pub struct Steward {
    /// Layout version; this is 1.
    pub version: u8,
    pub bump: u8,
    pub authority_bump: u8,
    pub vault_bump: u8,
    pub _reserved_bytes: [u8; 4],
    pub pool: Pubkey,
    /// The pool token.
    pub mint: Pubkey,
    /// System account without data: the pool's validator manager, and the vault's authority.
    pub authority: Pubkey,
    /// Token account with all bonds.
    pub vault: Pubkey,
    pub members: Pubkey,
    pub policy: Policy,
    /// In force from `policy_epoch` on, unless that is 0.
    pub next_policy: Policy,
    pub policy_epoch: u64,
    /// Epoch in which it was first seen as the pool's validator manager; 0 before.
    pub managed_since: u64,
    /// Epoch in which it was first seen not to be that any more; 0 while it is.
    pub dismissed_epoch: u64,
    /// Block height at which the rewards that were noted last began to be paid: it tells them from older ones.
    pub noted_height: u64,
    /// Tokens of all bonds.
    pub bond_tokens: u64,
    /// Tokens of all bonds that count, as of each member's last rating.
    pub counted_tokens: u64,
    /// Tokens of bonds that are vetoed.
    pub vetoed_tokens: u64,
    /// First epoch of `policy`, unless that was the first.
    pub policy_since: u64,
    /// What was tolerated before that below the cluster's mean, in basis points.
    pub earlier_tolerance: u64,
    pub _reserved: [u64; 6],
    /// A ring: epoch `n` is at `n % 64`.
    pub notes: [Note; NOTES as usize],
}

impl Steward {
    /// Bytes of the account.
    pub const SPACE: usize = size_of_account::<Self>();

    /// Whether the next policy is in force.
    fn is_next_in_force(&self, epoch: u64) -> bool {
        self.policy_epoch != 0 && epoch >= self.policy_epoch
    }

    /// The policy in force.
    pub fn policy_at(&self, epoch: u64) -> &Policy {
        if self.is_next_in_force(epoch) {
            &self.next_policy
        } else {
            &self.policy
        }
    }

    /// What was tolerated below the cluster's mean in an epoch that is to be assessed: by the policy of then, also where that has been
    /// changed since.
    pub fn tolerance_at(&self, epoch: u64) -> Result<Bps> {
        if epoch < self.policy_since {
            return u16::try_from(self.earlier_tolerance).map(Bps).ok().or_error();
        }
        Ok(Bps(self.policy_at(epoch).tolerance))
    }

    /// Sets what the policy shall be, 5 epochs later: what is harder gives validators, and what is easier holders, the time to leave.
    pub fn schedule_policy(&mut self, policy: Policy, epoch: u64) -> Result<()> {
        policy.validate()?;
        if self.is_next_in_force(epoch) {
            self.earlier_tolerance = u64::from(self.policy.tolerance);
            self.policy_since = self.policy_epoch;
            self.policy = self.next_policy;
        }
        self.next_policy = policy;
        self.policy_epoch = epoch.checked_add(POLICY_EPOCHS).or_error()?;
        Ok(())
    }

    /// The note of an epoch, if that was noted.
    pub fn note(&self, epoch: u64) -> Option<&Note> {
        let place = usize::try_from(epoch.checked_rem(u64::from(NOTES))?).ok()?;
        self.notes.get(place).filter(|note| note.epoch == epoch)
    }

    /// The reference of an epoch, if that is known.
    pub fn reference(&self, epoch: u64) -> Option<Reference> {
        let Note { credits, growth, .. } = *self.note(epoch)?;
        (credits > 0).then_some(Reference { credits, growth })
    }

    /// Writes a note over that of 64 epochs before.
    pub fn write_note(&mut self, epoch: u64, reference: Option<Reference>) -> Result<()> {
        let Reference { credits, growth } = reference.unwrap_or_default();
        let place = epoch.checked_rem(u64::from(NOTES)).and_then(|place| usize::try_from(place).ok());
        *place.and_then(|place| self.notes.get_mut(place)).or_error()? = Note { epoch, credits, growth };
        Ok(())
    }

    /// Notes whether it is the pool's validator manager.
    pub fn observe(&mut self, is_manager: bool, epoch: u64) {
        if is_manager && (self.managed_since == 0 || self.dismissed_epoch != 0) {
            self.managed_since = epoch.max(1);
            self.dismissed_epoch = 0;
        } else if !is_manager && self.managed_since != 0 && self.dismissed_epoch == 0 {
            self.dismissed_epoch = epoch.max(1);
        }
    }

    /// Whether it was the pool's validator manager from the epoch `since` up to `epoch`, as far as that was seen.
    pub fn has_managed(&self, since: u64, epoch: u64) -> bool {
        let is_before = self.managed_since == 0 || since < self.managed_since;
        let is_after = self.dismissed_epoch != 0 && epoch > self.dismissed_epoch;
        !is_before && !is_after
    }

    /// Whether validators of an earlier manager keep their stake in `epoch`.
    pub fn is_grace(&self, epoch: u64) -> bool {
        epoch < self.managed_since.saturating_add(GRACE_EPOCHS)
    }

    /// Makes a call with the authority's signature; `address` is the steward's.
    pub fn sign<T>(bump: u8, address: &Pubkey, call: impl FnOnce(&[&[&[u8]]]) -> Result<T>) -> Result<T> {
        call(&[&[seeds::AUTHORITY, address.as_ref(), &[bump]]])
    }

    /// Takes tokens into the sum of bonds.
    pub fn take_in(&mut self, tokens: PoolTokens) -> Result<()> {
        self.bond_tokens = self.bond_tokens.checked_add(tokens.0).or_error()?;
        Ok(())
    }

    /// Takes tokens out of the sum of bonds.
    pub fn give_out(&mut self, tokens: PoolTokens) -> Result<()> {
        self.bond_tokens = self.bond_tokens.checked_sub(tokens.0).or_error()?;
        Ok(())
    }

    /// Fails where the `vault` lacks tokens of the bonds, or where more of them counts than there is.
    pub fn assert_invariants(&self, vault: &AccountInfo) -> Result<()> {
        let sound = token::accessor::amount(vault)? >= self.bond_tokens && self.counted_tokens <= self.bond_tokens;
        require!(sound, StewardError::InvariantViolated);
        Ok(())
    }

    /// Replaces what a bond counted in the sum.
    pub fn recount(&mut self, before: u64, now: u64) {
        self.counted_tokens = self.counted_tokens.saturating_sub(before).saturating_add(now);
    }
}
