// The closing part's ask spreads what the epoch is expected to earn over all tokens, those of tickets of the same epoch included, which
// are paid none of it. So the thief makes such tokens: SOL that comes a slot before the closing part and is ordered out in the same
// transaction. It is kept in the reserve for its ticket, so that no keeper can delegate it, and is paid out at the next epoch's start.
// Beside it the SOL of the last slot pays next to nothing for the epoch and takes the others' rewards, as before ADR 15.
import assert from "node:assert/strict";
import { SOL, TestContext } from "../common";
import { FREE } from "./helpers";

const RATE = 400n;

function life(brought: bigint, helping: bigint) {
  const context = new TestContext();
  const pool = context.createTestPool({ ...FREE, scores: [100, 100] });
  const user = pool.user("user");
  const [thief, helper] = [pool.user("thief", 1_000_000n * SOL), pool.user("helper", 1_000_000n * SOL)];
  pool.deposit(user, 999n * SOL);
  pool.delegateAll();
  const rewards = () => pool.votes.map((vote) => ({ vote, partsPerMillion: RATE }));
  pool.nextEpoch();
  for (let epoch = 0; epoch < 2; epoch++) pool.nextEpoch(rewards());
  const { chain } = context;
  const wealth = () => chain.balance(thief.address) + chain.balance(helper.address);
  const before = wealth();
  const to = (slot: bigint) => chain.advanceSlots(slot - (chain.slot % chain.slotsPerEpoch));
  const tickets: [typeof thief, bigint][] = [];
  to(900n);
  pool.deactivateAll();
  pool.delegateAll();
  to(989n);
  if (helping > 0n) {
    pool.deposit(helper, helping);
    tickets.push([helper, pool.order(helper, pool.tokensOf(helper.tokens))]);
  }
  pool.delegateAll(); // an honest keeper, at once and a slot later
  to(990n);
  pool.delegateAll();
  to(999n);
  if (brought > 0n) pool.deposit(thief, brought);
  pool.nextEpoch(rewards());
  if (tickets.length > 0) pool.settle();
  pool.delegateAll();
  to(899n);
  if (brought > 0n) tickets.push([thief, pool.order(thief, pool.tokensOf(thief.tokens))]);
  while (pool.deactivateAll() > 0);
  pool.nextEpoch(rewards());
  if (brought > 0n) pool.settle();
  for (const [owner, ticket] of tickets) pool.claim(owner.address, ticket);
  const gain = wealth() - before;
  pool.delegateAll();
  pool.nextEpoch(rewards());
  pool.nextEpoch(rewards());
  const { total, supply } = pool.books;
  return { gain, users: (pool.tokensOf(user.tokens) * total) / supply };
}

describe("[fault-diluted] SOL of the last slot beside SOL that is ordered out at once", () => {
  const alone = life(0n, 0n);
  for (const [brought, helping] of [
    [1_000n, 0n],
    [1_000n, 9_000n],
    [9_000n, 9_000n],
    [3_000n, 3_000n],
    [9_000n, 3_000n],
  ] as const) {
    it(`of ${brought} SOL beside ${helping}, and 1,000 of others, takes nothing of the others' rewards`, () => {
      const { gain, users } = life(brought * SOL, helping * SOL);
      const lacks = alone.users - users;
      assert(gain <= 0n, `gained ${gain}`);
      assert(lacks <= 0n, `the user lacks ${lacks}`);
    });
  }
});
