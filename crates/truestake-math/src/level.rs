//! The level up to which what can be staked fills validators, as water would: who has a limit below it stays at that, and leaves the
//! rest to the others.
//!
//! Nobody walks the list: a validator's limit is judged when it is looked at, by the level, which all judge by and which moves
//! slowly. It rises as soon as there is more than fills them; of all looks only an epoch's first lowers it, by no more than what is
//! lacking, or to where the first limit stops to bind. So the order of looks matters to nobody, and SOL that leaves, or only seems
//! to, moves no more of the others' stake than it was.

use crate::{mul_div_floor, product, Bps, Lamports, MathError, MathResult, Share};

/// Sums over all validators.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scores {
    /// Of all scores.
    pub total: u64,
    /// Of the scores of those whose limit binds.
    pub clipped: u64,
    /// Of the largest shares that bind, in basis points.
    pub clipped_share: u64,
    /// Of the caps that bind.
    pub clipped_caps: Lamports,
    /// The level: what all scores would get together if no limit bound, in parts of [`LEVEL_WHOLE`] of what can be staked. With
    /// that it rises and falls, as shares do.
    pub level: u64,
}

/// The limits that were seen to bind in an epoch and give way first when the level falls.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Top {
    /// The cap that is the highest for its score,
    pub cap: Lamports,
    /// and that score; 0 where none was seen.
    pub score: u32,
    /// The lowest score of those whose largest share binds; 0 where none was seen.
    pub share_score: u32,
}

/// The level where no limit binds.
pub const LEVEL_WHOLE: u64 = 1 << LEVEL_BITS;
const LEVEL_BITS: u32 = 30;

/// A limit that binds, as it was counted in [`Scores`]. A share follows what the pool holds, so that SOL which comes or leaves
/// after the counting changes nobody's part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// The pool's largest share of what stays when the tickets are paid.
    Share(Bps),
    /// The validator's own cap.
    Cap(Lamports),
}

/// What can be staked, and the most that one validator may have of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    /// What stays when the tickets are paid.
    pub stays: Lamports,
    pub stakeable: Lamports,
    /// The largest share that a validator may have of what stays, and as lamports.
    pub part: Bps,
    pub largest_share: Lamports,
}

/// ⌊number ÷ by⌋, at most [`u64::MAX`]; nothing for 0.
///
/// The numbers here fit 128 bits: lamports have 60, sums of scores 34, a level 64, of which [`LEVEL_BITS`] are its fraction.
#[inline(never)] // 1 kB
fn quotient(number: u128, by: u128) -> Option<u64> {
    number.checked_div(by).map(|quotient| u64::try_from(quotient).unwrap_or(u64::MAX))
}

impl Room {
    /// The level with which an epoch begins: lower, where what can be staked does not fill the validators up to it. First down to
    /// where the highest limit of the epoch before begins to give way, then by the part that is lacking.
    pub fn lower(self, scores: &mut Scores, top: &mut Top) -> MathResult<()> {
        let limits = scores.limits(self.stays);
        let before = core::mem::take(top);
        if scores.filled(limits, self.stakeable)? <= self.stakeable {
            return Ok(());
        }
        scores.level = scores.level.min(self.highest(scores.total, before));
        let filled = scores.filled(limits, self.stakeable)?;
        if filled > self.stakeable {
            scores.level = mul_div_floor(scores.level, self.stakeable.0, filled.0)?;
        }
        Ok(())
    }

    /// The level at which the highest limit that was seen binds no more; the highest of all where none was.
    fn highest(self, total: u64, top: Top) -> u64 {
        let level = |limit: Lamports, score: u32| {
            let each = product(self.stakeable.0, score.into());
            quotient(product(limit.0, total) << LEVEL_BITS, each)
        };
        let highest = level(top.cap, top.score).max(level(self.largest_share, top.share_score));
        highest.map_or(u64::MAX, |level| level.saturating_add(1))
    }

    /// The level with which a look begins: higher, where more can be staked than fills the validators up to it; all that is more
    /// goes to those whose limit does not bind. It is never higher than where all is filled, whoever is judged wrongly yet.
    pub fn raise(self, scores: &mut Scores) -> MathResult<()> {
        // Where no limit binds it may fall as well: nobody would be judged in another way.
        if scores.clipped == 0 {
            scores.level = LEVEL_WHOLE;
            return Ok(());
        }
        if scores.filled(scores.limits(self.stays), self.stakeable)? > self.stakeable {
            return Ok(());
        }
        scores.level = self.full(*scores, self.stakeable)?.unwrap_or(scores.level);
        Ok(())
    }

    /// The level once scores have changed, of which the sums were `before`. It is a part of what all scores would get: where some
    /// leave or grow that take little, because their limit binds, each of the others would get more or less by that. So it changes
    /// with the sum of scores, as far as it fills the validators no more than before: scores that all change in proportion change
    /// nothing. Where they rise, it falls no lower for each than to where the highest limit begins to give way; the rest is the next
    /// epoch's first look's.
    pub fn refit(self, before: Scores, scores: &mut Scores, top: Top) -> MathResult<()> {
        let most = before.filled(before.limits(self.stays), self.stakeable)?.max(self.stakeable);
        let full = self.full(*scores, most)?.unwrap_or(u64::MAX);
        let kept = before.level;
        let each_the_same = quotient(product(kept, scores.total), before.total.into()).unwrap_or(kept);
        scores.level = if each_the_same <= kept {
            full.clamp(each_the_same, kept)
        } else {
            let least = if scores.clipped == 0 { kept } else { kept.max(self.highest(scores.total, top)) };
            full.max(least).min(each_the_same)
        };
        Ok(())
    }

    /// The level at which those whose limit does not bind have all of `whole` that the limits leave; none where all bind.
    #[inline(never)] // twice
    fn full(self, scores: Scores, whole: Lamports) -> MathResult<Option<u64>> {
        let open = whole.saturating_minus(scores.limits(self.stays));
        let each = product(scores.unclipped()?, self.stakeable.0);
        Ok(quotient(product(open.0, scores.total) << LEVEL_BITS, each))
    }

    /// What limits are judged by in a look that begins with `scores`.
    pub fn level(self, scores: &Scores) -> Level {
        Level { lamports: scores.at_level(self.stakeable), part: self.part, largest_share: self.largest_share }
    }
}

/// What all scores would get together if no limit bound, and the largest share that one validator may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Level {
    pub lamports: u128,
    pub part: Bps,
    pub largest_share: Lamports,
}

impl Level {
    /// Whether a validator's limit binds: called at every look at a validator. Takes what its limit adds to the sums off them, and
    /// adds what it does now.
    #[inline(always)] // a call of it costs 70 units, at every validator
    pub fn clip(self, scores: &mut Scores, top: &mut Top, share: Share) -> MathResult<Option<Limit>> {
        scores.remove(share)?;
        let is_capped = share.cap < self.largest_share;
        let limit = share.cap.min(self.largest_share);
        // ⌊level × score ÷ total⌋ ≤ limit, without the division
        let most = product(limit.0, scores.total).saturating_add(scores.total.into());
        if self.lamports.wrapping_mul(share.score.into()) < most || scores.total == 0 {
            return Ok(None);
        }
        top.note(is_capped, limit, share.score);
        // In a pool of all SOL that there is, limits could add up to more than 64 bits: the last ones count for what is left.
        let limit = if is_capped {
            Limit::Cap(limit.min(Lamports(u64::MAX).saturating_minus(scores.clipped_caps)))
        } else {
            Limit::Share(self.part)
        };
        scores.change(share.score, limit, true)?;
        Ok(Some(limit))
    }
}

impl Top {
    /// Notes a limit that binds.
    #[inline(never)] // rare
    fn note(&mut self, is_cap: bool, limit: Lamports, score: u32) {
        if !is_cap {
            self.share_score = if self.share_score == 0 { score } else { self.share_score.min(score) };
        } else if product(limit.0, self.score.into()) >= product(self.cap.0, score.into()) {
            (self.cap, self.score) = (limit, score);
        }
    }
}

impl Scores {
    /// Takes off what the limit of `share` adds to the sums.
    pub fn remove(&mut self, share: Share) -> MathResult<()> {
        share.clipped.map_or(Ok(()), |limit| self.change(share.score, limit, false))
    }

    /// Adds what a limit adds to the sums, or takes it off.
    #[inline(never)] // in four places
    fn change(&mut self, score: u32, limit: Limit, adds: bool) -> MathResult<()> {
        let change = |sum: &mut u64, part: u64| {
            let changed = if adds { sum.checked_add(part) } else { sum.checked_sub(part) };
            *sum = changed.ok_or(MathError::Overflow)?;
            Ok(())
        };
        change(&mut self.clipped, score.into())?;
        match limit {
            Limit::Share(part) => change(&mut self.clipped_share, part.0.into()),
            Limit::Cap(cap) => change(&mut self.clipped_caps.0, cap.0),
        }
    }

    /// Gives a validator another score. Whether its limit binds stays as it was, until [`Level::clip`] judges it: scores that all
    /// change in proportion change nobody's part.
    #[inline(never)]
    pub fn rescore(&mut self, old: Share, score: u32) -> MathResult<()> {
        let rest = self.total.checked_sub(old.score.into()).ok_or(MathError::Overflow)?;
        self.total = rest.checked_add(score.into()).ok_or(MathError::Overflow)?;
        self.remove(old)?;
        old.clipped.map_or(Ok(()), |limit| self.change(score, limit, true))
    }

    /// Of the scores of those whose limit does not bind.
    pub(crate) fn unclipped(self) -> MathResult<u64> {
        self.total.checked_sub(self.clipped).ok_or(MathError::Overflow)
    }

    /// What all scores would get together at the level, where so much can be staked.
    pub(crate) fn at_level(self, stakeable: Lamports) -> u128 {
        product(self.level, stakeable.0) >> LEVEL_BITS
    }

    /// A score's part of that, floored.
    #[inline(never)]
    pub(crate) fn part_at_level(self, score: u64, stakeable: Lamports) -> Lamports {
        let part = self.at_level(stakeable).wrapping_mul(score.into());
        Lamports(quotient(part, self.total.into()).unwrap_or(0))
    }

    /// What all validators have together at the level, with the `limits` that bind.
    #[inline(never)] // in four places
    pub(crate) fn filled(self, limits: Lamports, stakeable: Lamports) -> MathResult<Lamports> {
        Ok(Lamports(limits.0.saturating_add(self.part_at_level(self.unclipped()?, stakeable).0)))
    }

    /// The limits that bind, where so much `stays` when the tickets are paid; never less than the sum of each.
    pub(crate) fn limits(self, stays: Lamports) -> Lamports {
        // Mostly none binds, and a product of 128 bits can be spared.
        if self.clipped_share == 0 {
            return self.clipped_caps;
        }
        let shares = quotient(product(stays.0, self.clipped_share), u128::from(Bps::WHOLE.0)).unwrap_or(0);
        Lamports(self.clipped_caps.0.saturating_add(shares))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::magnitude::magnitude;
    use crate::{Decision, Holdings, MoveBlocker, Policy, Source};
    use proptest::prelude::*;

    const SOL: u64 = 1_000_000_000;

    /// Scores with caps, these as parts of the mean; mostly near it, now and then far off.
    fn any_list() -> impl Strategy<Value = Vec<(u32, f64)>> {
        proptest::collection::vec(
            (prop_oneof![1u32..10, 1u32..1_000_000], prop_oneof![0.5f64..1.5, 0.0f64..20.0]),
            1..30,
        )
    }

    /// A pool that has so much, all of it staked.
    fn holding(staked: u64) -> Holdings {
        Holdings {
            reserve: Lamports::ZERO,
            staked: Lamports(staked),
            cooling: Lamports::ZERO,
            queued: Lamports::ZERO,
            servable: Lamports::ZERO,
            moved: Lamports::ZERO,
            moving: true,
        }
    }

    fn policy(share: u16) -> Policy {
        Policy {
            reserve_buffer: Bps(0),
            max_validator_share: Bps(share),
            max_move: Bps(10_000),
            moving_part: Bps(1_000),
        }
    }

    /// A list as the pool keeps it.
    #[derive(Clone)]
    struct List {
        policy: Policy,
        scores: Scores,
        top: Top,
        shares: Vec<Share>,
    }

    impl List {
        fn new(share: u16, list: &[(u32, u64)]) -> Self {
            let shares = list.iter().map(|(score, cap)| Share {
                score: *score,
                cap: Lamports(*cap),
                clipped: None,
                stake: Lamports::ZERO,
            });
            let total = list.iter().map(|(score, _)| u64::from(*score)).sum();
            Self {
                policy: policy(share),
                scores: Scores { total, ..Scores::default() },
                top: Top::default(),
                shares: shares.collect(),
            }
        }

        /// Caps as parts of the mean of what is staked.
        fn capped(share: u16, list: &[(u32, f64)], staked: u64) -> Self {
            let mean = staked as f64 / list.len() as f64;
            Self::new(share, &list.iter().map(|(score, cap)| (*score, (mean * cap) as u64)).collect::<Vec<_>>())
        }

        /// Caps as parts of the mean of a million SOL, of which a part is there, after many epochs; and how much that is.
        fn settled(share: u16, list: &[(u32, f64)], fill: f64) -> MathResult<(Self, u64)> {
            let staked = (1_000_000.0 * SOL as f64 * fill) as u64;
            let mut list = Self::capped(share, list, 1_000_000 * SOL);
            list.settle(staked, 40)?;
            Ok((list, staked))
        }

        /// Looks at some, a few at once, in their order; the epoch's first look begins it.
        fn look(&mut self, staked: u64, order: &[usize], is_first: bool) -> MathResult<()> {
            let room = self.policy.room(holding(staked))?;
            if is_first {
                room.lower(&mut self.scores, &mut self.top)?;
            }
            for some in order.chunks(5) {
                room.raise(&mut self.scores)?;
                let level = room.level(&self.scores);
                for at in some {
                    let share = &mut self.shares[*at];
                    share.clipped = level.clip(&mut self.scores, &mut self.top, *share)?;
                }
            }
            Ok(())
        }

        /// Gives validators other scores, in one call.
        fn set_scores(&mut self, staked: u64, changes: &[(usize, u32)]) -> MathResult<()> {
            let room = self.policy.room(holding(staked))?;
            let before = self.scores;
            for (at, score) in changes {
                self.scores.rescore(self.shares[*at], *score)?;
                self.shares[*at].score = *score;
            }
            room.refit(before, &mut self.scores, self.top)?;
            let level = room.level(&self.scores);
            for (at, _) in changes {
                let share = &mut self.shares[*at];
                share.clipped = level.clip(&mut self.scores, &mut self.top, *share)?;
            }
            Ok(())
        }

        /// So many epochs in which all are looked at.
        fn settle(&mut self, staked: u64, epochs: u32) -> MathResult<()> {
            let order = self.ascending();
            (0..epochs).try_for_each(|_| self.look(staked, &order, true))
        }

        /// From the lowest limit for its score on: the order in which each that gives way leaves the least to the next.
        fn ascending(&self) -> Vec<usize> {
            let mut order: Vec<usize> = (0..self.shares.len()).collect();
            order.sort_by_key(|at| {
                u128::from(self.shares[*at].cap.0) * 1_000_000 / u128::from(self.shares[*at].score.max(1))
            });
            order
        }

        /// That, or the order of the list.
        fn order(&self, as_listed: bool) -> Vec<usize> {
            if as_listed {
                (0..self.shares.len()).collect()
            } else {
                self.ascending()
            }
        }

        /// Rounding of the level and of each target.
        fn rounding(&self, staked: u64) -> u64 {
            staked / 100_000_000 + 10 * self.shares.len() as u64
        }

        fn targets(&self, staked: u64) -> MathResult<Vec<u64>> {
            self.shares.iter().map(|share| Ok(self.policy.target(holding(staked), self.scores, *share)?.0)).collect()
        }

        /// What rebalancing may take of stakes, each an account of its own.
        fn moved(&self, staked: u64, stakes: &[u64]) -> MathResult<u64> {
            let mut sum = 0;
            for (share, stake) in self.shares.iter().zip(stakes) {
                let there = Share { stake: Lamports(*stake), ..*share };
                let source = Source { whole: there.stake, min: Lamports(1), unmovable: Lamports::ZERO };
                match self.policy.deactivate(holding(staked), self.scores, there, source)? {
                    Decision::Move(amount) => sum += amount.0,
                    Decision::Blocked(blocker) => assert_eq!(blocker, MoveBlocker::AtTarget),
                }
            }
            Ok(sum)
        }
    }

    /// [fault-unclipped-limits] Five caps of 50 and five of 149.6 SOL bind in a pool of 1,000; 12 leave, and all are looked at, from
    /// the lowest cap on. The five larger ones give 10 SOL, 2 each: 147.6. Before, the first look left everybody without a limit.
    #[test]
    fn limits_give_way_from_the_highest() -> MathResult<()> {
        let caps: Vec<(u32, u64)> = (0..10).map(|at| (100, if at < 5 { 50 * SOL } else { 149_600_000_000 })).collect();
        let mut list = List::new(10_000, &caps);
        list.settle(1_000 * SOL, 10)?;
        assert_eq!((list.scores.clipped, list.scores.clipped_caps.0), (1_000, 998 * SOL));
        list.look(988 * SOL, &list.ascending(), true)?;
        let rounded: Vec<u64> = list.targets(988 * SOL)?.iter().map(|target| (target + 500_000) / 1_000_000).collect();
        assert_eq!(rounded, [vec![50_000; 5], vec![147_600; 5]].concat());
        Ok(())
    }

    /// Scores that all change in proportion change nobody's part, in whatever order they are set.
    #[test]
    fn scores_in_the_same_proportions_change_no_limit() -> MathResult<()> {
        let caps: Vec<(u32, u64)> = (0..10).map(|at| (10_000, if at < 9 { 80 * SOL } else { u64::MAX })).collect();
        let mut list = List::new(10_000, &caps);
        list.settle(1_000 * SOL, 10)?;
        let before = list.targets(1_000 * SOL)?;
        list.set_scores(1_000 * SOL, &(0..10).map(|at| (at, 1_000)).collect::<Vec<_>>())?;
        list.look(1_000 * SOL, &[0, 1, 2, 3, 4, 5, 6, 7, 8, 9], false)?;
        assert_eq!(list.targets(1_000 * SOL)?, before);
        assert_eq!(before[9], 280 * SOL);
        Ok(())
    }

    /// [fault-inflated-level] A validator that holds nothing, since its cap is 0, has nine tenths of all scores, and loses them. The
    /// level was a part of all scores: by what was left of them it stood ten times too high, all others' limits bound, and the next
    /// look gave each a quarter.
    #[test]
    fn a_score_that_takes_nothing_leaves_without_a_trace() -> MathResult<()> {
        let scores =
            [(900_000, 0), (90_000, 0), (5_000, u64::MAX), (3_000, u64::MAX), (1_000, u64::MAX), (1_000, u64::MAX)];
        let mut list = List::new(6_000, &scores);
        list.settle(1_000 * SOL, 10)?;
        let before = list.targets(1_000 * SOL)?;
        assert_eq!(before, [0, 0, 500 * SOL, 300 * SOL, 100 * SOL, 100 * SOL]);
        list.set_scores(1_000 * SOL, &[(0, 0)])?;
        for is_first in [false, true, false] {
            list.look(1_000 * SOL, &[5, 4, 3, 2, 1, 0], is_first)?;
            assert_eq!(list.targets(1_000 * SOL)?, before);
        }
        Ok(())
    }

    /// [fault-sunken-level] All limits bind, and one gets a hundred times its score: nobody gets more or less. The level was a part of all
    /// scores, and by their sum it stood at a tenth: no limit bound any more, and a fifth of the pool moved to come back later.
    #[test]
    fn a_score_that_rises_where_its_limit_binds_moves_nothing() -> MathResult<()> {
        let caps: Vec<(u32, u64)> = (0..10).map(|at| (100, if at < 5 { 50 * SOL } else { 149_600_000_000 })).collect();
        let mut list = List::new(10_000, &caps);
        list.settle(1_000 * SOL, 10)?;
        let before = list.targets(1_000 * SOL)?;
        list.set_scores(1_000 * SOL, &[(0, 10_000)])?;
        for is_first in [false, true, false] {
            list.look(1_000 * SOL, &[9, 8, 7, 6, 5, 4, 3, 2, 1, 0], is_first)?;
            assert_eq!(list.targets(1_000 * SOL)?, before);
        }
        Ok(())
    }

    /// [fault-full-sums] 40 caps, each of nearly all SOL that there is, bind at once: their sum is over 64 bits. Nothing fails; the
    /// last ones count for less, and all come off the sums again.
    #[test]
    fn sums_of_limits_that_are_too_large_fail_nowhere() -> MathResult<()> {
        let whole = 600_000_000 * SOL;
        for (share, cap) in [(10_000, whole - 1), (9_999, u64::MAX)] {
            let mut list = List::new(share, &[(1, cap); 40]);
            list.scores.level = u64::MAX;
            list.scores.clipped = 0;
            let room = list.policy.room(holding(whole))?;
            let level = room.level(&list.scores);
            for share in &mut list.shares {
                share.clipped = level.clip(&mut list.scores, &mut list.top, *share)?;
            }
            assert_eq!(list.scores.clipped, 40);
            assert!(list.targets(whole)?.iter().all(|target| *target <= whole));
            list.settle(whole, 20)?;
            let sum: u64 = list.targets(whole)?.iter().sum();
            assert!(sum + 40 >= whole, "{sum} of {whole}");
        }
        Ok(())
    }

    proptest! {
        /// Scores that fall, to nothing or not, move no stake of the others, whoever is looked at afterwards, in whatever order, in
        /// this epoch or at the next one's first look.
        #[test]
        fn scores_that_fall_move_no_others(share in 500u16..=10_000, list in any_list(), fill in 0.3f64..1.2, falls in proptest::collection::vec((any::<proptest::sample::Index>(), 0.0f64..1.0, any::<bool>()), 1..4), other_order: bool, is_first: bool) {
            let (mut list, staked) = List::settled(share, &list, fill)?;
            let mut stakes = list.targets(staked)?;
            let changes: Vec<(usize, u32)> = falls.iter().map(|(at, part, to_nothing)| {
                let at = at.index(stakes.len());
                (at, if *to_nothing { 0 } else { (f64::from(list.shares[at].score) * part) as u32 })
            }).collect();
            list.set_scores(staked, &changes)?;
            // The others alone.
            for (at, _) in &changes {
                stakes[*at] = 0;
            }
            let order = list.order(other_order);
            let rounding = list.rounding(staked);
            for round in 0..3 {
                let moved = list.moved(staked, &stakes)?;
                prop_assert!(moved <= rounding, "{moved} before round {round}");
                list.look(staked, &order, is_first && round == 0)?;
            }
        }

        /// Scores that rise where their limit binds move nothing.
        #[test]
        fn scores_that_rise_in_vain_move_nothing(share in 500u16..=10_000, list in any_list(), fill in 0.3f64..1.2, rises in proptest::collection::vec((any::<proptest::sample::Index>(), 1.0f64..1_000.0), 1..4), other_order: bool, is_first: bool) {
            let (mut list, staked) = List::settled(share, &list, fill)?;
            let stakes = list.targets(staked)?;
            let changes: Vec<(usize, u32)> = rises.iter().map(|(at, times)| (at.index(stakes.len()), times)).filter(|(at, _)| list.shares[*at].clipped.is_some()).map(|(at, times)| {
                (at, (f64::from(list.shares[at].score) * times) as u32)
            }).collect();
            list.set_scores(staked, &changes)?;
            let order = list.order(other_order);
            let rounding = list.rounding(staked);
            for round in 0..3 {
                let moved = list.moved(staked, &stakes)?;
                prop_assert!(moved <= rounding, "{moved} before round {round}");
                list.look(staked, &order, is_first && round == 0)?;
            }
        }

        /// A score that rises takes from the others no more than it gets, and no more than as much again until all limits are found
        /// that bind then, or bind no more.
        #[test]
        fn a_score_that_rises_takes_what_it_gets(share in 500u16..=10_000, list in any_list(), fill in 0.3f64..1.2, rise in (any::<proptest::sample::Index>(), 1.0f64..1_000.0), other_order: bool, is_first: bool) {
            let (mut list, staked) = List::settled(share, &list, fill)?;
            let stakes = list.targets(staked)?;
            let at = rise.0.index(stakes.len());
            let score = (f64::from(list.shares[at].score) * rise.1) as u32;
            list.set_scores(staked, &[(at, score)])?;
            let order = list.order(other_order);
            let rounding = list.rounding(staked);
            let mut settled = list.clone();
            settled.settle(staked, 40)?;
            let got: u64 = settled.targets(staked)?.iter().zip(&stakes).map(|(after, before)| after.saturating_sub(*before)).sum();
            for round in 0..3 {
                list.look(staked, &order, is_first && round == 0)?;
                let moved = list.moved(staked, &stakes)?;
                prop_assert!(moved <= 2 * got + rounding, "{moved} for {got}, after round {round}");
            }
        }

        /// SOL that came, was looked at and is ordered again moves no stake of others beyond what tickets take: the level cannot
        /// fall before the next epoch, and nobody is rebalanced by what it lacks until then. [fault-lent-level]
        #[test]
        fn sol_that_was_lent_moves_nothing(share in 500u16..=10_000, list in any_list(), fill in 0.3f64..1.2, part in 0.0f64..3.0, other_order: bool) {
            let (mut list, staked) = List::settled(share, &list, fill)?;
            let stakes = list.targets(staked)?;
            let order = list.order(other_order);
            list.look(staked + (staked as f64 * part) as u64, &order, false)?;
            let rounding = list.rounding(staked);
            let moved = list.moved(staked, &stakes)?;
            prop_assert!(moved <= rounding, "{moved} of {staked}");
        }

        /// Whatever the caps, after a few epochs the targets take all that the limits allow: a lamport of rounding for each validator
        /// is left over, and no target is over its limit.
        #[test]
        fn what_clips_goes_to_the_others(share in 500u16..=10_000, held in 1_000 * SOL..10_000_000 * SOL, list in any_list()) {
            let mut list = List::capped(share, &list, held);
            list.settle(held, 40)?;
            let (mut targets, mut limits) = (0u64, 0u64);
            for (share, target) in list.shares.iter().zip(list.targets(held)?) {
                let limit = list.policy.limit(holding(held), *share)?.0;
                prop_assert!(target <= limit);
                targets += target;
                limits += limit;
            }
            prop_assert!(targets <= held);
            let (scores, room) = (list.scores, list.policy.room(holding(held))?);
            prop_assert!(scores.limits(room.stays) <= room.stakeable);
            prop_assert!(targets + list.shares.len() as u64 >= held.min(limits), "{targets} of {held}, {limits}");
        }

        /// SOL that leaves, or only seems to, moves no more of the others' stake than it was, whoever looks, in whatever order; and
        /// SOL that comes moves none.
        #[test]
        fn sol_that_leaves_moves_no_more_than_it_was(share in 500u16..=10_000, list in any_list(), fill in 0.3f64..1.2, part in prop_oneof![0.0f64..0.01, 0.0f64..0.9], other_order: bool, is_first: bool) {
            let (list, staked) = List::settled(share, &list, fill)?;
            let stakes = list.targets(staked)?;
            let lamports = (staked as f64 * part) as u64;
            let order = list.order(other_order);
            let rounding = list.rounding(staked);
            let bound = lamports + rounding;
            let mut less = list.clone();
            less.look(staked - lamports, &order, is_first)?;
            let moved = less.moved(staked, &stakes)?;
            prop_assert!(moved <= bound, "{moved} of {lamports}, once they are back");
            let moved = less.moved(staked - lamports, &stakes)?;
            // Where much leaves at once, what the shares that shrink leave is not found by one round alone.
            prop_assert!(moved <= bound + lamports / 2, "{moved} of {lamports}");
            let mut more = list.clone();
            more.look(staked + lamports, &order, is_first)?;
            let moved = more.moved(staked + lamports, &stakes)?;
            prop_assert!(moved <= rounding, "{moved} moved for SOL that came");
            let moved = more.moved(staked, &stakes)?;
            prop_assert!(moved <= bound, "{moved} of {lamports}, once they are gone");
        }

        /// The sums are those of the validators' own records, whatever happens in between: new scores and caps, validators that
        /// come and go, a pool that grows and shrinks. What clips can always be taken off again.
        #[test]
        fn sums_are_those_of_the_records(share in 100u16..=10_000, acts in proptest::collection::vec((0u8..6, 0usize..12, 0u32..1_000, magnitude(600_000_000 * SOL)), 1..80)) {
            let policy = Policy { reserve_buffer: Bps(100), ..policy(share) };
            let mut holdings = Holdings { reserve: Lamports(1_000 * SOL), ..holding(0) };
            // A look at one validator in an epoch of its own.
            let clip = |holdings, scores: &mut Scores, share| {
                let (room, top) = (policy.room(holdings)?, &mut Top::default());
                room.lower(scores, top)?;
                room.raise(scores)?;
                room.level(scores).clip(scores, top, share)
            };
            let none = Share { score: 0, cap: Lamports(u64::MAX), clipped: None, stake: Lamports::ZERO };
            let (mut scores, mut shares) = (Scores::default(), [none; 12]);
            for (act, at, score, amount) in acts {
                let record = &mut shares[at];
                match act {
                    0 => {
                        scores.rescore(*record, score)?;
                        record.score = score;
                        record.clipped = clip(holdings, &mut scores, *record)?;
                    }
                    1 => record.cap = Lamports(amount),
                    2 => holdings.staked = Lamports(amount),
                    _ => record.clipped = clip(holdings, &mut scores, *record)?,
                }
                let record = shares[at];
                let limit = policy.limit(holdings, record)?;
                prop_assert!(policy.target(holdings, scores, record)? <= limit);
                let clipped = || shares.iter().filter(|share| share.clipped.is_some());
                prop_assert_eq!(scores.total, shares.iter().map(|share| u64::from(share.score)).sum::<u64>());
                prop_assert_eq!(scores.clipped, clipped().map(|share| u64::from(share.score)).sum::<u64>());
                let (mut parts, mut caps) = (0, 0);
                for share in clipped() {
                    match share.clipped.unwrap() {
                        Limit::Share(part) => parts += u64::from(part.0),
                        Limit::Cap(cap) => caps += cap.0,
                    }
                }
                prop_assert_eq!((scores.clipped_share, scores.clipped_caps.0), (parts, caps));
            }
        }

        /// [fault-counted-limits] SOL that is there when limits are counted, or comes after that, changes nobody's part: what a
        /// validator has over its target moves only where a score alone gives less, and without caps the targets are the same
        /// parts of what is held.
        #[test]
        fn sol_that_comes_and_goes_changes_no_part(share in 1_000u16..=10_000, list in proptest::collection::vec(1u32..1_000, 1..20), lent in 0.0f64..3.0) {
            let own = 1_000_000 * SOL;
            let settled_at = |staked: u64| -> MathResult<List> {
                let uncapped: Vec<(u32, u64)> = list.iter().map(|score| (*score, u64::MAX)).collect();
                let mut list = List::new(share, &uncapped);
                list.settle(staked, 20)?;
                Ok(list)
            };
            let targets = settled_at(own)?.targets(own)?;
            let other = settled_at(own + (own as f64 * lent) as u64)?;
            for (target, theirs) in targets.iter().zip(other.targets(own)?) {
                prop_assert!(theirs.abs_diff(*target) <= 1 + target / 1_000_000);
            }
            // Where all stand by the one count, no other count takes anything.
            prop_assert_eq!(other.moved(own, &targets)?, 0);
        }

        /// P-14 where limits bind: however much is ordered after they were looked at, the targets are no more than what is left,
        /// so some validator gives.
        #[test]
        fn a_waiting_ticket_finds_stake_where_limits_bind(share in 500u16..=10_000, stakes in proptest::collection::vec(10 * SOL..1_000 * SOL, 1..20), caps in proptest::collection::vec(0.1f64..2.0, 20), queued in 0.0f64..=1.0) {
            let staked: u64 = stakes.iter().sum();
            let capped: Vec<(u32, u64)> = stakes.iter().zip(&caps).map(|(stake, cap)| (1, (*stake as f64 * cap) as u64)).collect();
            let mut list = List::new(share, &capped);
            list.look(staked, &(0..stakes.len()).collect::<Vec<_>>(), true)?;
            let queued = Lamports((staked as f64 * queued) as u64);
            let holdings = Holdings { queued, servable: queued, ..holding(staked) };
            let mut surplus = 0u64;
            for (share, stake) in list.shares.iter().zip(&stakes) {
                surplus += stake.saturating_sub(list.policy.target(holdings, list.scores, *share)?.0);
            }
            prop_assert!(surplus >= holdings.shortfall()?.0, "{surplus} of {}", holdings.shortfall()?.0);
        }
    }
}
