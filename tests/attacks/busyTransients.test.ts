// SOL that comes before the closing part pays nothing for the epoch, since keepers have half an hour to delegate it. While the
// validators' transient accounts cool down they cannot: a ticket of the epoch, anybody's, is enough. The SOL then idles through this
// epoch and the next, is recalled in its moving part, and takes the others' rewards as if there were no closing part.
import assert from "node:assert/strict";
import { SOL } from "../common";
import { worth } from "./helpers";
import { beginLateSol, type LateSol, leaveWith, toLastOpenSlot } from "./lateSol";

/** Somebody's ticket of 10 SOL occupies both transient accounts in the moving part; then comes the last slot before the closing part. */
function occupied(): LateSol {
  const life = beginLateSol({ users: 899n * SOL, leavers: 100n * SOL });
  const { pool, leaver } = life;
  pool.order(leaver, 10n * SOL);
  pool.toMovingPart();
  while (pool.deactivateAll() > 0);
  toLastOpenSlot(life);
  return life;
}

const delegateBoth = ({ context, pool }: LateSol) =>
  [0, 1].map((index) => context.send(pool.delegateInstruction(index)).error);

function life(brought: bigint) {
  const life = occupied();
  if (brought > 0n) life.pool.deposit(life.thief, brought);
  return { refusals: delegateBoth(life), ...leaveWith(life, brought) };
}

describe("[fault-busy] SOL that comes just before the closing part while all transient accounts cool down", () => {
  const alone = life(0n);
  for (const brought of [100n * SOL, 1_000n * SOL, 9_000n * SOL]) {
    it(`of ${brought / SOL} SOL beside 1,000 takes nothing of the others' rewards`, () => {
      const { gain, users, refusals } = life(brought);
      assert.deepEqual(refusals, ["TransientInUse", "TransientInUse"]);
      assert(gain <= 0n, `gained ${gain}`);
      assert(users >= alone.users, `the user lacks ${alone.users - users}`);
    });
  }
});

describe("[fault-busy] active stake that is taken for such SOL", () => {
  it("costs the others nothing", () => {
    const others = (brought: bigint) => {
      const life = occupied();
      const { pool, user, thief, next } = life;
      if (brought > 0n) {
        pool.deposit(thief, brought);
        pool.withdrawStake(thief, 0, pool.tokensOf(thief.tokens));
      }
      delegateBoth(life);
      next();
      pool.settle();
      for (let epoch = 0; epoch < 4; epoch++) {
        pool.delegateAll();
        next();
      }
      return worth(pool, pool.tokensOf(user.tokens));
    };
    const [without, beside] = [others(0n), others(400n * SOL)];
    assert(beside + 1_000_000n >= without, `the user lacks ${without - beside}`);
  });
});
