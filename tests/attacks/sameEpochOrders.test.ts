// In the closing part the ask counts what the epoch is expected to earn. Tickets of the same epoch are paid none of that: it is the
// others', and each of their tokens gets more than its part of all. Spread over all tokens, nine tenths of them ordered out, it let SOL
// of the last slot take up to 0.14 SOL of 0.4.
import assert from "node:assert/strict";
import { SOL } from "../common";
import { beginLateSol, leaveWith, toSlot } from "./lateSol";

function life(brought: bigint) {
  const life = beginLateSol({ users: 99n * SOL, leavers: 900n * SOL });
  const { pool, leaver, thief } = life;
  pool.order(leaver, pool.tokensOf(leaver.tokens));
  pool.toMovingPart();
  while (pool.deactivateAll() > 0);
  // The last slot of the epoch.
  toSlot(life, pool.chain.slotsPerEpoch - 1n);
  if (brought > 0n) pool.deposit(thief, brought);
  return leaveWith(life, brought);
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
