import { PublicKey } from "@solana/web3.js";
import type { ProgramFile } from "./programs";

export const CHAINS = ["in-process", "validator"] as const;
export type ChainName = (typeof CHAINS)[number];

/** What the command line asks for. */
export interface Options {
  chain: ChainName;
  port: number;
  programs: ProgramFile[];
  /** Files of accounts, with their addresses if those are not the files' own. */
  accounts: { address: PublicKey | undefined; file: string }[];
  json: boolean;
  seed?: string;
  slotMs?: number;
  slotsPerEpoch?: bigint;
  blockhashSlots?: bigint;
  finalitySlots?: bigint;
  rewards?: bigint;
  demo?: boolean;
  /** Folder to write keypair files into. */
  keys?: string;
}

export const USUAL_PORT = 8_899;

/** The help of the command that is started by these words. */
export const helpOf = (name: string): string => `Usage: ${name} [options]

A Solana network on this machine: JSON-RPC on 127.0.0.1, and websockets on the next port. Ready in seconds; Truestake's
programs are on it.

  --port PORT              of JSON-RPC; ${USUAL_PORT} if not given
  --demo                   begins with a pool, three validators, users with SOL and tokens, and liquidity
  --keys FOLDER            writes keypair files that have SOL: payer.json, with --demo operator.json and the users' too
  --program ADDRESS FILE   another program, or another build of one; as often as needed
  --account ADDRESS FILE   an account as \`solana account --output json\` writes it; "-" for the file's own address
  --seed SEED              the same keys, addresses and hashes again; at random, and shown, if not given
  --slot-ms N              of a slot, 400 if not given; with 0 time stands still until localnet_advanceSlots moves it
  --slots-per-epoch N      432000 if not given, 64 on a validator
  --blockhash-slots N      blocks for which a blockhash is good, 150 if not given
  --finality-slots N       slots until what is confirmed is final, 32 if not given
  --rewards PPM            what stake earns in an epoch, in parts per million; 360 with --demo, otherwise nothing
  --chain NAME             in-process (default), or validator: solana-test-validator, with its own time and rewards
  --output FORMAT          text (default), or json: one JSON object once it is ready
  --version                the package's version
  --help                   this text

Methods of its own (localnet_passEpochs, localnet_slash, ...) are described in the README. Ctrl-C ends it.`;

/** What the command line does not make sense of. */
export class UsageError extends Error {}

/** What only the in-process chain can be told. */
const IN_PROCESS_ONLY = ["seed", "blockhashSlots", "finalitySlots", "rewards", "demo", "keys"] as const;

/** Reads the command line; says so when it asks for help or the version only. */
export function parseOptions(args: readonly string[]): Options | "help" | "version" {
  const options: Options = { chain: "in-process", port: USUAL_PORT, programs: [], accounts: [], json: false };
  const words = args.flatMap((arg) => (/^--[\w-]+=/.test(arg) ? splitOnce(arg) : [arg]));
  const next = (flag: string): string => {
    const value = words.shift();
    if (value === undefined || value.startsWith("--")) throw new UsageError(`${flag} needs a value`);
    return value;
  };
  for (let flag = words.shift(); flag !== undefined; flag = words.shift()) {
    if (flag === "--help" || flag === "-h") return "help";
    if (flag === "--version" || flag === "-V") return "version";
    read(options, flag, next);
  }
  const foreign = IN_PROCESS_ONLY.filter((name) => options.chain === "validator" && options[name] !== undefined);
  if (foreign.length > 0) throw new UsageError(`--chain validator knows no ${foreign.map(flagOf).join(", ")}`);
  return options;
}

function read(options: Options, flag: string, next: (flag: string) => string): void {
  switch (flag) {
    case "--demo":
      options.demo = true;
      return;
    case "--port":
      options.port = Number(whole(flag, next(flag), 0n, 65_534n));
      return;
    case "--program":
      options.programs.push({ address: address(flag, next(flag)), file: next(flag) });
      return;
    case "--account": {
      const given = next(flag);
      options.accounts.push({ address: given === "-" ? undefined : address(flag, given), file: next(flag) });
      return;
    }
    case "--keys":
      options.keys = next(flag);
      return;
    case "--seed":
      options.seed = next(flag);
      return;
    case "--slot-ms":
      options.slotMs = Number(whole(flag, next(flag), 0n, 60_000n));
      return;
    case "--slots-per-epoch":
      options.slotsPerEpoch = whole(flag, next(flag), 32n, 432_000_000n);
      return;
    case "--blockhash-slots":
      options.blockhashSlots = whole(flag, next(flag), 1n, 1_000_000n);
      return;
    case "--finality-slots":
      options.finalitySlots = whole(flag, next(flag), 0n, 1_000n);
      return;
    case "--rewards":
      options.rewards = whole(flag, next(flag), 0n, 1_000_000n);
      return;
    case "--chain":
      options.chain = oneOf(flag, next(flag), CHAINS);
      return;
    case "--output":
      options.json = oneOf(flag, next(flag), ["text", "json"]) === "json";
      return;
    default:
      throw new UsageError(`${flag} is not known`);
  }
}

/** Flags that stand alone. */
const ALONE = ["--demo", "--help", "--version"];

function splitOnce(arg: string): string[] {
  const at = arg.indexOf("=");
  const flag = arg.slice(0, at);
  if (ALONE.includes(flag)) throw new UsageError(`${flag} takes no value`);
  return [flag, arg.slice(at + 1)];
}

export function whole(flag: string, value: string, least: bigint, most: bigint): bigint {
  const number = /^\d+$/.test(value) ? BigInt(value) : -1n;
  if (number < least || number > most)
    throw new UsageError(`${flag} ${value}: a number from ${least} to ${most} is needed`);
  return number;
}

export function address(flag: string, value: string): PublicKey {
  try {
    return new PublicKey(value);
  } catch {
    throw new UsageError(`${flag} ${value}: an address is needed`);
  }
}

function oneOf<T extends string>(flag: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((each) => each === value);
  if (!found) throw new UsageError(`${flag} ${value}: there are ${allowed.join(", ")}`);
  return found;
}

function flagOf(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
