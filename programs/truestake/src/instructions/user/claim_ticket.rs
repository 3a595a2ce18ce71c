use anchor_lang::prelude::*;
use truestake_math::Lamports;

use crate::cpi::system::rent_of;
use crate::error::{require, OrProgramError, TruestakeError};
use crate::events::TicketClaimed;
use crate::state::{Pool, Ticket};

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
    /// Write: receives what the ticket was paid.
    /// CHECK: the ticket names it.
    #[account(mut)]
    pub owner: UncheckedAccount<'info>,
    /// Write: receives the rent, and whatever was sent to the account.
    /// CHECK: the ticket names it.
    #[account(mut)]
    pub rent_payer: UncheckedAccount<'info>,
}

pub fn claim_ticket(ctx: Context<ClaimTicket>) -> Result<()> {
    // Check
    let accounts = &ctx.accounts;
    let pool = accounts.pool.load()?;
    let mut ticket = accounts.ticket.load_mut()?;
    let is_done = ticket.is_done(&pool);
    let held = Lamports(accounts.ticket.as_ref().lamports());
    let sequence = ticket.sequence;
    // After a rise of the rent an account that stays keeps a part of what it was paid until it is closed.
    let lamports = if is_done {
        ticket.claimable_lamports
    } else {
        ticket.claimable_lamports.min(held.saturating_minus(rent_of(Ticket::SPACE)?))
    };
    require!(is_done || !lamports.is_zero(), TruestakeError::TicketNotSettled);
    let rent = if is_done { held.minus(lamports).or_program_error()? } else { Lamports::ZERO };

    // Effect
    ticket.claimable_lamports = ticket.claimable_lamports.minus(lamports).or_program_error()?;
    drop(ticket);

    // Interaction: the account is the program's own
    move_lamports(accounts.ticket.as_ref(), &accounts.owner, lamports)?;
    if is_done {
        accounts.ticket.close(accounts.rent_payer.to_account_info())?;
    }

    // Log
    let books = pool.books(Clock::get()?.slot)?;
    emit!(TicketClaimed {
        pool: accounts.pool.key(),
        owner: accounts.owner.key(),
        ticket: accounts.ticket.key(),
        sequence,
        lamports,
        rent,
        before: books,
        after: books,
    });
    Ok(())
}

/// Moves lamports out of an account of this program.
fn move_lamports(from: &AccountInfo, to: &AccountInfo, lamports: Lamports) -> Result<()> {
    let left = Lamports(from.lamports()).minus(lamports).or_program_error()?;
    let held = Lamports(to.lamports()).plus(lamports).or_program_error()?;
    **from.try_borrow_mut_lamports()? = left.0;
    **to.try_borrow_mut_lamports()? = held.0;
    Ok(())
}
