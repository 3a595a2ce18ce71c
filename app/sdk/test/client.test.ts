import assert from "node:assert/strict";
import { getAccount, getAssociatedTokenAddressSync } from "@solana/spl-token";
import { Keypair, type PublicKey } from "@solana/web3.js";
import {
  fetchTicket,
  findEvent,
  isError,
  onEvent,
  TicketStatus,
  TruestakeClient,
  type TruestakeEvent,
  watchPool,
} from "../src";
import { quoteDepositSol, quoteOrderUnstake, quoteTicket } from "../src/quote";
import { newPool, SOL, toMovingPart } from "./pool";
// What errors say in words.
import "../src/hints";

describe("TruestakeClient", () => {
  it("takes SOL through a whole life: deposit, delegation, rewards, ticket, claim", async () => {
    const { chain, admin, user, userKey, votes } = await newPool();
    const quote = quoteDepositSol(await user.snapshot(), { lamports: 1_000n * SOL });
    const deposit = await user.depositSol({ lamports: 1_000n * SOL });
    assert.equal(deposit.tokens, quote.tokens);
    assert.equal(findEvent(deposit.events, "SolDeposited")?.data.treasuryTokens, quote.treasuryTokens);
    const account = getAssociatedTokenAddressSync(user.mint, userKey.publicKey);
    assert.equal((await getAccount(chain.connection, account)).amount, quote.tokens);

    const delegated = await admin.delegateAll();
    assert.equal(delegated.moves.filter(({ lamports }) => lamports > 0n).length, 3);
    const sent = delegated.transactions.flatMap(({ events }) => events);
    for (const { vote, lamports } of delegated.moves) {
      const event = sent.find((each) => each.name === "ReserveDelegated" && each.data.vote.equals(vote));
      assert.equal(event?.name === "ReserveDelegated" && event.data.lamports, lamports, "the quote is what moved");
    }
    assert.match((await admin.delegateAll()).idle ?? "", /AtTarget|ReserveNeeded/);

    chain.passEpochs(2);
    chain.payRewards(votes.map((vote) => ({ vote, partsPerMillion: 500n })));
    assert.equal((await user.price()).fresh, false);
    // One transaction: the cranks before the deposit.
    const before = chain.transactionCount;
    const second = await user.depositSol({ lamports: 10n * SOL });
    assert.equal(chain.transactionCount, before + 1);
    assert.deepEqual(
      second.events.map(({ name }) => name),
      ["ValidatorsUpdated", "PoolUpdated", "SolDeposited"],
    );
    assert.equal((await user.price()).fresh, true);

    chain.advanceSlots(200_000n);
    const ordered = quoteOrderUnstake(await user.snapshot(), 600n * SOL);
    const order = await user.orderUnstake({ tokens: 600n * SOL });
    const ticket = await fetchTicket(chain.connection, order.ticket);
    assert.equal(ticket.orderedLamports, ordered.lamports + ordered.fee);
    assert.equal((await user.ticketPosition({ ticket: order.ticket })).expectedEpoch, chain.epoch + 1n);
    assert.equal((await admin.settleTickets()).waitsFor, "TicketNotDue");
    // A ticket of this epoch moves nothing before its moving part.
    assert.deepEqual((await admin.deactivateAll()).transactions, []);
    toMovingPart(chain);
    const deactivated = await admin.deactivateAll();
    assert.ok(deactivated.transactions.length > 0, deactivated.idle);
    const events = deactivated.transactions.flatMap((each) => each.events);
    for (const { vote, lamports } of deactivated.moves.filter((move) => move.lamports > 0n)) {
      const event = events.find((each) => each.name === "StakeDeactivated" && each.data.vote.equals(vote));
      assert.equal(event?.name === "StakeDeactivated" && event.data.lamports, lamports, "the quote is what moved");
    }
    assert.ok((await user.proofOfBacking()).ok);

    chain.passEpochs(1);
    const [mine] = await user.tickets();
    await user.refresh();
    const payout = quoteTicket(await user.snapshot(), ticket);
    const report = await admin.crank();
    assert.equal(report.queueWaitsFor, undefined);
    assert.ok(mine && mine.status === TicketStatus.Queued);
    const paid = await fetchTicket(chain.connection, order.ticket);
    assert.deepEqual([paid.status, paid.paidLamports], [TicketStatus.Settled, payout.lamports]);
    assert.ok(payout.lamports <= ordered.lamports);

    const proof = await user.proofOfBacking();
    assert.deepEqual(
      proof.details.filter(({ ok }) => !ok),
      [],
    );
    const balance = chain.balance(userKey.publicKey);
    await admin.claimTickets({ owner: userKey.publicKey });
    assert.ok(chain.balance(userKey.publicKey) >= balance + payout.lamports);
    assert.deepEqual(await user.tickets(), []);
    assert.ok(((await user.apy())?.apy ?? 0) > 0);
  });

  it("cancels and transfers tickets, and says what is wrong with what to do about it", async () => {
    const { chain, user, admin, userKey } = await newPool({ validators: 1 });
    await user.depositSol({ lamports: 100n * SOL });
    const first = await user.orderUnstake({ tokens: 10n * SOL });
    const second = await user.orderUnstake({ tokens: 20n * SOL });
    assert.equal((await user.ticketPosition({ ticket: second.ticket })).position, 1n);
    const heir = Keypair.generate().publicKey;
    await user.transferTicket({ ticket: second.ticket, newOwner: heir });
    assert.equal((await admin.tickets({ owner: heir })).length, 0, "received ones are found by address");
    assert.equal((await admin.tickets({ owner: heir, received: [second.ticket] })).length, 1);
    await user.cancelTicket({ ticket: first.ticket });
    assert.deepEqual(await user.tickets(), []);
    await assert.rejects(user.cancelTicket({ ticket: second.ticket }), (error) => {
      assert.ok(isError(error, "NotTicketOwner"));
      assert.match(error.hint, /owner/);
      assert.equal(error.code, 6059);
      assert.ok(error.logs.length > 0);
      return true;
    });
    await assert.rejects(user.depositSol({ lamports: 1n }), (error) => isError(error, "DepositTooSmall"));
    const pauper = new TruestakeClient({
      connection: chain.connection,
      mint: user.mint,
      wallet: { publicKey: heir, signTransaction: () => Promise.reject(new Error("no")) },
    });
    await assert.rejects(pauper.depositSol({ lamports: SOL }), (error) => isError(error, "InsufficientFunds"));
    const shy = new TruestakeClient({
      connection: chain.connection,
      mint: user.mint,
      wallet: { publicKey: userKey.publicKey, signTransaction: () => Promise.reject(new Error("no")) },
    });
    await assert.rejects(shy.depositSol({ lamports: SOL }), (error) => isError(error, "WalletRejected"));
  });

  it("removes drained validators, wherever they stand in the list, and no others", async () => {
    const { chain, admin, user, votes } = await newPool({ validators: 6 });
    await user.depositSol({ lamports: 100n * SOL });
    await admin.delegateAll();
    const leaving = votes.filter((_, index) => [0, 3, 5].includes(index));
    for (const vote of leaving) await admin.setScore({ vote, score: 0 });
    assert.deepEqual(await user.removeValidators(), []);
    await assert.rejects(user.removeValidator({ vote: leaving[0] as PublicKey }), (error) =>
      isError(error, "ValidatorNotDrained"),
    );
    for (const vote of leaving) await admin.emergencyDeactivate({ vote });
    await assert.rejects(admin.emergencyDeactivate({ vote: leaving[0] as PublicKey }), (error) =>
      isError(error, "NothingToDeactivate"),
    );
    chain.passEpochs(1);
    await user.refresh();
    assert.equal((await user.removeValidators({ votes: [leaving[1] as PublicKey] })).length, 1);
    const removed = await user.removeValidators();
    assert.equal(removed.length, 2);
    const left = (await user.snapshot()).validators.records().map(({ vote }) => vote.toBase58());
    assert.deepEqual(left.sort(), [1, 2, 4].map((index) => votes[index]?.toBase58()).sort());
    const { ok, details } = await user.proofOfBacking();
    assert.ok(
      ok,
      JSON.stringify(details, (_, value) => (typeof value === "bigint" ? `${value}` : value)),
    );
    await admin.addValidator({ vote: leaving[0] as PublicKey, score: 7 });
  });

  it("tells what happens as it happens", async () => {
    const { chain, user } = await newPool({ validators: 0 });
    const [events, slots]: [TruestakeEvent[], bigint[]] = [[], []];
    const stop = [
      onEvent(chain.connection, user.deployment, (event) => events.push(event)),
      watchPool(chain.connection, user.deployment, (pool, slot) => slots.push(pool.supply > SOL ? slot : -1n)),
    ];
    await user.depositSol({ lamports: SOL });
    await new Promise(setImmediate);
    for (const end of stop) await end();
    await user.depositSol({ lamports: SOL });
    await new Promise(setImmediate);
    assert.deepEqual(
      events.map(({ name }) => name),
      ["SolDeposited"],
    );
    assert.deepEqual(slots, [chain.slot]);
  });
});
