use anchor_lang::prelude::*;

use super::size_of_account;
use crate::error::TruestakeError;

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
    /// Sequence number whose place is the first.
    pub base: u64,
    pub _reserved: [u64; 3],
    /// The addresses follow here.
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
}

/// Writes the address of a new ticket; `head` is the first that the queue has not passed.
pub fn write_ticket(queue: &AccountLoader<TicketQueue>, sequence: u64, head: u64, ticket: &Pubkey) -> Result<()> {
    let base = queue.load()?.base;
    let data = &mut queue.as_ref().try_borrow_mut_data()?;
    let capacity = TicketQueue::capacity(data.len());
    require!(sequence.saturating_sub(head) < capacity, TruestakeError::QueueFull);
    let place = sequence.checked_sub(base).and_then(|offset| offset.checked_rem(capacity));
    let bytes = place.and_then(|place| place_of(data, place)).ok_or(TruestakeError::InvariantViolated)?;
    bytes.copy_from_slice(ticket.as_ref());
    Ok(())
}

fn place_of(data: &mut [u8], place: u64) -> Option<&mut [u8]> {
    let start = usize::try_from(place).ok()?.checked_mul(ADDRESS)?.checked_add(TicketQueue::EMPTY_SPACE)?;
    data.get_mut(start..start.checked_add(ADDRESS)?)
}

/// Puts the place of `head` first, so that the ring can grow behind it; `old_bytes` is the account's length before.
pub fn rebase(queue: &AccountLoader<TicketQueue>, old_bytes: usize, head: u64) -> Result<()> {
    let capacity = TicketQueue::capacity(old_bytes);
    let base = std::mem::replace(&mut queue.load_mut()?.base, head);
    let Some(place) = head.checked_sub(base).and_then(|offset| offset.checked_rem(capacity)) else {
        return Ok(()); // an empty ring
    };
    let place = usize::try_from(place).ok().and_then(|place| place.checked_mul(ADDRESS));
    let data = &mut queue.as_ref().try_borrow_mut_data()?;
    let end = usize::try_from(capacity)
        .ok()
        .and_then(|capacity| capacity.checked_mul(ADDRESS)?.checked_add(TicketQueue::EMPTY_SPACE));
    let ring =
        end.and_then(|end| data.get_mut(TicketQueue::EMPTY_SPACE..end)).ok_or(TruestakeError::InvariantViolated)?;
    let place = place.filter(|place| *place <= ring.len()).ok_or(TruestakeError::InvariantViolated)?;
    ring.rotate_left(place);
    Ok(())
}
