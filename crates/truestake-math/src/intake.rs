//! What validators take of SOL that comes in. What finds no place idles for an epoch, and must not share the rewards of those who
//! came before.

use crate::{busy_share, mul_div_ceil, product, Bps, Lamports, MathResult, Ppb, Scores, Share};

/// What validators take in an epoch, as each was found at its first look or given another score since.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Intake {
    /// The most that those can have who take no more than so much: their caps, or what they have.
    pub lamports: Lamports,
    /// How many have no cap: they follow the largest share.
    pub uncapped: u32,
    /// How many have a cap over the largest share: they follow that up to their cap.
    pub capped: u64,
    /// The lowest of these caps.
    pub lowest_cap: Lamports,
    /// The part of scores whose validators are busy.
    pub busy: Ppb,
}

/// As what a validator was noted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(u8)]
pub enum Taking {
    /// Not noted yet.
    #[default]
    Unknown = 0,
    /// Without a cap: it takes up to the largest share.
    Share = 1,
    /// Up to the largest share, and when that has grown to its cap, up to this.
    ShareToCap = 2,
    /// Up to its cap, which is below the largest share; where it has more, it keeps that.
    Cap = 3,
    /// Nothing, since it has no score, or more than the largest share. It keeps what it has.
    Nothing = 4,
    /// Nothing, since its stake cools down or warms up. It keeps what it has.
    Busy = 5,
}

impl Taking {
    /// The most that one can have which takes no more than that; of one that takes a share, nothing.
    pub fn most(self, cap: Lamports, stake: Lamports) -> Lamports {
        match self {
            Self::Unknown | Self::Share | Self::ShareToCap => Lamports::ZERO,
            Self::Cap => cap.max(stake),
            Self::Nothing | Self::Busy => stake,
        }
    }
}

impl Intake {
    /// Notes a validator; the pool's largest share now is so many lamports. One that has a little more takes its part as soon as
    /// that has grown, and others have a little less; one that has much more, since the share was lowered or much has left, takes
    /// nothing.
    #[inline(always)] // at every validator
    pub fn note(&mut self, share: Share, largest_share: Lamports) -> Taking {
        if share.score == 0 || share.cap.0 != u64::MAX || is_far_over(share.stake, largest_share) {
            return self.note_limited(share.score, share.cap, share.stake, largest_share);
        }
        self.uncapped = self.uncapped.saturating_add(1);
        Taking::Share
    }

    #[inline(never)] // rare, and five arguments fit registers
    fn note_limited(&mut self, score: u32, cap: Lamports, stake: Lamports, largest_share: Lamports) -> Taking {
        let taking = match score {
            1.. if cap <= largest_share => Taking::Cap,
            1.. if cap > stake && !is_far_over(stake, largest_share) => Taking::ShareToCap,
            _ => Taking::Nothing,
        };
        if taking == Taking::ShareToCap {
            self.lowest_cap = if self.capped == 0 { cap } else { self.lowest_cap.min(cap) };
            self.capped = self.capped.saturating_add(1);
        }
        self.keep(taking.most(cap, stake));
        taking
    }

    fn keep(&mut self, most: Lamports) {
        self.lamports = Lamports(self.lamports.0.saturating_add(most.0));
    }

    /// Takes off one that was noted so. Of others with a cap the lowest stays, so that they count for no more than they take.
    pub fn take_off(&mut self, taking: Taking, share: Share) {
        match taking {
            Taking::Share => self.uncapped = self.uncapped.saturating_sub(1),
            Taking::ShareToCap => self.capped = self.capped.saturating_sub(1),
            _ => self.lamports = self.lamports.saturating_minus(taking.most(share.cap, share.stake)),
        }
    }

    /// Notes that stake came to one which was noted so, or left it; the share is that of after.
    pub fn follow(&mut self, taking: Taking, share: Share, came: Lamports, left: Lamports) {
        let before = Lamports(share.stake.0.saturating_add(left.0)).saturating_minus(came);
        self.keep(taking.most(share.cap, share.stake));
        self.lamports = self.lamports.saturating_minus(taking.most(share.cap, before));
    }

    /// Notes that one which was noted so has become busy. It keeps what it has, and SOL that would go to it idles; one whose limit
    /// binds gets none anyway, and its score is none of those that do.
    pub fn turn_busy(&mut self, taking: Taking, share: Share, scores: Scores) {
        self.take_off(taking, share);
        self.keep(share.stake);
        let score = if share.clipped.is_some() { 0 } else { share.score };
        self.busy = busy_share(self.busy, score, scores.total.saturating_sub(scores.clipped));
    }

    /// The part of the SOL that is `deposited` which idles beyond what the `buffer` keeps back, in a pool that `stays` with so much,
    /// the deposit included, and gives nobody more than `part`; ceiled. It is what is over all that validators take, or what the busy
    /// ones would get where that is more.
    pub fn idle_share(self, stays: Lamports, deposited: Lamports, buffer: Bps, part: Bps) -> MathResult<Ppb> {
        // 32 by 16 bits always fit.
        let mut shares = u64::from(self.uncapped).wrapping_mul(part.0.into());
        let mut lamports = self.lamports.0;
        if self.capped > 0 {
            let whole = Bps::WHOLE.0.into();
            if product(stays.0, part.0.into()) <= product(self.lowest_cap.0, whole) {
                shares = shares.saturating_add(self.capped.saturating_mul(part.0.into()));
            } else {
                lamports = lamports.saturating_add(self.capped.saturating_mul(self.lowest_cap.0));
            }
        }
        // Mostly the validators' shares take all that comes, and the products can be spared.
        let follows = shares.saturating_add(buffer.0.into());
        let rest = u16::try_from(u64::from(Bps::WHOLE.0).saturating_sub(follows)).unwrap_or(0);
        if rest == 0 {
            return Ok(self.busy);
        }
        // Of each lamport that comes no more idles than what shares and buffer leave.
        let most = Ppb::from(Bps(rest));
        let beside = Lamports(mul_div_ceil(stays.0, rest.into(), Bps::WHOLE.0.into())?);
        let over = beside.saturating_minus(Lamports(lamports)).min(deposited);
        let idle = mul_div_ceil(over.0, Ppb::WHOLE.0.into(), deposited.0.max(1))?;
        Ok(u32::try_from(idle).map_or(most, |idle| Ppb(idle).min(most)).max(self.busy))
    }
}

/// Whether it would have more than the largest share without a sixty-fourth of its stake, too.
#[inline(always)] // at every validator
fn is_far_over(stake: Lamports, largest_share: Lamports) -> bool {
    stake.0.wrapping_sub(stake.0 >> 6) > largest_share.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::magnitude::magnitude;
    use proptest::prelude::*;

    const SOL: u64 = 1_000_000_000;

    fn validator(score: u32, cap: u64, stake: u64) -> Share {
        Share { score, cap: Lamports(cap), clipped: None, stake: Lamports(stake) }
    }

    /// Of the validators, each with whether it is busy, in a pool that has so much and gives none of them more than a share of it.
    fn intake(part: Bps, stays: u64, validators: &[(Share, bool)]) -> MathResult<Intake> {
        let mut intake = Intake::default();
        for (share, is_busy) in validators {
            let taking = intake.note(*share, Lamports(part.floor_of(stays)?));
            if *is_busy {
                intake.turn_busy(taking, *share, Scores::default());
            }
        }
        Ok(intake)
    }

    /// The part of a deposit that idles, in whole SOL.
    fn idle(intake: Intake, part: Bps, before: u64, deposited: u64, buffer: u16) -> MathResult<u32> {
        let (stays, deposited) = (Lamports((before + deposited) * SOL), Lamports(deposited * SOL));
        Ok(intake.idle_share(stays, deposited, Bps(buffer), part)?.0)
    }

    /// [fault-nearly-full] Two caps of 510 SOL, and 1,004 SOL in the pool: 16 of 9,000 that come find a place.
    #[test]
    fn what_finds_no_place_idles() -> MathResult<()> {
        let two = [(validator(1, 510 * SOL, 502 * SOL), false); 2];
        let intake = intake(Bps::WHOLE, 1_004 * SOL, &two)?;
        assert_eq!(idle(intake, Bps::WHOLE, 1_004, 16, 0)?, 0);
        // 8,984 of 9,000
        assert_eq!(idle(intake, Bps::WHOLE, 1_004, 9_000, 0)?, 998_222_223);
        Ok(())
    }

    /// [fault-nearly-full] Ten caps of 102 SOL, over a largest share of 10 % of 1,004: with 16 SOL that come they are full, whatever
    /// the share has grown to. Were one of them 1,000 SOL, it would count for 102, too: no more than it takes.
    #[test]
    fn caps_over_the_largest_share_bind_when_it_has_grown() -> MathResult<()> {
        let (tenth, cap) = (Bps(1_000), 102 * SOL);
        let ten = [(validator(1, cap, 100 * SOL), false); 10];
        let intake = intake(tenth, 1_004 * SOL, &ten)?;
        assert_eq!(
            (intake.lamports, intake.uncapped, intake.capped, intake.lowest_cap),
            (Lamports(0), 0, 10, Lamports(cap))
        );
        assert_eq!(idle(intake, tenth, 1_004, 16, 0)?, 0);
        // 1,984 of 2,000
        assert_eq!(idle(intake, tenth, 1_004, 2_000, 0)?, 992_000_000);
        Ok(())
    }

    /// Three largest shares of 33 % take 99 of 100 SOL that come, whether they have theirs already or not.
    #[test]
    fn shares_take_their_part_of_what_comes() -> MathResult<()> {
        let (third, three) = (Bps(3_300), [(validator(1, u64::MAX, 33 * SOL), false); 3]);
        let intake = intake(third, 100 * SOL, &three)?;
        assert_eq!(idle(intake, third, 100, 100, 0)?, 10_000_000);
        assert_eq!(idle(intake, third, 100, 100, 100)?, 0);
        Ok(())
    }

    /// Ten without a cap, in a pool of 1,000 SOL whose largest share is 10 %, then 5 %: what comes finds half of its place in the one
    /// epoch, and none in the other.
    #[test]
    fn a_lowered_share_takes_less() -> MathResult<()> {
        let ten = [(validator(1, u64::MAX, 100 * SOL), false); 10];
        let intake = intake(Bps(1_000), 1_000 * SOL, &ten)?;
        assert_eq!(idle(intake, Bps(1_000), 1_000, 100, 0)?, 0);
        assert_eq!(idle(intake, Bps(500), 1_000, 100, 0)?, 500_000_000);
        Ok(())
    }

    /// So, but it was lowered in an epoch before: all of them have twice their share, and nothing finds a place. One with a cap of
    /// 200 SOL is no other.
    #[test]
    fn who_has_more_than_the_share_takes_nothing() -> MathResult<()> {
        let mut ten = [(validator(1, u64::MAX, 100 * SOL), false); 10];
        ten[0].0.cap = Lamports(200 * SOL);
        let intake = intake(Bps(500), 1_000 * SOL, &ten)?;
        assert_eq!((intake.lamports, intake.uncapped, intake.capped), (Lamports(1_000 * SOL), 0, 0));
        assert_eq!(idle(intake, Bps(500), 1_000, 100, 0)?, 1_000_000_000);
        Ok(())
    }

    /// Of a largest share of 63 SOL, 64 is not far over it, and a lamport more is.
    #[test]
    fn a_little_over_the_share_takes_its_part() {
        let takes = |stake: u64| Intake::default().note(validator(1, u64::MAX, stake), Lamports(63 * SOL));
        assert_eq!([takes(64 * SOL), takes(64 * SOL + 1)], [Taking::Share, Taking::Nothing]);
    }

    /// Caps of 50 SOL that are reached, under a largest share of 100: when 20 leave the one and 20 come to the other, SOL finds a place
    /// with the former only, and what is over the latter's cap stays.
    #[test]
    fn a_cap_takes_again_what_left_it() -> MathResult<()> {
        let (mut full, mut intake) = (validator(1, 50 * SOL, 50 * SOL), Intake::default());
        let takings = [intake.note(full, Lamports(100 * SOL)), intake.note(full, Lamports(100 * SOL))];
        assert_eq!((takings, intake.lamports), ([Taking::Cap; 2], Lamports(100 * SOL)));
        full.stake = Lamports(30 * SOL);
        intake.follow(takings[0], full, Lamports::ZERO, Lamports(20 * SOL));
        assert_eq!(intake.lamports, Lamports(100 * SOL));
        full.stake = Lamports(70 * SOL);
        intake.follow(takings[1], full, Lamports(20 * SOL), Lamports::ZERO);
        assert_eq!(intake.lamports, Lamports(120 * SOL));
        Ok(())
    }

    /// Nobody has a score: all of it idles but what the buffer keeps back.
    #[test]
    fn without_scores_all_of_it_idles() -> MathResult<()> {
        let intake = intake(Bps::WHOLE, 100 * SOL, &[(validator(0, u64::MAX, 100 * SOL), false)])?;
        assert_eq!(idle(intake, Bps::WHOLE, 100, 10, 0)?, Ppb::WHOLE.0);
        Ok(())
    }

    proptest! {
        /// Never less than what finds no place: all of the deposit that the limits of those who are not busy leave, less the buffer's
        /// part of it.
        #[test]
        fn covers_what_finds_no_place(share in 100u16..=10_000, buffer in 0u16..=1_000, spare in 0.0f64..0.3, list in proptest::collection::vec((0u32..3, prop_oneof![0.1f64..3.0, Just(1e12)], 0.0f64..1.2, any::<bool>()), 1..12), deposited in magnitude(100_000_000 * SOL)) {
            let (part, buffer) = (Bps(share), Bps(buffer));
            let mean = 1_000 * SOL;
            let staked: Vec<(Share, bool)> = list.iter().map(|(score, cap, stake, busy)| {
                let (cap, stake) = ((mean as f64 * cap) as u64, (mean as f64 * stake) as u64);
                (validator(*score, cap, stake.min(cap)), *busy)
            }).collect();
            let in_stake: u64 = staked.iter().map(|(share, _)| share.stake.0).sum();
            let before = in_stake + (in_stake as f64 * spare) as u64;
            let (intake, deposited) = (intake(part, before, &staked)?, deposited.max(1));
            let after = before + deposited;
            let idle = intake.idle_share(Lamports(after), Lamports(deposited), buffer, part)?;
            // What all of them have at most, before and after.
            let holds = |stays: u64| -> MathResult<u64> {
                let mut sum = 0;
                for (share, busy) in &staked {
                    let limit = share.cap.0.min(part.floor_of(stays)?);
                    sum += if *busy || share.score == 0 { share.stake.0 } else { limit.max(share.stake.0) };
                }
                Ok(sum)
            };
            let unplaced = |stays: u64| -> MathResult<u64> { Ok((stays - buffer.floor_of(stays)?).saturating_sub(holds(stays)?)) };
            let without = unplaced(after)?.saturating_sub(unplaced(before)?);
            let charged = u64::try_from(u128::from(deposited) * u128::from(idle.0) / 1_000_000_000).unwrap();
            // A share that grows gives those nothing who have a little more than it already.
            let largest_share = Lamports(part.floor_of(before)?);
            let little = staked.iter().map(|(share, _)| share.stake).filter(|stake| !is_far_over(*stake, largest_share));
            let over: u64 = little.map(|stake| stake.saturating_minus(largest_share).0).sum();
            prop_assert!(charged + over + 10 + deposited / 1_000_000_000 >= without, "{charged} of {without}");
        }

        /// All that is noted can be taken off again, in any order and whatever stake came and left; only the lowest cap stays where
        /// others are left.
        #[test]
        fn all_comes_off_again(came in 0u64..2_000 * SOL, leaves in 0.0f64..1.0, share in 100u16..=10_000, list in proptest::collection::vec((0u32..3, prop_oneof![0.1f64..3.0, Just(1e12)], 0.0f64..1.2, any::<bool>()), 1..12), left in 0usize..12) {
            let (part, mean) = (Bps(share), 1_000 * SOL);
            let largest_share = Lamports(part.floor_of(10 * mean)?);
            let validators: Vec<Share> = list.iter().map(|(score, cap, stake, _)| validator(*score, (mean as f64 * cap) as u64, (mean as f64 * stake) as u64)).collect();
            let (mut all, mut rest) = (Intake::default(), Intake::default());
            let mut takings = Vec::new();
            for (at, share) in validators.iter().enumerate() {
                let note = |intake: &mut Intake| {
                    let taking = intake.note(*share, largest_share);
                    if !list[at].3 {
                        return taking;
                    }
                    intake.turn_busy(taking, *share, Scores::default());
                    Taking::Busy
                };
                takings.push(note(&mut all));
                if at == left {
                    note(&mut rest);
                }
            }
            for (at, share) in validators.iter().enumerate().rev().filter(|(at, _)| *at != left) {
                let with = share.stake.0 + came;
                let gone = Lamports((with as f64 * leaves) as u64);
                let after = Share { stake: Lamports(with).saturating_minus(gone), ..*share };
                all.follow(takings[at], after, Lamports(came), gone);
                all.take_off(takings[at], after);
            }
            prop_assert_eq!((all.lamports, all.uncapped, all.capped), (rest.lamports, rest.uncapped, rest.capped));
        }
    }
}
