//! Amounts that take effect later: none in the epoch in which they arrive, then linearly over the next epoch's slots.
//!
//! So adding and removing at once has no effect, even across an epoch boundary; and what arrives later never delays what
//! arrived before.

use crate::{EpochSlots, MathError, MathResult, Release};

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
    }
}
