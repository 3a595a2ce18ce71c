use anchor_lang::prelude::*;
use anchor_spl::token::{Mint, Token};

use crate::clock::require_rewards_paid;
use crate::constants::seeds;
use crate::error::TruestakeError;
use crate::events::TicketsSettled;
use crate::math::{settle, Lamports, PoolTokens};
use crate::state::{Pool, Ticket, TicketStatus};
use crate::system::pay_from_reserve;
use crate::token::SelfOwned;

/// The tickets follow as remaining accounts, writable, in the order of their sequence numbers. Those that the queue has
/// passed already are skipped: two callers may race.
#[derive(Accounts)]
pub struct SettleTickets<'info> {
    /// Write: the pool.
    #[account(
        mut,
        has_one = mint @ TruestakeError::WrongMint,
        has_one = escrow @ TruestakeError::WrongEscrow,
        has_one = reserve @ TruestakeError::WrongReserve,
    )]
    pub pool: AccountLoader<'info, Pool>,
    /// Write: the pool token.
    #[account(mut, dup)]
    pub mint: Account<'info, Mint>,
    /// CHECK: the pool names it. Its tokens are burned.
    #[account(mut)]
    pub escrow: UncheckedAccount<'info>,
    /// CHECK: the pool names it. Pays the tickets.
    #[account(mut)]
    pub reserve: UncheckedAccount<'info>,
    pub token_program: Program<'info, Token>,
    pub system_program: Program<'info, System>,
}

/// Sums over the tickets of one instruction.
#[derive(Default)]
struct Settled {
    tokens: PoolTokens,
    lamports: Lamports,
    fee: Lamports,
}

/// What can be done with a ticket.
enum Turn {
    /// It leaves the queue and is paid this.
    Settled(Lamports),
    /// It stays where it is, and so do those behind it.
    Waits(TruestakeError),
}

impl Settled {
    /// Takes the ticket off the head of the queue, if it is there and its time has come.
    fn settle_head(&mut self, pool: &mut Pool, ticket: &mut Ticket, clock: &Clock) -> Result<Turn> {
        if ticket.sequence != pool.next_settlement {
            return Ok(Turn::Waits(TruestakeError::TicketOutOfOrder));
        }
        if ticket.is(TicketStatus::Cancelled) {
            pool.pass_head(ticket)?;
            return Ok(Turn::Settled(Lamports::ZERO));
        }
        if ticket.ordered_epoch >= clock.epoch {
            return Ok(Turn::Waits(TruestakeError::TicketNotDue));
        }
        let price = pool.price(clock.slot)?;
        let paid = settle(ticket.tokens, ticket.ordered_lamports, ticket.fee, price)?;
        if paid.net > pool.reserve_lamports {
            return Ok(Turn::Waits(TruestakeError::ReserveTooLow));
        }

        ticket.status = TicketStatus::Settled as u8;
        ticket.settled_lamports = paid.net;
        ticket.settled_epoch = clock.epoch;
        pool.dequeue(ticket.tokens, ticket.ordered_lamports)?;
        pool.pass_head(ticket)?;
        pool.supply = pool.supply.minus(ticket.tokens)?;
        pool.reserve_lamports = pool.reserve_lamports.minus(paid.net)?;
        pool.keep_as_gain(price.lamports_for(ticket.tokens)?.minus(paid.net)?)?;

        self.tokens = self.tokens.plus(ticket.tokens)?;
        self.lamports = self.lamports.plus(paid.net)?;
        self.fee = self.fee.plus(paid.fee)?;
        Ok(Turn::Settled(paid.net))
    }
}

pub fn settle_tickets<'info>(ctx: Context<'info, SettleTickets<'info>>) -> Result<()> {
    // Check
    let accounts = &ctx.accounts;
    let address = accounts.pool.key();
    let clock = Clock::get()?;
    let mut pool = accounts.pool.load_mut()?;
    require_rewards_paid()?;
    pool.require_fresh(&clock)?;
    require!(!ctx.remaining_accounts.is_empty(), TruestakeError::WrongAccountCount);

    // Effect and interaction, ticket by ticket: the first that cannot be settled ends the row
    let before = pool.books(clock.slot)?;
    let first_sequence = pool.next_settlement;
    let mut settled = Settled::default();
    for account in ctx.remaining_accounts {
        if *account.owner == System::id() && account.data_is_empty() {
            continue; // claimed already
        }
        let loader = AccountLoader::<Ticket>::try_from(account)?;
        let mut ticket = loader.load_mut()?;
        require_keys_eq!(ticket.pool, address, TruestakeError::WrongTicket);
        if ticket.sequence < pool.next_settlement {
            continue;
        }
        let payment = match settled.settle_head(&mut pool, &mut ticket, &clock)? {
            Turn::Settled(payment) => payment,
            Turn::Waits(error) if pool.next_settlement == first_sequence => return Err(error.into()),
            Turn::Waits(_) => break,
        };
        drop(ticket);
        pay_from_reserve(&address, &accounts.reserve, pool.reserve_bump, account, payment)?;
    }
    SelfOwned { seed: seeds::ESCROW, pool: &address, bump: pool.escrow_bump, account: &accounts.escrow }
        .burn(accounts.mint.as_ref(), settled.tokens)?;

    // Log
    if pool.next_settlement > first_sequence {
        emit!(TicketsSettled {
            pool: address,
            first_sequence,
            next_sequence: pool.next_settlement,
            tokens: settled.tokens,
            lamports: settled.lamports,
            fee: settled.fee,
            before,
            after: pool.books(clock.slot)?,
        });
    }
    pool.assert_invariants(clock.slot)
}
