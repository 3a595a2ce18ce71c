// The description of a pool: what a TOML file says. Whatever it leaves out stays as it is on the chain; removal is explicit.
import fs from "node:fs";
import path from "node:path";
import { type Keypair, PublicKey } from "@solana/web3.js";
import {
  MAX_DEPOSIT_FEE_BPS,
  MAX_LIQUIDITY_FEE_BPS,
  MAX_MOVING_PART_BPS,
  MAX_NAME_BYTES,
  MAX_RESERVE_BUFFER_BPS,
  MAX_REWARD_FEE_BPS,
  MAX_SCORE,
  MAX_SYMBOL_BYTES,
  MAX_TICKET_FEE_BPS,
  MAX_TREASURY_CUT_BPS,
  MAX_URI_BYTES,
  MAX_WITHDRAWAL_FEE_BPS,
  MIN_MOVING_PART_BPS,
  MINIMUM_LIQUIDITY_SEED_LAMPORTS,
  MINIMUM_LIQUIDITY_TARGET_LAMPORTS,
  MINIMUM_SEED_LAMPORTS,
  type TokenMetadata,
  U64_MAX,
} from "@truestake/sdk";
import type { Policy } from "@truestake/sdk/scores";
import type { UsageError } from "../output/exit";
import { policyOf } from "../scores/policy";
import { readKeypair } from "../signing/signer";
import { type Table, TomlFile } from "./toml";
import { TomlValues } from "./values";

/** Keys of the tables of whole numbers, and what the SDK calls them. All in basis points. */
export const FEES = {
  reward: "rewardFee",
  deposit: "depositFee",
  withdrawal: "withdrawalFee",
  ticket: "ticketFee",
  "referral-share": "referralShare",
} as const;
export const POLICY = {
  "reserve-buffer": "reserveBuffer",
  "max-validator-share": "maxValidatorShare",
  "max-move": "maxMove",
  "moving-part": "movingPart",
} as const;
export const ROLES = ["admin", "validator-manager", "guardian", "treasury"] as const;
const TOKEN = { name: MAX_NAME_BYTES, symbol: MAX_SYMBOL_BYTES, uri: MAX_URI_BYTES } as const;
const LIQUIDITY = ["seed", "target", "min-fee", "max-fee", "treasury-cut", "cap"] as const;
const VALIDATOR = ["vote", "score", "cap", "keep"] as const;
const TOP = [
  "mint",
  "seed",
  "deposit-cap",
  "token",
  "shares",
  "roles",
  "fees",
  "policy",
  "liquidity",
  "scores",
  "validators",
  "remove",
] as const;

/** Every part that the program takes, in basis points. */
const WHOLE = 10_000;
/** What the program allows, from and to. */
const BOUNDS: Readonly<Record<string, readonly [number, number]>> = {
  "fees.reward": [0, MAX_REWARD_FEE_BPS],
  "fees.deposit": [0, MAX_DEPOSIT_FEE_BPS],
  "fees.withdrawal": [0, MAX_WITHDRAWAL_FEE_BPS],
  "fees.ticket": [0, MAX_TICKET_FEE_BPS],
  "policy.reserve-buffer": [0, MAX_RESERVE_BUFFER_BPS],
  "policy.max-validator-share": [1, WHOLE],
  "policy.moving-part": [MIN_MOVING_PART_BPS, MAX_MOVING_PART_BPS],
  "liquidity.min-fee": [0, MAX_LIQUIDITY_FEE_BPS],
  "liquidity.max-fee": [0, MAX_LIQUIDITY_FEE_BPS],
  "liquidity.treasury-cut": [0, MAX_TREASURY_CUT_BPS],
};

export type FeeKey = keyof typeof FEES;
export type PolicyKey = keyof typeof POLICY;
export type RoleKey = (typeof ROLES)[number];

export interface LiquidityWanted {
  seed?: bigint;
  target?: bigint;
  minFee?: number;
  maxFee?: number;
  treasuryCut?: number;
  cap?: bigint;
}

export interface ValidatorWanted {
  vote: PublicKey;
  /** Left out where a policy scores. */
  score?: number;
  /** What is left out stays, or is the chain's default for a new one. */
  cap?: bigint;
  keep?: boolean;
}

/** What a file says; undefined is what it leaves out. */
export interface Description {
  file: string;
  /** The error of what it says at a path, such as `validators[2].vote`, with line and column. */
  wrong(path: string, says: string): UsageError;
  mint: PublicKey;
  /** Needed to create the pool, not to change it. */
  mintKeypair: Keypair | undefined;
  seed: bigint | undefined;
  depositCap: bigint | undefined;
  token: Partial<TokenMetadata>;
  /** The same of the liquidity pool's shares. */
  shares: Partial<TokenMetadata>;
  roles: Partial<Record<RoleKey, PublicKey>>;
  fees: Partial<Record<FeeKey, number>>;
  policy: Partial<Record<PolicyKey, number>>;
  liquidity: LiquidityWanted | undefined;
  /** By which the listed validators are scored: then none of them has a score in the file. */
  scores: Policy | undefined;
  validators: ValidatorWanted[];
  remove: PublicKey[];
}

/** Reads a description. Paths in it start at the file's folder. */
export function readDescription(file: string, shown = file): Description {
  return describe(TomlFile.read(file, shown), path.dirname(path.resolve(file)));
}

export function describe(toml: TomlFile, folder: string): Description {
  const read = new PoolValues(toml);
  const { root } = toml;
  read.known(root, "", TOP);
  const table = (name: string, keys: readonly string[]): Table => {
    const found = read.table(root[name] ?? {}, name);
    read.known(found, name, keys);
    return found;
  };
  const [roles, fees, policy] = [
    table("roles", ROLES),
    table("fees", Object.keys(FEES)),
    table("policy", Object.keys(POLICY)),
  ];
  const scores = root.scores === undefined ? undefined : policyOf(toml, read.table(root.scores, "scores"), "scores");
  const validators = read.validators(root.validators, scores !== undefined);
  const remove = read.list(root.remove, "remove").map((each) => read.address(each, "remove"));
  for (const vote of remove) {
    const at = validators.findIndex((each) => each.vote.equals(vote));
    if (at >= 0) throw toml.wrong(`validators[${at}].vote`, `${vote.toBase58()} is to be removed, too`);
  }
  const numbers = <K extends string>(from: Table, name: string, keys: readonly K[]): Partial<Record<K, number>> =>
    Object.fromEntries(
      keys.filter((key) => from[key] !== undefined).map((key) => [key, read.bps(from[key], `${name}.${key}`)]),
    ) as Partial<Record<K, number>>;
  return {
    file: toml.name,
    wrong: (path, says) => toml.wrong(path, says),
    ...read.mint(root.mint, folder),
    seed: root.seed === undefined ? undefined : read.amountOver(root.seed, "seed", BigInt(MINIMUM_SEED_LAMPORTS)),
    depositCap: root["deposit-cap"] === undefined ? undefined : read.limit(root["deposit-cap"], "deposit-cap"),
    token: read.names(table("token", Object.keys(TOKEN)), "token"),
    shares: read.names(table("shares", Object.keys(TOKEN)), "shares"),
    roles: Object.fromEntries(Object.keys(roles).map((role) => [role, read.role(roles[role], `roles.${role}`)])),
    fees: numbers(fees, "fees", Object.keys(FEES) as FeeKey[]),
    policy: numbers(policy, "policy", Object.keys(POLICY) as PolicyKey[]),
    liquidity: root.liquidity === undefined ? undefined : read.liquidity(table("liquidity", LIQUIDITY)),
    scores,
    validators,
    remove,
  };
}

class PoolValues extends TomlValues {
  bps(value: unknown, path: string): number {
    const [least, most] = BOUNDS[path] ?? [0, WHOLE];
    return this.whole(value, path, { least, most });
  }

  role(value: unknown, path: string): PublicKey {
    const holder = this.address(value, path);
    if (holder.equals(PublicKey.default)) throw this.wrong(path, `${holder.toBase58()} is nobody's address`);
    return holder;
  }

  mint(value: unknown, folder: string): { mint: PublicKey; mintKeypair: Keypair | undefined } {
    if (typeof value !== "string")
      throw this.wrong("mint", "missing: a keypair file, or an address where the pool exists");
    const file = path.resolve(folder, value);
    if (!fs.existsSync(file)) return { mint: this.address(value, "mint"), mintKeypair: undefined };
    const mintKeypair = readKeypair(file, value);
    return { mint: mintKeypair.publicKey, mintKeypair };
  }

  limit(value: unknown, path: string): bigint {
    return value === "none" ? U64_MAX : this.amount(value, path);
  }

  /** What wallets show of a token. Only a URI may be empty. */
  names(table: Table, name: string): Partial<TokenMetadata> {
    const keys = (Object.keys(TOKEN) as (keyof typeof TOKEN)[]).filter((key) => table[key] !== undefined);
    return Object.fromEntries(
      keys.map((key) => [key, this.text(table[key], `${name}.${key}`, key === "uri" ? 0 : 1, TOKEN[key])]),
    );
  }

  private text(value: unknown, path: string, least: number, most: number): string {
    if (typeof value !== "string") throw this.wrong(path, "a text is needed");
    const bytes = Buffer.byteLength(value);
    if (bytes < least) throw this.wrong(path, "a text of a byte at least is needed");
    if (bytes > most) throw this.wrong(path, `"${value}" has ${bytes} bytes of at most ${most}`);
    return value;
  }

  liquidity(table: Table): LiquidityWanted {
    const of: LiquidityWanted = {};
    const [seed, target] = [MINIMUM_LIQUIDITY_SEED_LAMPORTS, MINIMUM_LIQUIDITY_TARGET_LAMPORTS].map(BigInt);
    if (table.seed !== undefined) of.seed = this.amountOver(table.seed, "liquidity.seed", seed ?? 0n);
    if (table.target !== undefined) of.target = this.amountOver(table.target, "liquidity.target", target ?? 0n);
    if (table.cap !== undefined) of.cap = this.limit(table.cap, "liquidity.cap");
    const bps = (key: string) => this.bps(table[key], `liquidity.${key}`);
    if (table["min-fee"] !== undefined) of.minFee = bps("min-fee");
    if (table["max-fee"] !== undefined) of.maxFee = bps("max-fee");
    if (table["treasury-cut"] !== undefined) of.treasuryCut = bps("treasury-cut");
    const { minFee = 0, maxFee = WHOLE } = of;
    if (minFee > maxFee) throw this.wrong("liquidity.min-fee", `${minFee} is more than max-fee, which is ${maxFee}`);
    return of;
  }

  validators(value: unknown, isScored: boolean): ValidatorWanted[] {
    const seen = new Set<string>();
    return this.list(value, "validators").map((each, at): ValidatorWanted => {
      const path = `validators[${at}]`;
      const table = this.table(each, path);
      this.known(table, path, VALIDATOR);
      const vote = this.address(table.vote, `${path}.vote`);
      if (seen.has(vote.toBase58())) throw this.wrong(`${path}.vote`, `${vote.toBase58()} is there twice`);
      seen.add(vote.toBase58());
      const of: ValidatorWanted = { vote };
      if (!isScored) of.score = this.whole(table.score, `${path}.score`, { most: Number(MAX_SCORE) });
      else if (table.score !== undefined) {
        throw this.wrong(`${path}.score`, "the [scores] table is a policy that scores: scores or a policy, never both");
      }
      if (table.cap !== undefined) of.cap = this.limit(table.cap, `${path}.cap`);
      if (table.keep !== undefined) of.keep = this.flag(table.keep, `${path}.keep`);
      return of;
    });
  }
}
