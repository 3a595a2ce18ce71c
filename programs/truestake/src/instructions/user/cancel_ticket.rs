use anchor_lang::prelude::*;
use anchor_spl::token::{Token, TokenAccount};
use truestake_math::{Claims, PoolTokens};

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
    /// Tokens that cancelling a ticket gives back. All of them in the epoch of the order, until its moving part begins; all but what
    /// idles after that. In later epochs it is an exit and an entry: what the ticket would be paid now buys tokens at the ask.
    fn tokens_back(&self, ticket: &Ticket, clock: &Clock) -> Result<PoolTokens> {
        let (claim, rate) = (ticket.claim(), self.idle_rate());
        if ticket.is(TicketStatus::Returned) {
            return Ok(claim.tokens);
        }
        if ticket.ordered_epoch == clock.epoch {
            let is_free = !self.is_moving(epoch_slots(clock)?, clock.slot).refuse()?;
            return if is_free { Ok(claim.tokens) } else { claim.after_idling(rate).refuse() };
        }
        let queued = self.ticket_queue().at(clock.epoch).earlier().refuse()?;
        self.ledger(clock.slot).and_then(|ledger| ledger.buy_back(claim, queued, rate)).refuse()
    }

    /// Takes what is left of a ticket out of the queue and burns `cost` tokens.
    fn cancel(&mut self, ticket: &Ticket, cost: PoolTokens, clock: &Clock) -> Result<()> {
        if ticket.is(TicketStatus::Queued) {
            let sums: Claims = ticket.claim().sums().refuse()?;
            self.dequeue(sums, ticket.ordered(), clock.epoch).refuse()?;
        }
        self.burn(clock.slot, cost).refuse()
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
    let tokens = pool.tokens_back(&ticket, &clock)?;
    require!(!tokens.is_zero(), TruestakeError::ZeroResult);
    let cost = ticket.tokens.minus(tokens).refuse()?;

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
