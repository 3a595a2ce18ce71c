// Whether a pool is as it should be: each check says what it found, and what is unknown is never called fine.
import { createHash } from "node:crypto";
import { PublicKey, SystemProgram } from "@solana/web3.js";
import {
  type ChainSender,
  feesOf,
  fetchMany,
  fetchParts,
  isError,
  isFresh,
  isPending,
  isTruestakeError,
  managerOf,
  type PartialSnapshot,
  type Pool,
  type RawAccount,
  type TruestakeClient,
} from "@truestake/sdk";
import { stewardOf } from "@truestake/sdk/steward";
import { percent, sol, utc } from "../output/words";

export type Status = "ok" | "warning" | "bad" | "unknown";

export interface Check {
  name: string;
  status: Status;
  says: string;
}

export interface HealthOptions {
  /** SHA-256 of the published program, in hex. */
  programHash?: string | undefined;
}

type Snapshot = PartialSnapshot<"pool" | "clock" | "liquidity" | "treasuryReceives" | "reserveBalance" | "reserveRent">;

const PARTS = ["clock", "liquidity", "treasuryReceives", "reserveBalance", "reserveRent"] as const;
const UPGRADEABLE_LOADER = "BPFLoaderUpgradeab1e11111111111111111111111";
/** Bytes before the program in its data account. */
const PROGRAM_AT = 45;
/** Idle SOL above the buffer that deserves a word, in basis points of all. */
const IDLE_BPS = 500n;

/** All checks, in the order in which they matter. */
export async function healthOf(client: TruestakeClient, { programHash }: HealthOptions): Promise<Check[]> {
  const { connection, deployment } = client;
  const snapshot = await fetchParts(connection, deployment, PARTS);
  const [backing, keys, program] = await Promise.all([
    backingOf(client),
    keysOf(connection, snapshot),
    programOf(connection, deployment.programId, programHash),
  ]);
  return [
    freshness(snapshot),
    backing,
    pause(snapshot),
    queue(snapshot),
    idle(snapshot),
    ...changes(snapshot.pool),
    ...keys,
    ...program,
  ];
}

function freshness({ pool, clock }: Snapshot): Check {
  const name = "freshness";
  if (isFresh({ pool, clock })) return { name, status: "ok", says: `updated in this epoch, ${clock.epoch}` };
  if (clock.rewardsActive) return { name, status: "warning", says: "the epoch's rewards are being paid out just now" };
  const epochs = clock.epoch - pool.lastUpdateEpoch;
  const says = `last updated in epoch ${pool.lastUpdateEpoch}, ${epochs} ago: nothing that uses the price works`;
  return { name, status: epochs > 1n ? "bad" : "warning", says };
}

async function backingOf(client: TruestakeClient): Promise<Check> {
  const name = "backing";
  try {
    const { booked, held, validators } = await client.checkBacking();
    const says = `${sol(held)} are there of ${sol(booked)} booked, with ${validators} validators and in the reserve`;
    return { name, status: "ok", says };
  } catch (error) {
    if (isError(error, "NotBacked", "SupplyAboveBooks")) return { name, status: "bad", says: error.message };
    if (!isTruestakeError(error)) throw error;
    return { name, status: "unknown", says: `the program could not be asked: ${error.message}` };
  }
}

function pause({ pool, clock }: Snapshot): Check {
  const isPaused = pool.pausedUntil > clock.unixTimestamp;
  const says = isPaused ? `deposits and instant unstakes are closed until ${utc(pool.pausedUntil)}` : "not paused";
  return { name: "pause", status: isPaused ? "warning" : "ok", says };
}

function queue({ pool }: Snapshot): Check {
  const name = "queue";
  const tickets = pool.nextTicket - pool.nextSettlement;
  if (pool.queuedLamports === 0n) return { name, status: "ok", says: "nobody waits" };
  const covered = pool.reserveLamports + pool.coolingLamports;
  const says = `${sol(pool.queuedLamports)} in at most ${tickets} places; ${sol(covered)} are in the reserve or cooling down`;
  return { name, status: "ok", says };
}

function idle({ pool }: Snapshot): Check {
  const name = "idle SOL";
  const all = pool.reserveLamports + pool.stakedLamports;
  const buffer = (all * BigInt(pool.reserveBuffer)) / 10_000n;
  const needed = buffer + pool.queuedLamports;
  const spare = pool.reserveLamports > needed ? pool.reserveLamports - needed : 0n;
  const says = `${sol(spare)} more than buffer and queue need`;
  return { name, status: all > 0n && spare * 10_000n > all * IDLE_BPS ? "warning" : "ok", says };
}

function changes(pool: Pool): Check[] {
  const found: Check[] = [];
  const note = (name: string, says: string) => found.push({ name, status: "warning", says });
  if (isPending(pool.fees, pool.updates)) {
    const { next, fromUpdate } = pool.fees;
    const before = feesOf(pool);
    const rises = (["reward", "deposit", "withdrawal", "ticket"] as const)
      .filter((fee) => next[fee] !== before[fee])
      .map((fee) => `${fee} ${percent(before[fee])} to ${percent(next[fee])}`);
    note("coming fees", `${rises.join(", ")}, from update ${fromUpdate} on; the last was ${pool.updates}`);
  }
  if (isPending(pool.validatorManager, pool.updates)) {
    const { next, fromUpdate } = pool.validatorManager;
    note("coming manager", `${next.toBase58()} from update ${fromUpdate} on; the last was ${pool.updates}`);
  }
  if (!pool.pendingAdmin.equals(PublicKey.default)) note("proposed admin", pool.pendingAdmin.toBase58());
  return found.length > 0 ? found : [{ name: "coming changes", status: "ok", says: "none" }];
}

/** What holds a key, as far as its account says. */
function holder(key: PublicKey, account: RawAccount | null | undefined, pool: Pool): string {
  if (key.equals(stewardOf(pool).authority)) return "the pool's steward, a program: `steward show` says its rules";
  if (!PublicKey.isOnCurve(key.toBytes())) return "an address of a program, such as a multisig's vault";
  if (!account) return "a key without an account yet";
  return account.owner.equals(SystemProgram.programId) ? "a single key" : `an account of ${account.owner.toBase58()}`;
}

async function keysOf(connection: ChainSender, { pool, treasuryReceives }: Snapshot): Promise<Check[]> {
  const roles = { admin: pool.admin, "validator manager": managerOf(pool), guardian: pool.guardian };
  const names = Object.keys(roles) as (keyof typeof roles)[];
  const accounts = await fetchMany(
    connection,
    names.map((name) => roles[name]),
  );
  const checks = names.map((name, at): Check => {
    const says = `${roles[name].toBase58()}, ${holder(roles[name], accounts[at], pool)}`;
    return { name, status: "ok", says };
  });
  const treasury = `${pool.treasury.toBase58()}${treasuryReceives ? "" : " can receive nothing: no fee is charged"}`;
  return [...checks, { name: "treasury", status: treasuryReceives ? "ok" : "warning", says: treasury }];
}

async function programOf(
  connection: ChainSender,
  programId: PublicKey,
  published: string | undefined,
): Promise<Check[]> {
  const hash = (status: Status, says: string): Check => ({ name: "program", status, says });
  const authority = (status: Status, says: string): Check => ({ name: "upgrade authority", status, says });
  const [account] = await fetchMany(connection, [programId]);
  if (!account?.executable) return [hash("bad", `${programId.toBase58()} is no program`)];
  if (account.owner.toBase58() !== UPGRADEABLE_LOADER || account.data.length < 36) {
    return [
      hash("unknown", `of the loader ${account.owner.toBase58()}, whose programs are not looked into`),
      authority("ok", "none: this loader knows no upgrades"),
    ];
  }
  const [data] = await fetchMany(connection, [new PublicKey(account.data.subarray(4, 36))]);
  if (!data || data.data.length < PROGRAM_AT) return [hash("unknown", "the node does not give the program's data")];
  const holds = data.data[12] === 1;
  const key = new PublicKey(data.data.subarray(13, PROGRAM_AT));
  const found = digestOf(data.data.subarray(PROGRAM_AT));
  const compared =
    published === undefined
      ? hash("unknown", `its hash is ${found}; name the published one with --program-hash to compare`)
      : published.toLowerCase() === found
        ? hash("ok", `its hash is the published one, ${found}`)
        : hash("bad", `its hash is ${found}, the published one ${published.toLowerCase()}`);
  if (!holds) return [compared, authority("ok", "none: the program can never change")];
  return [compared, authority("warning", `${key.toBase58()} can change the program`)];
}

/** As solana-verify has it: without the zeros that fill the account up. */
function digestOf(bytes: Uint8Array): string {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end--;
  return createHash("sha256").update(bytes.subarray(0, end)).digest("hex");
}
