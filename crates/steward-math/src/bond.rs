//! Bonds: what counts of one, and how much stake it allows.

use truestake_math::{mul_div_floor, Lamports, MathError, MathResult, PoolTokens, Ppb};

/// New tokens count this much more each epoch: one part of so many.
pub const RAMP_EPOCHS: u64 = 10;

/// What counts of a bond: new tokens a tenth more each epoch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ramp {
    /// What counted in `epoch`.
    pub counted: PoolTokens,
    /// What counts more in each epoch after that.
    pub step: PoolTokens,
    pub epoch: u64,
}

impl Ramp {
    /// What counts in `epoch` of tokens of which so many are neither owed nor asked back.
    pub fn at(self, epoch: u64, available: PoolTokens) -> PoolTokens {
        let epochs = epoch.saturating_sub(self.epoch);
        PoolTokens(self.counted.0.saturating_add(self.step.0.saturating_mul(epochs))).min(available)
    }

    /// After tokens came, of which with those before so many are `available`. Never slower than before: nobody delays a bond
    /// by adding dust to it.
    pub fn after(self, epoch: u64, before: PoolTokens, available: PoolTokens) -> Self {
        let counted = self.at(epoch, before);
        let missing = available.saturating_minus(counted).0;
        let step = if counted < before { self.step } else { PoolTokens::ZERO };
        Self { counted, step: step.max(PoolTokens(missing.div_ceil(RAMP_EPOCHS))), epoch }
    }

    /// After tokens were asked back, of which so many are still `available`: the step is no longer theirs. Otherwise tokens that come
    /// for a moment would have others count at once.
    pub fn lowered(self, epoch: u64, available: PoolTokens) -> Self {
        let step = self.step.min(PoolTokens(available.0.div_ceil(RAMP_EPOCHS)));
        Self { counted: self.at(epoch, available), step, epoch }
    }
}

/// The ratio of bonds to stake that is asked for: what there is of both, within its limits. Where bonds are scarce nothing idles
/// for them, down to the floor.
pub fn ratio(bonds: Lamports, stakeable: Lamports, floor: Ppb, target: Ppb) -> Ppb {
    let there = mul_div_floor(bonds.0, u64::from(Ppb::WHOLE.0), stakeable.0).unwrap_or(u64::MAX);
    Ppb(u32::try_from(there).unwrap_or(u32::MAX)).clamp(floor, target.max(floor))
}

/// The most stake that a bond worth so much allows, floored.
pub fn cap(bond: Lamports, ratio: Ppb) -> MathResult<Lamports> {
    match mul_div_floor(bond.0, u64::from(Ppb::WHOLE.0), u64::from(ratio.0)) {
        Err(MathError::Overflow) => Ok(Lamports(u64::MAX)),
        answer => answer.map(Lamports),
    }
}

/// The bond that so much stake needs at a ratio, ceiled.
pub fn bond_for(stake: Lamports, ratio: Ppb) -> MathResult<Lamports> {
    ratio.ceil_of(stake.0).map(Lamports)
}

/// Whether a bond worth so much is under half of the `floor` for the stake that is there.
pub fn is_short(bond: Lamports, stake: Lamports, floor: Ppb) -> bool {
    let (have, need) = (u128::from(bond.0), u128::from(stake.0));
    let whole = u128::from(Ppb::WHOLE.0);
    have.saturating_mul(whole).saturating_mul(2) < need.saturating_mul(u128::from(floor.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const FLOOR: Ppb = Ppb(400_000);
    const TARGET: Ppb = Ppb(1_000_000);

    #[test]
    fn new_tokens_count_a_tenth_more_each_epoch() {
        let tokens = PoolTokens(100);
        let ramp = Ramp::default().after(7, PoolTokens::ZERO, tokens);
        assert_eq!([7, 8, 12, 17, 99].map(|epoch| ramp.at(epoch, tokens).0), [0, 10, 50, 100, 100]);
        // What is asked back counts nothing at once.
        assert_eq!(ramp.at(12, PoolTokens(30)).0, 30);
        // Dust delays nothing.
        let dusted = ramp.after(12, tokens, PoolTokens(101));
        assert_eq!([12, 13, 17, 18].map(|epoch| dusted.at(epoch, PoolTokens(101)).0), [50, 60, 100, 101]);
        // What came later does not count at once.
        let more = ramp.after(20, tokens, PoolTokens(1_100));
        assert_eq!([20, 21, 30].map(|epoch| more.at(epoch, PoolTokens(1_100)).0), [100, 200, 1_100]);
        // Tokens that come and are asked back make the others count no sooner.
        let lent = ramp.after(7, tokens, PoolTokens(1_100)).lowered(7, tokens);
        assert_eq!([7, 8, 17].map(|epoch| lent.at(epoch, tokens).0), [0, 10, 100]);
    }

    #[test]
    fn the_ratio_follows_what_is_there() {
        let of = |bonds| ratio(Lamports(bonds), Lamports(1_000_000), FLOOR, TARGET);
        assert_eq!([0, 400, 700, 1_000, 9_999].map(of), [FLOOR, FLOOR, Ppb(700_000), TARGET, TARGET]);
        assert_eq!(ratio(Lamports(1), Lamports(0), FLOOR, TARGET), TARGET);
        assert_eq!(cap(Lamports(1_000), TARGET), Ok(Lamports(1_000_000)));
        assert_eq!(cap(Lamports(u64::MAX), TARGET), Ok(Lamports(u64::MAX)));
        assert!(!is_short(Lamports(200), Lamports(1_000_000), FLOOR));
        assert!(is_short(Lamports(199), Lamports(1_000_000), FLOOR));
        assert!(!is_short(Lamports(0), Lamports(0), FLOOR));
    }

    /// The paper's question C: bonds of any size, qualities from 0.8 to 1, caps that together are the pool. A score that is cap
    /// times quality leaves under a twentieth idle; a score without the cap nearly half.
    #[test]
    fn scores_by_cap_leave_little_idle() {
        let mut random = 7u64;
        let mut next = move || {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            random >> 33
        };
        let pool = 1_000_000_000_000u64;
        let bonds: Vec<u64> = (0..100).map(|_| 1 << (10 + next() % 7)).collect();
        let sum: u64 = bonds.iter().sum();
        let there = ratio(Lamports(sum), Lamports(pool), Ppb(0), Ppb::WHOLE);
        let caps: Vec<u64> = bonds.iter().map(|bond| cap(Lamports(*bond), there).unwrap().0).collect();
        let most = Lamports(pool / 25);
        let idle = |scores: Vec<u64>| {
            let all: u64 = scores.iter().sum();
            let filled: u64 =
                scores.iter().zip(&caps).map(|(score, cap)| mul_div_floor(pool, *score, all).unwrap().min(*cap)).sum();
            (pool - filled) as f64 / pool as f64
        };
        let qualities: Vec<u16> = (0..100).map(|_| [1_000, 1_000, 1_000, 950, 900, 800][next() as usize % 6]).collect();
        let by_cap = qualities
            .iter()
            .zip(&caps)
            .map(|(quality, cap)| u64::from(crate::score(*quality, Lamports(*cap), most).unwrap()));
        assert!(idle(by_cap.collect()) < 0.05);
        assert!(idle(qualities.iter().map(|quality| u64::from(*quality)).collect()) > 0.2);
    }

    proptest! {
        #[test]
        fn caps_together_never_pass_what_bonds_secure_at_the_floor(bonds in prop::collection::vec(0u64..1_000_000_000_000, 1..20), stakeable: u64) {
            let sum: u64 = bonds.iter().sum();
            let there = ratio(Lamports(sum), Lamports(stakeable), FLOOR, TARGET);
            for bond in bonds {
                let cap = cap(Lamports(bond), there).unwrap();
                prop_assert!(!is_short(Lamports(bond.saturating_add(1)), cap, FLOOR));
            }
        }

        #[test]
        fn a_bond_for_stake_allows_it(stake in 0u64..1 << 60, ratio in 1u32..=100_000_000) {
            let bond = bond_for(Lamports(stake), Ppb(ratio)).unwrap();
            prop_assert!(cap(bond, Ppb(ratio)).unwrap().0 >= stake);
            prop_assert!(bond.0 == 0 || cap(Lamports(bond.0 - 1), Ppb(ratio)).unwrap().0 < stake);
        }

        #[test]
        fn tokens_that_come_and_go_hurry_nothing(tokens in 1u64..1_000_000, lent in 0u64..1_000_000, wait in 0u64..5, epochs in 0u64..12) {
            let ramp = Ramp::default().after(1, PoolTokens::ZERO, PoolTokens(tokens));
            let all = PoolTokens(tokens + lent);
            let after = ramp.after(1, PoolTokens(tokens), all).lowered(1 + wait, PoolTokens(tokens));
            // For as long as they were there they counted; from then on the others count a tenth more each epoch.
            let at = after.at(1 + wait, PoolTokens(tokens)).0;
            let later = after.at(1 + wait + epochs, PoolTokens(tokens)).0;
            prop_assert!(later <= at + tokens.div_ceil(RAMP_EPOCHS) * epochs && later >= ramp.at(1 + wait + epochs, PoolTokens(tokens)).0);
        }

        #[test]
        fn a_ramp_never_counts_what_is_not_there(steps in prop::collection::vec((0u64..5, 0u64..1_000_000), 1..20)) {
            let (mut ramp, mut epoch, mut tokens) = (Ramp::default(), 0, 0);
            for (epochs, more) in steps {
                let before = ramp.at(epoch, PoolTokens(tokens));
                epoch += epochs;
                let now = ramp.at(epoch, PoolTokens(tokens));
                prop_assert!(now >= before && now.0 <= tokens);
                ramp = ramp.after(epoch, PoolTokens(tokens), PoolTokens(tokens + more));
                tokens += more;
                prop_assert_eq!(ramp.at(epoch, PoolTokens(tokens)), now);
                prop_assert_eq!(ramp.at(epoch + RAMP_EPOCHS, PoolTokens(tokens)).0, tokens);
            }
        }
    }
}
