// Limits that bind are counted at an epoch's first measuring, and a clipped validator's target is never over the one that was
// counted (ADR 14, for [fault-grown-limits]). SOL that comes later in the epoch can therefore not be delegated to it before the next
// epoch, however much its limit has grown by that SOL. In a pool whose largest share times its validators is little over all, nearly
// all of such SOL idles in this epoch, without any ticket of anybody: no validator is busy, so the ask counts nothing. It is delegated
// in the next epoch, recalled in the moving part for its ticket, never becomes active, and takes the others' rewards: [fault-busy] anew.
//
// What is right: SOL that no keeper can delegate before the epoch ends takes nothing of what the epoch earns. The user has no less
// than in the same life without the thief, but for rounding.
import assert from "node:assert/strict";
import { SOL, TestContext } from "../common";
import { FREE } from "./helpers";
import { type LateSol, leaveWith, toSlot } from "./lateSol";

const RATE = 400n;

/** Ten validators of at most a tenth each, all but one of which would get a little more by their score. */
const SCORES = [...Array(9).fill(1_000), 990];

/** As `beginLateSol`, in a pool of 1,000 SOL where the limits bind, all is delegated and every validator is at its target. */
function begin(): LateSol {
  const context = new TestContext();
  const { chain } = context;
  const pool = context.createTestPool({ ...FREE, scores: SCORES, maxValidatorShare: 1_000 });
  const [user, leaver] = [pool.user("user"), pool.user("leaver")];
  const [thief, helper] = [pool.user("thief", 1_000_000n * SOL), pool.user("helper", 1_000_000n * SOL)];
  pool.deposit(user, 999n * SOL);
  const next = () => pool.nextEpoch(pool.votes.map((vote) => ({ vote, partsPerMillion: RATE })));
  for (let epoch = 0; epoch < 6; epoch++) {
    pool.delegateAll();
    pool.deactivateAll();
    next();
  }
  pool.delegateAll();
  const wealth = () => chain.balance(thief.address) + chain.balance(helper.address);
  return { context, pool, user, leaver, thief, helper, wealth, before: wealth(), next };
}

/** SOL comes in the last slot before the closing part or, as `early` says, in the epoch's first ones; a keeper delegates what it can. */
function life(brought: bigint, early = false) {
  const life = begin();
  const { pool } = life;
  const { slotsPerEpoch } = pool.chain;
  if (!early) toSlot(life, slotsPerEpoch - slotsPerEpoch / 100n - 1n);
  if (brought > 0n) pool.deposit(life.thief, brought);
  pool.delegateAll();
  const { reserveLamports: idle, busyShare } = pool.state;
  return { idle, busyShare, ...leaveWith(life, brought) };
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
