// Active stake in exchange for SOL in an epoch's last slots: nobody has time to delegate the SOL in that epoch, so it idles in
// the next one too. The idle rate pays for one epoch.
import assert from "node:assert/strict";
import { SOL, TestContext, type TestPool } from "../common";
import { FREE } from "./helpers";

const rewards = (pool: TestPool) => pool.votes.map((vote) => ({ vote, partsPerMillion: 400n }));

/** Lamports that a pool of 1,000 SOL holds for its first 1,000 tokens after three more epochs. */
function held(isAttacked: boolean): bigint {
  const context = new TestContext();
  const pool = context.createTestPool({ ...FREE, scores: [100, 100] });
  const [holder, thief] = [pool.user("holder"), pool.user("thief")];
  pool.deposit(holder, 999n * SOL);
  pool.delegateAll();
  const next = () => {
    pool.nextEpoch(rewards(pool));
    pool.delegateAll();
  };
  for (let epoch = 0; epoch < 3; epoch++) next();
  context.chain.advanceSlots(999n);
  if (isAttacked) {
    pool.deposit(thief, 401n * SOL);
    pool.withdrawStake(thief, 0, pool.tokensOf(thief.tokens));
  }
  for (let epoch = 0; epoch < 3; epoch++) next();
  const { reserveLamports, stakedLamports, supply } = pool.state;
  assert.equal(supply, 1_000n * SOL);
  return reserveLamports + stakedLamports;
}

describe("[fault-last-slot] who deposits SOL in an epoch's last slots and takes active stake for it", function () {
  this.timeout(600_000);

  it("pays for both epochs in which the SOL idles", () => {
    // 401 SOL of stake: its reward of the epoch goes to the taker, who pays 0.1604 SOL for it; that of the next one to nobody:
    // 401 × 0.0004 = 0.16 SOL that the pool lacks. A hundredth of that is left to rounding.
    const [expected, found] = [held(false), held(true)];
    assert(found + 1_600_000n >= expected, `the holders lack ${expected - found} lamports`);
  });
});
