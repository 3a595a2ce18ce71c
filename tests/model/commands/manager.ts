// The validator manager, and those who try what only the manager may.
import type { PublicKey } from "@solana/web3.js";
import fc from "fast-check";
import { SOL, U64_MAX } from "../../common";
import type { Life } from "../life";
import * as manager from "../reference/manager";
import { managerOf } from "../reference/world";
import { amount } from "../setup";
import { kind, place, rarely, seldom } from "./command";
import { anyUser, impostor } from "./people";
import { someIndex } from "./stakes";

const MOST_VALIDATORS = 6;

const score = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(0, 0, 1, 100, 1_000) },
  { weight: 1, arbitrary: fc.constant(1_000_001) },
);

/** The most that a validator may have: mostly anything. */
const cap = fc.oneof({ weight: 3, arbitrary: fc.constant(U64_MAX) }, { weight: 1, arbitrary: amount(300n * SOL) });

/** How a validator is listed. */
interface Listing {
  cap?: bigint | undefined;
  payer?: string | undefined;
  /** One that has been taken off the list, or is on it; a new one otherwise. */
  known?: string | undefined;
}

export function list(life: Life, by: string, score: number, { cap = U64_MAX, payer, known }: Listing = {}): void {
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
  const sponsor = payer === undefined ? undefined : life.user(payer);
  const listed = vote;
  life.perform({
    name: "add_validator",
    others: [payer],
    instruction: pool.addValidatorInstruction(address, score, member.publicKey, { cap, payer: sponsor?.address }),
    signers: sponsor ? [member, sponsor.keypair] : [member],
    predict: (world) => manager.addValidator(world, { by, vote: listed, score: BigInt(score), cap, payer }),
  });
}

const add = kind(
  "list",
  1,
  { impostor, score, again: seldom(2, place), cap, payer: seldom(4, anyUser) },
  (life, { impostor, score, again, cap, payer }) => {
    const { world } = life;
    const known = Object.keys(world.votes);
    const vote = again === undefined ? undefined : known[again % Math.max(known.length, 1)];
    if (vote === undefined && world.validators.length >= MOST_VALIDATORS) return;
    list(life, impostor ?? managerOf(world), score, { cap, payer, known: vote });
  },
);

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
  setScore(life, impostor ?? managerOf(life.world), someIndex(life, place), score);
});

/** Scores, caps and keep flags of several at once. */
function setScores(life: Life, by: string, changes: manager.ScoreChange[]): void {
  const member = life.member(by);
  const named = changes.map(({ vote, score, ...change }) => {
    return { ...change, score: Number(score), vote: life.votes[vote] as PublicKey };
  });
  life.perform({
    name: "set_scores",
    instruction: life.pool.setScoresInstruction(named, member.publicKey),
    signers: [member],
    predict: (world) => manager.setScores(world, { by, changes }),
  });
}

const rateMany = kind(
  "scores",
  2,
  {
    impostor,
    changes: fc.array(fc.record({ place, score, cap, keep: rarely(6) }), { minLength: 1, maxLength: 4 }),
    // Once in a while the list is not as the manager thinks.
    isMistaken: rarely(12),
  },
  (life, { impostor, changes, isMistaken }) => {
    const { validators } = life.world;
    if (validators.length === 0) return;
    const all = changes.map(({ place, score, cap, keep }) => {
      const index = someIndex(life, place);
      const vote = validators[isMistaken ? (index + 1) % validators.length : index]?.vote ?? "";
      return { index, vote, score: BigInt(score), cap, keep };
    });
    setScores(life, impostor ?? managerOf(life.world), all);
  },
);

/** Lets a validator be removed again. */
export function release(life: Life, index: number): void {
  const record = life.world.validators[index];
  if (!record?.keep) return;
  const { vote, score, cap } = record;
  setScores(life, managerOf(life.world), [{ index, vote, score, cap, keep: false }]);
}

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
    const { validators } = life.world;
    const indexes = all ? [...validators.keys()] : [someIndex(life, place, true)];
    for (const index of indexes) {
      if (!validators[index]) continue;
      if (!isScored) setScore(life, managerOf(life.world), index, 0);
      deactivateNow(life, impostor ?? managerOf(life.world), index);
    }
  },
);

export const MANAGER_KINDS = [add, rate, rateMany, emergency];
