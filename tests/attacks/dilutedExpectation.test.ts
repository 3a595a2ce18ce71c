// The closing part's ask spreads what the epoch is expected to earn over all tokens, those of tickets of the same epoch included, which
// are paid none of it. So the thief makes such tokens: SOL that comes a slot before the closing part and is ordered out in the same
// transaction. It is kept in the reserve for its ticket, so that no keeper can delegate it, and is paid out at the next epoch's start.
// Beside it the SOL of the last slot pays next to nothing for the epoch and takes the others' rewards, as before ADR 15.
import assert from "node:assert/strict";
import { SOL, type User } from "../common";
import { beginLateSol, leaveWith, toSlot } from "./lateSol";

function life(brought: bigint, helping: bigint) {
  const life = beginLateSol({ users: 999n * SOL });
  const { pool, thief, helper } = life;
  const tickets: [User, bigint][] = [];
  toSlot(life, 900n);
  pool.deactivateAll();
  pool.delegateAll();
  toSlot(life, 989n);
  if (helping > 0n) {
    pool.deposit(helper, helping);
    tickets.push([helper, pool.order(helper, pool.tokensOf(helper.tokens))]);
  }
  pool.delegateAll(); // an honest keeper, at once and a slot later
  toSlot(life, 990n);
  pool.delegateAll();
  toSlot(life, 999n);
  if (brought > 0n) pool.deposit(thief, brought);
  return leaveWith(life, brought, tickets);
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
