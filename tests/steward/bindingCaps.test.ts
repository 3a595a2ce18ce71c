// A pool of which the bonds are worth more than the floor and less than the target: the caps add up to little more than what can be staked,
// and those of the better validators bind. Rating sets all scores and caps, and anybody may rate at any time. It took every limit for one
// that does not bind, until the next look: in the moving part a stranger's `rate`, and then `deactivate_stake`, took a twentieth of the
// pool's stake down, every other epoch; and without any stranger, who moved stake after a rating without a look did the same.
//
// What is right: all is where the caps want it, and the caps follow what the bonds are worth. Nothing is rebalanced, all SOL is staked, and
// by whatever order of the cranks the holders have the same.
import assert from "node:assert/strict";
import { SOL, TestContext, type TestPool } from "../common";
import { STEWARD, TestSteward } from "../common/steward";

/** 202,000 SOL, with validators that take 0, 0, 5 and 5 % and have bonds of 200 SOL each. */
function begin(): World {
  const context = new TestContext({ programs: [STEWARD] });
  const pool = context.createTestPool({ rewardFee: 0, depositFee: 0, maxMove: 10_000, reserveBuffer: 0 });
  const holder = pool.user("holder", 300_000n * SOL);
  pool.deposit(holder, 200_000n * SOL);
  const steward = new TestSteward(context, pool);
  const policy = { share: 4_000, floor_ratio: 1_000_000, target_ratio: 5_000_000 };
  context.done(steward.create(policy), [pool.roles.admin]);
  for (const commission of [0, 0, 5, 5]) steward.newValidator(200n * SOL, commission);
  steward.pass(6);
  steward.takeOver();
  steward.pass(5);
  for (const [place, validator] of steward.validators.entries()) {
    steward.admit(validator, { pledge: place < 2 ? 0 : 500 });
  }
  // Until what is older than the bonds' ramps is staked, and every limit is counted.
  for (let epoch = 0; epoch < 14; epoch++) {
    steward.nextEpoch();
    crankAndLook({ pool, steward });
    steward.move();
  }
  return { pool, steward };
}

interface World {
  pool: TestPool;
  steward: TestSteward;
}

function crankAndLook({ pool, steward }: World): void {
  steward.crank();
  pool.updateValidators();
  pool.delegateAll();
}

const ORDERS: Record<string, (world: World) => void> = {
  "a look after the rating": (world) => {
    crankAndLook(world);
    world.steward.move();
  },
  "no look after the rating": ({ steward }) => {
    steward.crank();
    steward.move();
  },
  "a stranger's rating in the moving part": (world) => {
    const { pool, steward } = world;
    crankAndLook(world);
    pool.toMovingPart();
    for (const validator of steward.validators) validator.voteNow();
    steward.rateAll();
    pool.deactivateAll();
    pool.delegateAll();
  },
};

describe("[fault-forgotten-limits] caps of the steward that bind", function () {
  this.timeout(600_000);

  it("take no stake, by whatever order of the cranks", () => {
    const ends = Object.entries(ORDERS).map(([order, crank]) => {
      const world = begin();
      const { pool, steward } = world;
      for (let epoch = 0; epoch < 4; epoch++) {
        steward.nextEpoch();
        crank(world);
        const { movedEpoch, movedLamports, reserveLamports } = pool.state;
        assert(pool.list.clippedScore > 0n, order);
        assert.equal(movedEpoch === pool.chain.epoch ? movedLamports : 0n, 0n, order);
        // What earned since the caps were set is less than a thousandth of the pool.
        assert(reserveLamports < 200n * SOL, `${order}: ${reserveLamports} idle`);
      }
      return pool.price.total;
    });
    assert.equal(ends.length, 3);
    const [first = 0n] = ends;
    // A lamport of each cap and target is lost in rounding.
    for (const end of ends) assert(end - first <= 100n && first - end <= 100n, `${ends}`);
  });
});
