//! What cancelling a ticket gives back.
//!
//! In the epoch of its order a ticket is in nobody's price: cancelling is free until stake moves, and costs what idles after that.
//! Later its leaving would take back what others have paid for, so it is an exit and an entry: what the ticket would be paid, less
//! what idles, buys tokens at the ask.

use crate::{mul_div_floor, Claim, Claims, Lamports, Ledger, MathError, MathResult, PoolTokens, Ppb};

impl Claim {
    /// Tokens that are left when all of the claim's stake idles for an epoch: all but the `rate`, ceiled.
    pub fn after_idling(self, rate: Ppb) -> MathResult<PoolTokens> {
        self.tokens.minus(PoolTokens(rate.ceil_of(self.tokens.0)?).min(self.tokens))
    }
}

impl Ledger {
    /// Tokens that a ticket of an earlier epoch buys back with what it would be paid now, less the `rate`: at the ask that counts
    /// the ticket itself, floored, and never more than it has. `queued` are the sums of all tickets of earlier epochs; where the
    /// ticket takes less off them than it would be paid, that is what it has, so that no cancel lowers the ask.
    ///
    /// Where no token can be bought, nobody has come in and paid for what the ticket leaves: it loses what idles.
    pub fn buy_back(self, claim: Claim, queued: Claims, expected: Lamports, rate: Ppb) -> MathResult<PoolTokens> {
        let ask = match self.ask(queued, expected) {
            Err(MathError::NoPrice) => return claim.after_idling(rate),
            ask => ask?,
        };
        let others = queued.minus(claim.sums()?)?;
        let freed = self.net_claim(queued)?.saturating_minus(self.net_claim(others)?);
        let net = claim.pay(self.bid()?, self.unreleased())?.net.min(freed);
        let left = net.minus(Lamports(rate.ceil_of(net.0)?).min(net))?;
        Ok(ask.tokens_for(left)?.min(claim.tokens))
    }

    /// Burns tokens for nothing. What they are worth waits for the next update, and with it their share of what is being released
    /// (floored): what that adds to a token's worth would raise the claims of the other tickets.
    pub fn burn(&mut self, tokens: PoolTokens) -> MathResult<()> {
        let unreleased = self.unreleased();
        let share = Lamports(mul_div_floor(unreleased.0, tokens.0, self.supply.0)?).min(unreleased);
        self.pay_out(tokens, Lamports::ZERO, share)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Bps, Price, Release};
    use proptest::prelude::*;

    const SOL: u64 = 1_000_000_000;

    prop_compose! {
        /// A pool with up to four tickets of earlier epochs: ordered above and below the price, at different fees.
        fn any_queue()(
            supply in 10 * SOL..1 << 58, price in 100u64..3_000, unreleased in 0u64..=300, gain in 0u64..=100, at in 0u64..=1_000,
            tickets in proptest::collection::vec((1u64..=220, 300u64..=2_000, 0u16..=50), 1..5),
        ) -> (Ledger, Vec<Claim>) {
            let of = |amount: u64, parts: u64| u64::try_from(u128::from(amount) * u128::from(parts) / 1_000).unwrap();
            let held = of(supply, price);
            let ledger = Ledger {
                held: Lamports(held),
                supply: PoolTokens(supply),
                release: Release { lamports: Lamports(of(held, unreleased)), start_slot: 0, end_slot: 1_000 },
                pending_gain: Lamports(of(held, gain)),
                pending_loss: Lamports::ZERO,
                mark: Price { total: Lamports(1), supply: PoolTokens(1) },
                slot: at,
            };
            let claims = tickets.into_iter().map(|(part, ordered, fee)| {
                let tokens = of(supply, part);
                Claim { tokens: PoolTokens(tokens), ordered: Lamports(of(of(tokens, price), ordered)), fee: Bps(fee) }
            });
            (ledger, claims.collect())
        }
    }

    fn sum(claims: &[Claim]) -> Claims {
        claims.iter().fold(Claims::default(), |sum, claim| sum.plus(claim.sums().unwrap()).unwrap())
    }

    /// What an epoch may be expected to earn: parts of a thousand of all that is held.
    fn expected(ledger: Ledger, parts: u64) -> Lamports {
        Lamports(u64::try_from(u128::from(ledger.held.0) * u128::from(parts) / 1_000).unwrap())
    }

    /// Whether `price` is at least `least`, but for lamports of rounding.
    fn keeps(price: Price, least: Price) -> bool {
        Price { total: Lamports(price.total.0 + 4), ..price } >= least
    }

    proptest! {
        /// P-18, P-03: whichever ticket is cancelled, whatever the others were ordered at, neither price falls; and nobody gets more
        /// tokens back than the ticket has.
        #[test]
        fn no_cancel_lowers_a_price((ledger, claims) in any_queue(), rate in 0u32..=5_000_000, which in 0usize..4, parts in 0u64..50) {
            let which = which % claims.len();
            let claim = claims[which];
            let expected = expected(ledger, parts);
            let ask = ledger.ask(sum(&claims), expected)?;
            let back = ledger.buy_back(claim, sum(&claims), expected, Ppb(rate))?;
            prop_assert!(back <= claim.tokens);
            let mut after = ledger;
            after.burn(claim.tokens.minus(back)?)?;
            let others: Vec<Claim> = claims.iter().enumerate().filter(|(at, _)| *at != which).map(|(_, claim)| *claim).collect();
            prop_assert!(after.bid()? >= ledger.bid()?);
            prop_assert!(after.outlook()? >= ledger.outlook()?);
            prop_assert!(keeps(after.ask(sum(&others), expected)?, ask), "{:?} {ask:?}", after.ask(sum(&others), expected)?);
        }

        /// P-18: in the epoch of the order too, when the ticket is not among those that the ask counts.
        #[test]
        fn no_late_cancel_lowers_a_price((ledger, claims) in any_queue(), rate in 0u32..=5_000_000, parts in 0u64..50) {
            let (claim, earlier) = claims.split_first().unwrap();
            let expected = expected(ledger, parts);
            let ask = ledger.ask(sum(earlier), expected)?;
            let back = claim.after_idling(Ppb(rate))?;
            prop_assert_eq!(claim.tokens.0 - back.0, Ppb(rate).ceil_of(claim.tokens.0)?);
            let mut after = ledger;
            after.burn(claim.tokens.minus(back)?)?;
            prop_assert!(after.bid()? >= ledger.bid()?);
            prop_assert!(keeps(after.ask(sum(earlier), expected)?, ask));
        }

        /// P-05: whoever orders and cancels has no more than before, whenever that is: in tokens, in what they are worth now, and
        /// in what they will be worth when all that is known is released and the others are paid.
        #[test]
        fn a_round_trip_never_gains((ledger, claims) in any_queue(), rate in 0u32..=5_000_000, parts in 0u64..50) {
            let (claim, earlier) = claims.split_first().unwrap();
            let ordered = ledger.bid()?.lamports_for(claim.tokens)?;
            let claim = Claim { ordered, ..*claim };
            let queued = sum(earlier).plus(claim.sums()?)?;
            let back = ledger.buy_back(claim, queued, expected(ledger, parts), Ppb(rate))?;
            prop_assert!(back <= claim.after_idling(Ppb(rate))?);
            let mut after = ledger;
            after.burn(claim.tokens.minus(back)?)?;
            // What the burned tokens leave is shared by all, so it costs less than it burns; it never brings anything.
            prop_assert!(after.bid()?.lamports_for(back)?.0 <= ledger.bid()?.lamports_for(claim.tokens)?.0 + 1);
            prop_assert!(after.outlook()?.lamports_for(back)? <= ledger.outlook()?.lamports_for(claim.tokens)?);
        }

        /// What burned tokens leave waits: the worth of one when the release has ended is what it was, or two lamports more in all.
        #[test]
        fn burning_raises_no_claim((ledger, claims) in any_queue()) {
            let mut after = ledger;
            after.burn(claims[0].tokens)?;
            let before = ledger.after_release()?;
            let after = after.after_release()?;
            let less = Price { total: after.total.saturating_minus(Lamports(2)), ..after };
            prop_assert!(after >= before && less <= before);
        }
    }

    /// 1,000 SOL of 1,000 tokens, none released, no gain; a ticket of 900 tokens.
    fn plain() -> (Ledger, Claim) {
        let ledger = Ledger {
            held: Lamports(1_000 * SOL),
            supply: PoolTokens(1_000 * SOL),
            release: Release { lamports: Lamports::ZERO, start_slot: 0, end_slot: 1_000 },
            pending_gain: Lamports::ZERO,
            pending_loss: Lamports::ZERO,
            mark: Price { total: Lamports(1), supply: PoolTokens(1) },
            slot: 0,
        };
        (ledger, Claim { tokens: PoolTokens(900 * SOL), ordered: Lamports(900 * SOL), fee: Bps(50) })
    }

    #[test]
    fn pays_what_the_others_paid_for() {
        // A fee of 0.5 % on 900 SOL is to be left to 100 tokens: the ask is (1,000 − 895.5) ÷ 100 = 1.045. Without idling 895.5
        // SOL buy 856.93 tokens.
        let (ledger, claim) = plain();
        let queued = claim.sums().unwrap();
        assert_eq!(
            ledger.ask(queued, Lamports::ZERO),
            Ok(Price { total: Lamports(104_500_000_000), supply: PoolTokens(100 * SOL) })
        );
        assert_eq!(ledger.buy_back(claim, queued, Lamports::ZERO, Ppb::ZERO), Ok(PoolTokens(856_937_799_043)));
        // A thousandth of 895.5 idles: 894.6045 ÷ 1.045.
        assert_eq!(ledger.buy_back(claim, queued, Lamports::ZERO, Ppb(1_000_000)), Ok(PoolTokens(856_080_861_244)));
        assert_eq!(claim.after_idling(Ppb(1_000_000)), Ok(PoolTokens(899_100_000_000)));
    }

    #[test]
    fn gives_tokens_back_where_none_can_be_bought() {
        let (ledger, claim) = plain();
        let lost = Ledger { held: Lamports::ZERO, ..ledger };
        let queued = claim.sums().unwrap();
        assert_eq!(lost.buy_back(claim, queued, Lamports::ZERO, Ppb(1_000_000)), Ok(PoolTokens(899_100_000_000)));
    }
}
