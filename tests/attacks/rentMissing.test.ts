// A rise of the rent leaves accounts short of it. Where the runtime does not relax the rule for accounts that exist
// (SIMD-0392), nothing may be paid to such an account: the guard is that whoever settles sends the difference first.
import assert from "node:assert/strict";
import { PublicKey, SystemProgram } from "@solana/web3.js";
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
    return new TestContext();
  } finally {
    LiteSVM.prototype.withBlockhashCheck = withBlockhashCheck;
  }
}

describe("[fault-rent-missing] a rise of the rent does not stop the queue", () => {
  for (const [runtime, make] of [
    ["a runtime that lets accounts lack rent", () => new TestContext()],
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
      const tickets = [0n, 1n].map((sequence) => pool.ticketAddress(sequence));
      const rent = () =>
        context.chain.rentFor(BigInt(context.chain.account(tickets[0] as PublicKey)?.data.length ?? 0));
      const before = rent();
      context.chain.setRent(context.chain.lamportsPerByte * 2n);
      pool.nextEpoch();
      context.refused(pool.settleInstruction(2, 0n), [], "RentMissing");
      const missing = rent() - before;
      const gifts = tickets.map((toPubkey) =>
        SystemProgram.transfer({ fromPubkey: context.payer.publicKey, toPubkey, lamports: missing }),
      );
      context.done([...gifts, pool.settleInstruction(2, 0n)]);
      assert.deepEqual(
        [0n, 1n].map((sequence) => pool.ticket(sequence).status),
        [TicketStatus.Settled, TicketStatus.Settled],
      );
      pool.claim(user.address, 0n);
      pool.claim(other.address, 1n);
    });
  }
});
