import type { AddressLookupTableAccount, PublicKey, TransactionInstruction } from "@solana/web3.js";
import { fits, MAX_CALLS, MAX_COMPUTE_UNITS } from "./compile";

export interface PackOptions {
  /** What one instruction may take. */
  units: number;
  /** Instructions that one is, those that it calls included; 1 if not given. */
  calls?: number | undefined;
  lookupTables?: AddressLookupTableAccount[] | undefined;
  /** Bytes to be left in each transaction, such as for what a wallet adds; none if not given. */
  leaving?: number | undefined;
}

/** Packs instructions, in their order, into as few transactions as they fit. */
export function pack(
  payer: PublicKey,
  instructions: TransactionInstruction[],
  options: PackOptions | number,
): TransactionInstruction[][] {
  const { units, calls = 1, lookupTables, leaving } = typeof options === "number" ? { units: options } : options;
  const most = Math.max(1, Math.min(Math.floor(MAX_COMPUTE_UNITS / units), Math.floor(MAX_CALLS / calls)));
  const packed: TransactionInstruction[][] = [];
  for (const instruction of instructions) {
    const last = packed.at(-1);
    const room = last && last.length < most && fits(payer, [...last, instruction], lookupTables, leaving);
    if (room) last.push(instruction);
    else packed.push([instruction]);
  }
  return packed;
}
