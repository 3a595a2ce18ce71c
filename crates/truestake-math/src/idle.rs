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

/// What the stake will have earned when the epoch ends, as far as whoever comes in now must not share it: the `rate` of all that is
/// `staked`, times the `share` of their SOL that cannot be delegated before the next epoch; ceiled.
pub fn idling_gain(staked: Lamports, rate: Ppb, share: Ppb) -> MathResult<Lamports> {
    share.ceil_of(rate.ceil_of(staked.0)?).map(Lamports)
}

/// The share of all scores whose validators cannot be delegated to in this epoch, with one more of `score`; ceiled, at most all.
pub fn busy_share(before: Ppb, score: u32, total: u64) -> Ppb {
    let whole = u64::from(score).saturating_mul(u64::from(Ppb::WHOLE.0));
    // Without scores nothing is delegated to anybody.
    let more = if total == 0 { 0 } else { whole.div_ceil(total) };
    u32::try_from(more.saturating_add(u64::from(before.0))).map_or(Ppb::WHOLE, |share| Ppb(share).min(Ppb::WHOLE))
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

    proptest! {
        /// Busy validators one by one are at least their part of all scores, and over it by less than a billionth for each.
        #[test]
        fn busy_scores_add_up(scores in proptest::collection::vec(0u32..=1_000_000, 1..50), busy in proptest::collection::vec(any::<bool>(), 50)) {
            let total: u64 = scores.iter().map(|score| u64::from(*score)).sum();
            let chosen: Vec<u32> = scores.iter().zip(&busy).filter(|(_, busy)| **busy).map(|(score, _)| *score).collect();
            let share = chosen.iter().fold(Ppb::ZERO, |share, score| busy_share(share, *score, total));
            let part = u128::from(chosen.iter().map(|score| u64::from(*score)).sum::<u64>()) * 1_000_000_000;
            prop_assert!(u128::from(share.0) * u128::from(total) >= part);
            prop_assert!(share == Ppb::WHOLE || u128::from(share.0) * u128::from(total) <= part + u128::from(total) * chosen.len() as u128);
            prop_assert!(share <= Ppb::WHOLE);
        }

        /// More of the SOL that idles never costs less, and all of it costs the rate of all stake.
        #[test]
        fn idling_gains_grow_with_the_share(staked in 0u64..600_000_000_000_000_000, rate in 0u32..=5_000_000, share in 0u32..=1_000_000_000, more in 0u32..=1_000_000_000) {
            let gain = |share: u32| idling_gain(Lamports(staked), Ppb(rate), Ppb(share));
            let (less, most) = (share.min(more), share.max(more));
            prop_assert!(gain(less)? <= gain(most)?);
            prop_assert_eq!(gain(0)?, Lamports::ZERO);
            prop_assert_eq!(gain(1_000_000_000)?.0, Ppb(rate).ceil_of(staked)?);
            prop_assert!(u128::from(gain(share)?.0) * 1_000_000_000 >= u128::from(Ppb(rate).ceil_of(staked)?) * u128::from(share));
        }
    }

    #[test]
    fn a_third_of_the_scores_is_busy() {
        // 100 of 300, ceiled, then 200 more: all.
        let third = busy_share(Ppb::ZERO, 100, 300);
        assert_eq!(third, Ppb(333_333_334));
        assert_eq!(busy_share(third, 200, 300), Ppb::WHOLE);
        assert_eq!(busy_share(Ppb::ZERO, 0, 0), Ppb::ZERO);
        // 4 basis points of 1,000 SOL are 0.4 SOL; a third of that, ceiled.
        assert_eq!(idling_gain(Lamports(1_000_000_000_000), Ppb(400_000), third), Ok(Lamports(133_333_334)));
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
