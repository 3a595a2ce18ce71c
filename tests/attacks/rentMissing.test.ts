// A rise of the rent leaves accounts short of it. Where the runtime does not relax the rule for accounts that exist
// (SIMD-0392), nothing may be paid to such an account that leaves it short: what a ticket is paid fills it up, and one that is worth
// less than it lacks is passed.
import assert from "node:assert/strict";
import { PublicKey } from "@solana/web3.js";
import { TicketStatus } from "@truestake/sdk";
import { FeatureSet, LiteSVM } from "litesvm";
import { SOL, TestContext } from "../common";
import { FREE } from "./helpers";

const RELAXED_RENT = new PublicKey("BY4JhHLahVzS9ynfDz4exzGPbVXhFmJvEyMWsXbDBqME");

/** A chain whose runtime refuses every account that ends a transaction with less than its rent. */
function strictContext(): TestContext {
  const { withBlockhashCheck } = LiteSVM.prototype;
  const features = FeatureSet.allEnabled();
  features.deactivate(RELAXED_RENT.toBytes());
  LiteSVM.prototype.withBlockhashCheck = function (check: boolean) {
    this.withFeatureSet(features).withBuiltins().withSysvars().withPrecompiles().withDefaultPrograms();
    return withBlockhashCheck.call(this, check);
  };
  try {
    return new TestContext({ lamportsPerByte: 6_960n });
  } finally {
    LiteSVM.prototype.withBlockhashCheck = withBlockhashCheck;
  }
}

describe("[fault-rent-missing] a rise of the rent does not stop the queue", () => {
  for (const [runtime, make] of [
    ["a runtime that lets accounts lack rent", () => new TestContext({ lamportsPerByte: 6_960n })],
    ["one that does not", strictContext],
  ] as const) {
    it(`on ${runtime}`, () => {
      const context = make();
      const pool = context.createTestPool({ ...FREE, scores: [1] });
      const [user, other] = [pool.user("user"), pool.user("other")];
      pool.deposit(user, 99n * SOL);
      pool.deposit(other, 99n * SOL);
      pool.order(user, 1_000_000n);
      pool.order(other, 50n * SOL);
      context.chain.setRent(context.chain.lamportsPerByte * 2n);
      pool.nextEpoch();
      // The first is worth 0.001 SOL, and its account lacks 2.67 million lamports.
      context.done(pool.settleInstruction(2, 0n));
      assert.deepEqual(
        [0n, 1n].map((sequence) => pool.ticket(sequence).status),
        [TicketStatus.Returned, TicketStatus.Settled],
      );
      assert.equal(pool.cancel(user, 0n).event.data.tokens, 1_000_000n);
      pool.claim(user.address, 0n);
      pool.claim(other.address, 1n);
    });
  }
});
