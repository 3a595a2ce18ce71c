// Tickets by the client: their addresses, when they are paid and in which parts, what cancelling costs, rents that rise.
import assert from "node:assert/strict";
import { type AccountInfo, type PublicKey, SystemProgram } from "@solana/web3.js";
import type { InProcessChain } from "@truestake/localnet";
import fc from "fast-check";
import {
  type ChainReader,
  chosenAddress,
  DISCRIMINATOR_BYTES,
  fetchQueue,
  fetchTicket,
  fetchTicketQueue,
  findEvent,
  keypairWallet,
  PROGRAM_ID,
  TicketStatus,
  TruestakeClient,
  ticketAddress,
} from "../src";
import { freeNonce } from "../src/actions/internal/nonces";
import { offsetOf } from "../src/layout";
import { quoteCancelTicket, quoteTicket } from "../src/quote";
import { intercepted } from "./intercepted";
import { funded, newChain, newPool, SOL, type TestPool, toMovingPart } from "./pool";
import { seeded } from "./seeds";

/** A pool with 300 SOL of the user's, all of it active stake that rests. */
async function stakedPool(options: Parameters<typeof newPool>[0] = {}): Promise<TestPool> {
  const test = await newPool({ validators: 2, ...options });
  const { chain, user, admin } = test;
  await user.depositSol({ lamports: 300n * SOL });
  await admin.delegateAll();
  chain.passEpochs(1);
  await user.refresh();
  return test;
}

function clientOf({ chain, user }: TestPool): TruestakeClient {
  return new TruestakeClient({ connection: chain.connection, mint: user.mint, wallet: keypairWallet(funded(chain)) });
}

/** Whether the epoch's moving part has begun: its last tenth, as the pools here have it. */
const isMoving = ({ slot, slotsPerEpoch }: InProcessChain): boolean =>
  slot % slotsPerEpoch >= slotsPerEpoch - slotsPerEpoch / 10n;

/** First slot of the moving part, or of the next epoch, whichever comes next. */
const nextLook = (chain: InProcessChain): bigint => {
  const { slot, slotsPerEpoch } = chain;
  const next = slot - (slot % slotsPerEpoch) + slotsPerEpoch;
  return isMoving(chain) ? next : next - slotsPerEpoch / 10n;
};

describe("addresses by nonce", () => {
  it("are the owner's: 20 holders who order at once have 20 tickets", async () => {
    const test = await stakedPool();
    const holders = Array.from({ length: 20 }, () => clientOf(test));
    for (const holder of holders) await holder.depositSol({ lamports: 2n * SOL });
    const orders = await Promise.all(holders.map((holder) => holder.orderUnstake({ tokens: SOL })));
    assert.equal(new Set(orders.map(({ ticket }) => ticket.toBase58())).size, 20);
    assert.equal((await fetchQueue(test.chain.connection, await test.user.pool())).length, 20);
  });

  it("bear an owner who orders, and takes stake, twice at once", async () => {
    const { user } = await stakedPool();
    const orders = await Promise.all([1, 2, 3].map(() => user.orderUnstake({ tokens: SOL })));
    assert.equal(new Set(orders.map(({ ticket }) => ticket.toBase58())).size, 3);
    const taken = await Promise.all([1, 2].map(() => user.withdrawStakeAccount({ tokens: 5n * SOL })));
    assert.equal(new Set(taken.map(({ stake }) => stake.toBase58())).size, 2);
  });

  it("are those that cost the program no search, in the lowest window that has any", async () => {
    const { chain, user, userKey } = await newPool({ validators: 0 });
    const pool = user.deployment;
    const owner = userKey.publicKey;
    const bumpOf = (nonce: bigint) => chosenAddress("ticket", pool, owner, nonce)[1];
    const window = Array.from({ length: 64 }, (_, nonce) => BigInt(nonce));
    const cheap = window.filter((nonce) => bumpOf(nonce) === 255);
    /** What is chosen where these nonces of the first window are taken. */
    const choose = async (taken: bigint[], by = PROGRAM_ID): Promise<bigint> => {
      const account: AccountInfo<Buffer> = { data: Buffer.alloc(0), executable: false, lamports: 1, owner: by };
      let looks = 0;
      const connection = intercepted(chain.connection, "getMultipleAccountsInfoAndContext", () => {
        if (looks++ > 0) return undefined;
        const value = window.map((nonce) => (taken.includes(nonce) ? account : null));
        return Promise.resolve({ context: { slot: Number(chain.slot) }, value });
      });
      return (await freeNonce(connection, "ticket", pool, owner)).nonce;
    };
    const chosen = await Promise.all(Array.from({ length: 40 }, () => choose([])));
    assert.ok(chosen.every((nonce) => cheap.includes(nonce)));
    assert.ok(new Set(chosen).size > 1, "at random");
    // With those taken any other of the window, and with all of them the next window.
    const dear = await choose(cheap);
    assert.ok(dear < 64n && bumpOf(dear) !== 255);
    const next = await choose(window);
    assert.ok(next >= 64n && next < 128n && bumpOf(next) === 255);
    // Lamports that somebody sends take no address.
    assert.ok((await choose(window, SystemProgram.programId)) < 64n);
    const { ticket } = await (async () => {
      await user.depositSol({ lamports: 2n * SOL });
      return user.orderUnstake({ tokens: SOL });
    })();
    const { nonce } = await fetchTicket(chain.connection, ticket);
    assert.ok(ticketAddress(pool, owner, nonce).equals(ticket) && cheap.includes(nonce));
  });
});

describe("tickets", () => {
  it("are paid in parts as SOL comes, and each part can be claimed", async () => {
    const test = await stakedPool();
    const { chain, user, admin, userKey } = test;
    const { ticket } = await user.orderUnstake({ tokens: 200n * SOL });
    const ordered = await fetchTicket(chain.connection, ticket);
    chain.passEpochs(1);
    await user.refresh();
    // Nobody has deactivated anything: the reserve has its buffer, which pays a part.
    const before = await user.snapshot();
    const quote = quoteTicket(before, ordered);
    assert.ok(quote.payment && quote.payment.net < quote.lamports);
    const { transactions, waitsFor } = await admin.settleTickets();
    assert.equal(findEvent(transactions[0]?.events ?? [], "TicketsSettled")?.data.lamports, quote.payment.net);
    assert.equal(waitsFor, "ReserveTooLow");
    const part = await fetchTicket(chain.connection, ticket);
    assert.deepEqual(
      [part.status, part.claimableLamports, part.paidLamports, part.tokens],
      [TicketStatus.Queued, quote.payment.net, quote.payment.net, ordered.tokens - quote.payment.tokens],
    );
    assert.equal((await user.ticketPosition({ ticket })).position, 0n);
    const balance = chain.balance(userKey.publicKey);
    await admin.claimTickets({ owner: userKey.publicKey });
    assert.equal(chain.balance(userKey.publicKey), balance + quote.payment.net);
    // A ticket of an earlier epoch is served at any time, and paid in the next one.
    await admin.crank();
    chain.passEpochs(1);
    await admin.crank();
    const paid = await fetchTicket(chain.connection, ticket);
    assert.deepEqual([paid.status, paid.tokens], [TicketStatus.Settled, 0n]);
    assert.ok(paid.paidLamports <= quote.lamports && quote.lamports - paid.paidLamports <= 2n, "but for the rounding");
    await user.claimTickets();
    assert.deepEqual(await user.tickets(), []);
  });

  it("are paid when their position says so, whenever they are ordered", async function () {
    this.timeout(300_000);
    const order = fc.record({ slots: fc.nat(150_000), sol: fc.integer({ min: 1, max: 12 }), late: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(order, { minLength: 1, maxLength: 6 }), async (orders) => {
        const { chain, user, admin, votes } = await stakedPool();
        const promised = new Map<string, { expectedEpoch: bigint; missing: bigint }>();
        /** Lets slots pass, with a keeper who runs the cranks as each epoch begins and as its moving part does. */
        const pass = async (slots: bigint): Promise<void> => {
          const end = chain.slot + slots;
          for (let next = nextLook(chain); next <= end; next = nextLook(chain)) {
            chain.advanceSlots(next - chain.slot);
            if (chain.slot % chain.slotsPerEpoch === 0n) {
              chain.payRewards(votes.map((vote) => ({ vote, partsPerMillion: 300n })));
            }
            await admin.crank();
          }
          if (end > chain.slot) chain.advanceSlots(end - chain.slot);
        };
        for (const { slots, sol, late } of orders) {
          await pass(BigInt(slots));
          while (late && !isMoving(chain)) await pass(nextLook(chain) - chain.slot);
          const { ticket } = await user.orderUnstake({ tokens: BigInt(sol) * SOL });
          const { expectedEpoch } = await user.ticketPosition({ ticket });
          const { queuedLamports, reserveLamports, coolingLamports } = await user.pool();
          promised.set(ticket.toBase58(), {
            expectedEpoch,
            missing: queuedLamports - reserveLamports - coolingLamports,
          });
        }
        await pass(3n * chain.slotsPerEpoch);
        const tickets = await user.tickets();
        assert.equal(tickets.length, orders.length);
        for (const { address, status, settledEpoch } of tickets) {
          assert.equal(status, TicketStatus.Settled);
          const { expectedEpoch, missing } = promised.get(address.toBase58()) ?? assert.fail();
          // 300 SOL earn 0.09 SOL in an epoch: so much may come that nobody could promise.
          const mayBeEarlier = missing <= 90_000_000n;
          assert.ok(settledEpoch === expectedEpoch || (mayBeEarlier && settledEpoch === expectedEpoch - 1n));
        }
      }),
      seeded(Number(process.env.RUNS ?? 6)),
    );
  });

  it("wait an epoch more when they are ordered in the moving part", async () => {
    const { chain, user, admin } = await stakedPool();
    const early = await user.orderUnstake({ tokens: 50n * SOL });
    toMovingPart(chain);
    const late = await user.orderUnstake({ tokens: 50n * SOL });
    const { epoch } = chain;
    const expected = async (ticket: PublicKey) => (await user.ticketPosition({ ticket })).expectedEpoch;
    assert.deepEqual([await expected(early.ticket), await expected(late.ticket)], [epoch + 1n, epoch + 2n]);
    const { ticket } = await user.planExit({ tokens: 10n * SOL });
    assert.equal(ticket.waitEpochs, 2n);
    const settled = async (): Promise<boolean[]> => {
      const tickets = await Promise.all([early, late].map(({ ticket }) => fetchTicket(chain.connection, ticket)));
      return tickets.map(({ status }) => status === TicketStatus.Settled);
    };
    await admin.crank();
    chain.passEpochs(1);
    await admin.crank();
    assert.deepEqual(await settled(), [true, false]);
    toMovingPart(chain);
    await admin.crank();
    chain.passEpochs(1);
    await admin.crank();
    assert.deepEqual(await settled(), [true, true]);
  });

  it("wait for what the cluster lets cool down, and come in parts meanwhile", async () => {
    // 1,000 SOL elsewhere: the pool's 300 are a large part of all stake, of which 9 % may change in an epoch.
    const test = await newPool({ validators: 2, chain: newChain(undefined, [], { clusterStake: 1_000n * SOL }) });
    const { chain, user, admin } = test;
    await user.depositSol({ lamports: 300n * SOL });
    await admin.delegateAll();
    // 297 SOL warm up: 90, then 98, then 107, then the rest.
    for (let epochs = 0; epochs < 5; epochs++) {
      chain.passEpochs(1);
      await admin.crank();
    }
    const { ticket } = await user.orderUnstake({ tokens: 250n * SOL });
    const { epoch } = chain;
    const { expectedEpoch } = await user.ticketPosition({ ticket });
    // 247 SOL beside the 3 in the reserve: 9 % of 1,298 is 116.8, of 1,181 then 106.3, and the last 24 in a third epoch.
    assert.equal(expectedEpoch, epoch + 3n);
    assert.equal((await user.planExit({ tokens: 250n * SOL })).ticket.refusal, undefined);
    toMovingPart(chain);
    await admin.crank();
    let paid = 0n;
    for (let passed = 1n; passed <= 3n; passed++) {
      chain.passEpochs(1);
      await admin.crank();
      const { status, paidLamports } = await fetchTicket(chain.connection, ticket);
      assert.ok(paidLamports > paid, "a part in each epoch");
      paid = paidLamports;
      assert.equal(status, passed === 3n ? TicketStatus.Settled : TicketStatus.Queued);
    }
    assert.equal((await fetchTicket(chain.connection, ticket)).settledEpoch, expectedEpoch);
  });

  it("take back stake of the same epoch at once", async () => {
    const { chain, user, admin } = await stakedPool();
    await user.depositSol({ lamports: 60n * SOL });
    await admin.delegateAll();
    const before = await user.pool();
    const { ticket } = await user.orderUnstake({ tokens: 90n * SOL });
    toMovingPart(chain);
    const { moves, transactions } = await admin.deactivateAll();
    const recalled = moves.filter((move) => move.recalled);
    // 60 SOL less the buffer of 0.6 were delegated in this epoch, half at each validator; the rest cools down.
    assert.deepEqual(
      recalled.map(({ lamports }) => lamports),
      [29_700_000_000n, 29_700_000_000n],
    );
    const after = await user.pool();
    assert.equal(after.reserveLamports, before.reserveLamports + 59_400_000_000n);
    assert.ok(after.coolingLamports >= 90n * SOL - after.reserveLamports);
    const events = transactions.flatMap((sent) => sent.events);
    for (const { vote, lamports } of recalled) {
      const event = events.find((each) => each.name === "StakeDeactivated" && each.data.vote.equals(vote));
      assert.ok(event?.name === "StakeDeactivated" && event.data.recalled);
      assert.equal(event.data.lamports, lamports);
    }
    chain.passEpochs(1);
    await admin.crank();
    assert.equal((await fetchTicket(chain.connection, ticket)).status, TicketStatus.Settled);
  });

  it("cost nothing to cancel before the moving part of their epoch, and the idle rate after", async () => {
    const { chain, user, admin } = await stakedPool();
    const orders: PublicKey[] = [];
    for (let count = 0; count < 3; count++) orders.push((await user.orderUnstake({ tokens: 60n * SOL })).ticket);
    const [first, second, third] = orders as [PublicKey, PublicKey, PublicKey];
    const cost = async (ticket: PublicKey) => (await user.quoteCancelTicket({ ticket })).cost;
    assert.equal(await cost(first), 0n);
    const free = await user.cancelTicket({ ticket: first });
    assert.equal(findEvent(free.events, "TicketCancelled")?.data.tokens, 60n * SOL);
    // It was the head: paid nothing, and closed in the same transaction.
    assert.ok(findEvent(free.events, "TicketClaimed"));
    assert.equal((await user.tickets()).length, 2);
    toMovingPart(chain);
    // No reward was ever measured: 10 basis points, whether stake has moved or not.
    assert.equal(await cost(third), 60_000_000n);
    await admin.deactivateAll();
    const { pool, clock } = await user.snapshot();
    const quote = quoteCancelTicket({ pool, clock }, await fetchTicket(chain.connection, third));
    assert.equal(quote.cost, 60_000_000n);
    const dear = await user.cancelTicket({ ticket: third });
    const event = findEvent(dear.events, "TicketCancelled")?.data;
    assert.deepEqual([event?.tokens, event?.cost], [quote.tokens, quote.cost]);
    // It is not the head: it holds its place until the queue has passed it.
    assert.equal((await user.tickets()).length, 2);
    await assert.rejects(user.quoteCancelTicket({ ticket: third }), { name: "TicketNotQueued" });
    chain.passEpochs(1);
    await admin.crank();
    assert.equal((await fetchTicket(chain.connection, second)).status, TicketStatus.Settled);
    await user.claimTickets();
    assert.deepEqual(await user.tickets(), []);
  });

  it("are claimed although somebody else claims them at the same time, and settled by two keepers at once", async () => {
    const test = await stakedPool();
    const { chain, user, admin, userKey } = test;
    for (let count = 0; count < 3; count++) await user.orderUnstake({ tokens: SOL });
    chain.passEpochs(1);
    await user.refresh();
    // Young ones behind: a keeper who comes second must not trip over them.
    await user.orderUnstake({ tokens: SOL });
    await Promise.all([admin.settleTickets(), clientOf(test).settleTickets()]);
    const [first, second] = await user.tickets();
    assert.deepEqual([first?.status, second?.status], [TicketStatus.Settled, TicketStatus.Settled]);
    assert.ok(second);
    await Promise.all([user.claimTickets(), admin.claimTicket({ ticket: second.address }).catch(() => undefined)]);
    assert.equal((await user.tickets({ owner: userKey.publicKey })).length, 1);
  });

  it("give back the tokens that nothing is left to pay, and are closed with that", async () => {
    const { chain, user, admin } = await newPool({ validators: 2 });
    // A stake account has 328 bytes to pay for: 0.33 SOL each, 1.3 SOL for four, more than the seed deposit leaves behind.
    chain.setRent(1_000_000n);
    const { tokens } = await user.depositSol({ lamports: 10n * SOL });
    await admin.delegateAll();
    chain.passEpochs(1);
    await user.refresh();
    const { ticket } = await user.orderUnstake({ tokens });
    toMovingPart(chain);
    await admin.crank();
    chain.passEpochs(1);
    await admin.crank();
    const passed = await fetchTicket(chain.connection, ticket);
    assert.equal(passed.status, TicketStatus.Returned);
    assert.ok(passed.paidLamports > 8n * SOL && passed.tokens > 0n);
    const back = await user.cancelTicket({ ticket });
    assert.equal(findEvent(back.events, "TicketCancelled")?.data.tokens, passed.tokens);
    assert.equal(findEvent(back.events, "TicketClaimed")?.data.lamports, passed.claimableLamports);
    assert.deepEqual(await user.tickets(), []);
    assert.ok((await user.proofOfBacking()).ok);
  });

  it("have a place in the ring, which grows when it is full", async () => {
    const test = await stakedPool();
    const { chain, user } = test;
    const ring = await fetchTicketQueue(chain.connection, user.deployment);
    // (10,240 − 72) ÷ 32 = 317.75
    assert.equal(ring.capacity, 317n);
    // So many tickets that one more has no place.
    const { pool: address, queue } = user.deployment;
    const account = chain.account(address) ?? assert.fail();
    const data = Buffer.from(account.data);
    const { nextTicket } = await user.pool();
    data.writeBigUInt64LE(nextTicket + 317n, DISCRIMINATOR_BYTES + offsetOf("pool", "nextTicket"));
    chain.setAccount(address, { ...account, data, lamports: Number(account.lamports) } as AccountInfo<Buffer>);
    const { ticket } = await user.orderUnstake({ tokens: SOL });
    const grown = await fetchTicketQueue(chain.connection, { queue });
    // (20,480 − 72) ÷ 32 = 637.75
    assert.equal(grown.capacity, 637n);
    assert.ok(grown.ticket(nextTicket + 317n).equals(ticket));
  });

  it("are read at the queue's head alone once the ring is known, and whole again when it has grown", async () => {
    const { chain, user } = await stakedPool();
    await user.orderUnstake({ tokens: SOL });
    await user.orderUnstake({ tokens: SOL });
    let ring = 0;
    const { queue } = user.deployment;
    const reader = {
      getMultipleAccountsInfoAndContext: async (addresses: PublicKey[], config: object) => {
        const answer = await chain.connection.getMultipleAccountsInfoAndContext(addresses, config as never);
        addresses.forEach((address, at) => {
          if (address.equals(queue)) ring += answer.value[at]?.data.length ?? 0;
        });
        return answer;
      },
    } as unknown as ChainReader;
    const look = async (): Promise<[bigint[], number]> => {
      ring = 0;
      const found = await fetchQueue(reader, await user.pool(), 24);
      return [found.map(({ sequence }) => sequence), ring];
    };
    const { nextSettlement: head } = await user.pool();
    const both = [head, head + 1n];
    assert.deepEqual(await look(), [both, 10_240]);
    // The header and two addresses.
    assert.deepEqual(await look(), [both, 80 + 2 * 32]);
    // Grown behind its last place: its base is the same.
    const account = chain.account(queue) ?? assert.fail();
    const data = Buffer.concat([account.data, Buffer.alloc(10_240)]);
    chain.setAccount(queue, { ...account, data, lamports: Number(account.lamports) } as AccountInfo<Buffer>);
    assert.equal((await look())[1], 80 + 1 + 2 * 32 + 20_480);
    assert.deepEqual(await look(), [both, 80 + 2 * 32]);
  });

  it("are settled by nodes that search no accounts", async () => {
    const { chain, user } = await stakedPool();
    await user.orderUnstake({ tokens: SOL });
    chain.passEpochs(1);
    const connection = intercepted(chain.connection, "getProgramAccounts", () =>
      assert.fail("it asks for all accounts"),
    );
    const keeper = new TruestakeClient({ connection, mint: user.mint, wallet: keypairWallet(funded(chain)) });
    assert.equal((await keeper.settleTickets()).waitsFor, undefined);
    assert.equal((await user.tickets())[0]?.status, TicketStatus.Settled);
  });

  it("need nobody's gift after a rise: what they are paid fills their rent up, and comes back with the rest", async () => {
    const { chain, user, admin, userKey } = await stakedPool();
    const { ticket } = await user.orderUnstake({ tokens: 200n * SOL });
    const second = await user.orderUnstake({ tokens: SOL });
    chain.passEpochs(1);
    await user.refresh();
    chain.setRent(chain.lamportsPerByte * 2n);
    await admin.settleTickets();
    const part = await fetchTicket(chain.connection, ticket);
    assert.ok(part.claimableLamports > 0n && part.status === TicketStatus.Queued);
    // Another rise, while what is paid lies in the account.
    chain.setRent(chain.lamportsPerByte * 2n);
    const balance = chain.balance(userKey.publicKey);
    await admin.claimTicket({ ticket });
    // Its account holds the first rent, a quarter of the one of now, and keeps the difference until it closes.
    const kept = (chain.rentFor(256n) * 3n) / 4n;
    assert.equal(chain.balance(userKey.publicKey), balance + part.claimableLamports - kept);
    await admin.crank();
    chain.passEpochs(1);
    await admin.crank();
    for (const address of [ticket, second.ticket]) {
      assert.equal((await fetchTicket(chain.connection, address)).status, TicketStatus.Settled);
    }
    await user.claimTickets();
    assert.deepEqual(await user.tickets(), []);
  });
});

describe("rents that stake accounts were not made with", () => {
  for (const [what, lamportsPerByte] of [
    ["lower ones", 5_080n],
    ["much lower ones", 696n],
    ["higher ones", 10_000n],
  ] as const) {
    it(`${what} keep no stake from joining and no ticket from being paid`, async () => {
      const { chain, user, admin } = await stakedPool();
      await user.depositSol({ lamports: 60n * SOL });
      await admin.delegateAll();
      chain.setRent(lamportsPerByte);
      chain.passEpochs(1);
      await admin.crank();
      assert.ok((await user.snapshot()).validators.records().every(({ transientLamports }) => transientLamports < SOL));
      const { ticket } = await user.orderUnstake({ tokens: 250n * SOL });
      toMovingPart(chain);
      await admin.crank();
      chain.passEpochs(1);
      const { queueWaitsFor } = await admin.crank();
      assert.equal(queueWaitsFor, undefined);
      assert.equal((await fetchTicket(chain.connection, ticket)).status, TicketStatus.Settled);
      assert.ok((await user.proofOfBacking()).ok);
    });
  }
});

describe("measuring again", () => {
  it("makes a loss count at once, and a gain wait", async () => {
    const { chain, user, admin } = await stakedPool();
    const { stake } = (await user.snapshot()).validators.record(0);
    const other = (await user.snapshot()).validators.record(1).stake;
    const before = await user.price();
    assert.deepEqual(await admin.measureAgain(), []);
    chain.donate(other, SOL);
    const lost = chain.slash(stake, 10_000n);
    assert.ok(lost > SOL);
    assert.equal((await user.price()).total, before.total, "nobody has looked");
    assert.equal((await admin.measureAgain()).length, 1);
    // The gain of 1 SOL pays a part of the loss; the rest is the price's.
    assert.equal((await user.price()).total, before.total + SOL - lost);
    assert.deepEqual(await admin.measureAgain(), []);
    chain.donate(other, SOL);
    await admin.measureAgain();
    const { pool } = await user.snapshot();
    assert.equal(pool.pendingGain, SOL);
    const { ask, total } = await user.price();
    assert.equal(ask?.total, total + SOL, "whoever comes in pays for it");
  });
});
