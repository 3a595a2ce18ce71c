// After a rise of the rent nobody has to send a ticket what its account lacks: what it is paid fills that up, and comes back with the
// rest. Dust that is worth less than it lacks is passed, and its tokens come back.
import assert from "node:assert/strict";
import { TicketStatus } from "@truestake/sdk";
import { SOL, TestContext } from "../common";
import { FREE } from "./helpers";

describe("[fault-rent-gifts] dust that is queued before a rise of the rent", () => {
  it("brings who ordered it nothing, costs whoever settles nothing, and delays nobody", () => {
    const context = new TestContext();
    context.chain.setRent(696n);
    const pool = context.createTestPool({ ...FREE, scores: [1] });
    const [victim, thief] = [pool.user("victim"), pool.user("thief")];
    pool.deposit(victim, 99n * SOL);
    const before = context.chain.balance(thief.address);
    pool.deposit(thief, SOL);
    const COUNT = 20;
    const dust = Array.from({ length: COUNT }, () => pool.order(thief, 1_000_000n));
    const ticket = pool.order(victim, 50n * SOL);
    pool.nextEpoch();
    context.chain.setRent(6_960n);
    // A ticket's account lacks 2.4 million lamports, more than the dust is worth.
    context.done(pool.settleInstruction(COUNT + 1), []);
    assert.equal(pool.ticket(ticket).status, TicketStatus.Settled);
    // The reserve's own rent rises by 801,792 lamports: a loss, of which 50 of 101 tokens bear 396,927.
    assert.equal(pool.claim(victim.address, ticket).event.data.lamports, 49_999_603_073n);
    for (const sequence of dust) {
      assert.equal(pool.ticket(sequence).status, TicketStatus.Returned);
      assert.equal(pool.cancel(thief, sequence).event.data.tokens, 1_000_000n);
    }
    for (const sequence of dust) pool.claim(thief.address, sequence);
    const tokens = pool.tokensOf(thief.tokens);
    const gain = context.chain.balance(thief.address) + tokens - before;
    assert(gain <= 0n, `${gain}`);
  });
});
