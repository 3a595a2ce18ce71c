// The guardian, and those who try what only the guardian may.
import { instructions } from "@truestake/sdk";
import fc from "fast-check";
import type { Life } from "../life";
import * as guardian from "../reference/guardian";
import { kind, rarely } from "./command";
import { impostor } from "./people";

const DAY = 86_400;

function pauseFor(life: Life, seconds: number, by: string): void {
  life.perform({
    name: "pause",
    instruction: life.pool.pauseInstruction(seconds, life.member(by).publicKey),
    signers: [life.member(by)],
    predict: (world) => guardian.pause(world, { by, seconds: BigInt(seconds) }),
  });
}

const seconds = fc.oneof(fc.integer({ min: 1, max: 600 }), fc.nat(3 * DAY + 10_000));

const pause = kind("pause", 1, { impostor, seconds }, (life, { impostor, seconds }) => {
  pauseFor(life, seconds, impostor ?? life.world.roles.guardian);
});

const resume = kind("resume", 1, { impostor, pausesFirst: rarely(2), seconds }, (life, { impostor, ...how }) => {
  const by = impostor ?? life.world.roles.guardian;
  if (how.pausesFirst) pauseFor(life, how.seconds, life.world.roles.guardian);
  life.perform({
    name: "resume",
    instruction: instructions.resume({ pool: life.pool.deployment, guardian: life.member(by).publicKey }),
    signers: [life.member(by)],
    predict: (world) => guardian.resume(world, { by }),
  });
});

export const GUARDIAN_KINDS = [pause, resume];
