import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { INSTRUCTIONS } from "../idl/instructions";
import { Cursor, type Descriptions, structOf, unlessShort } from "../layout/codec";
import { type Description, type InstructionName, nameIn } from "./build";

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
export function decodeInstruction(instruction: TransactionInstruction): DecodedInstruction | undefined {
  return readBack(INSTRUCTIONS, instruction);
}

/** The same of any program's instructions, by what its IDL says of them and of their types. */
export function readBack<N extends string>(
  descriptions: Readonly<Record<N, Description>>,
  { data, keys }: TransactionInstruction,
  types?: Descriptions,
): { name: N; accounts: Record<string, PublicKey>; args: Record<string, unknown> } | undefined {
  const name = nameIn(descriptions, data);
  if (!name) return undefined;
  const [, accountFlags, fields] = descriptions[name];
  const accounts: Record<string, PublicKey> = {};
  accountFlags.split(" ").forEach((account, place) => {
    const [called = ""] = account.split(":");
    const key = keys[place];
    if (called && key) accounts[called] = key.pubkey;
  });
  const args = unlessShort(() => structOf(fields, types).read(new Cursor(data, 8)) as Record<string, unknown>);
  return args && { name, accounts, args };
}
