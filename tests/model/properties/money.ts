// Properties of the money: nothing appears, nothing is lost, nobody gains what is another's.
import assert from "node:assert/strict";
import { over } from "../bigint";
import { booksOf, emptyRent, heldOf, listed, named, num, type State, type Step, text } from "../state";

/** Lamports that the books know and the accounts do not hold over a rent; of the state if not said otherwise. */
export function missing(state: State, rent = emptyRent(state)): bigint {
  // A reserve below its rent lacks that too: the next lamports that come fill it up.
  const reserve = over(num(state, "pool", "reserve_lamports") + rent, num(state, "reserve", "lamports"));
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
  // A rise of rent takes what the accounts have to keep.
  const rent = emptyRent(after);
  const allowed = missing(before, rent) + over(0n, injected);
  assert(missing(after) <= allowed, `${missing(after)} lamports are missing, at most ${allowed} were lost`);
  const staked = listed(after).reduce(
    (sum, { at }) => sum + num(after, "list", `${at}.stake_lamports`) + num(after, "list", `${at}.transient_lamports`),
    0n,
  );
  assert.equal(num(after, "pool", "staked_lamports"), staked, "what is staked is the sum over the validators");
  for (const ticket of named(after, "ticket")) {
    const owed = num(after, ticket, "claimable_lamports");
    assert(num(after, ticket, "lamports") > owed, `${ticket} holds less than it pays and its rent`);
  }
  if (!after.liquidity) return;
  const lacking = (state: State) =>
    over(num(state, "liquidity", "sol_lamports"), over(num(state, "liquiditySol", "lamports"), rent));
  assert(lacking(after) <= lacking(before), "the liquidity pool's SOL is not there");
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

/**
 * P-04 no dilution: what is minted is paid for, and what is paid out is burned, both at the price before, less a loss that
 * the step finds.
 */
export function dilution({ name, before, after }: Step): void {
  if (!before.pool || name === "update_pool" || num(before, "clock", "slot") !== num(after, "clock", "slot")) return;
  const [old, now] = [booksOf(before), booksOf(after)];
  const [paid, minted] = [now.total - old.total, now.supply - old.supply];
  const loss = over(missing(before), missing(after));
  if (minted > 0n) assert(minted * (old.total - loss) <= (paid + loss) * old.supply, "more is minted than paid for");
  else assert((-paid - loss) * old.supply <= -minted * old.total, "more is paid out than burned");
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
  const released = num(state, "liquidity", "token_amount") - heldOf(state);
  sum += part(num(state, "liquidity", "sol_lamports")) + worth(part(released));
  for (const ticket of named(state, "ticket")) {
    if (text(state, ticket, "owner") !== `user ${user}`) continue;
    sum += num(state, ticket, "lamports") + worth(num(state, ticket, "tokens"));
  }
  for (const stake of named(state, "given")) {
    if (text(state, stake, "withdrawer") === `user ${user}`) sum += num(state, stake, "lamports");
  }
  return sum;
}

/**
 * P-05 no action of a user makes what they have worth more, at what leaving pays: whoever comes in pays the ask, so no round
 * trip and no splitting of one gains, but a lamport of rounding for each kind of thing that those who take part have.
 */
export function roundTrip({ name, user, users, before, after }: Step): void {
  if (!user) return;
  const { total, supply: tokens } = booksOf(before);
  const dust = BigInt(users.length) * (4n + (tokens === 0n ? 0n : total / tokens));
  const all = (state: State) => users.reduce((sum, one) => sum + wealth(state, one), 0n);
  const gained = all(after) - all(before);
  assert(gained <= dust, `${users} have gained ${gained} lamports by ${name}`);
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
const RECEIVES: Record<string, string> = {
  deposit_sol: "tokens",
  deposit_stake_account: "tokens",
  add_liquidity: "shares",
};

/** P-09 nothing is taken for nothing: what would give zero is refused. */
export function somethingForSomething({ name, user, users, error, before, after }: Step): void {
  if (error || !user) return;
  const gains = (kind: string, field = "tokens") =>
    users.some((one) => num(after, `${kind} ${one}`, field) > num(before, `${kind} ${one}`, field));
  const kind = RECEIVES[name];
  if (kind) assert(gains(kind), `${name} gave ${user} nothing`);
  if (name === "liquid_unstake") assert(gains("user", "lamports"), "a sale paid nothing");
  if (name === "remove_liquidity") assert(gains("user", "lamports") || gains("tokens"), "shares gave nothing");
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
  const stranded = held - emptyRent(state) - booked;
  assert(stranded <= astray, `${stranded} lamports are stranded`);
  assert.equal(num(state, "pool", "queued_tokens"), 0n, "tokens are left in the queue");
}
