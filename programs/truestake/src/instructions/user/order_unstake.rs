use anchor_lang::prelude::*;
use anchor_spl::token::{Token, TokenAccount};
use truestake_math::{charge_lamports, Lamports, PoolTokens};

use crate::clock::{epoch_slots, require_rewards_paid};
use crate::constants::{seeds, MINIMUM_TICKET_LAMPORTS, VERSION};
use crate::cpi::system::NewAccount;
use crate::cpi::token::take;
use crate::error::{require, OrProgramError, TruestakeError};
use crate::events::UnstakeOrdered;
use crate::state::{write_new, Pool, Ticket, TicketQueue, TicketStatus};

#[derive(Accounts)]
#[instruction(nonce: u64)]
pub struct OrderUnstake<'info> {
    /// Signer: pays the ticket's rent, which comes back to it.
    #[account(mut)]
    pub payer: Signer<'info>,
    /// Signer: owns the tokens, owns the ticket.
    pub owner: Signer<'info>,
    /// Write: the pool.
    #[account(
        mut,
        has_one = escrow @ TruestakeError::WrongEscrow,
        has_one = queue @ TruestakeError::WrongQueue,
    )]
    pub pool: AccountLoader<'info, Pool>,
    /// Write: the ring of queued tickets.
    #[account(mut)]
    #[cfg_attr(feature = "idl-build", account(seeds = [seeds::QUEUE, pool.key().as_ref()], bump))]
    pub queue: AccountLoader<'info, TicketQueue>,
    /// Write: gives the tokens.
    #[account(
        mut,
        dup,
        constraint = source.mint == pool.load()?.mint @ TruestakeError::WrongTokenAccount,
        constraint = source.owner == owner.key() @ TruestakeError::WrongTokenOwner,
    )]
    pub source: Account<'info, TokenAccount>,
    /// Write: the token account of queued tickets. Holds the tokens until the ticket is settled.
    /// CHECK: the pool names it.
    #[account(mut)]
    #[cfg_attr(feature = "idl-build", account(seeds = [seeds::ESCROW, pool.key().as_ref()], bump))]
    pub escrow: UncheckedAccount<'info>,
    /// Create: the ticket of the owner and the nonce.
    /// CHECK: made in the handler.
    #[account(
        mut,
        seeds = [seeds::TICKET, pool.key().as_ref(), owner.key().as_ref(), &nonce.to_le_bytes()],
        bump,
    )]
    pub ticket: UncheckedAccount<'info>,
    /// The token program.
    pub token_program: Program<'info, Token>,
    /// The system program.
    pub system_program: Program<'info, System>,
}

impl OrderUnstake<'_> {
    fn validate(&self, pool: &Pool, clock: &Clock, tokens: PoolTokens) -> Result<()> {
        require!(!tokens.is_zero(), TruestakeError::ZeroAmount);
        require!(tokens.0 <= self.source.amount, TruestakeError::InsufficientTokens);
        require_rewards_paid()?;
        pool.require_fresh(clock)
    }

    /// Makes the ticket's account.
    fn create_ticket(&self, ticket: &Ticket) -> Result<()> {
        let (pool, nonce, bump) = (self.pool.key(), ticket.nonce.to_le_bytes(), [ticket.bump]);
        NewAccount {
            payer: &self.payer,
            account: &self.ticket,
            signers: &[&[seeds::TICKET, pool.as_ref(), self.owner.key.as_ref(), &nonce, &bump]],
            bytes: Ticket::SPACE as u64,
            owner: &crate::ID,
        }
        .create_with_rent()?;
        write_new(&self.ticket, ticket)
    }
}

pub fn order_unstake(ctx: Context<OrderUnstake>, nonce: u64, tokens: u64, minimum_lamports_out: u64) -> Result<()> {
    // Check
    let accounts = &ctx.accounts;
    let clock = Clock::get()?;
    let mut pool = accounts.pool.load_mut()?;
    let tokens = PoolTokens(tokens);
    accounts.validate(&pool, &clock, tokens)?;
    let fee = pool.fees().ticket;
    let bid = pool.bid(clock.slot).or_program_error()?;
    let value = bid.lamports_for(tokens).or_program_error()?;
    require!(value.0 >= MINIMUM_TICKET_LAMPORTS, TruestakeError::TicketTooSmall);
    let expected = charge_lamports(value, fee).or_program_error()?.net;
    require!(expected.0 >= minimum_lamports_out, TruestakeError::SlippageExceeded);
    let late = pool.is_moving(epoch_slots(&clock)?, clock.slot).or_program_error()?;

    // Effect
    let ticket = Ticket {
        version: VERSION,
        bump: ctx.bumps.ticket,
        status: TicketStatus::Queued as u8,
        late: u8::from(late),
        fee,
        pool: accounts.pool.key(),
        owner: accounts.owner.key(),
        orderer: accounts.owner.key(),
        nonce,
        rent_payer: accounts.payer.key(),
        sequence: pool.next_ticket,
        tokens,
        ordered_lamports: value,
        queue_start: pool.cumulative_ordered_lamports,
        ordered_epoch: clock.epoch,
        ordered_slot: clock.slot,
        ..bytemuck::Zeroable::zeroed()
    };
    TicketQueue::write(&accounts.queue, ticket.sequence, pool.next_settlement, &accounts.ticket.key())?;
    pool.enqueue(ticket.claim().sums().or_program_error()?, clock.epoch, late)?;

    // Interaction
    accounts.create_ticket(&ticket)?;
    take(accounts.source.as_ref(), &accounts.escrow, &accounts.owner, tokens)?;

    // Log
    let after = pool.books(clock.slot)?;
    emit!(UnstakeOrdered {
        pool: ticket.pool,
        owner: ticket.owner,
        ticket: accounts.ticket.key(),
        nonce,
        sequence: ticket.sequence,
        tokens,
        ordered_lamports: value,
        lamports_ahead: Lamports(ticket.queue_start.wrapping_sub(pool.cumulative_passed_lamports)),
        late,
        before: bid.into(),
        after,
    });
    pool.assert_invariants(after)
}
