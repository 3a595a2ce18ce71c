//! The reward fee is charged once on every rise and never on a recovery, whatever happens in between: gains and losses measured
//! before an update and after it, deposits, exits, tickets and releases.
//!
//! The peak is kept here by looking at the pool after every step. What an update may charge is what lies above it.

use super::{lives, world::*};
use crate::random::Random;
use crate::*;

fn life(seed: u64) -> MathResult<()> {
    let mut random = Random(seed);
    let mut world = World::any(&mut random, false);
    world.settings.reward_fee = Bps(1 + u16::try_from(random.below(1_000)).unwrap());
    let mut peak = world.ledger.mark.higher_of(world.ledger.after_release()?);
    let mut log = Vec::new();
    for _ in 0..4 + random.below(16) {
        let act =
            random.pick(["turn", "turn", "turn", "gain", "gain", "lose", "deposit", "take", "order", "settle", "wait"]);
        let parts = random.pick([0, 1, 5, 100, 1_000, 4_000]);
        let part = |of: u64| u64::try_from(product(of, parts) / 10_000).unwrap();
        log.push((act, parts));
        let held = world.ledger.held.0;
        match act {
            "gain" => world.ledger.gain(Lamports(part(held)))?,
            "lose" => world.ledger.lose(Lamports(random.pick([parts.min(1), part(held)])))?,
            "deposit" => world.deposit(Who::Newcomer, 2 * part(held))?,
            "take" => world.take_stake(Who::Holders, part(world.ledger.supply.0))?,
            "order" => world.order(Who::Holders, part(world.ledger.supply.0))?,
            "settle" => drop(world.settle(u64::MAX)?),
            "wait" => world.wait(parts),
            _ => {
                let (gain, loss) = random.pick([(1, 0), (1, 0), (0, 1), (1, 1)]);
                let loss = loss * random.pick([1, part(held) / 2]);
                let (input, plan) = world.turn(0, Lamports(gain * part(held)), Lamports(loss))?;
                check(input, plan, peak, &format!("life {seed}: {log:?}"))?;
                peak = peak.higher_of(Price { total: plan.total.plus(plan.unreleased)?, supply: plan.supply });
            }
        }
        world.check()?;
        peak = peak.higher_of(world.ledger.after_release()?);
        assert!(
            world.ledger.mark <= peak,
            "a mark over everything that there was lets gains off: life {seed}: {log:?}"
        );
    }
    Ok(())
}

/// An update charges on its net gain as far as that lies above the peak: no more, and no less.
fn check(input: EpochInput, plan: EpochPlan, peak: Price, life: &str) -> MathResult<()> {
    let net = input.gain.saturating_minus(input.loss);
    let all = plan.total.plus(plan.unreleased)?;
    let before_fee = Price { total: all, supply: input.supply };
    let due = all.saturating_minus(peak.lamports_backing(input.supply)?).min(net);
    assert_eq!(plan.taxable, due, "{life}");
    assert_eq!(plan.fee, input.fee.ceil_of(due.0).map(Lamports)?, "{life}");
    assert!(plan.taxable.is_zero() || before_fee > peak, "charged on a recovery: {life}");
    // The fee is the whole difference: who holds tokens keeps what lies above the peak, less the rate of it.
    let kept = PoolTokens(input.supply.0);
    let worth = Price { total: all, supply: plan.supply }.lamports_for(kept)?;
    assert!(worth.0 + 1 >= all.0 - plan.fee.0, "more than the fee is gone: {life}");
    Ok(())
}

#[test]
fn no_rise_is_charged_twice_and_no_recovery_at_all() {
    for seed in 0..lives(20_000) {
        life(seed).unwrap_or_else(|error| panic!("life {seed}: {error:?}"));
    }
}
