//! The commission that an operator has promised not to pass: lowered at once, raised later.

use truestake_math::Bps;

/// A raised pledge binds this many epochs later.
pub const PLEDGE_RISE_EPOCHS: u64 = 4;

/// A pledge, and the one before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pledge {
    pub before: Bps,
    pub after: Bps,
    /// First epoch for whose rewards `after` is the one.
    pub from_epoch: u64,
}

impl Pledge {
    /// What was pledged for an epoch's rewards.
    pub fn at(self, epoch: u64) -> Bps {
        if epoch < self.from_epoch {
            self.before
        } else {
            self.after
        }
    }

    /// The lower of what was pledged for the rewards of two epochs: what holds for all from one to the other.
    pub fn over(self, first: u64, last: u64) -> Bps {
        self.at(first).min(self.at(last))
    }

    /// After another pledge in `epoch`.
    pub fn change(self, epoch: u64, pledge: Bps) -> Self {
        let before = self.at(epoch);
        let wait = if pledge > before { PLEDGE_RISE_EPOCHS } else { 0 };
        Self { before, after: pledge, from_epoch: epoch.saturating_add(wait) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn falls_at_once_and_rises_later() {
        let pledge = Pledge { before: Bps(500), after: Bps(500), from_epoch: 0 };
        let lowered = pledge.change(7, Bps(100));
        assert_eq!([6, 7].map(|epoch| lowered.at(epoch).0), [500, 100]);
        let raised = lowered.change(8, Bps(800));
        assert_eq!([8, 11, 12].map(|epoch| raised.at(epoch).0), [100, 100, 800]);
        assert_eq!([raised.over(11, 12), raised.over(12, 13)], [Bps(100), Bps(800)]);
        // A rise that waits is taken back at once.
        assert_eq!(raised.change(9, Bps(100)).at(99), Bps(100));
        // Lowering and raising in one epoch gains nothing.
        let both = pledge.change(7, Bps(0)).change(7, Bps(500));
        assert_eq!([7, 10, 11].map(|epoch| both.at(epoch).0), [0, 0, 500]);
    }
}
