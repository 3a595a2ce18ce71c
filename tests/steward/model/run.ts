// A steward's life from its beginning to its end, as a property of fast-check.
import assert from "node:assert/strict";
import fc from "fast-check";
import { SOL } from "../../common";
import { freeChains, hold } from "../../model/lives";
import { closeMembership, payDebt, removeMember, request, withdraw } from "./calls";
import { sequences } from "./commands";
import { QUIET, quietEpoch } from "./keepers";
import type { Counts, Life } from "./life";
import { buyTokens, passEpoch, setRewardsActive } from "./nature";
import { begin, OPENING_NAMES } from "./setup";

export const STEPS = 40;
/** Epochs in which every bond is paid back: four, and two until stake is back. */
const EPOCHS_TO_LEAVE = 6;

/** Somebody pays what a bond could not. */
function payFor(life: Life, place: number): void {
  const { validator, debt } = life.world.members[place] ?? assert.fail();
  if (debt === 0n) return;
  // A token is worth about 1 SOL.
  buyTokens(life, validator, 2n * debt + SOL);
  assert(payDebt(life, { place, by: validator, less: 0n }), `the debt of place ${place} is not paid`);
}

/**
 * All leave: each bond is paid back, less what it owed. Of whom nothing is left, and what could not be paid of it is, is removed: no
 * place is held for ever.
 */
function unwind(life: Life): void {
  if (life.world.cluster.rewards.isActive) setRewardsActive(life, false);
  const places = () => [...life.world.members.keys()].filter((place) => life.world.members[place]);
  for (const place of places()) {
    const by = life.world.members[place]?.validator ?? assert.fail();
    request(life, { place, by, tokens: 0n, leaves: true });
  }
  for (let epoch = 0; epoch < EPOCHS_TO_LEAVE; epoch++) quietEpoch(life);
  quietEpoch(life);
  for (const place of places()) {
    const { validator, tokens, debt } = life.world.members[place] ?? assert.fail();
    if (tokens === 0n) {
      payFor(life, place);
      assert(removeMember(life, place), `place ${place} is not freed`);
      continue;
    }
    assert.equal(debt, 0n, "what a bond can pay is covered");
    assert(withdraw(life, { place, to: validator }), `place ${place} is not paid back`);
  }
  assert.deepEqual(places(), [], "nobody is a member any more");
  readmit(life);
  assert.equal(life.pool.tokensOf(life.steward.vault), life.world.gifts, "nothing is left in the vault");
}

/** Who left while it was vetoed may join again, once that would have ended and not before. */
function readmit(life: Life): void {
  const barred = [...life.world.barred.entries()].filter(([, until]) => until !== undefined);
  for (const [validator, until = 0n] of barred.sort(([, a = 0n], [, b = 0n]) => Number(a - b))) {
    while (life.chain.epoch < until) {
      assert(!closeMembership(life, validator), "a veto ends in its time");
      passEpoch(life, QUIET);
    }
    assert(closeMembership(life, validator), `validator ${validator} stays barred`);
  }
}

export function life(counts: Counts) {
  return fc.asyncProperty(fc.constantFrom(...OPENING_NAMES), sequences(STEPS), async (opening, commands) => {
    const steward = begin(opening, counts);
    fc.modelRun(() => ({ model: steward, real: steward }), commands);
    unwind(steward);
    await freeChains();
  });
}

/** Lets `count` stewards live; throws fast-check's report with seed and path when something does not hold. */
export const live = (seed: number, count: number, counts: Counts): Promise<void> => hold(life(counts), seed, count);
