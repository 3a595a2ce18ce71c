// SOL that comes before the closing part pays nothing for the epoch, since keepers have half an hour to delegate it. While the
// validators' transient accounts cool down they cannot: a ticket of the epoch, anybody's, is enough. The SOL then idles through this
// epoch and the next, is recalled in its moving part, and takes the others' rewards as if there were no closing part.
import assert from "node:assert/strict";
import { SOL, TestContext } from "../common";
import { FREE } from "./helpers";

const RATE = 400n;

function life(brought: bigint) {
  const context = new TestContext();
  const pool = context.createTestPool({ ...FREE, scores: [100, 100] });
  const [user, leaver, thief] = [pool.user("user"), pool.user("leaver"), pool.user("thief", 1_000_000n * SOL)];
  pool.deposit(user, 899n * SOL);
  pool.deposit(leaver, 100n * SOL);
  pool.delegateAll();
  const rewards = () => pool.votes.map((vote) => ({ vote, partsPerMillion: RATE }));
  pool.nextEpoch();
  for (let epoch = 0; epoch < 2; epoch++) pool.nextEpoch(rewards());
  const { chain } = context;
  const before = chain.balance(thief.address);
  // Somebody's ticket of 10 SOL occupies both transient accounts in the moving part.
  pool.order(leaver, 10n * SOL);
  pool.toMovingPart();
  while (pool.deactivateAll() > 0);
  // The last slot before the closing part.
  const last = (chain.epoch + 1n) * chain.slotsPerEpoch - chain.slotsPerEpoch / 100n - 1n;
  chain.advanceSlots(last - chain.slot);
  if (brought > 0n) pool.deposit(thief, brought);
  const refusals = [0, 1].map((index) => context.send(pool.delegateInstruction(index)).error);
  pool.nextEpoch(rewards());
  pool.settle();
  pool.delegateAll(); // an honest keeper delegates at once
  chain.advanceSlots(pool.movingSlot - chain.slot - 1n);
  let ticket = -1n;
  if (brought > 0n) ticket = pool.order(thief, pool.tokensOf(thief.tokens));
  while (pool.deactivateAll() > 0);
  pool.nextEpoch(rewards());
  if (brought > 0n) {
    pool.settle();
    pool.claim(thief.address, ticket);
  }
  const gain = chain.balance(thief.address) - before;
  pool.delegateAll();
  pool.nextEpoch(rewards());
  pool.nextEpoch(rewards());
  const { total, supply } = pool.books;
  return { gain, refusals, users: (pool.tokensOf(user.tokens) * total) / supply };
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
      const context = new TestContext();
      const pool = context.createTestPool({ ...FREE, scores: [100, 100] });
      const [user, leaver, thief] = [pool.user("user"), pool.user("leaver"), pool.user("thief", 1_000_000n * SOL)];
      pool.deposit(user, 899n * SOL);
      pool.deposit(leaver, 100n * SOL);
      pool.delegateAll();
      const rewards = () => pool.votes.map((vote) => ({ vote, partsPerMillion: RATE }));
      pool.nextEpoch();
      for (let epoch = 0; epoch < 2; epoch++) pool.nextEpoch(rewards());
      const { chain } = context;
      pool.order(leaver, 10n * SOL);
      pool.toMovingPart();
      while (pool.deactivateAll() > 0);
      const last = (chain.epoch + 1n) * chain.slotsPerEpoch - chain.slotsPerEpoch / 100n - 1n;
      chain.advanceSlots(last - chain.slot);
      if (brought > 0n) {
        pool.deposit(thief, brought);
        pool.withdrawStake(thief, 0, pool.tokensOf(thief.tokens));
      }
      for (const index of [0, 1]) context.send(pool.delegateInstruction(index));
      pool.nextEpoch(rewards());
      pool.settle();
      for (let epoch = 0; epoch < 4; epoch++) {
        pool.delegateAll();
        pool.nextEpoch(rewards());
      }
      const { total, supply } = pool.books;
      return (pool.tokensOf(user.tokens) * total) / supply;
    };
    const [without, beside] = [others(0n), others(400n * SOL)];
    assert(beside + 1_000_000n >= without, `the user lacks ${without - beside}`);
  });
});
