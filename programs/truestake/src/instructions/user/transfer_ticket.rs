use anchor_lang::prelude::*;

use crate::error::TruestakeError;
use crate::events::TicketTransferred;
use crate::state::{Pool, Ticket, TicketStatus};

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
}

pub fn transfer_ticket(ctx: Context<TransferTicket>, new_owner: Pubkey) -> Result<()> {
    // Check
    let books = ctx.accounts.pool.load()?.books(Clock::get()?.slot)?;
    let mut ticket = ctx.accounts.ticket.load_mut()?;
    require!(ticket.is(TicketStatus::Queued), TruestakeError::TicketNotQueued);
    require_keys_neq!(new_owner, Pubkey::default(), TruestakeError::MissingRole);

    // Effect
    ticket.owner = new_owner;

    // Log
    emit!(TicketTransferred {
        pool: ticket.pool,
        ticket: ctx.accounts.ticket.key(),
        sequence: ticket.sequence,
        old_owner: ctx.accounts.owner.key(),
        new_owner,
        before: books,
        after: books,
    });
    Ok(())
}
