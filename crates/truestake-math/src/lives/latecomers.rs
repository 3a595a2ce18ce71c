//! Does anybody gain who comes late? A newcomer with SOL meets a pool in a random state, after which it earns nothing more:
//! whatever they get beyond what they brought was others'. They try what the program lets them do, in any order, and stay
//! until all is released. What they have at the end is no more than they brought, but for rounding.

use super::{lives, world::*};
use crate::random::Random;
use crate::*;

/// What rounding may give a newcomer over a whole life, in lamports.
const ROUNDING: i128 = 50;

/// What the newcomer may do, and what else happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Act {
    Deposit,
    AddLiquidity,
    RemoveLiquidity,
    Sell,
    Order,
    Cancel,
    TakeStake,
    /// The head of the queue is paid, in whole or in part.
    Settle,
    /// A holder sells to the liquidity pool.
    HolderSells,
    Wait,
    NextEpoch,
}

use Act::*;

/// Without other sellers: the newcomer may provide liquidity for as long as they like.
const ALONE: &[Act] = &[
    Deposit,
    Deposit,
    Deposit,
    AddLiquidity,
    RemoveLiquidity,
    RemoveLiquidity,
    Settle,
    Settle,
    Settle,
    Sell,
    Order,
    Cancel,
    TakeStake,
    Wait,
    NextEpoch,
];
/// With other sellers, whose fees a provider may keep if they stay over the epoch: so this one leaves before it ends.
const AMONG_SELLERS: &[Act] = &[
    Deposit,
    AddLiquidity,
    AddLiquidity,
    RemoveLiquidity,
    RemoveLiquidity,
    HolderSells,
    HolderSells,
    Sell,
    TakeStake,
    Wait,
    NextEpoch,
];

/// What the newcomer gained, and what they did.
fn life(seed: u64, acts: &[Act], with_queue: bool) -> MathResult<(i128, Vec<(Act, u64)>)> {
    let mut random = Random(seed);
    let mut world = World::any(&mut random, with_queue);
    let brought = world.account(Who::Newcomer).lamports;
    let mut log = Vec::new();
    let me = Who::Newcomer;
    for _ in 0..2 + random.below(7) {
        let act = acts[random.below(acts.len() as u64) as usize];
        let Account { tokens, shares, .. } = *world.account(me);
        let some = |of: u64, random: &mut Random| if random.once_in(2) { of } else { of / 2 };
        let amount = match act {
            Deposit => random.pick([1, 10, 100, 1_000, 9_000]) * SOL + random.below(3),
            AddLiquidity => random.pick([10, 1_000, 100_000]) * SOL + random.below(3),
            RemoveLiquidity => some(shares, &mut random),
            Sell | TakeStake => some(tokens, &mut random),
            Order => some(tokens, &mut random),
            HolderSells => (random.pick([1, 10, 100]) * SOL).min(world.account(Who::Holders).tokens),
            Settle => random.pick([u64::MAX, 100 * SOL, SOL, 1_000_000]),
            Wait | NextEpoch => random.below(SLOTS),
            Cancel => 0,
        };
        match act {
            Deposit => world.deposit(me, amount)?,
            AddLiquidity => world.add_liquidity(me, amount)?,
            RemoveLiquidity => world.remove_liquidity(me, amount)?,
            Sell => world.sell(me, amount)?,
            Order => world.order(me, amount)?,
            Cancel => world.cancel(me)?,
            TakeStake => world.take_stake(me, amount)?,
            Settle => drop(world.settle(amount)?),
            HolderSells => world.sell(Who::Holders, amount)?,
            Wait => world.wait(amount),
            NextEpoch => {
                if acts.contains(&HolderSells) {
                    world.remove_liquidity(me, u64::MAX)?;
                }
                world.turn(amount / 10, Lamports::ZERO, Lamports::ZERO)?;
            }
        }
        log.push((act, amount));
        world.check()?;
    }
    if acts.contains(&HolderSells) {
        world.remove_liquidity(me, u64::MAX)?;
    }
    // All tickets are paid, all is released, and the rest of the tokens is worth the bid.
    for _ in 0..6 {
        while world.settle(u64::MAX)? {}
        world.turn(0, Lamports::ZERO, Lamports::ZERO)?;
        world.remove_liquidity(me, u64::MAX)?;
    }
    world.wait(SLOTS - 1);
    let Account { lamports, tokens, .. } = *world.account(me);
    let worth = world.ledger.outlook()?.lamports_for(PoolTokens(tokens))?;
    Ok((i128::from(lamports) + i128::from(worth.0) - i128::from(brought), log))
}

fn search(acts: &[Act], with_queue: bool) {
    let mut most = 0;
    for seed in 0..lives(5_000) {
        let (gained, log) = life(seed, acts, with_queue).unwrap_or_else(|error| panic!("life {seed}: {error:?}"));
        assert!(gained <= ROUNDING, "life {seed} gained {gained} lamports: {log:?}");
        most = most.max(gained);
    }
    println!("{most} lamports at most");
}

#[test]
fn alone() {
    search(ALONE, false);
}

#[test]
fn among_sellers() {
    search(AMONG_SELLERS, false);
}

#[test]
fn alone_with_a_queue() {
    search(ALONE, true);
}

#[test]
fn among_sellers_with_a_queue() {
    search(AMONG_SELLERS, true);
}
