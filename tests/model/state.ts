import type { Fields, FieldValue } from "../common";
import { most } from "./bigint";

/** Everything that is looked at, by account and field; addresses are written as names. An account that is not there is missing. */
export type State = Readonly<Record<string, Readonly<Fields>>>;

/** What happened, with the states around it: all that a property may look at. */
export interface Step {
  /** Name of the instruction, or of what happened outside of the program. */
  name: string;
  /** Name of the one who did it, if a user. */
  user?: string | undefined;
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

/** The price's two numbers, from the pool's fields. */
export function booksOf(state: State): { total: bigint; supply: bigint; unreleased: bigint } {
  const pool = (field: string) => num(state, "pool", field);
  const slot = num(state, "clock", "slot");
  const [from, until] = [pool("release_start_slot"), pool("release_end_slot")];
  const left = until - most(slot, from);
  const unreleased = left > 0n ? (pool("release_lamports") * left + until - from - 1n) / (until - from) : 0n;
  const held = pool("reserve_lamports") + pool("staked_lamports") + pool("pending_loss") - pool("pending_gain");
  return { total: held - unreleased, supply: pool("supply"), unreleased };
}

/** What came into the liquidity pool and does not count yet: `held_fees`, in tokens, or `added`, in lamports. */
export function uncountedOf(state: State, field: "held_fees" | "added"): bigint {
  const [epoch, slot, start, end] = ["epoch", "slot", "start", "end"].map((name) => num(state, "clock", name)) as [
    bigint,
    bigint,
    bigint,
    bigint,
  ];
  const came = (name: string) => num(state, "liquidity", `${field}.${name}`);
  const age = epoch - came("epoch");
  const recent = age === 0n ? came("recent") : 0n;
  const earlier = age === 0n ? came("earlier") : age === 1n ? came("recent") : 0n;
  return recent + (earlier > 0n ? (earlier * (end - slot) + end - start - 1n) / (end - start) : 0n);
}

/** The validators of the list: their places and the names of their vote accounts. */
export function listed(state: State): { at: string; vote: string }[] {
  return Array.from({ length: Number(num(state, "list", "count")) }, (_, index) => {
    const at = `[${index}]`;
    return { at, vote: String(text(state, "list", `${at}.vote`)).replace("vote ", "") };
  });
}
