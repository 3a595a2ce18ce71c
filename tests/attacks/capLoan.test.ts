// The pool's largest share is a part of what stays: SOL that is brought for the deposit of a stake account, and leaves by a ticket in
// the next epoch, does not lift it.
import assert from "node:assert/strict";
import { SOL, TestContext } from "../common";
import { FREE } from "./helpers";

describe("[fault-cap-loan] a deposit of stake, with SOL that is brought for it and leaves at once", () => {
  for (const when of ["before it is ordered out", "after it is ordered out"] as const) {
    it(`cannot bring a validator over the pool's largest share, ${when}`, () => {
      const context = new TestContext();
      const pool = context.createTestPool({
        ...FREE,
        scores: Array(10).fill(100),
        maxValidatorShare: 1_000,
        maxMove: 1_000,
      });
      const thief = pool.user("thief");
      pool.deposit(pool.user("user"), 999n * SOL);
      pool.delegateAll();
      const large = context.stakeAccount(thief.keypair, pool.vote(0), 800n * SOL);
      pool.nextEpoch();
      context.refused(pool.depositStakeInstruction(thief, large, 0), [thief.keypair], "ValidatorCapExceeded");
      const deposit = pool.depositInstruction(thief, 8_500n * SOL);
      const take = pool.depositStakeInstruction(thief, large, 0);
      context.done(deposit, [thief.keypair]);
      const tokens = pool.tokensOf(thief.tokens);
      if (when === "before it is ordered out") context.refused(take, [thief.keypair], "ValidatorCapExceeded");
      const ticket = pool.order(thief, tokens);
      if (when === "after it is ordered out") context.refused(take, [thief.keypair], "ValidatorCapExceeded");
      pool.delegateAll();
      while (pool.deactivateAll() > 0);
      pool.nextEpoch();
      pool.settle();
      pool.claim(thief.address, ticket);
      const held = pool.state.reserveLamports + pool.state.stakedLamports;
      const share = (pool.record(0).stakeLamports * 10_000n) / held;
      assert(share <= 1_010n, `${share} basis points instead of 1,000`);
    });
  }
});
