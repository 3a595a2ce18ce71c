use anchor_lang::prelude::*;
use anchor_spl::token::{Mint, Token};
use truestake_math::{Lamports, Payment, PoolTokens};

use crate::clock::require_rewards_paid;
use crate::constants::seeds;
use crate::cpi::system::{empty_rent, pay_from_reserve, rent_of};
use crate::cpi::token::SelfOwned;
use crate::error::{require, require_key, OrProgramError, TruestakeError};
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
    /// Write: the token account of queued tickets. Its tokens are burned.
    /// CHECK: the pool names it.
    #[account(mut)]
    #[cfg_attr(feature = "idl-build", account(seeds = [seeds::ESCROW, pool.key().as_ref()], bump))]
    pub escrow: UncheckedAccount<'info>,
    /// Write: the reserve. Pays the tickets.
    /// CHECK: the pool names it.
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
enum Settlement {
    /// The queue has passed it, and it is paid this.
    Passed(Lamports),
    /// It is paid this and stays the head.
    Part(Lamports),
    /// It stays where it is, and so do those behind it.
    Waits(TruestakeError),
}

impl Settled {
    /// Pays the head of the queue as far as the reserve goes. Its account lacks `missing_rent` after a rise: what it is paid fills
    /// that up, since the rent comes back with the rest. A ticket that is worth less than it lacks gets its tokens back.
    fn settle_head(
        &mut self,
        pool: &mut Pool,
        ticket: &mut Ticket,
        clock: &Clock,
        missing_rent: Lamports,
    ) -> Result<Settlement> {
        if ticket.sequence != pool.next_settlement {
            return Ok(Settlement::Waits(TruestakeError::TicketOutOfOrder));
        }
        if ticket.is(TicketStatus::Cancelled) {
            pool.pass_head(ticket.ordered_lamports)?;
            return Ok(Settlement::Passed(Lamports::ZERO));
        }
        if ticket.ordered_epoch >= clock.epoch {
            return Ok(Settlement::Waits(TruestakeError::TicketNotDue));
        }
        let ledger = pool.ledger(clock.slot).or_program_error()?;
        let bid = ledger.bid().or_program_error()?;
        let payment = ticket.claim().pay_from(pool.reserve_lamports, bid, ledger.unreleased()).or_program_error()?;
        let is_all = pool.has_nothing_to_come() || payment.is_some_and(|payment| payment.tokens == ticket.tokens);
        let Some(payment) = payment.filter(|payment| payment.net >= missing_rent) else {
            if !is_all {
                return Ok(Settlement::Waits(TruestakeError::ReserveTooLow));
            }
            pool.give_up(ticket, clock.epoch)?;
            return Ok(Settlement::Passed(Lamports::ZERO));
        };
        self.pay(pool, ticket, payment, clock)?;
        if !ticket.tokens.is_zero() {
            return Ok(Settlement::Part(payment.net));
        }
        ticket.status = TicketStatus::Settled as u8;
        pool.pass_head(Lamports::ZERO)?;
        Ok(Settlement::Passed(payment.net))
    }

    /// Books a payment on the ticket.
    fn pay(&mut self, pool: &mut Pool, ticket: &mut Ticket, payment: Payment, clock: &Clock) -> Result<()> {
        pool.pay_out(clock.slot, payment.tokens, payment.net, payment.from_release).or_program_error()?;
        pool.reserve_lamports = pool.reserve_lamports.minus(payment.net).or_program_error()?;
        pool.dequeue_part(ticket, payment, clock.epoch).or_program_error()?;
        let left = ticket.claim().after(payment).or_program_error()?;
        ticket.tokens = left.tokens;
        ticket.ordered_lamports = left.ordered;
        ticket.claimable_lamports = ticket.claimable_lamports.plus(payment.net).or_program_error()?;
        ticket.paid_lamports = ticket.paid_lamports.plus(payment.net).or_program_error()?;
        ticket.settled_epoch = clock.epoch;

        self.tokens = self.tokens.plus(payment.tokens).or_program_error()?;
        self.lamports = self.lamports.plus(payment.net).or_program_error()?;
        self.fee = self.fee.plus(payment.fee).or_program_error()?;
        Ok(())
    }

    fn is_nothing(&self) -> bool {
        self.tokens.is_zero() && self.lamports.is_zero()
    }
}

impl<'info> SettleTickets<'info> {
    /// Settles tickets from the head of the queue on, one by one: the first that stays there ends the row.
    fn settle(&self, pool: &mut Pool, tickets: &'info [AccountInfo<'info>], clock: &Clock) -> Result<Settled> {
        let (address, first, rent) = (self.pool.key(), pool.next_settlement, rent_of(Ticket::SPACE)?);
        let mut settled = Settled::default();
        for account in tickets {
            if *account.owner == System::id() && account.data_is_empty() {
                continue; // claimed already
            }
            let settlement = {
                let loader = AccountLoader::<Ticket>::try_from(account)?;
                let mut ticket = loader.load_mut()?;
                require_key(&ticket.pool, &address, TruestakeError::WrongTicket)?;
                if ticket.sequence < pool.next_settlement {
                    continue;
                }
                let missing_rent = rent.saturating_minus(Lamports(account.lamports()));
                settled.settle_head(pool, &mut ticket, clock, missing_rent)?
            };
            let payment = match settlement {
                Settlement::Passed(payment) | Settlement::Part(payment) => payment,
                Settlement::Waits(error) if pool.next_settlement == first => return Err(error.into()),
                Settlement::Waits(_) => break,
            };
            pay_from_reserve(&address, &self.reserve, pool.reserve_bump, account, payment)?;
            if matches!(settlement, Settlement::Part(_)) {
                break;
            }
        }
        Ok(settled)
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

    let before = pool.books(clock.slot)?;
    pool.measure_reserve(&clock, &accounts.reserve, empty_rent()?).or_program_error()?;

    // Effect and interaction, ticket by ticket
    let first_sequence = pool.next_settlement;
    let settled = accounts.settle(&mut pool, ctx.remaining_accounts, &clock)?;
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
