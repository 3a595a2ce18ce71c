import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { fetchSnapshot, isFresh, type PoolSnapshot } from "./accounts/snapshot";
import type { ValidatorRecord } from "./accounts/validatorList";
import type { ChainReader, ChainSender } from "./chain";
import { isError, TruestakeError } from "./errors";
import { growHistory } from "./instructions/growHistory";
import { updatePool } from "./instructions/updatePool";
import { batchesOf, type Group, type MeasureBatch, measuring, type PlanOptions, type Room, WHOLE } from "./measure";
import { CRANK_RACES, FINAL } from "./races";
import { failingOf } from "./transaction/bisect";
import { fits } from "./transaction/compile";
import { type Batch, type SendOptions, type Sent, sendInWaves, sendTransactions, sleep } from "./transaction/send";
import { simulate } from "./transaction/simulate";
import type { Wallet } from "./transaction/wallet";
import { fetchUnordered } from "./unordered";

export type { Bound, MeasureBatch, PlanOptions } from "./measure";

/** The cranks that are missing in this epoch, as transactions. */
export interface FreshenPlan {
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
export function planCranks(snapshot: PoolSnapshot, options: PlanOptions): FreshenPlan {
  return planWithin(WHOLE, snapshot, options);
}

function planWithin(room: Room, snapshot: PoolSnapshot, options: PlanOptions): FreshenPlan & { groups: Group[] } {
  const { pool, validators, clock } = snapshot;
  if (pool.lastUpdateEpoch === clock.epoch) return { first: [], last: undefined, groups: [] };
  const { instruction, boundOf, groups: groupsOf } = measuring(room, snapshot, options);
  const update = updatePool({ pool, programId: options.programId });
  const groups = groupsOf(validators.unmeasured(clock.epoch));
  const tail = groups.at(-1);
  const withTail = tail !== undefined && !boundOf(tail, update);
  return {
    first: batchesOf(withTail ? groups.slice(0, -1) : groups, instruction),
    last: { instructions: tail && withTail ? [instruction(tail), update] : [update] },
    groups,
  };
}

/**
 * Plans what puts stake accounts in order that somebody has measured in this epoch and no more: transactions that do not
 * depend on each other. None when all is in order, also while stake only cools down or activates. Looks at the accounts of
 * stake that is on its way, or at `all`.
 */
export async function planOrder(
  reader: ChainReader,
  snapshot: PoolSnapshot,
  options: Omit<PlanOptions, "measureOnly"> & { all?: boolean },
): Promise<MeasureBatch[]> {
  const records = await fetchUnordered(reader, snapshot, options);
  const { groups, instruction } = measuring(WHOLE, snapshot, options);
  return batchesOf(groups(records.map(({ index }) => index)), instruction);
}

/** Reads a pool and plans the cranks that are missing in this epoch. Nothing is sent. */
export async function planFreshen(
  reader: ChainReader,
  options: PlanOptions & { mint: PublicKey },
): Promise<FreshenPlan> {
  return planCranks(await fetchSnapshot(reader, options.mint, options.programId), options);
}

/**
 * The missing cranks before a user's instructions, when all of it fits into one transaction; the instructions alone when
 * nothing is missing; undefined when it does not fit: then run {@link freshen} first.
 */
export function prependCranks(
  snapshot: PoolSnapshot,
  instructions: TransactionInstruction[],
  options: PlanOptions,
): TransactionInstruction[] | undefined {
  const room = { units: WHOLE.units - OWN.units, calls: WHOLE.calls - OWN.calls };
  const { first, last } = planWithin(room, snapshot, options);
  if (!last) return instructions;
  if (first.length > 0) return undefined;
  const whole = [...last.instructions, ...instructions];
  return fits(options.payer, whole, options.lookupTables) ? whole : undefined;
}

export interface FreshenOptions extends SendOptions {
  mint: PublicKey;
  /** Milliseconds to wait for the epoch's rewards and for other crankers; 10 minutes if not given. */
  deadline?: number | undefined;
  /**
   * What to do with stake accounts that somebody else has only measured in this epoch. True, as if not given, puts those in
   * order whose stake is on its way; "all" looks at all of them; false leaves them: they do not touch the price.
   */
  order?: boolean | "all" | undefined;
}

export interface Freshened {
  /** Transactions that were sent; none when the pool was up to date. */
  transactions: Sent[];
  /** The pool afterwards. */
  snapshot: PoolSnapshot;
  /** Vote accounts of validators that are measured, and whose stake accounts the stake program refuses to put in order. */
  refused: PublicKey[];
}

const DEADLINE = 600_000;
const REWARDS_POLL = 2_000;
/** Between two rounds: a node may not know yet what has just been confirmed. */
const ROUND_PAUSE = 500;
/** Looks at the pool, beside those while rewards are being paid out. */
const MOST_ROUNDS = 8;

/** A transaction took more than was planned for it. */
function isTooMuch(error: unknown): boolean {
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
 * Throws `DeadlinePassed` when the rewards take too long, else what sending throws.
 */
export async function freshen(chain: ChainSender, wallet: Wallet, options: FreshenOptions): Promise<Freshened> {
  const { mint, deadline = DEADLINE, lookupTables, programId } = options;
  const until = Date.now() + deadline;
  const transactions: Sent[] = [];
  const refused: PublicKey[] = [];
  let { order = true } = options;
  let unexplained = false;
  let room = WHOLE;
  for (let round = 1; ; round++) {
    const snapshot = await fetchSnapshot(chain, mint, programId);
    const fresh = isFresh(snapshot);
    if (fresh && !order) return { transactions, snapshot, refused };
    if (snapshot.clock.rewardsActive) {
      if (Date.now() >= until)
        throw new TruestakeError("DeadlinePassed", "the epoch's rewards are still being paid out");
      await sleep(Math.min(options.pollEvery ?? REWARDS_POLL, REWARDS_POLL));
      round--;
      continue;
    }
    const plan: PlanOptions = { payer: wallet.publicKey, measureOnly: refused, lookupTables, programId };
    const { instruction, groups: groupsOf } = measuring(room, snapshot, plan);
    let groups: Group[] = [];
    try {
      if (fresh) {
        const unordered = await fetchUnordered(chain, snapshot, { all: order === "all", programId });
        groups = groupsOf(unordered.map(({ index }) => index)).filter(({ measureOnly }) => !measureOnly);
        if (groups.length === 0) return { transactions, snapshot, refused };
        transactions.push(...(await sendInWaves(chain, wallet, batchesOf(groups, instruction), options)));
        // Once is enough: a node that does not know of it yet would have it sent again.
        order = false;
        continue;
      }
      const cranks = planWithin(room, snapshot, plan);
      groups = cranks.groups;
      transactions.push(...(await sendInWaves(chain, wallet, cranks.first, options)));
      if (cranks.last) transactions.push(...(await sendTransactions(chain, wallet, [cranks.last], options)));
      if (round >= MOST_ROUNDS)
        throw new TruestakeError("DeadlinePassed", "the pool was updated and is still out of date");
    } catch (error) {
      if (round >= MOST_ROUNDS || isError(error, ...FINAL)) throw error;
      await sleep(options.pollEvery ?? ROUND_PAUSE);
      if (isError(error, "HistoryIncomplete")) {
        const { pool } = snapshot;
        const grow = { instructions: [growHistory({ pool, payer: wallet.publicKey, programId })] };
        transactions.push(...(await sendTransactions(chain, wallet, [grow], options)));
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
        await simulate(chain, { payer: wallet.publicKey, instructions, lookupTables, programId });
      });
      if (found.length === 0 && unexplained) throw error;
      unexplained = found.length === 0;
      refused.push(...found.map(({ vote }) => vote));
    }
  }
}

/** The validators that keep a group from being put in order; none when something else does. */
async function refusedOf(
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
        if (!(error instanceof TruestakeError) || isError(error, ...CRANK_RACES, ...FINAL)) throw error;
        return true;
      }
    });
  } catch (error) {
    // The next round looks at the accounts anew.
    if (isError(error, ...CRANK_RACES)) return [];
    throw error;
  }
}
