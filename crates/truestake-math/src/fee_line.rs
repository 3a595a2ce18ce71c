//! Where the liquidity fee's line stands: it follows the liquidity up and down at a bounded speed. So neither SOL that is
//! lent to the liquidity pool for a moment nor stepping off the line and on again changes a rate.

use crate::{mul_div_floor, EpochSlots, Lamports, MathError, MathResult};

/// The line, as it was at a slot.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FeeLine {
    pub lamports: Lamports,
    pub slot: u64,
}

impl FeeLine {
    /// The line at `slot`, after `liquidity` stood since it was last looked at: closer to it by at most the largest of
    /// `target`, the liquidity and the line itself in an epoch's time; floored.
    pub fn at(self, slot: u64, epoch: EpochSlots, liquidity: Lamports, target: Lamports) -> MathResult<Self> {
        let passed = slot.saturating_sub(self.slot);
        let slots = epoch.end_slot.checked_sub(epoch.first_slot).ok_or(MathError::Overflow)?;
        let speed = target.max(liquidity).max(self.lamports);
        let most = if passed >= slots { speed } else { Lamports(mul_div_floor(speed.0, passed, slots)?) };
        let lamports = if liquidity > self.lamports {
            self.lamports.plus(liquidity.minus(self.lamports)?.min(most))?
        } else {
            self.lamports.minus(self.lamports.minus(liquidity)?.min(most))?
        };
        Ok(Self { lamports, slot: slot.max(self.slot) })
    }

    /// The part of `liquidity` that is on the line.
    pub fn counted(self, liquidity: Lamports) -> Lamports {
        self.lamports.min(liquidity)
    }

    /// After a sale: what leaves is off the line at once. Adding liquidity and removing it leave the line where it is.
    pub fn after_sale(self, lamports: Lamports) -> Self {
        Self { lamports: self.lamports.saturating_minus(lamports), ..self }
    }

    /// After a deposit has bought tokens: what it pays is on the line at once.
    pub fn after_purchase(self, lamports: Lamports) -> MathResult<Self> {
        Ok(Self { lamports: self.lamports.plus(lamports)?, ..self })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Bps, FeeCurve};
    use proptest::prelude::*;

    const SOL: u64 = 1_000_000_000;
    const EPOCH: EpochSlots = EpochSlots { epoch: 1, first_slot: 1_000, end_slot: 2_000 };

    fn at(line: FeeLine, slot: u64, liquidity: u64, target: u64) -> FeeLine {
        line.at(slot, EPOCH, Lamports(liquidity), Lamports(target)).unwrap()
    }

    proptest! {
        /// The line comes closer and never passes; after an epoch in which nothing changed it is there.
        #[test]
        fn follows(line in 0..1_000_000 * SOL, liquidity in 0..1_000_000 * SOL, target in SOL..100_000 * SOL, slots in 0u64..3_000) {
            let before = FeeLine { lamports: Lamports(line), slot: 1_000 };
            let after = at(before, 1_000 + slots, liquidity, target);
            prop_assert!(after.lamports.0.abs_diff(liquidity) <= line.abs_diff(liquidity));
            prop_assert!(after.lamports.0 >= line.min(liquidity) && after.lamports.0 <= line.max(liquidity));
            if slots >= 1_000 {
                prop_assert_eq!(after.lamports.0, liquidity);
            }
        }

        /// However often it is looked at, it is no faster, and slower by under a lamport each time, where the target or the
        /// liquidity is larger than the line.
        #[test]
        fn looking_changes_nothing(line in 0..1_000 * SOL, liquidity in 0..1_000 * SOL, looks in 1u64..500) {
            let before = FeeLine { lamports: Lamports(line), slot: 1_000 };
            let once = at(before, 1_000 + looks, liquidity, 2_000 * SOL);
            let mut often = before;
            for slot in 1..=looks {
                often = at(often, 1_000 + slot, liquidity, 2_000 * SOL);
            }
            let behind = once.lamports.0.abs_diff(liquidity);
            let lag = often.lamports.0.abs_diff(liquidity);
            prop_assert!(lag >= behind && lag <= behind + looks);
        }

        /// A line far over both falls slower the more often it is looked at, because its speed falls with it: by half in 0.7
        /// epochs, instead of in half an epoch. So it is there after 1 + ln(line ÷ the larger of both) epochs at the latest.
        #[test]
        fn a_line_far_over_all_falls_in_time(times in 2u64..1_000, liquidity in 0..100 * SOL, each in 1u64..100) {
            let target = 100 * SOL;
            let mut line = FeeLine { lamports: Lamports(times * target), slot: 1_000 };
            let slots = (1_000.0 * (1.0 + (times as f64).ln())) as u64 + 3;
            for slot in (0..=slots + each).step_by(usize::try_from(each).unwrap()) {
                line = at(line, 1_000 + slot, liquidity, target);
            }
            prop_assert_eq!(line.lamports.0, liquidity);
        }

        /// No sequence within a slot sells below the integral from where the line stood, deposits that really paid included.
        #[test]
        fn no_sequence_in_a_slot_is_cheaper(line in 0..400 * SOL, start in 1..300 * SOL, acts in proptest::collection::vec((0u8..4, 1..500 * SOL), 1..12)) {
            let curve = FeeCurve { min: Bps(30), max: Bps(300), target: Lamports(100 * SOL) };
            let mut line = FeeLine { lamports: Lamports(line), slot: 1_000 };
            let top = line.counted(Lamports(start)).0.max(line.lamports.0);
            let (mut sol, mut mine, mut paid, mut sold, mut bought, mut sales) = (start, 0u64, 0u64, 0u64, 0u64, 0u64);
            for (act, amount) in acts {
                match act {
                    0 => {
                        let lamports = amount.min(sol);
                        paid += curve.fee(Lamports(lamports), line.counted(Lamports(sol))).unwrap().0;
                        line = line.after_sale(Lamports(lamports));
                        sol -= lamports;
                        sold += lamports;
                        sales += 1;
                    }
                    1 => {
                        sol += amount;
                        mine += amount;
                    }
                    2 => {
                        let lamports = amount.min(mine).min(sol);
                        sol -= lamports;
                        mine -= lamports;
                    }
                    _ => {
                        line = line.after_purchase(Lamports(amount)).unwrap();
                        sol += amount;
                        bought += amount;
                    }
                }
            }
            let whole = curve.fee(Lamports(sold), Lamports(top + bought)).unwrap().0;
            prop_assert!(paid + sales >= whole, "{paid} paid, {whole} due");
        }
    }
}
