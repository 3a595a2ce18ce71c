//! Linear release of rewards: what the last update took in becomes part of the price slot by slot.

use crate::{mul_div_ceil, Lamports};

/// A reward on its way into the price.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Release {
    /// What was still to be released at `start_slot`.
    pub lamports: Lamports,
    /// Slot at which the release began.
    pub start_slot: u64,
    /// First slot at which all is released.
    pub end_slot: u64,
}

impl Release {
    /// What is still held back at `slot`, ceiled, so that the price never runs ahead of the rewards.
    pub fn unreleased(self, slot: u64) -> Lamports {
        Lamports(self.held_back(self.lamports.0, slot))
    }

    /// The release of `lamports` from `slot` on, with the same end.
    pub fn rebased(self, lamports: Lamports, slot: u64) -> Self {
        Self { lamports, start_slot: slot.max(self.start_slot), end_slot: self.end_slot }
    }

    /// What is still held back at `slot` of any `amount` that is released like this, ceiled.
    pub fn held_back(self, amount: u64, slot: u64) -> u64 {
        let left = self.end_slot.saturating_sub(slot.max(self.start_slot));
        let whole = self.end_slot.saturating_sub(self.start_slot);
        // `left ≤ whole`, so the quotient fits; without a span everything is released.
        mul_div_ceil(amount, left, whole).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Release is monotone, whole at the start and nothing at the end.
        #[test]
        fn release_is_monotone(lamports: u64, start in 0u64..1 << 60, span in 0u64..1 << 40, a in 0u64..1 << 41, b in 0u64..1 << 41) {
            let release = Release { lamports: Lamports(lamports), start_slot: start, end_slot: start + span };
            let (early, late) = (start + a.min(b), start + a.max(b));
            prop_assert!(release.unreleased(early) >= release.unreleased(late));
            prop_assert_eq!(release.unreleased(start + span), Lamports(0));
            prop_assert!(span == 0 || release.unreleased(start) == Lamports(lamports));
            prop_assert!(span == 0 || release.unreleased(0) == Lamports(lamports));
        }

        /// Between two slots no more is released than the straight line says, give or take the rounding of one lamport.
        #[test]
        fn release_is_linear(lamports in 0u64..1 << 60, span in 1u64..1_000_000, at in 0u64..1_000_000) {
            let at = at.min(span);
            let release = Release { lamports: Lamports(lamports), start_slot: 7, end_slot: 7 + span };
            let released = u128::from(lamports - release.unreleased(7 + at).0);
            let line = u128::from(lamports) * u128::from(at) / u128::from(span);
            prop_assert_eq!(released, line);
        }
    }
}
