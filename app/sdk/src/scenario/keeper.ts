import { checkNumbers } from "../errors/arguments";
import type { Price } from "../math/price";
import { priceAt } from "../quote/books";
import { begin, fallPpm, rewardOf } from "./begin";
import type { Outcome } from "./scenario";
import type { ScenarioState } from "./state";
import { toNextEpoch } from "./world/time";
import { update, updateValidators } from "./world/update";
import { copyOf, SLOT_MS, type World } from "./world/world";

export interface KeeperInputs {
  /** Epochs without any update; 5 if not given. */
  epochs: number;
  rewardPpb: number;
  slotMs: number;
}

/** What is found after some epochs without an update, at the first slot of the last. */
export interface KeeperEpoch {
  missed: number;
  /** Seconds since the epoch began that the price is of: what an oracle would call its age. */
  ageSeconds: bigint;
  /** What stake has earned that nobody has measured, in lamports. */
  unmeasured: bigint;
  /** The price by the books, which the program refuses to use, and what all will stand for after an update made now. */
  stale: Price;
  outlook: Price;
  /** How far the stale price is below that, in parts per million. */
  behindPpm: number;
}

export interface KeeperResult {
  epochs: KeeperEpoch[];
  /** Lamports of tickets that wait all that time: nothing is settled on an old price. */
  queued: bigint;
}

/**
 * Keepers that fail, and nobody else who cranks: how old the price becomes, how far behind what the stake has earned, and who waits.
 * Deposits, orders and sales bring the update with them in the SDK, so in truth the first user ends it. `InvalidArgument` for inputs out
 * of their range.
 *
 * @example
 * ```ts
 * console.log(keeper(state, { epochs: 3 }).result.epochs.at(-1)?.behindPpm);
 * ```
 */
export function keeper(
  state: ScenarioState,
  given: Partial<KeeperInputs> = {},
): Outcome<"keeper", KeeperInputs, KeeperResult> {
  const inputs = { epochs: 5, rewardPpb: rewardOf(state.pool), slotMs: SLOT_MS, ...given };
  checkNumbers({ epochs: inputs.epochs }, 500);
  checkNumbers({ rewardPpb: inputs.rewardPpb }, 1_000_000_000);
  checkNumbers({ slotMs: inputs.slotMs }, 60_000);
  const world = begin(state, { slotMs: inputs.slotMs });
  const start = world.clock;
  const begun = start.unixTimestamp - ((start.slot - start.epochStartSlot) * BigInt(inputs.slotMs)) / 1_000n;
  const epochs: KeeperEpoch[] = [];
  for (let missed = 1; missed <= inputs.epochs; missed++) {
    toNextEpoch(world, () => inputs.rewardPpb);
    epochs.push(lookAt(world, missed, world.clock.unixTimestamp - begun));
  }
  const line = (name: string, unit: string, of: (epoch: KeeperEpoch) => number) => ({
    ...{ name, unit, along: "epochs without an update" },
    points: epochs.map((epoch) => [epoch.missed, of(epoch)] as const),
  });
  return {
    ...{ scenario: "keeper", inputs, samples: 1, result: { epochs, queued: world.pool.queuedLamports } },
    series: [
      line("behind", "parts per million", ({ behindPpm }) => behindPpm),
      line("age", "hours", ({ ageSeconds }) => Number(ageSeconds) / 3_600),
    ],
  };
}

function lookAt(world: World, missed: number, ageSeconds: bigint): KeeperEpoch {
  const { pool, clock } = world;
  const stale = priceAt(pool, clock.slot);
  const measured = copyOf(world);
  updateValidators(measured);
  const gained = measured.pool.pendingGain - pool.pendingGain;
  const after = copyOf(world);
  const { total, unreleased, supply } = update(after);
  const outlook = { total: total + unreleased, supply };
  return { missed, ageSeconds, unmeasured: gained, stale, outlook, behindPpm: fallPpm(outlook, stale) };
}
