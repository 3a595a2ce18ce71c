//! The price of idling: what stake earns in an epoch. Whoever takes a stake account, or cancels a ticket when
//! stake has moved for the queue, pays it, so that the reward stays with those whose stake earned it.

use crate::{Lamports, MathError, MathResult, Ppb};

/// The rate before any update has measured one: 10 basis points.
pub const DEFAULT_IDLE_RATE: Ppb = Ppb(1_000_000);
/// Never more than this, whatever was earned: 50 basis points.
pub const MAX_IDLE_RATE: Ppb = Ppb(5_000_000);
/// Updates that are remembered.
pub const IDLE_RATES: usize = 8;

/// What stake of `lamport_epochs` (lamports, each times the epochs that it was active) earned in an epoch, ceiled and at most
/// [`MAX_IDLE_RATE`]. Nothing where there was no stake.
pub fn idle_rate(earned: Lamports, lamport_epochs: u128) -> MathResult<Ppb> {
    if lamport_epochs == 0 {
        return Ok(Ppb::ZERO);
    }
    let whole = u128::from(earned.0).checked_mul(u128::from(Ppb::WHOLE.0)).ok_or(MathError::Overflow)?;
    let rate = whole.div_ceil(lamport_epochs);
    Ok(u32::try_from(rate).map_or(MAX_IDLE_RATE, |rate| Ppb(rate).min(MAX_IDLE_RATE)))
}

/// The highest of the last updates' rates: one bad epoch must not make idling cheap. [`DEFAULT_IDLE_RATE`] while none of them
/// has seen a reward.
pub fn highest_idle_rate(rates: &[Ppb; IDLE_RATES]) -> Ppb {
    match rates.iter().copied().max() {
        Some(rate) if rate != Ppb::ZERO => rate,
        _ => DEFAULT_IDLE_RATE,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// The rate times the stake is at least what was earned, and less by under a billionth of the stake.
        #[test]
        fn covers_what_was_earned(stake in 1u64..600_000_000_000_000_000, epochs in 1u128..100, parts in 0u64..5_000) {
            let earned = u64::try_from(u128::from(stake) * u128::from(parts) / 1_000_000).unwrap();
            let rate = idle_rate(Lamports(earned), u128::from(stake) * epochs)?;
            let back = u128::from(stake) * epochs * u128::from(rate.0);
            let exact = u128::from(earned) * 1_000_000_000;
            prop_assert!(rate == MAX_IDLE_RATE || (back >= exact && back < exact + u128::from(stake) * epochs));
        }
    }

    #[test]
    fn ends() {
        assert_eq!(idle_rate(Lamports(5), 0), Ok(Ppb(0)));
        assert_eq!(idle_rate(Lamports(u64::MAX), 1), Ok(MAX_IDLE_RATE));
        // 400 lamports on a million: 4 basis points
        assert_eq!(idle_rate(Lamports(400), 1_000_000), Ok(Ppb(400_000)));
        assert_eq!(highest_idle_rate(&[Ppb(0); 8]), DEFAULT_IDLE_RATE);
        assert_eq!(highest_idle_rate(&[Ppb(0), Ppb(7), Ppb(3), Ppb(0), Ppb(0), Ppb(0), Ppb(0), Ppb(0)]), Ppb(7));
    }
}
