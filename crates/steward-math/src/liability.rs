//! What is missing from what a pool's stake earned with a validator.

use truestake_math::{mul_div_ceil, mul_div_floor, Bps, Lamports, MathResult, PoolTokens, Price};

use crate::TRILLION;

/// Up to one part in so many of what the credits were worth, what is missing is rounding: the runtime floors each account's rewards.
const ROUNDING: u64 = 1_000;

/// Growth of a lamport of stake over some epochs before commission, in parts per trillion.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Growth {
    /// With the validator's own credits.
    pub own: u64,
    /// Of the cluster's mean.
    pub reference: u64,
}

/// What a validator's stake earned, and what it should have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StakeAccounting {
    /// Stake that was active through all of it.
    pub base: Lamports,
    /// What it earned.
    pub earned: Lamports,
    /// What a lamport of it earned before commission.
    pub growth: Growth,
    /// The most commission that the validator has promised to take.
    pub pledge: Bps,
    /// What may be missing from the cluster's mean, as a part of that.
    pub tolerance: Bps,
}

/// What is owed for it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Owed {
    /// Taken beyond the pledge.
    pub commission: Lamports,
    /// Not earned at all.
    pub uptime: Lamports,
}

impl StakeAccounting {
    /// What is owed: of commission all that is missing, where that is over a thousandth of what the credits were worth before
    /// commission; of uptime all that is missing from the cluster's mean less the pledge, where that is over the tolerance. Both
    /// floored: whoever owes is not charged for our rounding.
    pub fn owed(self) -> MathResult<Owed> {
        let grown = |growth| mul_div_floor(self.base.0, growth, TRILLION);
        let (own, reference) = (grown(self.growth.own)?, grown(self.growth.reference)?);
        let left = |lamports| mul_div_floor(lamports, u64::from(Bps::WHOLE.0.saturating_sub(self.pledge.0)), 10_000);

        let taken = left(own)?.saturating_sub(self.earned.0);
        let is_rounding = taken <= own.checked_div(ROUNDING).unwrap_or(0);
        let missing = reference.saturating_sub(own);
        let is_tolerated = missing <= mul_div_floor(reference, u64::from(self.tolerance.0), 10_000)?;
        Ok(Owed {
            commission: Lamports(if is_rounding { 0 } else { taken }),
            uptime: Lamports(if is_tolerated { 0 } else { left(missing)? }),
        })
    }
}

impl Growth {
    /// With an epoch more.
    pub fn plus(self, epoch: Growth) -> Growth {
        Growth { own: self.own.saturating_add(epoch.own), reference: self.reference.saturating_add(epoch.reference) }
    }
}

/// What stake misses that idles for an epoch because its validator leaves, floored.
pub fn idled(stake: Lamports, reference_growth: u64, pledge: Bps) -> MathResult<Lamports> {
    let earned = mul_div_floor(stake.0, reference_growth, TRILLION)?;
    mul_div_floor(earned, u64::from(Bps::WHOLE.0.saturating_sub(pledge.0)), 10_000).map(Lamports)
}

/// Tokens that make `owed` lamports good when they are burned: at the `price` before the loss the price is what it was.
pub fn debt(owed: Lamports, price: Price) -> MathResult<PoolTokens> {
    mul_div_ceil(owed.0, price.supply.0, price.total.0).map(PoolTokens)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const BASE: Lamports = Lamports(1_000_000_000_000_000);
    /// 3.5 bps an epoch.
    const REFERENCE: u64 = 350_000_000;

    fn account(own: u64, earned: u64) -> StakeAccounting {
        let growth = Growth { own, reference: REFERENCE };
        StakeAccounting { base: BASE, earned: Lamports(earned), growth, pledge: Bps(500), tolerance: Bps(100) }
    }

    #[test]
    fn an_honest_validator_owes_nothing() {
        assert_eq!(account(REFERENCE, 332_500_000_000).owed(), Ok(Owed::default()));
        // Better than the mean, and lucky.
        assert_eq!(account(REFERENCE * 11 / 10, 400_000_000_000).owed(), Ok(Owed::default()));
        // A hundredth below the mean, to the lamport.
        assert_eq!(account(REFERENCE * 99 / 100, 332_500_000_000).owed(), Ok(Owed::default()));
        assert_eq!(account(REFERENCE * 99 / 100 - 1, 332_500_000_000).owed().unwrap().uptime.0, 3_325_000_950);
    }

    #[test]
    fn commission_beyond_the_pledge_is_owed_whole() {
        // Everything was kept: 95 % of 350 SOL.
        assert_eq!(
            account(REFERENCE, 0).owed(),
            Ok(Owed { commission: Lamports(332_500_000_000), uptime: Lamports(0) })
        );
        // A thousandth is rounding.
        assert_eq!(account(REFERENCE, 332_500_000_000 - 350_000_000).owed(), Ok(Owed::default()));
        assert_eq!(account(REFERENCE, 332_500_000_000 - 350_000_001).owed().unwrap().commission.0, 350_000_001);
    }

    #[test]
    fn not_voting_is_owed_less_the_pledge() {
        let owed = account(0, 0).owed().unwrap();
        assert_eq!(owed, Owed { commission: Lamports(0), uptime: Lamports(332_500_000_000) });
        assert_eq!(idled(BASE, REFERENCE, Bps(500)), Ok(Lamports(332_500_000_000)));
    }

    /// The paper's numbers: what one epoch of keeping everything takes is 2.93 to 4.38 bps at 5.5 % to 8 % a year and two days.
    #[test]
    fn a_bond_of_ten_bps_covers_two_epochs_of_the_best_reward() {
        for growth in [301_000_000, 356_000_000, 438_000_000] {
            let account =
                StakeAccounting { growth: Growth { own: growth, reference: growth }, pledge: Bps(0), ..account(0, 0) };
            let owed = account.owed().unwrap().commission.0;
            assert!(2 * owed < BASE.0 / 1_000, "{growth}");
        }
    }

    proptest! {
        #[test]
        fn both_together_are_what_a_perfect_validator_would_have_left(
            base in 1u64..1_000_000_000_000_000_000, own in 0u64..=2_000_000_000, pledge in 0u16..=10_000, part in 0u64..=1_000,
        ) {
            let own = own.min(REFERENCE);
            let growth = Growth { own, reference: REFERENCE };
            let grown = |growth| mul_div_floor(base, growth, TRILLION).unwrap();
            let earned = Lamports(mul_div_floor(grown(own), part, 1_000).unwrap());
            let account = StakeAccounting { base: Lamports(base), earned, growth, pledge: Bps(pledge), tolerance: Bps(100) };
            let Owed { commission, uptime } = account.owed().unwrap();
            let promised = mul_div_floor(grown(REFERENCE), u64::from(10_000 - pledge), 10_000).unwrap();
            // Who takes less than the pledge owes what was not earned at all, all the same.
            prop_assert!(commission.0 == 0 || earned.0 + commission.0 + uptime.0 <= promised);
            prop_assert!(uptime.0 <= promised);
            // What is not made good is the tolerance, a thousandth, and two lamports of rounding.
            let forgiven = grown(REFERENCE) / 100 + grown(own) / 1_000 + 3;
            prop_assert!(earned.0 + commission.0 + uptime.0 + forgiven >= promised);
        }

        #[test]
        fn burning_the_debt_restores_the_price(
            total in 1_000_000_000u64..1_000_000_000_000_000_000, supply in 1_000_000_000u64..1_000_000_000_000_000_000, part in 1u64..1_000,
        ) {
            let owed = Lamports((total / 1_000_000) * part);
            let price = Price { total: Lamports(total), supply: PoolTokens(supply) };
            let burned = debt(owed, price).unwrap();
            prop_assume!(burned.0 < supply);
            let (before, after) = (u128::from(total) * u128::from(supply - burned.0), u128::from(total - owed.0) * u128::from(supply));
            prop_assert!(after >= before);
            // Not by more than a token unit's worth.
            let less = u128::from(total) * u128::from(supply - burned.0 + 1);
            prop_assert!(after < less);
        }
    }
}
