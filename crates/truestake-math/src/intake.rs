//! What validators take of SOL that comes in. What finds no place idles for an epoch, and must not share the rewards of those who
//! came before.

use crate::{busy_share, mul_div_ceil, Bps, Lamports, MathResult, Ppb, Scores, Share};

/// What validators take in an epoch, as each was found at its first look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Intake {
    /// The most that those can have who take no more than so much: their caps, or what they have.
    pub lamports: Lamports,
    /// Sum of the largest shares of the others, in basis points.
    pub shares: u32,
    /// The part of scores whose validators are busy.
    pub busy: Ppb,
}

impl Intake {
    /// Notes a validator that may have up to `limit`, which is its cap or the pool's largest share, `part`. One without a score
    /// keeps what it has.
    #[inline(always)] // at every validator
    pub fn note(&mut self, share: Share, limit: Lamports, part: Bps) {
        if share.score == 0 {
            self.note_full(share.stake);
        } else if share.cap <= limit {
            self.note_full(share.cap.max(share.stake));
        } else {
            self.shares = self.shares.saturating_add(part.0.into());
        }
    }

    #[inline(always)]
    fn note_full(&mut self, most: Lamports) {
        self.lamports = Lamports(self.lamports.0.saturating_add(most.0));
    }

    /// Notes that one which was noted has become busy. It keeps what it has, and SOL that would go to it idles; one whose limit binds
    /// gets none anyway, and its score is none of those that do.
    pub fn turn_busy(&mut self, share: Share, limit: Lamports, part: Bps, scores: Scores) {
        let mut before = Self::default();
        before.note(share, limit, part);
        self.lamports = self.lamports.saturating_minus(before.lamports);
        self.shares = self.shares.saturating_sub(before.shares);
        self.note_full(share.stake);
        let score = if share.clipped.is_some() { 0 } else { share.score };
        self.busy = busy_share(self.busy, score, scores.total.saturating_sub(scores.clipped));
    }

    /// The part of the SOL that is `deposited` which idles beyond what the `buffer` keeps back, in a pool that `stays` with so much,
    /// the deposit included; ceiled. It is what is over all that validators take, or what the busy ones would get where that is
    /// more.
    pub fn idle_share(self, stays: Lamports, deposited: Lamports, buffer: Bps) -> MathResult<Ppb> {
        // Mostly the validators' shares take all that comes, and the products can be spared.
        let follows = self.shares.saturating_add(buffer.0.into());
        let rest = u16::try_from(u32::from(Bps::WHOLE.0).saturating_sub(follows)).unwrap_or(0);
        if rest == 0 {
            return Ok(self.busy);
        }
        // Of each lamport that comes no more idles than what shares and buffer leave.
        let most = Ppb::from(Bps(rest));
        let whole = u64::from(Bps::WHOLE.0);
        let beside = Lamports(mul_div_ceil(stays.0, rest.into(), whole)?);
        let over = beside.saturating_minus(self.lamports).min(deposited);
        let part = mul_div_ceil(over.0, Ppb::WHOLE.0.into(), deposited.0.max(1))?;
        Ok(u32::try_from(part).map_or(most, |part| Ppb(part).min(most)).max(self.busy))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SOL: u64 = 1_000_000_000;

    fn validator(score: u32, cap: u64, stake: u64) -> Share {
        Share { score, cap: Lamports(cap), clipped: None, stake: Lamports(stake) }
    }

    /// Of the validators, each with whether it is busy, in a pool that has so much and gives none of them more than a share of it.
    fn intake(part: Bps, stays: u64, validators: &[(Share, bool)]) -> MathResult<Intake> {
        let mut intake = Intake::default();
        for (share, is_busy) in validators {
            let limit = share.cap.min(Lamports(part.floor_of(stays)?));
            intake.note(*share, limit, part);
            if *is_busy {
                intake.turn_busy(*share, limit, part, Scores::default());
            }
        }
        Ok(intake)
    }

    /// [fault-nearly-full] Two caps of 510 SOL, and 1,004 SOL in the pool: 16 of 9,000 that come find a place.
    #[test]
    fn what_finds_no_place_idles() -> MathResult<()> {
        let two = [(validator(1, 510 * SOL, 502 * SOL), false); 2];
        let intake = intake(Bps::WHOLE, 1_004 * SOL, &two)?;
        let idle =
            |lamports: u64| intake.idle_share(Lamports((1_004 + lamports) * SOL), Lamports(lamports * SOL), Bps::ZERO);
        assert_eq!(idle(16)?, Ppb::ZERO);
        // 8,984 of 9,000
        assert_eq!(idle(9_000)?, Ppb(998_222_223));
        Ok(())
    }

    /// Three largest shares of 33 % take 99 of 100 SOL that come, whether they have theirs already or not.
    #[test]
    fn shares_take_their_part_of_what_comes() -> MathResult<()> {
        let three = [(validator(1, u64::MAX, 33 * SOL), false); 3];
        let intake = intake(Bps(3_300), 100 * SOL, &three)?;
        assert_eq!(intake.idle_share(Lamports(200 * SOL), Lamports(100 * SOL), Bps::ZERO)?, Ppb(10_000_000));
        assert_eq!(intake.idle_share(Lamports(200 * SOL), Lamports(100 * SOL), Bps(100))?, Ppb::ZERO);
        Ok(())
    }

    /// Nobody has a score: all of it idles but what the buffer keeps back.
    #[test]
    fn without_scores_all_of_it_idles() -> MathResult<()> {
        let intake = intake(Bps::WHOLE, 100 * SOL, &[(validator(0, u64::MAX, 100 * SOL), false)])?;
        assert_eq!(intake.idle_share(Lamports(110 * SOL), Lamports(10 * SOL), Bps::ZERO)?, Ppb::WHOLE);
        Ok(())
    }

    proptest! {
        /// Never less than what finds no place: all of the deposit that the limits of those who are not busy leave, less the buffer's
        /// part of it.
        #[test]
        fn covers_what_finds_no_place(share in 100u16..=10_000, buffer in 0u16..=1_000, spare in 0.0f64..0.3, list in proptest::collection::vec((0u32..3, prop_oneof![0.1f64..3.0, Just(1e6)], 0.0f64..1.2, any::<bool>()), 1..12), deposited in 1u64..100_000_000 * SOL) {
            let (part, buffer) = (Bps(share), Bps(buffer));
            let mean = 1_000 * SOL;
            let staked: Vec<(Share, bool)> = list.iter().map(|(score, cap, stake, busy)| {
                let (cap, stake) = ((mean as f64 * cap) as u64, (mean as f64 * stake) as u64);
                (validator(*score, cap, stake.min(cap)), *busy)
            }).collect();
            let in_stake: u64 = staked.iter().map(|(share, _)| share.stake.0).sum();
            let before = in_stake + (in_stake as f64 * spare) as u64;
            let intake = intake(part, before, &staked)?;
            let after = before + deposited;
            let idle = intake.idle_share(Lamports(after), Lamports(deposited), buffer)?;
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
            // Caps that were under the largest share are judged as caps; where a share was the limit, what it grows to may pass the cap.
            let grown: u64 = staked.iter().filter(|(share, busy)| !busy && share.score > 0 && share.cap.0 > part.floor_of(before).unwrap()).map(|(share, _)| part.floor_of(after).unwrap().saturating_sub(share.cap.0.max(share.stake.0))).sum();
            // A share that grows gives those nothing who have more than it already.
            let over: u64 = staked.iter().map(|(share, _)| share.stake.0.saturating_sub(part.floor_of(before).unwrap())).sum();
            prop_assert!(charged + grown + over + 10 + deposited / 1_000_000_000 >= without, "{charged} of {without}");
        }
    }
}
