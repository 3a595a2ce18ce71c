//! The queue of tickets, as sums.

use anchor_lang::prelude::*;
use truestake_math::{Claims, Lamports, MathResult, Ordered, Payment, PoolTokens, Queue};

use super::books::Outlook;
use super::Pool;
use crate::clock::epoch_slots;
use crate::error::{OrProgramError, TruestakeError};
use crate::state::{Ticket, TicketStatus};

impl Pool {
    /// The sums over the queue's tickets.
    pub fn ticket_queue(&self) -> Queue {
        Queue {
            all: Claims { tokens: self.queued_tokens, lamports: self.queued_lamports, fees: self.queued_fees },
            epoch: self.queue_epoch,
            recent: Claims { tokens: self.recent_tokens, lamports: self.recent_lamports, fees: self.recent_fees },
            late: self.late_lamports,
            waiting: self.waiting_lamports,
        }
    }

    fn set_ticket_queue(&mut self, queue: &Queue) {
        self.queued_tokens = queue.all.tokens;
        self.queued_lamports = queue.all.lamports;
        self.queued_fees = queue.all.fees;
        self.queue_epoch = queue.epoch;
        self.recent_tokens = queue.recent.tokens;
        self.recent_lamports = queue.recent.lamports;
        self.recent_fees = queue.recent.fees;
        self.late_lamports = queue.late;
        self.waiting_lamports = queue.waiting;
    }

    /// Takes a new ticket into the queue in `epoch`.
    pub fn enqueue(&mut self, ticket: Claims, epoch: u64, late: bool) -> Result<()> {
        let queue = self.ticket_queue().at(epoch).plus(ticket, late).or_program_error()?;
        self.set_ticket_queue(&queue);
        self.next_ticket = self.next_ticket.checked_add(1).ok_or(TruestakeError::Overflow)?;
        self.cumulative_ordered_lamports = self.cumulative_ordered_lamports.wrapping_add(ticket.lamports.0);
        Ok(())
    }

    /// Releases what a ticket, or a part of one, claimed: it is paid, cancelled or given up.
    pub fn dequeue(&mut self, ticket: Claims, ordered: Ordered, epoch: u64) -> MathResult<()> {
        let queue = self.ticket_queue().at(epoch).minus(ticket, ordered)?;
        self.set_ticket_queue(&queue);
        Ok(())
    }

    /// Moves the head past a ticket of which `left` lamports were neither paid nor passed.
    pub fn pass_head(&mut self, left: Lamports) -> Result<()> {
        self.next_settlement = self.next_settlement.checked_add(1).ok_or(TruestakeError::Overflow)?;
        self.cumulative_passed_lamports = self.cumulative_passed_lamports.wrapping_add(left.0);
        Ok(())
    }

    /// Takes what a payment stands for out of the queue's sums.
    pub fn dequeue_part(&mut self, ticket: &Ticket, payment: Payment, epoch: u64) -> MathResult<()> {
        let left = ticket.claim().after(payment)?;
        let sums = ticket.claim().sums()?.minus(left.sums()?)?;
        self.dequeue(sums, ticket.ordered(), epoch)?;
        self.cumulative_passed_lamports = self.cumulative_passed_lamports.wrapping_add(payment.ordered.0);
        Ok(())
    }

    /// Whether no stake is left that could come back to the reserve: what is staked is rent, or stuck.
    pub fn has_nothing_to_come(&self) -> bool {
        self.cooling_lamports.is_zero() && self.staked_lamports <= self.unmovable_stake()
    }

    /// Passes a ticket whose rest is not paid: its owner can take the tokens back.
    pub fn give_up(&mut self, ticket: &mut Ticket, epoch: u64) -> Result<()> {
        self.dequeue(ticket.claim().sums().or_program_error()?, ticket.ordered(), epoch).or_program_error()?;
        ticket.status = TicketStatus::Returned as u8;
        self.pass_head(ticket.ordered_lamports)
    }

    /// Tokens that cancelling a ticket gives back. All of them in the epoch of the order, until its moving part begins; all but
    /// what idles after that. In later epochs it is an exit and an entry: what the ticket would be paid now buys tokens at the
    /// ask.
    pub fn tokens_back(&self, ticket: &Ticket, clock: &Clock) -> Result<PoolTokens> {
        let (claim, rate) = (ticket.claim(), self.idle_rate());
        if ticket.is(TicketStatus::Returned) {
            return Ok(claim.tokens);
        }
        if ticket.ordered_epoch == clock.epoch {
            let is_free = !self.is_moving(epoch_slots(clock)?, clock.slot).or_program_error()?;
            return if is_free { Ok(claim.tokens) } else { claim.after_idling(rate).or_program_error() };
        }
        let Outlook { queued, expected } = self.outlook(clock, claim.ordered)?;
        self.ledger(clock.slot).and_then(|ledger| ledger.buy_back(claim, queued, expected, rate)).or_program_error()
    }

    /// Takes what is left of a ticket out of the queue and burns `cost` tokens.
    pub fn cancel(&mut self, ticket: &Ticket, cost: PoolTokens, clock: &Clock) -> Result<()> {
        if ticket.is(TicketStatus::Queued) {
            let sums: Claims = ticket.claim().sums().or_program_error()?;
            self.dequeue(sums, ticket.ordered(), clock.epoch).or_program_error()?;
        }
        self.burn(clock.slot, cost).or_program_error()
    }
}
