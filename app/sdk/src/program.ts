// The only place that knows the program's instructions; accounts, their order and their flags come from the IDL.
import { type AccountMeta, PublicKey, TransactionInstruction } from "@solana/web3.js";
import type { Truestake } from "./idl/truestake";
import idl from "./idl/truestake.json";
import { camelCase, structCodec, type Values } from "./layout";

/** Address of the program. */
export const PROGRAM_ID = new PublicKey(idl.address);

/** The program's published IDL, for tools that want it. */
export const IDL: unknown = idl;

type Instruction = Truestake["instructions"][number];

/** Name of an instruction, in camelCase. */
export type InstructionName = Instruction["name"];

type Account = { name: string };
type AccountsOf<N extends InstructionName> = Extract<Instruction, { name: N }>["accounts"][number];
type ArgumentsOf<N extends InstructionName> = Extract<Instruction, { name: N }>["args"] extends infer A extends {
  name: string;
  type: unknown;
}[]
  ? A[number]
  : never;
type Required<A extends Account> = A extends { address: string } | { optional: true } ? never : A["name"];
type Optional<A extends Account> = A extends { optional: true } ? A["name"] : never;

/** The accounts an instruction wants from its caller: those with a fixed address are known. */
export type InstructionAccounts<N extends InstructionName> = { [K in Required<AccountsOf<N>>]: PublicKey } & {
  [K in Optional<AccountsOf<N>>]?: PublicKey | undefined;
};

/** The arguments of an instruction. */
export type InstructionArguments<N extends InstructionName> = Values<ArgumentsOf<N>>;

interface AccountDefinition {
  name: string;
  writable?: boolean;
  signer?: boolean;
  optional?: boolean;
  address?: string;
}

const definitions = new Map(
  idl.instructions.map((instruction) => [
    camelCase(instruction.name),
    {
      discriminator: Buffer.from(instruction.discriminator),
      accounts: (instruction.accounts as AccountDefinition[]).map((account) => ({
        ...account,
        name: camelCase(account.name),
        address: account.address === undefined ? undefined : new PublicKey(account.address),
      })),
      args: structCodec(instruction.args),
    },
  ]),
);

/** Builds an instruction of the program. The builders in `instructions/` are what callers want. */
export function buildInstruction<N extends InstructionName>(
  name: N,
  accounts: InstructionAccounts<N>,
  args: InstructionArguments<N>,
  { remaining = [], programId = PROGRAM_ID }: { remaining?: AccountMeta[]; programId?: PublicKey | undefined } = {},
): TransactionInstruction {
  const definition = definitions.get(name);
  if (!definition) throw new Error(`the program has no instruction ${name}`);
  const given = accounts as Record<string, PublicKey | undefined>;
  const keys = definition.accounts.map((account): AccountMeta => {
    const pubkey = account.address ?? given[account.name];
    if (pubkey) return { pubkey, isSigner: account.signer ?? false, isWritable: account.writable ?? false };
    if (!account.optional) throw new Error(`${name} needs the account ${account.name}`);
    // Anchor reads the program's own address as "none".
    return { pubkey: programId, isSigner: false, isWritable: false };
  });
  const data: Buffer[] = [definition.discriminator];
  definition.args.write(args, data);
  return new TransactionInstruction({ programId, keys: [...keys, ...remaining], data: Buffer.concat(data) });
}

/** Which instruction of the program some instruction data belongs to. */
export function instructionName(data: Uint8Array): InstructionName | undefined {
  for (const [name, { discriminator }] of definitions) {
    if (discriminator.equals(data.subarray(0, 8))) return name as InstructionName;
  }
  return undefined;
}
