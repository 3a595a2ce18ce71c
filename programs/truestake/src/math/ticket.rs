//! What a ticket pays.

use super::{charge_lamports, Bps, Charged, Lamports, MathResult, PoolTokens, Price};

/// Pays a ticket: the lower of its value when it was ordered and its value now, less the fee it was ordered at.
///
/// Zero is an answer here, not an error: a pool that lost everything still gets through its queue.
pub fn settle(tokens: PoolTokens, ordered_value: Lamports, rate: Bps, now: Price) -> MathResult<Charged<Lamports>> {
    charge_lamports(now.lamports_for(tokens)?.min(ordered_value), rate)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// P-11, P-03: never over either price, and the price of those who stay does not fall.
        #[test]
        fn the_lower_price_is_paid(tokens in 0u64..1 << 50, ordered in 0u64..1 << 50, bps in 0u16..=50, total in 0u64..1 << 55, rest in 1u64..1 << 55) {
            let price = Price { total: Lamports(total), supply: PoolTokens(tokens + rest) };
            let paid = settle(PoolTokens(tokens), Lamports(ordered), Bps(bps), price).unwrap();
            let gross = paid.net.plus(paid.fee).unwrap();
            prop_assert!(gross.0 <= ordered);
            prop_assert!(gross <= price.lamports_for(PoolTokens(tokens)).unwrap());
            prop_assert!(gross.0 == ordered || gross == price.lamports_for(PoolTokens(tokens)).unwrap());
            let after = Price { total: price.total.minus(paid.net).unwrap(), supply: PoolTokens(rest) };
            prop_assert!(after >= price);
        }
    }
}
