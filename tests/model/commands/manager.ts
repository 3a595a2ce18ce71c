// The validator manager, and those who try what only he may.
import type { PublicKey } from "@solana/web3.js";
import fc from "fast-check";
import type { Life } from "../life";
import * as manager from "../reference/manager";
import { kind, place, rarely, seldom } from "./command";
import { impostor } from "./people";
import { someIndex } from "./stakes";

const MOST_VALIDATORS = 6;

const score = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(0, 0, 1, 100, 1_000) },
  { weight: 1, arbitrary: fc.constant(1_000_001) },
);

/** Lists a validator: a new one, or one that has been taken off the list, or is on it. */
export function list(life: Life, by: string, score: number, known?: string): void {
  const { pool, chain } = life;
  let vote = known;
  if (vote === undefined) {
    const name = life.next("v");
    life.happens(
      "a new validator",
      () => life.watchValidator(name, chain.createVoteAccount()),
      (world) => {
        world.votes[name] = { open: true };
        world.accounts[name] = { stake: { lamports: 0n, isStake: false }, transient: { lamports: 0n, isStake: false } };
        return 0n;
      },
    );
    vote = name;
  }
  const address = life.votes[vote] as PublicKey;
  const member = life.member(by);
  const listed = vote;
  life.perform({
    name: "add_validator",
    instruction: pool.addValidatorInstruction(address, score, member.publicKey),
    signers: [member],
    predict: (world) => manager.addValidator(world, { by, vote: listed, score: BigInt(score) }),
  });
}

const add = kind("list", 1, { impostor, score, again: seldom(2, place) }, (life, { impostor, score, again }) => {
  const { world } = life;
  const known = Object.keys(world.votes);
  const vote = again === undefined ? undefined : known[again % Math.max(known.length, 1)];
  if (vote === undefined && world.validators.length >= MOST_VALIDATORS) return;
  list(life, impostor ?? world.roles.manager, score, vote);
});

export function setScore(life: Life, by: string, index: number, score: number): void {
  const member = life.member(by);
  life.perform({
    name: "set_score",
    instruction: life.pool.setScoreInstruction(index, score, member.publicKey),
    signers: [member],
    predict: (world) => manager.setScore(world, { by, index, score: BigInt(score) }),
  });
}

const rate = kind("score", 2, { impostor, place, score }, (life, { impostor, place, score }) => {
  if (life.world.validators.length === 0) return;
  setScore(life, impostor ?? life.world.roles.manager, someIndex(life, place), score);
});

function deactivateNow(life: Life, by: string, index: number): void {
  const member = life.member(by);
  life.perform({
    name: "emergency_deactivate",
    instruction: life.pool.emergencyInstruction(index, member.publicKey),
    signers: [member],
    predict: (world) => manager.emergencyDeactivate(world, { by, index }),
  });
}

const emergency = kind(
  "emergency",
  1.5,
  // All of them at once: then even what cools down can be withdrawn.
  { impostor, place, isScored: rarely(4), all: rarely(4) },
  (life, { impostor, place, isScored, all }) => {
    const { roles, validators } = life.world;
    const indexes = all ? [...validators.keys()] : [someIndex(life, place, true)];
    for (const index of indexes) {
      if (!validators[index]) continue;
      if (!isScored) setScore(life, roles.manager, index, 0);
      deactivateNow(life, impostor ?? roles.manager, index);
    }
  },
);

export const MANAGER_KINDS = [add, rate, emergency];
