import type { AddressLookupTableAccount, PublicKey, TransactionInstruction } from "@solana/web3.js";
import { fits, MAX_COMPUTE_UNITS } from "./compile";

/** Packs instructions, in their order, into as few transactions as they fit; `units` is what one may take. */
export function pack(
  payer: PublicKey,
  instructions: TransactionInstruction[],
  units: number,
  lookupTables?: AddressLookupTableAccount[],
): TransactionInstruction[][] {
  const packed: TransactionInstruction[][] = [];
  for (const instruction of instructions) {
    const last = packed.at(-1);
    const room =
      last && (last.length + 1) * units <= MAX_COMPUTE_UNITS && fits(payer, [...last, instruction], lookupTables);
    if (room) last.push(instruction);
    else packed.push([instruction]);
  }
  return packed;
}
