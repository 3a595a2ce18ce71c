//! Every step has an answer at any size that the books can have: 600 million SOL, and a supply of 4.6 × 10^18 (2^62), which a
//! pool reaches where it has lost nearly everything and grows again.

use super::world::SOL;
use crate::magnitude::magnitude;
use crate::*;
use proptest::prelude::*;

const ALL_SOL: u64 = 600_000_000 * SOL;
const MAX_SUPPLY: u64 = 1 << 62;

prop_compose! {
    fn any_ledger()(
        supply in magnitude(MAX_SUPPLY), held in magnitude(ALL_SOL), unreleased in any::<u64>(), gain in any::<u64>(),
        mark in magnitude(ALL_SOL), span in 1u64..500_000, at in any::<u64>(),
    ) -> Ledger {
        let unreleased = unreleased % (held + 1);
        let gain = gain % (held - unreleased + 1);
        Ledger {
            held: Lamports(held),
            supply: PoolTokens(supply.max(2 * SOL)),
            release: Release { lamports: Lamports(unreleased), start_slot: 7, end_slot: 7 + span },
            pending_gain: Lamports(gain),
            pending_loss: Lamports::ZERO,
            mark: Price { total: Lamports(mark), supply: PoolTokens(supply.max(SOL)) },
            slot: 7 + at % (2 * span),
        }
    }
}

prop_compose! {
    /// Tickets for any part of the supply that somebody can move, at any value.
    fn any_claims(supply: u64)(parts in any::<u64>(), lamports in magnitude(ALL_SOL), fee in any::<u64>()) -> Claims {
        let fees = fee % (lamports / 200 + 1);
        Claims { tokens: PoolTokens(parts % (supply - SOL)), lamports: Lamports(lamports), fees: Lamports(fees) }
    }
}

fn any_case() -> impl Strategy<Value = (Ledger, Claims)> {
    any_ledger().prop_flat_map(|ledger| (Just(ledger), any_claims(ledger.supply.0)))
}

proptest! {
    /// Whoever comes in gets an answer: an ask, tokens, and books in which neither price fell.
    #[test]
    fn deposits((ledger, claims) in any_case(), lamports in magnitude(ALL_SOL), on_sale in magnitude(MAX_SUPPLY), fee in 0u16..=50, expected in magnitude(ALL_SOL / 200)) {
        let ask = match ledger.ask(claims, Lamports(expected)) {
            Err(error) => {
                prop_assert_eq!(error, MathError::NoPrice);
                prop_assert!(ledger.held.is_zero());
                return Ok(());
            }
            ask => ask?,
        };
        prop_assert!(ask >= ledger.outlook()? && ledger.outlook()? >= ledger.bid()?);
        let terms = DepositTerms { ask, on_sale: PoolTokens(on_sale), fee: Bps(fee), referral_share: Bps(5_000) };
        let fits = ask.tokens_for(Lamports(lamports)).is_ok_and(|tokens| ledger.supply.plus(tokens).is_ok());
        let Ok(plan) = terms.plan(Lamports(lamports)) else {
            prop_assert!(!fits, "tokens that fit were refused");
            return Ok(());
        };
        if fits {
            let mut after = ledger;
            let in_pool = Lamports(lamports).minus(plan.lamports_to_liquidity)?;
            after.take_in(in_pool, plan.minted()?)?;
            prop_assert!(after.bid()? >= ledger.bid()?);
            prop_assert!(after.outlook()? >= ledger.outlook()?);
            prop_assert!(plan.premium(Lamports(lamports), ledger.bid()?)?.0 <= lamports);
        }
    }

    /// Whoever leaves gets an answer: by a ticket, whole and in parts, by taking stake and by a sale.
    #[test]
    fn exits((ledger, claims) in any_case(), tokens in any::<u64>(), ordered in magnitude(ALL_SOL), fee in 0u16..=50, available in magnitude(ALL_SOL), idle in 0u32..=5_000_000, expected in magnitude(ALL_SOL / 200)) {
        let tokens = PoolTokens(1 + tokens % (ledger.supply.0 - SOL));
        let claim = Claim { tokens, ordered: Lamports(ordered), fee: Bps(fee) };
        let (bid, unreleased) = (ledger.bid()?, ledger.unreleased());
        for payment in [Some(claim.pay(bid, unreleased)?), claim.pay_from(Lamports(available), bid, unreleased)?] {
            let Some(payment) = payment else { continue };
            let mut after = ledger;
            after.pay_out(payment.tokens, payment.net, payment.from_release)?;
            claim.sums()?.minus(claim.after(payment)?.sums()?)?;
            prop_assert!(after.bid()? >= bid && after.outlook()? >= ledger.outlook()?);
        }
        let sums = claim.sums()?;
        let queued = claims.plus(sums).ok().filter(|queued| queued.tokens.0 <= ledger.supply.0 - SOL).unwrap_or(sums);
        for back in [claim.after_idling(Ppb(idle))?, ledger.buy_back(claim, queued, Lamports(expected), Ppb(idle))?] {
            let mut after = ledger;
            after.burn(claim.tokens.minus(back)?)?;
            prop_assert!(after.bid()? >= bid && after.outlook()? >= ledger.outlook()?);
        }

        if let Ok(ask) = ledger.ask(claims, Lamports(expected)) {
            let curve = FeeCurve { min: Bps(30), max: Bps(1_000), target: FeeCurve::MAX_TARGET };
            let liquidity = Lamports(ALL_SOL);
            let counted = Lamports(available);
            let plan = SaleTerms { bid, ask, liquidity, counted, curve, treasury_cut: Bps(5_000) }.plan(tokens)?;
            prop_assert_eq!(plan.lamports.plus(plan.fee)?, bid.lamports_for(tokens)?);
            prop_assert!(plan.held.plus(plan.treasury)? <= tokens);
        }
    }

    /// What happens to the pool has an answer: gains, losses at once and later, and the update after them.
    #[test]
    fn gains_losses_and_updates(ledger in any_ledger(), gain in magnitude(ALL_SOL), at_once in any::<u64>(), later in any::<u64>(), burned in any::<u64>(), fee in 0u16..=1_000) {
        let mut books = ledger;
        books.gain(Lamports(gain))?;
        books.lose(Lamports(at_once % (books.held.0 + 1)))?;
        books.lose_later(Lamports(later % (books.held.0 + 1)))?;
        books.bid()?;
        books.outlook()?;
        books.slot += 500_000;
        let input = EpochInput {
            total: books.total()?,
            unreleased: books.unreleased(),
            supply: books.supply,
            minted: PoolTokens(books.supply.0 - burned % (books.supply.0 - SOL)),
            gain: books.pending_gain,
            loss: books.pending_loss,
            mark: books.mark,
            fee: Bps(fee),
        };
        let plan = input.settle()?;
        prop_assert_eq!(plan.total.0 + plan.unreleased.0, books.held.0);
    }
}
