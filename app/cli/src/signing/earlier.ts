// What earlier runs have left open is settled before a command sends anything.
import {
  ComputeBudgetProgram,
  PublicKey,
  type TransactionInstruction,
  TransactionMessage,
  type VersionedMessage,
  VersionedTransaction,
} from "@solana/web3.js";
import { type Deployment, decodeInstruction, type Handle, settle, TruestakeError } from "@truestake/sdk";
import type { Context } from "../context/context";
import { digest, type Fate, Journal, type Left } from "./journal";
import { isAdvance } from "./nonce";

/** A transaction of an earlier run that landed, and did more than cranks. */
export interface Landed {
  signature: string;
  slot: bigint;
  instructions: TransactionInstruction[];
}

/** The same words are the same deed: the time is no part of it. */
export const keyOf = ({ called }: Context, { pool }: Deployment): string => digest(pool.toBase58(), called);

const settled = new WeakMap<Context, Promise<Left[]>>();

/** What earlier runs of this wallet have left, with every outcome known. Throws while one cannot be told. */
export function settledRuns(context: Context): Promise<Left[]> {
  const found = settled.get(context) ?? settleAll(context);
  settled.set(context, found);
  return found;
}

async function settleAll(context: Context): Promise<Left[]> {
  const journal = new Journal(context.io, (await context.signer()).address, await context.genesis());
  const kept: Left[] = [];
  for (const left of journal.left()) {
    const open = left.handles.filter(({ signature = "" }) => !left.fates[signature]);
    if (open.length > 0) context.note(`Settling what an earlier \`${left.what}\` has left open …`);
    for (const handle of open) {
      const { signature = "" } = handle;
      const fate = await fateOf(context, handle, left);
      context.note(`${signature} has ${fate.status}`);
      journal.settled(left, signature, fate);
    }
    // What plans from the chain's state needs no more than that; and cranks are no deed.
    if (left.kind === "steps" || landedOf(left).length === 0) journal.forget(left.id);
    else kept.push(left);
  }
  return kept;
}

async function fateOf(context: Context, handle: Handle, { what }: Left): Promise<Fate> {
  const outcome = await settle(context.nodes, handle, context.sending);
  if (outcome.status === "landed") return { status: "landed", slot: String(outcome.sent.slot) };
  if (outcome.status !== "unknown") return { status: outcome.status };
  const { signature } = handle;
  throw new TruestakeError(
    "OutcomeUnknown",
    `whether ${signature} of an earlier \`${what}\` lands cannot be told yet`,
    { args: { signature, handle } },
  );
}

/** What of a run has landed, cranks aside. */
export function landedOf({ handles, fates }: Left): Landed[] {
  return handles.flatMap((handle): Landed[] => {
    const fate = fates[handle.signature ?? ""];
    if (fate?.status !== "landed") return [];
    const instructions = deedOf(handle);
    return instructions.length > 0
      ? [{ signature: handle.signature ?? "", slot: BigInt(fate.slot), instructions }]
      : [];
  });
}

/** What earlier runs of the very same command have left. */
export const earlierRuns = async (context: Context, place: Deployment): Promise<Left[]> =>
  (await settledRuns(context)).filter(({ key }) => key === keyOf(context, place));

/** What earlier runs of the very same command have done of it. */
export async function doneBefore(context: Context, place: Deployment): Promise<Landed[]> {
  return (await earlierRuns(context, place)).flatMap(landedOf);
}

function deedOf({ transaction, programId }: Handle): TransactionInstruction[] {
  if (!transaction) return [];
  const { message } = VersionedTransaction.deserialize(Buffer.from(transaction, "base64"));
  return deedIn(message, new PublicKey(programId));
}

const CRANKS = ["updateValidators", "updatePool", "growHistory"];

/** What a transaction does beside cranks, fees and nonces. */
export function deedIn(message: VersionedMessage, program: PublicKey): TransactionInstruction[] {
  return TransactionMessage.decompile(message).instructions.filter((instruction) => {
    if (instruction.programId.equals(ComputeBudgetProgram.programId) || isAdvance(instruction)) return false;
    return !instruction.programId.equals(program) || !CRANKS.includes(decodeInstruction(instruction)?.name ?? "");
  });
}
