use anchor_lang::prelude::*;

use crate::math::Deferral;

/// What counts only later, by the epoch in which it came: nothing in that epoch, then linearly over the next one's slots.
#[zero_copy]
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Deferred {
    /// Epoch that `recent` came in.
    pub epoch: u64,
    /// What came in `epoch`.
    pub recent: u64,
    /// What came in the epoch before.
    pub earlier: u64,
}

impl From<Deferred> for Deferral {
    fn from(Deferred { epoch, recent, earlier }: Deferred) -> Self {
        Self { epoch, recent, earlier }
    }
}

impl From<Deferral> for Deferred {
    fn from(Deferral { epoch, recent, earlier }: Deferral) -> Self {
        Self { epoch, recent, earlier }
    }
}
