import assert from "node:assert/strict";
import {
  decodeEvents,
  onEvent,
  type Pool,
  type Ticket,
  TicketStatus,
  type TruestakeEvent,
  watchPool,
  watchTicket,
} from "@truestake/sdk";
import { type LivePool, newPool, SOL, until } from "./shared";

describe("Events over the websocket", () => {
  let pool: LivePool;
  before(async () => {
    pool = await newPool();
  });

  it("arrive as they were in the transaction, once, and without those of other pools", async () => {
    const { chain, admin, user } = pool;
    const other = await newPool();
    const seen: { event: TruestakeEvent; signature: string }[] = [];
    const stop = onEvent(chain.connection, admin.deployment, (event, { signature }) => seen.push({ event, signature }));
    // There is no answer that says when a subscription has begun: it has when something arrives.
    await until("the subscription", async () => {
      if (seen.length > 0) return true;
      await user.depositSol({ lamports: SOL });
      return false;
    });
    seen.length = 0;
    await other.user.depositSol({ lamports: SOL });
    const deposit = await user.depositSol({ lamports: 5n * SOL });
    const order = await user.orderUnstake({ tokens: SOL });
    const signatures = [deposit.signature, order.sent?.signature ?? ""];
    const mine = () => seen.filter(({ signature }) => signatures.includes(signature));
    await until("two events", () => mine().length >= 2);
    await stop();

    assert.deepEqual(
      mine().map(({ event }) => event.name),
      ["SolDeposited", "UnstakeOrdered"],
    );
    for (const { event, signature } of mine()) {
      const transaction = await chain.connection.getTransaction(signature, { maxSupportedTransactionVersion: 0 });
      assert.deepEqual(decodeEvents(transaction?.meta?.logMessages).slice(-1), [event]);
    }
    assert.ok(seen.every(({ event }) => event.data.pool.equals(admin.deployment.pool)));
  });

  it("come with the accounts: a ticket from its order to its end", async () => {
    const { chain, admin, user } = pool;
    const { ticket } = await user.orderUnstake({ tokens: SOL });
    const tickets: (Ticket | undefined)[] = [];
    const pools: Pool[] = [];
    const stops = [
      watchTicket(chain.connection, ticket, (state) => tickets.push(state)),
      watchPool(chain.connection, admin.deployment, (state) => pools.push(state)),
    ];
    await until("the subscription", async () => {
      if (pools.length > 0) return true;
      await user.depositSol({ lamports: SOL });
      return false;
    });
    await chain.passEpoch();
    // Both tickets of this suite; the reserve has the SOL.
    await admin.settleTickets();
    await until("the settlement", () => tickets.some((state) => state?.status === TicketStatus.Settled));
    await admin.claimTicket({ ticket });
    await until("the end", () => tickets.includes(undefined));
    for (const stop of stops) await stop();

    assert.deepEqual(
      tickets.map((state) => state?.status),
      [TicketStatus.Settled, undefined],
    );
    assert.equal(pools.at(-1)?.queuedTokens, 0n);
  });
});
