use anchor_lang::prelude::*;

use crate::error::{require, TruestakeError};
use crate::events::TicketTransferred;
use crate::state::{liquidity_sol_address, Pool, Ticket, TicketStatus};

#[derive(Accounts)]
pub struct TransferTicket<'info> {
    /// Signer: owns the ticket.
    pub owner: Signer<'info>,
    /// Read: the pool.
    pub pool: AccountLoader<'info, Pool>,
    /// Write: the ticket.
    #[account(
        mut,
        has_one = pool @ TruestakeError::WrongTicket,
        has_one = owner @ TruestakeError::NotTicketOwner,
    )]
    pub ticket: AccountLoader<'info, Ticket>,
    /// Write: becomes the owner. Writable, so that it is an address that can be paid.
    /// CHECK: any address that can be written to.
    #[account(mut)]
    pub new_owner: UncheckedAccount<'info>,
}

pub fn transfer_ticket(ctx: Context<TransferTicket>) -> Result<()> {
    // Check
    let accounts = &ctx.accounts;
    let pool = accounts.pool.load()?;
    let books = pool.books(Clock::get()?.slot)?;
    let mut ticket = accounts.ticket.load_mut()?;
    let is_open = ticket.is(TicketStatus::Queued) || ticket.is(TicketStatus::Returned);
    require!(is_open, TruestakeError::TicketNotQueued);
    pool.require_recipient(&accounts.new_owner, &liquidity_sol_address(&accounts.pool.key()))?;

    // Effect: what is paid and not claimed yet goes with it
    ticket.owner = accounts.new_owner.key();

    // Log
    emit!(TicketTransferred {
        pool: ticket.pool,
        ticket: accounts.ticket.key(),
        sequence: ticket.sequence,
        old_owner: accounts.owner.key(),
        new_owner: ticket.owner,
        before: books,
        after: books,
    });
    Ok(())
}
