// The property of the queue.
import assert from "node:assert/strict";
import { sizeOfType } from "../../common";
import { named, num, type State, type Step, text } from "../state";

const ceiledFee = (amount: bigint, bps: bigint): bigint => (amount * bps + 9_999n) / 10_000n;
const [QUEUED, SETTLED] = [0n, 1n];
/** Of a ticket account. */
const TICKET_BYTES = BigInt(8 + sizeOfType({ defined: { name: "Ticket" } }));

/** The queue's sums are those of its tickets. */
function sums(state: State): void {
  const queued = named(state, "ticket").filter((ticket) => text(state, ticket, "status") === QUEUED);
  const sum = (of: (ticket: string) => bigint) => queued.reduce((all, ticket) => all + of(ticket), 0n);
  const ordered = (ticket: string) => num(state, ticket, "ordered_lamports");
  const fee = (ticket: string) => ceiledFee(ordered(ticket), num(state, ticket, "fee"));
  assert.equal(num(state, "pool", "queued_lamports"), sum(ordered), "the queue's lamports are not its tickets'");
  assert.equal(
    num(state, "pool", "queued_tokens"),
    sum((ticket) => num(state, ticket, "tokens")),
    "nor its tokens",
  );
  assert.equal(num(state, "pool", "queued_fees"), sum(fee), "nor its fees");
}

/** A payment on a ticket: in its turn, in full or as a part of the head, and no more than was ordered less the fee. */
function payment({ name, error, before, after }: Step, ticket: string): void {
  const change = (field: string) => num(after, ticket, field) - num(before, ticket, field);
  const paid = change("paid_lamports");
  assert(change("tokens") <= 0n && change("ordered_lamports") <= 0n, `${ticket} has grown`);
  const isPaid =
    paid !== 0n || (text(after, ticket, "status") === SETTLED && text(before, ticket, "status") !== SETTLED);
  if (!isPaid) return;
  assert(name === "settle_tickets" && !error, `${name} paid ${ticket}`);
  assert(num(before, ticket, "ordered_epoch") < num(before, "clock", "epoch"), `${ticket} is paid too early`);
  const sequence = num(after, ticket, "sequence");
  const [first, head] = [num(before, "pool", "next_settlement"), num(after, "pool", "next_settlement")];
  assert(sequence >= first && sequence <= head, `${ticket} is paid before its turn`);
  // Only the head is ever paid in part.
  if (text(after, ticket, "status") === QUEUED)
    assert.equal(sequence, head, `${ticket} has a part and is not the head`);
  else assert.equal(num(after, ticket, "tokens"), 0n, `${ticket} is settled, and not paid for all`);
  const ordered = -change("ordered_lamports");
  const most = ordered - ceiledFee(ordered, num(before, ticket, "fee"));
  assert(paid <= most, `${ticket} is paid more than it was worth when ordered`);
  assert.equal(change("lamports"), paid, `${ticket} was not paid that`);
  assert.equal(change("claimable_lamports"), paid, `${ticket} cannot be claimed for that`);
}

/** What a claim pays: to the owner what was paid, the rest to who paid the rent when the ticket is closed. */
function claim({ name, before, after }: Step, ticket: string): void {
  if (after[ticket] && name !== "claim_ticket") return;
  const claimable = num(before, ticket, "claimable_lamports");
  const owner = String(text(before, ticket, "owner"));
  const payer = String(text(before, ticket, "rent_payer"));
  const received = (who: string) => num(after, who, "lamports") - num(before, who, "lamports");
  if (after[ticket]) {
    const left = num(after, ticket, "claimable_lamports");
    if (left === claimable) return;
    assert.equal(received(owner), claimable - left, `${ticket} did not pay its owner`);
    // It stays, so it keeps the rent of now, of what it was paid.
    const rest = num(after, ticket, "lamports");
    assert(left === 0n || rest === (128n + TICKET_BYTES) * num(after, "clock", "rent"), `${ticket} keeps too much`);
    return;
  }
  const all = num(before, ticket, "lamports");
  if (owner === payer) assert.equal(received(owner), all, `${ticket} was closed, not to its owner`);
  else {
    assert.equal(received(owner), claimable, `${ticket} was closed, not to its owner`);
    assert.equal(received(payer), all - claimable, `${ticket}'s rent did not come back to its payer`);
  }
  const isDone = text(before, ticket, "status") !== QUEUED && num(before, ticket, "tokens") === 0n;
  const hasPassed = num(before, ticket, "sequence") < num(after, "pool", "next_settlement");
  assert(isDone && hasPassed, `${ticket} was closed in the queue`);
}

/**
 * P-11 a ticket is paid once, in its turn and maybe in parts, from the epoch after its order on, the lower of its two values less
 * its fee; to its owner, whole, and its account is gone for ever when nothing of it is left.
 */
export function tickets(step: Step): void {
  const { before, after } = step;
  const [head, next] = ["next_settlement", "next_ticket"].map((field) => num(after, "pool", field)) as [bigint, bigint];
  assert(head >= num(before, "pool", "next_settlement") && head <= next, "the queue went back");
  sums(after);
  for (const ticket of named(after, "ticket")) {
    if (before[ticket]) payment(step, ticket);
    else assert.equal(num(after, ticket, "sequence"), next - 1n, `${ticket} is back`);
  }
  for (const ticket of named(before, "ticket")) claim(step, ticket);
}
