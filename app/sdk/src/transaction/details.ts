import { type PublicKey, VersionedTransaction, type VersionedTransactionResponse } from "@solana/web3.js";
import { TruestakeError, transactionError } from "../errors";
import { decodeEvents, type TruestakeEvent } from "../history/events";
import type { Nodes } from "../nodes";
import { pause } from "../nodes/race";
import { bytesOf, type Handle } from "./handle";

/** A transaction that landed and succeeded. */
export interface Sent {
  signature: string;
  slot: bigint;
  /**
   * Whether a node that was asked keeps what the transaction did. Without that `events` and `logs` are empty and `unitsConsumed` is
   * undefined: they say nothing.
   */
  hasDetails: boolean;
  /** The program's events, in order. */
  events: TruestakeEvent[];
  unitsConsumed: number | undefined;
  /** Lamports of the fee that was charged; undefined without details. */
  fee: bigint | undefined;
  /** How much more lamports the payer has than before, its fee included: mostly below 0; undefined without details. */
  payerChange: bigint | undefined;
  logs: readonly string[];
}

/** Looks for the details of a transaction that is known to have landed: nodes write them down a little later. */
const LOOKS = 8;

/** What the nodes keep of a transaction; undefined when none of them does. */
async function detailsOf(
  nodes: Nodes,
  signature: string,
  { pollEvery, commitment, signal }: { pollEvery: number; commitment: "confirmed" | "finalized"; signal?: AbortSignal },
): Promise<VersionedTransactionResponse | undefined> {
  const config = { commitment, maxSupportedTransactionVersion: 1 };
  for (let look = 1; ; look++) {
    const answers = await nodes.each("getTransaction", (node) => node.getTransaction(signature, config));
    const found = answers.find((answer) => answer?.meta?.logMessages);
    if (found) return found;
    // Nobody who answers: that is an error, not a delay.
    if (look >= LOOKS || answers.length === 0 || signal?.aborted) return undefined;
    await pause(pollEvery);
  }
}

/** Where and how a transaction landed. */
export interface Landing {
  slot: number;
  /** What it failed with; null when it did not. */
  err: unknown;
}

/** How details are looked for. */
export interface DetailOptions {
  pollEvery: number;
  commitment: "confirmed" | "finalized";
  signal?: AbortSignal;
  programId: PublicKey;
}

/** What came of a transaction that landed: its result, or the error that it failed with. */
export async function landed(
  nodes: Nodes,
  handle: Handle & { signature: string },
  { slot, err }: Landing,
  options: DetailOptions,
): Promise<Sent | TruestakeError> {
  const { signature } = handle;
  const { programId } = options;
  nodes.note(slot);
  const details = await detailsOf(nodes, signature, options);
  const logs = details?.meta?.logMessages ?? [];
  if (err === null || err === undefined) {
    return {
      signature,
      // Of the same block as the logs.
      slot: BigInt(details?.slot ?? slot),
      hasDetails: details !== undefined,
      events: decodeEvents(logs, programId),
      unitsConsumed: details?.meta?.computeUnitsConsumed,
      ...paidBy(details),
      logs,
    };
  }
  const [place] = (err as { InstructionError?: [number, unknown] }).InstructionError ?? [];
  const error = transactionError(err, logs, { landed: true, signature, programId, program: programAt(handle, place) });
  if (place === undefined || !handle.guards?.includes(Number(place))) return error;
  return new TruestakeError("WalletGuardFailed", `an instruction that the wallet added has failed: ${error.message}`, {
    ...{ args: { signature, instruction: Number(place) }, logs, cause: error },
  });
}

/** What the transaction has cost its payer, the first of its accounts. */
function paidBy(details: VersionedTransactionResponse | undefined): Pick<Sent, "fee" | "payerChange"> {
  const { meta } = details ?? {};
  const [before, after] = [meta?.preBalances[0], meta?.postBalances[0]];
  const isKnown = before !== undefined && after !== undefined;
  return {
    fee: meta ? BigInt(meta.fee) : undefined,
    payerChange: isKnown ? BigInt(after) - BigInt(before) : undefined,
  };
}

/** The program of the instruction that failed: without logs nothing else says whose error it is. */
function programAt(handle: Handle, place: number | undefined): PublicKey | undefined {
  const bytes = bytesOf(handle);
  if (!bytes || place === undefined) return undefined;
  const { message } = VersionedTransaction.deserialize(bytes);
  const at = message.compiledInstructions[Number(place)]?.programIdIndex;
  return at === undefined ? undefined : message.staticAccountKeys[at];
}
