// What Prometheus sees. Labels name endpoints, pools and cranks: never a URL, which may hold a key.
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { Costs } from "./ledger";

const { version }: { version: string } = require("../package.json");

export type TransactionResult = "landed" | "failed" | "expired" | "simulated_refusal" | "duplicate_avoided";
export type CrankResult = "ok" | "expected_refusal" | "error";

/** The state of a pool, as numbers; lamports where nothing else is said. */
export interface PoolNumbers {
  epoch: bigint;
  updatedEpoch: bigint;
  lagSeconds: number;
  unmeasured: number;
  priceRatio: number;
  total: bigint;
  reserve: bigint;
  queue: bigint;
  liquidity: bigint;
}

/** What is counted once an epoch. */
export interface EpochNumbers {
  queueOldestEpochs: bigint;
  backingDifference: bigint;
  /**
   * Shares of the pool's stake, 0 to 1, with validators that do not vote, have no BLS key, are of the network's superminority, or are
   * on their way off the list; undefined where nobody can tell.
   */
  shares: Record<"delinquent" | "no_bls" | "superminority" | "removing", number | undefined>;
  concentration: { hhi: number; n33: number; largest: number };
}

/** All metrics of one process. */
export class Metrics {
  readonly registry = new Registry();
  private readonly gauges = new Map<string, Gauge>();

  constructor(cluster: string) {
    this.registry.setDefaultLabels({ cluster });
    collectDefaultMetrics({ register: this.registry });
    this.gauge("build_info", "Version of the keeper; always 1", ["version"]).set({ version }, 1);
    for (const [name, help, labels] of GAUGES) this.gauge(name, help, labels);
  }

  private gauge(name: string, help: string, labels: readonly string[]): Gauge {
    const gauge = new Gauge({ name: `truestake_${name}`, help, labelNames: [...labels], registers: [this.registry] });
    this.gauges.set(name, gauge);
    return gauge;
  }

  private counter(name: string, help: string, labels: readonly string[]): Counter {
    return new Counter({ name: `truestake_${name}`, help, labelNames: [...labels], registers: [this.registry] });
  }

  private readonly cranks = this.counter("crank_total", "Cranks by result", ["pool", "crank", "result"]);
  private readonly transactions = this.counter("tx_total", "Transactions by result", ["result"]);
  private readonly fees = this.counter("fee_lamports_total", "Lamports of landed transactions", ["crank", "kind"]);
  private readonly cycles = this.counter("cycle_total", "Cycles by result", ["pool", "result"]);
  private readonly unknown = this.counter("unknown_error_total", "Errors that this version does not know", ["pool"]);
  private readonly landing = new Histogram({
    name: "truestake_tx_landing_seconds",
    help: "From planning a transaction to its confirmation",
    labelNames: ["pool"],
    buckets: [0.5, 1, 2, 4, 8, 15, 30, 60],
    registers: [this.registry],
  });
  private readonly rpc = new Histogram({
    name: "truestake_rpc_seconds",
    help: "Calls of nodes, by what they answered",
    labelNames: ["endpoint", "method", "code"],
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [this.registry],
  });

  private set(name: string, labels: Record<string, string>, value: number | bigint): void {
    this.gauges.get(name)?.set(labels, Number(value));
  }

  pool(pool: string, of: PoolNumbers): void {
    this.set("epoch", {}, of.epoch);
    this.set("pool_updated_epoch", { pool }, of.updatedEpoch);
    this.set("freshness_lag_seconds", { pool }, of.lagSeconds);
    this.set("validators_unmeasured", { pool }, of.unmeasured);
    this.set("price_ratio", { pool }, of.priceRatio);
    this.set("total_lamports", { pool }, of.total);
    this.set("reserve_lamports", { pool }, of.reserve);
    this.set("queue_lamports", { pool }, of.queue);
    this.set("liquidity_lamports", { pool }, of.liquidity);
  }

  epoch(pool: string, of: EpochNumbers): void {
    this.set("queue_oldest_epochs", { pool }, of.queueOldestEpochs);
    this.set("backing_difference_lamports", { pool }, of.backingDifference);
    for (const [bucket, share] of Object.entries(of.shares)) {
      if (share === undefined) this.gauges.get("stake_share")?.remove({ pool, bucket });
      else this.set("stake_share", { pool, bucket }, share);
    }
    for (const [kind, value] of Object.entries(of.concentration)) this.set("concentration", { pool, kind }, value);
  }

  /** What is due at a pool, and for all else the rule that binds: what does not bind any more is 0. */
  due(pool: string, due: ReadonlyMap<string, number>, cranks: readonly string[]): void {
    for (const crank of cranks) this.set("cranks_due", { pool, crank }, due.get(crank) ?? 0);
  }

  private readonly bound = new Map<string, { crank: string; rule: string }[]>();

  skipped(pool: string, waiting: readonly { crank: string; rule: string; count: number }[]): void {
    for (const { crank, rule } of this.bound.get(pool) ?? []) this.set("skipped", { pool, crank, rule }, 0);
    for (const { crank, rule, count } of waiting) this.set("skipped", { pool, crank, rule }, count);
    this.bound.set(
      pool,
      waiting.map(({ crank, rule }) => ({ crank, rule })),
    );
  }

  crank(pool: string, crank: string, result: CrankResult): void {
    this.cranks.inc({ pool, crank, result });
  }

  transaction(result: TransactionResult): void {
    this.transactions.inc({ result });
  }

  landed(pool: string, milliseconds: number): void {
    this.transaction("landed");
    this.landing.observe({ pool }, milliseconds / 1_000);
  }

  private readonly told = new Map<string, bigint>();

  /** Brings the counters of a crank's costs up to what its ledger says; returnable rent may sink, and is a gauge. */
  costs(crank: string, { base, priority, rent, returnable }: Costs): void {
    for (const [kind, total] of Object.entries({ base, priority, rent })) {
      const key = `${crank} ${kind}`;
      const more = total - (this.told.get(key) ?? 0n);
      if (more > 0n) this.fees.inc({ crank, kind }, Number(more));
      this.told.set(key, total);
    }
    this.set("returnable_lamports", { crank }, returnable);
  }

  budget(lamports: bigint, left: bigint): void {
    this.set("budget_lamports", {}, lamports);
    this.budgetLeft(left);
  }

  budgetLeft(left: bigint): void {
    this.set("budget_left_lamports", {}, left);
  }

  payer(lamports: bigint): void {
    this.set("payer_balance_lamports", {}, lamports);
  }

  open(transactions: number): void {
    this.set("tx_open", {}, transactions);
  }

  call(endpoint: string, method: string, code: string, seconds: number): void {
    this.rpc.observe({ endpoint, method, code }, seconds);
  }

  slot(endpoint: string, slot: number): void {
    this.set("rpc_slot", { endpoint }, slot);
  }

  unknownError(pool: string): void {
    this.unknown.inc({ pool });
  }

  cycle(pool: string, result: "ok" | "error", now: number): void {
    this.cycles.inc({ pool, result });
    this.set("last_cycle_timestamp_seconds", { pool, result }, Math.floor(now / 1_000));
  }

  /** What does not move any more must not look alive: an endpoint or a pool that is gone from the settings. */
  forget(): void {
    for (const name of ["rpc_slot", "skipped", "cranks_due", "pool_updated_epoch", "freshness_lag_seconds"]) {
      this.gauges.get(name)?.reset();
    }
  }

  text(): Promise<string> {
    return this.registry.metrics();
  }
}

const GAUGES: readonly (readonly [string, string, readonly string[]])[] = [
  ["epoch", "Epoch of the chain", []],
  ["pool_updated_epoch", "Epoch of the pool's price", ["pool"]],
  [
    "freshness_lag_seconds",
    "Seconds since the epoch began while the price is of an earlier one; 0 once it is fresh",
    ["pool"],
  ],
  ["validators_unmeasured", "Validators that are not measured in this epoch", ["pool"]],
  ["cranks_due", "Transactions that are due, by crank", ["pool", "crank"]],
  ["skipped", "Validators or tickets that a rule binds, by crank and rule", ["pool", "crank", "rule"]],
  ["budget_lamports", "Most lamports of fees in an epoch", []],
  ["budget_left_lamports", "Lamports of the epoch's budget that are left", []],
  ["payer_balance_lamports", "Lamports of the payer", []],
  ["returnable_lamports", "Rent that comes back when its accounts are closed, by crank", ["crank"]],
  ["tx_open", "Transactions whose outcome is not known yet", []],
  ["rpc_slot", "Confirmed slot of a node", ["endpoint"]],
  ["last_cycle_timestamp_seconds", "When a cycle ended last, by result", ["pool", "result"]],
  ["price_ratio", "SOL per token", ["pool"]],
  ["total_lamports", "Lamports that the tokens are worth", ["pool"]],
  ["reserve_lamports", "Lamports of the reserve", ["pool"]],
  ["queue_lamports", "Lamports that tickets wait for", ["pool"]],
  ["queue_oldest_epochs", "Epochs that the queue's head has waited beyond its own", ["pool"]],
  ["liquidity_lamports", "Lamports that serve unstakes at once", ["pool"]],
  ["backing_difference_lamports", "Lamports that the accounts hold less than the books say; 0 when backed", ["pool"]],
  [
    "stake_share",
    "Share of the pool's stake by validators: delinquent, no_bls, superminority, removing; not there where unknown",
    ["pool", "bucket"],
  ],
  ["concentration", "How much depends on how few", ["pool", "kind"]],
];
