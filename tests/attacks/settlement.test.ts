// Class: a jump of the price that can be bought before and sold after. What leavers do not take with them, their fees and
// what their tickets' value has gained, is a gain of the next update: Pool::keep_as_gain.
import assert from "node:assert/strict";
import { SOL, TestContext } from "../common";

describe("[class-jump] a thief around a settlement", () => {
  for (const [ticketFee, withdrawalFee] of [
    [50, 0],
    [50, 10],
    [10, 0],
  ] as const) {
    it(`gains nothing in one transaction, at fees of ${ticketFee} and ${withdrawalFee} bps`, () => {
      const context = new TestContext();
      const fees = { ticketFee, withdrawalFee, depositFee: 0, rewardFee: 0 };
      const pool = context.createTestPool({ scores: [100, 100], reserveBuffer: 0, maxMove: 10_000, ...fees });
      const [victim, thief] = [pool.user("victim"), pool.user("thief")];
      pool.deposit(victim, 299n * SOL);
      pool.delegateAll();
      pool.nextEpoch();
      pool.order(victim, 150n * SOL);
      pool.deactivateAll();
      pool.nextEpoch();
      const before = context.chain.balance(thief.address);
      const deposit = pool.depositInstruction(thief, 69n * SOL);
      const state = context.chain.snapshot();
      context.done(deposit, [thief.keypair]);
      const tokens = pool.tokensOf(thief.tokens);
      context.chain.rewind(state);
      const nonce = pool.nextNonce();
      const withdrawal = pool.withdrawStakeInstruction(thief, 0, tokens, { nonce });
      context.done([deposit, pool.settleInstruction(1), withdrawal], [thief.keypair]);
      const [sol, stake] = [thief.address, pool.exitStake(thief, nonce)].map((address) =>
        context.chain.balance(address),
      ) as [bigint, bigint];
      const gain = sol + stake - before;
      assert(gain <= 0n, `${gain}`);
      assert(pool.state.pendingGain > 0n, "those who stay get it with the next update");
    });
  }
});
