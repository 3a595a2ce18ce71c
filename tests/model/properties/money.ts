// Properties of the money: nothing appears, nothing is lost, nobody gains what is another's.
import assert from "node:assert/strict";
import { over } from "../bigint";
import { booksOf, listed, named, num, type State, type Step, text, uncountedOf } from "../state";

const BPS = 10_000n;
/** Rent of an account without data. */
const EMPTY_RENT = 890_880n;

/** Lamports that the books know and the accounts do not hold. */
function missing(state: State): bigint {
  const reserve = over(num(state, "pool", "reserve_lamports"), num(state, "reserve", "lamports") - EMPTY_RENT);
  return listed(state).reduce((sum, { at, vote }) => {
    const stake = over(num(state, "list", `${at}.stake_lamports`), num(state, `stake ${vote}`, "lamports"));
    const transient = over(num(state, "list", `${at}.transient_lamports`), num(state, `transient ${vote}`, "lamports"));
    return sum + stake + transient;
  }, reserve);
}

/**
 * P-01 solvency: reserve and stake accounts hold at least what the books say, but for a loss that waits to be measured;
 * settled tickets and the liquidity pool's vaults hold what they owe.
 */
export function solvency({ before, after, injected }: Step): void {
  const allowed = missing(before) + over(0n, injected);
  assert(missing(after) <= allowed, `${missing(after)} lamports are missing, at most ${allowed} were lost`);
  const staked = listed(after).reduce(
    (sum, { at }) => sum + num(after, "list", `${at}.stake_lamports`) + num(after, "list", `${at}.transient_lamports`),
    0n,
  );
  assert.equal(num(after, "pool", "staked_lamports"), staked, "what is staked is the sum over the validators");
  for (const ticket of named(after, "ticket")) {
    const owed = num(after, ticket, "settled_lamports");
    assert(num(after, ticket, "lamports") > owed, `${ticket} holds less than it pays and its rent`);
  }
  if (!after.liquidity) return;
  const vault = over(num(after, "liquiditySol", "lamports"), EMPTY_RENT);
  assert(vault >= num(after, "liquidity", "sol_lamports"), "the liquidity pool's SOL is not there");
  const tokens = num(after, "liquidityTokens", "tokens");
  assert(tokens >= num(after, "liquidity", "token_amount"), "the liquidity pool's tokens are not there");
}

/**
 * P-02 supply: the mint has issued as many tokens as the books say, less those that their owners burned since the last
 * update, which adopts the lower supply; the escrow holds the queue's tokens.
 */
export function supply({ name, error, before, after }: Step): void {
  const unknown = (state: State) => num(state, "pool", "supply") - num(state, "mint", "supply");
  assert(unknown(after) >= 0n, "there are more tokens than the books know");
  const adopts = name === "update_pool" && num(before, "pool", "updates") !== num(after, "pool", "updates");
  if (adopts && !error) assert.equal(unknown(after), 0n, "the update has not adopted the supply");
  else if (name !== "burn") assert.equal(unknown(after), unknown(before), "tokens and books went apart");
  assert(num(after, "escrow", "tokens") >= num(after, "pool", "queued_tokens"), "queued tokens are not in escrow");
}

/** P-03 the price never falls by what anybody does; it falls only by a loss that an update observes. */
export function price({ name, before, after }: Step): void {
  if (!before.pool) return;
  const [old, now] = [booksOf(before), booksOf(after)];
  if (now.total * old.supply >= old.total * now.supply) return;
  const reserve = num(before, "reserve", "lamports") - EMPTY_RENT;
  const loss = num(before, "pool", "pending_loss") + over(num(before, "pool", "reserve_lamports"), reserve);
  assert(name === "update_pool" && loss > 0n, `${name} has lowered the price`);
}

/** P-04 no dilution: what is minted is paid for, and what is paid out is burned, both at the price before. */
export function dilution({ name, before, after }: Step): void {
  if (!before.pool || name === "update_pool" || num(before, "clock", "slot") !== num(after, "clock", "slot")) return;
  const [old, now] = [booksOf(before), booksOf(after)];
  const [paid, minted] = [now.total - old.total, now.supply - old.supply];
  if (minted > 0n) assert(minted * old.total <= paid * old.supply, "more is minted than paid for");
  else assert(-paid * old.supply <= -minted * old.total, "more is paid out than burned");
}

/** What a user's things are worth in lamports at the price of a state: SOL, tokens, shares, tickets and stake. */
function wealth(state: State, user: string): bigint {
  const { total, supply: tokens } = booksOf(state);
  const worth = (amount: bigint) => (tokens === 0n ? 0n : (amount * total) / tokens);
  const shares = num(state, `shares ${user}`, "tokens");
  const part = (of: bigint) => {
    const all = num(state, "liquidity", "shares");
    return all === 0n ? 0n : (shares * of) / all;
  };
  let sum = num(state, `user ${user}`, "lamports") + worth(num(state, `tokens ${user}`, "tokens"));
  // Fees that are held are nobody's yet.
  const released = num(state, "liquidity", "token_amount") - uncountedOf(state, "held_fees");
  sum += part(num(state, "liquidity", "sol_lamports")) + worth(part(released));
  for (const ticket of named(state, "ticket")) {
    if (text(state, ticket, "owner") !== `user ${user}`) continue;
    sum +=
      num(state, ticket, "lamports") +
      (text(state, ticket, "status") === 0n ? worth(num(state, ticket, "tokens")) : 0n);
  }
  for (const stake of named(state, "given")) {
    if (text(state, stake, "withdrawer") === `user ${user}`) sum += num(state, stake, "lamports");
  }
  return sum;
}

/**
 * P-05 no action of a user makes what he has worth more: so no round trip and no splitting of one gains, but a lamport of
 * rounding for each kind of thing he has.
 */
export function roundTrip({ user, before, after }: Step): void {
  if (!user) return;
  const { total, supply: tokens } = booksOf(before);
  const dust = 4n + (tokens === 0n ? 0n : total / tokens);
  const gained = wealth(after, user) - wealth(before, user);
  assert(gained <= dust, `${user} has gained ${gained} lamports`);
}

/** Lamports on the liquidity pool's fee line. */
function counted(state: State): bigint {
  return over(num(state, "liquidity", "sol_lamports"), uncountedOf(state, "added"));
}

/** Whoever adds liquidity or removes it lowers no sale's rate, and the fees that are held are there. */
function feeLine({ name, before, after }: Step): void {
  assert(
    uncountedOf(after, "held_fees") <= num(after, "liquidity", "token_amount"),
    "fees that are not there are held",
  );
  if (name !== "add_liquidity" && name !== "remove_liquidity") return;
  assert(counted(after) <= counted(before), `${name} has lowered the rate of sales`);
}

/** P-06 fees are ceiled; the epoch's fee is worth at most its rate of the epoch's rewards; no loan lowers a sale's fee. */
export function fees(step: Step): void {
  const { name, error, before, after } = step;
  if (error) return;
  feeLine(step);
  const treasury = String(text(before, "pool", "treasury"));
  if (!before[treasury]) return;
  const received = num(after, treasury, "tokens") - num(before, treasury, "tokens");
  const minted = num(after, "mint", "supply") - num(before, "mint", "supply");
  if (name === "deposit_sol" || name === "deposit_stake_account") {
    const share = name === "deposit_sol" ? num(before, "pool", "fees.referral_share") : 0n;
    const fee = (minted * num(before, "pool", "fees.deposit") + BPS - 1n) / BPS;
    assert(received >= fee - (fee * share) / BPS && received <= fee, "the deposit's fee is not its rate, ceiled");
  }
  if (name !== "update_pool") return;
  const [old, now] = [booksOf(before), booksOf(after)];
  const burned = num(before, "pool", "supply") - num(before, "mint", "supply");
  const held = now.total + now.unreleased;
  const rewards = held - old.total - old.unreleased + (burned * old.total) / old.supply;
  const rate = num(before, "pool", "fees.reward");
  // What was charged before and what leavers left is free of the fee.
  const taxable = over(rewards, num(before, "pool", "fee_credit"));
  const most = (taxable * rate + BPS - 1n) / BPS;
  assert(received * held <= most * now.supply, "the treasury's tokens are worth more than the rewards' fee");
}

/** P-07 conservation: lamports come and go only by what happens outside; all tokens of the mint are somewhere. */
export function conservation({ before, after, injected }: Step): void {
  const lamports = (state: State) => Object.keys(state).reduce((sum, name) => sum + num(state, name, "lamports"), 0n);
  if (before.pool) assert.equal(lamports(after) - lamports(before), injected, "lamports came or went");
  const holders = ["escrow", "seed", "liquidityTokens", ...named(after, "tokens"), ...named(after, "treasury")];
  const held = holders.reduce((sum, name) => sum + num(after, name, "tokens"), 0n);
  assert.equal(held, num(after, "mint", "supply"), "tokens that nobody holds, or that were not issued");
}

/** What each instruction gives to whom it takes something from. */
const RECEIVES: Record<string, string[]> = {
  deposit_sol: ["tokens"],
  deposit_stake_account: ["tokens"],
  add_liquidity: ["shares"],
  liquid_unstake: ["user"],
  remove_liquidity: ["user", "tokens"],
};

/** P-09 nothing is taken for nothing: what would give zero is refused. */
export function somethingForSomething({ name, user, error, before, after }: Step): void {
  if (error || !user) return;
  const gain = (kind: string) => {
    const field = kind === "user" ? "lamports" : "tokens";
    return num(after, `${kind} ${user}`, field) - num(before, `${kind} ${user}`, field);
  };
  const kinds = RECEIVES[name];
  if (kinds)
    assert(
      kinds.some((kind) => gain(kind) > 0n),
      `${name} gave ${user} nothing`,
    );
  const isNew = (account: string) => !before[account];
  if (name === "withdraw_stake_account") {
    const stake = named(after, "given").find(isNew);
    assert(stake && num(after, stake, "stake") > 0n, "no stake was given");
  }
  if (name === "order_unstake") {
    const ticket = named(after, "ticket").find(isNew);
    assert(ticket && num(after, ticket, "ordered_lamports") > 0n, "the ticket is worth nothing");
  }
}

/**
 * P-08, at the end of a life, when everybody has left: no ticket is left, and the accounts hold nothing beside the books
 * but lamports that somebody sent where no update looks.
 */
export function nothingStranded(state: State, astray: bigint): void {
  assert.deepEqual(named(state, "ticket"), [], "tickets that nobody could claim");
  const booked = num(state, "pool", "reserve_lamports") + num(state, "pool", "staked_lamports");
  const stakes = [...named(state, "stake"), ...named(state, "transient")];
  const held = stakes.reduce((sum, name) => sum + num(state, name, "lamports"), num(state, "reserve", "lamports"));
  assert(held - EMPTY_RENT - booked <= astray, `${held - EMPTY_RENT - booked} lamports are stranded`);
  assert.equal(num(state, "pool", "queued_tokens"), 0n, "tokens are left in the queue");
}
