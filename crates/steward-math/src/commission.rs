//! Looks at a validator's commission: too high in two epochs in a row is no mistake.

/// Epochs in a row in which the commission was too high at some look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CommissionLooks {
    /// The last of them.
    pub epoch: u64,
    /// How many there are; 0 when there is none.
    pub run: u8,
}

impl CommissionLooks {
    /// After a look in `epoch`. The worst look of an epoch is the one that counts: one that is lowered before the next look of the
    /// same epoch was too high all the same.
    pub fn after(self, epoch: u64, is_over: bool) -> Self {
        let is_known = self.run > 0 && self.epoch == epoch;
        // A look that finds nothing ends no run: a later look of the same epoch may still find it. Whether a run goes on is seen by its
        // epoch.
        if is_known || !is_over {
            return self;
        }
        let follows = self.run > 0 && self.epoch.checked_add(1) == Some(epoch);
        Self { epoch, run: if follows { self.run.saturating_add(1) } else { 1 } }
    }

    /// Whether `epoch` is the second of them in a row, or a later one.
    pub fn is_gate(self, epoch: u64) -> bool {
        self.run >= 2 && self.epoch == epoch
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn looks(looks: &[(u64, bool)]) -> bool {
        let state = looks.iter().fold(CommissionLooks::default(), |state, (epoch, over)| state.after(*epoch, *over));
        looks.last().is_some_and(|(epoch, _)| state.is_gate(*epoch))
    }

    #[test]
    fn two_epochs_in_a_row() {
        assert!(looks(&[(5, true), (6, true)]));
        assert!(!looks(&[(5, true)]) && !looks(&[(5, true), (5, true)]));
        assert!(!looks(&[(5, true), (6, false), (7, true)]));
        // A missed epoch forgives.
        assert!(!looks(&[(5, true), (7, true)]));
        // Hiding it from one look of an epoch does not help, before or after.
        assert!(looks(&[(5, true), (5, false), (6, false), (6, true)]));
        assert!(looks(&[(5, true), (6, true), (6, false)]));
        // It ends with an epoch without.
        assert!(!looks(&[(5, true), (6, true), (7, false)]));
        assert!(looks(&[(5, true), (6, true), (7, true)]));
        assert!(looks(&[(0, true), (1, true)]));
    }
}
