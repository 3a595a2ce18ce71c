use anchor_lang::prelude::*;

#[cfg(feature = "idl-build")]
use crate::constants::seeds;
use crate::cpi::system::{grow, LARGEST_GROWTH};
use crate::error::TruestakeError;
use crate::events::QueueGrown;
use crate::state::{Pool, TicketQueue};

#[derive(Accounts)]
pub struct GrowQueue<'info> {
    /// Signer: pays the rent. May be anybody.
    #[account(mut)]
    pub payer: Signer<'info>,
    /// Read: the pool.
    #[account(has_one = queue @ TruestakeError::WrongQueue)]
    pub pool: AccountLoader<'info, Pool>,
    /// Write: the ring of queued tickets.
    #[account(mut)]
    #[cfg_attr(feature = "idl-build", account(seeds = [seeds::QUEUE, pool.key().as_ref()], bump))]
    pub queue: AccountLoader<'info, TicketQueue>,
    /// The system program.
    pub system_program: Program<'info, System>,
}

/// Grows by 10,240 bytes, room for 320 tickets, as often as it is called, up to what the runtime allows.
pub fn grow_queue(ctx: Context<GrowQueue>) -> Result<()> {
    // Check
    let accounts = &ctx.accounts;
    let pool = accounts.pool.load()?;
    let books = pool.books(Clock::get()?.slot)?;
    let info = accounts.queue.as_ref();
    let bytes = info.data_len();

    // Effect and interaction: the room is behind the last ticket
    grow(&accounts.payer, info, bytes.saturating_add(LARGEST_GROWTH))?;
    TicketQueue::make_room(&accounts.queue, bytes, pool.next_settlement)?;

    // Log
    let capacity = TicketQueue::capacity(info.data_len());
    emit!(QueueGrown { pool: accounts.pool.key(), capacity, before: books, after: books });
    Ok(())
}
