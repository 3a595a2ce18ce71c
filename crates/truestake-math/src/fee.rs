//! Fees: ceiled, so that no split of an amount pays less than the whole.

use crate::{mul_div_ceil, mul_div_floor, Bps, Lamports, MathError, MathResult, PoolTokens, Ppb};

impl Bps {
    /// `⌈amount × self⌉`: what a fee of this rate takes. Any rate over zero takes at least 1 of any amount over zero.
    pub fn ceil_of(self, amount: u64) -> MathResult<u64> {
        mul_div_ceil(amount, u64::from(self.0), u64::from(Self::WHOLE.0))
    }

    /// `⌊amount × self⌋`: what a share of this rate hands on.
    pub fn floor_of(self, amount: u64) -> MathResult<u64> {
        mul_div_floor(amount, u64::from(self.0), u64::from(Self::WHOLE.0))
    }
}

impl Ppb {
    /// `⌈amount × self⌉`: what a charge of this rate takes.
    pub fn ceil_of(self, amount: u64) -> MathResult<u64> {
        mul_div_ceil(amount, u64::from(self.0), u64::from(Self::WHOLE.0))
    }
}

/// A fee split off an amount: `net + fee` is the amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Charged<T> {
    pub net: T,
    pub fee: T,
}

/// Takes `rate` of `tokens`, fee ceiled.
pub fn charge_tokens(tokens: PoolTokens, rate: Bps) -> MathResult<Charged<PoolTokens>> {
    let fee = PoolTokens(rate.ceil_of(tokens.0)?);
    Ok(Charged { net: tokens.minus(fee)?, fee })
}

/// Takes `rate` of `lamports`, fee ceiled.
pub fn charge_lamports(lamports: Lamports, rate: Bps) -> MathResult<Charged<Lamports>> {
    let fee = Lamports(rate.ceil_of(lamports.0)?);
    Ok(Charged { net: lamports.minus(fee)?, fee })
}

/// Tokens whose share of the pool, once they are minted, is worth `fee` of the `gross` lamports (floored).
///
/// `minted ÷ (supply + minted) = fee ÷ gross`: exact, where minting at the price before the gain would hand the
/// receiver a part of what is still to be released.
pub fn fee_tokens(fee: Lamports, gross: Lamports, supply: PoolTokens) -> MathResult<PoolTokens> {
    let others = gross.0.checked_sub(fee.0).ok_or(MathError::Overflow)?;
    mul_div_floor(fee.0, supply.0, others).map(PoolTokens)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::product;
    use proptest::prelude::*;

    proptest! {
        /// P-06: a split amount never pays less than the whole.
        #[test]
        fn a_split_never_pays_less(a in 0u64..u64::MAX / 2, b in 0u64..u64::MAX / 2, bps in 0u16..=10_000) {
            let rate = Bps(bps);
            prop_assert!(rate.ceil_of(a)? + rate.ceil_of(b)? >= rate.ceil_of(a + b)?);
        }

        /// P-06: nothing is free where there is a fee, and the fee is less than one unit over the exact rate.
        #[test]
        fn a_fee_is_the_rate_ceiled(amount: u64, bps in 0u16..=10_000) {
            let fee = Bps(bps).ceil_of(amount)?;
            let exact = product(amount, u64::from(bps));
            prop_assert!(u128::from(fee) * 10_000 >= exact);
            prop_assert!(u128::from(fee) * 10_000 < exact + 10_000);
            prop_assert_eq!(fee == 0, amount == 0 || bps == 0);
        }

        #[test]
        fn net_and_fee_are_the_amount(amount: u64, bps in 0u16..=10_000) {
            let charged = charge_tokens(PoolTokens(amount), Bps(bps))?;
            prop_assert_eq!(charged.net.plus(charged.fee), Ok(PoolTokens(amount)));
            let charged = charge_lamports(Lamports(amount), Bps(bps))?;
            prop_assert_eq!(charged.net.plus(charged.fee), Ok(Lamports(amount)));
        }

        /// The tokens are never worth more than the fee, and less by under the price of one token.
        #[test]
        fn fee_tokens_are_worth_the_fee(gross in 1_000_000u64..600_000_000_000_000_000, supply in 1_000_000u64..600_000_000_000_000_000, bps in 1u16..=1_000) {
            let fee = Lamports(Bps(bps).ceil_of(gross)?);
            let tokens = fee_tokens(fee, Lamports(gross), PoolTokens(supply))?;
            let after = supply + tokens.0;
            prop_assert!(product(tokens.0, gross) <= product(fee.0, after));
            prop_assert!(product(tokens.0 + 1, gross) > product(fee.0, after + 1));
        }
    }

    impl From<MathError> for TestCaseError {
        fn from(error: MathError) -> Self {
            Self::fail(format!("{error:?}"))
        }
    }
}
