use anchor_lang::prelude::*;
use truestake_math::Lamports;

use crate::error::{Refuse, TruestakeError};
use crate::events::TicketClaimed;
use crate::state::{Pool, Ticket, TicketStatus};

#[derive(Accounts)]
pub struct ClaimTicket<'info> {
    /// Read: the pool.
    pub pool: AccountLoader<'info, Pool>,
    /// Write: the ticket; closed when the queue has passed it and nothing of it is left.
    #[account(
        mut,
        has_one = pool @ TruestakeError::WrongTicket,
        has_one = owner @ TruestakeError::WrongTicketOwner,
        has_one = rent_payer @ TruestakeError::WrongTicketOwner,
    )]
    pub ticket: AccountLoader<'info, Ticket>,
    /// CHECK: the ticket names it. Receives what the ticket was paid.
    #[account(mut)]
    pub owner: UncheckedAccount<'info>,
    /// CHECK: the ticket names it. Receives the rent, and whatever was sent to the account.
    #[account(mut)]
    pub rent_payer: UncheckedAccount<'info>,
}

impl Ticket {
    /// Whether nothing of it is left to be paid, cancelled or passed.
    fn is_done(&self, pool: &Pool) -> bool {
        self.sequence < pool.next_settlement && !self.is(TicketStatus::Queued) && self.tokens.is_zero()
    }
}

pub fn claim_ticket(ctx: Context<ClaimTicket>) -> Result<()> {
    // Check
    let accounts = &ctx.accounts;
    let pool = accounts.pool.load()?;
    let mut ticket = accounts.ticket.load_mut()?;
    let is_done = ticket.is_done(&pool);
    let lamports = std::mem::replace(&mut ticket.claimable_lamports, Lamports::ZERO);
    require!(is_done || !lamports.is_zero(), TruestakeError::TicketNotSettled);

    // Effect and interaction: the account is the program's own
    let held = Lamports(accounts.ticket.as_ref().lamports());
    let rent = if is_done { held.minus(lamports).refuse()? } else { Lamports::ZERO };
    move_lamports(accounts.ticket.as_ref(), &accounts.owner, lamports)?;

    // Log
    let books = pool.books(Clock::get()?.slot)?;
    emit!(TicketClaimed {
        pool: ticket.pool,
        owner: ticket.owner,
        ticket: accounts.ticket.key(),
        sequence: ticket.sequence,
        lamports,
        rent,
        before: books,
        after: books,
    });
    drop(ticket);
    if is_done {
        accounts.ticket.close(accounts.rent_payer.to_account_info())?;
    }
    Ok(())
}

/// Moves lamports out of an account of this program.
fn move_lamports(from: &AccountInfo, to: &AccountInfo, lamports: Lamports) -> Result<()> {
    let left = Lamports(from.lamports()).minus(lamports).refuse()?;
    let held = Lamports(to.lamports()).plus(lamports).refuse()?;
    **from.try_borrow_mut_lamports()? = left.0;
    **to.try_borrow_mut_lamports()? = held.0;
    Ok(())
}
