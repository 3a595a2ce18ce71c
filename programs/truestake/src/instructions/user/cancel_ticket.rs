use anchor_lang::prelude::*;
use anchor_spl::token::{Token, TokenAccount};

use crate::constants::seeds;
use crate::error::TruestakeError;
use crate::events::TicketCancelled;
use crate::math::PoolTokens;
use crate::state::{Pool, Ticket, TicketStatus};
use crate::token::{require_reachable, SelfOwned};

#[derive(Accounts)]
pub struct CancelTicket<'info> {
    /// Signer: owns the ticket.
    #[account(mut)]
    pub owner: Signer<'info>,
    /// Write: the pool.
    #[account(mut, has_one = escrow @ TruestakeError::WrongEscrow)]
    pub pool: AccountLoader<'info, Pool>,
    /// Write: the ticket. Closed at once when it is the head of the queue, otherwise by `claim_ticket` when the queue has
    /// passed it.
    #[account(
        mut,
        has_one = pool @ TruestakeError::WrongTicket,
        has_one = owner @ TruestakeError::NotTicketOwner,
    )]
    pub ticket: AccountLoader<'info, Ticket>,
    /// CHECK: the pool names it.
    #[account(mut)]
    pub escrow: UncheckedAccount<'info>,
    /// Write: receives the tokens. May be anybody's.
    #[account(
        mut,
        dup,
        constraint = destination.mint == pool.load()?.mint @ TruestakeError::WrongTokenAccount,
    )]
    pub destination: Account<'info, TokenAccount>,
    pub token_program: Program<'info, Token>,
}

pub fn cancel_ticket(ctx: Context<CancelTicket>) -> Result<()> {
    // Check
    let accounts = &ctx.accounts;
    let address = accounts.pool.key();
    let slot = Clock::get()?.slot;
    let mut pool = accounts.pool.load_mut()?;
    let mut ticket = accounts.ticket.load_mut()?;
    require!(ticket.is(TicketStatus::Queued), TruestakeError::TicketNotQueued);
    require_reachable(&accounts.destination, &address)?;

    // Effect
    let before = pool.books(slot)?;
    let (sequence, tokens) = (ticket.sequence, ticket.tokens);
    pool.dequeue(tokens, ticket.ordered_lamports)?;
    ticket.tokens = PoolTokens::ZERO;
    ticket.status = TicketStatus::Cancelled as u8;
    let is_head = sequence == pool.next_settlement;
    if is_head {
        pool.pass_head(&ticket)?;
    }
    drop(ticket);

    // Interaction
    SelfOwned { seed: seeds::ESCROW, pool: &address, bump: pool.escrow_bump, account: &accounts.escrow }
        .give(accounts.destination.as_ref(), tokens)?;
    if is_head {
        accounts.ticket.close(accounts.owner.to_account_info())?;
    }

    // Log
    emit!(TicketCancelled {
        pool: address,
        owner: accounts.owner.key(),
        ticket: accounts.ticket.key(),
        sequence,
        tokens,
        before,
        after: pool.books(slot)?,
    });
    pool.assert_invariants(slot)
}
