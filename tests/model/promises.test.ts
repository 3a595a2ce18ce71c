// What a ticket's promise is held to at the end of a life, where the end is known.
import assert from "node:assert/strict";
import { SOL } from "../common";
import { delegateTo, measure, updateAll } from "./commands/cranks";
import { list, setScore } from "./commands/manager";
import { lose } from "./commands/nature";
import { passEpochs } from "./commands/time";
import { deposit } from "./commands/users";
import { Coverage } from "./coverage";
import type { Life } from "./life";
import { unwind } from "./run";
import { begin, type Setup } from "./setup";

const SETUP: Setup = {
  seedLamports: 10n * SOL,
  rewardFee: 0,
  depositFee: 0,
  withdrawalFee: 0,
  ticketFee: 0,
  referralShare: 0,
  reserveBuffer: 0,
  maxValidatorShare: 10_000,
  maxMove: 0,
  movingPart: 1_000,
  lamportsPerByte: 6_960n,
  slotsPerEpoch: 1_000n,
  clusterStake: 400_000_000n * SOL,
  hasTreasury: true,
};

/** 10 SOL that stay and 30 that leave, half of them with each of two validators, of which the second has no score any more. */
function stakedLife(setup: Partial<Setup> = {}, lamports = 30n * SOL): Life {
  const life = begin({ ...SETUP, ...setup }, new Coverage());
  for (const score of [1, 1]) list(life, "manager", score);
  deposit(life, { user: "ann", lamports });
  for (const index of [0, 1]) delegateTo(life, index);
  passEpochs(life, 1);
  updateAll(life);
  setScore(life, "manager", 1, 0);
  return life;
}

/** Epochs from the order of all tokens that leave until they are paid. */
function waits(life: Life): bigint {
  const { epoch } = life.world.clock;
  unwind(life, SETUP);
  const { settledEpoch } = life.world.books.tickets[0] ?? assert.fail("a ticket was ordered");
  return settledEpoch - epoch;
}

describe("a ticket's promise at the end of a life", () => {
  // The second validator gives its 20 SOL, the first the 10 that it has over its target, the 10 that stay.
  it("is the next epoch, and kept, where all is there that the books say", () => {
    assert.equal(waits(stakedLife()), 1n);
  });

  // The second has 18 SOL left, and is booked with 20: the first is at its target until that is found, and 28 SOL come back of the
  // 28.5 that 30 of 40 tokens are worth. The last half comes an epoch later.
  it("may come an epoch later where stake was lost and no update has seen it", () => {
    const life = stakedLife();
    lose(life, "v2", "stake", 100_000);
    assert.equal(waits(life), 2n);
  });

  // Of 9,600 SOL 960 are lost, 600 stay, and 8,040 come back of the 8,059.5 that 9,000 tokens are paid; their fee of 0.5 % is a gain of
  // the 622 that are left, of which 22 are ordered and worth 19.6. So much comes back with the rounding, but then they are worth 21.
  it("may come two epochs later where the fee of what is paid first lifts what the rest is worth", () => {
    const life = stakedLife({ seedLamports: 600n * SOL, ticketFee: 50 }, 9_000n * SOL);
    lose(life, "v2", "stake", 200_000);
    assert.equal(waits(life), 3n);
  });

  // Of 38 SOL that are left 30 are ordered: the first keeps 8 and gives 12, and 30 SOL come back.
  it("is the next epoch, and kept, where somebody had the loss measured", () => {
    const life = stakedLife();
    lose(life, "v2", "stake", 100_000);
    measure(life, [1]);
    assert.equal(waits(life), 1n);
  });
});
