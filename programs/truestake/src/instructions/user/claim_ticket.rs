use anchor_lang::prelude::*;

use crate::error::TruestakeError;
use crate::events::TicketClaimed;
use crate::math::Lamports;
use crate::state::{Pool, Ticket, TicketStatus};

#[derive(Accounts)]
pub struct ClaimTicket<'info> {
    /// Read: the pool.
    pub pool: AccountLoader<'info, Pool>,
    /// Write: the ticket; closed.
    #[account(
        mut,
        close = owner,
        has_one = pool @ TruestakeError::WrongTicket,
        has_one = owner @ TruestakeError::WrongTicketOwner,
    )]
    pub ticket: AccountLoader<'info, Ticket>,
    /// CHECK: the ticket names it. Receives everything the ticket holds.
    #[account(mut)]
    pub owner: UncheckedAccount<'info>,
}

pub fn claim_ticket(ctx: Context<ClaimTicket>) -> Result<()> {
    // Check
    let pool = ctx.accounts.pool.load()?;
    let ticket = ctx.accounts.ticket.load()?;
    let passed = ticket.sequence < pool.next_settlement && !ticket.is(TicketStatus::Queued);
    require!(passed, TruestakeError::TicketNotSettled);

    // Log: the account is closed, and all its lamports paid, after the handler
    let books = pool.books(Clock::get()?.slot)?;
    let held = Lamports(ctx.accounts.ticket.as_ref().lamports());
    emit!(TicketClaimed {
        pool: ticket.pool,
        owner: ticket.owner,
        ticket: ctx.accounts.ticket.key(),
        sequence: ticket.sequence,
        lamports: ticket.settled_lamports,
        rent: held.minus(ticket.settled_lamports)?,
        before: books,
        after: books,
    });
    Ok(())
}
