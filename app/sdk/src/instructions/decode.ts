import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { INSTRUCTIONS } from "../idl/instructions";
import { Cursor, structOf } from "../layout/codec";
import { type InstructionName, instructionName } from "./build";

/** An instruction of the program, read back. */
export interface DecodedInstruction {
  name: InstructionName;
  /** Its accounts by the names that the IDL gives them, those without a name left out. */
  accounts: Record<string, PublicKey>;
  /** Its arguments by name; amounts are bigint. */
  args: Record<string, unknown>;
}

/**
 * Reads an instruction of the program back: for whoever is to sign what somebody else has written. Undefined for other data.
 *
 * @example
 * ```ts
 * const built = instructions.getPrice({ pool });
 * const { name, args } = decodeInstruction(built) ?? {};
 * ```
 */
export function decodeInstruction({ data, keys }: TransactionInstruction): DecodedInstruction | undefined {
  const name = instructionName(data);
  if (!name) return undefined;
  const [, accountFlags, fields] = INSTRUCTIONS[name];
  const names = accountFlags.split(" ").map((account) => account.split(":")[0] ?? "");
  const accounts: Record<string, PublicKey> = {};
  names.forEach((account, place) => {
    const key = keys[place];
    if (account && key) accounts[account] = key.pubkey;
  });
  try {
    return { name, accounts, args: structOf(fields).read(new Cursor(data, 8)) as Record<string, unknown> };
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
