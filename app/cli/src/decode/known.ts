// Instructions of the programs that every chain has: what their accounts are, and which of them hand something over.
import {
  AddressLookupTableProgram,
  ComputeBudgetProgram,
  PublicKey,
  STAKE_CONFIG_ID,
  StakeProgram,
  SystemProgram,
  type TransactionInstruction,
} from "@solana/web3.js";
import { ASSOCIATED_TOKEN_PROGRAM_ID, TOKEN_METADATA_PROGRAM_ID, TOKEN_PROGRAM_ID } from "@truestake/sdk";
import { TOKEN_2022_PROGRAM_ID } from "@truestake/sdk/statement";

/** An instruction, as far as it is known. */
export interface Named {
  program: string;
  /** What the program is called; null for one that is not known. */
  programName: string | null;
  /** Null where the program is known and the instruction is not. */
  name: string | null;
  args: Record<string, string>;
  accounts: Record<string, string>;
  /** What it hands over, and to whom. */
  warning: string | null;
}

interface Known {
  name: string;
  /** Names of its first accounts. */
  accounts: readonly string[];
  args?(data: Buffer): Record<string, string>;
  warns?(of: { args: Record<string, string>; accounts: Record<string, string> }): string;
}

interface Program {
  name: string;
  /** Which instruction the data holds. */
  code(data: Buffer): number;
  instructions: Readonly<Record<number, Known>>;
  /** Whether an instruction that is not listed changes nothing that is anybody's. */
  isHarmless?: boolean;
}

const u8 = (data: Buffer): number => data.readUInt8(0);
const u32 = (data: Buffer): number => data.readUInt32LE(0);
/** The address at a place of some bytes. */
export const keyAt = (data: Uint8Array, at: number): string => new PublicKey(data.subarray(at, at + 32)).toBase58();
const amountAt = (data: Buffer, at: number): string => data.readBigUInt64LE(at).toString();
const AUTHORITY_OF_TOKENS = ["the right to mint", "the right to freeze", "the ownership", "the right to close"];
const AUTHORITY_OF_STAKE = ["staker", "withdrawer"];

const amount = (data: Buffer) => ({ amount: amountAt(data, 1) });
const lamports = (data: Buffer) => ({ lamports: amountAt(data, 4) });
const delegates = {
  args: amount,
  warns: ({ args, accounts }: Parameters<NonNullable<Known["warns"]>>[0]) =>
    `lets ${accounts.delegate} take up to ${args.amount} base units from ${accounts.source}`,
};

const TOKEN: Program["instructions"] = {
  1: { name: "initializeAccount", accounts: ["account", "mint", "owner"] },
  3: { name: "transfer", accounts: ["source", "destination", "owner"], args: amount },
  4: { name: "approve", accounts: ["source", "delegate", "owner"], ...delegates },
  5: { name: "revoke", accounts: ["source", "owner"] },
  6: {
    name: "setAuthority",
    accounts: ["account", "authority"],
    args: (data) => ({
      right: AUTHORITY_OF_TOKENS[data.readUInt8(1)] ?? `authority ${data.readUInt8(1)}`,
      to: data.readUInt8(2) === 0 ? "nobody" : keyAt(data, 3),
    }),
    warns: ({ args, accounts }) => `gives ${args.right} of ${accounts.account} to ${args.to}`,
  },
  7: { name: "mintTo", accounts: ["mint", "destination", "authority"], args: amount },
  8: { name: "burn", accounts: ["source", "mint", "owner"], args: amount },
  9: {
    name: "closeAccount",
    accounts: ["account", "destination", "owner"],
    warns: ({ accounts }) => `closes ${accounts.account}; its lamports go to ${accounts.destination}`,
  },
  12: { name: "transferChecked", accounts: ["source", "mint", "destination", "owner"], args: amount },
  13: { name: "approveChecked", accounts: ["source", "mint", "delegate", "owner"], ...delegates },
  15: { name: "burnChecked", accounts: ["source", "mint", "owner"], args: amount },
  17: { name: "syncNative", accounts: ["account"] },
  18: { name: "initializeAccount3", accounts: ["account", "mint"] },
};

const SYSTEM: Program["instructions"] = {
  0: { name: "createAccount", accounts: ["payer", "account"], args: lamports },
  1: {
    name: "assign",
    accounts: ["account"],
    args: (data) => ({ program: keyAt(data, 4) }),
    warns: ({ args, accounts }) => `gives all of ${accounts.account} to the program ${args.program}`,
  },
  2: { name: "transfer", accounts: ["from", "to"], args: lamports },
  3: { name: "createAccountWithSeed", accounts: ["payer", "account"] },
  4: { name: "advanceNonce", accounts: ["nonce", "blockhashes", "authority"] },
  5: { name: "withdrawNonce", accounts: ["nonce", "to"], args: lamports },
  6: { name: "initializeNonce", accounts: ["nonce"] },
  7: {
    name: "authorizeNonce",
    accounts: ["nonce", "authority"],
    args: (data) => ({ to: keyAt(data, 4) }),
    warns: ({ args, accounts }) => `gives the nonce account ${accounts.nonce} to ${args.to}`,
  },
  8: { name: "allocate", accounts: ["account"] },
  10: {
    name: "assignWithSeed",
    accounts: ["account", "base"],
    warns: ({ accounts }) => `gives all of ${accounts.account} to another program`,
  },
  11: { name: "transferWithSeed", accounts: ["from", "base", "to"], args: lamports },
};

const toNewAuthority = ({ accounts }: { accounts: Record<string, string> }) =>
  `gives a right over the stake account ${accounts.stake} to ${accounts.newAuthority}`;
const STAKE: Program["instructions"] = {
  1: {
    name: "authorize",
    accounts: ["stake", "clock", "authority"],
    args: (data) => ({ to: keyAt(data, 4), right: AUTHORITY_OF_STAKE[data.readUInt32LE(36)] ?? "authority" }),
    warns: ({ args, accounts }) => `makes ${args.to} the ${args.right} of the stake account ${accounts.stake}`,
  },
  2: { name: "delegate", accounts: ["stake", "vote"] },
  3: { name: "split", accounts: ["stake", "new", "authority"], args: lamports },
  4: { name: "withdraw", accounts: ["stake", "to", "clock", "stakeHistory", "authority"], args: lamports },
  5: { name: "deactivate", accounts: ["stake", "clock", "authority"] },
  6: {
    name: "setLockup",
    accounts: ["stake", "authority"],
    warns: ({ accounts }) => `changes until when, and by whom, the stake account ${accounts.stake} is locked`,
  },
  7: { name: "merge", accounts: ["into", "from", "clock", "stakeHistory", "authority"] },
  8: {
    name: "authorizeWithSeed",
    accounts: ["stake", "base"],
    args: (data) => ({ to: keyAt(data, 4) }),
    warns: ({ args, accounts }) => `gives a right over the stake account ${accounts.stake} to ${args.to}`,
  },
  10: { name: "authorizeChecked", accounts: ["stake", "clock", "authority", "newAuthority"], warns: toNewAuthority },
  11: { name: "authorizeCheckedWithSeed", accounts: ["stake", "base", "clock", "newAuthority"], warns: toNewAuthority },
  12: {
    name: "setLockupChecked",
    accounts: ["stake", "authority"],
    warns: ({ accounts }) => `changes until when, and by whom, the stake account ${accounts.stake} is locked`,
  },
  16: { name: "moveStake", accounts: ["from", "to", "authority"], args: lamports },
  17: { name: "moveLamports", accounts: ["from", "to", "authority"], args: lamports },
};

const LOADER: Program["instructions"] = {
  3: {
    name: "upgrade",
    accounts: ["programData", "program", "buffer", "spill"],
    warns: ({ accounts }) => `replaces the program ${accounts.program} by what is in ${accounts.buffer}`,
  },
  4: {
    name: "setAuthority",
    accounts: ["account", "authority", "newAuthority"],
    warns: ({ accounts }) =>
      `gives the right to change ${accounts.account} to ${accounts.newAuthority ?? "nobody, for ever"}`,
  },
  5: {
    name: "close",
    accounts: ["account", "to", "authority"],
    warns: ({ accounts }) => `closes ${accounts.account} for ever; its lamports go to ${accounts.to}`,
  },
  7: {
    name: "setAuthorityChecked",
    accounts: ["account", "authority", "newAuthority"],
    warns: ({ accounts }) => `gives the right to change ${accounts.account} to ${accounts.newAuthority}`,
  },
};

const COMPUTE: Program["instructions"] = {
  1: { name: "requestHeapFrame", accounts: [] },
  2: { name: "setComputeUnitLimit", accounts: [], args: (data) => ({ units: String(data.readUInt32LE(1)) }) },
  3: { name: "setComputeUnitPrice", accounts: [], args: (data) => ({ microLamports: amountAt(data, 1) }) },
  4: { name: "setLoadedAccountsDataSizeLimit", accounts: [] },
};

const PROGRAMS: Readonly<Record<string, Program>> = {
  [SystemProgram.programId.toBase58()]: { name: "system program", code: u32, instructions: SYSTEM },
  [TOKEN_PROGRAM_ID.toBase58()]: { name: "token program", code: u8, instructions: TOKEN },
  [TOKEN_2022_PROGRAM_ID.toBase58()]: { name: "token program 2022", code: u8, instructions: TOKEN },
  [StakeProgram.programId.toBase58()]: { name: "stake program", code: u32, instructions: STAKE },
  [ComputeBudgetProgram.programId.toBase58()]: {
    ...{ name: "compute budget", code: u8, instructions: COMPUTE, isHarmless: true },
  },
  BPFLoaderUpgradeab1e11111111111111111111111: { name: "program loader", code: u32, instructions: LOADER },
  [ASSOCIATED_TOKEN_PROGRAM_ID.toBase58()]: {
    name: "associated token program",
    code: (data) => (data.length === 0 ? 0 : u8(data)),
    instructions: {
      0: { name: "create", accounts: ["payer", "account", "owner", "mint"] },
      1: { name: "createIdempotent", accounts: ["payer", "account", "owner", "mint"] },
    },
  },
  MemoSq4gqABAXKb96qnH8TysNcWxMyWCqXgDLGmfcHr: {
    ...{ name: "memo", code: () => 0, isHarmless: true },
    instructions: { 0: { name: "memo", accounts: [], args: (data) => ({ text: data.toString("utf8") }) } },
  },
  [AddressLookupTableProgram.programId.toBase58()]: { name: "address lookup tables", code: u32, instructions: {} },
  [TOKEN_METADATA_PROGRAM_ID.toBase58()]: { name: "token metadata", code: u8, instructions: {} },
};

/** Addresses that are the same for everybody: programs that are named here, and sysvars. */
export const isCommon = (key: string): boolean =>
  key in PROGRAMS || key.startsWith("Sysvar") || key === STAKE_CONFIG_ID.toBase58();

const codeOf = (program: Program, data: Buffer): number | undefined => {
  try {
    return program.code(data);
  } catch {
    return undefined;
  }
};

const unread = (
  { programId, keys, data }: TransactionInstruction,
  programName: string | null,
  warning: string | null,
): Named => ({
  ...{ program: programId.toBase58(), programName, name: null, warning },
  args: { data: Buffer.from(data).toString("hex") },
  accounts: Object.fromEntries(keys.map(({ pubkey }, at) => [String(at), pubkey.toBase58()])),
});

/** Names an instruction of a program that is not the pool's. What it cannot read it warns of. */
export function namedOf(instruction: TransactionInstruction): Named {
  const { programId, keys } = instruction;
  const data = Buffer.from(instruction.data);
  const program = PROGRAMS[programId.toBase58()];
  const anything = "can do whatever the accounts that it writes to, and those who sign, allow";
  if (!program) return unread(instruction, null, `a program that is not known here; it ${anything}`);
  const code = codeOf(program, data);
  const known = code === undefined ? undefined : program.instructions[code];
  const warning = program.isHarmless
    ? null
    : `an instruction of the ${program.name} that is not known here; it ${anything}`;
  if (!known) return unread(instruction, program.name, warning);
  const accounts = Object.fromEntries(
    keys.map(({ pubkey }, at) => [known.accounts[at] ?? String(at), pubkey.toBase58()]),
  );
  try {
    const args = known.args?.(data) ?? {};
    return {
      ...{ program: programId.toBase58(), programName: program.name, name: known.name, args, accounts },
      warning: known.warns?.({ args, accounts }) ?? null,
    };
  } catch {
    return unread(instruction, program.name, warning);
  }
}
