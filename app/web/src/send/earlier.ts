// What came of actions whose outcome was not known when the page last looked, and what a repeat of one has to keep to.
import { StakeProgram, TransactionInstruction, VersionedMessage, VersionedTransaction } from "@solana/web3.js";
import { decodeInstruction, type Handle, isError, type Sent, TruestakeError } from "@truestake/sdk";
import { type Done, type Moved, moved } from "../actions/done";
import { forget, type Open } from "../actions/journal";
import type { Pool } from "../data/reader";
import type { Action, Kind } from "./act";
import { genesisOf, readerOf } from "./client";
import { movedBy } from "./told";

/** What came of an earlier action. Of one that is `open` nobody can tell yet. */
export type Fate =
  | { is: "landed"; done: Done }
  | { is: "failed"; error: unknown }
  | { is: "expired" }
  | { is: "open"; error: unknown; isProvable: boolean };

/** An earlier action, and its fate. */
export interface Settled {
  open: Open;
  fate: Fate;
}

/** Milliseconds within which what may have landed is looked for where nothing proves that it never will. */
const LOOK = 8_000;

/** Finds out what came of each; what is settled is no longer in the journal. */
export async function settleAll(pool: Pool, opens: readonly Open[], signal: AbortSignal): Promise<Settled[]> {
  const all: Settled[] = [];
  for (const open of opens) {
    const fate = await fateOf(pool, open, signal);
    if (fate.is !== "open") forget(open);
    all.push({ open, fate });
  }
  return all;
}

async function fateOf(pool: Pool, open: Open, signal: AbortSignal): Promise<Fate> {
  const landed: Landed[] = [];
  let failed: unknown;
  for (const handle of open.handles.filter((each) => isDeed(open.kind, each))) {
    const isProvable = canExpire(handle);
    const options = { signal, ...(isProvable ? {} : { deadline: LOOK }) };
    const outcome = await readerOf(pool, options)
      .resume(handle)
      .catch((error: unknown) => ({ status: "unknown" as const, error }));
    if (outcome.status === "landed") landed.push({ handle, sent: outcome.sent });
    if (outcome.status === "failed") failed = outcome.error;
    if (outcome.status !== "unknown") continue;
    const cause = "error" in outcome ? outcome.error : undefined;
    const { signature } = handle;
    const message = `whether ${signature ?? "what the wallet was asked to send"} lands cannot be told yet`;
    // What cannot be read proves nothing either.
    return {
      is: "open",
      isProvable: isProvable && !isError(cause, "InvalidArgument"),
      error: new TruestakeError("OutcomeUnknown", message, { args: { handle }, cause }),
    };
  }
  if (landed.length > 0) return { is: "landed", done: doneOf(pool, open, landed) };
  return failed === undefined ? { is: "expired" } : { is: "failed", error: failed };
}

/** A transaction that landed, and what came of it. */
interface Landed {
  handle: Handle;
  sent: Sent;
}

function doneOf(pool: Pool, open: Open, landed: Landed[]): Done {
  const { kind } = open;
  const signatures = landed.map(({ sent }) => sent.signature);
  return { kind, genesis: genesisOf(pool), signatures, moved: movedIn(open, landed) };
}

function movedIn({ kind, stake }: Open, landed: Landed[]): Moved | undefined {
  // A reward may have come between the look and the signature: what is withdrawn stands in the transaction.
  if (kind === "withdraw")
    return moved({ lamports: landed.reduce((sum, { handle }) => sum + withdrawnBy(handle), 0n) });
  if (stake !== undefined) return moved({ lamports: BigInt(stake) });
  return movedBy(
    kind,
    landed.map(({ sent }) => sent),
  );
}

/** Whether it can ever be proven that a transaction never lands: not where the wallet sends, or no node tells its cluster. */
const canExpire = ({ transaction, lastValidBlockHeight, nonceSlot, genesis }: Handle): boolean =>
  transaction !== undefined && genesis !== null && (lastValidBlockHeight ?? nonceSlot) !== undefined;

/** What brings the pool up to date before an action is no part of it. */
const CRANKS: readonly string[] = ["updateValidators", "updatePool", "growHistory"];

/** Whether a transaction does something of the action, and not only what comes before it. */
function isDeed(kind: Kind, handle: Handle): boolean {
  if (kind === "refresh") return true;
  return instructionsOf(handle).some(({ name, isStake }) => isStake || (name !== undefined && !CRANKS.includes(name)));
}

/** The instructions of a transaction that are the pool's or the stake program's. */
function instructionsOf({ transaction, message, programId }: Handle) {
  const bytes = (text: string) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const { compiledInstructions, staticAccountKeys } =
    transaction === undefined
      ? VersionedMessage.deserialize(bytes(message ?? ""))
      : VersionedTransaction.deserialize(bytes(transaction)).message;
  return compiledInstructions.flatMap(({ programIdIndex, data }) => {
    // A program's own address is never in a lookup table.
    const program = staticAccountKeys[programIdIndex];
    const isStake = program?.equals(StakeProgram.programId) === true;
    if (!program || (!isStake && program.toBase58() !== programId)) return [];
    // What it says is enough: its accounts may be in one.
    const instruction = new TransactionInstruction({ programId: program, keys: [], data: data as Buffer });
    const { name, args } = (isStake ? undefined : decodeInstruction(instruction)) ?? {};
    return [{ name, isStake, nonce: args?.nonce, data }];
  });
}

/** The number of the stake program's withdrawal; behind it come the lamports. */
const WITHDRAW = 4;

/** Lamports that a transaction withdraws from stake accounts. */
function withdrawnBy(handle: Handle): bigint {
  return instructionsOf(handle).reduce((sum, { isStake, data }) => {
    const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
    return isStake && view.getUint32(0, true) === WITHDRAW ? sum + view.getBigUint64(4, true) : sum;
  }, 0n);
}

/** What of the wallet's an action counts on: two that count on the same cannot both land. */
const COUNTS_ON: Partial<Record<Kind, "tokens" | "shares" | "ticket" | "account">> = {
  ...{ stake: "tokens", sell: "tokens", provide: "shares", remove: "shares" },
  ...{ order: "ticket", take: "account" },
};

/** An action as it may follow earlier ones. */
export interface Repeat<A extends Action> {
  action: A;
  /** Whether at most one of it and them can land. */
  isExclusive: boolean;
  /** To be called once it has landed, or was refused since an earlier one has: those can do no harm any more. */
  over(): void;
}

/**
 * An action as it may follow earlier ones that have not landed, as far as anybody can tell. What has failed is on the chain, and decides
 * nothing any more; that something never lands is proven by what is not there, so the proof is not all that is relied on. Where it counts on the same as one of them,
 * it takes the balance of before, or the nonce: should that one have landed after all, or land yet, the program refuses the other.
 */
export function repeating<A extends Action>(action: A, earlier: readonly Settled[]): Repeat<A> {
  const counts = COUNTS_ON[action.kind];
  const alike = earlier
    .filter(({ fate }) => fate.is !== "failed")
    .map(({ open }) => open)
    .filter(({ kind }) => kind === action.kind || (counts !== undefined && COUNTS_ON[kind] === counts));
  const over = () => {
    for (const open of alike) forget(open);
  };
  const [first] = alike;
  if (first?.balance !== undefined && "balance" in action) {
    return { action: { ...action, balance: BigInt(first.balance) }, isExclusive: true, over };
  }
  const nonce = first?.handles.flatMap(instructionsOf).find((each) => typeof each.nonce === "bigint")?.nonce;
  return nonce === undefined
    ? { action, isExclusive: false, over }
    : { action: { ...action, nonce: nonce as bigint }, isExclusive: true, over };
}
