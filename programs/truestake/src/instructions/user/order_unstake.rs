use anchor_lang::prelude::*;
use anchor_spl::token::{Token, TokenAccount};

use crate::clock::require_rewards_paid;
use crate::constants::{seeds, MINIMUM_TICKET_LAMPORTS, VERSION};
use crate::error::TruestakeError;
use crate::events::UnstakeOrdered;
use crate::math::{charge_lamports, Lamports, PoolTokens};
use crate::state::{Pool, Ticket, TicketStatus};
use crate::token::take;

#[derive(Accounts)]
pub struct OrderUnstake<'info> {
    /// Signer: owns the tokens, pays the ticket's rent, owns the ticket.
    #[account(mut)]
    pub owner: Signer<'info>,
    /// Write: the pool.
    #[account(mut, has_one = escrow @ TruestakeError::WrongEscrow)]
    pub pool: AccountLoader<'info, Pool>,
    /// Write: gives the tokens.
    #[account(
        mut,
        dup,
        constraint = source.mint == pool.load()?.mint @ TruestakeError::WrongTokenAccount,
        constraint = source.owner == owner.key() @ TruestakeError::WrongTokenOwner,
    )]
    pub source: Account<'info, TokenAccount>,
    /// CHECK: the pool names it. Holds the tokens until the ticket is settled.
    #[account(mut)]
    pub escrow: UncheckedAccount<'info>,
    /// Create: the ticket with the pool's next sequence number.
    #[account(
        init,
        payer = owner,
        space = Ticket::SPACE,
        seeds = [seeds::TICKET, pool.key().as_ref(), &pool.load()?.next_ticket.to_le_bytes()],
        bump,
    )]
    pub ticket: AccountLoader<'info, Ticket>,
    pub token_program: Program<'info, Token>,
    pub system_program: Program<'info, System>,
}

impl OrderUnstake<'_> {
    fn validate(&self, pool: &Pool, clock: &Clock, tokens: PoolTokens) -> Result<()> {
        require!(!tokens.is_zero(), TruestakeError::ZeroAmount);
        require!(tokens.0 <= self.source.amount, TruestakeError::InsufficientTokens);
        require_rewards_paid()?;
        pool.require_fresh(clock)
    }
}

pub fn order_unstake(ctx: Context<OrderUnstake>, tokens: u64, minimum_lamports_out: u64) -> Result<()> {
    // Check
    let accounts = &ctx.accounts;
    let clock = Clock::get()?;
    let mut pool = accounts.pool.load_mut()?;
    let tokens = PoolTokens(tokens);
    accounts.validate(&pool, &clock, tokens)?;
    let value = pool.price(clock.slot)?.lamports_for(tokens)?;
    require!(value.0 >= MINIMUM_TICKET_LAMPORTS, TruestakeError::TicketTooSmall);
    let expected = charge_lamports(value, pool.fees.ticket)?.net;
    require!(expected.0 >= minimum_lamports_out, TruestakeError::SlippageExceeded);

    // Effect
    let before = pool.books(clock.slot)?;
    let mut ticket = accounts.ticket.load_init()?;
    ticket.version = VERSION;
    ticket.bump = ctx.bumps.ticket;
    ticket.status = TicketStatus::Queued as u8;
    ticket.fee = pool.fees.ticket;
    ticket.pool = accounts.pool.key();
    ticket.owner = accounts.owner.key();
    ticket.sequence = pool.next_ticket;
    ticket.tokens = tokens;
    ticket.ordered_lamports = value;
    ticket.queue_start = pool.ordered_count;
    ticket.ordered_epoch = clock.epoch;
    ticket.ordered_slot = clock.slot;
    pool.enqueue(tokens, value)?;

    // Interaction
    take(accounts.source.as_ref(), &accounts.escrow, &accounts.owner, tokens)?;

    // Log
    emit!(UnstakeOrdered {
        pool: ticket.pool,
        owner: ticket.owner,
        ticket: accounts.ticket.key(),
        sequence: ticket.sequence,
        tokens,
        ordered_lamports: value,
        lamports_ahead: Lamports(ticket.queue_start.wrapping_sub(pool.settled_count)),
        before,
        after: pool.books(clock.slot)?,
    });
    pool.assert_invariants(clock.slot)
}
