//! The commission that an operator has promised not to pass: lowered at once, raised later.

use truestake_math::Bps;

/// A raised pledge binds this many epochs later.
pub const PLEDGE_RISE_EPOCHS: u64 = 4;

/// A pledge, and the ones before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pledge {
    /// The lowest for rewards before `changed_epoch`, as far as they were not assessed when it was changed.
    pub earlier: Bps,
    /// From `changed_epoch` on.
    pub before: Bps,
    /// From `from_epoch` on.
    pub after: Bps,
    pub changed_epoch: u64,
    pub from_epoch: u64,
}

impl Pledge {
    /// What was pledged for an epoch's rewards.
    pub fn at(self, epoch: u64) -> Bps {
        if epoch >= self.from_epoch {
            self.after
        } else if epoch >= self.changed_epoch {
            self.before
        } else {
            self.earlier
        }
    }

    /// The lowest of what was pledged for the rewards from one epoch to another: what holds for all of them.
    pub fn over(self, first: u64, last: u64) -> Bps {
        let between = self.changed_epoch.max(first).min(last);
        self.at(first).min(self.at(between)).min(self.at(last))
    }

    /// After another pledge in `epoch`. Those before it stay what they were for rewards that are not assessed yet: those of epochs from
    /// `unassessed` on.
    pub fn change(self, epoch: u64, unassessed: u64, pledge: Bps) -> Self {
        let (before, last) = (self.at(epoch), epoch.saturating_sub(1));
        let earlier = self.over(unassessed.min(last), last);
        let wait = if pledge > before { PLEDGE_RISE_EPOCHS } else { 0 };
        Self { earlier, before, after: pledge, changed_epoch: epoch, from_epoch: epoch.saturating_add(wait) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn always(pledge: u16) -> Pledge {
        Pledge { earlier: Bps(pledge), before: Bps(pledge), after: Bps(pledge), changed_epoch: 0, from_epoch: 0 }
    }

    #[test]
    fn falls_at_once_and_rises_later() {
        let pledge = always(500);
        let lowered = pledge.change(7, 7, Bps(100));
        assert_eq!([6, 7].map(|epoch| lowered.at(epoch).0), [500, 100]);
        let raised = lowered.change(8, 8, Bps(800));
        assert_eq!([8, 11, 12].map(|epoch| raised.at(epoch).0), [100, 100, 800]);
        assert_eq!([raised.over(11, 12), raised.over(12, 13)], [Bps(100), Bps(800)]);
        // A rise that waits is taken back at once.
        assert_eq!(raised.change(9, 9, Bps(100)).at(99), Bps(100));
        // Lowering and raising in one epoch gains nothing.
        let both = pledge.change(7, 7, Bps(0)).change(7, 7, Bps(500));
        assert_eq!([6, 7, 10, 11].map(|epoch| both.at(epoch).0), [500, 0, 0, 500]);
    }

    #[test]
    fn a_change_leaves_what_is_not_assessed() {
        // Raised for epoch 11 and later; in 11, when 10 is not assessed yet, lowered at once.
        let raised = always(0).change(7, 7, Bps(500));
        let lowered = raised.change(11, 10, Bps(0));
        assert_eq!([9, 10, 11].map(|epoch| lowered.at(epoch).0), [0, 0, 0]);
        // Raised once more in 11: what was raised before holds until then.
        let more = raised.change(11, 10, Bps(800));
        assert_eq!([10, 11, 14, 15].map(|epoch| more.at(epoch).0), [0, 500, 500, 800]);
        assert_eq!([more.over(10, 15), more.over(11, 15), more.over(15, 20)], [Bps(0), Bps(500), Bps(800)]);
        // What was not assessed for long is held to the lowest of it.
        let late = raised.change(13, 8, Bps(800));
        assert_eq!([12, 13, 16, 17].map(|epoch| late.at(epoch).0), [0, 500, 500, 800]);
        // A low one in between counts.
        let dip = always(500).change(7, 7, Bps(100)).change(8, 8, Bps(500));
        assert_eq!([dip.over(7, 12), dip.over(8, 12), dip.over(12, 13)], [Bps(100), Bps(100), Bps(500)]);
    }

    proptest! {
        /// Whoever changes a pledge at any time is held, for every epoch that is not assessed, to nothing above what held in that
        /// epoch when it ended; and for the newest of them to exactly that.
        #[test]
        fn no_change_raises_what_was(changes in prop::collection::vec((0u64..4, 0u16..6, prop::bool::ANY), 1..30)) {
            let (mut pledge, mut epoch, mut unassessed) = (always(3), 1, 1);
            // What held at the end of each epoch.
            let mut held = vec![Bps(3)];
            for (epochs, next, is_assessed) in changes {
                for _ in 0..epochs {
                    held.push(pledge.at(epoch));
                    epoch += 1;
                }
                if is_assessed {
                    unassessed = epoch;
                }
                pledge = pledge.change(epoch, unassessed, Bps(next));
                prop_assert!(pledge.at(epoch + PLEDGE_RISE_EPOCHS) == Bps(next));
                for past in unassessed..epoch {
                    prop_assert!(pledge.at(past) <= held[past as usize]);
                }
                prop_assert!(unassessed < epoch.saturating_sub(1) || pledge.at(epoch - 1) == held[epoch as usize - 1]);
            }
        }
    }
}
