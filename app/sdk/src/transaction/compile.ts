import {
  type AddressLookupTableAccount,
  ComputeBudgetProgram,
  PACKET_DATA_SIZE,
  type PublicKey,
  type TransactionInstruction,
  TransactionMessage,
  VersionedTransaction,
} from "@solana/web3.js";
import { TruestakeError } from "../errors";

/** Most units that one transaction may use. */
export const MAX_COMPUTE_UNITS = 1_400_000;

/** Most accounts that one transaction may lock. */
export const MAX_ACCOUNT_LOCKS = 64;

const ANY_BLOCKHASH = "11111111111111111111111111111111";

export interface ComputeBudget {
  /** Compute unit limit. */
  units: number;
  /** Micro-lamports per compute unit; 0 for none. */
  price: bigint;
}

export interface CompileOptions {
  payer: PublicKey;
  instructions: TransactionInstruction[];
  blockhash: string;
  /** Set before the instructions, if given. */
  budget?: ComputeBudget | undefined;
  lookupTables?: AddressLookupTableAccount[] | undefined;
}

/** The instructions with the compute budget before them. */
export function withBudget(instructions: TransactionInstruction[], budget: ComputeBudget): TransactionInstruction[] {
  const { units, price } = budget;
  const first = [ComputeBudgetProgram.setComputeUnitLimit({ units })];
  if (price > 0n) first.push(ComputeBudgetProgram.setComputeUnitPrice({ microLamports: price }));
  return [...first, ...instructions];
}

/** Compiles a v0 transaction. `TransactionTooLarge` when it does not fit into a packet. */
export function compile(options: CompileOptions): VersionedTransaction {
  const { payer, blockhash, budget, lookupTables } = options;
  const instructions = budget ? withBudget(options.instructions, budget) : options.instructions;
  const message = new TransactionMessage({ payerKey: payer, recentBlockhash: blockhash, instructions });
  try {
    const transaction = new VersionedTransaction(message.compileToV0Message(lookupTables));
    const bytes = transaction.serialize().length;
    if (bytes <= PACKET_DATA_SIZE) return transaction;
    throw new TruestakeError("TransactionTooLarge", `the transaction has ${bytes} of ${PACKET_DATA_SIZE} bytes`);
  } catch (error) {
    // What is far too large does not even serialize.
    if (error instanceof RangeError || (error instanceof Error && /overrun|too large/i.test(error.message))) {
      throw new TruestakeError("TransactionTooLarge", "the instructions do not fit into one transaction", {
        cause: error,
      });
    }
    throw error;
  }
}

/**
 * Whether the instructions fit into one transaction with a compute budget before them: by bytes and account locks, not
 * by compute.
 */
export function fits(
  payer: PublicKey,
  instructions: TransactionInstruction[],
  lookupTables?: AddressLookupTableAccount[],
): boolean {
  const budget = { units: MAX_COMPUTE_UNITS, price: 1n };
  const keys = withBudget(instructions, budget).flatMap(({ programId, keys }) => [
    programId,
    ...keys.map((key) => key.pubkey),
  ]);
  if (new Set([payer, ...keys].map((key) => key.toBase58())).size > MAX_ACCOUNT_LOCKS) return false;
  try {
    compile({ payer, instructions, blockhash: ANY_BLOCKHASH, budget, lookupTables });
    return true;
  } catch (error) {
    if (error instanceof TruestakeError) return false;
    throw error;
  }
}
