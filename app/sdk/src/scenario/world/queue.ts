// The queue: orders, and payments as SOL comes.
import { feesOf, type Pool } from "../../accounts/pool";
import { type Ticket, TicketStatus } from "../../accounts/ticket";
import { payOut } from "../../math/ledger";
import { lamportsFor } from "../../math/price";
import * as queues from "../../math/queue";
import { afterPayment, type Payment, payFrom, sums } from "../../math/ticket";
import { isMovingAt, ledgerOf, priceAt, queueOf, unmovableStake, unreleasedAt, withLedger } from "../../quote/books";
import { claimOf } from "../../quote/ticket";
import { measureReserve } from "./update";
import type { World } from "./world";

/** Orders a ticket for tokens of whoever it is; they leave nobody's account here. */
export function order(world: World, tokens: bigint): Ticket {
  const { pool, clock } = world;
  const late = isMovingAt(pool, clock);
  const ordered = lamportsFor(priceAt(pool, clock.slot), tokens);
  const nobody = pool.pool;
  const ticket: Ticket = {
    ...{ version: 1, bump: 0, status: TicketStatus.Queued, late: Number(late), fee: feesOf(pool).ticket },
    ...{ pool: pool.pool, owner: nobody, orderer: nobody, rentPayer: nobody, nonce: pool.nextTicket, address: nobody },
    ...{ sequence: pool.nextTicket, tokens, orderedLamports: ordered, queueStart: pool.cumulativeOrderedLamports },
    ...{ orderedEpoch: clock.epoch, orderedSlot: clock.slot, settledEpoch: 0n },
    ...{ paidLamports: 0n, claimableLamports: 0n },
  };
  const claim = sums(claimOf(ticket));
  world.pool = {
    ...withQueue(pool, queues.plus(queueOf(pool, clock), claim, late)),
    nextTicket: pool.nextTicket + 1n,
    cumulativeOrderedLamports: BigInt.asUintN(64, pool.cumulativeOrderedLamports + ordered),
  };
  world.tickets = [...world.tickets, ticket];
  return ticket;
}

/** Settles the queue as far as the reserve goes, and answers with the lamports that it paid. */
export function settle(world: World): bigint {
  if (world.tickets.length === 0) return 0n;
  const before = world.pool;
  measureReserve(world);
  let paid = 0n;
  const passed: Ticket[] = [];
  const queue = [...world.tickets];
  for (let head = queue[0]; head; head = queue[0]) {
    const { ticket, lamports } = settleHead(world, head);
    paid += lamports;
    if (ticket.status === TicketStatus.Queued) {
      queue[0] = ticket;
      break;
    }
    passed.push(ticket);
    queue.shift();
  }
  if (passed.length === 0 && paid === 0n) {
    // What the program refuses changes nothing.
    world.pool = before;
    return 0n;
  }
  world.tickets = queue;
  world.passed = [...world.passed, ...passed];
  return paid;
}

/** Pays the head of the queue as far as the reserve goes; a ticket that stays queued stays the head. */
function settleHead(world: World, ticket: Ticket): { ticket: Ticket; lamports: bigint } {
  const { pool, clock } = world;
  const waits = { ticket, lamports: 0n };
  if (ticket.status === TicketStatus.Cancelled) {
    world.pool = passHead(pool, ticket.orderedLamports);
    return waits;
  }
  if (ticket.orderedEpoch >= clock.epoch) return waits;
  const [bid, unreleased] = [priceAt(pool, clock.slot), unreleasedAt(pool, clock.slot)];
  const payment = payFrom(claimOf(ticket), pool.reserveLamports, bid, unreleased);
  const nothingComes = pool.coolingLamports === 0n && pool.stakedLamports <= unmovableStake(pool);
  if (!payment) {
    if (!nothingComes) return waits;
    world.pool = passHead(dequeue(pool, world, ticket, sums(claimOf(ticket))), ticket.orderedLamports);
    return { ticket: { ...ticket, status: TicketStatus.Returned }, lamports: 0n };
  }
  return { ticket: paidFor(world, ticket, payment), lamports: payment.net };
}

function paidFor(world: World, ticket: Ticket, payment: Payment): Ticket {
  const { clock } = world;
  const { tokens, net, fromRelease } = payment;
  const left = afterPayment(claimOf(ticket), payment);
  const ledger = payOut(ledgerOf(world.pool, clock.slot), tokens, net, fromRelease);
  const booked = withLedger(world.pool, ledger);
  const claims = queues.claimsMinus(sums(claimOf(ticket)), sums(left));
  const pool = dequeue({ ...booked, reserveLamports: booked.reserveLamports - net }, world, ticket, claims);
  world.pool = {
    ...pool,
    cumulativePassedLamports: BigInt.asUintN(64, pool.cumulativePassedLamports + payment.ordered),
  };
  world.reserveBalance -= net;
  world.mintSupply -= tokens;
  const isAll = left.tokens === 0n;
  if (isAll) world.pool = passHead(world.pool, 0n);
  return {
    ...{ ...ticket, tokens: left.tokens, orderedLamports: left.ordered, settledEpoch: clock.epoch },
    status: isAll ? TicketStatus.Settled : ticket.status,
    claimableLamports: ticket.claimableLamports + net,
    paidLamports: ticket.paidLamports + net,
  };
}

function dequeue(pool: Pool, { clock }: World, ticket: Ticket, claims: queues.Claims): Pool {
  const ordered = { epoch: ticket.orderedEpoch, late: ticket.late !== 0 };
  return withQueue(pool, queues.minus(queueOf(pool, clock), claims, ordered));
}

function passHead(pool: Pool, left: bigint): Pool {
  return {
    ...pool,
    nextSettlement: pool.nextSettlement + 1n,
    cumulativePassedLamports: BigInt.asUintN(64, pool.cumulativePassedLamports + left),
  };
}

function withQueue(pool: Pool, { all, epoch, recent, late, waiting }: queues.Queue): Pool {
  return {
    ...pool,
    ...{ queuedTokens: all.tokens, queuedLamports: all.lamports, queuedFees: all.fees, queueEpoch: epoch },
    ...{ recentTokens: recent.tokens, recentLamports: recent.lamports, recentFees: recent.fees },
    ...{ lateLamports: late, waitingLamports: waiting },
  };
}
