// The sums of the queue's tickets, by when they were ordered.
import type { EpochSlots } from "./deferred";
import { floorOf } from "./fee";
import { minus as less, max, plus as more, saturatingMinus } from "./units";

/** Sums over tickets. */
export interface Claims {
  tokens: bigint;
  /** What the tickets pay at most, before fees. */
  lamports: bigint;
  /** The fees on that. */
  fees: bigint;
}

/** The queue, seen from an epoch. */
export interface Queue {
  /** Of all tickets. */
  all: Claims;
  /** Epoch that the rest belongs to. */
  epoch: bigint;
  /** Of the tickets ordered in `epoch`. */
  recent: Claims;
  /** Lamports of those ordered in its moving part. */
  late: bigint;
  /** Lamports of those ordered in the moving part of the epoch before: they wait for this epoch's. */
  waiting: bigint;
}

/** When a ticket was ordered. */
export interface Ordered {
  epoch: bigint;
  /** In the moving part of the epoch. */
  late: boolean;
}

export const NO_CLAIMS: Claims = { tokens: 0n, lamports: 0n, fees: 0n };

export function claimsPlus(a: Claims, b: Claims): Claims {
  return { tokens: more(a.tokens, b.tokens), lamports: more(a.lamports, b.lamports), fees: more(a.fees, b.fees) };
}

export function claimsMinus(a: Claims, b: Claims): Claims {
  return { tokens: less(a.tokens, b.tokens), lamports: less(a.lamports, b.lamports), fees: less(a.fees, b.fees) };
}

/** The same, seen from `epoch`. */
export function at(queue: Queue, epoch: bigint): Queue {
  if (epoch === queue.epoch) return queue;
  const waiting = epoch === queue.epoch + 1n ? queue.late : 0n;
  return { all: queue.all, epoch, recent: NO_CLAIMS, late: 0n, waiting };
}

/** With a ticket more, ordered in this queue's epoch. */
export function plus(queue: Queue, ticket: Claims, late: boolean): Queue {
  return {
    ...queue,
    all: claimsPlus(queue.all, ticket),
    recent: claimsPlus(queue.recent, ticket),
    late: late ? more(queue.late, ticket.lamports) : queue.late,
  };
}

/** Without a ticket, or a part of one. */
export function minus(queue: Queue, ticket: Claims, ordered: Ordered): Queue {
  const rest = { ...queue, all: claimsMinus(queue.all, ticket) };
  if (ordered.epoch === queue.epoch) {
    rest.recent = claimsMinus(queue.recent, ticket);
    if (ordered.late) rest.late = less(queue.late, ticket.lamports);
  } else if (ordered.late && ordered.epoch + 1n === queue.epoch) {
    rest.waiting = less(queue.waiting, ticket.lamports);
  }
  return rest;
}

/** Tickets of earlier epochs: those that can no longer be cancelled for nothing. */
export function earlier(queue: Queue): Claims {
  return claimsMinus(queue.all, queue.recent);
}

/** Lamports of the tickets that stake may be deactivated for now. They are the first in the queue. */
export function servable(queue: Queue, moving: boolean): bigint {
  if (moving) return less(queue.all.lamports, queue.late);
  return less(less(queue.all.lamports, queue.recent.lamports), queue.waiting);
}

/** Whether `slot` lies in the moving part: the last `part` (basis points) of the epoch's slots, and at least its last slot. */
export function isMoving(epoch: EpochSlots, slot: bigint, part: number): boolean {
  const slots = less(epoch.endSlot, epoch.firstSlot);
  return slot >= saturatingMinus(epoch.endSlot, max(floorOf(part, slots), 1n));
}

/** The part of an epoch, at its end, in which whoever comes in pays for what the epoch earns: basis points of its slots. */
const CLOSING_PART = 100;

/** Whether `slot` lies in the epoch's closing part: what comes then may come too late to be delegated before the epoch ends. */
export function isClosing(epoch: EpochSlots, slot: bigint): boolean {
  return isMoving(epoch, slot, CLOSING_PART);
}
