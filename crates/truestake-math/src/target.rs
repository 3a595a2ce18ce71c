//! How much stake a validator should have, and how much of the difference moves now.

use crate::{mul_div_floor, Bps, Lamports, Limit, MathResult, Room, Scores};

/// Rebalancing lets a validator be over its target by this part of it. Rewards alone make stakes drift apart, and moving
/// dust would keep transient accounts busy that a ticket may need.
pub const REBALANCE_TOLERANCE: Bps = Bps(10);

/// The pool's delegation policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Policy {
    /// Part of everything held that stays in the reserve.
    pub reserve_buffer: Bps,
    /// Largest part that one validator may have of what stays when the tickets are paid.
    pub max_validator_share: Bps,
    /// Largest part of all stake that rebalancing may deactivate in one epoch. Tickets are not bound by it.
    pub max_move: Bps,
    /// The last part of an epoch, in which stake is rebalanced and tickets of the same epoch are served.
    pub moving_part: Bps,
}

/// What the pool holds and owes, in accounted lamports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holdings {
    /// Undelegated lamports.
    pub reserve: Lamports,
    /// Lamports in stake accounts, cooling down or not.
    pub staked: Lamports,
    /// The part of `staked` that is being deactivated.
    pub cooling: Lamports,
    /// The most that the tickets in the queue can claim.
    pub queued: Lamports,
    /// The most that those can claim for which stake may be deactivated now.
    pub servable: Lamports,
    /// Already deactivated by rebalancing in this epoch.
    pub moved: Lamports,
    /// Whether the epoch's moving part has begun.
    pub moving: bool,
}

/// One validator's part in the delegation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    pub score: u32,
    /// The most it may have, whatever its score says.
    pub cap: Lamports,
    /// Its limit, if it is counted among those whose limit binds.
    pub clipped: Option<Limit>,
    /// Lamports in the validator's stake accounts that are not being deactivated.
    pub stake: Lamports,
}

/// What stake is deactivated from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Source {
    /// The delegation of the account.
    pub whole: Lamports,
    /// The smallest delegation that the stake program accepts.
    pub min: Lamports,
    /// The most of the pool's stake that nobody can deactivate: rents of all stake accounts, and what is stuck.
    pub unmovable: Lamports,
}

/// The rule that lets nothing move.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MoveBlocker {
    /// The stake is where the score wants it, or so little over it that moving it is not worth while.
    AtTarget,
    /// The reserve has nothing over what tickets and the buffer need.
    ReserveNeeded,
    /// Less would move than the stake program lets live in an account.
    BelowMinimum,
    /// Rebalancing has moved all it may in this epoch.
    MoveLimit,
    /// Nothing moves before the epoch's moving part begins.
    NotMoving,
}

/// How much moves now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    Move(Lamports),
    Blocked(MoveBlocker),
}

impl Policy {
    /// What stays in the reserve: the tickets' claim and the buffer.
    pub fn keep(self, holdings: Holdings) -> MathResult<Lamports> {
        let buffer = Lamports(self.reserve_buffer.ceil_of(holdings.held()?.0)?);
        holdings.queued.plus(buffer)
    }

    /// The most that a validator may have: its own cap, and `max_validator_share` of what stays when the tickets are paid;
    /// floored.
    pub fn limit(self, holdings: Holdings, share: Share) -> MathResult<Lamports> {
        Ok(share.cap.min(self.largest_share(holdings.stays()?)?))
    }

    /// The most that a validator may have with stake that is deposited. The pool `stays` with so much when the tickets are
    /// paid, and had `settled` at its last update, both with what is deposited: SOL that came since may leave again, and the
    /// stake would stay. A pool whose largest share is all of it sets no limit but the validator's own cap.
    pub fn limit_of_deposit(self, stays: Lamports, settled: Lamports, share: Share) -> MathResult<Lamports> {
        let lasting = if self.max_validator_share == Bps::WHOLE { stays } else { stays.min(settled) };
        Ok(share.cap.min(self.largest_share(lasting)?))
    }

    fn largest_share(self, stays: Lamports) -> MathResult<Lamports> {
        Ok(Lamports(self.max_validator_share.floor_of(stays.0)?))
    }

    /// A validator's target: its score's part of what can be staked, floored, never over its limit. What the limits keep from
    /// some goes to the others: `scores` says how much that is, as of the last [`Level::clip`] of each. Where less is left than
    /// what all would get at the level of that time, each gives its part of what is lacking: so SOL that leaves moves no more of
    /// the others' stake than it was.
    pub fn target(self, holdings: Holdings, scores: Scores, share: Share) -> MathResult<Lamports> {
        self.targets(holdings, scores, share).map(|(target, _)| target)
    }

    /// The target, and what it would be if nothing were lacking.
    #[inline(never)] // seven times in the program
    fn targets(self, holdings: Holdings, scores: Scores, share: Share) -> MathResult<(Lamports, Lamports)> {
        if share.score == 0 {
            return Ok((Lamports::ZERO, Lamports::ZERO));
        }
        let (stays, stakeable) = (holdings.stays()?, self.stakeable(holdings)?);
        let (limits, score) = (scores.limits(stays), u64::from(share.score));
        // Mostly no limit binds, and the level's products can be spared.
        let filled = if scores.clipped == 0 { stakeable } else { scores.filled(limits, stakeable)? };
        let is_short = filled > stakeable;
        let goal = match share.clipped {
            Some(Limit::Share(part)) => Lamports(part.floor_of(stays.0)?),
            Some(Limit::Cap(cap)) => cap,
            None if is_short => scores.part_at_level(score, stakeable),
            None => Lamports(mul_div_floor(stakeable.saturating_minus(limits).0, score, scores.unclipped()?)?),
        };
        let cut = if is_short { Lamports(mul_div_floor(goal.0, stakeable.0, filled.0)?) } else { goal };
        let limit = self.limit(holdings, share)?;
        Ok((cut.min(limit), goal.min(limit)))
    }

    /// What a validator's score alone would give it, up to its limit. What the others cannot take is not in it, so it is never
    /// over the target where the limits that bind are counted right.
    fn least_target(self, holdings: Holdings, scores: Scores, share: Share) -> MathResult<Lamports> {
        let unclipped = Scores { total: scores.total, ..Scores::default() };
        self.target(holdings, unclipped, Share { clipped: None, ..share })
    }

    /// What limits are judged by: the same for all validators of one look.
    pub fn room(self, holdings: Holdings) -> MathResult<Room> {
        let stays = holdings.stays()?;
        let (stakeable, largest_share) = (self.stakeable(holdings)?, self.largest_share(stays)?);
        Ok(Room { stays, stakeable, part: self.max_validator_share, largest_share })
    }

    /// What can be staked: all but what stays in the reserve.
    fn stakeable(self, holdings: Holdings) -> MathResult<Lamports> {
        Ok(holdings.held()?.saturating_minus(self.keep(holdings)?))
    }

    /// Lamports of the reserve to delegate to a validator. `min` is the smallest amount worth an account: rent and minimum
    /// delegation for a new one, 1 lamport on top of one that is still activating. Where less is missing, `min` it is as far as
    /// the limit lets it: what many validators lack by less than that each would idle otherwise. Rebalancing moves nothing so
    /// small back.
    pub fn delegate(self, holdings: Holdings, scores: Scores, share: Share, min: Lamports) -> MathResult<Decision> {
        let missing = self.target(holdings, scores, share)?.saturating_minus(share.stake);
        let spare = holdings.reserve.saturating_minus(self.keep(holdings)?);
        let room = self.limit(holdings, share)?.saturating_minus(share.stake).min(spare);
        Ok(if missing.is_zero() {
            Decision::Blocked(MoveBlocker::AtTarget)
        } else if spare.is_zero() {
            Decision::Blocked(MoveBlocker::ReserveNeeded)
        } else if room < min {
            Decision::Blocked(MoveBlocker::BelowMinimum)
        } else {
            Decision::Move(missing.min(spare).max(min))
        })
    }

    /// Lamports to deactivate at a validator over its target.
    ///
    /// What tickets wait for comes first and is not bound by `max_move`; it is rounded up to the smallest delegation, or to all
    /// of the account where the rest could not live alone, because otherwise many validators that are each a little over would
    /// keep a ticket waiting for ever. Where no more is missing than what nobody can deactivate, a validator gives from below
    /// its target, by no more than its part in that: what the others are over theirs may be just this, as the rents of a
    /// validator that is out and kept on the list, or stake in an account that cannot be read.
    ///
    /// Rebalancing happens in the moving part only, and never rounds up: it cannot bring a validator past its target. It leaves
    /// what a score alone would give, too: limits that were counted while other SOL was there, or other limits, take no stake
    /// from anybody. Nor does it cut targets by what is lacking while the level has not fallen yet: that is for tickets to take. What it
    /// tolerates is a part of what it leaves, not of a target that was cut.
    pub fn deactivate(
        self,
        holdings: Holdings,
        scores: Scores,
        share: Share,
        Source { whole, min, unmovable }: Source,
    ) -> MathResult<Decision> {
        // Only tickets that may be served now lower the target: no other order moves any stake.
        let at = |queued| Holdings { queued, ..holdings };
        let over = |target| share.stake.saturating_minus(target).min(whole);
        let (target, uncut) = self.targets(at(holdings.servable), scores, share)?;
        let missing = holdings.shortfall()?;
        let mut surplus = over(target);
        if surplus.is_zero() && missing <= unmovable {
            let below = self.target(at(holdings.servable.plus(unmovable)?), scores, share)?;
            surplus = over(below).min(missing);
        }
        let needed = missing.min(surplus);
        let mut left = target;
        if scores.clipped != 0 {
            left = self.least_target(at(holdings.servable), scores, share)?.max(uncut);
            surplus = surplus.min(over(left).max(needed));
        }
        let drift = surplus.minus(needed)?;
        let tolerated = drift.0 <= REBALANCE_TOLERANCE.floor_of(left.0)?;
        if needed.is_zero() && (tolerated || !holdings.moving) {
            return Ok(Decision::Blocked(if tolerated { MoveBlocker::AtTarget } else { MoveBlocker::NotMoving }));
        }
        let extra = if tolerated || !holdings.moving { Lamports::ZERO } else { drift.min(self.move_budget(holdings)?) };
        let mut amount = needed.plus(extra)?;
        let blocker = if amount < surplus { MoveBlocker::MoveLimit } else { MoveBlocker::BelowMinimum };

        if !needed.is_zero() {
            amount = amount.max(min);
        }
        if amount < whole && whole.saturating_minus(amount) < min {
            // The rest could not live in an account of its own.
            amount = if needed.is_zero() { whole.saturating_minus(min).min(amount) } else { whole };
        }
        amount = amount.min(whole);
        Ok(if amount == whole || amount >= min { Decision::Move(amount) } else { Decision::Blocked(blocker) })
    }

    /// What rebalancing may still deactivate in this epoch.
    pub fn move_budget(self, holdings: Holdings) -> MathResult<Lamports> {
        let limit = Lamports(self.max_move.floor_of(holdings.staked.0)?);
        Ok(limit.saturating_minus(holdings.moved))
    }
}

impl Holdings {
    /// Everything held, delegated or not.
    pub fn held(self) -> MathResult<Lamports> {
        self.reserve.plus(self.staked)
    }

    /// What stays when the tickets are paid. SOL that is about to leave lifts nobody's limit: it could be brought for that alone.
    pub fn stays(self) -> MathResult<Lamports> {
        Ok(self.held()?.saturating_minus(self.queued))
    }

    /// What the tickets wait for that may be served now: not in the reserve, and not on its way there.
    pub fn shortfall(self) -> MathResult<Lamports> {
        Ok(self.servable.saturating_minus(self.reserve.plus(self.cooling)?))
    }

    /// What tickets take back of stake that was delegated in this epoch, with `whole` lamports: it has earned nothing yet, and
    /// is free at once. All of it where the rest could not live in an account of its own.
    pub fn recall(self, whole: Lamports, min: Lamports) -> MathResult<Lamports> {
        let needed = self.shortfall()?.min(whole);
        let rest = whole.minus(needed)?;
        Ok(if !needed.is_zero() && rest < min { whole } else { needed })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::magnitude::magnitude;
    use crate::LEVEL_WHOLE;
    use proptest::prelude::*;

    const SOL: u64 = 1_000_000_000;

    prop_compose! {
        fn any_policy()(buffer in 0u16..=2_000, share in 100u16..=10_000, max_move in 0u16..=10_000) -> Policy {
            Policy { reserve_buffer: Bps(buffer), max_validator_share: Bps(share), max_move: Bps(max_move), moving_part: Bps(1_000) }
        }
    }

    prop_compose! {
        fn any_holdings()(reserve in 0..1_000_000 * SOL, staked in 0..100_000_000 * SOL, cooling in 0.0f64..1.0, queued in 0..1_000_000 * SOL, served in 0.0f64..=1.0, moved in 0..1_000 * SOL, moving: bool) -> Holdings {
            Holdings {
                reserve: Lamports(reserve), staked: Lamports(staked), cooling: Lamports((staked as f64 * cooling) as u64),
                queued: Lamports(queued), servable: Lamports((queued as f64 * served) as u64), moved: Lamports(moved), moving,
            }
        }
    }

    /// A validator without a cap beside others whose scores sum up to `others`.
    fn alone(score: u32, others: u64, stake: u64) -> (Scores, Share) {
        let scores = Scores { total: u64::from(score) + others, ..Scores::default() };
        (scores, Share { score, cap: Lamports(u64::MAX), clipped: None, stake: Lamports(stake) })
    }

    /// SOL that is lent for one look lifts the level, and until it falls every target is cut by what is lacking. What a validator may be
    /// over its target before anything moves is not.
    #[test]
    fn tolerance_is_not_cut_with_the_targets() {
        // 10,000 SOL stay and 10,000 leave. Caps of 100 and 8,800 SOL bind, and at the level the last validator would have 5,550 SOL, so
        // that all would have 14,450: the second one's target is cut from 8,800 to 6,089.9 SOL, of which a thousandth is 6.1.
        let policy = Policy {
            reserve_buffer: Bps::ZERO,
            max_validator_share: Bps::WHOLE,
            max_move: Bps::WHOLE,
            moving_part: Bps(1_000),
        };
        let holdings = Holdings {
            reserve: Lamports(10_000 * SOL),
            staked: Lamports(10_000 * SOL),
            cooling: Lamports::ZERO,
            queued: Lamports(10_000 * SOL),
            servable: Lamports(10_000 * SOL),
            moved: Lamports::ZERO,
            moving: true,
        };
        let scores = Scores {
            total: 955_000,
            clipped: 950_000,
            clipped_share: 0,
            clipped_caps: Lamports(8_900 * SOL),
            level: (5_550 * 955_000 * LEVEL_WHOLE).div_ceil(10_000 * 5_000),
        };
        let cap = Lamports(8_800 * SOL);
        let share =
            |over: u64| Share { score: 50_000, cap, clipped: Some(Limit::Cap(cap)), stake: Lamports(cap.0 + over) };
        let target = policy.target(holdings, scores, share(0)).unwrap();
        assert_eq!(target.0 / SOL, 6_089);
        let decide = |over: u64| {
            let source = Source { whole: share(over).stake, min: Lamports(1), unmovable: Lamports::ZERO };
            policy.deactivate(holdings, scores, share(over), source).unwrap()
        };
        assert_eq!(decide(7 * SOL), Decision::Blocked(MoveBlocker::AtTarget));
        // A thousandth of 8,800 SOL.
        assert_eq!(decide(8_800_000_000), Decision::Blocked(MoveBlocker::AtTarget));
        assert_eq!(decide(8_800_000_001), Decision::Move(Lamports(8_800_000_001)));
    }

    proptest! {
        /// Stake that is deposited never has more room than the pool's largest share of what stays, nor than that of what it
        /// had at its update, unless the share is all of it.
        #[test]
        fn lent_sol_makes_no_room(policy in any_policy(), stays in 0..1_000_000 * SOL, settled in 0..1_000_000 * SOL, cap in 0..1_000_000 * SOL) {
            let (_, share) = alone(1, 1, 0);
            let share = Share { cap: Lamports(cap), ..share };
            let most = policy.limit_of_deposit(Lamports(stays), Lamports(settled), share)?.0;
            let part = |of: u64| policy.max_validator_share.floor_of(of).unwrap();
            prop_assert!(most <= cap && most <= part(stays));
            prop_assert!(most <= part(settled) || policy.max_validator_share == Bps::WHOLE);
            prop_assert!(most == cap || most == part(stays) || most == part(settled));
        }

        /// Delegating never brings a validator past its limit, nor past its target but by less than the smallest amount, and
        /// never takes what tickets or the buffer need.
        #[test]
        fn delegation_stays_within_target_and_reserve(policy in any_policy(), holdings in any_holdings(), score in 0u32..1_000, others in 0u64..100_000, stake in 0..10_000 * SOL) {
            let (scores, share) = alone(score, others, stake);
            if let Decision::Move(amount) = policy.delegate(holdings, scores, share, Lamports(SOL))? {
                let target = policy.target(holdings, scores, share)?.0;
                prop_assert!(stake < target && stake + amount.0 <= target.max(stake + SOL));
                prop_assert!(stake + amount.0 <= policy.limit(holdings, share)?.0);
                prop_assert!(holdings.reserve.0 - amount.0 >= policy.keep(holdings)?.0);
                prop_assert!(amount.0 >= SOL);
            }
        }

        /// Deactivating without a waiting ticket never brings a validator below its target; with one, by less than
        /// one account's minimum and the rents. What stays can live, or nothing stays.
        #[test]
        fn deactivation_stays_over_the_target(policy in any_policy(), holdings in any_holdings(), score in 0u32..1_000, others in 0u64..100_000, stake in 1..10_000 * SOL, unmovable in magnitude(SOL)) {
            let (scores, share) = alone(score, others, stake);
            let least = Lamports(SOL);
            let target = policy.target(Holdings { queued: holdings.servable, ..holdings }, scores, share)?.0;
            let source = Source { whole: Lamports(stake), min: least, unmovable: Lamports(unmovable) };
            // Below its target a validator gives no more than its part of what cannot move, when no more than that is missing.
            let below = if holdings.shortfall()? <= source.unmovable { unmovable } else { 0 };
            match policy.deactivate(holdings, scores, share, source)? {
                Decision::Move(amount) => {
                    let left = stake - amount.0;
                    prop_assert!(left == 0 || left >= least.0);
                    prop_assert!(stake + below > target);
                    if holdings.shortfall()?.is_zero() {
                        prop_assert!(left >= target);
                        prop_assert!(amount <= policy.move_budget(holdings)?);
                    } else {
                        prop_assert!(left + 2 * least.0 + below > target);
                    }
                }
                Decision::Blocked(MoveBlocker::AtTarget) => {
                    prop_assert!(stake <= target || holdings.shortfall()?.is_zero());
                    prop_assert!(stake <= target + target / 1_000);
                }
                Decision::Blocked(blocker) => {
                    prop_assert!(holdings.shortfall()?.is_zero(), "a ticket waits and nothing moves");
                    prop_assert_eq!(blocker == MoveBlocker::NotMoving, !holdings.moving);
                }
            }
        }

        /// The targets of all validators together are never more than can be staked.
        #[test]
        fn targets_never_exceed_what_is_stakeable(policy in any_policy(), holdings in any_holdings(), scores in proptest::collection::vec(0u32..1_000, 1..50)) {
            let total_score: u64 = scores.iter().map(|score| u64::from(*score)).sum();
            let mut sum = 0;
            for score in scores {
                let (scores, share) = alone(score, total_score - u64::from(score), 0);
                let target = policy.target(holdings, scores, share)?.0;
                prop_assert!(u128::from(target) * 10_000 <= u128::from(holdings.held()?.0) * u128::from(policy.max_validator_share.0));
                sum += target;
            }
            prop_assert!(sum <= holdings.held()?.0.saturating_sub(policy.keep(holdings)?.0));
        }

        /// P-14: while a ticket waits for stake, some validator can be deactivated, whoever is asked first.
        #[test]
        fn a_waiting_ticket_always_finds_stake(policy in any_policy(), stakes in proptest::collection::vec(1 + SOL..1_000 * SOL, 1..20), scores in proptest::collection::vec(0u32..100, 20), queued in 1..100 * SOL) {
            let staked: u64 = stakes.iter().sum();
            let holdings = Holdings {
                reserve: Lamports::ZERO, staked: Lamports(staked), cooling: Lamports::ZERO,
                queued: Lamports(queued.min(staked / 2)), servable: Lamports(queued.min(staked / 2)), moved: Lamports::ZERO, moving: false,
            };
            let total_score: u64 = scores.iter().take(stakes.len()).map(|score| u64::from(*score)).sum();
            let mut found = false;
            for (stake, score) in stakes.iter().zip(&scores) {
                let (scores, share) = alone(*score, total_score - u64::from(*score), *stake);
                let source = Source { whole: Lamports(*stake), min: Lamports(SOL), unmovable: Lamports::ZERO };
                found |= matches!(policy.deactivate(holdings, scores, share, source)?, Decision::Move(_));
            }
            prop_assert!(found);
        }

        /// P-14 where validators that are out hold nothing but rents: the others are at their targets before the last of the
        /// queue is served, and serve it all the same.
        #[test]
        fn a_waiting_ticket_waits_for_no_rents(policy in any_policy(), stakes in proptest::collection::vec(2 * SOL..1_000 * SOL, 1..20), out in 1u64..400, missing in 0.0f64..=1.0, least in magnitude(SOL)) {
            const RENT: u64 = 2_282_880;
            let policy = Policy { reserve_buffer: Bps::ZERO, max_validator_share: Bps::WHOLE, ..policy };
            let dead = 2 * RENT * out;
            let rents = dead + 2 * RENT * stakes.len() as u64;
            let missing = (1 + (dead as f64 * missing) as u64).min(dead);
            let staked = stakes.iter().sum::<u64>() + dead;
            // Those with a score are at their targets: all over it is what lies with the others.
            let count = stakes.len() as u64;
            let each = (staked - missing) / count;
            let holdings = Holdings {
                reserve: Lamports::ZERO, staked: Lamports(staked), cooling: Lamports::ZERO, queued: Lamports(missing),
                servable: Lamports(missing), moved: Lamports::ZERO, moving: false,
            };
            let mut left = missing;
            for _ in 0..count {
                let (scores, share) = alone(1, count - 1, each - (dead - missing) / count);
                let source = Source { whole: share.stake, min: Lamports(least), unmovable: Lamports(rents) };
                let holdings = Holdings { cooling: Lamports(missing - left), ..holdings };
                if let Decision::Move(amount) = policy.deactivate(holdings, scores, share, source)? {
                    left = left.saturating_sub(amount.0);
                }
            }
            prop_assert_eq!(left, 0);
        }
    }
}
