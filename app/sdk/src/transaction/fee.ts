import { ComputeBudgetProgram, type VersionedMessage, VersionedTransaction } from "@solana/web3.js";
import { TruestakeError } from "../errors";
import { invalid } from "../errors/arguments";
import { readU32, readU64 } from "../layout/bytes";
import { MAX_COMPUTE_UNITS } from "./compile";
import { bytesOf, type Handle } from "./handle";

/** What a transaction costs whoever pays for it, whether it succeeds or fails; nothing if it never lands. All in lamports. */
export interface TransactionFee {
  /** For its signatures. */
  base: bigint;
  /** For being taken sooner: price times the units that it asks for, used or not; ceiled. */
  priority: bigint;
  /** Micro-lamports per compute unit. */
  price: bigint;
  /** Compute units that it asks for. */
  units: number;
}

/** What a transaction pays for each signature, in lamports. */
export const SIGNATURE_LAMPORTS = 5_000n;
const MICRO = 1_000_000n;
/** Instructions of the compute budget's program. */
const [SET_LIMIT, SET_PRICE] = [2, 3];

/** Lamports of the priority fee, ceiled. */
export function priorityLamports(price: bigint, units: number): bigint {
  return (price * BigInt(units) + MICRO - 1n) / MICRO;
}

/** The highest price at which the priority fee of a transaction is no more than so many lamports. */
export function priceWithin(lamports: bigint, units: number): bigint {
  return units === 0 ? 0n : (lamports * MICRO) / BigInt(units);
}

/**
 * What a signed transaction costs when it lands, by its bytes alone: as `onSigned` gets it, before anything is sent.
 * `InvalidArgument` for a handle without bytes, and for a transaction without a compute limit, such as of somebody else.
 *
 * @example
 * ```ts
 * import { feeOf } from "@truestake/sdk";
 *
 * await client.with({ onSigned: (handle) => console.log(feeOf(handle).priority) }).depositSol({ lamports });
 * ```
 */
export function feeOf(of: Handle | { message: VersionedMessage }): TransactionFee {
  const { base, price, units } = termsOf("payer" in of ? messageOf(of) : of.message);
  if (units === undefined) throw invalid("transaction", undefined, "one that sets its compute limit");
  return { base, priority: priorityLamports(price, units), price, units };
}

/** What a message says about its fee: no units where it sets no limit. */
function termsOf(message: VersionedMessage): Pick<TransactionFee, "base" | "price"> & { units: number | undefined } {
  let [price, units]: [bigint, number | undefined] = [0n, undefined];
  for (const { programIdIndex, data } of message.compiledInstructions) {
    if (!message.staticAccountKeys[programIdIndex]?.equals(ComputeBudgetProgram.programId)) continue;
    if (data[0] === SET_LIMIT && data.length >= 5) units = readU32(data, 1);
    if (data[0] === SET_PRICE && data.length >= 9) price = readU64(data, 1);
  }
  return { base: SIGNATURE_LAMPORTS * BigInt(message.header.numRequiredSignatures), price, units };
}

/**
 * Refuses what a wallet has signed for a higher priority fee than was allowed, whoever has set its price; what sets no compute limit
 * may be charged for all that there are.
 */
export function checkPriority({ message }: VersionedTransaction, mostLamports: bigint | undefined): void {
  if (mostLamports === undefined) return;
  const { price, units = MAX_COMPUTE_UNITS } = termsOf(message);
  const lamports = priorityLamports(price, units);
  if (lamports <= mostLamports) return;
  const text = `the wallet has set a priority fee of ${lamports} lamports, and ${mostLamports} are allowed`;
  throw new TruestakeError("WalletRejected", text, { args: { priorityLamports: lamports, mostLamports } });
}

function messageOf(handle: Handle): VersionedMessage {
  const bytes = bytesOf(handle);
  if (!bytes) throw invalid("handle.transaction", undefined, "signed bytes");
  return VersionedTransaction.deserialize(bytes).message;
}
