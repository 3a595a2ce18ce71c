// A rise of the rent leaves accounts short of it. Where the runtime does not relax the rule for accounts that exist
// (SIMD-0392), nothing may be paid to such an account that leaves it short: what a ticket is paid fills it up, and one that is worth
// less than it lacks is passed.
import assert from "node:assert/strict";
import { FEATURES } from "@truestake/localnet";
import { TicketStatus } from "@truestake/sdk";
import { SOL, TestContext } from "../common";
import { FREE } from "./helpers";

describe("[fault-rent-missing] a rise of the rent does not stop the queue", () => {
  for (const [runtime, inactiveFeatures] of [
    ["a runtime that lets accounts lack rent", []],
    ["one that does not", [FEATURES.relaxedRentCheck]],
  ] as const) {
    it(`on ${runtime}`, () => {
      const context = new TestContext({ lamportsPerByte: 6_960n, inactiveFeatures });
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
