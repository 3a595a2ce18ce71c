//! The sums of the queue's tickets, by when they were ordered.
//!
//! An epoch ends with its **moving part**, in which stake is deactivated for all tickets ordered before it began, in one
//! decision; those ordered in it wait for the next epoch's. Tickets that could have been served in an earlier epoch are
//! served at any time.

use crate::{Lamports, MathResult, PoolTokens};

/// Sums over tickets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Claims {
    pub tokens: PoolTokens,
    /// What the tickets pay at most, before fees.
    pub lamports: Lamports,
    /// The fees on that.
    pub fees: Lamports,
}

/// The queue, seen from an epoch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Queue {
    /// Of all tickets.
    pub all: Claims,
    /// Epoch that the rest belongs to.
    pub epoch: u64,
    /// Of the tickets ordered in `epoch`.
    pub recent: Claims,
    /// Lamports of those ordered in its moving part.
    pub late: Lamports,
    /// Lamports of those ordered in the moving part of the epoch before: they wait for this epoch's.
    pub waiting: Lamports,
}

/// When a ticket was ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ordered {
    pub epoch: u64,
    /// In the moving part of the epoch.
    pub late: bool,
}

impl Claims {
    pub fn plus(self, other: Self) -> MathResult<Self> {
        Ok(Self {
            tokens: self.tokens.plus(other.tokens)?,
            lamports: self.lamports.plus(other.lamports)?,
            fees: self.fees.plus(other.fees)?,
        })
    }

    pub fn minus(self, other: Self) -> MathResult<Self> {
        Ok(Self {
            tokens: self.tokens.minus(other.tokens)?,
            lamports: self.lamports.minus(other.lamports)?,
            fees: self.fees.minus(other.fees)?,
        })
    }
}

impl Queue {
    /// The same, seen from `epoch`.
    pub fn at(self, epoch: u64) -> Self {
        match epoch.checked_sub(self.epoch) {
            Some(0) => self,
            Some(1) => Self { epoch, recent: Claims::default(), late: Lamports::ZERO, waiting: self.late, ..self },
            _ => Self { epoch, recent: Claims::default(), late: Lamports::ZERO, waiting: Lamports::ZERO, ..self },
        }
    }

    /// With a ticket more, ordered in this queue's epoch.
    pub fn plus(self, ticket: Claims, late: bool) -> MathResult<Self> {
        let late = if late { self.late.plus(ticket.lamports)? } else { self.late };
        Ok(Self { all: self.all.plus(ticket)?, recent: self.recent.plus(ticket)?, late, ..self })
    }

    /// Without a ticket, or a part of one.
    pub fn minus(self, ticket: Claims, ordered: Ordered) -> MathResult<Self> {
        let mut queue = Self { all: self.all.minus(ticket)?, ..self };
        if ordered.epoch == self.epoch {
            queue.recent = self.recent.minus(ticket)?;
            if ordered.late {
                queue.late = self.late.minus(ticket.lamports)?;
            }
        } else if ordered.late && ordered.epoch.checked_add(1) == Some(self.epoch) {
            queue.waiting = self.waiting.minus(ticket.lamports)?;
        }
        Ok(queue)
    }

    /// Tickets of earlier epochs: those that can no longer be cancelled for nothing.
    pub fn earlier(self) -> MathResult<Claims> {
        self.all.minus(self.recent)
    }

    /// Lamports of the tickets that stake may be deactivated for now. They are the first in the queue.
    pub fn servable(self, moving: bool) -> MathResult<Lamports> {
        if moving {
            return self.all.lamports.minus(self.late);
        }
        self.all.lamports.minus(self.recent.lamports)?.minus(self.waiting)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// One order: how many epochs after the one before, when in its epoch, and how much.
    fn orders() -> impl Strategy<Value = Vec<(u64, bool, u64)>> {
        proptest::collection::vec((0u64..3, any::<bool>(), 1u64..1 << 40), 0..20)
    }

    proptest! {
        /// The sums are those of the tickets themselves, whenever they are looked at and whichever have left.
        #[test]
        fn sums_are_those_of_the_tickets(orders in orders(), leave in proptest::collection::vec(any::<bool>(), 20), after in 0u64..3) {
            let claims = |amount: u64| Claims { tokens: PoolTokens(amount), lamports: Lamports(amount), fees: Lamports(amount / 100) };
            let (mut queue, mut epoch, mut tickets) = (Queue::default(), 0, Vec::new());
            for (later, late, amount) in orders {
                epoch += later;
                queue = queue.at(epoch).plus(claims(amount), late)?;
                tickets.push((Ordered { epoch, late }, amount));
            }
            epoch += after;
            queue = queue.at(epoch);
            let mut stay = leave.iter();
            let mut kept = Vec::new();
            for ticket in tickets {
                if *stay.next().unwrap_or(&false) {
                    queue = queue.minus(claims(ticket.1), ticket.0)?;
                } else {
                    kept.push(ticket);
                }
            }
            let sum = |keep: &dyn Fn(Ordered) -> bool| kept.iter().filter(|(ordered, _)| keep(*ordered)).map(|(_, amount)| amount).sum::<u64>();
            prop_assert_eq!(queue.all.lamports.0, sum(&|_| true));
            prop_assert_eq!(queue.earlier()?.lamports.0, sum(&|ordered| ordered.epoch < epoch));
            prop_assert_eq!(queue.servable(true)?.0, sum(&|ordered| ordered.epoch < epoch || !ordered.late));
            prop_assert_eq!(queue.servable(false)?.0, sum(&|ordered| ordered.epoch + 1 < epoch || (ordered.epoch < epoch && !ordered.late)));
        }
    }
}
