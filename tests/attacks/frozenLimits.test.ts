// Limits that bind were counted at an epoch's first measuring as lamports, and no target was over the limit that was counted (for
// [fault-grown-limits]). SOL that came later in the epoch could not be delegated where they bind before the next epoch, however much the
// limits had grown by it. In a pool whose largest share times its validators is little over all, nearly all of such SOL idled, without
// any ticket of anybody: no validator is busy, so the ask counts nothing. It was delegated in the next epoch, recalled in the moving part
// for its ticket, never became active, and took the others' rewards: [fault-busy] anew.
//
// What is right: such SOL is delegated at once, and takes nothing of what the epoch earns. The user has no less than in the same life
// without the thief, but for rounding.
import assert from "node:assert/strict";
import { SOL } from "../common";
import { beginLimited, leaveWith, toLastOpenSlot } from "./lateSol";

/** Ten validators of at most a tenth each, all but one of which would get a little more by their score. */
const SCORES = [...Array(9).fill(1_000), 990];

/** SOL comes in the last slot before the closing part or, as `early` says, in the epoch's first ones; a keeper delegates what it can. */
function life(brought: bigint, early = false) {
  const life = beginLimited({ scores: SCORES, maxValidatorShare: 1_000 });
  if (!early) toLastOpenSlot(life);
  if (brought > 0n) life.pool.deposit(life.thief, brought);
  life.pool.delegateAll();
  return leaveWith(life, brought);
}

describe("[fault-frozen-limits] SOL that comes where limits bind", function () {
  this.timeout(600_000);
  const alone = life(0n);
  for (const brought of [100n * SOL, 1_000n * SOL, 2_000n * SOL]) {
    for (const early of [false, true]) {
      it(`of ${brought / SOL} SOL beside 1,000, ${early ? "early in the epoch" : "before the closing part"}, costs the others nothing`, () => {
        const found = life(brought, early);
        assert(
          found.users + 1_000n >= alone.users,
          `gained ${found.gain}; the user lacks ${alone.users - found.users}`,
        );
      });
    }
  }
});
