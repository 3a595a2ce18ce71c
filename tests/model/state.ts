import type { Fields, FieldValue } from "../common";
import { least, most } from "./bigint";

/** Everything that is looked at, by account and field; addresses are written as names. An account that is not there is missing. */
export type State = Readonly<Record<string, Readonly<Fields>>>;

/** What happened, with the states around it: all that a property may look at. */
export interface Step {
  /** Name of the instruction, or of what happened outside of the program. */
  name: string;
  /** Name of the one who did it, if a user. */
  user?: string | undefined;
  /** That one and all other users who pay for it or receive from it. */
  users: readonly string[];
  /** What it was refused with. */
  error?: string | undefined;
  before: State;
  after: State;
  /** Lamports that came into the accounts from outside; less than 0 for a loss. */
  injected: bigint;
}

/** A number of an account; 0 when the account or the field is not there. */
export function num(state: State, account: string, field: string): bigint {
  const value = state[account]?.[field];
  return typeof value === "bigint" ? value : 0n;
}

export function text(state: State, account: string, field: string): FieldValue | undefined {
  return state[account]?.[field];
}

/** Names of the accounts of a kind: `stake`, `transient`, `ticket`, `user` … */
export function named(state: State, kind: string): string[] {
  return Object.keys(state).filter((name) => name.startsWith(`${kind} `));
}

/** Fields that differ, as `account.field`; an account that came or went is there by its name. */
export function changesOf({ before, after }: Pick<Step, "before" | "after">): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((account) => {
    const [old, now] = [before[account], after[account]];
    if (old === now) return [];
    if (!old || !now) return [account];
    const fields = new Set([...Object.keys(old), ...Object.keys(now)]);
    return [...fields].filter((field) => old[field] !== now[field]).map((field) => `${account}.${field}`);
  });
}

/** Books of a state, from the pool's fields. */
export interface StateBooks {
  total: bigint;
  supply: bigint;
  unreleased: bigint;
  /** Gains that wait for the update. */
  pending: bigint;
}

export function booksOf(state: State): StateBooks {
  const pool = (field: string) => num(state, "pool", field);
  const slot = num(state, "clock", "slot");
  const [from, until] = [pool("release_start_slot"), pool("release_end_slot")];
  const left = until - most(slot, from);
  const unreleased = left > 0n ? (pool("release_lamports") * left + until - from - 1n) / (until - from) : 0n;
  const pending = pool("pending_gain");
  const held = pool("reserve_lamports") + pool("staked_lamports") + pool("pending_loss") - pending;
  return { total: held - unreleased, supply: pool("supply"), unreleased, pending };
}

/** Sums over the tickets of epochs before that of the clock, from the tickets themselves. */
function earlierTickets(state: State): { tokens: bigint; lamports: bigint; fees: bigint } {
  const sums = { tokens: 0n, lamports: 0n, fees: 0n };
  for (const ticket of named(state, "ticket")) {
    if (text(state, ticket, "status") !== 0n) continue;
    if (num(state, ticket, "ordered_epoch") >= num(state, "clock", "epoch")) continue;
    const ordered = num(state, ticket, "ordered_lamports");
    sums.tokens += num(state, ticket, "tokens");
    sums.lamports += ordered;
    sums.fees += (ordered * num(state, ticket, "fee") + 9_999n) / 10_000n;
  }
  return sums;
}

/** What whoever comes in pays for a token, as a ratio: what all stand for, or those outside the queue when it is paid. */
export function askOf(state: State): { total: bigint; supply: bigint } {
  const { total, supply, unreleased, pending } = booksOf(state);
  const all = { total: total + unreleased + pending, supply };
  const { tokens, lamports, fees } = earlierTickets(state);
  const others = supply - tokens;
  if (tokens === 0n || others <= 0n) return all;
  const now = (tokens * (total + unreleased)) / supply;
  const gross = least(now, lamports);
  const claim = lamports === 0n ? 0n : most(gross - (gross * fees + lamports - 1n) / lamports, 0n);
  const left = most(all.total - claim, 0n);
  return left * supply > all.total * others ? { total: left, supply: others } : all;
}

/** Rent of an account without data, in the rent of a state. */
export function emptyRent(state: State): bigint {
  return 128n * num(state, "clock", "rent");
}

/** Where the liquidity pool's fee line stands at the slot of a state, when it has followed the SOL that stood meanwhile. */
export function lineOf(state: State): bigint {
  const [slot, start, end] = ["slot", "start", "end"].map((name) => num(state, "clock", name)) as [
    bigint,
    bigint,
    bigint,
  ];
  const [line, sol] = ["line_lamports", "sol_lamports"].map((name) => num(state, "liquidity", name)) as [
    bigint,
    bigint,
  ];
  const passed = slot - num(state, "liquidity", "line_slot");
  const slots = end - start;
  const speed = most(most(feeOf(state, "target", "liquidity"), sol), line);
  const furthest = (speed * least(passed, slots)) / slots;
  if (sol > line) return least(sol, line + furthest);
  return most(sol, line - furthest);
}

/** Tokens of the liquidity pool that are held until they are released. */
export function heldOf(state: State): bigint {
  const [epoch, slot, start, end] = ["epoch", "slot", "start", "end"].map((name) => num(state, "clock", name)) as [
    bigint,
    bigint,
    bigint,
    bigint,
  ];
  const held = (name: string) => num(state, "liquidity", `held_${name}`);
  const age = epoch - held("epoch");
  const recent = age === 0n ? held("recent") : 0n;
  const earlier = age === 0n ? held("earlier") : age === 1n ? held("recent") : 0n;
  return recent + (earlier > 0n ? (earlier * (end - slot) + end - start - 1n) / (end - start) : 0n);
}

/** What the pool charges in a state: what is scheduled comes into force by itself. */
export function feeOf(state: State, name: string, account: "pool" | "liquidity" = "pool"): bigint {
  const from = num(state, account, "fees.from_update");
  const isNext = from !== 0n && num(state, "pool", "updates") >= from;
  return num(state, account, `fees.${isNext ? "next" : "now"}.${name}`);
}

/** The validators of the list: their places and the names of their vote accounts. */
export function listed(state: State): { at: string; vote: string }[] {
  return Array.from({ length: Number(num(state, "list", "count")) }, (_, index) => {
    const at = `[${index}]`;
    return { at, vote: String(text(state, "list", `${at}.vote`)).replace("vote ", "") };
  });
}
