use anchor_lang::prelude::*;
use truestake_math::{Bps, Claim, Lamports, Ordered, PoolTokens};

use super::{size_of_account, Pool};

/// A delayed unstake. PDA of "ticket", pool, orderer, nonce.
///
/// While it is queued its tokens lie in the pool's escrow and bear losses like everybody's. What has been paid on it lies in
/// this account itself, and nothing but the claim touches it.
#[account(zero_copy)]
#[derive(Debug)]
pub struct Ticket {
    /// Layout version; this is 1.
    pub version: u8,
    pub bump: u8,
    /// 0 queued (waits for its turn; a part may be paid), 1 settled (paid in full), 2 cancelled (its remaining tokens were taken
    /// back), 3 returned (the queue has passed it; its owner can take the remaining tokens back with `cancel_ticket`).
    pub status: u8,
    /// 1 when it was ordered in the moving part of its epoch.
    pub late: u8,
    /// The ticket fee when it was ordered; a later rise does not touch it.
    pub fee: Bps,
    pub _reserved_ratio: u16,
    pub pool: Pubkey,
    /// Receives the SOL.
    pub owner: Pubkey,
    /// Who ordered it: part of its address.
    pub orderer: Pubkey,
    /// Chosen by the orderer: part of its address.
    pub nonce: u64,
    /// Who paid the account's rent, and gets it back.
    pub rent_payer: Pubkey,
    /// Place in the queue: tickets are settled in this order.
    pub sequence: u64,
    /// Tokens that have been neither paid nor given back.
    pub tokens: PoolTokens,
    /// What they were worth when ordered: they never pay more.
    pub ordered_lamports: Lamports,
    /// The pool's `cumulative_ordered_lamports` before this ticket.
    pub queue_start: u64,
    pub ordered_epoch: u64,
    pub ordered_slot: u64,
    /// Paid and not claimed yet, without rent.
    pub claimable_lamports: Lamports,
    /// Paid in all, claimed or not.
    pub paid_lamports: Lamports,
    /// Epoch of the last payment.
    pub settled_epoch: u64,
    pub _reserved: [u64; 4],
}

/// Where a ticket stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum TicketStatus {
    /// Waits for its turn and for SOL in the reserve; a part may be paid already.
    Queued = 0,
    /// Paid in full.
    Settled = 1,
    /// Gave its remaining tokens back; stays until the queue has passed it, so that no place is ever skipped by mistake.
    Cancelled = 2,
    /// The queue has passed it because the pool had nothing left that could pay the rest, or because that is worth less than the
    /// rent that the account lacks: its owner can take the remaining tokens back with `cancel_ticket`.
    Returned = 3,
}

impl Ticket {
    /// Bytes of the account.
    pub const SPACE: usize = size_of_account::<Self>();

    pub fn is(&self, status: TicketStatus) -> bool {
        self.status == status as u8
    }

    /// What is still to be paid on it.
    pub fn claim(&self) -> Claim {
        Claim { tokens: self.tokens, ordered: self.ordered_lamports, fee: self.fee }
    }

    pub fn ordered(&self) -> Ordered {
        Ordered { epoch: self.ordered_epoch, late: self.late != 0 }
    }

    /// Whether nothing of it is left to be paid, cancelled or passed.
    pub fn is_done(&self, pool: &Pool) -> bool {
        self.sequence < pool.next_settlement && !self.is(TicketStatus::Queued) && self.tokens.is_zero()
    }
}
