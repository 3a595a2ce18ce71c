use anchor_lang::prelude::*;

use super::size_of_account;
use crate::error::{require, TruestakeError};

/// The addresses of the queued tickets, so that settling finds them without asking a node for all accounts. PDA of "queue",
/// pool.
///
/// A header, then a ring: the ticket with sequence number `n` is at `(n − base) % capacity`.
#[account(zero_copy)]
#[derive(Debug)]
pub struct TicketQueue {
    /// Layout version; this is 1.
    pub version: u8,
    pub bump: u8,
    pub _reserved_bytes: [u8; 6],
    pub pool: Pubkey,
    /// Sequence number whose place is the first; it wraps below zero.
    pub base: u64,
    pub _reserved: [u64; 3],
    /// The addresses follow here: from 80 bytes into the account's data on, discriminator included, each of 32 bytes; `capacity` is
    /// as many as the account has room for.
    pub tickets: [Pubkey; 0],
}

/// Bytes of an address.
const ADDRESS: usize = 32;

impl TicketQueue {
    /// Bytes of the account without addresses.
    pub const EMPTY_SPACE: usize = size_of_account::<Self>();

    /// Addresses that an account of `bytes` holds.
    pub fn capacity(bytes: usize) -> u64 {
        let addresses = bytes.saturating_sub(Self::EMPTY_SPACE).checked_div(ADDRESS).unwrap_or(0);
        u64::try_from(addresses).unwrap_or(u64::MAX)
    }

    /// Writes the address of a new ticket; `head` is the first that the queue has not passed.
    pub fn write(queue: &AccountLoader<Self>, sequence: u64, head: u64, ticket: &Pubkey) -> Result<()> {
        let base = queue.load()?.base;
        let data = &mut queue.as_ref().try_borrow_mut_data()?;
        let capacity = Self::capacity(data.len());
        require!(sequence.saturating_sub(head) < capacity, TruestakeError::QueueFull);
        let place = sequence.wrapping_sub(base).checked_rem(capacity).ok_or(TruestakeError::InvariantViolated)?;
        let start = offset_of(place)?;
        let bytes = start.checked_add(ADDRESS).and_then(|end| data.get_mut(start..end));
        bytes.ok_or(TruestakeError::InvariantViolated)?.copy_from_slice(ticket.as_ref());
        Ok(())
    }

    /// Makes room between the last ticket and the head of a ring that had `old_bytes` and has grown: what lies from the head's
    /// place on moves to the end, in one copy. To turn the ring by the byte would cost more than a transaction has.
    pub fn make_room(queue: &AccountLoader<Self>, old_bytes: usize, head: u64) -> Result<()> {
        let base = queue.load()?.base;
        let (old, new) = (Self::capacity(old_bytes), Self::capacity(queue.as_ref().data_len()));
        let Some(place) = head.wrapping_sub(base).checked_rem(old) else {
            return Ok(()); // an empty ring
        };
        // Where the head comes first, the room is behind the last already.
        let moved = if place == 0 { 0 } else { new.saturating_sub(old) };
        let target = place.saturating_add(moved);
        if moved > 0 {
            let [from, to, end] = [place, target, old].map(offset_of);
            let (from, to, end) = (from?, to?, end?);
            queue.as_ref().try_borrow_mut_data()?.copy_within(from..end, to);
        }
        queue.load_mut()?.base = head.wrapping_sub(target);
        Ok(())
    }
}

/// Where a place begins in the account's data.
fn offset_of(place: u64) -> Result<usize> {
    let place = usize::try_from(place).ok().and_then(|place| place.checked_mul(ADDRESS));
    place
        .and_then(|offset| offset.checked_add(TicketQueue::EMPTY_SPACE))
        .ok_or_else(|| TruestakeError::InvariantViolated.into())
}
