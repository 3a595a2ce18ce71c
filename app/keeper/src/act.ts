// One transaction, one attempt: priced, taken down in the ledger, sent, and followed for as long as the attempt has.
import type { AddressLookupTableAccount, PublicKey, TransactionInstruction } from "@solana/web3.js";
import {
  type ChainReader,
  feeOf,
  type Handle,
  isError,
  isTruestakeError,
  type Nodes,
  type Sent,
  sendTransaction,
  settle,
  type TruestakeError,
  type Wallet,
} from "@truestake/sdk";
import { isExpectedRefusal, isTooMuch } from "@truestake/sdk/operators";
import { isExpectedByKeepers, namedBySteward } from "@truestake/sdk/steward";
import type { Broadcaster } from "./broadcast";
import { type Budget, BudgetSpent } from "./budget";
import type { Ended, Ledger } from "./ledger";
import type { Metrics } from "./metrics";

/** What an attempt came to. */
export type Result =
  | { status: "landed"; sent: Sent; price: bigint }
  /** The program refuses what somebody else has done already, or what it is not time for: no error. */
  | { status: "refused"; error: TruestakeError }
  /** Not seen so far; it may still land. The next attempt pays more. */
  | { status: "open" }
  /** Somebody else is doing it, or the epoch has ended: nothing was sent. */
  | { status: "overtaken" }
  /** The budget of the epoch is spent. */
  | { status: "spent" }
  /** It takes more compute than was planned for it. */
  | { status: "tooMuch"; error: TruestakeError }
  | { status: "failed"; error: unknown };

/** What all attempts share. */
export interface Acting {
  nodes: Nodes;
  wallet: Wallet;
  ledger: Ledger;
  budget: Budget;
  metrics: Metrics;
  broadcast: Broadcaster["send"];
  /** Milliseconds that an attempt has, and between two looks at its status. */
  patience: number;
  poll: number;
  now(): number;
}

/** One attempt. */
export interface Attempt {
  pool: string;
  programId: PublicKey;
  crank: string;
  epoch: bigint;
  instructions: TransactionInstruction[];
  lookupTables?: AddressLookupTableAccount[] | undefined;
  /** Micro-lamports per compute unit, and the most lamports that this comes to. */
  price: bigint;
  mostLamports: bigint;
  /** Asks a node just before anything is sent whether it would come too late. */
  isOvertaken?: ((node: ChainReader) => Promise<boolean>) | undefined;
}

/** Said instead of signing on: the transaction is thrown away, and nothing has left. */
class Overtaken extends Error {
  override readonly name = "Overtaken";
}

/** How often the bytes are sent and their status is looked at, in an attempt's time. */
const LOOKS = 8;
const LONGEST_POLL = 1_000;

/** Milliseconds between two looks at the status of an attempt. */
export function pollOf({ patience }: Pick<Acting, "patience">): number {
  return Math.max(1, Math.min(Math.floor(patience / LOOKS), LONGEST_POLL));
}

/** Takes a transaction down, if the budget has its fee: whatever throws here keeps it from being sent. */
export function onSigned(
  { ledger, budget, metrics, now }: Pick<Acting, "ledger" | "budget" | "metrics" | "now">,
  { pool, crank, epoch }: Pick<Attempt, "pool" | "crank" | "epoch">,
): (handle: Handle) => void {
  return (handle) => {
    const { base, priority } = feeOf(handle);
    budget.check(epoch, base + priority);
    const { signature = "", payer, programId, slot, lastValidBlockHeight = 0, genesis } = handle;
    const of = { epoch, pool, crank, base, priority, time: now() };
    ledger.signed({ signature, payer, programId, slot, lastValidBlockHeight, genesis, ...of });
    metrics.budgetLeft(budget.left(epoch));
  };
}

/** What a transaction has cost its payer beside the fee: to be had back where it is of lookup tables, else given away. */
export function endedOf(crank: string, { fee, payerChange }: Pick<Sent, "fee" | "payerChange">): Ended {
  if (fee === undefined || payerChange === undefined) return { ending: "landed" };
  const other = -payerChange - fee;
  return crank === "tables" ? { ending: "landed", returnable: other } : { ending: "landed", rent: other };
}

/** Part of an attempt's time that the last look may take: a node that says nothing keeps nobody from sending. */
const LAST_LOOK = 1 / 3;

/** Whether any of the nodes has seen what makes the transaction useless. */
async function comesTooLate({ nodes, patience }: Acting, { isOvertaken }: Attempt): Promise<boolean> {
  if (!isOvertaken) return false;
  const hurried = nodes.with({ callTimeout: Math.ceil(patience * LAST_LOOK) });
  return (await hurried.each("getMultipleAccounts", isOvertaken)).includes(true);
}

/** Sends at once the first time; later only what is still of use: others may have done it while nobody took this one. */
function broadcasting(acting: Acting, of: Attempt): Broadcaster["send"] {
  let isFirst = true;
  return async (bytes, handle) => {
    const isAgain = !isFirst;
    isFirst = false;
    if (isAgain && (await comesTooLate(acting, of))) return;
    await acting.broadcast(bytes, handle);
  };
}

/** Makes an attempt. Never throws: what went wrong is its result. */
export async function attempt(acting: Acting, of: Attempt): Promise<Result> {
  const { nodes, wallet, ledger, metrics, patience } = acting;
  const poll = pollOf(acting);
  const started = acting.now();
  let signed: Handle | undefined;
  const take = onSigned(acting, of);
  try {
    const sent = await sendTransaction(
      nodes,
      wallet,
      { instructions: of.instructions },
      {
        priorityFee: { fixed: of.price, mostLamports: of.mostLamports },
        ...{ deadline: patience, pollEvery: poll, rebroadcastEvery: 2 * poll, broadcast: broadcasting(acting, of) },
        ...{ lookupTables: of.lookupTables, programId: of.programId },
        onSigned: async (handle) => {
          if (await comesTooLate(acting, of)) throw new Overtaken("somebody else is faster");
          take(handle);
          signed = handle;
        },
      },
    );
    ledger.ended(sent.signature, endedOf(of.crank, sent));
    metrics.landed(of.pool, acting.now() - started);
    return { status: "landed", sent, price: feeOf(signed as Handle).price };
  } catch (error) {
    if (!isTruestakeError(error)) return { status: "failed", error };
    return ofError(acting, namedBySteward(error) as TruestakeError, signed);
  }
}

function ofError({ ledger, metrics }: Acting, error: TruestakeError, signed: Handle | undefined): Result {
  const { signature } = signed ?? {};
  const { effect, phase } = error;
  if (error.cause instanceof BudgetSpent) return { status: "spent" };
  if (error.cause instanceof Overtaken) {
    metrics.transaction("duplicate_avoided");
    return { status: "overtaken" };
  }
  if (isError(error, "OutcomeUnknown")) return { status: "open" };
  if (isError(error, "TransactionExpired") && signature) {
    ledger.ended(signature, { ending: "expired" });
    metrics.transaction("expired");
    return { status: "open" };
  }
  const hasLanded = signature !== undefined && effect !== "none";
  if (hasLanded) {
    ledger.ended(signature, { ending: effect === "done" ? "landed" : "failed" });
    metrics.transaction(effect === "done" ? "landed" : "failed");
  } else if (phase === "simulate") metrics.transaction("simulated_refusal");
  if (isExpectedRefusal(error) || isExpectedByKeepers(error)) return { status: "refused", error };
  if (isTooMuch(error)) return { status: "tooMuch", error };
  return { status: "failed", error };
}

/**
 * Whether a node has seen an open transaction of a crank, though it is not confirmed yet: then a further attempt would do it twice.
 */
export async function isSeen({ ledger, nodes }: Acting, pool: string, cranks: readonly string[]): Promise<boolean> {
  const open = ledger.open.filter((signed) => signed.pool === pool && cranks.includes(signed.crank));
  const signatures = open.map(({ signature }) => signature).slice(-MOST_STATUSES);
  if (signatures.length === 0) return false;
  const answers = await nodes.each("getSignatureStatuses", (node) => node.getSignatureStatuses(signatures));
  return answers.some(({ value }) => value.some((status) => status !== null && status.err === null));
}

/** What a node tells of at once. */
const MOST_STATUSES = 256;

/** How long an open transaction is looked for in one go. */
const SETTLING = 2_000;

/**
 * Finds out what has become of the transactions whose outcome was open: of attempts that were given up for one that pays more,
 * and of a process that was killed. They are not sent again.
 */
export async function settleOpen(acting: Acting): Promise<void> {
  const { ledger, nodes, metrics, poll } = acting;
  await Promise.all(
    ledger.open.map(async (signed) => {
      const { signature, payer, programId, slot, lastValidBlockHeight, genesis, crank } = signed;
      const handle: Handle = { signature, payer, programId, slot, lastValidBlockHeight, genesis };
      const outcome = await settle(nodes, handle, {
        ...{
          deadline: Math.min(SETTLING, 4 * poll),
          pollEvery: Math.max(1, Math.floor(poll / 4)),
          rebroadcastEvery: 0,
        },
        broadcast: async () => undefined,
      }).catch(() => undefined);
      if (outcome?.status === "landed") ledger.ended(signature, endedOf(crank, outcome.sent));
      if (outcome?.status === "failed") ledger.ended(signature, { ending: "failed" });
      if (outcome?.status === "expired") ledger.ended(signature, { ending: "expired" });
      if (outcome && outcome.status !== "unknown") metrics.transaction(outcome.status);
    }),
  );
}
