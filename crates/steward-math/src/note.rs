//! What all stake of the cluster earned in one epoch: the reference, which no validator can bend.

use truestake_math::{mul_div_floor, MathResult};

use crate::{MILLION, TRILLION};

/// The most credits that a slot can bring before Alpenglow, whose credits are lamports.
pub const MAX_CREDITS_PER_SLOT: u64 = 16;
/// Credits are counted in thousandths where they are a mean.
const THOUSAND: u64 = 1_000;

/// One epoch, as the sysvars have it once its rewards are paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rewards {
    /// Points of all stake: its lamports times the credits of its validator.
    pub points: u128,
    /// Lamports for all points, before commissions.
    pub lamports: u64,
    /// All effective stake, in lamports.
    pub effective: u64,
}

/// What follows from it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reference {
    /// Mean of the credits over all stake, in thousandths of a credit, floored.
    pub credits: u64,
    /// What a lamport of stake earned in the mean before commissions, in parts per trillion, floored.
    pub growth: u64,
}

impl Rewards {
    /// The epoch's reference; none for an epoch without stake or points, or with more credits than its `slots` can bring, which
    /// are Alpenglow's: no rule here is for those.
    pub fn reference(self, slots: u64) -> Option<Reference> {
        let stake = u128::from(self.effective);
        let credits = self.points.checked_mul(u128::from(THOUSAND))?.checked_div(stake)?;
        let growth = u128::from(self.lamports).checked_mul(u128::from(TRILLION))?.checked_div(stake)?;
        let credits = u64::try_from(credits).ok()?;
        let most = slots.checked_mul(MAX_CREDITS_PER_SLOT)?.checked_mul(THOUSAND)?;
        let is_known = credits > 0 && credits <= most;
        is_known.then_some(Reference { credits, growth: u64::try_from(growth).ok()? })
    }
}

impl Reference {
    /// A validator's credits as a part of the mean, in parts per million, floored and at most one: better than the mean is luck.
    pub fn performance(self, credits: u64) -> u64 {
        // 16 credits for each of an epoch's slots, of which there are under 2^20, times 10^9 fit 54 bits.
        let scaled = credits.saturating_mul(THOUSAND).saturating_mul(MILLION);
        scaled.checked_div(self.credits).unwrap_or(0).min(MILLION)
    }

    /// What a lamport of stake earned with a validator of so many `credits`, before commission, in parts per trillion, floored.
    pub fn growth_of(self, credits: u64) -> MathResult<u64> {
        mul_div_floor(self.growth, credits.saturating_mul(THOUSAND), self.credits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SLOTS: u64 = 432_000;

    #[test]
    fn follows_from_the_sysvars() {
        // 400 M SOL, 15 of 16 credits in the mean, 140,000 SOL of rewards.
        let effective = 400_000_000_000_000_000;
        let rewards = Rewards {
            points: u128::from(effective) * u128::from(15 * SLOTS),
            lamports: 140_000_000_000_000,
            effective,
        };
        let reference = rewards.reference(SLOTS).unwrap();
        assert_eq!(reference, Reference { credits: 15 * SLOTS * 1_000, growth: 350_000_000 });
        assert_eq!(reference.performance(15 * SLOTS), MILLION);
        assert_eq!(reference.performance(16 * SLOTS), MILLION);
        assert_eq!(reference.performance(SLOTS * 15 / 2), MILLION / 2);
        assert_eq!(reference.growth_of(SLOTS * 15 / 2), Ok(175_000_000));
        assert_eq!(reference.growth_of(0), Ok(0));
    }

    #[test]
    fn is_unknown_without_stake_or_points_and_under_alpenglow() {
        let known = Rewards { points: 1_000, lamports: 5, effective: 100 };
        assert!(known.reference(1).is_some());
        assert_eq!(Rewards { effective: 0, ..known }.reference(1), None);
        assert_eq!(Rewards { points: 0, ..known }.reference(1), None);
        assert!(Rewards { points: 1_600, ..known }.reference(1).is_some());
        assert_eq!(Rewards { points: 1_601, ..known }.reference(1), None);
        assert_eq!(Rewards { points: u128::MAX, ..known }.reference(1), None);
        // No inflation: performance is known, and nothing was earned.
        assert_eq!(Rewards { lamports: 0, ..known }.reference(1).unwrap().growth, 0);
    }

    proptest! {
        #[test]
        fn one_validator_bends_it_by_no_more_than_its_stake(
            own in 1u64..1_000_000_000_000, others in 1u64..1_000_000_000_000, credits in 0u64..=16 * SLOTS,
        ) {
            // The others have 15 credits a slot; the mean lies between both, by stake.
            let points = u128::from(own) * u128::from(credits) + u128::from(others) * u128::from(15 * SLOTS);
            let rewards = Rewards { points, lamports: 1, effective: own + others };
            let Some(Reference { credits: mean, .. }) = rewards.reference(SLOTS) else { return Ok(()) };
            let (least, most) = (credits.min(15 * SLOTS), credits.max(15 * SLOTS));
            prop_assert!((least * 1_000..=most * 1_000).contains(&mean));
        }

        #[test]
        fn own_growth_is_the_cluster_s_exactly_as_credits_are(credits in 0u64..=16 * SLOTS, growth in 0u64..TRILLION, mean in 1u64..=16 * SLOTS) {
            let reference = Reference { credits: mean * 1_000, growth };
            let exact = u128::from(growth) * u128::from(credits) / u128::from(mean);
            prop_assert_eq!(reference.growth_of(credits), u64::try_from(exact).map_err(|_| truestake_math::MathError::Overflow));
        }
    }
}
