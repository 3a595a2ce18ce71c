// Many pools in one process: a loop for each, and what they share.
import type { Connection, VoteAccountStatus } from "@solana/web3.js";
import { fetchMany, nodesOf, type Wallet } from "@truestake/sdk";
import { LAST_LOOK_PARTS } from "@truestake/sdk/steward";
import { type Acting, settleOpen } from "./act";
import { type Broadcaster, rpcBroadcaster, together } from "./broadcast";
import { Budget } from "./budget";
import type { KeeperConfig } from "./config";
import { connectAll, measuredFetch, type NamedConnection } from "./endpoints";
import { Guard, UnknownGround } from "./guard";
import { Health } from "./health";
import { Ledger } from "./ledger";
import { type Log, openLog, type Sink } from "./log";
import { Metrics } from "./metrics";
import { type PassReport, PoolKeeper } from "./pass";
import { waitOf } from "./plan";
import { type Server, serve } from "./server";

/** What a keeper is started with. */
export interface KeeperOptions {
  config: KeeperConfig;
  /** Signs and pays. */
  wallet: Wallet;
  /** Folder of history and ledger. */
  folder: string;
  /** Gets the log, a JSON line at a time. */
  sink: Sink;
  logLevel?: string | undefined;
  /** Ways for transactions beside those of the settings. */
  broadcasters?: readonly Broadcaster[] | undefined;
  now?: (() => number) | undefined;
}

/** What one pass of a pool came to, or why it did not come to an end. */
export interface Cycle {
  pool: string;
  report?: PassReport | undefined;
  error?: unknown;
}

/** Milliseconds for which a read is tried again within one pass: the next one comes soon. */
const PATIENCE = 5_000;
const LONGEST_BACKOFF = 64;

/** What follows from the settings, and changes with them. */
interface Setup {
  config: KeeperConfig;
  nodes: NamedConnection[];
  acting: Acting;
  pools: PoolKeeper[];
}

export class Keeper {
  readonly metrics: Metrics;
  readonly health: Health;
  readonly ledger: Ledger;
  readonly log: Log;
  private readonly guard = new Guard();
  private readonly now: () => number;
  private setup: Setup;
  private next: KeeperConfig | undefined;
  private server: Server | undefined;
  private isStopped = false;
  private fatal: unknown;
  private generation = new AbortController();
  private epoch = 0n;

  constructor(private readonly options: KeeperOptions) {
    const { config, folder, sink, logLevel, now = Date.now } = options;
    this.now = now;
    this.metrics = new Metrics(config.cluster);
    this.health = new Health(config.staleAfter, now);
    this.ledger = Ledger.open(folder, options.wallet.publicKey.toBase58());
    this.log = openLog(sink, () => [...this.setup.config.endpoints, ...this.setup.config.broadcasters], logLevel);
    this.setup = this.prepare(config);
  }

  private prepare(config: KeeperConfig): Setup {
    const { wallet, folder, broadcasters = [] } = this.options;
    const onCall = this.metrics.call.bind(this.metrics);
    const nodes = connectAll(config.endpoints, onCall);
    const connections: Connection[] = nodes.map(({ connection }) => connection);
    const ways = [
      ...[...config.endpoints, ...config.broadcasters].map((each) =>
        rpcBroadcaster(each, measuredFetch(each.name, onCall)),
      ),
      ...broadcasters,
    ];
    const acting: Acting = {
      nodes: nodesOf(connections, { callTimeout: config.timeout, patience: Math.min(PATIENCE, config.timeout) }),
      ...{ wallet, ledger: this.ledger, metrics: this.metrics, now: this.now },
      budget: new Budget(config.budget, (epoch) => this.ledger.spent(epoch)),
      broadcast: together(ways, (name, error) => this.log.debug({ endpoint: name, error }, "a broadcaster failed")),
      ...{ patience: config.fees.patience, poll: config.poll },
    };
    const chain = Object.assign(Object.create(acting.nodes), {
      getVoteAccounts: () => firstAnswer(connections, config.timeout),
    });
    const { fees, stagger, lookupTables, removeDrained, lossesWithin } = config;
    const around = { acting, chain, guard: this.guard, log: this.log, folder };
    const pools = config.pools.map(
      (pool) => new PoolKeeper(pool, { ...around, fees, stagger, lookupTables, removeDrained, lossesWithin }),
    );
    const mints = pools.map(({ mint }) => mint);
    this.health.expect(mints, config.staleAfter);
    return { config, nodes, acting, pools };
  }

  /** Port of `/metrics` and `/healthz`, once they are served. */
  get port(): number | undefined {
    return this.server?.port;
  }

  /** One pass of every pool, without waiting for turns. */
  async once(): Promise<Cycle[]> {
    const cycles = await Promise.all(this.setup.pools.map((pool) => this.cycle(pool, true)));
    await this.account();
    await settleOpen(this.setup.acting);
    return cycles;
  }

  /** Looks after the pools until it is stopped; throws what it stops for itself. */
  async run(): Promise<void> {
    const { config } = this.setup;
    const payer = this.options.wallet.publicKey.toBase58();
    if (config.metricsPort !== undefined) this.server = await serve(config.metricsPort, this.metrics, this.health);
    this.log.info({ payer, pools: this.setup.pools.map(({ mint }) => mint), port: this.port }, "the keeper runs");
    try {
      while (!this.isStopped) {
        const { signal } = this.generation;
        const loops = this.setup.pools.map((pool) => this.look(pool, signal));
        await Promise.all([...loops, this.watch(signal)]);
        this.generation = new AbortController();
        if (this.next) this.setup = this.prepare(this.next);
        this.next = undefined;
      }
      await settleOpen(this.setup.acting);
    } finally {
      await this.server?.close();
      this.log.info({}, "the keeper has stopped");
    }
    if (this.fatal !== undefined) throw this.fatal;
  }

  /** Ends the loops: what is under way comes to its end first. */
  stop(): void {
    if (this.isStopped) return;
    this.isStopped = true;
    this.log.info({}, "stopping: what is under way comes to its end");
    this.generation.abort();
  }

  /** Goes on with other settings. Keypair, folder and port stay what they are. */
  reload(config: KeeperConfig): void {
    this.log.info({ pools: config.pools.map(({ mint }) => mint.toBase58()) }, "the settings are read again");
    this.next = config;
    this.metrics.forget();
    this.generation.abort();
  }

  /** A pool's loop. */
  private async look(pool: PoolKeeper, signal: AbortSignal): Promise<void> {
    for (let failures = 0; !signal.aborted; ) {
      const { report, error } = await this.cycle(pool, false, signal);
      const { interval, poll } = this.setup.config;
      failures = error === undefined ? 0 : failures + 1;
      const backoff = poll * Math.min(2 ** failures, LONGEST_BACKOFF);
      const wait = report ? this.waitFor(pool, report) : Math.min(backoff, interval);
      await sleep(wait, signal);
    }
  }

  private waitFor({ slotMilliseconds }: PoolKeeper, { snapshot, nextTurn, error }: PassReport): number {
    const { config } = this.setup;
    const { clock, pool } = snapshot;
    const end = clock.epochStartSlot + clock.slotsInEpoch;
    const moving = end - (clock.slotsInEpoch * BigInt(pool.movingPart)) / 10_000n;
    // Until the rewards are paid out, everything waits for that.
    if (clock.rewardsActive) return config.poll;
    const usual = waitOf(
      { slot: clock.slot, moments: [moving - clock.slotsInEpoch / LAST_LOOK_PARTS, moving, end], slotMilliseconds },
      config,
    );
    const turn = nextTurn === undefined ? usual : Math.max(1, nextTurn - this.now());
    return Math.min(error === undefined ? usual : Math.min(usual, 4 * config.poll), turn);
  }

  private async cycle(pool: PoolKeeper, isAlone: boolean, signal?: AbortSignal): Promise<Cycle> {
    const { mint } = pool;
    try {
      const report = await pool.pass({ isAlone, ...(signal ? { signal } : {}) });
      this.epoch = report.snapshot.clock.epoch;
      this.ended(mint, report.error);
      return { pool: mint, report, error: report.error };
    } catch (error) {
      this.ended(mint, error);
      if (error instanceof UnknownGround) this.halt(error);
      else this.log.error({ pool: mint, error }, "the pass did not come to its end");
      return { pool: mint, error };
    }
  }

  private ended(pool: string, error: unknown): void {
    if (error === undefined) this.health.well(pool);
    this.metrics.cycle(pool, error === undefined ? "ok" : "error", this.now());
  }

  private halt(error: UnknownGround): void {
    this.log.fatal({ error }, "this keeper does not know what it sees: it stops");
    this.fatal ??= error;
    this.isStopped = true;
    this.generation.abort();
  }

  /** What has to do with no pool: nodes, payer, costs, and what became of transactions. */
  private async watch(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.account();
      await settleOpen(this.setup.acting);
      await sleep(this.setup.config.interval, signal);
    }
  }

  private async account(): Promise<void> {
    const { config, acting, nodes } = this.setup;
    const { metrics, ledger } = this;
    metrics.budget(config.budget, acting.budget.left(this.epoch));
    metrics.open(ledger.open.length);
    for (const crank of ledger.cranks) metrics.costs(crank, ledger.costs({ crank }));
    const told = nodes.map(async ({ name, connection }) => metrics.slot(name, await connection.getSlot("confirmed")));
    const payer = fetchMany(acting.nodes, [acting.wallet.publicKey]).then(([account]) =>
      metrics.payer(BigInt(account?.lamports ?? 0)),
    );
    // What a node does not answer is counted where it is asked.
    await Promise.allSettled([...told, payer]);
  }
}

/** The network's validators, as the first node tells them that answers in time. */
async function firstAnswer(connections: readonly Connection[], callTimeout: number): Promise<VoteAccountStatus> {
  for (const connection of connections) {
    const ask = () => connection.getVoteAccounts("confirmed");
    const [found] = await nodesOf(connection, { callTimeout }).each("getVoteAccounts", ask);
    if (found) return found;
  }
  throw new Error("no node lists the network's validators");
}

function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener("abort", end);
  });
}
