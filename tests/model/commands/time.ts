// Time, which passes without the pool's program.
import type { Life } from "../life";

/** Lets epochs pass; rewards are paid out first. */
export function passEpochs(life: Life, count: number): void {
  life.setPayout(0);
  life.happens(`${count} epochs`, () => life.chain.passEpochs(count));
}

/** Lets a part of what is left of the epoch pass, in millionths. */
export function passTime(life: Life, part: number): void {
  const { slot, slotsPerEpoch } = life.world.clock;
  const left = slotsPerEpoch - (slot % slotsPerEpoch) - 1n;
  passSlots(life, (left * BigInt(part)) / 1_000_000n);
}

function passSlots(life: Life, count: bigint): void {
  life.happens("time passes", () => life.chain.advanceSlots(count));
}

/** Lets slots pass until the epoch's moving part begins, if it has not. */
export function toMovingPart(life: Life): void {
  const { clock, books } = life.world;
  const length = (clock.slotsPerEpoch * books.movingPart) / 10_000n;
  const first = (clock.epoch + 1n) * clock.slotsPerEpoch - (length > 1n ? length : 1n);
  if (clock.slot < first) passSlots(life, first - clock.slot);
}
