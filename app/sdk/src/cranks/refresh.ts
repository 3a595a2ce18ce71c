import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { fetchSnapshot, isFresh, type PoolSnapshot } from "../accounts/snapshot";
import type { ValidatorRecord } from "../accounts/validatorList";
import type { PoolId } from "../deployment";
import { isError, isTruestakeError, TruestakeError } from "../errors";
import { checkNumbers, invalid } from "../errors/arguments";
import { growHistory } from "../instructions/growHistory";
import { updatePool } from "../instructions/updatePool";
import type { ChainReader } from "../nodes/chain";
import { pause } from "../nodes/race";
import { failingOf } from "../transaction/bisect";
import { fits, MAX_COMPUTE_UNITS } from "../transaction/compile";
import type { Sent } from "../transaction/details";
import { priorityLamports, SIGNATURE_LAMPORTS } from "../transaction/fee";
import { reporting } from "../transaction/partly";
import { priorityFee } from "../transaction/priorityFee";
import { CRANK_RACES, FINAL } from "../transaction/races";
import type { Batch } from "../transaction/send";
import { nodesIn, type Session, send, sendAll, walletOf } from "../transaction/session";
import { simulate } from "../transaction/simulate";
import { batchesOf, type Group, type MeasureBatch, measuring, type PlanOptions, type Room, WHOLE } from "./measure";
import { afterRewards, DEADLINE } from "./rewards";
import { fetchUntidy } from "./tidy";

export type { Bound, MeasureBatch, PlanOptions } from "./measure";

/** The cranks that are missing in this epoch, as transactions. */
export interface RefreshPlan {
  /** Independent of each other; all before `last`. */
  first: MeasureBatch[];
  /** Ends with the pool's update; undefined when nothing is missing. */
  last: Batch | undefined;
}

/** What the user's own instructions may take of a transaction that begins with cranks. */
const OWN: Room = { units: 300_000, calls: 20 };

/**
 * Plans the missing cranks from a snapshot, in as few transactions as they fit into: by bytes, account locks, compute and
 * calls. With lookup tables bytes hardly bind.
 */
export function planCranks(snapshot: PoolSnapshot, options: PlanOptions): RefreshPlan {
  return planWithin(WHOLE, snapshot, options);
}

export function planWithin(
  room: Room,
  snapshot: PoolSnapshot,
  options: PlanOptions,
): RefreshPlan & { groups: Group[] } {
  const { pool, validators, clock } = snapshot;
  if (pool.lastUpdateEpoch === clock.epoch) return { first: [], last: undefined, groups: [] };
  const { instruction, boundOf, groups: groupsOf } = measuring(room, snapshot, options);
  const update = updatePool({ pool });
  const groups = groupsOf(validators.unmeasured(clock.epoch));
  const tail = groups.at(-1);
  const withTail = tail !== undefined && !boundOf(tail, update);
  return {
    first: batchesOf(withTail ? groups.slice(0, -1) : groups, instruction),
    last: { instructions: tail && withTail ? [instruction(tail), update] : [update] },
    groups,
  };
}

/** Reads a pool and plans the cranks that are missing in this epoch. Nothing is sent. */
export async function planRefresh(reader: ChainReader, pool: PoolId, options: PlanOptions): Promise<RefreshPlan> {
  return planCranks(await fetchSnapshot(reader, pool), options);
}

/**
 * The missing cranks before a user's instructions, when all of it fits into one transaction; the instructions alone when
 * nothing is missing; undefined when it does not fit: then run {@link refresh} first.
 */
export function prependCranks(
  snapshot: PoolSnapshot,
  instructions: TransactionInstruction[],
  options: PlanOptions & { leaving?: number | undefined },
): TransactionInstruction[] | undefined {
  const room = { units: WHOLE.units - OWN.units, calls: WHOLE.calls - OWN.calls };
  const { first, last } = planWithin(room, snapshot, options);
  if (!last) return instructions;
  if (first.length > 0) return undefined;
  const whole = [...last.instructions, ...instructions];
  return fits(options.payer, whole, options.lookupTables, options.leaving) ? whole : undefined;
}

export interface RefreshOptions {
  /** Milliseconds to wait for the epoch's rewards and for other crankers; 10 minutes if not given. */
  deadline?: number | undefined;
  /**
   * What to do with stake accounts that somebody else has only measured in this epoch. True, as if not given, tidies those
   * whose stake is on its way; "all" looks at all of them; false leaves them: they do not touch the price.
   */
  tidy?: boolean | "all" | undefined;
  /** The most transactions to send: `CranksNeeded` when it takes more. No bound if not given. */
  mostTransactions?: number | undefined;
}

/** Transactions of cranks that one user's action pays for, beside those that fit before its own instructions. */
export const MOST_USER_CRANKS = 2;

export interface Refreshed {
  /** Transactions that were sent; none when the pool was up to date. */
  transactions: Sent[];
  /** The pool afterwards. */
  snapshot: PoolSnapshot;
  /** Vote accounts of validators that are measured, and whose stake accounts the stake program refuses to put in order. */
  refused: PublicKey[];
}

/** Between two rounds: a node may not know yet what has just been confirmed. */
const ROUND_PAUSE = 500;
/** Looks at the pool, beside those while rewards are being paid out. */
const MOST_ROUNDS = 8;

/** A transaction took more than was planned for it. */
export function isTooMuch(error: unknown): boolean {
  if (!isError(error, "SimulationFailed", "TransactionFailed")) return false;
  const said = `${JSON.stringify(error.cause)} ${error.message} ${error.logs.join(" ")}`;
  return /MaxInstructionTraceLengthExceeded|ComputationalBudgetExceeded|exceeded CUs|out of memory/.test(said);
}

/**
 * Brings a pool up to date: measures the validators that have not been measured in this epoch, in parallel, then updates
 * the pool; and puts stake accounts in order that somebody else has only measured. Anybody may. Safe to repeat and to race:
 * it looks again when somebody else was faster or a new epoch begins, waits while the epoch's rewards are being paid out,
 * and does nothing when nothing is missing.
 *
 * Throws `DeadlinePassed` when the rewards take too long, else what sending throws; `PartlyDone` with what was sent before.
 *
 * @example
 * ```ts
 * const { transactions, snapshot } = await keeper.refresh();
 * ```
 */
export async function refresh(session: Session, options: RefreshOptions = {}): Promise<Refreshed> {
  if (session.capture) throw invalid("act", "refresh", "an action that needs the signer: anybody may refresh");
  const transactions: Sent[] = [];
  return reporting(transactions, () => run(session, options, transactions));
}

async function run(session: Session, options: RefreshOptions, transactions: Sent[]): Promise<Refreshed> {
  const { deployment } = session;
  const chain = nodesIn(session);
  const { deadline = DEADLINE, mostTransactions } = options;
  checkNumbers({ deadline }, Number.MAX_SAFE_INTEGER);
  const { publicKey: payer } = walletOf(session);
  const { lookupTables, pollEvery, signal } = session.options;
  const until = Date.now() + deadline;
  const refused: PublicKey[] = [];
  let { tidy = true } = options;
  let unexplained = false;
  let room = WHOLE;
  for (let round = 1; ; round++) {
    const snapshot = await afterRewards(session, until, () => fetchSnapshot(chain, deployment));
    const fresh = isFresh(snapshot);
    if (fresh && !tidy) return { transactions, snapshot, refused };
    const { instruction, groups: groupsOf } = measuring(room, snapshot, { payer, measureOnly: refused, lookupTables });
    let groups: Group[] = [];
    try {
      if (fresh) {
        const untidy = await fetchUntidy(chain, snapshot, { all: tidy === "all" });
        groups = groupsOf(untidy.map(({ index }) => index)).filter(({ measureOnly }) => !measureOnly);
        if (groups.length === 0) return { transactions, snapshot, refused };
        await sendAll(session, batchesOf(groups, instruction), transactions);
        // Once is enough: a node that does not know of it yet would have it sent again.
        tidy = false;
        continue;
      }
      const cranks = planWithin(room, snapshot, { payer, measureOnly: refused, lookupTables });
      groups = cranks.groups;
      await consent(session, mostTransactions, transactions.length, cranks);
      await sendAll(session, cranks.first, transactions);
      if (cranks.last) transactions.push(await send(session, cranks.last.instructions));
      if (round >= MOST_ROUNDS)
        throw new TruestakeError("DeadlinePassed", "the pool was updated and is still out of date");
    } catch (error) {
      if (round >= MOST_ROUNDS || isError(error, ...FINAL)) throw error;
      await pause(pollEvery ?? ROUND_PAUSE, signal);
      if (isError(error, "HistoryIncomplete")) {
        transactions.push(await send(session, [growHistory({ pool: snapshot.pool, payer })]));
        continue;
      }
      if (isTooMuch(error) && room.units > WHOLE.units / 8) {
        room = { units: room.units / 2, calls: Math.floor(room.calls / 2) };
        continue;
      }
      if (isError(error, ...CRANK_RACES)) continue;
      // A call to the stake program that fails must keep neither the price from being known nor others from order.
      const found = await refusedOf(groups, async (records) => {
        const instructions = [instruction({ records, measureOnly: false })];
        await simulate(chain, { payer, instructions, lookupTables, programId: deployment.programId });
      });
      if (found.length === 0 && unexplained) throw error;
      unexplained = found.length === 0;
      refused.push(...found.map(({ vote }) => vote));
    }
  }
}

/** Refuses to send more cranks than whoever pays has agreed to, and says what they would cost at most. */
async function consent(session: Session, most: number | undefined, sent: number, { first, last }: RefreshPlan) {
  const batches: Batch[] = last ? [...first, last] : first;
  if (most === undefined || sent + batches.length <= most) return;
  const [{ instructions }] = batches as [Batch];
  const price = await priorityFee(nodesIn(session), instructions, session.options.priorityFee);
  const each = SIGNATURE_LAMPORTS + priorityLamports(price, MAX_COMPUTE_UNITS);
  const lamports = each * BigInt(batches.length);
  const message = `the epoch's update takes ${batches.length} more transactions, up to ${lamports} lamports of fees`;
  throw new TruestakeError("CranksNeeded", message, { args: { transactions: batches.length, lamports } });
}

/** The validators that keep a group from being put in order; none when something else does. */
export async function refusedOf(
  groups: Group[],
  attempt: (records: ValidatorRecord[]) => Promise<void>,
): Promise<ValidatorRecord[]> {
  const ordered = groups.filter(({ measureOnly }) => !measureOnly).map(({ records }) => records);
  try {
    return await failingOf(ordered, async (records) => {
      try {
        await attempt(records);
        return false;
      } catch (error) {
        if (!isTruestakeError(error) || isError(error, ...CRANK_RACES, ...FINAL)) throw error;
        return true;
      }
    });
  } catch (error) {
    // The next round looks at the accounts anew.
    if (isError(error, ...CRANK_RACES)) return [];
    throw error;
  }
}
