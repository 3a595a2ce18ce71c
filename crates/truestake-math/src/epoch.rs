//! An epoch's slots, and its moving part.

use crate::{Bps, MathError, MathResult};

/// The part of an epoch, at its end, in which whoever comes in pays for what the epoch earns (docs/adr/0015): half an hour of two
/// days.
pub const CLOSING_PART: Bps = Bps(100);

/// An epoch and its slots.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EpochSlots {
    pub epoch: u64,
    /// First slot of the epoch.
    pub first_slot: u64,
    /// First slot of the next.
    pub end_slot: u64,
}

impl EpochSlots {
    /// Whether `slot` is in the epoch's moving part: its last slots, `part` of all of them but at least one.
    pub fn is_moving(self, slot: u64, part: Bps) -> MathResult<bool> {
        self.is_in_last(part, slot)
    }

    /// Whether `slot` is in the epoch's closing part, of [`CLOSING_PART`]: SOL that comes in it may come too late to be delegated
    /// before the epoch ends.
    pub fn is_closing(self, slot: u64) -> MathResult<bool> {
        self.is_in_last(CLOSING_PART, slot)
    }

    fn is_in_last(self, part: Bps, slot: u64) -> MathResult<bool> {
        let slots = self.end_slot.checked_sub(self.first_slot).ok_or(MathError::Overflow)?;
        let last = part.floor_of(slots)?.max(1);
        Ok(slot >= self.end_slot.saturating_sub(last))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_moving_part_ends_the_epoch(first in 0u64..1 << 40, slots in 1u64..1_000_000, bps in 0u16..=10_000, at in 0u64..1_000_000) {
            let epoch = EpochSlots { epoch: 1, first_slot: first, end_slot: first + slots };
            let slot = first + at % slots;
            prop_assert!(epoch.is_moving(epoch.end_slot - 1, Bps(bps))?);
            let moving = (slots * u64::from(bps) / 10_000).max(1);
            prop_assert_eq!(epoch.is_moving(slot, Bps(bps))?, slot >= epoch.end_slot - moving);
            prop_assert_eq!(epoch.is_closing(slot)?, slot >= epoch.end_slot - (slots / 100).max(1));
        }
    }
}
