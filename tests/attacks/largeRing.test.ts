// The ring of queued tickets is full when anybody has ordered and cancelled often enough behind a head that is not due: a place
// costs the ticket's rent, which comes back. Anybody can grow it, but what growing costs in compute grows with the ring.
import assert from "node:assert/strict";
import { instructions } from "@truestake/sdk";
import { SOL, TestContext } from "../common";
import { FREE } from "./helpers";

const HEADER = 72n;

describe("[fault-large-ring] [P-14] a large ring of queued tickets", () => {
  for (const growths of [90n, 200n, 900n]) {
    it(`of ${growths * 320n + 317n} places can be grown, wherever its head is`, function () {
      this.timeout(600_000);
      const context = new TestContext();
      const pool = context.createTestPool(FREE);
      const user = pool.user();
      pool.deposit(user, 10n * SOL);
      const account = context.chain.account(pool.pdas.queue) ?? assert.fail();
      // Ordering so many tickets would take hours: the ring and the counts are those of a queue with its head in the middle.
      const data = Buffer.concat([account.data, Buffer.alloc(Number(10_240n * growths), 7)]);
      const capacity = (BigInt(data.length) - HEADER) / 32n;
      for (const field of ["next_ticket", "next_settlement"]) pool.injectPool(field, capacity / 2n);
      const lamports = Number(context.chain.rentFor(BigInt(data.length)));
      context.chain.setAccount(pool.pdas.queue, { ...account, data, lamports });
      const { units } = context.done(instructions.growQueue({ pool: pool.deployment, payer: user.address }), [
        user.keypair,
      ]);
      // Turning it takes 1.27 units a byte: over 1.1 MB, 34,000 places, no transaction has as much as that.
      assert(units < 400_000n, `${units} units`);
    });
  }
});
