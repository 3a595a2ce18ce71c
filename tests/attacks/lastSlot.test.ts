// Active stake in exchange for SOL in an epoch's last slots: nobody has time to delegate the SOL in that epoch, so it idles in
// the next one too. The idle rate pays for one epoch, the ask of the closing part for the other (docs/adr/0015).
import assert from "node:assert/strict";
import { SOL, TestContext, type TestPool } from "../common";
import { FREE } from "./helpers";

/** Rewards of an epoch in parts per million. */
const REWARDS = 400n;
const BROUGHT = 401n * SOL;
const rewards = (pool: TestPool) => pool.votes.map((vote) => ({ vote, partsPerMillion: REWARDS }));

/** What a pool of 1,000 SOL holds for its first 1,000 tokens after three more epochs, and what the taker has after one. */
function held(isAttacked: boolean): { pool: bigint; taken: bigint } {
  const context = new TestContext();
  const pool = context.createTestPool({ ...FREE, scores: [100, 100] });
  const [holder, taker] = [pool.user("holder"), pool.user("taker")];
  pool.deposit(holder, 999n * SOL);
  pool.delegateAll();
  const next = () => {
    pool.nextEpoch(rewards(pool));
    pool.delegateAll();
  };
  for (let epoch = 0; epoch < 3; epoch++) next();
  context.chain.advanceSlots(999n);
  let taken = 0n;
  if (isAttacked) {
    pool.deposit(taker, BROUGHT);
    const { stake } = pool.withdrawStake(taker, 0, pool.tokensOf(taker.tokens));
    next();
    taken = context.chain.stakeAccount(stake)?.delegation?.stake ?? 0n;
  } else next();
  for (let epoch = 0; epoch < 2; epoch++) next();
  const { reserveLamports, stakedLamports, supply } = pool.state;
  assert.equal(supply, 1_000n * SOL);
  return { pool: reserveLamports + stakedLamports, taken };
}

describe("[fault-last-slot] who deposits SOL in an epoch's last slots and takes active stake for it", function () {
  this.timeout(600_000);

  it("gains nothing, and costs the others nothing", () => {
    const [expected, found] = [held(false), held(true)];
    // 401 SOL buy tokens at the ask, 0.04 % over the price, and the stake costs another 0.04 %; it earns one of them back.
    assert(found.taken > 0n && found.taken <= BROUGHT, `401 SOL have become ${found.taken} lamports`);
    const lack = expected.pool - found.pool;
    assert(lack <= 0n, `the holders lack ${lack} lamports`);
  });
});
