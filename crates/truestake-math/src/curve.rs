//! The instant unstake's fee: the integral of a falling line over the SOL that leaves.
//!
//! With `l` lamports left the rate is `f(l) = max − (max − min) × l ÷ target`, `min` from the target on, and `max` below
//! zero: the line may count less than there is to pay out of. A sale of tokens worth `v` pays out the most lamports `x`
//! for which `x + ∫ f(l) dl ≤ v`, the integral taken from `counted − x` to `counted`. What one sale crosses, two sales cross
//! in two pieces: splitting gains nothing.

use crate::{mul, product, wide_mul, Bps, Lamports, MathError, MathResult};

/// The line, and where it ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FeeCurve {
    /// Rate with the liquidity at or over its target.
    pub min: Bps,
    /// Rate with no liquidity left; not below `min`.
    pub max: Bps,
    /// Liquidity at which the rate reaches `min`; over zero and at most [`FeeCurve::MAX_TARGET`].
    pub target: Lamports,
}

/// What a sale pays out and what it costs: `lamports + fee` is the value sold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sale {
    pub lamports: Lamports,
    pub fee: Lamports,
}

impl FeeCurve {
    /// About 72 million SOL: up to here every product fits 128 bits.
    pub const MAX_TARGET: Lamports = Lamports(1 << 56);

    /// Sells tokens worth `value` against the `liquidity` that there is, of which `counted` is on the line;
    /// [`MathError::InsufficientLiquidity`] where it does not suffice.
    pub fn sell(self, value: Lamports, liquidity: Lamports, counted: Lamports) -> MathResult<Sale> {
        let lamports = self.largest_payout(value, liquidity, counted)?;
        Ok(Sale { lamports, fee: value.minus(lamports)? })
    }

    /// The fee for paying out `lamports` where `counted` are on the line: the integral, ceiled.
    pub fn fee(self, lamports: Lamports, counted: Lamports) -> MathResult<Lamports> {
        // What leaves below the line, on it, and over the target.
        let below = lamports.saturating_minus(counted);
        let left = counted.saturating_minus(lamports);
        let on_line = counted.min(self.target).saturating_minus(left);
        let flat = lamports.minus(below)?.minus(on_line)?;
        // Over the line the rate is the mean of both ends: (2 × max × target − (max − min) × (upper + lower)) ÷ 2 target.
        let upper = counted.min(self.target);
        let spread = u64::from(self.max.0.saturating_sub(self.min.0));
        let ends = upper.plus(upper.minus(on_line)?)?.0;
        let twice_target = self.target.plus(self.target)?.0;
        let rate = product(twice_target, u64::from(self.max.0)).checked_sub(product(spread, ends));
        let line = wide_mul(rate.ok_or(MathError::Overflow)?, on_line.0)?;
        // min × flat and max × below, over the same denominator.
        let at = |rate: Bps, lamports: Lamports| wide_mul(product(lamports.0, u64::from(rate.0)), twice_target);
        let rest = [(self.min, flat), (self.max, below)].into_iter().filter(|(_, lamports)| !lamports.is_zero());
        let fee = rest
            .into_iter()
            .try_fold(line, |fee, (rate, lamports)| fee.checked_add(at(rate, lamports)?).ok_or(MathError::Overflow))?;
        // Ceiled: one less than the denominator is added first.
        let denominator = product(twice_target, u64::from(Bps::WHOLE.0));
        let less_one = denominator.checked_sub(1).ok_or(MathError::DivisionByZero)?;
        let quotient = fee.checked_add(less_one).and_then(|fee| fee.checked_div(denominator));
        u64::try_from(quotient.ok_or(MathError::Overflow)?).map(Lamports).map_err(|_| MathError::Overflow)
    }

    /// The rate with `left` lamports left, in millionths of a basis point; floored. For display and for the search below.
    pub fn rate(self, left: Lamports) -> MathResult<u64> {
        let spread = u64::from(self.max.0.saturating_sub(self.min.0));
        let fall = product(mul(spread, MILLION)?, left.min(self.target).0)
            .checked_div(u128::from(self.target.0))
            .ok_or(MathError::DivisionByZero)?;
        let top = u128::from(mul(u64::from(self.max.0), MILLION)?);
        u64::try_from(top.saturating_sub(fall)).map_err(|_| MathError::Overflow)
    }

    /// The most that can leave for `value`. Newton's method: cost rises with the payout, ever faster, so after the first
    /// step the guesses fall towards the answer and meet it in a handful of steps.
    fn largest_payout(self, value: Lamports, liquidity: Lamports, counted: Lamports) -> MathResult<Lamports> {
        let cost = |payout: Lamports| self.fee(payout, counted)?.plus(payout);
        let limit = value.min(liquidity);
        let mut payout = limit;
        let mut paid = cost(payout)?;
        for _ in 0..MAX_STEPS {
            let over = paid.saturating_minus(value);
            if over.is_zero() {
                break;
            }
            // cost rises by 1 + rate for each lamport, measured at the lower end, where it is steepest
            let slope =
                SLOPE_ONE.checked_add(self.rate(counted.saturating_minus(payout))?).ok_or(MathError::Overflow)?;
            let step = crate::mul_div_floor(over.0, SLOPE_ONE, slope)?.max(1);
            payout = payout.minus(Lamports(step))?;
            paid = cost(payout)?;
        }
        if paid > value {
            return Err(MathError::Overflow); // unreachable within the ceilings: see the tests
        }
        // The last step may have gone one too far.
        for _ in 0..MAX_CORRECTION {
            let next = payout.plus(Lamports(1))?;
            if next > limit {
                break;
            }
            let more = cost(next)?;
            if more > value {
                break;
            }
            (payout, paid) = (next, more);
        }
        if payout == liquidity && paid < value {
            return Err(MathError::InsufficientLiquidity);
        }
        Ok(payout)
    }
}

/// Parts of a basis point that rates are searched in.
const MILLION: u64 = 1_000_000;
/// A rate of 100 % in millionths of a basis point.
const SLOPE_ONE: u64 = 10_000_000_000;
/// More than any curve within the ceilings needs.
const MAX_STEPS: u32 = 24;
const MAX_CORRECTION: u32 = 4;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::magnitude::magnitude;
    use proptest::prelude::*;

    const SOL: u64 = 1_000_000_000;

    prop_compose! {
        fn any_curve()(min in 0u16..=300, extra in 0u16..=700, target in 1u64..=FeeCurve::MAX_TARGET.0, bits in 0u32..50) -> FeeCurve {
            FeeCurve { min: Bps(min), max: Bps(min + extra), target: Lamports((target >> bits).max(1)) }
        }
    }

    proptest! {
        /// The payout is the largest that the value pays for, at any size and wherever the line begins.
        #[test]
        fn the_payout_is_the_largest_paid_for(curve in any_curve(), liquidity in magnitude(600_000_000 * SOL), counted: u64, value in magnitude(600_000_000 * SOL)) {
            let counted = Lamports(if liquidity == 0 { 0 } else { counted % (2 * liquidity) }.min(liquidity));
            let (value, liquidity) = (Lamports(value), Lamports(liquidity));
            let cost = |x: u64| curve.fee(Lamports(x), counted).unwrap().0 + x;
            match curve.sell(value, liquidity, counted) {
                Ok(sale) => {
                    prop_assert!(cost(sale.lamports.0) <= value.0);
                    prop_assert!(sale.lamports == liquidity || cost(sale.lamports.0 + 1) > value.0);
                    prop_assert_eq!(sale.lamports.0 + sale.fee.0, value.0);
                }
                Err(error) => {
                    prop_assert_eq!(error, MathError::InsufficientLiquidity);
                    prop_assert!(cost(liquidity.0) < value.0, "enough liquidity, and refused");
                }
            }
        }

        /// P-06: however a sale is split, it pays no less than the whole, but for a lamport a part; also where the parts
        /// cross the end of the line.
        #[test]
        fn a_split_sale_gains_nothing(curve in any_curve(), liquidity in SOL..600_000_000 * SOL, uncounted in magnitude(600_000_000 * SOL), parts in proptest::collection::vec(1u64..1_000_000 * SOL, 1..8)) {
            let whole = parts.iter().sum();
            let counted = |left: u64| Lamports(left.saturating_sub(uncounted));
            if let Ok(sale) = curve.sell(Lamports(whole), Lamports(liquidity), counted(liquidity)) {
                let (mut left, mut paid) = (liquidity, 0);
                for part in &parts {
                    let piece = curve.sell(Lamports(*part), Lamports(left), counted(left)).unwrap();
                    left -= piece.lamports.0;
                    paid += piece.lamports.0;
                }
                prop_assert!(paid <= sale.lamports.0 + parts.len() as u64);
                prop_assert!(paid + parts.len() as u64 * 2 >= sale.lamports.0);
            }
        }

        /// The fee lies between both ends' rates, and never over the ceiling.
        #[test]
        fn the_fee_is_within_the_line(curve in any_curve(), counted in 0..600_000_000 * SOL, payout in 0..600_000_000 * SOL) {
            let fee = curve.fee(Lamports(payout), Lamports(counted))?.0;
            let least = u128::from(payout) * u128::from(curve.min.0) / 10_000;
            let most = (u128::from(payout) * u128::from(curve.max.0)).div_ceil(10_000);
            prop_assert!(u128::from(fee) >= least && u128::from(fee) <= most);
        }

        /// More liquidity on the line never costs the seller more, and what is not on it changes nothing.
        #[test]
        fn more_liquidity_is_never_dearer(curve in any_curve(), liquidity in SOL..600_000_000 * SOL, more in 0..SOL, value in 1..SOL / 2) {
            let [less, both] = [Lamports(liquidity), Lamports(liquidity + more)];
            let with_less = curve.sell(Lamports(value), less, less)?;
            prop_assert!(curve.sell(Lamports(value), both, both)?.lamports >= with_less.lamports);
            prop_assert_eq!(curve.sell(Lamports(value), both, less)?, with_less);
        }
    }

    #[test]
    fn ends_of_the_line() {
        let curve = FeeCurve { min: Bps(30), max: Bps(300), target: Lamports(100 * SOL) };
        assert_eq!(curve.rate(Lamports(0)), Ok(300_000_000));
        assert_eq!(curve.rate(Lamports(50 * SOL)), Ok(165_000_000));
        assert_eq!(curve.rate(Lamports(100 * SOL)), Ok(30_000_000));
        assert_eq!(curve.rate(Lamports(999 * SOL)), Ok(30_000_000));
        // all of the line: 1.65 % of 100 SOL
        assert_eq!(curve.fee(Lamports(100 * SOL), Lamports(100 * SOL)), Ok(Lamports(1_650_000_000)));
        // far over the target the rate is flat: 0.3 % of 10 SOL
        assert_eq!(curve.fee(Lamports(10 * SOL), Lamports(1_000 * SOL)), Ok(Lamports(30_000_000)));
        // below the line it is the most: 3 % of 10 SOL more
        assert_eq!(curve.fee(Lamports(110 * SOL), Lamports(100 * SOL)), Ok(Lamports(1_950_000_000)));
        assert_eq!(curve.fee(Lamports(10 * SOL), Lamports(0)), Ok(Lamports(300_000_000)));
        assert_eq!(
            curve.sell(Lamports(200 * SOL), Lamports(100 * SOL), Lamports(100 * SOL)),
            Err(MathError::InsufficientLiquidity)
        );
    }
}
