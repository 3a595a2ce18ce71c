import { checkNumbers, invalid } from "../errors/arguments";
import { isClosing } from "../math/queue";
import { epochSlotsOf } from "../quote/books";
import { begin, netReward, rewardOf, YEAR_SECONDS } from "./begin";
import type { Outcome } from "./scenario";
import type { ScenarioState } from "./state";
import { movingSlot } from "./world/time";
import type { World } from "./world/world";

export interface SlotsInputs {
  /** Milliseconds of a slot: 400 as today, and 350, 300, 250, 200 as SIMD-0525 has them, if not given. */
  slotMs: number[];
  /** What stake earns in an epoch at the first of them, in parts per billion. */
  rewardPpb: number;
}

/** A pool at one slot time; spans in seconds, floored. */
export interface SlotStep {
  slotMs: number;
  epochSeconds: bigint;
  /** The moving part, at an epoch's end, in which stake is deactivated for the tickets of the epoch. */
  movingSeconds: bigint;
  /** The closing part, in which a deposit pays for what the epoch earns. */
  closingSeconds: bigint;
  /**
   * The shortest and the longest that a ticket waits without the cluster's limit: ordered just before the moving part, and just after it
   * has begun, when stake is deactivated for it in the next epoch only.
   */
  ticketLeast: bigint;
  ticketMost: bigint;
  /** What an epoch earns if a year earns as much as at the first slot time, in parts per billion, floored. */
  rewardPpb: number;
  /** What a holder earns in a year, after the reward fee: if a year's rewards stay what they are, and if an epoch's do; for display. */
  yearByTime: number;
  yearByEpoch: number;
}

export interface SlotsResult {
  slotsInEpoch: bigint;
  steps: SlotStep[];
}

/**
 * Shorter slots: how long epochs, waits and the parts of an epoch become, and what an epoch earns. What an epoch has of slots stays.
 * `InvalidArgument` for inputs out of their range.
 *
 * @example
 * ```ts
 * console.log(slots(state).result.steps.at(-1)?.ticketMost);
 * ```
 */
export function slots(
  state: ScenarioState,
  given: Partial<SlotsInputs> = {},
): Outcome<"slots", SlotsInputs, SlotsResult> {
  const inputs = { slotMs: [400, 350, 300, 250, 200], rewardPpb: rewardOf(state.pool), ...given };
  checkNumbers({ rewardPpb: inputs.rewardPpb }, 1_000_000_000);
  if (inputs.slotMs.length === 0) throw invalid("slotMs", inputs.slotMs, "a list of at least one");
  for (const [at, ms] of inputs.slotMs.entries()) {
    checkNumbers({ [`slotMs[${at}]`]: ms }, 60_000);
    if (ms === 0) throw invalid(`slotMs[${at}]`, ms, "at least 1");
  }
  const world = begin(state);
  const steps = inputs.slotMs.map((ms) => stepOf(world, ms, inputs));
  const line = (name: string, unit: string, of: (step: SlotStep) => number) => ({
    ...{ name, unit, along: "milliseconds of a slot" },
    points: steps.map((step) => [step.slotMs, of(step)] as const),
  });
  return {
    ...{ scenario: "slots", inputs, samples: 1, result: { slotsInEpoch: world.clock.slotsInEpoch, steps } },
    series: [line("a ticket's longest wait", "hours", ({ ticketMost }) => Number(ticketMost) / 3_600)],
  };
}

function stepOf(world: World, slotMs: number, inputs: SlotsInputs): SlotStep {
  const { clock } = world;
  const { firstSlot, endSlot } = epochSlotsOf(clock);
  const seconds = (count: bigint): bigint => (count * BigInt(slotMs)) / 1_000n;
  const moving = endSlot - movingSlot(world);
  const rewardPpb = Math.floor((inputs.rewardPpb * slotMs) / (inputs.slotMs[0] as number));
  const epochSeconds = seconds(endSlot - firstSlot);
  const year = (ppb: number): number => {
    const rate = Number(netReward(world, ppb)) / 1e9;
    return (1 + rate) ** (Number(YEAR_SECONDS) / Number(epochSeconds)) - 1;
  };
  return {
    ...{
      slotMs,
      epochSeconds,
      movingSeconds: seconds(moving),
      closingSeconds: seconds(closingSlots(firstSlot, endSlot)),
    },
    ...{ ticketLeast: seconds(moving), ticketMost: epochSeconds + seconds(moving), rewardPpb },
    ...{ yearByTime: year(rewardPpb), yearByEpoch: year(inputs.rewardPpb) },
  };
}

/** Slots of the closing part. */
function closingSlots(firstSlot: bigint, endSlot: bigint): bigint {
  let [low, high] = [firstSlot, endSlot - 1n];
  while (low < high) {
    const middle = (low + high) / 2n;
    if (isClosing({ epoch: 0n, firstSlot, endSlot }, middle)) high = middle;
    else low = middle + 1n;
  }
  return endSlot - low;
}
