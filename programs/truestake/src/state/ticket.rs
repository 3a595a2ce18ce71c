use anchor_lang::prelude::*;

use super::size_of_account;
use crate::math::{Bps, Lamports, PoolTokens};

/// A delayed unstake. PDA of "ticket", pool, sequence number.
///
/// While it is queued its tokens lie in the pool's escrow and bear losses like everybody's. Once it is settled the SOL
/// lies in this account itself, and nothing but the claim touches it.
#[account(zero_copy)]
#[derive(Debug)]
pub struct Ticket {
    /// Layout version; this is 1.
    pub version: u8,
    pub bump: u8,
    /// See [`TicketStatus`].
    pub status: u8,
    pub spare_byte: u8,
    /// The ticket fee when it was ordered; a later rise does not touch it.
    pub fee: Bps,
    pub spare_ratio: u16,
    pub pool: Pubkey,
    /// Receives the SOL and the account's rent.
    pub owner: Pubkey,
    /// Place in the queue: tickets are settled in this order.
    pub sequence: u64,
    pub tokens: PoolTokens,
    /// What the tokens were worth when ordered: the ticket never pays more.
    pub ordered_lamports: Lamports,
    /// The pool's `ordered_count` before this ticket.
    pub queue_start: u64,
    pub ordered_epoch: u64,
    pub ordered_slot: u64,
    /// What the claim pays, without rent; 0 until settled.
    pub settled_lamports: Lamports,
    pub settled_epoch: u64,
    pub spare: [u64; 4],
}

/// Where a ticket stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum TicketStatus {
    /// Waits for its turn and for SOL in the reserve.
    Queued = 0,
    /// Holds its SOL.
    Settled = 1,
    /// Gave its tokens back; stays until the queue has passed it, so that no place is ever skipped by mistake.
    Cancelled = 2,
}

impl Ticket {
    /// Bytes of the account.
    pub const SPACE: usize = size_of_account::<Self>();

    pub fn is(&self, status: TicketStatus) -> bool {
        self.status == status as u8
    }
}
