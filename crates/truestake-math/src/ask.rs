//! The ask: what a token costs whoever comes in. It counts all that is known and not in the price yet, so that nobody who
//! comes late takes what others earned, or what makes their loss good.

use crate::{mul_div_ceil, product, Claims, Lamports, Ledger, MathError, MathResult, Price};

impl Ledger {
    /// The ask: the higher of what all tokens will stand for, and what those outside the queue will once the tickets of
    /// earlier epochs (`queued`) are paid and what they leave behind is everybody's. Both with what is `expected` to be earned
    /// before anything that comes in now can earn.
    ///
    /// [`MathError::NoPrice`] where a token stands for nothing: it cannot be bought.
    pub fn ask(self, queued: Claims, expected: Lamports) -> MathResult<Price> {
        let mut outlook = self.outlook()?;
        if outlook.total.is_zero() || outlook.supply.is_zero() {
            return Err(MathError::NoPrice);
        }
        outlook.total = outlook.total.plus(expected)?;
        if queued.tokens.is_zero() {
            return Ok(outlook);
        }
        let others = outlook.supply.minus(queued.tokens)?;
        let left = outlook.total.saturating_minus(self.net_claim(queued)?);
        // Without others there is nobody to whom anything could be left.
        if others.is_zero() || product(left.0, outlook.supply.0) <= product(outlook.total.0, others.0) {
            return Ok(outlook);
        }
        Ok(Price { total: left, supply: others })
    }

    /// What the tickets would be paid now before their fees: the lower of the sums of their values when ordered and of their
    /// values now. A little high where some tickets were ordered above the price and some below it (docs/adr/0012).
    pub fn gross_claim(self, queued: Claims) -> MathResult<Lamports> {
        if queued.tokens.is_zero() {
            return Ok(Lamports::ZERO);
        }
        Ok(queued.lamports.min(self.after_release()?.lamports_for(queued.tokens)?))
    }

    /// The same less their fees.
    pub(crate) fn net_claim(self, queued: Claims) -> MathResult<Lamports> {
        if queued.lamports.is_zero() {
            return Ok(Lamports::ZERO);
        }
        let gross = self.gross_claim(queued)?;
        let fees = Lamports(mul_div_ceil(gross.0, queued.fees.0, queued.lamports.0)?);
        gross.minus(fees.min(gross))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{PoolTokens, Release};
    use proptest::prelude::*;

    const SOL: u64 = 1_000_000_000;

    fn ledger(held: u64, supply: u64, unreleased: u64, pending: u64) -> Ledger {
        Ledger {
            held: Lamports(held),
            supply: PoolTokens(supply),
            release: Release { lamports: Lamports(unreleased), start_slot: 0, end_slot: 1_000 },
            pending_gain: Lamports(pending),
            pending_loss: Lamports::ZERO,
            mark: Price { total: Lamports(1), supply: PoolTokens(1) },
            slot: 0,
        }
    }

    fn claims(tokens: u64, lamports: u64, fees: u64) -> Claims {
        Claims { tokens: PoolTokens(tokens), lamports: Lamports(lamports), fees: Lamports(fees) }
    }

    proptest! {
        /// The ask is never below the bid, and never below what all tokens will stand for.
        #[test]
        fn is_the_highest_of_all(supply in SOL..1 << 58, rise in 100u64..5_000, unreleased in 0u64..300, pending in 0u64..300, queued in 0u64..=900, ordered in 500u64..1_500, bps in 0u64..=50, expected in 0u64..50) {
            let held = u64::try_from(u128::from(supply) * u128::from(rise) / 1_000).unwrap();
            let part = |parts: u64| u64::try_from(u128::from(held) * u128::from(parts) / 1_000).unwrap();
            let ledger = ledger(held, supply, part(unreleased), part(pending));
            let tokens = u64::try_from(u128::from(supply) * u128::from(queued) / 1_000).unwrap();
            let value = u64::try_from(u128::from(tokens) * u128::from(ordered) / 1_000).unwrap();
            let ask = ledger.ask(claims(tokens, value, value * bps / 10_000), Lamports(part(expected)))?;
            prop_assert!(ask >= ledger.bid()?);
            prop_assert!(ask >= ledger.outlook()?);
            // A buyer at the ask gains nothing when the queue is paid: what it leaves, divided, is no more than what they paid.
            let bought = ask.tokens_for(Lamports(SOL))?.0;
            let gross = value.min(u64::try_from(u128::from(tokens) * u128::from(ledger.total()?.0 + ledger.unreleased().0) / u128::from(supply)).unwrap());
            let paid = gross - if value == 0 { 0 } else { (u128::from(gross) * u128::from(value * bps / 10_000)).div_ceil(u128::from(value)) as u64 };
            // And when the epoch has earned what was expected.
            let worth = u128::from(bought) * u128::from(ledger.outlook()?.total.0 + part(expected) + SOL - paid) / u128::from(supply + bought - tokens);
            prop_assert!(worth <= u128::from(SOL), "{worth}");
        }
    }

    #[test]
    fn counts_what_the_queue_leaves() {
        // 100 SOL and 100 tokens, 5 SOL being released, 2 waiting; 50 tokens queued that will be paid 50 SOL less 1 % fee:
        // (107 − 49.5) ÷ 50 = 1.15, against 107 ÷ 100 without.
        let ledger = ledger(107 * SOL, 100 * SOL, 5 * SOL, 2 * SOL);
        assert_eq!(ledger.total(), Ok(Lamports(100 * SOL)));
        assert_eq!(
            ledger.ask(Claims::default(), Lamports::ZERO),
            Ok(Price { total: Lamports(107 * SOL), supply: PoolTokens(100 * SOL) })
        );
        let queued = claims(50 * SOL, 50 * SOL, SOL / 2);
        assert_eq!(
            ledger.ask(queued, Lamports::ZERO),
            Ok(Price { total: Lamports(57_500_000_000), supply: PoolTokens(50 * SOL) })
        );
    }

    #[test]
    fn a_lost_pool_sells_nothing() {
        assert_eq!(ledger(0, SOL, 0, 0).ask(Claims::default(), Lamports(SOL)), Err(MathError::NoPrice));
    }
}
