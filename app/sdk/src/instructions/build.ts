// The only place that knows the program's instructions; accounts, their order and their flags come from the IDL.
import { type AccountMeta, PublicKey, TransactionInstruction } from "@solana/web3.js";
import { invalid } from "../errors/arguments";
import { INSTRUCTIONS, type Instructions } from "../idl/instructions";
import { fromHex, hasBytes } from "../layout/bytes";
import { structOf } from "../layout/codec";

/** Name of an instruction, in camelCase. */
export type InstructionName = keyof Instructions;

/** The accounts an instruction wants from its caller: those with a fixed address are known. */
export type InstructionAccounts<N extends InstructionName> = Instructions[N]["accounts"];

/** The arguments of an instruction. */
export type InstructionArguments<N extends InstructionName> = Instructions[N]["args"];

/** What comes with an instruction beside its accounts and arguments. */
export interface BuildOptions {
  programId: PublicKey;
  /** Accounts behind those that have a name. */
  remaining?: AccountMeta[] | undefined;
}

/**
 * Builds an instruction of the program. The builders in `instructions/` are what callers want. `InstructionArgument`s that do not
 * fit their types are refused by name.
 */
export function buildInstruction<N extends InstructionName>(
  name: N,
  accounts: InstructionAccounts<N>,
  args: InstructionArguments<N>,
  options: BuildOptions,
): TransactionInstruction {
  return assemble(INSTRUCTIONS[name], accounts, (out) => structOf(INSTRUCTIONS[name][2]).write(args, out, ""), options);
}

/** An instruction as idl/ describes it: its discriminator, its accounts with their flags, its arguments. */
export type Description = readonly [discriminator: string, accounts: string, args: string];

/** Builds an instruction of any program by its description in idl/; `writeArguments` appends them. */
export function assemble(
  [discriminator, accountFlags]: Description,
  accounts: object,
  writeArguments: (out: number[]) => void,
  { programId, remaining = [] }: BuildOptions,
): TransactionInstruction {
  const given = accounts as Record<string, PublicKey | undefined>;
  const keys = accountFlags.split(" ").map((account): AccountMeta => {
    const [key = "", text = ""] = account.split(":");
    const [flags = "", address] = text.split("=");
    const pubkey = address ? new PublicKey(address) : given[key];
    // Anchor reads the program's own address as "none".
    if (!pubkey && flags.includes("?")) return { pubkey: programId, isSigner: false, isWritable: false };
    if (pubkey?.toBytes?.()?.length !== 32) throw invalid(key, pubkey, "a PublicKey");
    return { pubkey, isSigner: flags.includes("s"), isWritable: flags.includes("w") };
  });
  const bytes = Array.from(fromHex(discriminator));
  writeArguments(bytes);
  return instruction(programId, [...keys, ...remaining], Uint8Array.from(bytes));
}

/** An instruction of any program. */
export function instruction(programId: PublicKey, keys: AccountMeta[], data: Uint8Array): TransactionInstruction {
  // web3.js says Buffer and takes any Uint8Array: browsers and React Native have no Buffer.
  return new TransactionInstruction({ programId, keys, data: data as Buffer });
}

/**
 * Which instruction of the program some instruction data belongs to.
 *
 * @example
 * ```ts
 * console.log(instructionName(data));
 * ```
 */
export function instructionName(data: Uint8Array): InstructionName | undefined {
  return nameIn(INSTRUCTIONS, data);
}

/** Which of some instructions their data belongs to. */
export function nameIn<N extends string>(
  descriptions: Readonly<Record<N, Description>>,
  data: Uint8Array,
): N | undefined {
  return (Object.keys(descriptions) as N[]).find((name) => hasBytes(data, fromHex(descriptions[name][0])));
}
