use anchor_lang::prelude::*;
use anchor_spl::token::{Mint, Token};
use truestake_math::{Lamports, Payment, PoolTokens};

use crate::clock::require_rewards_paid;
use crate::constants::seeds;
use crate::cpi::system::{empty_rent, pay_from_reserve, rent_of};
use crate::cpi::token::SelfOwned;
use crate::error::{Refuse, TruestakeError};
use crate::events::TicketsSettled;
use crate::state::{Pool, Ticket, TicketStatus};

/// The tickets follow as remaining accounts, writable, in the order of their sequence numbers: the ring of the queue has their
/// addresses. Those that the queue has passed already are skipped: two callers may race.
#[derive(Accounts)]
pub struct SettleTickets<'info> {
    /// Write: the pool.
    #[account(
        mut,
        has_one = mint @ TruestakeError::WrongMint,
        has_one = escrow @ TruestakeError::WrongEscrow,
        has_one = reserve @ TruestakeError::WrongReserve,
    )]
    #[cfg_attr(feature = "idl-build", account(seeds = [seeds::POOL, mint.key().as_ref()], bump))]
    pub pool: AccountLoader<'info, Pool>,
    /// Write: the pool token.
    #[account(mut, dup)]
    pub mint: Account<'info, Mint>,
    /// CHECK: the pool names it. Its tokens are burned.
    #[account(mut)]
    #[cfg_attr(feature = "idl-build", account(seeds = [seeds::ESCROW, pool.key().as_ref()], bump))]
    pub escrow: UncheckedAccount<'info>,
    /// CHECK: the pool names it. Pays the tickets.
    #[account(mut)]
    #[cfg_attr(feature = "idl-build", account(seeds = [seeds::RESERVE, pool.key().as_ref()], bump))]
    pub reserve: UncheckedAccount<'info>,
    /// The token program.
    pub token_program: Program<'info, Token>,
    /// The system program.
    pub system_program: Program<'info, System>,
}

/// Sums over the tickets of one instruction.
#[derive(Default)]
struct Settled {
    tokens: PoolTokens,
    lamports: Lamports,
    fee: Lamports,
}

/// What was done with a ticket at the head of the queue.
enum Turn {
    /// The queue has passed it, and it is paid this.
    Passed(Lamports),
    /// It is paid this and stays the head.
    Part(Lamports),
    /// It stays where it is, and so do those behind it.
    Waits(TruestakeError),
}

impl Settled {
    /// Pays the head of the queue as far as the reserve goes. `lacks_rent`: its account does, after a rise.
    fn settle_head(&mut self, pool: &mut Pool, ticket: &mut Ticket, clock: &Clock, lacks_rent: bool) -> Result<Turn> {
        if ticket.sequence != pool.next_settlement {
            return Ok(Turn::Waits(TruestakeError::TicketOutOfOrder));
        }
        if ticket.is(TicketStatus::Cancelled) {
            pool.pass_head(ticket.ordered_lamports)?;
            return Ok(Turn::Passed(Lamports::ZERO));
        }
        if ticket.ordered_epoch >= clock.epoch {
            return Ok(Turn::Waits(TruestakeError::TicketNotDue));
        }
        let ledger = pool.ledger(clock.slot).refuse()?;
        let bid = ledger.bid().refuse()?;
        let payment = ticket.claim().pay_from(pool.reserve_lamports, bid, ledger.unreleased()).refuse()?;
        let Some(payment) = payment else {
            if pool.has_nothing_to_come() {
                pool.give_up(ticket, clock.epoch)?;
                return Ok(Turn::Passed(Lamports::ZERO));
            }
            return Ok(Turn::Waits(TruestakeError::ReserveTooLow));
        };
        if lacks_rent {
            return Ok(Turn::Waits(TruestakeError::RentMissing));
        }
        self.pay(pool, ticket, payment, clock)?;
        if !ticket.tokens.is_zero() {
            return Ok(Turn::Part(payment.net));
        }
        ticket.status = TicketStatus::Settled as u8;
        pool.pass_head(Lamports::ZERO)?;
        Ok(Turn::Passed(payment.net))
    }

    /// Books a payment on the ticket.
    fn pay(&mut self, pool: &mut Pool, ticket: &mut Ticket, payment: Payment, clock: &Clock) -> Result<()> {
        pool.pay_out(clock.slot, payment.tokens, payment.net, payment.from_release).refuse()?;
        pool.reserve_lamports = pool.reserve_lamports.minus(payment.net).refuse()?;
        pool.dequeue_part(ticket, payment, clock.epoch).refuse()?;
        let left = ticket.claim().after(payment).refuse()?;
        ticket.tokens = left.tokens;
        ticket.ordered_lamports = left.ordered;
        ticket.claimable_lamports = ticket.claimable_lamports.plus(payment.net).refuse()?;
        ticket.paid_lamports = ticket.paid_lamports.plus(payment.net).refuse()?;
        ticket.settled_epoch = clock.epoch;

        self.tokens = self.tokens.plus(payment.tokens).refuse()?;
        self.lamports = self.lamports.plus(payment.net).refuse()?;
        self.fee = self.fee.plus(payment.fee).refuse()?;
        Ok(())
    }

    fn is_nothing(&self) -> bool {
        self.tokens.is_zero() && self.lamports.is_zero()
    }
}

impl Pool {
    /// Takes what a payment stands for out of the queue's sums.
    fn dequeue_part(&mut self, ticket: &Ticket, payment: Payment, epoch: u64) -> truestake_math::MathResult<()> {
        let left = ticket.claim().after(payment)?;
        let sums = ticket.claim().sums()?.minus(left.sums()?)?;
        self.dequeue(sums, ticket.ordered(), epoch)?;
        self.cumulative_passed_lamports = self.cumulative_passed_lamports.wrapping_add(payment.ordered.0);
        Ok(())
    }

    /// Whether no stake is left that could come back to the reserve: what is staked is rent.
    fn has_nothing_to_come(&self) -> bool {
        self.cooling_lamports.is_zero() && self.staked_lamports <= self.stake_rents()
    }

    /// Passes a ticket whose rest nothing can pay: its owner can take the tokens back.
    fn give_up(&mut self, ticket: &mut Ticket, epoch: u64) -> Result<()> {
        self.dequeue(ticket.claim().sums().refuse()?, ticket.ordered(), epoch).refuse()?;
        ticket.status = TicketStatus::Returned as u8;
        self.pass_head(ticket.ordered_lamports)
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

    // Effect and interaction, ticket by ticket: the first that stays at the head ends the row
    let before = pool.books(clock.slot)?;
    pool.measure_reserve(&clock, &accounts.reserve, empty_rent()?).refuse()?;
    let first_sequence = pool.next_settlement;
    let ticket_rent = rent_of(Ticket::SPACE)?;
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
        let lacks_rent = account.lamports() < ticket_rent.0;
        let turn = settled.settle_head(&mut pool, &mut ticket, &clock, lacks_rent)?;
        drop(ticket);
        let (Turn::Passed(payment) | Turn::Part(payment)) = turn else {
            let Turn::Waits(error) = turn else { break };
            if pool.next_settlement == first_sequence && settled.is_nothing() {
                return Err(error.into());
            }
            break;
        };
        pay_from_reserve(&address, &accounts.reserve, pool.reserve_bump, account, payment)?;
        if matches!(turn, Turn::Part(_)) {
            break;
        }
    }
    SelfOwned { seed: seeds::ESCROW, pool: &address, bump: pool.escrow_bump, account: &accounts.escrow }
        .burn(accounts.mint.as_ref(), settled.tokens)?;

    // Log
    let after = pool.books(clock.slot)?;
    if pool.next_settlement > first_sequence || !settled.is_nothing() {
        emit!(TicketsSettled {
            pool: address,
            first_sequence,
            next_sequence: pool.next_settlement,
            tokens: settled.tokens,
            lamports: settled.lamports,
            fee: settled.fee,
            before,
            after,
        });
    }
    pool.assert_invariants(after)
}
