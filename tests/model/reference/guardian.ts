// What the guardian may do. Everybody else is refused by name.
import { LIMITS } from "../../common";
import { allow } from "./refusal";
import type { Told } from "./users";
import type { World } from "./world";

const SECONDS_BETWEEN_PAUSES = LIMITS.pauseInterval;

export function pause(world: World, { by, seconds }: { by: string; seconds: bigint }): Told {
  const { clock, roles } = world;
  allow(by === roles.guardian, "NotGuardian");
  allow(seconds >= 1n && seconds <= BigInt(LIMITS.pauseSeconds), "PauseOutOfRange");
  allow(clock.time >= world.pauseAllowedFrom, "PauseTooSoon");
  world.pausedUntil = clock.time + seconds;
  world.pauseAllowedFrom = world.pausedUntil + SECONDS_BETWEEN_PAUSES;
  return { until: world.pausedUntil, next_pause_from: world.pauseAllowedFrom };
}

export function resume(world: World, { by }: { by: string }): Told {
  const { clock, roles } = world;
  allow(by === roles.guardian, "NotGuardian");
  allow(clock.time < world.pausedUntil, "NotPaused");
  world.pausedUntil = clock.time;
  world.pauseAllowedFrom = clock.time + SECONDS_BETWEEN_PAUSES;
  return { next_pause_from: world.pauseAllowedFrom };
}
