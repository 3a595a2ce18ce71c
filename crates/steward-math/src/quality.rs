//! How good a validator is: its votes against the cluster's, and what it leaves of the rewards.

use truestake_math::{mul_div_ceil, Bps, Lamports, MathResult};

use crate::MILLION;

/// Epochs that a rating looks back.
pub const WINDOW: u64 = 10;
/// Known epochs of those that it needs.
pub const LEAST_KNOWN: u64 = 5;
/// Performance from which on nothing is taken off, in parts per million.
pub const FULL_PERFORMANCE: u64 = 990_000;
/// Performance below which no new stake comes, in parts per million.
pub const SOFT_PERFORMANCE: u64 = 970_000;
/// Performance below which all stake leaves, in parts per million.
pub const HARD_PERFORMANCE: u64 = 900_000;
/// The best quality.
pub const BEST_QUALITY: u16 = 1_000;

/// A million by [`BEST_QUALITY`].
const MILLION_BY_BEST: u64 = 1_000;

/// Mean of the known epochs' performances, in parts per million.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Performance {
    sum: u64,
    known: u64,
}

impl Performance {
    pub fn add(&mut self, performance: u64) {
        self.sum = self.sum.saturating_add(performance);
        self.known = self.known.saturating_add(1);
    }

    /// The mean, floored; none of too few epochs.
    pub fn mean(self) -> Option<u64> {
        (self.known >= LEAST_KNOWN).then(|| self.sum.checked_div(self.known)).flatten()
    }
}

/// The fourth power of a part of a million, floored at each step: up to four parts too low.
fn fourth_power(part: u64) -> u64 {
    let square = |part: u64| part.saturating_mul(part).checked_div(MILLION).unwrap_or(0);
    square(square(part))
}

/// `⌊1000 · min(1, p ÷ 0.99)^4 · (1 − commission)^4⌋` of a performance in parts per million.
pub fn quality(performance: u64, commission: Bps) -> u16 {
    let full = performance.saturating_mul(MILLION).checked_div(FULL_PERFORMANCE).unwrap_or(0).min(MILLION);
    let left = MILLION.saturating_sub(u64::from(commission.0).saturating_mul(100));
    let product = fourth_power(full).saturating_mul(fourth_power(left));
    let scaled = product.checked_div(MILLION).and_then(|part| part.checked_div(MILLION_BY_BEST));
    scaled.and_then(|quality| u16::try_from(quality).ok()).unwrap_or(0).min(BEST_QUALITY)
}

/// The quality that is kept of two with the same commission: a new one replaces the `old` one only if it differs by more than a tenth
/// of that, so that the noise of votes moves no stake.
pub fn kept_quality(old: u16, new: u16) -> u16 {
    let differs = u32::from(old.abs_diff(new)).saturating_mul(10) > u32::from(old);
    if differs {
        new
    } else {
        old
    }
}

/// The score of a validator that may have `cap` of what can be staked: `max(1, ⌈quality · min(cap, stakeable) · 1000 ÷ stakeable⌉)`; 0
/// for a quality of 0. At most 1,000,000. Rounded up: a cap that is a part of what can be staked, floored, gives that part's score.
pub fn score(quality: u16, cap: Lamports, stakeable: Lamports) -> MathResult<u32> {
    if quality == 0 {
        return Ok(0);
    }
    if stakeable.is_zero() {
        return Ok(1);
    }
    let whole = u64::from(quality).saturating_mul(1_000);
    let score = mul_div_ceil(whole, cap.min(stakeable).0, stakeable.0)?;
    Ok(u32::try_from(score).unwrap_or(u32::MAX).max(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn quality_is_what_the_rule_says() {
        assert_eq!(quality(MILLION, Bps(0)), 1_000);
        assert_eq!(quality(FULL_PERFORMANCE, Bps(0)), 1_000);
        assert_eq!(quality(MILLION, Bps(500)), 814); // 0.95^4 = 0.81450625
        assert_eq!(quality(495_000, Bps(0)), 62); // 0.5^4 = 0.0625
        assert_eq!(quality(970_000, Bps(500)), 750); // (0.97 ÷ 0.99)^4 · 0.95^4 = 0.7506
        assert_eq!(quality(MILLION, Bps(10_000)), 0);
        assert_eq!(quality(0, Bps(0)), 0);
    }

    #[test]
    fn a_tenth_is_no_change() {
        assert_eq!([kept_quality(1_000, 900), kept_quality(1_000, 899)], [1_000, 899]);
        assert_eq!([kept_quality(800, 880), kept_quality(800, 881)], [800, 881]);
        assert_eq!([kept_quality(0, 1), kept_quality(5, 0)], [1, 0]);
    }

    #[test]
    fn needs_five_known_epochs() {
        let mut performance = Performance::default();
        for part in [1_000_000, 0, 1_000_000, 500_000] {
            performance.add(part);
            assert_eq!(performance.mean(), None);
        }
        performance.add(999_999);
        assert_eq!(performance.mean(), Some(699_999));
    }

    #[test]
    fn scores() {
        let [cap, stakeable] = [250, 1_000].map(Lamports);
        assert_eq!(score(1_000, cap, stakeable), Ok(250_000));
        assert_eq!(score(1_000, Lamports(u64::MAX), stakeable), Ok(1_000_000));
        // Two fifths, floored, of what can be staked: 814,000 · 0.4.
        for stakeable in 1_000_000_000..1_000_000_005 {
            assert_eq!(score(814, Lamports(stakeable * 2 / 5), Lamports(stakeable)), Ok(325_600));
        }
        assert_eq!(score(1, Lamports(0), stakeable), Ok(1));
        assert_eq!(score(0, cap, stakeable), Ok(0));
        assert_eq!(score(7, cap, Lamports(0)), Ok(1));
    }

    /// The simulation of the rules on paper: 200 validators, 300 epochs, noise of 0.3 % and 1 %. Following every epoch's votes
    /// moves 0.7 % and 2.1 % of the stake in each; a mean of ten with a band of a tenth less than 0.02 %.
    #[test]
    fn noise_moves_no_stake() {
        let mut random = 1u64;
        // A sum of twelve uniform numbers: near enough to the bell curve.
        let mut bell = move || {
            let mut sum = 0i64;
            for _ in 0..12 {
                random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                sum += i64::from((random >> 44) as u32);
            }
            (sum - 6 * (1 << 20)) as f64 / f64::from(1 << 20)
        };
        for (sigma, at_least) in [(0.003, 0.004), (0.01, 0.014)] {
            let means: Vec<f64> = (0..200).map(|_| 0.985 + 0.006 * bell()).collect();
            let mut seen = vec![Vec::<u64>::new(); 200];
            let (mut kept, mut raw) = (vec![0u16; 200], vec![0u16; 200]);
            let (mut moved, mut moved_raw) = (0.0, 0.0);
            let part = |scores: &[u16], of: usize| {
                f64::from(scores[of]) / scores.iter().map(|score| f64::from(*score)).sum::<f64>()
            };
            for epoch in 0..300 {
                let (before, before_raw) = (kept.clone(), raw.clone());
                for validator in 0..200 {
                    let performance = ((means[validator] + sigma * bell()) * 1e6).clamp(0.0, 1e6) as u64;
                    seen[validator].push(performance);
                    let mut window = Performance::default();
                    seen[validator].iter().rev().take(10).for_each(|performance| window.add(*performance));
                    raw[validator] = quality(performance, Bps(0));
                    if let Some(mean) = window.mean() {
                        kept[validator] = kept_quality(kept[validator], quality(mean, Bps(0)));
                    }
                }
                if epoch > 20 {
                    let over = |before: &[u16], after: &[u16]| {
                        (0..200).map(|one| (part(before, one) - part(after, one)).max(0.0)).sum::<f64>()
                    };
                    moved += over(&before, &kept) / 279.0;
                    moved_raw += over(&before_raw, &raw) / 279.0;
                }
            }
            assert!(moved < 0.0002, "{sigma}: {moved}");
            assert!(moved_raw > at_least, "{sigma}: {moved_raw}");
        }
    }

    proptest! {
        #[test]
        fn better_is_never_worse(p in 0u64..=MILLION, q in 0u64..=MILLION, c in 0u16..=10_000, d in 0u16..=10_000) {
            let (low, high) = (quality(p.min(q), Bps(c.max(d))), quality(p.max(q), Bps(c.min(d))));
            prop_assert!(low <= high);
        }

        #[test]
        fn scores_fit_the_pool_s_largest(quality in 0u16..=1_000, cap: u64, most: u64) {
            let score = score(quality, Lamports(cap), Lamports(most)).unwrap();
            prop_assert!(score <= 1_000_000);
            prop_assert_eq!(score == 0, quality == 0);
        }
    }
}
