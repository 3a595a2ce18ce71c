//! What users do moves no price down, makes no lamport and no token, and is paid at no more than the bid: whatever happens to
//! the pool in between, gains, losses and burns.

use super::{lives, world::*};
use crate::random::Random;
use crate::*;

/// Who acts, and how much of what they have it is about, in thousandths.
type Act = (&'static str, Who, u64);

/// One life; the tickets' claims do not rise by what users pay, unless `repaired`.
fn life(seed: u64) -> MathResult<()> {
    let mut random = Random(seed);
    let with_queue = random.once_in(2);
    let mut world = World::any(&mut random, with_queue);
    let mut log: Vec<Act> = Vec::new();
    for _ in 0..5 + random.below(20) {
        let who = random.pick([Who::Newcomer, Who::Holders, Who::Treasury]);
        let act = random.pick([
            "deposit", "deposit", "add", "remove", "sell", "order", "cancel", "take", "settle", "wait", "turn", "gain",
            "lose", "burn",
        ]);
        let parts = random.pick([1, 10, 200, 999, 1_000]);
        log.push((act, who, parts));
        let part = |of: u64| u64::try_from(product(of, parts) / 1_000).unwrap();
        let Account { lamports, tokens, shares } = *world.account(who);
        // What is never gone: the market, and the holders, do not sell everything.
        let tokens = tokens / 2;
        let before = world.clone();
        match act {
            "deposit" => world.deposit(who, part(lamports / 100))?,
            "add" => world.add_liquidity(who, part(lamports / 100))?,
            "remove" => world.remove_liquidity(who, part(shares / 2))?,
            "sell" => world.sell(who, part(tokens))?,
            "order" => world.order(who, part(tokens))?,
            "cancel" => world.cancel(who)?,
            "take" => world.take_stake(who, part(tokens))?,
            "settle" => drop(world.settle(random.pick([0, 999_999, 1_000_000, SOL, 50 * SOL, u64::MAX]))?),
            "wait" => world.wait(parts),
            "gain" => world.ledger.gain(Lamports(part(world.ledger.held.0 / 100)))?,
            "lose" => world.ledger.lose(Lamports(part(world.ledger.held.0 / 10)))?,
            "burn" => world.burn(who, part(tokens / 10)),
            _ => {
                let of = |random: &mut Random| Lamports(random.pick([0, 0, part(world.ledger.held.0 / 100)]));
                let (gain, loss) = (of(&mut random), of(&mut random));
                let (input, plan) = world.turn(random.below(SLOTS / 10), gain, loss)?;
                assert!(input.loss > input.gain || plan.mark >= input.mark);
            }
        }
        world.check()?;
        let context = || format!("life {seed}: {log:?}");
        if matches!(act, "wait" | "gain" | "lose" | "turn" | "burn") {
            continue;
        }
        assert_eq!(world.lamports(), before.lamports(), "lamports appeared or went missing: {}", context());
        let (bid, outlook) = (before.ledger.bid()?, before.ledger.outlook()?);
        assert!(world.ledger.bid()? >= bid, "the bid fell: {}", context());
        assert!(world.ledger.outlook()? >= outlook, "the outlook fell: {}", context());
        assert!(world.ledger.after_release()? >= before.ledger.after_release()?, "the release fell: {}", context());
        assert_eq!(world.ledger.mark, before.ledger.mark, "a user moved the mark: {}", context());
        // Nor does the bid rise at once by more than a lamport: whoever buys just before gains nothing.
        let less = Price { total: world.ledger.total()?.saturating_minus(Lamports(1)), supply: world.ledger.supply };
        assert!(less <= bid, "the bid jumped: {}", context());
        // Cancelling takes back what the ticket would have left behind, and a deposit may repair a loss for those in the
        // queue; nothing else lowers the ask, but by the lamport of each of its roundings.
        let repaired = claimed(&world)? > claimed(&before)?;
        if !repaired {
            let ask = world.ask()?;
            let more = Price { total: ask.total.plus(Lamports(3))?, supply: ask.supply };
            assert!(more >= before.ask()?, "the ask fell: {}", context());
        }
        // Whoever leaves gets the bid at most; who comes in pays the ask at least.
        let (now, then) = (*world.account(who), *before.clone().account(who));
        if matches!(act, "sell" | "take") {
            assert!(now.lamports - then.lamports <= bid.lamports_for(PoolTokens(then.tokens - now.tokens))?.0);
        }
        if act == "deposit" {
            let paid = Lamports(then.lamports - now.lamports);
            assert!(PoolTokens(now.tokens - then.tokens) <= before.ask()?.tokens_for(paid)?);
        }
    }
    Ok(())
}

/// What the earlier epochs' tickets are paid now, at most.
fn claimed(world: &World) -> MathResult<u64> {
    let earlier = world.queue.earlier()?;
    Ok(earlier.lamports.min(world.ledger.after_release()?.lamports_for(earlier.tokens)?).0)
}

#[test]
fn no_user_moves_a_price_down() {
    for seed in 0..lives(10_000) {
        life(seed).unwrap_or_else(|error| panic!("life {seed}: {error:?}"));
    }
}
