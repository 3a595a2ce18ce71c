// What SOL that comes is asked for the epoch in which it cannot be delegated went by all scores: a validator whose limit binds counted as one
// that takes more. Where the only one with room was busy, or none had room, newcomers took a part of the others' rewards; where a full one
// was busy, they paid for SOL that was delegated at once.
//
// What is right: only those count whose limit does not bind.
import assert from "node:assert/strict";
import { SOL } from "../common";
import { worth } from "./helpers";
import { beginLimited, type LateSol, leaveWith, takesNothing, toLastOpenSlot } from "./lateSol";

const POOL = { users: 899n * SOL, leavers: 100n * SOL, maxValidatorShare: 10_000, maxMove: 10_000 };
/** One with nine tenths of the scores and a limit of 100 SOL, and one that has the rest. */
const ONE_IS_FULL = { ...POOL, scores: [900, 100], caps: [100n * SOL] };

describe("[fault-busy-full] validators whose limit binds", function () {
  this.timeout(0);

  for (const brought of [1_000n * SOL, 9_000n * SOL]) {
    it(`give no part of the rewards to ${brought / SOL} SOL, where the only other one is busy`, () => {
      takesNothing(brought, (amount) => {
        const life = beginLimited(ONE_IS_FULL);
        const { context, pool, leaver, thief } = life;
        const ticket = pool.order(leaver, 10n * SOL);
        pool.toMovingPart();
        context.done(pool.deactivateInstruction(1));
        toLastOpenSlot(life);
        if (amount > 0n) pool.deposit(thief, amount);
        const errors = [0, 1].map((index) => context.send(pool.delegateInstruction(index)).error);
        assert.deepEqual(errors, ["AtTarget", "TransientInUse"]);
        return leaveWith(life, amount, [[leaver, ticket]]);
      });
    });

    it(`give no part of the rewards to ${brought / SOL} SOL, where there are no others`, () => {
      takesNothing(brought, (amount) => {
        const life: LateSol = beginLimited({ ...POOL, scores: [100, 100], caps: [500n * SOL, 500n * SOL] });
        toLastOpenSlot(life);
        if (amount > 0n) life.pool.deposit(life.thief, amount);
        life.pool.delegateAll();
        return leaveWith(life, amount);
      });
    });
  }

  it("ask nothing for being busy of SOL that the others take", () => {
    const end = (isBusy: boolean) => {
      const life = beginLimited(ONE_IS_FULL);
      const { context, pool, leaver, thief, next } = life;
      next();
      pool.delegateAll();
      if (isBusy) pool.order(leaver, SOL / 100n);
      pool.toMovingPart();
      if (isBusy) context.done(pool.deactivateInstruction(0));
      pool.deposit(thief, 100n * SOL);
      const tokens = pool.tokensOf(thief.tokens);
      context.done(pool.delegateInstruction(1));
      assert(pool.state.reserveLamports < SOL / 50n, "all of it earns");
      for (let epoch = 0; epoch < 3; epoch++) next();
      return worth(pool, tokens);
    };
    // The order itself takes a little of its own stake's rewards from all; the newcomer's 100 SOL would have paid 33 million.
    const lacks = end(false) - end(true);
    assert(lacks < 1_000_000n, `the newcomer lacks ${lacks}`);
  });
});
