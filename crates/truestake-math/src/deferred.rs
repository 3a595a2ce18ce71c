//! What counts only later: nothing of it in the epoch in which it comes, then linearly over the next epoch's slots.
//!
//! So whoever brings something and takes it away within a moment has moved nothing, at an epoch's end neither; and what
//! comes later never delays what came before.

use crate::{MathError, MathResult, Release};

/// An epoch and its slots.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EpochSlots {
    pub epoch: u64,
    /// First slot of the epoch.
    pub first_slot: u64,
    /// First slot of the next.
    pub end_slot: u64,
}

/// Amounts of one unit, by the epoch in which they came.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Deferral {
    /// Epoch that `recent` came in.
    pub epoch: u64,
    /// What came in `epoch`.
    pub recent: u64,
    /// What came in the epoch before.
    pub earlier: u64,
}

impl Deferral {
    /// The same, seen from `epoch`: what is older than the epoch before counts in full.
    pub fn at(self, epoch: u64) -> Self {
        match epoch.checked_sub(self.epoch) {
            Some(0) => self,
            Some(1) => Self { epoch, recent: 0, earlier: self.recent },
            _ => Self { epoch, recent: 0, earlier: 0 },
        }
    }

    /// What does not count yet at `slot`, ceiled.
    pub fn outstanding(self, now: EpochSlots, slot: u64) -> MathResult<u64> {
        let Self { recent, earlier, .. } = self.at(now.epoch);
        let release = Release { start_slot: now.first_slot, end_slot: now.end_slot, ..Release::default() };
        recent.checked_add(release.held_back(earlier, slot)).ok_or(MathError::Overflow)
    }

    /// With `amount` more, which comes in `epoch`.
    pub fn plus(self, amount: u64, epoch: u64) -> MathResult<Self> {
        let now = self.at(epoch);
        Ok(Self { recent: now.recent.checked_add(amount).ok_or(MathError::Overflow)?, ..now })
    }

    /// With up to `amount` less, the newest first: what is taken away at once is as if it had never come.
    pub fn less(self, amount: u64, epoch: u64) -> Self {
        let now = self.at(epoch);
        let rest = amount.saturating_sub(now.recent);
        Self { recent: now.recent.saturating_sub(amount), earlier: now.earlier.saturating_sub(rest), ..now }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SLOTS: u64 = 1_000;

    fn epoch(epoch: u64) -> EpochSlots {
        EpochSlots { epoch, first_slot: epoch * SLOTS, end_slot: (epoch + 1) * SLOTS }
    }

    fn outstanding(deferral: Deferral, slot: u64) -> u64 {
        deferral.outstanding(epoch(slot / SLOTS), slot).unwrap()
    }

    prop_compose! {
        fn any_deferral()(epoch in 0u64..5, recent in 0u64..1 << 60, earlier in 0u64..1 << 60) -> Deferral {
            Deferral { epoch, recent, earlier }
        }
    }

    proptest! {
        /// All of it in its own epoch, linearly less in the next, nothing after; never a jump but by what rounds.
        #[test]
        fn counts_linearly_in_the_next_epoch(amount in 0u64..1 << 60, came in 0u64..5, after in 0u64..4 * SLOTS) {
            let deferral = Deferral::default().plus(amount, came).unwrap();
            let slot = came * SLOTS + after;
            let left = (2 * SLOTS).saturating_sub(after).min(SLOTS);
            let exact = (u128::from(amount) * u128::from(left)).div_ceil(u128::from(SLOTS));
            prop_assert_eq!(u128::from(outstanding(deferral, slot)), exact);
        }

        /// Time lets it only fall, by no more in a slot than a slot's part; the boundary of epochs is a slot like others.
        #[test]
        fn falls_slot_by_slot(deferral in any_deferral(), after in 0u64..4 * SLOTS) {
            let slot = deferral.epoch * SLOTS + after;
            let (before, then) = (outstanding(deferral, slot), outstanding(deferral, slot + 1));
            prop_assert!(then <= before);
            prop_assert!(before - then <= deferral.recent.max(deferral.earlier) / SLOTS + 1);
        }

        /// What comes later delays nothing of what came before: each counts for itself.
        #[test]
        fn later_amounts_delay_nothing(deferral in any_deferral(), amount in 0u64..1 << 60, came in 0u64..2, after in 0u64..4 * SLOTS) {
            let when = deferral.epoch + came;
            let slot = when * SLOTS + after;
            let alone = Deferral::default().plus(amount, when).unwrap();
            let both = outstanding(deferral.plus(amount, when).unwrap(), slot);
            let sum = outstanding(deferral, slot) + outstanding(alone, slot);
            prop_assert!(both <= sum && both + 1 >= sum);
        }

        /// Bringing and taking away in one epoch leaves everything as it was, at any time to come.
        #[test]
        fn brought_and_taken_is_as_never(deferral in any_deferral(), amount in 0u64..1 << 60, came in 0u64..3) {
            let when = deferral.epoch + came;
            prop_assert_eq!(deferral.plus(amount, when).unwrap().less(amount, when), deferral.at(when));
        }

        /// What is taken away lowers what is outstanding by no more than itself: what counts of the rest does not rise.
        #[test]
        fn taking_away_uncovers_nothing(deferral in any_deferral(), amount in 0u64..1 << 61, after in 0u64..3 * SLOTS) {
            let slot = deferral.epoch * SLOTS + after;
            let before = outstanding(deferral, slot);
            let then = outstanding(deferral.less(amount, slot / SLOTS), slot);
            prop_assert!(then <= before && before - then <= amount);
        }
    }
}
