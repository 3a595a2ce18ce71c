// A deposit of which every validator's part is under the smallest delegation cannot be delegated to any of them: it idles for as long as
// it stays, and takes the others' rewards. No validator is busy and the closing part has not begun: the ask counts nothing.
//
// What is right: such SOL is delegated as far as it goes, an account's smallest delegation each, and takes nothing of what the others earn.
import assert from "node:assert/strict";
import { SOL, TestContext } from "../common";
import { FREE } from "./helpers";
import { type LateSol, leaveWith, toSlot } from "./lateSol";

const RATE = 400n;
const VALIDATORS = 50;

function begin(): LateSol {
  const context = new TestContext();
  const { chain } = context;
  const pool = context.createTestPool({ ...FREE, scores: Array(VALIDATORS).fill(100) });
  const [user, leaver] = [pool.user("user"), pool.user("leaver")];
  const [thief, helper] = [pool.user("thief", 1_000_000n * SOL), pool.user("helper", 1_000_000n * SOL)];
  pool.deposit(user, 499n * SOL);
  pool.delegateAll();
  const next = () => pool.nextEpoch(pool.votes.map((vote) => ({ vote, partsPerMillion: RATE })));
  pool.nextEpoch();
  for (let epoch = 0; epoch < 2; epoch++) next();
  const wealth = () => chain.balance(thief.address) + chain.balance(helper.address);
  return { context, pool, user, leaver, thief, helper, wealth, before: wealth(), next };
}

function life(brought: bigint) {
  const life = begin();
  const { pool } = life;
  const { slotsPerEpoch } = pool.chain;
  toSlot(life, slotsPerEpoch - slotsPerEpoch / 100n - 1n);
  if (brought > 0n) pool.deposit(life.thief, brought);
  const delegations = pool.delegateAll();
  const { reserveLamports: idle, busyShare } = pool.state;
  return { delegations, idle, busyShare, ...leaveWith(life, brought) };
}

describe("[fault-below-minimum] SOL of which no validator's part reaches the smallest delegation", function () {
  this.timeout(600_000);
  it(`of ${VALIDATORS - 2} SOL beside 500 takes nothing of the others' rewards`, () => {
    const alone = life(0n);
    const found = life(BigInt(VALIDATORS - 2) * SOL);
    // 48 validators get the smallest delegation, 0.04 SOL more than they lack.
    assert.deepEqual([found.delegations, found.idle], [VALIDATORS - 2, 0n]);
    assert(found.users + 1_000n >= alone.users, `the user lacks ${alone.users - found.users}`);
  });
});
