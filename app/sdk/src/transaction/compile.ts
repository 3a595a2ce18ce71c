import {
  type AddressLookupTableAccount,
  ComputeBudgetProgram,
  MessageV0,
  PACKET_DATA_SIZE,
  type PublicKey,
  Transaction,
  type TransactionInstruction,
  VersionedTransaction,
} from "@solana/web3.js";
import { isTruestakeError, TruestakeError } from "../errors";

/** Most units that one transaction may use. */
export const MAX_COMPUTE_UNITS = 1_400_000;

/** Most accounts that one transaction may lock. */
export const MAX_ACCOUNT_LOCKS = 64;

/**
 * Most instructions in one transaction, those that programs call included: the runtime's 64, less the two of the compute
 * budget.
 */
export const MAX_CALLS = 62;

/** Stands where a blockhash is not known yet, or does not matter. */
export const ANY_BLOCKHASH = "11111111111111111111111111111111";

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
  /** Any number: those that make the transaction smaller are used. */
  lookupTables?: AddressLookupTableAccount[] | undefined;
}

/** The instructions with the compute budget before them. */
export function withBudget(instructions: TransactionInstruction[], budget: ComputeBudget): TransactionInstruction[] {
  const { units, price } = budget;
  const first = [ComputeBudgetProgram.setComputeUnitLimit({ units })];
  if (price > 0n) first.push(ComputeBudgetProgram.setComputeUnitPrice({ microLamports: price }));
  return [...first, ...instructions];
}

/** What a table looks up, once known; tables only grow, and then are read anew. */
const contents = /* @__PURE__ */ new WeakMap<AddressLookupTableAccount, Set<string>>();

function contentsOf(table: AddressLookupTableAccount): Set<string> {
  const known = contents.get(table);
  if (known) return known;
  const found = new Set(table.state.addresses.map((address) => address.toBase58()));
  contents.set(table, found);
  return found;
}

/**
 * The tables that make a transaction smaller: the one that holds most of its accounts first. Naming a table costs more
 * than naming an account, so one that holds a single account is of no use.
 */
export function usefulTables(
  instructions: TransactionInstruction[],
  tables: AddressLookupTableAccount[],
): AddressLookupTableAccount[] {
  const keys = instructions.flatMap((instruction) => instruction.keys);
  const open = new Set(keys.map(({ pubkey }) => pubkey.toBase58()));
  // Signers and programs that are called cannot be looked up.
  for (const { pubkey, isSigner } of keys) if (isSigner) open.delete(pubkey.toBase58());
  for (const { programId } of instructions) open.delete(programId.toBase58());
  const useful: AddressLookupTableAccount[] = [];
  for (;;) {
    let best: { table: AddressLookupTableAccount; found: string[] } | undefined;
    for (const table of tables) {
      const held = contentsOf(table);
      const found = [...open].filter((key) => held.has(key));
      if (found.length > (best?.found.length ?? 1)) best = { table, found };
    }
    if (!best) return useful;
    useful.push(best.table);
    for (const key of best.found) open.delete(key);
  }
}

/** Compiles a v0 transaction. `TooLarge` when it does not fit into a packet. */
export function compile(options: CompileOptions): VersionedTransaction {
  const { payer, blockhash, budget } = options;
  const instructions = budget ? withBudget(options.instructions, budget) : options.instructions;
  const lookupTables = options.lookupTables && usefulTables(instructions, options.lookupTables);
  try {
    const message = MessageV0.compile({
      ...{ payerKey: payer, recentBlockhash: blockhash, instructions },
      addressLookupTableAccounts: lookupTables,
    });
    const transaction = new VersionedTransaction(message);
    const bytes = transaction.serialize().length;
    if (bytes <= PACKET_DATA_SIZE) return transaction;
    throw new TruestakeError("TooLarge", `the transaction has ${bytes} of ${PACKET_DATA_SIZE} bytes`, {
      args: { bytes, limit: PACKET_DATA_SIZE },
    });
  } catch (error) {
    // What is far too large does not even serialize.
    if (error instanceof RangeError || (error instanceof Error && /overrun|too large/i.test(error.message))) {
      throw new TruestakeError("TooLarge", "the instructions do not fit into one transaction", {
        args: { limit: PACKET_DATA_SIZE },
        cause: error,
      });
    }
    throw error;
  }
}

/** Compiles a transaction without a version, for wallets that know no other. `TooLarge` when it does not fit into a packet. */
export function compileLegacy(options: Omit<CompileOptions, "lookupTables">): Transaction {
  // The v0 form is two bytes longer, and says what is too large.
  const { message } = compile(options);
  const { payer, instructions, budget } = options;
  const transaction = new Transaction();
  transaction.feePayer = payer;
  transaction.recentBlockhash = message.recentBlockhash;
  return transaction.add(...(budget ? withBudget(instructions, budget) : instructions));
}

/** Accounts that a transaction locks: all that it names, looked up or not. */
export function accountLocks(payer: PublicKey, instructions: TransactionInstruction[]): number {
  const keys = instructions.flatMap(({ programId, keys }) => [programId, ...keys.map(({ pubkey }) => pubkey)]);
  return new Set([payer, ...keys].map((key) => key.toBase58())).size;
}

/** Bytes that a wallet may need for instructions of its own. */
export const GUARD_BYTES = 200;

/**
 * Whether the instructions fit into one transaction with a compute budget before them: by bytes, of which so many are to be
 * left, and account locks, not by compute.
 */
export function fits(
  payer: PublicKey,
  instructions: TransactionInstruction[],
  lookupTables?: AddressLookupTableAccount[],
  leaving = 0,
): boolean {
  const budget = { units: MAX_COMPUTE_UNITS, price: 1n };
  if (accountLocks(payer, withBudget(instructions, budget)) > MAX_ACCOUNT_LOCKS) return false;
  try {
    const transaction = compile({ payer, instructions, blockhash: ANY_BLOCKHASH, budget, lookupTables });
    return leaving === 0 || transaction.serialize().length <= PACKET_DATA_SIZE - leaving;
  } catch (error) {
    if (isTruestakeError(error)) return false;
    throw error;
  }
}
