// Anybody may measure validators without putting their stake accounts in order: the SDK does it afterwards.
import assert from "node:assert/strict";
import { type PublicKey, StakeProgram, TransactionMessage, type VersionedTransaction } from "@solana/web3.js";
import {
  type ChainSender,
  findEvent,
  instructionName,
  instructions,
  isFresh,
  keypairWallet,
  type Sent,
  StakeStatus,
  sendTransaction,
  stakeAddress,
  transientAddress,
  usesTransient,
  type ValidatorRecord,
} from "../src";
import { fetchUntidy, planTidy, refresh } from "../src/operators";
import { intercepted } from "./intercepted";
import { newPool, SOL, type TestPool, toMovingPart } from "./pool";

/** An outsider measures everything first, and updates the pool. */
async function measureOnly({ chain, user, userKey }: TestPool): Promise<void> {
  const { pool, validators, clock } = await user.snapshot();
  const records = validators.unmeasured(clock.epoch).map((index) => validators.record(index));
  const wallet = keypairWallet(userKey);
  for (let at = 0; at < records.length; at += 10) {
    const options = { pool, validators: records.slice(at, at + 10), measureOnly: true };
    await sendTransaction(chain.connection, wallet, { instructions: [instructions.updateValidators(options)] });
  }
  await sendTransaction(chain.connection, wallet, { instructions: [instructions.updatePool({ pool })] });
}

/** A pool with 300 SOL of active stake and a ticket over 100, for which stake cools down. */
async function coolingPool(validators = 2): Promise<TestPool> {
  const test = await newPool({ validators });
  const { chain, user, admin } = test;
  await user.depositSol({ lamports: 300n * SOL });
  await admin.delegateAll();
  chain.passEpochs(1);
  await user.refresh();
  await user.orderUnstake({ tokens: 100n * SOL });
  toMovingPart(chain);
  await admin.deactivateAll();
  assert.ok((await user.pool()).coolingLamports > 90n * SOL);
  return test;
}

/** The same, an epoch later, measured by an outsider. */
async function measuredPool(validators = 2): Promise<TestPool> {
  const test = await coolingPool(validators);
  test.chain.passEpochs(1);
  await measureOnly(test);
  assert.ok((await test.user.pool()).coolingLamports > 90n * SOL);
  return test;
}

const withdrawn = (transactions: Sent[]): bigint =>
  transactions
    .flatMap(({ events }) => events)
    .reduce((sum, event) => sum + (event.name === "ValidatorsUpdated" ? event.data.withdrawn : 0n), 0n);

/** What the chain is asked. */
function counted(connection: ChainSender): { connection: ChainSender; calls: string[] } {
  const calls: string[] = [];
  const counting = new Proxy(connection, {
    get(target, name) {
      const member = Reflect.get(target, name);
      if (typeof member !== "function") return member;
      return (...args: unknown[]) => {
        calls.push(String(name));
        return member.apply(target, args);
      };
    },
  });
  return { connection: counting, calls };
}

/** The stake program refuses whatever it is asked to do with one of these accounts. */
function refusing(connection: ChainSender, accounts: PublicKey[]): { connection: ChainSender; refusals: () => number } {
  let refused = 0;
  const intercepting = intercepted(connection, "simulateTransaction", (transaction) => {
    const { instructions } = TransactionMessage.decompile((transaction as VersionedTransaction).message);
    const found = instructions.some(
      ({ data, keys }) =>
        instructionName(data) === "updateValidators" &&
        data.at(-1) === 0 &&
        keys.some(({ pubkey }) => accounts.some((account) => account.equals(pubkey))),
    );
    if (!found) return undefined;
    refused++;
    const logs = [`Program ${StakeProgram.programId} failed: custom program error: 0x5`];
    return Promise.resolve({ context: { slot: 1 }, value: { err: { InstructionError: [1, { Custom: 5 }] }, logs } });
  });
  return { connection: intercepting, refusals: () => refused };
}

describe("stake accounts that an outsider has only measured", () => {
  it("are put in order by refresh, once", async () => {
    const { user } = await measuredPool();
    const { transactions, snapshot, refused } = await user.refresh();
    assert.equal(transactions.length, 1);
    assert.ok(withdrawn(transactions) > 90n * SOL);
    assert.equal(snapshot.pool.coolingLamports, 0n);
    assert.deepEqual(refused, []);
    assert.deepEqual((await user.refresh()).transactions, []);
  });

  it("are no obstacle to the settlement of tickets", async () => {
    const { user } = await measuredPool();
    const { transactions, waitsFor } = await user.settleTickets();
    assert.equal(waitsFor, undefined);
    assert.ok(
      findEvent(
        transactions.flatMap(({ events }) => events),
        "TicketsSettled",
      ),
    );
    assert.equal((await user.pool()).queuedLamports, 0n);
  });

  it("are put in order by a keeper's pass", async () => {
    const { admin } = await measuredPool();
    const { refreshed, settled, queueWaitsFor } = await admin.crank();
    assert.deepEqual([refreshed.length, settled.length, queueWaitsFor], [1, 1, undefined]);
    const again = await admin.crank();
    assert.deepEqual([again.refreshed, again.settled], [[], []]);
  });

  it("give what has cooled down to be delegated", async () => {
    const test = await coolingPool();
    const { user, admin, chain } = test;
    const [ticket] = await user.tickets();
    await user.cancelTicket({ ticket: ticket?.address ?? assert.fail("there is a ticket") });
    chain.passEpochs(1);
    await measureOnly(test);
    assert.ok((await admin.delegateAll()).transactions.length > 0);
  });

  it("join before stake is deactivated", async () => {
    const test = await joiningPool();
    const { chain, user, admin } = test;
    await measureOnly(test);
    const before = (await user.snapshot()).validators.records();
    assert.equal(before.filter(usesTransient).length, 2);
    await user.orderUnstake({ tokens: 50n * SOL });
    toMovingPart(chain);
    await admin.deactivateAll();
    const after = (await user.snapshot()).validators.records();
    const inStake = (records: ValidatorRecord[]) => records.reduce((sum, { stakeLamports }) => sum + stakeLamports, 0n);
    // The 60 SOL have joined it, and what the ticket needs has left it: less than that.
    assert.ok(inStake(after) > inStake(before));
    assert.ok(after.some(({ transientStatus }) => transientStatus === StakeStatus.Deactivating));
  });

  it("are of no concern to whoever only needs the price", async () => {
    const { user } = await measuredPool();
    await user.depositSol({ lamports: SOL });
    assert.deepEqual((await refresh(user.session, { tidy: false })).transactions, []);
    assert.ok((await user.pool()).coolingLamports > 90n * SOL);
  });

  it("are looked at by a keeper's pass also where stake rests", async () => {
    const test = await newPool({ validators: 2 });
    const { chain, user, admin, votes } = test;
    await user.depositSol({ lamports: 300n * SOL });
    await admin.delegateAll();
    chain.passEpochs(1);
    await user.refresh();
    for (const vote of votes) chain.donate(stakeAddress(user.deployment, vote), SOL);
    chain.passEpochs(1);
    await measureOnly(test);
    assert.deepEqual((await user.refresh()).transactions, []);
    assert.equal(withdrawn((await admin.crank()).refreshed), 2n * SOL);
    assert.deepEqual((await admin.crank()).refreshed, []);
  });

  it("share transactions as far as they fit", async () => {
    const { user, userKey } = await measuredPool(45);
    const snapshot = await user.snapshot();
    const plan = await planTidy(user.connection, snapshot, { payer: userKey.publicKey });
    const counts = plan.map(({ validators }) => validators);
    assert.equal(
      counts.reduce((sum, count) => sum + count, 0),
      45,
    );
    // With two accounts each, bytes bound it.
    assert.ok(Math.max(...counts) >= 9, `${counts}`);
    const { transactions } = await user.refresh();
    assert.equal(transactions.length, plan.length);
    assert.equal((await user.pool()).coolingLamports, 0n);
  });

  it("are put in order with what has been measured with order before", async () => {
    const test = await coolingPool();
    const { chain, user, userKey } = test;
    chain.passEpochs(1);
    const { pool, validators } = await user.snapshot();
    const options = { pool, validators: [validators.record(0)], measureOnly: true };
    const batch = { instructions: [instructions.updateValidators(options)] };
    await sendTransaction(chain.connection, keypairWallet(userKey), batch);
    const { transactions } = await user.refresh();
    assert.equal(transactions.length, 2, "the cranks that are missing, and the order of the first");
    assert.equal((await user.pool()).coolingLamports, 0n);
  });
});

/** A pool whose validators each have active stake in both accounts, in an epoch that nobody has looked at. */
async function joiningPool(): Promise<TestPool> {
  const test = await newPool({ validators: 2 });
  const { chain, user, admin } = test;
  await user.depositSol({ lamports: 300n * SOL });
  await admin.delegateAll();
  chain.passEpochs(1);
  await user.depositSol({ lamports: 60n * SOL });
  await admin.delegateAll();
  chain.passEpochs(1);
  return test;
}

describe("stake accounts in order", () => {
  it("need nothing while stake cools down or activates", async () => {
    const { user, admin, chain } = await coolingPool();
    assert.deepEqual((await user.refresh()).transactions, []);
    await user.depositSol({ lamports: 200n * SOL });
    await admin.delegateAll();
    assert.ok((await user.snapshot()).validators.records().some(usesTransient));
    assert.deepEqual((await user.refresh()).transactions, []);
    chain.passEpochs(1);
    assert.equal((await user.refresh()).transactions.length, 1);
    assert.deepEqual((await user.refresh()).transactions, []);
  });

  it("cost no request beside the look at the pool when all stake rests", async () => {
    const { user, chain } = await joiningPool();
    await user.refresh();
    const { connection, calls } = counted(chain.connection);
    assert.deepEqual(await fetchUntidy(connection, await user.snapshot()), []);
    assert.deepEqual(calls, []);
  });

  it("are asked for by the accounts in question only", async () => {
    const { user, chain } = await coolingPool();
    const { connection, calls } = counted(chain.connection);
    assert.deepEqual(await fetchUntidy(connection, await user.snapshot()), []);
    assert.deepEqual(calls, [
      "getMultipleAccountsInfoAndContext",
      "getMultipleAccountsInfoAndContext",
      "getStakeMinimumDelegation",
    ]);
  });

  it("are not touched for lamports that somebody has sent since: they are in no book yet", async () => {
    const { user, chain, votes } = await coolingPool();
    const pool = user.deployment;
    for (const vote of votes) {
      chain.donate(stakeAddress(pool, vote), SOL);
      chain.donate(transientAddress(pool, vote), SOL);
    }
    assert.deepEqual((await user.refresh()).transactions, []);
  });
});

describe("a validator at which the stake program refuses a call", () => {
  for (const count of [1, 2]) {
    it(`is measured, and all but ${count} of 45 are put in order`, async () => {
      const { chain, user, votes } = await coolingPool(45);
      chain.passEpochs(1);
      const broken = votes.slice(20, 20 + count);
      const stakes = broken.map((vote) => stakeAddress(user.deployment, vote));
      const { connection, refusals } = refusing(chain.connection, stakes);
      const session = { ...user.session, connection, options: { pollEvery: 1 } };
      const result = await refresh(session);
      assert.ok(isFresh(result.snapshot));
      assert.deepEqual(result.refused.map(String).sort(), broken.map(String).sort());
      const cooling = result.snapshot.validators.records().filter(({ coolingLamports }) => coolingLamports > 0n);
      assert.deepEqual(cooling.map(({ vote }) => String(vote)).sort(), broken.map(String).sort());
      assert.ok(refusals() < 24, `${refusals()} refusals`);

      const again = await refresh(session);
      assert.deepEqual([again.transactions, again.refused.length], [[], count], "and nothing is sent in vain");
      assert.equal((await user.refresh()).transactions.length, 1, "once it works it is done");
      assert.equal((await user.pool()).coolingLamports, 0n);
    });
  }
});
