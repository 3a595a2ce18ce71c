// Properties of the prices: bid and ask do not fall by what anybody does, and the fees are what they are said to be.
import assert from "node:assert/strict";
import { least, over } from "../bigint";
import { askOf, booksOf, emptyRent, feeOf, heldOf, lineOf, named, num, type State, type Step, text } from "../state";
import { missing } from "./money";

const BPS = 10_000n;

/** Instructions that look at accounts, and book at once what has been lost there. */
const MEASURING = new Set([
  "deposit_sol",
  "deposit_stake_account",
  "withdraw_stake_account",
  "delegate_reserve",
  "deactivate_stake",
  "settle_tickets",
  "update_validators",
]);

/** The loss that a step books: it is in the books before, and not in the accounts. */
function lossOf({ name, before, after }: Step): bigint {
  if (name === "update_pool") {
    const reserve = over(num(before, "reserve", "lamports"), emptyRent(before));
    return num(before, "pool", "pending_loss") + over(num(before, "pool", "reserve_lamports"), reserve);
  }
  return MEASURING.has(name) ? over(missing(before), missing(after)) : 0n;
}

/** P-03 the bid never falls by what anybody does; it falls only by a loss that is booked, and by no more than that. */
export function price(step: Step): void {
  const { name, before, after } = step;
  if (!before.pool) return;
  const [old, now] = [booksOf(before), booksOf(after)];
  const least = old.total - lossOf(step);
  assert(now.total * old.supply >= least * now.supply, `${name} has lowered the price`);
}

/** Lamports that rounding may take from the ask in one step. */
const ASK_DUST = 3n;

/** What the tickets of earlier epochs are paid now, at most. */
function claimed(state: State): bigint {
  const { total, supply, unreleased } = booksOf(state);
  const sums = { tokens: 0n, lamports: 0n };
  for (const ticket of named(state, "ticket")) {
    const isEarlier = num(state, ticket, "ordered_epoch") < num(state, "clock", "epoch");
    if (text(state, ticket, "status") !== 0n || !isEarlier) continue;
    sums.tokens += num(state, ticket, "tokens");
    sums.lamports += num(state, ticket, "ordered_lamports");
  }
  const now = supply === 0n ? 0n : (sums.tokens * (total + unreleased)) / supply;
  return least(now, sums.lamports);
}

/** A state without the tokens of the reward fee, which an update takes out of the gains that wait. */
function withoutFee(before: State, after: State): State {
  const fee = num(after, "mint", "supply") - num(before, "mint", "supply");
  return { ...after, pool: { ...after.pool, supply: num(after, "pool", "supply") - fee } };
}

/**
 * P-18 the ask never falls by what anybody does, but by what rounding explains and by a loss that is booked. What comes in
 * may repair a loss for those in the queue.
 */
export function ask(step: Step): void {
  const { name, before, after } = step;
  if (!before.pool || claimed(after) > claimed(before)) return;
  const [old, now] = [askOf(before), askOf(name === "update_pool" ? withoutFee(before, after) : after)];
  const least = old.total - lossOf(step);
  assert((now.total + ASK_DUST) * old.supply >= least * now.supply, `${name} has lowered the ask`);
}

/** Adding liquidity, and removing it, leaves the fee line where it is; and what is held is there. */
function feeLine({ name, before, after }: Step): void {
  assert(heldOf(after) <= num(after, "liquidity", "token_amount"), "tokens that are not there are held");
  if (name !== "add_liquidity" && name !== "remove_liquidity") return;
  assert.equal(lineOf(after), lineOf(before), `${name} has moved the fee line`);
}

/** The mark never falls: what the fee was charged on once is never charged again. */
function mark({ name, before, after }: Step): void {
  const markOf = (state: State) => [num(state, "pool", "mark_total"), num(state, "pool", "mark_supply")] as const;
  const [[oldTotal, oldSupply], [total, supply]] = [markOf(before), markOf(after)];
  assert(total * oldSupply >= oldTotal * supply, `${name} has lowered the mark`);
  const isUpdate = name === "update_pool" && num(before, "pool", "updates") !== num(after, "pool", "updates");
  if (!isUpdate) return;
  const books = booksOf(after);
  // A loss has raised it before, and leaves the price below it.
  const isBelow = (books.total + books.unreleased) * supply <= total * books.supply;
  assert(isBelow, "what was charged is above the mark");
}

/**
 * P-06 fees are ceiled; the epoch's fee is worth at most its rate of the epoch's rewards, and of what lies above the mark: never
 * charged twice; no loan moves the fee line.
 */
export function fees(step: Step): void {
  const { name, error, before, after } = step;
  if (error || !before.pool) return;
  feeLine(step);
  mark(step);
  const treasury = String(text(before, "pool", "treasury"));
  if (!before[treasury]) return;
  const received = num(after, treasury, "tokens") - num(before, treasury, "tokens");
  const minted = num(after, "mint", "supply") - num(before, "mint", "supply");
  if (name === "deposit_sol" || name === "deposit_stake_account") {
    const share = name === "deposit_sol" ? feeOf(before, "referral_share") : 0n;
    const fee = (minted * feeOf(before, "deposit") + BPS - 1n) / BPS;
    assert(received >= fee - (fee * share) / BPS && received <= fee, "the deposit's fee is not its rate, ceiled");
  }
  if (name !== "update_pool") return;
  const [old, now] = [booksOf(before), booksOf(after)];
  const burned = num(before, "pool", "supply") - num(before, "mint", "supply");
  const held = now.total + now.unreleased;
  const rewards = held - old.total - old.unreleased + (burned * old.total) / old.supply;
  const [markTotal, markSupply] = [num(before, "pool", "mark_total"), num(before, "pool", "mark_supply")];
  const above = held - (markTotal * (old.supply - burned) + markSupply - 1n) / markSupply;
  const taxable = over(least(rewards, above), 0n);
  const most = (taxable * feeOf(before, "reward") + BPS - 1n) / BPS;
  assert(received * held <= most * now.supply, "the treasury's tokens are worth more than the rewards' fee");
}
