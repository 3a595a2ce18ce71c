//! What a stake account of the pool holds and does.

use anchor_lang::prelude::*;
use solana_stake_interface::stake_history::StakeHistoryGetEntry;
use solana_stake_interface::state::Delegation;
use solana_stake_interface::sysvar::stake_history::StakeHistorySysvar;

use super::StakeState;
use crate::constants::STAKE_ACCOUNT_BYTES;
use crate::error::TruestakeError;
use crate::math::Lamports;

/// Warm-up at 9 % of all stake an epoch is in force on every cluster since before the first pool.
const NEW_WARMUP_RATE_EPOCH: Option<u64> = Some(0);

/// A stake account of the pool, as the chain has it.
#[derive(Clone, Copy, Debug)]
pub struct StakeAccount {
    /// All lamports of the account.
    pub lamports: Lamports,
    /// What cannot be withdrawn while the account lives: the higher of the rent now and the rent when it was made.
    pub rent: Lamports,
    /// Present unless the account only holds lamports.
    pub delegation: Option<Delegation>,
}

/// What a delegation is doing in an epoch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// No stake counts, none is on its way.
    Inactive,
    /// Nothing is effective yet: lamports can still be added to the delegation.
    Activating,
    /// A part is effective: the cluster's warm-up limit binds.
    WarmingUp,
    /// All of it is effective.
    Active,
    /// A part is still effective and none of it will stay so.
    CoolingDown,
}

impl StakeAccount {
    /// Reads a stake account of the pool, whose address the caller has checked. `None` when there is none (any more), or
    /// when the account is not under the pool's authority: then it holds nothing of the pool.
    pub fn read(info: &AccountInfo, authority: &Pubkey, live_rent: Lamports) -> Result<Option<Self>> {
        if *info.owner != solana_stake_interface::program::ID {
            return Ok(None);
        }
        let data = info.try_borrow_data()?;
        let state = StakeState::read(&data)?.filter(|state| state.is_of(authority));
        Ok(state.map(|state| Self::new(info, &state, live_rent)))
    }

    pub fn new(info: &AccountInfo, state: &StakeState, live_rent: Lamports) -> Self {
        // The rent at creation is no measure of the rent now, but the stake program does not let it out.
        let rent = live_rent.max(state.frozen_rent);
        Self { lamports: Lamports(info.lamports()), rent, delegation: state.delegation }
    }

    /// Whether the account is delegated and nobody has deactivated it. Needs no stake history: what a resting validator
    /// costs hangs on that.
    pub fn is_delegated(&self) -> bool {
        self.delegation.is_some_and(|delegation| delegation.deactivation_epoch == u64::MAX)
    }

    /// Whether it is delegated since an earlier epoch than this: at least a part is effective.
    pub fn is_delegated_before(&self, epoch: u64) -> bool {
        self.is_delegated() && self.delegation.is_some_and(|delegation| delegation.activation_epoch < epoch)
    }

    /// Lamports of the delegation, effective or not.
    pub fn delegated(&self) -> Lamports {
        Lamports(self.delegation.map_or(0, |delegation| delegation.stake))
    }

    /// Lamports above stake and rent: rewards paid outside the delegation, donations, rent that became cheaper.
    pub fn excess(&self) -> Lamports {
        self.above_delegation().saturating_minus(self.rent)
    }

    /// Lamports that it lacks beside its stake for its rent, after rent has risen: the stake program lets nobody split or
    /// withdraw until they are there.
    pub fn missing_rent(&self) -> Lamports {
        self.rent.saturating_minus(self.above_delegation())
    }

    fn above_delegation(&self) -> Lamports {
        self.lamports.saturating_minus(self.delegated())
    }

    /// Lamports above the rent: all that can be withdrawn once it is inactive.
    pub fn above_rent(&self) -> Lamports {
        self.lamports.saturating_minus(self.rent)
    }

    pub fn phase(&self, epoch: u64) -> Phase {
        self.phase_in(epoch, &StakeHistorySysvar(epoch))
    }

    fn phase_in(&self, epoch: u64, history: &impl StakeHistoryGetEntry) -> Phase {
        let Some(delegation) = self.delegation else {
            return Phase::Inactive;
        };
        let status = delegation.stake_activating_and_deactivating(epoch, history, NEW_WARMUP_RATE_EPOCH);
        match (status.effective, status.activating, delegation.deactivation_epoch) {
            (0, 0, _) => Phase::Inactive,
            (0, _, u64::MAX) => Phase::Activating,
            (_, 0, u64::MAX) => Phase::Active,
            (_, _, u64::MAX) => Phase::WarmingUp,
            _ => Phase::CoolingDown,
        }
    }
}

/// Rent of a stake account, now.
pub fn stake_rent() -> Result<Lamports> {
    let bytes = usize::try_from(STAKE_ACCOUNT_BYTES).map_err(|_| TruestakeError::Overflow)?;
    Ok(Lamports(Rent::get()?.minimum_balance(bytes)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use solana_stake_interface::stake_history::StakeHistory;

    fn account(activation_epoch: u64, deactivation_epoch: u64) -> StakeAccount {
        let delegation = Delegation { stake: 1_000, activation_epoch, deactivation_epoch, ..Delegation::default() };
        StakeAccount { lamports: Lamports(1_500), rent: Lamports(400), delegation: Some(delegation) }
    }

    #[test]
    fn phases_of_a_life() {
        let history = StakeHistory::default();
        let phase = |activation, deactivation, epoch| account(activation, deactivation).phase_in(epoch, &history);
        assert_eq!(phase(5, u64::MAX, 5), Phase::Activating);
        assert_eq!(phase(5, u64::MAX, 6), Phase::Active);
        assert_eq!(phase(5, 7, 7), Phase::CoolingDown);
        assert_eq!(phase(5, 7, 8), Phase::Inactive);
        assert_eq!(phase(5, 5, 5), Phase::Inactive, "deactivated in the epoch of its activation");
    }

    #[test]
    fn only_what_is_neither_stake_nor_rent_is_excess() {
        assert_eq!(account(5, u64::MAX).excess(), Lamports(100));
        assert_eq!(account(5, u64::MAX).above_rent(), Lamports(1_100));
        let bare = StakeAccount { lamports: Lamports(300), rent: Lamports(400), delegation: None };
        assert_eq!(bare.excess(), Lamports(0));
    }
}
