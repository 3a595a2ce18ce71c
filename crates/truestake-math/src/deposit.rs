//! Who gets which tokens for a deposit, and where its lamports go.

use crate::{charge_tokens, Bps, Lamports, MathResult, PoolTokens, Price};

/// A deposit's terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DepositTerms {
    /// What a token costs.
    pub ask: Price,
    /// Tokens that the liquidity pool sells.
    pub on_sale: PoolTokens,
    /// The deposit fee; zero where nobody can receive it.
    pub fee: Bps,
    /// The referrer's part of the fee.
    pub referral_share: Bps,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DepositPlan {
    /// Lamports that buy tokens of the liquidity pool.
    pub lamports_to_liquidity: Lamports,
    /// Tokens that they buy.
    pub tokens_from_liquidity: PoolTokens,
    /// Tokens minted to the depositor.
    pub depositor: PoolTokens,
    /// Tokens minted to the treasury.
    pub treasury: PoolTokens,
    /// Tokens minted to the referrer.
    pub referrer: PoolTokens,
}

impl DepositTerms {
    /// Tokens for `lamports`. First those on sale are bought, without fee; the rest is minted: floored, the fee ceiled, the
    /// referrer's share of it floored.
    pub fn plan(self, lamports: Lamports) -> MathResult<DepositPlan> {
        let all = self.ask.tokens_for(lamports)?;
        let (bought, paid) = if all <= self.on_sale {
            (all, lamports)
        } else {
            (self.on_sale, self.ask.lamports_backing(self.on_sale)?.min(lamports))
        };
        // Lamports too few for a single token buy none: they are not given away.
        let paid = if bought.is_zero() { Lamports::ZERO } else { paid };
        // Where none are bought, all that can be is minted.
        let minted = if paid.is_zero() { all } else { self.ask.tokens_for(lamports.minus(paid)?)? };
        let charged = charge_tokens(minted, self.fee)?;
        let referrer = PoolTokens(self.referral_share.floor_of(charged.fee.0)?);
        Ok(DepositPlan {
            lamports_to_liquidity: paid,
            tokens_from_liquidity: bought,
            depositor: charged.net,
            treasury: charged.fee.minus(referrer)?,
            referrer,
        })
    }
}

impl DepositPlan {
    /// All tokens that are minted.
    pub fn minted(&self) -> MathResult<PoolTokens> {
        self.depositor.plus(self.treasury)?.plus(self.referrer)
    }

    /// What the depositor receives.
    pub fn received(&self) -> MathResult<PoolTokens> {
        self.depositor.plus(self.tokens_from_liquidity)
    }

    /// What `lamports` pay over the true price of the tokens that they buy, the fee's included; floored.
    pub fn premium(&self, lamports: Lamports, bid: Price) -> MathResult<Lamports> {
        let tokens = self.minted()?.plus(self.tokens_from_liquidity)?;
        Ok(lamports.saturating_minus(bid.lamports_backing(tokens)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ALL_SOL: u64 = 600_000_000_000_000_000;
    const SEED: u64 = 1_000_000_000;

    proptest! {
        /// No split of the tokens gives more than the ask allows, and not a lamport is in two places.
        #[test]
        fn never_more_than_the_ask(lamports in 1..ALL_SOL, supply in SEED..ALL_SOL, rise in 900u64..2_000, on_sale in 0..ALL_SOL, bps in 0u16..=50, share in 0u16..=10_000) {
            let total = u64::try_from(u128::from(supply) * u128::from(rise) / 1_000).unwrap();
            let ask = Price { total: Lamports(total), supply: PoolTokens(supply) };
            let terms = DepositTerms { ask, on_sale: PoolTokens(on_sale), fee: Bps(bps), referral_share: Bps(share) };
            let plan = terms.plan(Lamports(lamports))?;
            let minted_for = Lamports(lamports - plan.lamports_to_liquidity.0);
            prop_assert!(plan.tokens_from_liquidity.0 <= on_sale);
            prop_assert!(ask.lamports_for(plan.tokens_from_liquidity)? <= plan.lamports_to_liquidity);
            prop_assert!(plan.minted()? <= ask.tokens_for(minted_for)?);
            prop_assert_eq!(plan.treasury.0 + plan.referrer.0, Bps(bps).ceil_of(plan.minted()?.0)?);
            let premium = plan.premium(Lamports(lamports), Price { total: Lamports(total / 2), ..ask })?;
            prop_assert!(premium.0 <= lamports);
        }
    }

    #[test]
    fn the_premium_is_what_lies_above_the_bid() {
        // An ask of 1.25 and a bid of 1: 10 SOL buy 8 tokens, which are worth 8 SOL.
        let ask = Price { total: Lamports(5 * SEED), supply: PoolTokens(4 * SEED) };
        let bid = Price { total: Lamports(4 * SEED), supply: PoolTokens(4 * SEED) };
        let terms = DepositTerms { ask, on_sale: PoolTokens::ZERO, fee: Bps::ZERO, referral_share: Bps::ZERO };
        let plan = terms.plan(Lamports(10 * SEED)).unwrap();
        assert_eq!(plan.depositor, PoolTokens(8 * SEED));
        assert_eq!(plan.premium(Lamports(10 * SEED), bid), Ok(Lamports(2 * SEED)));
    }
}
