// What scenarios have in common: a world that is up to date, the validators that are meant, and what stake usually earns.
import { feesOf, type Pool } from "../accounts/pool";
import { delegatedLamports } from "../accounts/validatorList";
import { checkNumbers, invalid } from "../errors/arguments";
import { WHOLE_PPB } from "../math/units";
import type { ScenarioState } from "./state";
import { updatePool, updateValidators } from "./world/update";
import { type World, worldOf } from "./world/world";

/** What stake earns in an epoch where a pool has not seen it yet: about a thirtieth of a per cent, in parts per billion. */
export const USUAL_REWARD_PPB = 330_000;

/**
 * What the pool's stake has earned in an epoch, in parts per billion and before the reward fee: the mean of the last updates that saw
 * a reward, floored; {@link USUAL_REWARD_PPB} where none has.
 *
 * @example
 * ```ts
 * console.log(rewardOf(state.pool));
 * ```
 */
export function rewardOf({ idleRates }: Pick<Pool, "idleRates">): number {
  const seen = idleRates.filter((rate) => rate > 0);
  if (seen.length === 0) return USUAL_REWARD_PPB;
  return Math.floor(seen.reduce((sum, rate) => sum + rate, 0) / seen.length);
}

/** A world of a state, with the epoch's update where that is still to come. */
export function begin(state: ScenarioState, options?: { slotMs?: number }): World {
  const world = worldOf(state, options);
  const { clock, pool } = world;
  if (pool.lastUpdateEpoch !== clock.epoch) {
    const unmeasured = world.validators.flatMap(({ record }) =>
      record.earning.epoch === clock.epoch ? [] : [record.index],
    );
    updateValidators(world, unmeasured);
    updatePool(world);
  }
  return world;
}

/**
 * Places in the list of the validators that have most of the pool's stake, the largest first.
 *
 * @example
 * ```ts
 * const indexes = largestValidators(state, 3);
 * ```
 */
export function largestValidators({ validators }: ScenarioState, count = 1): number[] {
  const stakes = validators.map(({ record }) => ({ index: record.index, lamports: delegatedLamports(record) }));
  stakes.sort((a, b) => (a.lamports > b.lamports ? -1 : Number(a.lamports < b.lamports)));
  return stakes.slice(0, count).map(({ index }) => index);
}

/** Refuses places that are not in the list, and the same one twice. */
export function checkValidators({ validators }: ScenarioState, indexes: readonly number[]): void {
  for (const [at, index] of indexes.entries()) {
    checkNumbers({ [`validators[${at}]`]: index }, validators.length - 1);
    if (indexes.indexOf(index) !== at) throw invalid(`validators[${at}]`, index, "a place that is named once");
  }
}

/** What of the rewards is the holders', in parts per billion: after the reward fee, by all that the pool holds. */
export function netReward({ pool, treasuryReceives }: World, rewardPpb: number): bigint {
  const held = pool.reserveLamports + pool.stakedLamports;
  if (held === 0n) return 0n;
  const fee = treasuryReceives ? feesOf(pool).reward : 0;
  return (BigInt(rewardPpb) * pool.stakedLamports * BigInt(10_000 - fee)) / (held * 10_000n);
}

export { WHOLE_PPB };

/** Parts per million that `after` is below `before`, floored towards zero; negative where it is above. */
export function fallPpm(before: { total: bigint; supply: bigint }, after: { total: bigint; supply: bigint }): number {
  const [a, b] = [before.total * after.supply, after.total * before.supply];
  return a === 0n ? 0 : Number(((a - b) * 1_000_000n) / a);
}

/** One token, in its units. */
export const ONE_TOKEN = 1_000_000_000n;
/** Seconds of a year. */
export const YEAR_SECONDS = 31_557_600n;
