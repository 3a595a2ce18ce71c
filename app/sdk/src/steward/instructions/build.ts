// The only place that knows the steward's instructions; accounts, their order and their flags come from its IDL.
import type { AccountMeta, PublicKey, TransactionInstruction } from "@solana/web3.js";
import { assemble } from "../../instructions/build";
import { readBack } from "../../instructions/decode";
import type { StewardKeys } from "../addresses";
import { INSTRUCTIONS, type Instructions } from "../idl/instructions";
import { TYPES } from "../idl/types";
import { writeFields } from "../layout";

/** Name of an instruction of the steward, in camelCase. */
export type StewardInstructionName = keyof Instructions;

type Accounts<N extends StewardInstructionName> = Instructions[N]["accounts"];
/** The accounts that a steward's keys give by themselves. */
type Known = keyof ReturnType<typeof knownOf>;

function knownOf({ pool, steward, authority, members, vault }: StewardKeys) {
  const { validators, history, reserve, mint } = pool;
  return { steward, authority, members, vault, pool: pool.pool, validators, history, reserve, mint };
}

/** Builds an instruction of the steward: the keys give the accounts that every pool has once, `accounts` are the others. */
export function buildSteward<N extends StewardInstructionName>(
  name: N,
  keys: StewardKeys,
  accounts: Omit<Accounts<N>, Known>,
  args: Instructions[N]["args"],
  remaining: PublicKey[] = [],
): TransactionInstruction {
  const description = INSTRUCTIONS[name];
  const metas = remaining.map((pubkey): AccountMeta => ({ pubkey, isSigner: false, isWritable: false }));
  const write = (out: number[]) => writeFields(description[2], args, out);
  const all = { ...knownOf(keys), ...accounts };
  return assemble(description, all, write, { programId: keys.programId, remaining: metas });
}

/** An instruction of the steward, read back. */
export interface DecodedStewardInstruction {
  name: StewardInstructionName;
  /** Its accounts by the names that the IDL gives them, those without a name left out. */
  accounts: Record<string, PublicKey>;
  /** Its arguments by name; amounts are bigint. */
  args: Record<string, unknown>;
}

/**
 * Reads an instruction of the steward back: for whoever is to sign what somebody else has written. Undefined for other data.
 *
 * @example
 * ```ts
 * const { name, args } = decodeStewardInstruction(instruction) ?? {};
 * ```
 */
export function decodeStewardInstruction(instruction: TransactionInstruction): DecodedStewardInstruction | undefined {
  return readBack(INSTRUCTIONS, instruction, TYPES);
}
