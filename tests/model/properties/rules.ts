// Properties of the rules: who may do what, when, and what it may touch.
import assert from "node:assert/strict";
import { changesOf, named, num, type State, type Step, text } from "../state";

/** Instructions that use the price. */
const PRICED = new Set([
  "deposit_sol",
  "deposit_stake_account",
  "liquid_unstake",
  "order_unstake",
  "withdraw_stake_account",
  "add_liquidity",
  "settle_tickets",
  "delegate_reserve",
  "deactivate_stake",
]);

/** P-10 a second update in an epoch changes nothing, and nothing that uses the price works on that of another epoch. */
export function freshness({ name, error, before, after }: Step): void {
  if (error) return;
  const epoch = num(before, "clock", "epoch");
  const isFresh = num(before, "pool", "last_update_epoch") === epoch;
  if (name === "update_pool" && isFresh) assert.deepEqual(changesOf({ before, after }), [], "updated twice");
  if (!PRICED.has(name)) return;
  assert(isFresh, `${name} used the price of another epoch`);
  assert.equal(num(before, "clock", "rewards"), 0n, `${name} worked while rewards were being paid out`);
}

/** Instructions that only answer. */
const VIEWS = new Set(["get_price", "convert", "check_backing"]);

const ceiledFee = (amount: bigint, bps: bigint): bigint => (amount * bps + 9_999n) / 10_000n;
const SETTLED = 1n;

/**
 * P-11 a ticket is paid once, in its turn, from the epoch after its order on, the lower of its two values less its fee; to
 * its owner, all its account holds, which is gone for ever.
 */
export function tickets({ name, error, before, after }: Step): void {
  const [head, next] = ["next_settlement", "next_ticket"].map((field) => num(after, "pool", field)) as [bigint, bigint];
  assert(head >= num(before, "pool", "next_settlement") && head <= next, "the queue went back");
  const total = (state: State) => num(state, "pool", "queued_lamports");
  const queued = named(after, "ticket").filter((ticket) => text(after, ticket, "status") === 0n);
  const sum = queued.reduce((all, ticket) => all + num(after, ticket, "ordered_lamports"), 0n);
  assert.equal(total(after), sum, "the queue is not its tickets");
  for (const ticket of named(after, "ticket")) {
    assert(before[ticket] || num(after, ticket, "sequence") === next - 1n, `${ticket} is back`);
    const isPaid = text(after, ticket, "status") === SETTLED && text(before, ticket, "status") !== SETTLED;
    if (!isPaid) continue;
    assert(name === "settle_tickets" && !error, `${name} settled ${ticket}`);
    assert(num(before, ticket, "ordered_epoch") < num(before, "clock", "epoch"), `${ticket} is paid too early`);
    assert(num(after, ticket, "sequence") < head, `${ticket} is paid before its turn`);
    const ordered = num(before, ticket, "ordered_lamports");
    const most = ordered - ceiledFee(ordered, num(before, ticket, "fee"));
    const paid = num(after, ticket, "settled_lamports");
    assert(paid <= most, `${ticket} is paid more than it was worth when ordered`);
    assert.equal(num(after, ticket, "lamports") - num(before, ticket, "lamports"), paid, `${ticket} was not paid that`);
  }
  for (const ticket of named(before, "ticket")) {
    if (after[ticket]) continue;
    const owner = String(text(before, ticket, "owner"));
    const received = num(after, owner, "lamports") - num(before, owner, "lamports");
    assert.equal(received, num(before, ticket, "lamports"), `${ticket} was closed, not to its owner`);
    const isDone = text(before, ticket, "status") !== 0n || name === "cancel_ticket";
    assert(isDone && num(before, ticket, "sequence") < head, `${ticket} was closed in the queue`);
  }
}

/** P-12 what is refused, or only asks, changes nothing. Of what is done, common/allowedChanges.ts says what it may change. */
export function changesNothing({ name, error, before, after }: Step): void {
  if (error || VIEWS.has(name)) assert.deepEqual(changesOf({ before, after }), [], `${name} changed something`);
}

/** Ceilings of the fees, in basis points. */
const CEILINGS: Record<string, bigint> = { reward: 1_000n, deposit: 50n, withdrawal: 50n, ticket: 50n };
const GOVERNANCE = new Set([
  "propose_config",
  "apply_config",
  "propose_admin",
  "accept_admin",
  "set_role",
  "set_liquidity_config",
  "add_validator",
  "set_score",
  "emergency_deactivate",
  "pause",
  "resume",
]);

/**
 * P-13 whoever holds a role cannot raise a fee over its ceiling, nor before the second update after he has said so, nor
 * mint, nor touch what users have.
 */
export function governance({ name, error, before, after }: Step): void {
  const updates = num(after, "pool", "updates");
  for (const [fee, ceiling] of Object.entries(CEILINGS)) {
    const [old, now] = [num(before, "pool", `fees.${fee}`), num(after, "pool", `fees.${fee}`)];
    assert(now <= ceiling, `the ${fee} fee is over its ceiling`);
    if (!before.pool || now <= old) continue;
    const due = num(before, "pool", "pending_fees_update");
    assert(due > 0n && due <= updates, `the ${fee} fee has risen too early`);
    assert.equal(now, num(before, "pool", `pending_fees.${fee}`), `the ${fee} fee is not what was proposed`);
  }
  assert(num(after, "liquidity", "fees.max") <= 1_000n, "the liquidity fee is over its ceiling");
  if (name === "propose_config" && !error) {
    const due = num(after, "pool", "pending_fees_update");
    assert(due === 0n || due === updates + 2n, "a rise does not wait for two updates");
  }
  if (name === "set_liquidity_config" && !error) {
    const due = num(after, "liquidity", "pending_fees_update");
    assert(due === 0n || due === updates + 2n, "a rise of the liquidity fee does not wait for two updates");
  }
  if (!GOVERNANCE.has(name)) return;
  const theirs = /^(user|tokens|shares|given|ticket|mint|escrow|seed|treasury|liquiditySol|liquidityTokens)\b/;
  const touched = changesOf({ before, after }).filter((change) => theirs.test(change));
  assert.deepEqual(touched, [], `${name} touched what is not the pool's`);
}

const STALE = ["PoolOutOfDate", "EpochRewardsActive"];
const TOO_MUCH = ["ZeroAmount", "ZeroResult", "InsufficientTokens", "SlippageExceeded"];
/** All that the ways out may be refused with: no pause, no closed account of others, no donation is among it. */
const WAYS_OUT: Record<string, string[]> = {
  order_unstake: [...STALE, ...TOO_MUCH, "TicketTooSmall"],
  cancel_ticket: ["NotTicketOwner", "TicketNotQueued", "AccountOwnedByWrongProgram"],
  transfer_ticket: ["NotTicketOwner", "TicketNotQueued", "AccountOwnedByWrongProgram", "MissingRole"],
  claim_ticket: ["WrongTicketOwner", "TicketNotSettled", "AccountOwnedByWrongProgram"],
  settle_tickets: [...STALE, "WrongAccountCount", "TicketOutOfOrder", "TicketNotDue", "ReserveTooLow"],
  withdraw_stake_account: [...STALE, ...TOO_MUCH, "BelowMinimumDelegation", "NotEnoughStake"],
  remove_liquidity: [...TOO_MUCH, "AccountOwnedByWrongProgram"],
  update_validators: ["EpochRewardsActive", "WrongAccountCount", "ValidatorNotFound"],
  update_pool: ["EpochRewardsActive", "ValidatorsOutOfDate"],
};

/** P-14 liveness: nobody else can stop a way out. */
export function liveness({ name, error }: Step): void {
  const allowed = WAYS_OUT[name];
  assert(!error || !allowed || allowed.includes(error), `${name} was refused with ${error}`);
}
