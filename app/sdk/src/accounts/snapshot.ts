import { PublicKey, SYSVAR_RENT_PUBKEY } from "@solana/web3.js";
import { addressOf, liquidityAddresses, type PoolId } from "../deployment";
import { isError } from "../errors/TruestakeError";
import { offsetOf, sizeOf } from "../layout";
import { readU32 } from "../layout/bytes";
import { SEEDS, STAKE_ACCOUNT_BYTES } from "../layout/constants";
import { type ChainReader, type Connected, originOf } from "../nodes/chain";
import { DISCRIMINATOR_BYTES, existing, fetchExisting, foreign } from "./common";
import { decodeLiquidityPool, type LiquidityPool } from "./liquidityPool";
import { decodePool, hasLiquidity, type Pool } from "./pool";
import { decodeRent } from "./rent";
import { fetchAgreeing, fetchRound, type RawAccount, type Wanted } from "./round";
import { type ChainClock, clockAddresses, decodeClock } from "./sysvars";
import { decodeMint, receivesTokens } from "./token";
import { decodeValidatorList, listHeader, type ValidatorList } from "./validatorList";

/** A pool and what its instructions read beside it, all of one moment: what quotes and plans are made from. */
export interface PoolSnapshot {
  pool: Pool;
  validators: ValidatorList;
  /** The liquidity pool, if there is one. */
  liquidity: LiquidityPool | undefined;
  /** All lamports of its SOL account, its rent included; 0 when there is none. */
  liquidityBalance: bigint;
  clock: ChainClock;
  /** Tokens that the mint has issued. */
  mintSupply: bigint;
  /** All lamports of the reserve, its rent included. */
  reserveBalance: bigint;
  /** Rent of the reserve, as of every account without data. */
  reserveRent: bigint;
  /** Rent of a stake account, now. */
  stakeRent: bigint;
  /** Whether the treasury can receive fees; without that none are charged. */
  treasuryReceives: boolean;
}

/** What can be read of a snapshot at the same cost in a pool of any size: all but the validators. */
export type SnapshotPart = Exclude<keyof PoolSnapshot, "validators">;

/** The part of a snapshot that something needs. */
export type PartialSnapshot<K extends SnapshotPart> = Pick<PoolSnapshot, K>;

/** What the price follows from, and whether it can be used now. */
export const PRICE_PARTS = ["pool", "clock"] as const satisfies SnapshotPart[];

/** A pool, and the addresses of what belongs to it as far as they are known: a `Deployment` and a decoded `Pool` have most. */
export type PoolPlace = PoolId & Partial<Record<"mint" | "reserve" | "treasury", PublicKey>>;

/** What leads to other accounts and hardly ever changes. */
type Lead = Record<"mint" | "treasury", PublicKey>;

/** Of the pools that a connection has read. What has changed since is found out by the next read, which reads again then. */
const leads = /* @__PURE__ */ new WeakMap<Connected, Map<string, Lead>>();

/**
 * Finds out what a read of some parts of a snapshot goes by, where neither the place nor an earlier read says it: to be called
 * at the same time as other first reads.
 */
export async function fetchLead(reader: ChainReader, place: PoolPlace, parts: readonly SnapshotPart[]): Promise<void> {
  const wantsTreasury = parts.includes("treasuryReceives") && !place.treasury;
  const wantsMint = (parts.includes("mintSupply") || parts.includes("treasuryReceives")) && !place.mint;
  if ((!wantsTreasury && !wantsMint) || leadTo(reader, place.pool)) return;
  const field = async (name: "mint" | "treasury"): Promise<PublicKey> => {
    const at = DISCRIMINATOR_BYTES + offsetOf("pool", name);
    const [account] = (await fetchRound(reader, [{ address: place.pool, at, bytes: 32 }])).accounts;
    const { data } = existing(account, place.pool, "the pool", place.programId);
    if (data.length < 32) throw foreign("the account is no pool");
    return new PublicKey(data);
  };
  const [mint, treasury] = await Promise.all([place.mint ?? field("mint"), place.treasury ?? field("treasury")]);
  keepLead(reader, place.pool, { mint, treasury });
}

function keepLead(reader: ChainReader, pool: PublicKey, { mint, treasury }: Lead): void {
  const origin = originOf(reader);
  const known = leads.get(origin) ?? new Map<string, Lead>();
  leads.set(origin, known.set(pool.toBase58(), { mint, treasury }));
}

function leadTo(reader: ChainReader, pool: PublicKey): Lead | undefined {
  return leads.get(originOf(reader))?.get(pool.toBase58());
}

/** Which accounts a part of a snapshot is read from, by what they are called here. */
const SOURCES = {
  pool: [],
  clock: ["clock"],
  liquidity: ["liquidity"],
  liquidityBalance: ["liquiditySol"],
  mintSupply: ["mint"],
  reserveBalance: ["reserve"],
  reserveRent: ["rent"],
  stakeRent: ["rent"],
  treasuryReceives: ["treasury", "mint"],
} as const satisfies Record<SnapshotPart, string[]>;

/** Parts of a snapshot, and what was read with them. */
export interface Together<K extends SnapshotPart> {
  snapshot: PartialSnapshot<K | "pool">;
  /** What was wanted beside it, in its order. */
  beside: (RawAccount | null)[];
}

/**
 * Reads parts of a snapshot, and other accounts or slices of them beside it, all of one moment: in one round once the pool has
 * been read before, two the first time. `AccountMissing` when there is no such pool.
 */
export async function fetchTogether<K extends SnapshotPart>(
  reader: ChainReader,
  place: PoolPlace,
  parts: readonly K[],
  beside: readonly Wanted[] = [],
): Promise<Together<K>> {
  await fetchLead(reader, place, parts);
  const lead = { ...leadTo(reader, place.pool), ...place };
  const sources = new Set<string>(parts.flatMap((part): readonly string[] => SOURCES[part]));
  const { liquidity, liquiditySol } =
    sources.has("liquidity") || sources.has("liquiditySol")
      ? liquidityAddresses(place)
      : ({} as Record<string, undefined>);
  const addresses: Record<string, PublicKey | undefined> = {
    ...{ liquidity, liquiditySol, mint: lead.mint, treasury: lead.treasury, rent: SYSVAR_RENT_PUBKEY },
    reserve: sources.has("reserve") ? (place.reserve ?? addressOf(place, SEEDS.reserve)) : undefined,
  };
  const named = [...sources].filter((source) => addresses[source]);
  const clocks = sources.has("clock") ? clockAddresses(reader) : [];
  const own = [...named.map((source) => addresses[source] as PublicKey), place.pool, ...clocks];
  const [clockAt, besideAt] = [named.length + 1, own.length];
  const wanted = [...own.map((address) => ({ address })), ...beside];
  const accounts = await fetchAgreeing(reader, wanted, (at) => at >= clockAt && at < besideAt);
  const { data } = existing(accounts[named.length], place.pool, "the pool", place.programId);
  const pool = decodePool(place.pool, data, place.programId);
  keepLead(reader, place.pool, pool);
  const isStale = (["mint", "treasury"] as const).some((name) => sources.has(name) && !lead[name]?.equals(pool[name]));
  // Changed since the first look: the accounts are not those of the pool any more.
  if (isStale) return fetchTogether(reader, { ...place, mint: pool.mint, treasury: pool.treasury }, parts, beside);
  const account = (source: string): RawAccount | null => accounts[named.indexOf(source)] ?? null;
  const decoders: { [P in SnapshotPart]: () => PoolSnapshot[P] } = {
    pool: () => pool,
    clock: () => decodeClock(reader, accounts.slice(clockAt, besideAt)),
    liquidity: () => {
      const found = hasLiquidity(pool) ? account("liquidity") : null;
      return found ? decodeLiquidityPool(pool.liquidity, found.data) : undefined;
    },
    // web3.js gives lamports as a double: exact up to 9 million SOL in one account.
    liquidityBalance: () => BigInt(account("liquiditySol")?.lamports ?? 0),
    mintSupply: () => decodeMint(pool.mint, account("mint")).supply,
    reserveBalance: () => BigInt(account("reserve")?.lamports ?? 0),
    reserveRent: () => decodeRent(account("rent"))(0),
    stakeRent: () => decodeRent(account("rent"))(STAKE_ACCOUNT_BYTES),
    treasuryReceives: () => receivesTokens(account("treasury"), pool.mint),
  };
  const snapshot = Object.fromEntries(["pool" as const, ...parts].map((part) => [part, decoders[part]()]));
  return { snapshot: snapshot as unknown as PartialSnapshot<K | "pool">, beside: accounts.slice(besideAt) };
}

/**
 * Reads parts of a snapshot: what a quote needs, at the same cost in a pool of any size. See {@link fetchTogether}.
 *
 * @example
 * ```ts
 * const { pool, clock } = await fetchParts(connection, deployment({ mint }), ["clock"]);
 * console.log(priceAt(pool, clock.slot));
 * ```
 */
export async function fetchParts<K extends SnapshotPart>(
  reader: ChainReader,
  place: PoolPlace,
  parts: readonly K[],
): Promise<PartialSnapshot<K | "pool">> {
  return (await fetchTogether(reader, place, parts)).snapshot;
}

/** All parts of a snapshot. */
const ALL_PARTS = /* @__PURE__ */ Object.keys(SOURCES) as SnapshotPart[];

/** Validators that one slice of the list has: about 100 kB. */
export const LIST_SLICE = 512;
/** Attempts to find the slices of a list that changes all the time in one state. */
const ATTEMPTS = 3;

/**
 * Reads a pool with everything that quotes and plans need, its validators too, in slices where there are many: for cranks and
 * keepers. {@link fetchParts} is for all others. `AccountMissing` when there is no such pool.
 *
 * @example
 * ```ts
 * const { pool, validators, clock } = await fetchSnapshot(connection, deployment({ mint }));
 * ```
 */
export async function fetchSnapshot(reader: ChainReader, id: PoolId): Promise<PoolSnapshot> {
  const account = await fetchExisting(reader, id.pool, "the pool", id.programId);
  const known = decodePool(id.pool, account.data, id.programId);
  const { snapshot, list } = await fetchWithList(reader, known, ALL_PARTS);
  return { ...snapshot, validators: list };
}

/** Reads parts of a snapshot of a pool that was read before, with its validators. */
async function fetchWithList<K extends SnapshotPart>(
  reader: ChainReader,
  known: Pool,
  parts: readonly K[],
): Promise<{ snapshot: PartialSnapshot<K | "pool">; list: ValidatorList }> {
  const address = known.validators;
  const record = sizeOf("validatorRecord");
  for (let attempt = 1; ; attempt++) {
    const slices = Math.ceil(known.validatorCount / LIST_SLICE);
    const whole = slices <= 1 || attempt > ATTEMPTS;
    const wanted: Wanted[] = whole ? [{ address }] : [{ address, at: 0, bytes: listHeader() }];
    for (let slice = 0; !whole && slice < slices; slice++) {
      wanted.push({ address, at: listHeader() + slice * LIST_SLICE * record, bytes: LIST_SLICE * record });
    }
    try {
      const { snapshot, beside } = await fetchTogether(reader, known, parts, wanted);
      const head = existing(beside[0], address, "the validator list");
      if (whole) return { snapshot, list: decodeValidatorList(head.data) };
      const data = joined(beside.map((part) => part?.data ?? new Uint8Array()));
      // It has grown since it was counted, beyond the last slice.
      const count = readU32(data, DISCRIMINATOR_BYTES + offsetOf("validatorList", "count"));
      if (count <= slices * LIST_SLICE) return { snapshot, list: decodeValidatorList(data) };
    } catch (error) {
      // Somebody changes it all the time: one call is of one moment, however long its answer.
      if (whole || !isError(error, "NodeBehind")) throw error;
      attempt = ATTEMPTS;
    }
  }
}

function joined(parts: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((bytes, part) => bytes + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/**
 * Whether the price is of the current epoch and its rewards are paid out: what uses it works.
 *
 * @example
 * ```ts
 * if (!isFresh(snapshot)) await client.refresh();
 * ```
 */
export function isFresh({ pool, clock }: Pick<PoolSnapshot, "pool" | "clock">): boolean {
  return pool.lastUpdateEpoch === clock.epoch && !clock.rewardsActive;
}
