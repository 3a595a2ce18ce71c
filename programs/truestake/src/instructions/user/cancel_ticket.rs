use anchor_lang::prelude::*;
use anchor_spl::token::{Token, TokenAccount};
use truestake_math::{Claims, EpochSlots, Lamports, PoolTokens};

use crate::clock::epoch_slots;
use crate::constants::seeds;
use crate::cpi::token::{require_reachable, SelfOwned};
use crate::error::{Refuse, TruestakeError};
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
    /// CHECK: the pool names it. Write: the pool token, of which what cancelling costs is burned.
    #[account(mut)]
    pub mint: UncheckedAccount<'info>,
    /// Write: the ticket. `claim_ticket` closes it when the queue has passed it.
    #[account(
        mut,
        has_one = pool @ TruestakeError::WrongTicket,
        has_one = owner @ TruestakeError::NotTicketOwner,
    )]
    pub ticket: AccountLoader<'info, Ticket>,
    /// CHECK: the pool names it. Gives the tokens.
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

impl Pool {
    /// Tokens that cancelling costs. Nothing in the epoch of the order, until its moving part begins, and nothing for what no
    /// stake was moved for.
    fn cancellation_cost(&self, ticket: &Ticket, now: EpochSlots, slot: u64) -> Result<(PoolTokens, Lamports)> {
        let is_free = ticket.ordered_epoch == now.epoch && (ticket.late != 0 || !self.is_moving(now, slot).refuse()?);
        if is_free || ticket.is(TicketStatus::Returned) {
            return Ok((PoolTokens::ZERO, Lamports::ZERO));
        }
        let moved = self.moved_for(ticket.ordered_lamports).refuse()?;
        Ok((ticket.claim().cancellation(moved, self.idle_rate()).refuse()?, moved))
    }

    /// Takes what is left of a ticket out of the queue and burns `cost` tokens, whose worth is a gain of the next update.
    fn cancel(&mut self, ticket: &Ticket, cost: PoolTokens, moved: Lamports, now: EpochSlots, slot: u64) -> Result<()> {
        if ticket.is(TicketStatus::Queued) {
            let sums: Claims = ticket.claim().sums().refuse()?;
            self.dequeue(sums, ticket.ordered(), now.epoch).refuse()?;
            self.forget_moved(moved);
        }
        self.pay_out(slot, cost, Lamports::ZERO, Lamports::ZERO).refuse()
    }
}

pub fn cancel_ticket(ctx: Context<CancelTicket>) -> Result<()> {
    // Check
    let accounts = &ctx.accounts;
    let address = accounts.pool.key();
    let clock = Clock::get()?;
    let mut pool = accounts.pool.load_mut()?;
    let mut ticket = accounts.ticket.load_mut()?;
    let is_open = ticket.is(TicketStatus::Queued) || ticket.is(TicketStatus::Returned);
    require!(is_open && !ticket.tokens.is_zero(), TruestakeError::TicketNotQueued);
    require_reachable(&accounts.destination, &address)?;
    let now = epoch_slots(&clock)?;
    let (cost, moved) = pool.cancellation_cost(&ticket, now, clock.slot)?;

    // Effect
    let before = pool.books(clock.slot)?;
    pool.cancel(&ticket, cost, moved, now, clock.slot)?;
    let tokens = ticket.tokens.minus(cost).refuse()?;
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
