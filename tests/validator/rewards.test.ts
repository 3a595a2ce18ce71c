import assert from "node:assert/strict";
import type { PublicKey } from "@solana/web3.js";
import {
  decodeStakeAccount,
  fetchTicket,
  findEvent,
  minimumFor,
  type PoolSnapshot,
  type Sent,
  TicketStatus,
  type TruestakeEvent,
} from "@truestake/sdk";
import * as math from "@truestake/sdk/math";
import { quoteUpdatePool } from "@truestake/sdk/quotes";
import { inflationRewards, type LivePool, newPool, SOL, until } from "./shared";

type Settlement = Extract<TruestakeEvent, { name: "TicketsSettled" }>["data"];

describe("Rewards on a real chain", () => {
  let pool: LivePool;
  const deposited = 50_000n * SOL;
  before(async () => {
    // Only the first votes and earns.
    pool = await newPool([700, 200, 100]);
    await pool.user.depositSol({ lamports: deposited });
    while ((await pool.admin.delegateAll()).transactions.length > 0);
  });

  /** The next epoch and its update, by itself in one transaction. */
  async function nextEpoch(): Promise<{ before: PoolSnapshot; update: Sent }> {
    await pool.chain.passEpoch();
    const before = await pool.admin.snapshot();
    const { transactions } = await pool.admin.refresh();
    const update = transactions.find(({ events }) => findEvent(events, "PoolUpdated"));
    assert.ok(update);
    return { before, update };
  }

  it("stake becomes active in the next epoch, where the scores want it", async () => {
    await nextEpoch();
    const { chain, admin } = pool;
    const { clock, validators } = await admin.snapshot();
    const records = validators.records();
    const staked = records.reduce((sum, { stakeLamports }) => sum + stakeLamports, 0n);
    for (const record of records) {
      const account = await chain.connection.getAccountInfo(record.stake);
      const stake = decodeStakeAccount(record.stake, account);
      assert.ok((stake?.delegation?.activationEpoch ?? clock.epoch) < clock.epoch);
      assert.equal(stake?.lamports, record.stakeLamports);
      const share = Number((record.stakeLamports * 1_000n) / staked);
      assert.ok(Math.abs(share - record.score) <= 1, `${share} of 1,000 for a score of ${record.score}`);
    }
  });

  it("for three epochs the price is what the chain paid, to the lamport", async () => {
    const { admin } = pool;
    // The first rewards arrive one epoch after the stake became active.
    for (let round = 0; round < 3; round++) {
      const { before, update } = await nextEpoch();
      const records = before.validators.records();
      const accounts = records.map(({ stake }) => stake);
      const event = findEvent(update.events, "PoolUpdated")?.data;
      assert.ok(event);
      const { earned, gain, loss, after } = event;
      const paid = await inflationRewards(pool, accounts, before.pool.lastUpdateEpoch, event.epoch);
      assert.ok(paid > 0n);
      assert.deepEqual({ earned, gain, loss }, { earned: paid, gain: paid, loss: 0n });

      // The recorded price is the one that the SDK's math gives for that slot.
      const entry = (await admin.history()).entries.at(-1);
      assert.ok(entry);
      assert.deepEqual(
        { epoch: entry.epoch, total: entry.total, supply: entry.supply, gainBeforeFee: entry.gainBeforeFee },
        { epoch: event.epoch, ...after, gainBeforeFee: paid },
      );
      const clock = { ...before.clock, slot: entry.slot };
      const quote = quoteUpdatePool({ ...before, clock }, { gain: paid, loss: 0n });
      assert.deepEqual({ total: quote.total, supply: quote.supply }, after);

      // Nothing is booked that the accounts do not hold, and they hold nothing that is not booked.
      const { pool: books } = await admin.snapshot();
      const balances = await pool.chain.connection.getMultipleAccountsInfo(accounts);
      const held = balances.reduce((sum, account) => sum + BigInt(account?.lamports ?? 0), 0n);
      const rents = records.reduce((sum, { transientLamports }) => sum + transientLamports, 0n);
      assert.equal(books.stakedLamports, held + rents);
    }
    const { entries } = await admin.history();
    const rewarded = entries.slice(-3);
    assert.ok(rewarded.every((entry, at) => at === 0 || math.comparePrices(rewarded[at - 1] ?? entry, entry) < 0));
    assert.equal((await admin.proofOfBacking()).ok, true);
  });

  it("a ticket is paid from stake that was deactivated for it, at the lower of its two values", async () => {
    const { chain, admin, user, userKey } = pool;
    const tokens = 10_000n * SOL;
    const { ticket } = await user.orderUnstake({ tokens });
    const { orderedLamports } = await fetchTicket(chain.connection, ticket);
    assert.ok((await admin.pool()).reserveLamports < orderedLamports, "the reserve alone cannot pay it");

    // Its stake is deactivated in the moving part of this epoch, and then the ticket is paid at once in the next one. Ordered
    // in the moving part it gets what the reserve has first, and the rest an epoch or two later.
    const payments: Settlement[] = [];
    await until(
      "the payment of all of it",
      async () => {
        const { settled } = await admin.crank();
        payments.push(...settled.flatMap(({ events }) => findEvent(events, "TicketsSettled")?.data ?? []));
        return (await fetchTicket(chain.connection, ticket)).status === TicketStatus.Settled;
      },
      240,
    );
    const { paidLamports, claimableLamports, tokens: left } = await fetchTicket(chain.connection, ticket);
    assert.deepEqual([left, claimableLamports], [0n, paidLamports]);
    const sum = (of: (payment: Settlement) => bigint) => payments.reduce((total, payment) => total + of(payment), 0n);
    assert.equal(
      sum((payment) => payment.tokens),
      tokens,
    );
    assert.equal(
      sum((payment) => payment.lamports),
      paidLamports,
    );
    // The price has risen, so that its value when ordered is the lower one: of that the parts are floored to the lamport, and
    // what lies above stays in the pool. The fee of 0.1 % is ceiled at each.
    for (const { tokens: part, lamports, fee, before } of payments) {
      const gross = lamports + fee;
      assert.ok(gross <= math.lamportsFor(before, part));
      assert.ok(lamports <= minimumFor(gross, 10) && lamports >= minimumFor(gross, 10) - 2n);
    }
    const gross = sum(({ lamports, fee }) => lamports + fee);
    assert.ok(gross <= orderedLamports && gross > orderedLamports - BigInt(2 * payments.length));

    const balance = async (address: PublicKey) => BigInt(await chain.connection.getBalance(address));
    const [before, inTicket] = [await balance(userKey.publicKey), await balance(ticket)];
    assert.ok(inTicket > paidLamports, "with its rent, which the user paid, too");
    await admin.claimTicket({ ticket });
    assert.equal((await balance(userKey.publicKey)) - before, inTicket);
    assert.equal((await admin.proofOfBacking()).ok, true);
  });
});
