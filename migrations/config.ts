// The description of a pool that deploy.ts reads. Whatever it does not understand it names.
import fs from "node:fs";
import path from "node:path";
import { Keypair, PublicKey } from "@solana/web3.js";
import {
  MAX_NAME_BYTES,
  MAX_SYMBOL_BYTES,
  MAX_URI_BYTES,
  MINIMUM_SEED_LAMPORTS,
  type TokenMetadata,
  U64_MAX,
} from "@truestake/sdk";

/** Keys of `roles` in the file. */
export const ROLES = ["admin", "validatorManager", "guardian", "treasury"] as const;
/** Keys of `fees` in the file, in basis points. */
export const FEES = ["reward", "deposit", "withdrawal", "ticket", "referralShare"] as const;
/** Keys of `policy` in the file, in basis points. */
export const POLICY = ["reserveBuffer", "maxValidatorShare", "maxMove", "movingPart"] as const;

/** Keys of `token` in the file, and how many bytes each may have. */
export const TOKEN = { name: MAX_NAME_BYTES, symbol: MAX_SYMBOL_BYTES, uri: MAX_URI_BYTES } as const;

export interface DeployConfig {
  mint: PublicKey;
  /** Needed to create the pool, not to check it. */
  mintKeypair: Keypair | undefined;
  seedLamports: bigint;
  /** Those that are not given are the deployer's when the pool is created, and not checked. */
  roles: Partial<Record<(typeof ROLES)[number], PublicKey>>;
  fees: Record<(typeof FEES)[number], number>;
  policy: Record<(typeof POLICY)[number], number>;
  depositCap: bigint;
  /** What wallets show of the token; neither created nor checked if not given. */
  token: TokenMetadata | undefined;
  /** Not checked if not given. */
  validators: { vote: PublicKey; score: number }[] | undefined;
}

/** What a description, or a command line, lacks. */
export class ConfigError extends Error {}

type Json = { [key: string]: unknown };

/** Reads a description from a JSON file. Paths in it start at the file's folder. */
export function readConfig(file: string): DeployConfig {
  let parsed: unknown;
  try {
    parsed = JSON.parse(fs.readFileSync(file, "utf8"));
  } catch (error) {
    throw new ConfigError(`${file}: ${(error as Error).message}`);
  }
  return parseConfig(parsed, path.dirname(path.resolve(file)));
}

/** Reads a description; `folder` is where relative paths in it start. */
export function parseConfig(parsed: unknown, folder: string): DeployConfig {
  const known = ["mint", "seedLamports", "roles", "fees", "policy", "depositCap", "token", "validators"];
  const json = object(parsed, "the description", known);
  const roles = object(json.roles ?? {}, "roles", ROLES);
  const fees = object(json.fees, "fees", FEES);
  const policy = object(json.policy, "policy", POLICY);
  const { mint, mintKeypair } = mintOf(json.mint, folder);
  return {
    mint,
    mintKeypair,
    seedLamports: lamports(json.seedLamports ?? String(MINIMUM_SEED_LAMPORTS), "seedLamports"),
    roles: Object.fromEntries(Object.entries(roles).map(([role, value]) => [role, address(value, `roles.${role}`)])),
    fees: numbers(fees, "fees", FEES),
    policy: numbers(policy, "policy", POLICY),
    depositCap: json.depositCap === undefined ? U64_MAX : lamports(json.depositCap, "depositCap"),
    token: json.token === undefined ? undefined : token(json.token),
    validators: json.validators === undefined ? undefined : validators(json.validators),
  };
}

/** Reads a keypair file as Solana's tools write it. */
export function readKeypair(file: string): Keypair {
  try {
    return Keypair.fromSecretKey(Uint8Array.from(JSON.parse(fs.readFileSync(file, "utf8"))));
  } catch (error) {
    throw new ConfigError(`${file} is no keypair file: ${(error as Error).message}`);
  }
}

function object(value: unknown, what: string, known: readonly string[]): Json {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new ConfigError(`${what} is missing: an object with ${known.join(", ")}`);
  }
  const unknown = Object.keys(value).find((key) => !known.includes(key));
  if (unknown) throw new ConfigError(`${what} has no "${unknown}"; there are ${known.join(", ")}`);
  return value as Json;
}

function mintOf(value: unknown, folder: string): { mint: PublicKey; mintKeypair: Keypair | undefined } {
  if (typeof value !== "string")
    throw new ConfigError("mint is missing: a keypair file, or an address to check a pool");
  const file = path.resolve(folder, value);
  if (fs.existsSync(file)) {
    const mintKeypair = readKeypair(file);
    return { mint: mintKeypair.publicKey, mintKeypair };
  }
  return { mint: address(value, "mint (there is no such file)"), mintKeypair: undefined };
}

function address(value: unknown, what: string): PublicKey {
  try {
    return new PublicKey(String(value));
  } catch {
    throw new ConfigError(`${what}: "${value}" is no address`);
  }
}

/** Lamports as a string of digits: numbers of JSON are not exact beyond 9 million SOL. */
function lamports(value: unknown, what: string): bigint {
  const digits = typeof value === "number" && Number.isSafeInteger(value) ? String(value) : value;
  if (typeof digits !== "string" || !/^\d+$/.test(digits) || BigInt(digits) > U64_MAX) {
    throw new ConfigError(`${what}: "${value}" is no number of lamports`);
  }
  return BigInt(digits);
}

function whole(value: unknown, what: string): number {
  if (typeof value !== "number" || !Number.isInteger(value) || value < 0) {
    throw new ConfigError(`${what}: ${value === undefined ? "missing" : `"${value}" is no whole number`}`);
  }
  return value;
}

function numbers<K extends string>(json: Json, what: string, keys: readonly K[]): Record<K, number> {
  return Object.fromEntries(keys.map((key) => [key, whole(json[key], `${what}.${key}`)])) as Record<K, number>;
}

/** A name and a symbol there must be; a URI can be added when there is a picture. */
function token(value: unknown): TokenMetadata {
  const { name, symbol, uri = "" } = object(value, "token", Object.keys(TOKEN));
  if (name === "" || symbol === "") throw new ConfigError("token: a name and a symbol are needed");
  return { name: text(name, "name"), symbol: text(symbol, "symbol"), uri: text(uri, "uri") };
}

function text(value: unknown, key: keyof typeof TOKEN): string {
  if (typeof value !== "string") {
    throw new ConfigError(`token.${key}: ${value === undefined ? "missing" : `${JSON.stringify(value)} is no text`}`);
  }
  const bytes = Buffer.byteLength(value);
  if (bytes > TOKEN[key]) throw new ConfigError(`token.${key}: "${value}" has ${bytes} bytes of at most ${TOKEN[key]}`);
  return value;
}

function validators(value: unknown): { vote: PublicKey; score: number }[] {
  if (!Array.isArray(value)) throw new ConfigError("validators: a list is needed");
  const list = value.map((each, index) => {
    const what = `validators[${index}]`;
    const { vote, score } = object(each, what, ["vote", "score"]);
    return { vote: address(vote, `${what}.vote`), score: whole(score, `${what}.score`) };
  });
  const seen = new Set<string>();
  for (const { vote } of list) {
    const text = vote.toBase58();
    if (seen.has(text)) throw new ConfigError(`validators: ${text} is there twice`);
    seen.add(text);
  }
  return list;
}
