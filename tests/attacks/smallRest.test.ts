// After a rise of the rent, what stays of a validator's stake when a part moves out, together with the old rent, can be less than the
// rent of now. The stake program refuses to move such a part, the same part is asked for each time, and the ticket waits for ever.
// Where the minimum delegation is a lamport: with 1 SOL as the minimum, what stays is always more than a rent.
import assert from "node:assert/strict";
import { FEATURES } from "@truestake/localnet";
import { SOL, TestContext } from "../common";
import { FREE } from "./helpers";

describe("[fault-small-rest] a ticket that wants all but a little of a validator's stake after a rise of the rent", () => {
  for (const strict of [false, true]) {
    it(`is paid on a ${strict ? "strict" : "relaxed"} runtime`, () => {
      const context = new TestContext({
        minimumDelegation: 1n,
        lamportsPerByte: 696n,
        inactiveFeatures: strict ? [FEATURES.relaxedRentCheck] : [],
      });
      const pool = context.createTestPool({ ...FREE, scores: [1_000_000, 1_000_000] });
      const [user, other] = [pool.user("user"), pool.user("other")];
      pool.deposit(user, 69n * SOL);
      pool.deposit(other, 30n * SOL);
      pool.delegateAll();
      pool.nextEpoch();
      context.chain.setRent(6_960n);
      pool.setScore(1, 30);
      pool.nextEpoch();
      // Lamports for rents, so that nothing lacks any.
      context.chain.donate(pool.pdas.reserve, SOL / 10n);
      for (const index of [0, 1]) context.chain.donate(pool.transient(index), context.chain.rentFor(200n));
      pool.nextEpoch();
      pool.order(user, 69n * SOL);
      const errors: (string | undefined)[] = [];
      for (let epoch = 0; epoch < 6 && pool.state.nextSettlement < pool.state.nextTicket; epoch++) {
        pool.toMovingPart();
        for (const index of [1, 0]) errors.push(context.send(pool.deactivateInstruction(index)).error);
        pool.nextEpoch();
        errors.push(context.send(pool.settleInstruction()).error);
      }
      assert.equal(
        pool.state.nextSettlement,
        pool.state.nextTicket,
        `${pool.state.queuedTokens} tokens wait: ${errors}`,
      );
    });
  }
});
