// What is to be done at a pool now, and for all that is not, the rule that binds.
import type { PublicKey } from "@solana/web3.js";
import { isFresh, type PoolSnapshot } from "../accounts/snapshot";
import { fetchQueue } from "../accounts/ticket";
import type { ValidatorRecord } from "../accounts/validatorList";
import { fetchValidatorMark } from "../accounts/validatorMark";
import type { ErrorName } from "../errors";
import { removeValidator } from "../instructions/removeValidator";
import type { ChainReader, ChainSender } from "../nodes/chain";
import { isMovingAt } from "../quote/books";
import { isDrained } from "../quote/explain";
import type { Move } from "../quote/moves";
import { quoteTicket } from "../quote/ticket";
import { isOnItsWay } from "../quote/tidy";
import { GUARD_BYTES } from "../transaction/compile";
import { pack } from "../transaction/pack";
import type { Batch } from "../transaction/send";
import { simulate } from "../transaction/simulate";
import { type Group, measuring, type PlanOptions, type Room, WHOLE } from "./measure";
import { MOVE_ROOM, missingForTickets, moveInstructions, planDeactivations, planDelegations } from "./rebalance";
import { planWithin, type RefreshPlan, refusedOf } from "./refresh";
import { MOST_SETTLED, settlementOf } from "./settle";
import { fetchUntidy } from "./tidy";

export { isTooMuch } from "./refresh";

/** The cranks that anybody may run, in the order in which they build on each other. */
export const CRANKS = ["measure", "update", "tidy", "settle", "delegate", "deactivate", "remove"] as const;
export type CrankName = (typeof CRANKS)[number];

/** One transaction that is due. All that are due at the same time are independent of each other. */
export interface DueCrank extends Batch {
  crank: CrankName;
  /** Validators or tickets that it serves. */
  count: number;
  /** Why it is due, in words. */
  reason: string;
  /** Validators that it measures, puts in order, or whose stake it moves; none for other cranks. */
  records: ValidatorRecord[];
}

/** Why a crank is not due: an error that the program would refuse it with, or that there is nothing to do. */
export type Rule = ErrorName | "UpToDate" | "QueueEmpty" | "NothingDrained";

/** A crank that is not due, and the rule that binds it. */
export interface WaitingCrank {
  crank: CrankName;
  rule: Rule;
  /** Validators or tickets that the rule binds; 1 where it binds the crank as a whole. */
  count: number;
}

export interface DueCranks {
  due: DueCrank[];
  waiting: WaitingCrank[];
}

export interface DueOptions extends Omit<PlanOptions, "measureOnly"> {
  /** Vote accounts of validators whose stake accounts the stake program refuses to put in order: they are only measured. */
  refused?: readonly PublicKey[] | undefined;
  /** Whether drained validators are taken off the list; false if not given. */
  removeDrained?: boolean | undefined;
  /** Whether all stake accounts are looked at for what is to be put in order, or only those on their way; false if not given. */
  tidyAll?: boolean | undefined;
  /** Validators whose stake has fallen since they were measured, see `fetchFallen`: they are measured again, before all else. */
  fallen?: readonly ValidatorRecord[] | undefined;
  /** How often to halve what a transaction measures, where one took more than was planned for it; 0 if not given. */
  halvings?: number | undefined;
}

const of = (crank: CrankName, rule: Rule, count = 1): WaitingCrank => ({ crank, rule, count });

/**
 * Finds the cranks that are due at a pool, from one snapshot: first what brings it into the epoch, then what puts stake
 * accounts in order, then all else at the same time. What builds on them is found by the next look. Nothing is sent.
 *
 * @example
 * ```ts
 * import { planDue } from "@truestake/sdk/operators";
 *
 * const { due, waiting } = await planDue(connection, await client.snapshot(), { payer: owner });
 * for (const { crank, reason } of due) console.log(crank, reason);
 * for (const { crank, rule, count } of waiting) console.log(crank, rule, count);
 * ```
 */
export async function planDue(reader: ChainReader, snapshot: PoolSnapshot, options: DueOptions): Promise<DueCranks> {
  const { clock } = snapshot;
  if (clock.rewardsActive) return { due: [], waiting: CRANKS.map((crank) => of(crank, "EpochRewardsActive")) };
  if (!isFresh(snapshot)) return planUpdate(snapshot, options);
  const losses = planLosses(snapshot, options);
  if (losses.length > 0) {
    // Until a loss counts, whoever leaves is paid too much.
    const later = CRANKS.slice(CRANKS.indexOf("tidy")).map((crank) => of(crank, "ValidatorsOutOfDate"));
    return { due: losses, waiting: [of("update", "UpToDate"), ...later] };
  }
  const done = [of("measure", "UpToDate"), of("update", "UpToDate")];
  const tidy = await planOrder(reader, snapshot, options);
  if (tidy.length > 0) {
    const later = CRANKS.slice(CRANKS.indexOf("settle")).map((crank) => of(crank, "ValidatorsOutOfDate"));
    return { due: tidy, waiting: [...done, ...later] };
  }
  const parts = await Promise.all([
    planSettlement(reader, snapshot, options),
    planDelegations(reader, snapshot).then((moves) => planMoves("delegate", snapshot, options, moves)),
    planDeactivation(reader, snapshot, options),
  ]);
  const due = parts.flatMap((part) => part.due);
  const waiting = [...done, of("tidy", "UpToDate"), ...parts.flatMap((part) => part.waiting)];
  // It changes places in the list, and waits for those that are named by them.
  if (due.length > 0) return { due, waiting: [...waiting, of("remove", "ValidatorsOutOfDate")] };
  const removal = await planRemoval(reader, snapshot, options);
  return { due: removal.due, waiting: [...waiting, ...removal.waiting] };
}

const roomOf = ({ halvings = 0 }: DueOptions): Room => ({
  units: Math.floor(WHOLE.units / 2 ** halvings),
  calls: Math.floor(WHOLE.calls / 2 ** halvings),
});

const planOptionsOf = ({ payer, lookupTables, refused = [] }: DueOptions): PlanOptions => ({
  ...{ payer, lookupTables, measureOnly: [...refused] },
});

function planUpdate(snapshot: PoolSnapshot, options: DueOptions): DueCranks {
  const plan = planWithin(roomOf(options), snapshot, planOptionsOf(options));
  const { groups } = plan;
  const { epoch } = snapshot.clock;
  const later = CRANKS.slice(CRANKS.indexOf("tidy")).map((crank) => of(crank, "PoolOutOfDate"));
  const measured = (at: number): ValidatorRecord[] => groups[at]?.records ?? [];
  const joined = joinedTail(snapshot, options, plan);
  const { first, last } = joined ?? plan;
  if (first.length > 0) {
    const due = first.map((batch, at): DueCrank => {
      const reason = `${batch.validators} validators are not measured in epoch ${epoch}`;
      return { ...batch, crank: "measure", count: batch.validators, reason, records: measured(at) };
    });
    return { due, waiting: [of("update", "ValidatorsOutOfDate"), ...later] };
  }
  const { instructions } = last as Batch;
  // Its last group is measured in the same transaction, where it fits.
  const records = instructions.length > 1 ? measured(groups.length - 1) : [];
  const reason = `the price is of epoch ${snapshot.pool.lastUpdateEpoch}, and this is ${epoch}`;
  const update: DueCrank = { crank: "update", instructions, count: records.length, reason, records };
  return { due: [update], waiting: [of("measure", "UpToDate"), ...later] };
}

/** Measures again what has fallen, and calls no other program for it. */
function planLosses(snapshot: PoolSnapshot, options: DueOptions): DueCrank[] {
  const { fallen = [] } = options;
  const { instruction, groups } = measuring(roomOf(options), snapshot, {
    ...planOptionsOf(options),
    measureOnly: true,
  });
  return groups(fallen.map(({ index }) => index)).map((group): DueCrank => {
    const { records } = group;
    const reason = `the stake of ${records.length} validators has fallen since they were measured`;
    return { crank: "measure", instructions: [instruction(group)], count: records.length, reason, records };
  });
}

/**
 * The same plan with its last group and the pool's update in one transaction, where calls alone keep them apart, and nothing of
 * that group is on its way: then it is only measured. A surplus there is found when all accounts are looked at.
 */
function joinedTail(
  snapshot: PoolSnapshot,
  options: DueOptions,
  { first, last, groups }: ReturnType<typeof planWithin>,
): RefreshPlan | undefined {
  const tail = groups.at(-1);
  if (!tail || !last || last.instructions.length > 1 || tail.records.some(isOnItsWay)) return undefined;
  const { instruction, boundOf } = measuring(roomOf(options), snapshot, planOptionsOf(options));
  const group = { records: tail.records, measureOnly: true };
  if (boundOf(group, ...last.instructions)) return undefined;
  return { first: first.slice(0, -1), last: { instructions: [instruction(group), ...last.instructions] } };
}

async function planOrder(reader: ChainReader, snapshot: PoolSnapshot, options: DueOptions): Promise<DueCrank[]> {
  const { tidyAll = false } = options;
  const untidy = await fetchUntidy(reader, snapshot, { all: tidyAll });
  const { instruction, groups } = measuring(roomOf(options), snapshot, planOptionsOf(options));
  return groups(untidy.map(({ index }) => index))
    .filter(({ measureOnly }) => !measureOnly)
    .map((group: Group) => ({
      ...{ crank: "tidy", instructions: [instruction(group)], count: group.records.length, records: group.records },
      reason: `stake accounts of ${group.records.length} validators are to be put in order`,
    }));
}

async function planSettlement(reader: ChainReader, snapshot: PoolSnapshot, { payer }: DueOptions): Promise<DueCranks> {
  const { pool, clock } = snapshot;
  const queue = await fetchQueue(reader, pool, MOST_SETTLED);
  const [head] = queue;
  if (!head) return { due: [], waiting: [of("settle", "QueueEmpty")] };
  const { waitsFor } = quoteTicket(snapshot, head);
  // Since the pool was read somebody has settled the head: the next look sees it.
  if (waitsFor) return { due: [], waiting: [of("settle", waitsFor, Number(pool.nextTicket - pool.nextSettlement))] };
  const { instructions, tickets } = settlementOf(pool, queue, { payer, epoch: clock.epoch, leaving: GUARD_BYTES });
  const reason = `${tickets} tickets at the queue's head can be paid`;
  return { due: [{ crank: "settle", instructions, count: tickets, reason, records: [] }], waiting: [] };
}

function planMoves(
  kind: "delegate" | "deactivate",
  snapshot: PoolSnapshot,
  { payer, lookupTables }: DueOptions,
  moves: Move[],
): DueCranks {
  const instructions = moveInstructions(kind, snapshot, moves, payer);
  const moved = moves.filter(({ lamports }) => lamports > 0n).map(({ record }) => record);
  const due = pack(payer, instructions, { ...MOVE_ROOM, lookupTables, leaving: GUARD_BYTES }).map((batch): DueCrank => {
    const count = batch.filter(({ programId }) => programId.equals(snapshot.pool.programId)).length;
    const reason = `${count} validators are ${kind === "delegate" ? "below their targets" : "to give stake back"}`;
    return { crank: kind, instructions: batch, count, reason, records: moved.splice(0, count) };
  });
  const rules = new Map<Rule, number>();
  for (const { binding } of moves) if (binding) rules.set(binding, (rules.get(binding) ?? 0) + 1);
  if (rules.size === 0 && due.length === 0) rules.set("AtTarget", snapshot.validators.count);
  return { due, waiting: [...rules].map(([rule, count]) => of(kind, rule, count)) };
}

async function planDeactivation(reader: ChainReader, snapshot: PoolSnapshot, options: DueOptions): Promise<DueCranks> {
  // Before the moving part only tickets take stake, and there is nothing to look up where none does.
  if (!isMovingAt(snapshot.pool, snapshot.clock) && missingForTickets(snapshot) === 0n) {
    return { due: [], waiting: [of("deactivate", "OutsideMovingPart")] };
  }
  return planMoves("deactivate", snapshot, options, await planDeactivations(reader, snapshot));
}

async function planRemoval(
  reader: ChainReader,
  { pool, validators }: PoolSnapshot,
  { removeDrained = false }: DueOptions,
): Promise<DueCranks> {
  const records = validators.records();
  const drained = removeDrained ? records.filter(isDrained) : [];
  const [first] = drained;
  const last = records.at(-1);
  if (!first || !last) return { due: [], waiting: [of("remove", "NothingDrained")] };
  // One at a time: the list's last validator takes the place of the one that leaves.
  const { rentPayer } = await fetchValidatorMark(reader, pool, first.vote);
  const instructions = [removeValidator({ pool, validator: first, rentPayer, lastVote: last.vote })];
  const reason = `${first.vote.toBase58()} has score 0, and all its stake has come back`;
  const rest = drained.length > 1 ? [of("remove", "WrongMark", drained.length - 1)] : [];
  return { due: [{ crank: "remove", instructions, count: 1, reason, records: [] }], waiting: rest };
}

/**
 * The validators that keep a crank from being run because the stake program refuses to put their stake accounts in order; none
 * when something else does. To be handed to {@link planDue} as `refused`: then they are measured all the same.
 *
 * @example
 * ```ts
 * import { findRefused } from "@truestake/sdk/operators";
 *
 * const found = await client.snapshot();
 * const votes = await findRefused(client.connection, found, found.validators.records(), { payer: owner });
 * ```
 */
export async function findRefused(
  chain: ChainSender,
  snapshot: PoolSnapshot,
  records: readonly ValidatorRecord[],
  options: Pick<DueOptions, "payer" | "lookupTables">,
): Promise<PublicKey[]> {
  const { instruction } = measuring(WHOLE, snapshot, options);
  const { programId } = snapshot.pool;
  const group: Group = { records: [...records], measureOnly: false, bound: undefined };
  const found = await refusedOf([group], async (some) => {
    await simulate(chain, {
      ...options,
      instructions: [instruction({ records: some, measureOnly: false })],
      programId,
    });
  });
  return found.map(({ vote }) => vote);
}
