//! The epoch update: gains and losses of a whole epoch become the price, a fee and a release.

use crate::{fee_tokens, Bps, Lamports, MathResult, PoolTokens, Price};

/// The books as the last update left them, and what was measured since.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EpochInput {
    /// Lamports that back the tokens now: all held, less `unreleased`, before gains and losses.
    pub total: Lamports,
    /// Rewards of earlier epochs still held back.
    pub unreleased: Lamports,
    /// Tokens the books know.
    pub supply: PoolTokens,
    /// Tokens the mint has issued; fewer than `supply` after a burn from outside.
    pub minted: PoolTokens,
    /// Lamports gained since the last update, with what those who left since did not take with them.
    pub gain: Lamports,
    /// Lamports lost since the last update.
    pub loss: Lamports,
    /// The highest price, all released, that the fee was settled at so far.
    pub mark: Price,
    /// The reward fee; zero when nobody can receive it.
    pub fee: Bps,
}

/// The books after the update.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EpochPlan {
    pub total: Lamports,
    pub unreleased: Lamports,
    pub supply: PoolTokens,
    pub mark: Price,
    /// The part of the gain that the fee was charged on.
    pub taxable: Lamports,
    /// What the fee tokens will be worth when everything is released.
    pub fee: Lamports,
    /// Tokens to mint to the treasury.
    pub fee_tokens: PoolTokens,
    /// Tokens that somebody burned with the token program.
    pub burned: PoolTokens,
}

impl EpochInput {
    /// Settles the epoch. No step of it raises the price at once, and only a loss lowers it:
    ///
    /// - a burn's worth counts as a gain, since it is one for everybody else;
    /// - the fee is charged on what lies above the mark, as tokens minted against lamports released at once: never twice on the
    ///   same rise, never on a recovery. What remains is released later;
    /// - a loss eats the unreleased first, then the price.
    pub fn settle(self) -> MathResult<EpochPlan> {
        let before = Price { total: self.total, supply: self.supply };
        let mark = self.mark.higher_of(Price { total: self.total.plus(self.unreleased)?, supply: self.supply });

        let supply = self.supply.min(self.minted);
        let burned = self.supply.minus(supply)?;
        let burned_value = before.lamports_for(burned)?;
        let total = self.total.minus(burned_value)?;
        let gain = self.gain.plus(burned_value)?;

        if self.loss > gain {
            let loss = self.loss.minus(gain)?;
            let eaten = self.unreleased.min(loss);
            return Ok(EpochPlan {
                total: total.minus(loss.minus(eaten)?)?,
                unreleased: self.unreleased.minus(eaten)?,
                supply,
                mark,
                taxable: Lamports::ZERO,
                fee: Lamports::ZERO,
                fee_tokens: PoolTokens::ZERO,
                burned,
            });
        }

        let net = gain.minus(self.loss)?;
        let gross = total.plus(self.unreleased)?.plus(net)?;
        // A mark out of all proportion (after a near-total loss) is a deficit that no gain makes up for.
        let free = mark.lamports_backing(supply).unwrap_or(Lamports(u64::MAX));
        let taxable = gross.saturating_minus(free).min(net);
        let charge = RewardFee::new(self.fee, taxable, gross, supply);
        let backing = Price { total, supply }.lamports_backing(charge.tokens)?;
        let supply = supply.plus(charge.tokens)?;
        Ok(EpochPlan {
            total: total.plus(backing)?,
            unreleased: self.unreleased.plus(net)?.minus(backing)?,
            supply,
            mark: mark.higher_of(Price { total: gross, supply }),
            taxable,
            fee: charge.fee,
            fee_tokens: charge.tokens,
            burned,
        })
    }
}

/// The reward fee in both units.
struct RewardFee {
    fee: Lamports,
    tokens: PoolTokens,
}

impl RewardFee {
    const NONE: Self = Self { fee: Lamports::ZERO, tokens: PoolTokens::ZERO };

    /// Charges `rate` of `taxable`; nothing where the tokens would not fit the mint, or where the fee is all that there is: an
    /// update never fails.
    fn new(rate: Bps, taxable: Lamports, gross: Lamports, supply: PoolTokens) -> Self {
        Self::checked(rate, taxable, gross, supply).unwrap_or(Self::NONE)
    }

    fn checked(rate: Bps, taxable: Lamports, gross: Lamports, supply: PoolTokens) -> MathResult<Self> {
        let fee = Lamports(rate.ceil_of(taxable.0)?);
        if fee.is_zero() {
            return Ok(Self::NONE);
        }
        let tokens = fee_tokens(fee, gross, supply)?;
        supply.plus(tokens)?;
        Ok(Self { fee, tokens })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::magnitude::magnitude;
    use crate::product;
    use proptest::prelude::*;

    const ALL_SOL: u64 = 600_000_000_000_000_000;
    const SEED: u64 = 1_000_000_000;

    prop_compose! {
        fn books()(
            supply in SEED..ALL_SOL,
            total in 1u64..ALL_SOL,
            unreleased in 0u64..ALL_SOL / 100,
            peak in 1u64..3_000,
            bps in 0u16..=1_000,
        ) -> EpochInput {
            EpochInput {
                total: Lamports(total),
                unreleased: Lamports(unreleased),
                supply: PoolTokens(supply),
                minted: PoolTokens(supply),
                gain: Lamports::ZERO,
                loss: Lamports::ZERO,
                mark: Price { total: Lamports(peak), supply: PoolTokens(1_000) },
                fee: Bps(bps),
            }
        }
    }

    fn price(plan: &EpochPlan) -> Price {
        Price { total: plan.total, supply: plan.supply }
    }

    proptest! {
        /// P-07: not a lamport appears or goes missing.
        #[test]
        fn lamports_are_conserved(books in books(), gain in 0..ALL_SOL, loss in 0..ALL_SOL, burned in 0u64..SEED) {
            let loss = loss.min(books.total.0 + books.unreleased.0 + gain);
            let input = EpochInput { gain: Lamports(gain), loss: Lamports(loss), minted: PoolTokens(books.supply.0 - burned), ..books };
            // A loss larger than everything minus the burn's rounding is bounded by what is held.
            if let Ok(plan) = input.settle() {
                prop_assert_eq!(plan.total.0 + plan.unreleased.0, books.total.0 + books.unreleased.0 + gain - loss);
                prop_assert_eq!(plan.supply.0, books.supply.0 - burned + plan.fee_tokens.0);
                prop_assert_eq!(plan.burned.0, burned);
            } else {
                prop_assert!(false, "an update must never fail: {:?}", input);
            }
        }

        /// P-03: without a loss the price does not fall; and it does not jump, so nothing can be bought before it.
        #[test]
        fn a_gain_neither_lowers_nor_lifts_the_price_at_once(books in books(), gain in 0..ALL_SOL, burned in 0u64..SEED) {
            let before = Price { total: books.total, supply: books.supply };
            let plan = EpochInput { gain: Lamports(gain), minted: PoolTokens(books.supply.0 - burned), ..books }.settle()?;
            prop_assert!(price(&plan) >= before);
            // At most the rounding of one lamport for the burn, what that makes of the fee tokens, and one for the fee.
            let three_less = Price { total: plan.total.saturating_minus(Lamports(3)), supply: plan.supply };
            prop_assert!(three_less <= before);
        }

        /// The fee is exact: once all is released the treasury's tokens are worth it, less under one token.
        #[test]
        fn the_fee_is_exact_and_under_its_ceiling(books in books(), gain in 0..ALL_SOL) {
            let plan = EpochInput { gain: Lamports(gain), ..books }.settle()?;
            let all = plan.total.0 + plan.unreleased.0;
            prop_assert!(plan.taxable.0 <= gain);
            prop_assert_eq!(plan.fee.0, books.fee.ceil_of(plan.taxable.0)?);
            prop_assert!(product(plan.fee_tokens.0, all) <= product(plan.fee.0, plan.supply.0));
            prop_assert!(product(plan.fee_tokens.0 + 1, all) > product(plan.fee.0, plan.supply.0 + 1));
        }

        /// No fee below the mark: only what lies above it is taxable.
        #[test]
        fn recovery_is_free(books in books(), gain in 0..ALL_SOL) {
            let plan = EpochInput { gain: Lamports(gain), ..books }.settle()?;
            let held = Price { total: Lamports(books.total.0 + books.unreleased.0), supply: books.supply };
            let peak = books.mark.higher_of(held).lamports_backing(books.supply)?;
            prop_assert_eq!(plan.taxable.0, gain.saturating_sub(peak.0.saturating_sub(held.total.0)));
            prop_assert!(plan.mark >= books.mark && plan.mark >= held);
        }

        /// A loss is shared by the price after the unreleased is gone, without any fee.
        #[test]
        fn a_loss_eats_the_unreleased_first(books in books(), loss in 0..ALL_SOL) {
            let loss = loss.min(books.total.0 + books.unreleased.0);
            let plan = EpochInput { loss: Lamports(loss), ..books }.settle()?;
            prop_assert_eq!(plan.fee_tokens, PoolTokens::ZERO);
            prop_assert_eq!(plan.unreleased.0, books.unreleased.0.saturating_sub(loss));
            prop_assert_eq!(plan.total.0, books.total.0 - loss.saturating_sub(books.unreleased.0));
        }

        /// Many epochs of gains and losses never charge more than the rate on the rise over the highest price.
        #[test]
        fn the_fee_never_exceeds_the_rate_on_the_rise(moves in proptest::collection::vec((any::<bool>(), 0u64..SEED), 1..60), bps in 1u16..=1_000) {
            let mut books = EpochInput {
                total: Lamports(10 * SEED), unreleased: Lamports::ZERO, supply: PoolTokens(10 * SEED), minted: PoolTokens(10 * SEED),
                gain: Lamports::ZERO, loss: Lamports::ZERO, fee: Bps(bps),
                mark: Price { total: Lamports(1), supply: PoolTokens(1) },
            };
            let (mut charged, mut held, mut highest) = (0u64, 10 * SEED, 10 * SEED);
            for (up, amount) in &moves {
                let loss = if *up { 0 } else { (*amount).min(held / 2) };
                let gain = if *up { *amount } else { 0 };
                let plan = EpochInput { gain: Lamports(gain), loss: Lamports(loss), ..books }.settle()?;
                charged += plan.taxable.0;
                held = held + gain - loss;
                highest = highest.max(held);
                // The treasury's own tokens dilute the rest, so the rise of the whole is a ceiling for what is charged on.
                prop_assert!(charged <= highest - 10 * SEED + moves.len() as u64, "{charged} charged on a rise of {}", highest - 10 * SEED);
                let released = plan.unreleased.0 / 2;
                books = EpochInput {
                    total: Lamports(plan.total.0 + released), unreleased: Lamports(plan.unreleased.0 - released),
                    supply: plan.supply, minted: plan.supply, mark: plan.mark, ..books
                };
            }
        }

        /// P-15: at any size the books can have, an update has an answer.
        #[test]
        fn an_update_never_fails(
            total in magnitude(ALL_SOL), unreleased in magnitude(ALL_SOL), supply in magnitude(u64::MAX), burned in magnitude(u64::MAX),
            gain in magnitude(ALL_SOL), loss in magnitude(u64::MAX), peak_total in magnitude(ALL_SOL), peak_supply in magnitude(u64::MAX),
            bps in 0u16..=1_000,
        ) {
            let supply = supply.max(SEED);
            let input = EpochInput {
                total: Lamports(total), unreleased: Lamports(unreleased), supply: PoolTokens(supply),
                minted: PoolTokens(supply.saturating_sub(burned).max(SEED)), gain: Lamports(gain),
                loss: Lamports(loss.min(total + unreleased + gain)), fee: Bps(bps),
                mark: Price { total: Lamports(peak_total), supply: PoolTokens(peak_supply.max(SEED)) },
            };
            prop_assert!(input.settle().is_ok(), "{:?}", input);
        }
    }

    #[test]
    fn a_single_lamport_gained_is_no_reason_to_fail() {
        // The fee of any rate is ceiled to that lamport, and nobody else would have anything.
        let lost = Price { total: Lamports::ZERO, supply: PoolTokens(SEED) };
        let input = EpochInput {
            total: Lamports::ZERO,
            unreleased: Lamports::ZERO,
            supply: PoolTokens(SEED),
            minted: PoolTokens(SEED),
            gain: Lamports(1),
            loss: Lamports::ZERO,
            mark: lost,
            fee: Bps(1),
        };
        let plan = input.settle().unwrap();
        assert_eq!((plan.unreleased, plan.fee_tokens), (Lamports(1), PoolTokens::ZERO));
    }

    #[test]
    fn a_million_epochs_at_full_size() {
        let mut books = EpochInput {
            total: Lamports(ALL_SOL / 100),
            unreleased: Lamports::ZERO,
            supply: PoolTokens(ALL_SOL / 100),
            minted: PoolTokens(ALL_SOL / 100),
            gain: Lamports::ZERO,
            loss: Lamports::ZERO,
            fee: Bps(1_000),
            mark: Price { total: Lamports(1), supply: PoolTokens(1) },
        };
        for epoch in 0..1_000_000u64 {
            let gain = Lamports(if books.total.0 < ALL_SOL { books.total.0 / 200_000 } else { epoch % 7 });
            let plan = EpochInput { gain, ..books }.settle().unwrap();
            books = EpochInput {
                total: plan.total.plus(plan.unreleased).unwrap(),
                supply: plan.supply,
                minted: plan.supply,
                mark: plan.mark,
                ..books
            };
        }
        assert!(books.total.0 > ALL_SOL / 2);
    }
}
