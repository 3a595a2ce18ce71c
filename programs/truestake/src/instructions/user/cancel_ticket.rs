use anchor_lang::prelude::*;
use anchor_spl::token::{Token, TokenAccount};
use truestake_math::PoolTokens;

use crate::constants::seeds;
use crate::cpi::token::{require_reachable, SelfOwned};
use crate::error::{require, require_received, OrProgramError, TruestakeError};
use crate::events::TicketCancelled;
use crate::state::{Pool, Ticket, TicketStatus};

#[derive(Accounts)]
pub struct CancelTicket<'info> {
    /// Signer: owns the ticket.
    pub owner: Signer<'info>,
    /// Write: the pool.
    #[account(
        mut,
        has_one = escrow @ TruestakeError::WrongEscrow,
        has_one = mint @ TruestakeError::WrongMint,
    )]
    #[cfg_attr(feature = "idl-build", account(seeds = [seeds::POOL, mint.key().as_ref()], bump))]
    pub pool: AccountLoader<'info, Pool>,
    /// Write: the pool token, of which what cancelling costs is burned.
    /// CHECK: the pool names it.
    #[account(mut)]
    pub mint: UncheckedAccount<'info>,
    /// Write: the ticket. `claim_ticket` closes it when the queue has passed it.
    #[account(
        mut,
        has_one = pool @ TruestakeError::WrongTicket,
        has_one = owner @ TruestakeError::NotTicketOwner,
    )]
    pub ticket: AccountLoader<'info, Ticket>,
    /// Write: the token account of queued tickets. Gives the tokens.
    /// CHECK: the pool names it.
    #[account(mut)]
    #[cfg_attr(feature = "idl-build", account(seeds = [seeds::ESCROW, pool.key().as_ref()], bump))]
    pub escrow: UncheckedAccount<'info>,
    /// Write: receives the tokens. May be anybody's.
    #[account(
        mut,
        dup,
        constraint = destination.mint == pool.load()?.mint @ TruestakeError::WrongTokenAccount,
    )]
    pub destination: Account<'info, TokenAccount>,
    /// The token program.
    pub token_program: Program<'info, Token>,
}

pub fn cancel_ticket(ctx: Context<CancelTicket>, minimum_tokens_out: u64) -> Result<()> {
    // Check
    let accounts = &ctx.accounts;
    let address = accounts.pool.key();
    let clock = Clock::get()?;
    let mut pool = accounts.pool.load_mut()?;
    let mut ticket = accounts.ticket.load_mut()?;
    let is_open = ticket.is(TicketStatus::Queued) || ticket.is(TicketStatus::Returned);
    require!(is_open && !ticket.tokens.is_zero(), TruestakeError::TicketNotQueued);
    require_reachable(&accounts.destination, &address)?;
    let tokens = pool.tokens_back(&ticket, &clock)?;
    require_received(tokens.0, minimum_tokens_out)?;
    let cost = ticket.tokens.minus(tokens).or_program_error()?;

    // Effect
    let before = pool.books(clock.slot)?;
    pool.cancel(&ticket, cost, &clock)?;
    ticket.tokens = PoolTokens::ZERO;
    ticket.status = TicketStatus::Cancelled as u8;
    if ticket.sequence == pool.next_settlement {
        pool.pass_head(ticket.ordered_lamports)?;
    }

    // Interaction
    let escrow = SelfOwned { seed: seeds::ESCROW, pool: &address, bump: pool.escrow_bump, account: &accounts.escrow };
    escrow.give(accounts.destination.as_ref(), tokens)?;
    escrow.burn(&accounts.mint, cost)?;

    // Log
    let after = pool.books(clock.slot)?;
    emit!(TicketCancelled {
        pool: address,
        owner: accounts.owner.key(),
        ticket: accounts.ticket.key(),
        sequence: ticket.sequence,
        tokens,
        cost,
        before,
        after,
    });
    pool.assert_invariants(after)
}
