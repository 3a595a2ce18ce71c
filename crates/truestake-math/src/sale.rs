//! What a sale to the liquidity pool pays, and who gets its fee.

use crate::{mul_div_floor, Bps, FeeCurve, Lamports, MathResult, PoolTokens, Price, Sale};

/// A sale's terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SaleTerms {
    /// The true price.
    pub bid: Price,
    /// What a token costs whoever comes in.
    pub ask: Price,
    /// SOL that there is.
    pub liquidity: Lamports,
    /// The part of it that is on the fee line.
    pub counted: Lamports,
    pub curve: FeeCurve,
    /// The treasury's part of the fee; zero where it cannot receive.
    pub treasury_cut: Bps,
}

/// Who gets what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SalePlan {
    /// What the seller receives.
    pub lamports: Lamports,
    /// Worth of the tokens less `lamports`.
    pub fee: Lamports,
    pub treasury: PoolTokens,
    /// Tokens beyond what the lamports would buy: the providers' part of the fee, and what the seller leaves behind of gains
    /// that are known and not in the price yet. They are held until they are released.
    pub held: PoolTokens,
}

impl SaleTerms {
    /// Sells `tokens`; both parts of the fee are floored. [`crate::MathError::InsufficientLiquidity`] where the liquidity does
    /// not suffice.
    pub fn plan(self, tokens: PoolTokens) -> MathResult<SalePlan> {
        let value = self.bid.lamports_for(tokens)?;
        let Sale { lamports, fee } = self.curve.sell(value, self.liquidity, self.counted)?;
        let fee_tokens = PoolTokens(if fee.is_zero() { 0 } else { mul_div_floor(tokens.0, fee.0, value.0)? });
        let treasury = PoolTokens(self.treasury_cut.floor_of(fee_tokens.0)?);
        let bought = self.ask.tokens_for(lamports)?.min(tokens.minus(fee_tokens)?);
        Ok(SalePlan { lamports, fee, treasury, held: tokens.minus(treasury)?.minus(bought)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SOL: u64 = 1_000_000_000;

    proptest! {
        /// What is not held is worth no more at the ask than what was paid for it: a provider of one slot gains nothing.
        #[test]
        fn nothing_is_left_to_a_provider_of_one_slot(tokens in 1..1_000 * SOL, supply in 10_000 * SOL..1_000_000 * SOL, bid in 500u64..2_000, premium in 0u64..500, cut in 0u16..=5_000) {
            let lamports = |parts: u64| Lamports(u64::try_from(u128::from(supply) * u128::from(parts) / 1_000).unwrap());
            let [bid, ask] = [bid, bid + premium].map(|parts| Price { total: lamports(parts), supply: PoolTokens(supply) });
            let curve = FeeCurve { min: Bps(30), max: Bps(300), target: Lamports(100 * SOL) };
            let liquidity = Lamports(10_000 * SOL);
            let plan = SaleTerms { bid, ask, liquidity, counted: liquidity, curve, treasury_cut: Bps(cut) }.plan(PoolTokens(tokens))?;
            prop_assert_eq!(plan.lamports.0 + plan.fee.0, bid.lamports_for(PoolTokens(tokens))?.0);
            let free = tokens - plan.treasury.0 - plan.held.0;
            prop_assert!(ask.lamports_for(PoolTokens(free))? <= plan.lamports);
        }
    }
}
