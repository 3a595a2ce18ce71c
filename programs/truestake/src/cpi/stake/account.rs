//! What a stake account of the pool holds and does.

use std::cell::Cell;
use std::cmp::Ordering;

use anchor_lang::prelude::*;
use solana_stake_interface::stake_history::{StakeHistoryEntry, StakeHistoryGetEntry, MAX_ENTRIES};
use solana_stake_interface::state::{Delegation, StakeActivationStatus};
use solana_sysvar::get_sysvar;
use truestake_math::Lamports;

use super::StakeState;
use crate::constants::STAKE_ACCOUNT_BYTES;
use crate::cpi::system::rent_of;
use crate::error::TruestakeError;

/// Warm-up at 9 % of all stake an epoch is in force on every cluster since before the first pool.
const NEW_WARMUP_RATE_EPOCH: Option<u64> = Some(0);

/// A stake account of the pool, as the chain has it.
#[derive(Clone, Copy, Debug)]
pub struct StakeAccount {
    /// All lamports of the account.
    pub lamports: Lamports,
    /// Rent of such an account, now. What the stake program wrote into it when it was made is compared with nothing.
    pub rent: Lamports,
    /// Present unless the account only holds lamports.
    pub delegation: Option<Delegation>,
}

/// What is at an address of the pool's.
#[derive(Clone, Copy, Debug)]
pub enum Found {
    /// Nothing of the pool's: no account of the stake program, or one under another authority.
    Nothing,
    /// An account of the stake program whose contents are unknown. Its lamports still count.
    Unreadable(Lamports),
    Account(StakeAccount),
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
    /// The stake history lacks the epoch that decides: nothing can be said, and the stake program could say nothing either.
    Unknown,
}

impl Found {
    /// Looks at an address, which the caller has checked.
    pub fn at(info: &AccountInfo, authority: &Pubkey, live_rent: Lamports) -> Result<Self> {
        if *info.owner != solana_stake_interface::program::ID {
            return Ok(Self::Nothing);
        }
        let data = info.try_borrow_data()?;
        let state = if is_stake_account(&data) { StakeState::read(&data).ok() } else { None };
        let Some(state) = state else {
            return Ok(Self::Unreadable(Lamports(info.lamports())));
        };
        let state = state.filter(|state| state.is_of(authority));
        Ok(state.map_or(Self::Nothing, |state| Self::Account(StakeAccount::new(info, &state, live_rent))))
    }

    /// Lamports that are the pool's.
    pub fn lamports(&self) -> Lamports {
        match self {
            Self::Nothing => Lamports::ZERO,
            Self::Unreadable(lamports) => *lamports,
            Self::Account(account) => account.lamports,
        }
    }
}

impl StakeAccount {
    /// Reads a stake account of the pool, whose address the caller has checked. `None` when there is none (any more), or
    /// when the account is not under the pool's authority: then it holds nothing of the pool.
    pub fn read(info: &AccountInfo, authority: &Pubkey, live_rent: Lamports) -> Result<Option<Self>> {
        match Found::at(info, authority, live_rent)? {
            Found::Nothing => Ok(None),
            Found::Unreadable(_) => err!(TruestakeError::UnexpectedStakeState),
            Found::Account(account) => Ok(Some(account)),
        }
    }

    pub fn new(info: &AccountInfo, state: &StakeState, live_rent: Lamports) -> Self {
        Self { lamports: Lamports(info.lamports()), rent: live_rent, delegation: state.delegation }
    }

    /// Whether the account is delegated and nobody has deactivated it. Does not read the stake
    /// history, which keeps the update of a resting validator cheap.
    pub fn is_delegated(&self) -> bool {
        self.delegation.is_some_and(|delegation| delegation.deactivation_epoch == u64::MAX)
    }

    /// Whether it is delegated since an earlier epoch than this: a part is effective, if not all.
    pub fn is_delegated_before(&self, epoch: u64) -> bool {
        self.is_delegated() && self.delegation.is_some_and(|delegation| delegation.activation_epoch < epoch)
    }

    /// Whether it is delegated since this epoch: it has earned nothing yet, and deactivated it is free at once.
    pub fn is_delegated_in(&self, epoch: u64) -> bool {
        self.is_delegated() && self.delegation.is_some_and(|delegation| delegation.activation_epoch == epoch)
    }

    /// The account as it was before somebody deactivated it in `epoch`, which delegating it again in that epoch takes back;
    /// `None` if nobody has.
    pub fn before_deactivation_in(&self, epoch: u64) -> Option<Self> {
        let delegation = self.delegation.filter(|delegation| delegation.deactivation_epoch == epoch)?;
        let delegation = Some(Delegation { deactivation_epoch: u64::MAX, ..delegation });
        Some(Self { delegation, ..*self })
    }

    /// Lamports of the delegation, effective or not.
    pub fn delegated(&self) -> Lamports {
        Lamports(self.delegation.map_or(0, |delegation| delegation.stake))
    }

    /// Lamports above stake and rent: block revenue, donations, rent that became cheaper.
    pub fn excess(&self) -> Lamports {
        self.above_delegation().saturating_minus(self.rent)
    }

    /// Shortfall below stake plus rent, after rent has risen: the stake program lets nobody split or withdraw until it is
    /// there.
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

    /// Lamports above the rent that have cooled down, while others are still effective. One lamport is left,
    /// because stake program versions round the cool-down differently.
    pub fn cooled(&self, epoch: u64) -> Lamports {
        let effective = self.status(epoch).map_or(self.delegated(), |status| Lamports(status.effective));
        self.above_rent().saturating_minus(effective).saturating_minus(Lamports(1))
    }

    #[inline(never)] // in many places
    pub fn phase(&self, epoch: u64) -> Phase {
        self.delegation
            .map_or(Phase::Inactive, |_| self.status(epoch).map_or(Phase::Unknown, |status| self.phase_of(&status)))
    }

    fn phase_of(&self, status: &StakeActivationStatus) -> Phase {
        match (status.effective, status.activating, self.is_delegated()) {
            (0, 0, _) => Phase::Inactive,
            (0, _, true) => Phase::Activating,
            (_, 0, true) => Phase::Active,
            (_, _, true) => Phase::WarmingUp,
            _ => Phase::CoolingDown,
        }
    }

    /// Whether it is delegated, and all of it was effective in the epoch `since`, which lies before this one, `now`. By its age where
    /// it has one, which keeps the update of a resting validator cheap. `unlimited` is an epoch of which is known that all that was
    /// activated in it was effective in the next: accounts of one instruction are often of the same.
    pub fn is_active_since(&self, since: u64, now: u64, unlimited: &Cell<Option<u64>>) -> bool {
        let Some(Delegation { activation_epoch, .. }) = self.delegation.filter(|_| self.is_delegated_before(since))
        else {
            return false;
        };
        if activation_epoch.saturating_add(WARMUP_EPOCHS) < since || unlimited.get() == Some(activation_epoch) {
            return true;
        }
        let history = History { epoch: now, has_gap: Cell::new(false) };
        if self.unlimited_status(since, &history).is_some() {
            unlimited.set(Some(activation_epoch));
            return true;
        }
        let status = self.status_in(since, &history).filter(|_| !history.has_gap.get());
        status.is_some_and(|status| self.phase_of(&status) == Phase::Active)
    }

    /// What of the delegation is effective; `None` where the stake history has a gap.
    fn status(&self, epoch: u64) -> Option<StakeActivationStatus> {
        let history = History { epoch, has_gap: Cell::new(false) };
        let status = self.unlimited_status(epoch, &history).or_else(|| self.status_in(epoch, &history))?;
        (!history.has_gap.get()).then_some(status)
    }

    /// What is effective where the cluster's limit does not bind by far, as it hardly ever does: all of it from the epoch after
    /// the activation on, nothing from the epoch after the deactivation on. The interface crate finds the same in floating point,
    /// which costs 1,200 units; it is left for all other cases.
    fn unlimited_status(&self, epoch: u64, history: &impl StakeHistoryGetEntry) -> Option<StakeActivationStatus> {
        let Delegation { stake, activation_epoch, deactivation_epoch, .. } = self.delegation?;
        if activation_epoch >= epoch.min(deactivation_epoch) {
            return None;
        }
        let activated = history.get_entry(activation_epoch)?;
        if !is_unlimited(activated.activating, activated.effective) {
            return None;
        }
        match epoch.cmp(&deactivation_epoch) {
            Ordering::Less => Some(StakeActivationStatus::with_effective(stake)),
            Ordering::Equal => Some(StakeActivationStatus::with_deactivating(stake)),
            Ordering::Greater => {
                let deactivated = history.get_entry(deactivation_epoch)?;
                is_unlimited(deactivated.deactivating, deactivated.effective).then(StakeActivationStatus::default)
            }
        }
    }

    fn status_in(&self, epoch: u64, history: &impl StakeHistoryGetEntry) -> Option<StakeActivationStatus> {
        Some(self.delegation?.stake_activating_and_deactivating(epoch, history, NEW_WARMUP_RATE_EPOCH))
    }
}

/// Stake that was delegated so many epochs ago is taken for effective. Under the cluster's limit of 9 % an epoch only more than all
/// that was effective before could still warm up then.
const WARMUP_EPOCHS: u64 = 10;

/// Whether the cluster lets all that is `moving` in an epoch become effective, or stop being so, at its end: a twelfth of what is
/// effective, where the limit is 9 %.
fn is_unlimited(moving: u64, effective: u64) -> bool {
    moving > 0 && moving <= effective / 12
}

/// The stake history sysvar, of which single entries are read. The interface crate's own reader panics where the history
/// lacks an epoch, as after a restart of the cluster that skipped one.
struct History {
    epoch: u64,
    has_gap: Cell<bool>,
}

/// Bytes of an entry: its epoch, and three sums.
const ENTRY: usize = 32;

impl StakeHistoryGetEntry for History {
    fn get_entry(&self, target: u64) -> Option<StakeHistoryEntry> {
        // What has fallen off the history is long active, or inactive.
        let oldest = self.epoch.saturating_sub(u64::try_from(MAX_ENTRIES).ok()?);
        let age = self.epoch.checked_sub(1)?.checked_sub(target)?;
        if target < oldest {
            return None;
        }
        let mut entry = [0; ENTRY];
        let length = u64::try_from(ENTRY).ok()?;
        let offset = age.checked_mul(length)?.checked_add(8)?;
        get_sysvar(&mut entry, &solana_stake_interface::sysvar::stake_history::ID, offset, length).ok()?;
        let mut numbers = entry.chunks_exact(8).map(|bytes| bytes.try_into().map_or(0, u64::from_le_bytes));
        let found = numbers.next()?;
        if found != target {
            self.has_gap.set(true);
            return None;
        }
        Some(StakeHistoryEntry {
            effective: numbers.next()?,
            activating: numbers.next()?,
            deactivating: numbers.next()?,
        })
    }
}

/// Whether data has the length of a stake account's: the stake program moves stake between such accounts only.
fn is_stake_account(data: &[u8]) -> bool {
    u64::try_from(data.len()) == Ok(STAKE_ACCOUNT_BYTES)
}

/// Rent of a stake account, now.
pub fn stake_rent() -> Result<Lamports> {
    let bytes = usize::try_from(STAKE_ACCOUNT_BYTES).map_err(|_| TruestakeError::Overflow)?;
    rent_of(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use solana_stake_interface::stake_history::StakeHistory;

    fn account(activation_epoch: u64, deactivation_epoch: u64) -> StakeAccount {
        let delegation = Delegation { stake: 1_000, activation_epoch, deactivation_epoch, ..Delegation::default() };
        StakeAccount { lamports: Lamports(1_500), rent: Lamports(400), delegation: Some(delegation) }
    }

    #[test]
    fn phases_of_a_life() {
        let history = StakeHistory::default();
        let phase = |activation, deactivation, epoch| {
            let account = account(activation, deactivation);
            account.phase_of(&account.status_in(epoch, &history).unwrap())
        };
        assert_eq!(phase(5, u64::MAX, 5), Phase::Activating);
        assert_eq!(phase(5, u64::MAX, 6), Phase::Active);
        assert_eq!(phase(5, 7, 7), Phase::CoolingDown);
        assert_eq!(phase(5, 7, 8), Phase::Inactive);
        assert_eq!(phase(5, 5, 5), Phase::Inactive, "deactivated in the epoch of its activation");
    }

    #[test]
    fn the_integers_say_nothing_of_an_epoch_in_which_nothing_moved() {
        let mut history = StakeHistory::default();
        history.add(5, StakeHistoryEntry { effective: 1_000_000, activating: 0, deactivating: 0 });
        assert_eq!(account(5, u64::MAX).unlimited_status(6, &history), None);
    }

    proptest! {
        /// Where the integers say something, it is what the interface says.
        #[test]
        fn what_is_unlimited_is_what_the_interface_says(
            stake in 1u64..1 << 62, activation in 0u64..6, life in 0u64..8, epoch in 0u64..12,
            entries in proptest::collection::vec((0u64..1 << 63, 0u64..40, 0u64..40, any::<bool>()), 12),
        ) {
            let mut history = StakeHistory::default();
            for (at, (effective, activating, deactivating, is_there)) in (0u64..).zip(entries) {
                let part = |parts: u64| effective / 240 * parts;
                let (activating, deactivating) = (part(activating), part(deactivating));
                if is_there {
                    history.add(at, StakeHistoryEntry { effective, activating, deactivating });
                }
            }
            let deactivation = if life == 7 { u64::MAX } else { activation + life };
            let delegation = Delegation { stake, activation_epoch: activation, deactivation_epoch: deactivation, ..Delegation::default() };
            let account = StakeAccount { lamports: Lamports(stake), rent: Lamports(0), delegation: Some(delegation) };
            if let Some(status) = account.unlimited_status(epoch, &history) {
                prop_assert_eq!(Some(status), account.status_in(epoch, &history));
            }
        }
    }

    #[test]
    fn only_what_is_neither_stake_nor_rent_is_excess() {
        assert_eq!(account(5, u64::MAX).excess(), Lamports(100));
        assert_eq!(account(5, u64::MAX).above_rent(), Lamports(1_100));
        let bare = StakeAccount { lamports: Lamports(300), rent: Lamports(400), delegation: None };
        assert_eq!(bare.excess(), Lamports(0));
    }
}
