// Doing a thing once, and what somebody else has done is done.
import assert from "node:assert/strict";
import type { Keypair } from "@solana/web3.js";
import {
  type ClientOptions,
  fetchTicket,
  isError,
  keypairWallet,
  type Sent,
  TruestakeClient,
  ticketAddress,
} from "../src";
import { fails } from "./fails";
import { funded, newPool, SOL, type TestPool } from "./pool";

const FAST: ClientOptions = { pollEvery: 1, rebroadcastEvery: 1, callTimeout: 2_000, patience: 0, deadline: 1_000 };

const clientOf = ({ user }: TestPool, key: Keypair, options: ClientOptions = {}) =>
  new TruestakeClient({
    connection: user.connection,
    mint: user.mint,
    wallet: keypairWallet(key),
    options: { ...FAST, ...options },
  });

describe("A nonce", () => {
  it("orders once: the same order finds its ticket, another is NonceTaken", async () => {
    const pool = await newPool({ validators: 1 });
    const { chain, userKey, user } = pool;
    await user.depositSol({ lamports: 100n * SOL });
    const client = clientOf(pool, userKey);
    const order = { tokens: SOL, nonce: 5n };
    const first = await client.orderUnstake(order);
    assert.ok(first.sent && first.ticket.equals(ticketAddress(user.deployment, userKey.publicKey, 5n)));
    const before = chain.transactionCount;
    const again = await client.orderUnstake(order);
    assert.deepEqual([again.ticket.toBase58(), again.nonce, again.sent], [first.ticket.toBase58(), 5n, undefined]);
    const taken = await fails(client.orderUnstake({ ...order, tokens: 2n * SOL }), "NonceTaken");
    assert.equal(taken.args.nonce, 5n);
    assert.equal(chain.transactionCount, before, "nothing was sent");
    // Twice at once: one of them lands, both have it.
    const both = await Promise.all([1, 2].map(() => client.orderUnstake({ tokens: SOL, nonce: 6n })));
    assert.equal(both.filter(({ sent }) => sent).length, 1);
    assert.equal((await user.tickets()).length, 2);
    const unequal = await Promise.allSettled(
      [1n, 2n].map((tokens) => client.orderUnstake({ tokens: tokens * SOL, nonce: 7n })),
    );
    assert.deepEqual(unequal.map(({ status }) => status).sort(), ["fulfilled", "rejected"]);
    const [lost] = unequal.flatMap((each) => (each.status === "rejected" ? [each.reason] : []));
    assert.ok(isError(lost, "NonceTaken"));
  });

  it("is told where the outcome is unknown, and makes the second try the same order", async () => {
    const pool = await newPool({ validators: 1 });
    const { userKey, user } = pool;
    await user.depositSol({ lamports: 100n * SOL });
    const stop = new AbortController();
    const client = clientOf(pool, userKey);
    const connection = new Proxy(user.connection, {
      get(target, name) {
        const member = Reflect.get(target, name);
        // Once it was sent, nobody knows.
        if (name === "getSignatureStatuses") return () => Promise.reject(new TypeError("fetch failed"));
        if (name !== "sendRawTransaction") return typeof member === "function" ? member.bind(target) : member;
        return async (...args: unknown[]) => {
          const answer = await member.apply(target, args);
          stop.abort();
          return answer;
        };
      },
    });
    const wallet = keypairWallet(userKey);
    const dying = new TruestakeClient({
      connection,
      mint: user.mint,
      wallet,
      options: { ...FAST, signal: stop.signal },
    });
    const error = await fails(dying.orderUnstake({ tokens: SOL }), "OutcomeUnknown");
    const nonce = error.args.nonce as bigint;
    const { ticket, sent } = await client.orderUnstake({ tokens: SOL, nonce });
    assert.equal(sent, undefined);
    assert.equal((await fetchTicket(user.connection, ticket)).tokens, SOL);
    assert.equal((await user.tickets()).length, 1);
  });

  it("takes stake once: the same withdrawal finds its account, another is NonceTaken", async () => {
    const pool = await newPool({ validators: 2 });
    const { chain, userKey, user, admin, votes } = pool;
    await user.depositSol({ lamports: 200n * SOL });
    await admin.delegateAll();
    chain.passEpochs(1);
    await admin.crank();
    const client = clientOf(pool, userKey);
    const [vote, otherVote] = votes;
    const first = await client.withdrawStakeAccount({ tokens: 3n * SOL, vote, nonce: 1n });
    const before = chain.transactionCount;
    const again = await client.withdrawStakeAccount({ tokens: 3n * SOL, vote, nonce: 1n });
    assert.deepEqual(
      [again.stake.toBase58(), again.lamports, again.sent],
      [first.stake.toBase58(), first.lamports, undefined],
    );
    for (const other of [
      { tokens: 4n * SOL, vote },
      { tokens: 3n * SOL, vote: otherVote },
    ]) {
      await fails(client.withdrawStakeAccount({ ...other, nonce: 1n }), "NonceTaken");
    }
    await fails(
      client.withdrawStakeAccount({
        tokens: 3n * SOL,
        vote,
        nonce: 1n,
        authority: admin.session.wallet?.publicKey ?? undefined,
      }),
      "NonceTaken",
    );
    assert.equal(chain.transactionCount, before, "nothing was sent");
  });
});

describe("What somebody else has done", () => {
  const names = (results: PromiseSettledResult<unknown>[]) =>
    results.map((each) => (each.status === "fulfilled" ? "ok" : String(each.reason)));

  for (const [label, older, newer] of [
    ["one due ticket", 1, 0],
    ["three due tickets", 3, 0],
    ["one due, one new", 1, 1],
    ["30 due, in two transactions, and one new", 30, 1],
  ] as const) {
    it(`is settled: ${label}, two keepers at once`, async () => {
      const pool = await newPool({ validators: 1 });
      const { chain, user, userKey } = pool;
      await user.depositSol({ lamports: 500n * SOL });
      for (let nonce = 0; nonce < older; nonce++) await user.orderUnstake({ tokens: SOL, nonce: BigInt(nonce) });
      chain.passEpochs(1);
      await user.refresh();
      for (let nonce = 0; nonce < newer; nonce++) await clientOf(pool, userKey).orderUnstake({ tokens: SOL });
      const keepers = [funded(chain), funded(chain)].map((key) => clientOf(pool, key));
      assert.deepEqual(names(await Promise.allSettled(keepers.map((each) => each.settleTickets()))), ["ok", "ok"]);
      assert.equal((await user.pool()).nextSettlement, BigInt(older));
    });
  }

  it("keeps no pass of a keeper from its end", async () => {
    const pool = await newPool({ validators: 5 });
    const { chain, user, votes } = pool;
    await user.depositSol({ lamports: 500n * SOL });
    const keepers = [funded(chain), funded(chain)].map((key) => clientOf(pool, key));
    const both = async (run: (keeper: TruestakeClient) => Promise<unknown>) =>
      assert.deepEqual(names(await Promise.allSettled(keepers.map(run))), ["ok", "ok"]);
    for (let epoch = 0; epoch < 2; epoch++) {
      await both((keeper) => keeper.refresh());
      await both((keeper) => keeper.delegateAll());
      await both((keeper) => keeper.deactivateAll());
      await both((keeper) => keeper.crank());
      await user.orderUnstake({ tokens: 50n * SOL });
      chain.passEpochs(1);
      chain.payRewards(votes.map((vote) => ({ vote, partsPerMillion: 300n })));
    }
    await both((keeper) => keeper.crank({ removeDrained: true }));
    const same = funded(chain);
    const timer = setInterval(() => chain.advanceSlots(1n), 5);
    const twins = [clientOf(pool, same), clientOf(pool, same)];
    const kept = await Promise.allSettled(twins.map((each) => each.keepLookupTables())).finally(() =>
      clearInterval(timer),
    );
    assert.deepEqual(names(kept), ["ok", "ok"]);
  });

  it("is claimed, and the rest goes on", async () => {
    const pool = await newPool({ validators: 1 });
    const { chain, user, userKey, admin, adminKey } = pool;
    await user.depositSol({ lamports: 50n * SOL });
    for (let nonce = 0n; nonce < 4n; nonce++) await user.orderUnstake({ tokens: SOL, nonce });
    chain.passEpochs(1);
    await admin.crank();
    const [, second, , fourth] = await user.tickets();
    const keeper = clientOf(pool, adminKey);
    const ticket = second?.address ?? assert.fail();
    const once = await Promise.allSettled([
      clientOf(pool, userKey).claimTickets(),
      keeper.claimTicket({ ticket }),
      keeper.claimTicket({ ticket: fourth?.address ?? assert.fail() }),
    ]);
    // One that was gone before it was looked at was never there.
    const others = names(once).filter((name) => name !== "ok" && !/AccountMissing/.test(name));
    assert.deepEqual(others, []);
    assert.deepEqual(await user.tickets(), []);
    const twice = [clientOf(pool, userKey).claimTickets(), clientOf(pool, userKey).claimTickets()];
    assert.deepEqual(names(await Promise.allSettled(twice)), ["ok", "ok"]);
  });

  it("is removed, and a batch that stops halfway says what it did", async () => {
    const pool = await newPool({ validators: 6 });
    const { chain, admin, votes, user } = pool;
    for (const vote of votes.slice(0, 4)) await admin.setScore({ vote, score: 0 });
    const keepers = [funded(chain), funded(chain)];
    const [vote] = votes;
    const one = await Promise.allSettled(
      keepers.map((key) => clientOf(pool, key).removeValidator({ vote: vote ?? assert.fail() })),
    );
    assert.deepEqual(names(one), ["ok", "ok"]);
    assert.equal(one.filter((each) => each.status === "fulfilled" && each.value).length, 1);
    let signed = 0;
    const [first] = keepers as [Keypair];
    const wallet = keypairWallet(first);
    const tired = new TruestakeClient({
      ...{ connection: user.connection, mint: user.mint, options: FAST },
      wallet: {
        publicKey: first.publicKey,
        signTransaction: (transaction) =>
          ++signed > 2 ? Promise.reject(new Error("no more")) : wallet.signTransaction(transaction),
      },
    });
    const error = await fails(tired.removeValidators(), "PartlyDone");
    assert.ok(isError(error.args.error, "WalletRejected"));
    assert.equal((error.args.done as Sent[]).length, 2);
    assert.deepEqual([error.effect, error.retry], ["done", "replan"]);
    const rest = await Promise.allSettled(keepers.map((key) => clientOf(pool, key).removeValidators()));
    assert.deepEqual(names(rest), ["ok", "ok"]);
    assert.equal((await user.snapshot()).validators.count, 2);
  });
});
