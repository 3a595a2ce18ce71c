//! What a ticket pays: the lower of what its tokens were worth when ordered and of what they are worth now, their share of what
//! is being released included. A loss is shared by those in the queue, and so is what makes it good.

use crate::{charge_lamports, mul_div_floor, Bps, Claims, Lamports, MathResult, PoolTokens, Price};

/// The least that is paid on a ticket for a part of it: smaller parts would cost more than they bring.
pub const MIN_PART: Lamports = Lamports(1_000_000);

/// A ticket, or what is left of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claim {
    pub tokens: PoolTokens,
    /// What they were worth when ordered.
    pub ordered: Lamports,
    /// The fee it was ordered at.
    pub fee: Bps,
}

/// A payment on a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Payment {
    /// Tokens that are burned.
    pub tokens: PoolTokens,
    /// The part of the value when ordered that they stand for.
    pub ordered: Lamports,
    /// What the owner gets.
    pub net: Lamports,
    /// Stays in the pool.
    pub fee: Lamports,
    /// What comes out of the release.
    pub from_release: Lamports,
}

impl Claim {
    /// What the whole claim pays at the `bid` while `unreleased` lamports are being released. Zero is an answer, not an error:
    /// a pool that lost everything still gets through its queue.
    pub fn pay(self, bid: Price, unreleased: Lamports) -> MathResult<Payment> {
        let now = bid.lamports_for(self.tokens)?;
        let released = Price { total: bid.total.plus(unreleased)?, supply: bid.supply };
        let gross = released.lamports_for(self.tokens)?.min(self.ordered);
        let from_release = gross.saturating_minus(now).min(unreleased);
        let charged = charge_lamports(gross.min(now.plus(from_release)?), self.fee)?;
        Ok(Payment { tokens: self.tokens, ordered: self.ordered, net: charged.net, fee: charged.fee, from_release })
    }

    /// What `available` lamports pay: all of it, or a part (tokens floored first, then lamports), which is at least
    /// [`MIN_PART`]. `None` where the ticket has to wait.
    pub fn pay_from(self, available: Lamports, bid: Price, unreleased: Lamports) -> MathResult<Option<Payment>> {
        let whole = self.pay(bid, unreleased)?;
        if whole.net <= available {
            return Ok(Some(whole));
        }
        if available < MIN_PART {
            return Ok(None);
        }
        let tokens = PoolTokens(mul_div_floor(self.tokens.0, available.0, whole.net.0)?);
        let part = self.part(tokens)?.pay(bid, unreleased)?;
        // Rounding can ask for a lamport or two more than there is: they stay in the pool.
        let net = part.net.min(available);
        let part = Payment { net, fee: part.fee.plus(part.net.minus(net)?)?, ..part };
        Ok((!part.tokens.is_zero() && !part.net.is_zero()).then_some(part))
    }

    /// A part of the claim with `tokens` of its tokens.
    fn part(self, tokens: PoolTokens) -> MathResult<Self> {
        Ok(Self { tokens, ordered: Lamports(mul_div_floor(self.ordered.0, tokens.0, self.tokens.0)?), ..self })
    }

    /// What is left after a payment.
    pub fn after(self, payment: Payment) -> MathResult<Self> {
        Ok(Self { tokens: self.tokens.minus(payment.tokens)?, ordered: self.ordered.minus(payment.ordered)?, ..self })
    }

    /// What the claim adds to the queue's sums. A payment takes off the difference between the sums before it and after it: the
    /// fees of the parts, each ceiled, can be more than the fee of the whole.
    pub fn sums(self) -> MathResult<Claims> {
        let fees = Lamports(self.fee.ceil_of(self.ordered.0)?);
        Ok(Claims { tokens: self.tokens, lamports: self.ordered, fees })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SOL: u64 = 1_000_000_000;

    prop_compose! {
        fn any_claim()(tokens in 1u64..1 << 50, rest in SOL..1 << 55, ordered in 500u64..1_500, bps in 0u16..=50, price in 1u64..2_000, unreleased in 0u64..500) -> (Claim, Price, Lamports) {
            let of = |amount: u64, parts: u64| u64::try_from(u128::from(amount) * u128::from(parts) / 1_000).unwrap();
            let supply = tokens + rest;
            let claim = Claim { tokens: PoolTokens(tokens), ordered: Lamports(of(tokens, ordered)), fee: Bps(bps) };
            (claim, Price { total: Lamports(of(supply, price)), supply: PoolTokens(supply) }, Lamports(of(supply, unreleased)))
        }
    }

    /// Bid and outlook after a payment, as the ledger books it.
    fn after((claim, bid, unreleased): (Claim, Price, Lamports), payment: Payment) -> (Price, Price) {
        let worth = bid.lamports_for(payment.tokens).unwrap();
        let supply = bid.supply.minus(payment.tokens).unwrap();
        let all = bid.total.0 + unreleased.0 - payment.net.0;
        let _ = claim;
        (Price { total: bid.total.minus(worth).unwrap(), supply }, Price { total: Lamports(all), supply })
    }

    proptest! {
        /// P-11, P-03: never over either value, and neither price falls for those who stay.
        #[test]
        fn the_lower_value_is_paid(case in any_claim()) {
            let (claim, bid, unreleased) = case;
            let paid = claim.pay(bid, unreleased)?;
            let outlook = Price { total: bid.total.plus(unreleased)?, supply: bid.supply };
            let gross = paid.net.0 + paid.fee.0;
            prop_assert!(gross <= claim.ordered.0);
            prop_assert!(gross <= outlook.lamports_for(claim.tokens)?.0);
            prop_assert!(gross + 1 >= claim.ordered.0.min(outlook.lamports_for(claim.tokens)?.0));
            let (new_bid, new_outlook) = after(case, paid);
            prop_assert!(new_bid >= bid);
            prop_assert!(new_outlook >= outlook);
        }

        /// In parts a ticket gets what it gets at once, but for the rounding of each part; and never more than there is.
        #[test]
        fn parts_are_the_whole(case in any_claim(), shares in proptest::collection::vec(1u64..1_000, 1..8)) {
            let (claim, bid, unreleased) = case;
            let whole = claim.pay(bid, unreleased)?;
            let (mut left, mut paid, mut parts) = (claim, 0u64, 0u64);
            for share in shares {
                let available = u64::try_from(u128::from(whole.net.0) * u128::from(share) / 1_000).unwrap();
                if let Some(part) = left.pay_from(Lamports(available), bid, unreleased)? {
                    prop_assert!(part.net.0 <= available);
                    prop_assert!(part.tokens == left.tokens || part.net.0 > 0);
                    left = left.after(part)?;
                    paid += part.net.0;
                    parts += 1;
                }
            }
            paid += left.pay(bid, unreleased)?.net.0;
            // Each part may lose a token's worth, a lamport of its value and one of its fee.
            let a_token = bid.total.0.max(1).div_ceil(bid.supply.0) + unreleased.0.div_ceil(bid.supply.0);
            prop_assert!(paid <= whole.net.0 + parts + 1, "{paid} in parts, {} at once", whole.net.0);
            prop_assert!(paid + (parts + 1) * (3 + a_token) >= whole.net.0, "{paid} in parts, {} at once", whole.net.0);
        }
    }

    #[test]
    fn a_repaired_loss_is_repaired_for_the_queue_too() {
        // Ordered at 1, the pool lost a fifth and 0.1 of it is being made good: 10 tokens are paid 9 SOL, 1 out of the release.
        let claim = Claim { tokens: PoolTokens(10 * SOL), ordered: Lamports(10 * SOL), fee: Bps(0) };
        let bid = Price { total: Lamports(80 * SOL), supply: PoolTokens(100 * SOL) };
        let paid = claim.pay(bid, Lamports(10 * SOL)).unwrap();
        assert_eq!((paid.net, paid.from_release), (Lamports(9 * SOL), Lamports(SOL)));
    }
}
