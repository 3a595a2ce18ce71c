// What late SOL is asked for the epoch in which it idles went by the scores of validators that take some, however little: two with 510 SOL
// each at most, of 1,004 SOL in the pool, took 16 SOL, and counted as if they took 9,000. The rest idled, and shared the epoch's rewards:
// of 0.4 SOL that the holders had earned 0.32 were gone. So it was beside one that is busy, and where no validator has a score, since there
// are no scores then of which a part could be busy: 0.36.
//
// What is right: an ask that knows how much SOL comes in, and how much validators take.
import assert from "node:assert/strict";
import { SOL } from "../common";
import { beginLateSol, beginLimited, type LateSol, leaveWith, takesNothing, toLastOpenSlot } from "./lateSol";

const POOL = { users: 899n * SOL, leavers: 100n * SOL, maxValidatorShare: 10_000, maxMove: 10_000 };

/** So much comes, and the keeper delegates at once what validators take. */
function bring({ pool, thief }: LateSol, amount: bigint): void {
  if (amount > 0n) pool.deposit(thief, amount);
  pool.delegateAll();
}

describe("[fault-nearly-full] SOL that comes late takes nothing of the rewards,", function () {
  this.timeout(0);

  for (const brought of [1_000n * SOL, 9_000n * SOL]) {
    for (const [cap, when] of [
      [505n, "late"],
      [510n, "late"],
      [510n, "early"],
    ] as const) {
      it(`${brought / SOL} that come ${when} beside two caps of ${cap}`, () => {
        takesNothing(brought, (amount) => {
          const life = beginLimited({ ...POOL, scores: [100, 100], caps: [cap * SOL, cap * SOL] });
          if (when === "late") toLastOpenSlot(life);
          bring(life, amount);
          return leaveWith(life, amount);
        });
      });
    }

    // Ten largest shares of a tenth take all that comes, as long as no cap binds; nine caps of 102 SOL, a little over a share, have place for
    // 16 SOL, and count for no more. The tenth validator takes its share.
    it(`${brought / SOL} beside nine caps a little over the largest share`, () => {
      takesNothing(brought, (amount) => {
        const caps = [...Array.from({ length: 9 }, () => 102n * SOL), 1_000n * SOL];
        const life = beginLimited({ ...POOL, maxValidatorShare: 1_000, scores: caps.map(() => 100), caps });
        toLastOpenSlot(life);
        bring(life, amount);
        return leaveWith(life, amount);
      });
    });

    it(`${brought / SOL} beside a cap of 920 SOL, where the only other validator is busy`, () => {
      takesNothing(brought, (amount) => {
        const life = beginLimited({ ...POOL, scores: [900, 100], caps: [920n * SOL] });
        const { context, pool, leaver } = life;
        const ticket = pool.order(leaver, SOL);
        pool.toMovingPart();
        context.done(pool.deactivateInstruction(1));
        assert.equal(pool.list.clippedScore, 0n, "904 of 920 SOL");
        toLastOpenSlot(life);
        bring(life, amount);
        return leaveWith(life, amount, [[leaver, ticket]]);
      });
    });

    it(`${brought / SOL} where no validator has a score`, () => {
      takesNothing(brought, (amount) => {
        const life = beginLateSol({ users: 999n * SOL, maxMove: 100 });
        life.pool.delegateAll();
        life.pool.setScores({ index: 0, score: 0 }, { index: 1, score: 0 });
        life.next();
        toLastOpenSlot(life);
        bring(life, amount);
        return leaveWith(life, amount);
      });
    });
  }
});
