// One pool: look, plan, act, and look again, until nothing is left that is due and this keeper's turn.
import { setTimeout } from "node:timers/promises";
import type { AddressLookupTableAccount, PublicKey } from "@solana/web3.js";
import {
  type ChainReader,
  type ChainSender,
  type Deployment,
  deployment,
  fetchSnapshot,
  instructions,
  isError,
  isFresh,
  isTruestakeError,
  type PoolSnapshot,
  priorityFee,
  type Sent,
  SIGNATURE_LAMPORTS,
  TruestakeClient,
  type TruestakeError,
} from "@truestake/sdk";
import {
  CRANKS,
  findLookupTables,
  findRefused,
  isOvertaken,
  keepLookupTables,
  planDue,
} from "@truestake/sdk/operators";
import { isMovingAt } from "@truestake/sdk/quotes";
import { type Acting, type Attempt, attempt, endedOf, isSeen, onSigned, pollOf, type Result, settleOpen } from "./act";
import type { FeeConfig, PoolConfig, StaggerConfig } from "./config";
import type { Guard } from "./guard";
import { unknownGround } from "./guard";
import { addHistory } from "./history";
import type { Log } from "./log";
import { Losses } from "./losses";
import { observeEpoch, poolNumbers } from "./observe";
import { countsOf, type Due, type Found, isTooLate, planOf, turnsOf } from "./plan";
import { Prices } from "./prices";
import { type KeeperCrank, type Turn, Turns, turnOf } from "./stagger";
import { StewardWatch } from "./steward";

/** What a pool's pass needs, beside its own state. */
export interface Surroundings {
  acting: Acting;
  /** What is asked for what the SDK has no use for. */
  chain: ChainSender;
  guard: Guard;
  log: Log;
  fees: FeeConfig;
  stagger: StaggerConfig;
  /** Folder of the history. */
  folder: string;
  lookupTables: boolean;
  removeDrained: boolean;
  /** Milliseconds in which all stake accounts are looked at for losses once. */
  lossesWithin: number;
}

/** What a pass came to. */
export interface PassReport {
  snapshot: PoolSnapshot;
  /** Transactions that have landed. */
  landed: number;
  /** Transactions that were due, and are left: not this keeper's turn, or the budget is spent. */
  left: number;
  nextTurn: number | undefined;
  /** The first error that was not to be expected. */
  error: unknown;
}

/** Rounds of looking and acting: each sends all that can go at the same time. */
const MOST_ROUNDS = 40;
/** Rounds in which nothing lands and nothing is open. */
const MOST_IDLE = 2;
/** Looks at a transaction that is seen and not confirmed. */
const MOST_LOOKS = 10;
/** From so many validators on lookup tables are worth their rent. */
const MANY = 24;
const NO_LIMIT = 2n ** 63n;
/** A halved transaction that still takes too much has another fault. */
const MOST_HALVINGS = 3;
const SLOT_MILLISECONDS = 400;
/** All that a keeper runs. */
const ALL_CRANKS: readonly KeeperCrank[] = [...CRANKS, "steward"];
/** What waits while scores are set: it moves stake by them, or changes places in the list that they name. */
const AFTER_SCORES: readonly KeeperCrank[] = ["delegate", "deactivate", "remove"];
/** Cranks in which the stake program may refuse one of many validators. */
const MEASURING: readonly KeeperCrank[] = ["measure", "update", "tidy"];

/** A pool, and what a keeper remembers of it between two passes. */
export class PoolKeeper {
  readonly mint: string;
  readonly place: Deployment;
  private readonly turns: Turns;
  private readonly prices: Prices;
  private readonly losses: Losses;
  private readonly steward: StewardWatch;
  private readonly attempts = new Map<Turn, number>();
  private epoch: bigint | undefined;
  private refused: PublicKey[] = [];
  private halvings = 0;
  /** Epochs in which these were done. */
  private orderedEpoch: bigint | undefined;
  private observedEpoch: bigint | undefined;
  private tables: { epoch: bigint | undefined; found: AddressLookupTableAccount[] } | undefined;
  /** Learnt from two looks. */
  slotMilliseconds = SLOT_MILLISECONDS;
  private lookedAt: { slot: bigint; time: number } | undefined;

  constructor(
    { mint, programId }: PoolConfig,
    private readonly around: Surroundings,
  ) {
    this.mint = mint.toBase58();
    this.place = deployment({ mint, programId });
    this.turns = new Turns(this.payer.toBase58(), around.stagger);
    this.prices = new Prices(around.fees);
    this.losses = new Losses(around.lossesWithin);
    this.steward = new StewardWatch(this.place);
  }

  /** How far the price has risen: what is taken over is late, and begins as a second attempt. */
  private attemptOf(turn: Turn, epoch: bigint): number {
    return (this.attempts.get(turn) ?? 0) + (this.turns.isTakenOver(this.mint, epoch, turn) ? 1 : 0);
  }

  private get payer(): PublicKey {
    return this.around.acting.wallet.publicKey;
  }

  /** Reads the pool; stops for good where that is not what this version knows. */
  private async look(): Promise<PoolSnapshot> {
    const { acting, guard } = this.around;
    try {
      await guard.check(acting.nodes, this.place.programId);
      const snapshot = await fetchSnapshot(acting.nodes, this.place);
      this.note(snapshot);
      return snapshot;
    } catch (error) {
      throw unknownGround(error) ?? error;
    }
  }

  private note({ clock }: PoolSnapshot): void {
    const now = this.around.acting.now();
    const before = this.lookedAt;
    if (before && clock.slot - before.slot >= 8n) {
      this.slotMilliseconds = Math.max(1, (now - before.time) / Number(clock.slot - before.slot));
    }
    if (!before || clock.slot - before.slot >= 8n) this.lookedAt = { slot: clock.slot, time: now };
    if (clock.epoch === this.epoch) return;
    this.epoch = clock.epoch;
    this.refused = [];
    this.halvings = 0;
    this.attempts.clear();
  }

  /** One pass. `isAlone` acts at once on all that is due, without waiting for turns. */
  async pass({ isAlone = false, signal }: { isAlone?: boolean; signal?: AbortSignal } = {}): Promise<PassReport> {
    const { acting } = this.around;
    const { metrics } = acting;
    const report = { landed: 0, error: undefined as unknown };
    let spent = 0;
    let hasStewardFailed = false;
    for (let [round, idle] = [1, 0]; ; round++) {
      await this.awaitSeen();
      const snapshot = await this.look();
      const { epoch } = snapshot.clock;
      metrics.pool(this.mint, poolNumbers(snapshot, this.slotMilliseconds));
      const found = await this.find(snapshot, round === 1);
      if (!hasStewardFailed) await this.addSteward(found, snapshot);
      const time = acting.now();
      const gone = this.turns.note(this.mint, epoch, turnsOf(found), time);
      for (const _ of gone) metrics.transaction("duplicate_avoided");
      const turnAt = (turn: Turn): number => {
        if (isTooLate(turn, snapshot.clock)) return Number.POSITIVE_INFINITY;
        return isAlone ? 0 : this.turns.at(this.mint, epoch, turn);
      };
      const plan = planOf(found, turnAt, time);
      metrics.due(this.mint, countsOf(found.due), ALL_CRANKS);
      metrics.skipped(this.mint, plan.waiting);
      const isOver = round > MOST_ROUNDS || idle >= MOST_IDLE || spent > 0 || signal?.aborted === true;
      if (plan.now.length === 0 || isOver) {
        await this.settleDown(snapshot, report);
        const left = plan.now.length + plan.later.length;
        return { snapshot, left, nextTurn: plan.nextTurn, ...report };
      }
      // Stake moves by the scores that are set now; what fails there keeps none from moving.
      const scores = plan.now.some(({ crank }) => crank === "steward");
      const now = scores ? plan.now.filter(({ crank }) => !AFTER_SCORES.includes(crank)) : plan.now;
      const results = await this.act(snapshot, now);
      hasStewardFailed ||= results.some(({ status }, at) => status === "failed" && now[at]?.crank === "steward");
      const landed = results.filter(({ status }) => status === "landed").length;
      const isOpen = results.some(({ status }) => status === "open");
      report.landed += landed;
      spent += results.filter(({ status }) => status === "spent").length;
      idle = landed > 0 || isOpen ? 0 : idle + 1;
      const error = await this.remedy(snapshot, now, results);
      report.error ??= error;
      if (error !== undefined) idle += 1;
      // What others have just done is confirmed a little later.
      if (results.some(({ status }) => status === "overtaken")) await setTimeout(pollOf(acting));
    }
  }

  /** Lets attempts come to their end that a node has seen already, so that none is made beside them. */
  private async awaitSeen(): Promise<void> {
    const { acting } = this.around;
    const cranks = ALL_CRANKS.filter((crank) => this.attempts.has(turnOf(crank)));
    for (let looks = 0; cranks.length > 0 && looks < MOST_LOOKS; looks++) {
      if (!(await isSeen(acting, this.mint, cranks))) return;
      await settleOpen(acting);
    }
  }

  /** Adds what is due for the pool's steward. What cannot be read of it keeps nothing else from being done. */
  private async addSteward(found: Found, snapshot: PoolSnapshot): Promise<void> {
    const { acting, log } = this.around;
    try {
      found.due.push(...(await this.steward.due(acting.nodes, snapshot, this.payer)));
    } catch (error) {
      log.warn({ pool: this.mint, error }, "the pool's steward cannot be read");
    }
  }

  private async find(snapshot: PoolSnapshot, isFirst: boolean): Promise<Found> {
    const { acting, removeDrained } = this.around;
    const { epoch } = snapshot.clock;
    // Once an epoch all accounts are looked at: nothing else tells of a surplus, and of what others have deactivated.
    const tidyAll = this.orderedEpoch !== epoch && isFresh(snapshot) && isMovingAt(snapshot.pool, snapshot.clock);
    const { refused, halvings, payer } = this;
    const lookupTables = await this.usableTables(snapshot);
    const fallen = isFirst
      ? await this.losses.look(acting.nodes, snapshot, acting.now())
      : await this.losses.lookAgain(acting.nodes, snapshot);
    const options = { payer, lookupTables, refused, halvings, removeDrained, tidyAll, fallen };
    const found = await planDue(acting.nodes, snapshot, options);
    if (tidyAll && !found.due.some(({ crank }) => crank === "tidy")) this.orderedEpoch = epoch;
    return found;
  }

  /** Sends all of it at the same time. */
  private async act(snapshot: PoolSnapshot, due: readonly Due[]): Promise<Result[]> {
    const { acting, fees, log } = this.around;
    const { epoch } = snapshot.clock;
    const firsts = new Map(due.toReversed().map((each) => [turnOf(each.crank), each]));
    const prices = new Map(
      await Promise.all(
        [...firsts].map(async ([turn, first]) => {
          const recent = await priorityFee(acting.nodes, first.instructions, { cap: NO_LIMIT });
          return [turn, this.prices.of(this.attemptOf(turn, epoch), recent)] as const;
        }),
      ),
    );
    const mostLamports = acting.budget.each(epoch, due.length, SIGNATURE_LAMPORTS, fees.most);
    const lookupTables = this.tables?.found;
    const results = await Promise.all(
      due.map((each) =>
        attempt(acting, {
          ...{ pool: this.mint, programId: this.place.programId, crank: each.crank, epoch, lookupTables },
          ...{ instructions: each.instructions, price: prices.get(turnOf(each.crank)) ?? 0n, mostLamports },
          // The steward's program refuses at once what others have done.
          ...(each.crank === "steward"
            ? {}
            : { isOvertaken: (node: ChainReader) => isOvertaken(node, snapshot, each) }),
        }),
      ),
    );
    const open = new Set<Turn>();
    for (const [at, result] of results.entries()) {
      const { crank, count, reason } = due[at] as Due;
      const turn = turnOf(crank);
      if (result.status === "open") open.add(turn);
      if (result.status === "landed") this.prices.landed(result.price);
      this.tell({ crank, count, reason, epoch }, result);
    }
    for (const { crank } of due) {
      const turn = turnOf(crank);
      if (!open.has(turn)) this.attempts.delete(turn);
    }
    for (const turn of open) {
      const next = (this.attempts.get(turn) ?? 0) + 1;
      this.attempts.set(turn, next);
      log.info({ pool: this.mint, turn, attempt: next }, "not landed yet: the next attempt pays more");
    }
    return results;
  }

  private tell(of: { crank: string; count: number; reason: string; epoch: bigint }, result: Result): void {
    const { acting, log } = this.around;
    const { metrics } = acting;
    const { crank } = of;
    const about = { pool: this.mint, ...of, epoch: Number(of.epoch) };
    if (result.status === "landed") {
      metrics.crank(this.mint, crank, "ok");
      const { signature, fee } = result.sent;
      log.info({ ...about, signature, fee: fee === undefined ? undefined : Number(fee) }, "landed");
    } else if (result.status === "refused") {
      metrics.crank(this.mint, crank, "expected_refusal");
      log.debug({ ...about, rule: result.error.name }, "refused, as is to be expected");
    } else if (result.status === "overtaken") {
      log.debug(about, "not sent: somebody else is faster");
    } else if (result.status === "spent") {
      metrics.skipped(this.mint, [{ crank, rule: "BudgetSpent", count: 1 }]);
      log.warn(about, "the epoch's budget is spent");
    } else if (result.status === "failed" || result.status === "tooMuch") {
      metrics.crank(this.mint, crank, "error");
      if (isError(result.error, "SimulationFailed", "TransactionFailed")) metrics.unknownError(this.mint);
      log.error({ ...about, error: result.error }, "failed");
    }
  }

  /** Does something about what failed, so that the next round does better. The first error that nothing helps against. */
  private async remedy(snapshot: PoolSnapshot, due: readonly Due[], results: readonly Result[]): Promise<unknown> {
    let first: unknown;
    for (const [at, result] of results.entries()) {
      const { crank, records } = due[at] as Due;
      if (result.status === "tooMuch") {
        this.halvings += 1;
        if (this.halvings > MOST_HALVINGS) first ??= result.error;
      }
      if (result.status !== "failed") continue;
      const { error } = result;
      const isHelped = isError(error, "HistoryIncomplete")
        ? await this.grow(snapshot)
        : MEASURING.includes(crank) && records.length > 0 && (await this.exclude(snapshot, records, error));
      if (!isHelped) first ??= error;
    }
    return first;
  }

  private async grow(snapshot: PoolSnapshot): Promise<boolean> {
    const { acting, fees } = this.around;
    const { epoch } = snapshot.clock;
    const of: Attempt = {
      ...{ pool: this.mint, programId: this.place.programId, crank: "grow", epoch, price: fees.first },
      ...{ instructions: [instructions.growHistory({ pool: this.place, payer: this.payer })], mostLamports: fees.most },
    };
    const result = await attempt(acting, of);
    this.tell({ crank: "grow", count: 1, reason: "the price history is not whole", epoch }, result);
    return result.status === "landed";
  }

  /** A call to the stake program that fails must keep neither the price from being known nor others from order. */
  private async exclude(snapshot: PoolSnapshot, records: Due["records"], cause: unknown): Promise<boolean> {
    // A node that does not answer, or a key without SOL, says nothing of the validators.
    if (!isTruestakeError(cause) || !["simulate", "confirm"].includes(cause.phase)) return false;
    if (isError(cause, "InsufficientFunds")) return false;
    const { acting, log } = this.around;
    const options = { payer: this.payer, lookupTables: this.tables?.found };
    const votes = await findRefused(acting.nodes, snapshot, records, options).catch(() => []);
    if (votes.length === 0) return false;
    this.refused.push(...votes);
    const names = votes.map((vote) => vote.toBase58());
    log.warn({ pool: this.mint, votes: names }, "the stake program refuses these: they are only measured");
    return true;
  }

  /** What has time once nothing is due: lookup tables, and the line of the epoch. */
  private async settleDown(snapshot: PoolSnapshot, report: { error: unknown }): Promise<void> {
    if (!isFresh(snapshot)) return;
    try {
      await this.keepTables(snapshot);
      await this.observe(snapshot);
    } catch (error) {
      report.error ??= error;
      this.around.log.error({ pool: this.mint, error }, "the epoch's own work failed");
    }
  }

  private async observe(snapshot: PoolSnapshot): Promise<void> {
    const { acting, chain, folder, log } = this.around;
    const { epoch } = snapshot.clock;
    if (this.observedEpoch === epoch) return;
    const client = new TruestakeClient({ ...this.place, connection: acting.nodes, wallet: acting.wallet });
    const costs = acting.ledger.costs({ epoch: epoch - 1n, pool: this.mint });
    const { line, numbers } = await observeEpoch(client, chain, snapshot, costs);
    acting.metrics.epoch(this.mint, numbers);
    if (addHistory(folder, line)) log.info({ pool: this.mint, epoch: line.epoch }, "the epoch's line is written");
    this.observedEpoch = epoch;
  }

  private async usableTables({ validators, pool }: PoolSnapshot): Promise<AddressLookupTableAccount[] | undefined> {
    if (!this.around.lookupTables || validators.count < MANY) return undefined;
    // Those of before are good for the next epoch's update: it waits for nothing.
    this.tables ??= { epoch: undefined, found: await this.findTables(pool.pool) };
    return this.tables.found;
  }

  private async findTables(pool: PublicKey): Promise<AddressLookupTableAccount[]> {
    const { acting, log } = this.around;
    return findLookupTables(acting.nodes, { pool, authority: this.payer }).catch((error: TruestakeError) => {
      log.warn({ pool: this.mint, error }, "lookup tables are not to be found: transactions hold less");
      return [];
    });
  }

  private async keepTables({ clock, validators, pool }: PoolSnapshot): Promise<void> {
    const { acting, fees, lookupTables, log } = this.around;
    if (!lookupTables || validators.count < MANY || this.tables?.epoch === clock.epoch) return;
    const { epoch } = clock;
    const of = { pool: this.mint, crank: "tables", epoch };
    const poll = pollOf(acting);
    const session = {
      ...{ connection: acting.nodes, wallet: acting.wallet, deployment: this.place },
      options: {
        ...{ onSigned: onSigned(acting, of), broadcast: acting.broadcast, pollEvery: poll, rebroadcastEvery: 2 * poll },
        priorityFee: { fixed: this.prices.of(0, 0n), mostLamports: fees.most },
        retries: 2,
      },
    };
    const ended = (sent: readonly Sent[]): void => {
      for (const each of sent) acting.ledger.ended(each.signature, endedOf("tables", each));
    };
    try {
      const { transactions, created, added, closed } = await keepLookupTables(session);
      ended(transactions);
      if (transactions.length > 0) log.info({ pool: this.mint, created, added, closed }, "lookup tables are kept");
    } catch (error) {
      if (isError(error, "PartlyDone")) ended(error.args.done as Sent[]);
      log.warn({ pool: this.mint, error }, "lookup tables could not be kept");
    }
    this.tables = { epoch, found: await this.findTables(pool.pool) };
  }
}
