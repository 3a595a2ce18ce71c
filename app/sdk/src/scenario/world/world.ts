// A pool that goes on: what the program, the stake program and keepers do to it, epoch by epoch, without a chain.
import type { LiquidityPool } from "../../accounts/liquidityPool";
import type { Pool } from "../../accounts/pool";
import type { PoolSnapshot } from "../../accounts/snapshot";
import type { StakeHistoryEntry } from "../../accounts/stakeHistory";
import type { ChainClock } from "../../accounts/sysvars";
import type { Ticket } from "../../accounts/ticket";
import type { ValidatorList } from "../../accounts/validatorList";
import type { Scores, Top } from "../../math/level";
import { effectiveStake } from "../../math/phase";
import { saturatingMinus } from "../../math/units";
import type { StakeRules, ValidatorSituation } from "../../quote/moves";
import type { ScenarioState } from "../state";

/** The stake of the cluster that is not the pool's, in lamports. */
export interface Others {
  effective: bigint;
  /** What of it begins to cool down in each epoch. */
  deactivating: bigint;
  /** What of it begins to warm up. */
  activating: bigint;
}

/** A pool that goes on. Its lists and maps are its own; what is in them is replaced, never written into. */
export interface World {
  pool: Pool;
  clock: ChainClock;
  scores: Scores;
  /** The limits that give way first when the level falls. */
  top: Top;
  /** Epoch at whose first look the level could fall last. */
  loweredEpoch: bigint;
  validators: ValidatorSituation[];
  /** From the head of the queue on; those that the queue has passed are in `passed`. */
  tickets: Ticket[];
  passed: Ticket[];
  stakeHistory: Map<bigint, StakeHistoryEntry>;
  others: Others;
  liquidity: LiquidityPool | undefined;
  liquidityBalance: bigint;
  mintSupply: bigint;
  reserveBalance: bigint;
  readonly reserveRent: bigint;
  readonly stakeRent: bigint;
  readonly minimumDelegation: bigint;
  readonly treasuryReceives: boolean;
  /** Milliseconds of a slot. */
  readonly slotMs: number;
  /** The moment that the clock is counted from. */
  readonly start: Pick<ChainClock, "slot" | "unixTimestamp">;
}

/** What slots are meant to take, in milliseconds. */
export const SLOT_MS = 400;
/** About the stake of the main network: where nothing is known of the cluster's, its limit binds nobody. */
const ELSEWHERE = 400_000_000_000_000_000n;

export function worldOf(state: ScenarioState, { slotMs = SLOT_MS }: { slotMs?: number } = {}): World {
  const { scores, top, validators, tickets, cluster, prices: _, bonds: __, ...rest } = state;
  const stakeHistory = new Map(cluster.map(({ epoch, ...entry }) => [epoch, entry]));
  return {
    ...{
      ...rest,
      scores,
      top,
      validators: [...validators],
      tickets: [...tickets],
      passed: [],
      stakeHistory,
      slotMs,
      start: state.clock,
    },
    others: othersOf(state, stakeHistory),
  };
}

/** A world that goes on by itself. */
export function copyOf(world: World): World {
  return {
    ...world,
    validators: [...world.validators],
    tickets: [...world.tickets],
    passed: [...world.passed],
    stakeHistory: new Map(world.stakeHistory),
  };
}

/** The cluster's stake in the last epoch but for the pool's own. */
function othersOf(state: ScenarioState, history: Map<bigint, StakeHistoryEntry>): Others {
  const { epoch } = state.clock;
  const last = history.get(epoch - 1n);
  if (!last) return { effective: ELSEWHERE, activating: 0n, deactivating: 0n };
  const own = ownStake(state.validators, epoch - 1n, history);
  // The entry is of before the epoch's rewards, which the accounts have by now.
  const earned = state.validators.reduce(
    (sum, { record: { earning } }) => (earning.epoch === epoch ? sum + earning.earned : sum),
    0n,
  );
  return {
    effective: saturatingMinus(last.effective, saturatingMinus(own.effective, earned)),
    activating: saturatingMinus(last.activating, own.activating),
    deactivating: saturatingMinus(last.deactivating, own.deactivating),
  };
}

/** The pool's stake in an epoch, as the stake history counts it. */
export function ownStake(
  validators: readonly ValidatorSituation[],
  epoch: bigint,
  history: Map<bigint, StakeHistoryEntry>,
): StakeHistoryEntry {
  const sum = { effective: 0n, activating: 0n, deactivating: 0n };
  for (const { stake, transient } of validators) {
    for (const delegation of [stake?.delegation, transient?.delegation]) {
      if (!delegation) continue;
      const { effective, activating } = effectiveStake(delegation, epoch, history);
      sum.effective += effective;
      sum.activating += activating;
      if (epoch >= delegation.deactivationEpoch) sum.deactivating += effective;
    }
  }
  return sum;
}

export const rulesOf = ({ stakeHistory, minimumDelegation }: World): StakeRules => ({
  stakeHistory,
  minimumDelegation,
});

/** The world as quotes want it. */
export function snapshotOf(world: World): PoolSnapshot {
  const { pool, clock, validators, scores, top, loweredEpoch } = world;
  const records = () => validators.map(({ record }) => record);
  const list: ValidatorList = {
    count: validators.length,
    pool: pool.pool,
    ...{ totalScore: scores.total, clippedScore: scores.clipped },
    ...{ clippedShare: scores.clippedShare, clippedCaps: scores.clippedCaps },
    ...{ level: scores.level, topCap: top.cap, topScore: top.score, topShareScore: top.shareScore },
    loweredEpoch,
    ...{ updatedEpoch: clock.epoch, updatedCount: validators.length },
    record: (index) => (validators[index] as ValidatorSituation).record,
    records,
    find: (vote) => records().find((record) => record.vote.equals(vote)),
    unmeasured: (epoch) => records().flatMap(({ index, earning }) => (earning.epoch === epoch ? [] : [index])),
    isMeasured: (epoch) => records().every(({ earning }) => earning.epoch === epoch),
  };
  return { ...world, validators: list };
}
