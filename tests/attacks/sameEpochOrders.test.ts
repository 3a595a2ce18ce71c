// In the closing part the ask counts what the epoch is expected to earn. Tickets of the same epoch are paid none of that: it is the
// others', and each of their tokens gets more than its part of all. Spread over all tokens, nine tenths of them ordered out, it let SOL
// of the last slot take up to 0.14 SOL of 0.4.
import assert from "node:assert/strict";
import { SOL, TestContext } from "../common";
import { FREE } from "./helpers";

const RATE = 400n;

function life(brought: bigint) {
  const context = new TestContext();
  const pool = context.createTestPool({ ...FREE, scores: [100, 100] });
  const [user, leaver, thief] = [pool.user("user"), pool.user("leaver"), pool.user("thief", 1_000_000n * SOL)];
  pool.deposit(user, 99n * SOL);
  pool.deposit(leaver, 900n * SOL);
  pool.delegateAll();
  const rewards = () => pool.votes.map((vote) => ({ vote, partsPerMillion: RATE }));
  pool.nextEpoch();
  for (let epoch = 0; epoch < 2; epoch++) pool.nextEpoch(rewards());
  const { chain } = context;
  const before = chain.balance(thief.address);
  pool.order(leaver, pool.tokensOf(leaver.tokens));
  pool.toMovingPart();
  while (pool.deactivateAll() > 0);
  chain.advanceSlots(chain.slotsPerEpoch - 1n - (chain.slot % chain.slotsPerEpoch));
  if (brought > 0n) pool.deposit(thief, brought);
  pool.nextEpoch(rewards());
  pool.settle();
  pool.delegateAll();
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
  const { total, supply: minted } = pool.books;
  return { gain, users: (pool.tokensOf(user.tokens) * total) / minted };
}

describe("[fault-same-epoch] SOL that comes in the last slot of an epoch in which nine tenths were ordered out", () => {
  const alone = life(0n);
  for (const brought of [10n * SOL, 100n * SOL, 1_000n * SOL]) {
    it(`of ${brought / SOL} SOL takes nothing of what those tickets leave`, () => {
      const { gain, users } = life(brought);
      assert(gain <= 0n, `gained ${gain}`);
      assert(users >= alone.users, `the user lacks ${alone.users - users}`);
    });
  }
});
