// Properties of the rules: who may do what, when, and what it may touch.
import assert from "node:assert/strict";
import { changesOf, feeOf, num, type State, type Step, text } from "../state";

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

/** P-12 what is refused, or only asks, changes nothing. Of what is done, common/allowedChanges.ts says what it may change. */
export function changesNothing({ name, error, before, after }: Step): void {
  if (error || VIEWS.has(name)) assert.deepEqual(changesOf({ before, after }), [], `${name} changed something`);
}

/** Ceilings of the fees, in basis points. */
const CEILINGS: Record<string, bigint> = { reward: 1_000n, deposit: 50n, withdrawal: 50n, ticket: 50n };
const GOVERNANCE = new Set([
  "propose_config",
  "propose_admin",
  "accept_admin",
  "set_role",
  "set_liquidity_config",
  "add_validator",
  "set_score",
  "set_scores",
  "emergency_deactivate",
  "pause",
  "resume",
]);

/** Who is the validator manager in a state. */
function managerOf(state: State): string {
  const from = num(state, "pool", "validator_manager.from_update");
  const isNext = from !== 0n && num(state, "pool", "updates") >= from;
  return String(text(state, "pool", `validator_manager.${isNext ? "next" : "now"}`));
}

/** What changes later has waited for its update. */
function waits({ name, error, before, after }: Step): void {
  const updates = num(after, "pool", "updates");
  const from = (account: string, field: string) => num(after, account, `${field}.from_update`);
  const isDue = (field: string) => num(before, "pool", `${field}.from_update`) === updates;
  for (const fee of Object.keys(CEILINGS)) {
    const hasRisen = before.pool && feeOf(after, fee) > feeOf(before, fee);
    assert(!hasRisen || isDue("fees"), `the ${fee} fee has risen too early`);
  }
  const isNew = before.pool && managerOf(after) !== managerOf(before);
  assert(!isNew || isDue("validator_manager"), "the validator manager has changed too early");
  if (error) return;
  const checks: [string, string, string, bigint, string][] = [
    ["propose_config", "pool", "fees", 2n, "a rise does not wait for two updates"],
    ["set_liquidity_config", "liquidity", "fees", 2n, "a rise of the liquidity fee does not wait for two updates"],
    ["set_role", "pool", "validator_manager", 5n, "a new manager does not wait for five updates"],
  ];
  for (const [instruction, account, field, updatesToWait, wrong] of checks) {
    if (name !== instruction) continue;
    const due = from(account, field);
    const isOld = due === num(before, account, `${field}.from_update`);
    assert(due === 0n || due === updates + updatesToWait || (name === "set_role" && isOld), wrong);
  }
}

/**
 * P-13 whoever holds a role cannot raise a fee over its ceiling, nor before the second update after they have announced it, nor
 * mint, nor touch what users have; and a new validator manager waits for the fifth update.
 */
export function governance(step: Step): void {
  const { name, users, before, after } = step;
  for (const [fee, ceiling] of Object.entries(CEILINGS)) {
    for (const when of ["now", "next"]) {
      assert(num(after, "pool", `fees.${when}.${fee}`) <= ceiling, `the ${fee} fee is over its ceiling`);
    }
  }
  for (const when of ["now", "next"]) {
    assert(num(after, "liquidity", `fees.${when}.max`) <= 1_000n, "the liquidity fee is over its ceiling");
  }
  waits(step);
  if (!GOVERNANCE.has(name)) return;
  const theirs = /^(user|tokens|shares|given|ticket|mint|escrow|seed|treasury|liquiditySol|liquidityTokens)\b/;
  // Whoever pays for it has signed.
  const paid = users.map((user) => `user ${user}.lamports`);
  const touched = changesOf({ before, after }).filter((change) => theirs.test(change) && !paid.includes(change));
  assert.deepEqual(touched, [], `${name} touched what is not the pool's`);
}

const STALE = ["PoolOutOfDate", "EpochRewardsActive"];
const TOO_MUCH = ["ZeroAmount", "ZeroResult", "InsufficientTokens", "SlippageExceeded"];
/** All that the ways out may be refused with: no pause, no closed account of others, no donation is among it. */
const WAYS_OUT: Record<string, string[]> = {
  order_unstake: [...STALE, ...TOO_MUCH, "TicketTooSmall", "QueueFull", "System:AccountAlreadyInUse"],
  cancel_ticket: ["ZeroResult", "NotTicketOwner", "TicketNotQueued", "AccountOwnedByWrongProgram"],
  transfer_ticket: [
    "NotTicketOwner",
    "TicketNotQueued",
    "AccountOwnedByWrongProgram",
    "WrongRecipient",
    "ConstraintMut",
  ],
  claim_ticket: ["WrongTicketOwner", "TicketNotSettled", "AccountOwnedByWrongProgram"],
  settle_tickets: [...STALE, "WrongAccountCount", "TicketOutOfOrder", "TicketNotDue", "ReserveTooLow"],
  withdraw_stake_account: [...STALE, ...TOO_MUCH, "BelowMinimumDelegation", "NotEnoughStake", "NonceTaken"],
  remove_liquidity: [...TOO_MUCH, "AccountOwnedByWrongProgram", "BalanceChanged"],
  update_validators: ["EpochRewardsActive", "WrongAccountCount", "ValidatorNotFound"],
  update_pool: ["EpochRewardsActive", "ValidatorsOutOfDate"],
};

/** P-14 liveness: nobody else can stop a way out. */
export function liveness({ name, error }: Step): void {
  const allowed = WAYS_OUT[name];
  assert(!error || !allowed || allowed.includes(error), `${name} was refused with ${error}`);
}
