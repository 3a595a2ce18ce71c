//! What takes effect with a later epoch update: whoever does not like it can leave before.

use anchor_lang::prelude::*;

use super::{Fees, LiquidityFees};
use crate::error::TruestakeError;

macro_rules! scheduled {
    ($(#[$doc:meta])* $name:ident, $value:ident) => {
        $(#[$doc])*
        #[zero_copy]
        #[derive(Debug, Default, PartialEq, Eq)]
        pub struct $name {
            /// In force until the other one is.
            pub now: $value,
            /// In force from the pool's update number `from_update` on.
            pub next: $value,
            /// 0 when nothing waits.
            pub from_update: u64,
        }

        impl $name {
            /// What is in force for ever, until something else is scheduled.
            pub fn new(now: $value) -> Self {
                Self { now, next: <$value>::default(), from_update: 0 }
            }

            /// What is in force at the pool's update number `updates`.
            pub fn at(&self, updates: u64) -> $value {
                if self.is_pending(updates) || self.from_update == 0 {
                    self.now
                } else {
                    self.next
                }
            }

            /// What was set last: in force once nothing waits any more.
            pub fn latest(&self) -> $value {
                if self.from_update == 0 {
                    self.now
                } else {
                    self.next
                }
            }

            /// Whether something waits.
            pub fn is_pending(&self, updates: u64) -> bool {
                updates < self.from_update
            }

            /// `now` takes effect at once and `next`, unless it is the same, `wait` updates later. What waited before is gone.
            pub fn schedule(&mut self, now: $value, next: $value, updates: u64, wait: u64) -> Result<()> {
                *self = Self::new(now);
                if next != now {
                    self.next = next;
                    self.from_update = updates.checked_add(wait).ok_or(TruestakeError::Overflow)?;
                }
                Ok(())
            }
        }
    };
}

scheduled!(
    /// The pool's fees: cuts take effect at once, rises later.
    ScheduledFees,
    Fees
);
scheduled!(
    /// The liquidity pool's fees: where anything about them rises, all of it takes effect later.
    ScheduledLiquidityFees,
    LiquidityFees
);
scheduled!(
    /// A role that changes hands later.
    ScheduledKey,
    Pubkey
);
