// What a keeper is told: one TOML file, read by whoever starts it. Here it becomes exact values, or a sentence with a place.
import { PublicKey } from "@solana/web3.js";
import { PROGRAM_ID } from "@truestake/sdk";

/** A file that has been read, and that can say where in it something is wrong. */
export interface ConfigSource {
  readonly root: Readonly<Record<string, unknown>>;
  /** The error of a value, by its path such as `pools[0].mint`. */
  wrong(path: string, says: string): Error;
}

/** A node. Logs and labels have its name alone: its URL may hold a key. */
export interface Endpoint {
  name: string;
  url: string;
}

export interface PoolConfig {
  mint: PublicKey;
  programId: PublicKey;
}

export interface FeeConfig {
  /** What the first attempt pays at least, in micro-lamports per compute unit. */
  first: bigint;
  /** How many times more each further attempt pays. */
  factor: number;
  /** The most lamports that one transaction's priority fee costs. */
  most: bigint;
  /** Milliseconds that an attempt has to land before the next one, which pays more. */
  patience: number;
}

export interface StaggerConfig {
  /** Milliseconds between the turns of two keepers at an epoch's update; four times as many at all else. */
  slice: number;
  /** Places among which a keeper that knows no others finds its own. */
  places: number;
  /** Addresses of the keepers that are known: they take turns. */
  keepers: string[];
}

export interface KeeperConfig {
  /** Label of all metrics, such as `mainnet-beta`. */
  cluster: string;
  /** File of the keypair that signs and pays, as it was written. */
  keypair: string;
  pools: PoolConfig[];
  endpoints: Endpoint[];
  /** Nodes that only get the transactions. */
  broadcasters: Endpoint[];
  /** Most lamports of fees in an epoch, for all pools together. */
  budget: bigint;
  fees: FeeConfig;
  stagger: StaggerConfig;
  /** Milliseconds between two looks at a pool where nothing is known to happen. */
  interval: number;
  /** Milliseconds between two looks at the clock when an epoch is about to end. */
  poll: number;
  /** Milliseconds that a node has for an answer. */
  timeout: number;
  /** Milliseconds without a cycle that ended well, after which `/healthz` says 503. */
  staleAfter: number;
  /** Folder of history and ledger, as it was written. */
  history: string;
  /** Of `/metrics` and `/healthz`, on loopback; none without it, any free one for 0. */
  metricsPort: number | undefined;
  /** Whether it keeps lookup tables where a pool has many validators: their rent comes back when they are closed. */
  lookupTables: boolean;
  /** Whether drained validators are taken off the list. */
  removeDrained: boolean;
  /** Milliseconds in which all stake accounts are looked at for losses once. */
  lossesWithin: number;
}

const SCALES: Record<string, number> = { ms: 1, s: 1_000, min: 60_000, h: 3_600_000 };
const NAME = /^[a-z0-9][a-z0-9_-]{0,31}$/;

/** Reads a table key by key, and knows afterwards which keys nobody has asked for. */
class Reader {
  private readonly asked = new Set<string>();

  constructor(
    private readonly source: ConfigSource,
    private readonly table: Readonly<Record<string, unknown>>,
    private readonly path: string,
  ) {}

  wrong(key: string, says: string): Error {
    return this.source.wrong(this.path === "" ? key : `${this.path}.${key}`, says);
  }

  has(key: string): boolean {
    this.asked.add(key);
    return this.table[key] !== undefined;
  }

  value<T>(key: string, fallback: T | undefined, of: (given: unknown) => T | undefined, expected: string): T {
    if (!this.has(key)) {
      if (fallback !== undefined) return fallback;
      throw this.wrong(key, `is missing; ${expected} is needed`);
    }
    const found = of(this.table[key]);
    if (found === undefined) throw this.wrong(key, `${expected} is needed`);
    return found;
  }

  text(key: string, fallback?: string): string {
    return this.value(key, fallback, (it) => (typeof it === "string" && it !== "" ? it : undefined), "a text");
  }

  flag(key: string, fallback: boolean): boolean {
    return this.value(key, fallback, (it) => (typeof it === "boolean" ? it : undefined), "true or false");
  }

  whole(key: string, least: number, most: number, fallback?: number): number {
    const of = (it: unknown) => (Number.isInteger(it) && Number(it) >= least && Number(it) <= most ? it : undefined);
    return Number(this.value<unknown>(key, fallback, of, `a whole number from ${least} to ${most}`));
  }

  /** A span of time such as "30s", in milliseconds. */
  span(key: string, fallback: string): number {
    const of = (it: unknown): number | undefined => {
      const [, count, unit = ""] = /^(\d+)\s*(ms|s|min|h)$/.exec(String(it)) ?? [];
      const scale = SCALES[unit];
      return count === undefined || scale === undefined || Number(count) === 0 ? undefined : Number(count) * scale;
    };
    return this.value(key, of(fallback), of, 'a span such as "500ms", "30s" or "10min"');
  }

  address(key: string, fallback?: PublicKey): PublicKey {
    const of = (it: unknown): PublicKey | undefined => {
      try {
        return typeof it === "string" ? new PublicKey(it) : undefined;
      } catch {
        return undefined;
      }
    };
    return this.value(key, fallback, of, "an address in base58");
  }

  /** The tables of a list such as `[[pools]]`. */
  tables<T>(key: string, least: number, of: (reader: Reader) => T): T[] {
    const expected = `[[${key}]] is needed${least > 0 ? " at least once" : ""}`;
    const found = this.value<unknown[]>(key, least > 0 ? undefined : [], asTables, expected);
    if (found.length < least) throw this.wrong(key, expected);
    return found.map((each, place) => this.inner(each as Record<string, unknown>, `${key}[${place}]`, of));
  }

  /** A table such as `[fees]`; an empty one where it is not there. */
  within<T>(key: string, of: (reader: Reader) => T): T {
    const is = (it: unknown) => (isTable(it) ? it : undefined);
    return this.inner(this.value(key, {}, is, "a table"), key, of);
  }

  private inner<T>(table: Record<string, unknown>, path: string, of: (reader: Reader) => T): T {
    const reader = new Reader(this.source, table, path);
    const found = of(reader);
    reader.finish();
    return found;
  }

  /** What nobody asks for is a mistake: a setting that is misspelled must not be taken for one that is not there. */
  finish(): void {
    const other = Object.keys(this.table).find((key) => !this.asked.has(key));
    if (other !== undefined)
      throw this.wrong(other, `there is no such setting; there are ${[...this.asked].join(", ")}`);
  }
}

const isTable = (it: unknown): it is Record<string, unknown> =>
  typeof it === "object" && it !== null && !Array.isArray(it);
const asTables = (it: unknown): unknown[] | undefined => (Array.isArray(it) && it.every(isTable) ? it : undefined);

function endpointOf(reader: Reader): Endpoint {
  const name = reader.text("name");
  if (!NAME.test(name)) throw reader.wrong("name", "small letters, digits, - and _ are allowed, 32 of them at most");
  const url = reader.text("url");
  // What is written there may hold a key: it is never shown.
  if (!/^https?:\/\/\S+$/.test(url) || !URL.canParse(url)) throw reader.wrong("url", "an http address is needed");
  return { name, url };
}

/** The settings of a file; throws the error of the first that is wrong. */
export function configOf(source: ConfigSource): KeeperConfig {
  const reader = new Reader(source, source.root, "");
  const endpoints = reader.tables("endpoints", 1, endpointOf);
  const broadcasters = reader.tables("broadcasters", 0, endpointOf);
  const names = [...endpoints, ...broadcasters].map(({ name }) => name);
  const twice = names.find((name, place) => names.indexOf(name) !== place);
  if (twice !== undefined) throw reader.wrong("endpoints", `"${twice}" is the name of two nodes`);
  const pools = reader.tables("pools", 1, (pool) => ({
    mint: pool.address("mint"),
    programId: pool.address("program-id", PROGRAM_ID),
  }));
  const mints = pools.map(({ mint }) => mint.toBase58());
  const again = mints.find((mint, place) => mints.indexOf(mint) !== place);
  if (again !== undefined) throw reader.wrong("pools", `${again} is there twice`);
  const interval = reader.span("interval", "30s");
  const config: KeeperConfig = {
    cluster: reader.text("cluster", "mainnet-beta"),
    keypair: reader.text("keypair"),
    ...{ pools, endpoints, broadcasters, interval },
    budget: BigInt(reader.whole("budget-lamports", 0, Number.MAX_SAFE_INTEGER)),
    fees: reader.within("fees", (fees) => ({
      first: BigInt(fees.whole("first", 0, 1_000_000_000, 1_000)),
      factor: fees.whole("factor", 2, 100, 3),
      most: BigInt(fees.whole("most-lamports", 0, Number.MAX_SAFE_INTEGER, 200_000)),
      patience: fees.span("patience", "8s"),
    })),
    stagger: reader.within("stagger", (stagger) => ({
      slice: stagger.span("slice", "20s"),
      places: stagger.whole("places", 1, 1_000, 8),
      keepers: stagger.value("keepers", [], asAddresses, "a list of addresses in base58"),
    })),
    poll: reader.span("poll", "2s"),
    timeout: reader.span("timeout", "10s"),
    staleAfter: reader.has("stale-after") ? reader.span("stale-after", "1s") : Math.max(3 * interval, 120_000),
    history: reader.text("history", "truestake-keeper"),
    metricsPort: reader.has("metrics-port") ? reader.whole("metrics-port", 0, 65_535) : undefined,
    lookupTables: reader.flag("lookup-tables", true),
    removeDrained: reader.flag("remove-drained", true),
    lossesWithin: reader.span("losses-within", "10min"),
  };
  reader.finish();
  return config;
}

function asAddresses(it: unknown): string[] | undefined {
  const isAddress = (each: unknown) => typeof each === "string" && /^[1-9A-HJ-NP-Za-km-z]{32,44}$/.test(each);
  return Array.isArray(it) && it.every(isAddress) ? (it as string[]) : undefined;
}
