//! The true price: lamports per token as an exact ratio, never as a rounded number.

use core::cmp::Ordering;

use crate::{mul_div_ceil, mul_div_floor, product, Lamports, MathError, MathResult, PoolTokens};

/// `total ÷ supply`, kept as the two numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Price {
    /// Lamports that all tokens together stand for.
    pub total: Lamports,
    /// Tokens in existence.
    pub supply: PoolTokens,
}

impl Price {
    /// Tokens for a deposit, floored.
    ///
    /// [`MathError::NoPrice`] when the pool has lost everything: a deposit would be given away to the old holders.
    pub fn tokens_for(self, lamports: Lamports) -> MathResult<PoolTokens> {
        if self.total.is_zero() {
            return Err(MathError::NoPrice);
        }
        mul_div_floor(lamports.0, self.supply.0, self.total.0).map(PoolTokens)
    }

    /// Lamports for tokens that leave, floored. Zero when the pool has lost everything.
    pub fn lamports_for(self, tokens: PoolTokens) -> MathResult<Lamports> {
        mul_div_floor(tokens.0, self.total.0, self.supply.0).map(Lamports)
    }

    /// Lamports that back tokens without lowering the price, ceiled.
    pub fn lamports_backing(self, tokens: PoolTokens) -> MathResult<Lamports> {
        mul_div_ceil(tokens.0, self.total.0, self.supply.0).map(Lamports)
    }

    /// The higher of two prices; this one where they are equal.
    pub fn higher_of(self, other: Self) -> Self {
        if other > self {
            other
        } else {
            self
        }
    }

    /// The price as a binary fixed-point number with 32 fractional bits, floored; for display and oracles.
    pub fn fixed_point(self) -> MathResult<u64> {
        let scaled = u128::from(self.total.0).checked_shl(32).ok_or(MathError::Overflow)?;
        let price = scaled.checked_div(u128::from(self.supply.0)).ok_or(MathError::DivisionByZero)?;
        u64::try_from(price).map_err(|_| MathError::Overflow)
    }
}

impl PartialOrd for Price {
    /// By the ratio, compared without division. A price without tokens compares as infinite.
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        product(self.total.0, other.supply.0).partial_cmp(&product(other.total.0, self.supply.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// 600 million SOL, about all there is.
    const ALL_SOL: u64 = 600_000_000_000_000_000;
    /// The least a pool can hold: its seed deposit of 1 SOL.
    const SEED: u64 = 1_000_000_000;

    prop_compose! {
        /// Any price from a tenth to a thousand lamports a token.
        fn any_price()(supply in SEED..ALL_SOL / 1_000, numerator in 100u64..1_000_000) -> Price {
            let total = u64::try_from(product(supply, numerator) / 1_000).unwrap();
            Price { total: Lamports(total), supply: PoolTokens(supply) }
        }
    }

    fn deposit(price: Price, lamports: Lamports) -> (Price, PoolTokens) {
        let tokens = price.tokens_for(lamports).unwrap();
        (Price { total: price.total.plus(lamports).unwrap(), supply: price.supply.plus(tokens).unwrap() }, tokens)
    }

    fn withdraw(price: Price, tokens: PoolTokens) -> (Price, Lamports) {
        let lamports = price.lamports_for(tokens).unwrap();
        (Price { total: price.total.minus(lamports).unwrap(), supply: price.supply.minus(tokens).unwrap() }, lamports)
    }

    proptest! {
        /// P-03: neither a deposit nor a withdrawal lowers the price.
        #[test]
        fn the_price_never_falls(price in any_price(), lamports in 0..ALL_SOL, part in 0.0f64..0.999) {
            prop_assert!(deposit(price, Lamports(lamports)).0 >= price);
            let tokens = PoolTokens((price.supply.0 as f64 * part) as u64);
            prop_assert!(withdraw(price, tokens).0 >= price);
        }

        /// P-05: in and out again never gains.
        #[test]
        fn a_round_trip_never_gains(price in any_price(), lamports in 0..ALL_SOL) {
            let (after, tokens) = deposit(price, Lamports(lamports));
            prop_assert!(withdraw(after, tokens).1 <= Lamports(lamports));
        }

        /// P-05: two deposits never give more than one, and lose no more than the first one's rounding explains.
        #[test]
        fn a_split_deposit_never_gains(price in any_price(), a in 0..ALL_SOL / 2, b in 0..ALL_SOL / 2) {
            let (middle, first) = deposit(price, Lamports(a));
            let (_, second) = deposit(middle, Lamports(b));
            let (_, whole) = deposit(price, Lamports(a + b));
            let parts = first.plus(second).unwrap();
            prop_assert!(parts <= whole);
            prop_assert!(whole.minus(parts).unwrap().0 <= 2 + b / middle.total.0);
        }

        /// P-05: two withdrawals pay at most what the first one's rounding left behind more than one withdrawal.
        #[test]
        fn a_split_withdrawal_never_gains(price in any_price(), a in 0..SEED / 4, b in 0..SEED / 4) {
            let (middle, first) = withdraw(price, PoolTokens(a));
            let (_, second) = withdraw(middle, PoolTokens(b));
            let (_, whole) = withdraw(price, PoolTokens(a + b));
            prop_assert!(first.plus(second).unwrap() <= whole.plus(Lamports(1)).unwrap());
        }

        /// P-15: no amount at all panics or wraps.
        #[test]
        fn nothing_overflows_silently(total: u64, supply: u64, amount: u64) {
            let price = Price { total: Lamports(total), supply: PoolTokens(supply) };
            if let Ok(tokens) = price.tokens_for(Lamports(amount)) {
                prop_assert!(product(tokens.0, total) <= product(amount, supply));
            }
            if let Ok(lamports) = price.lamports_for(PoolTokens(amount)) {
                prop_assert!(product(lamports.0, supply) <= product(amount, total));
                prop_assert!(price.lamports_backing(PoolTokens(amount)).is_ok_and(|up| up.0 - lamports.0 <= 1) || lamports.0 == u64::MAX);
            }
            let _ = price.fixed_point();
        }
    }

    #[test]
    fn a_lost_pool_has_no_price_for_deposits_and_pays_nothing() {
        let lost = Price { total: Lamports(0), supply: PoolTokens(SEED) };
        assert_eq!(lost.tokens_for(Lamports(5)), Err(MathError::NoPrice));
        assert_eq!(lost.lamports_for(PoolTokens(5)), Ok(Lamports(0)));
    }
}
