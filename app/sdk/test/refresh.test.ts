import assert from "node:assert/strict";
import {
  type AccountInfo,
  Keypair,
  StakeProgram,
  TransactionMessage,
  type VersionedTransaction,
} from "@solana/web3.js";
import {
  decodeStakeAccount,
  fetchMany,
  findEvent,
  instructionName,
  isError,
  isFresh,
  keypairWallet,
  transientAddress,
  usesStake,
  usesTransient,
} from "../src";
import { MOST_USER_CRANKS, planCranks, proofOfBacking, refresh } from "../src/operators";
import { measureValidators, quoteUpdatePool, totalAt, unreleasedAt } from "../src/quote";
import { intercepted } from "./intercepted";
import { funded, newPool, SOL, type TestPool, toMovingPart } from "./pool";

/** What the validators' accounts show now, as `refresh` will find it. */
async function measured({ chain, user }: TestPool) {
  const snapshot = await user.snapshot();
  const records = snapshot.validators.records();
  const addresses = records.flatMap(({ stake, vote }) => [stake, transientAddress(user.deployment, vote)]);
  const accounts = await fetchMany(chain.connection, addresses);
  const delegation = (at: number) =>
    decodeStakeAccount(addresses[at] ?? assert.fail(), accounts[at] ?? null)?.delegation;
  const lamports = (at: number, uses: boolean): bigint => (uses ? BigInt(accounts[at]?.lamports ?? 0) : 0n);
  const holdings = records.map((record, index) => ({
    record,
    stake: lamports(2 * index, usesStake(record)),
    transient: lamports(2 * index + 1, usesTransient(record)),
    delegation: delegation(2 * index),
  }));
  return { snapshot, measured: measureValidators(holdings, snapshot.clock.epoch) };
}

/** Every number of the books against the accounts. */
async function assertRight({ chain, user }: TestPool): Promise<void> {
  const { pool, validators, clock, mintSupply, reserveBalance, reserveRent } = await user.snapshot();
  assert.equal(pool.lastUpdateEpoch, clock.epoch);
  assert.equal(pool.supply, mintSupply);
  assert.equal(pool.reserveLamports, reserveBalance - reserveRent);
  assert.deepEqual([pool.pendingGain, pool.pendingLoss], [0n, 0n]);
  let staked = 0n;
  for (const record of validators.records()) {
    const transient = chain.balance(transientAddress(pool, record.vote));
    assert.equal(record.stakeLamports, chain.balance(record.stake));
    assert.equal(record.transientLamports, transient);
    staked += chain.balance(record.stake) + transient;
  }
  assert.equal(pool.stakedLamports, staked);
  assert.equal(totalAt(pool, clock.slot) + unreleasedAt(pool, clock.slot), staked + pool.reserveLamports);
  assert.equal(unreleasedAt(pool, clock.slot + clock.slotsInEpoch), 0n);
  const proof = await proofOfBacking(chain.connection, user.deployment);
  assert.deepEqual(
    proof.details.filter(({ ok }) => !ok),
    [],
  );
  assert.equal(proof.owed, proof.held);
}

/** A pool with stake at every validator, all of it active. */
async function stakedPool(validators: number): Promise<TestPool> {
  const test = await newPool({ validators });
  await test.user.depositSol({ lamports: 1_000n * SOL });
  await test.admin.delegateAll();
  test.chain.passEpochs(1);
  return test;
}

describe("refresh", () => {
  it("makes a pool right to the lamport whose cranks nobody ran for 5 epochs", async () => {
    const test = await stakedPool(45);
    const { chain, user, admin, votes } = test;
    // No user pays for the cranks of so many validators without having said so.
    await assert.rejects(user.orderUnstake({ tokens: 400n * SOL }), (error) => {
      assert.ok(isError(error, "CranksNeeded"));
      const { transactions, lamports } = error.args as { transactions: number; lamports: bigint };
      assert.equal(lamports, BigInt(transactions) * 5_000n);
      return transactions > MOST_USER_CRANKS;
    });
    await user.refresh();
    await user.orderUnstake({ tokens: 400n * SOL });
    await admin.deactivateAll();
    for (let epoch = 0; epoch < 5; epoch++) {
      chain.passEpochs(1);
      chain.payRewards(votes.map((vote, index) => ({ vote, partsPerMillion: BigInt(300 + index) })));
    }
    const first = (await user.snapshot()).validators.record(0);
    chain.slash(first.stake, 20_000n);
    chain.donate(user.deployment.reserve, 12_345n);
    chain.donate((await user.snapshot()).validators.record(3).stake, 54_321n);

    const expected = await measured(test);
    const quote = quoteUpdatePool(expected.snapshot, expected.measured);
    const { transactions, snapshot } = await user.refresh();
    const event = findEvent(
      transactions.flatMap(({ events }) => events),
      "PoolUpdated",
    )?.data;
    const { gain, loss, taxable, feeTokens, burned, unreleased, total, supply } = quote;
    assert.deepEqual(
      [event?.gain, event?.loss, event?.taxable, event?.feeTokens, event?.burned, event?.unreleased],
      [gain, loss, taxable, feeTokens, burned, unreleased],
    );
    assert.deepEqual(event?.after, { total, supply });
    assert.equal(event?.earned, expected.measured.earned);
    assert.deepEqual(snapshot.pool.idleRates, quote.pool.idleRates);
    assert.ok(quote.pool.idleRates.some((rate) => rate > 0));
    assert.ok(gain > 0n && loss > 0n && feeTokens > 0n);
    assert.ok(isFresh(snapshot));
    await assertRight(test);

    assert.deepEqual((await user.refresh()).transactions, [], "a second time there is nothing to do");
  });

  it("fits at least 18 resting validators into a transaction", async () => {
    const test = await stakedPool(45);
    const { chain, user } = test;
    await user.refresh();
    chain.passEpochs(1);
    const plan = planCranks(await user.snapshot(), { payer: Keypair.generate().publicKey });
    const counts = plan.first.map(({ instructions }) => (instructions[0]?.keys.length ?? 0) - 7);
    assert.ok(
      counts.every((count) => count >= 18),
      `${counts}`,
    );
    assert.equal(plan.last?.instructions.length, 2, "the last batch and the pool's update share a transaction");
    const { transactions } = await user.refresh();
    assert.equal(transactions.length, plan.first.length + 1);
    for (const { unitsConsumed = 0 } of transactions) assert.ok(unitsConsumed < 400_000, `${unitsConsumed} units`);
    await assertRight(test);
  });

  it("needs few transactions for validators without stake", async () => {
    const test = await newPool({ validators: 300 });
    test.chain.passEpochs(1);
    const { transactions } = await test.user.refresh();
    assert.ok(transactions.length <= 3, `${transactions.length} transactions`);
    await assertRight(test);
  });

  it("bears others who run the same cranks at the same time", async () => {
    const test = await stakedPool(45);
    const { chain, user, admin } = test;
    await user.refresh();
    await user.orderUnstake({ tokens: 900n * SOL });
    await admin.deactivateAll();
    chain.passEpochs(1);
    const results = await Promise.all(
      [1, 2, 3].map(() => refresh({ ...user.session, wallet: keypairWallet(funded(chain)) })),
    );
    for (const { snapshot } of results) assert.ok(isFresh(snapshot));
    await assertRight(test);
  });

  it("bears an epoch that ends while it runs", async () => {
    const test = await stakedPool(45);
    const { chain, user } = test;
    chain.passEpochs(1);
    let sends = 0;
    const connection = intercepted(chain.connection, "sendRawTransaction", () => {
      sends++;
      if (sends === 2) chain.passEpochs(1);
      return undefined;
    });
    const { snapshot } = await refresh({ ...user.session, connection });
    assert.equal(snapshot.pool.lastUpdateEpoch, chain.epoch);
    assert.ok(sends > 4);
    await assertRight(test);
  });

  it("waits while rewards are being paid out, but not for ever", async () => {
    const test = await stakedPool(2);
    const { chain, user } = test;
    chain.passEpochs(1);
    chain.setRewardsActive(true);
    const session = { ...user.session, options: { pollEvery: 5 } };
    const late = refresh(session, { deadline: 50 });
    await assert.rejects(late, (error) => isError(error, "DeadlinePassed"));
    setTimeout(() => chain.setRewardsActive(false), 30);
    assert.ok(isFresh((await refresh(session)).snapshot));
    await assertRight(test);
  });

  it("counts what an account holds whose data nobody can read, and leaves it alone", async () => {
    const test = await stakedPool(2);
    const { chain, user } = test;
    const { stake } = (await user.snapshot()).validators.record(0);
    const account = chain.account(stake) ?? assert.fail();
    const data = Buffer.from(account.data);
    // No state of the stake program.
    data.writeUInt32LE(9, 0);
    chain.setAccount(stake, { ...account, data, lamports: Number(account.lamports) } as AccountInfo<Buffer>);
    const before = await user.price();
    // The cranks and the deposit in one transaction: the quote reckons with the account's lamports.
    const { events } = await user.depositSol({ lamports: SOL });
    assert.ok(findEvent(events, "PoolUpdated"));
    // Half of what comes goes to no validator, and pays for an epoch in which it idles: of 1 SOL, less a buffer of 1 %, half, at the rate of
    // 0.1 % that is taken where nothing has earned yet. 495,000 of 1.000495 SOL, ceiled.
    assert.equal((await user.price()).total, before.total + SOL - 494_756n);
    assert.deepEqual((await user.refresh()).transactions, [], "and nothing is sent in vain");
    assert.deepEqual((await user.crank()).refreshed, []);
  });

  it("[fault-unreadable-crank] delegates to the others beside an account that nobody can read", async () => {
    const test = await stakedPool(2);
    const { chain, user, votes } = test;
    const { stake } = (await user.snapshot()).validators.record(0);
    const account = chain.account(stake) ?? assert.fail();
    const data = Buffer.from(account.data);
    data.writeUInt32LE(9, 0);
    chain.setAccount(stake, { ...account, data } as AccountInfo<Buffer>);
    await user.depositSol({ lamports: 100n * SOL });
    const { delegated, deactivated } = await user.crank();
    assert.deepEqual(
      delegated.moves.map(({ vote, binding }) => [vote.toBase58(), binding]),
      [
        [votes[0]?.toBase58(), "UnexpectedStakeState"],
        [votes[1]?.toBase58(), undefined],
      ],
    );
    // Half of the 100 SOL, less the buffer of 1 %.
    const [, other] = delegated.moves;
    assert.ok(other && other.lamports > 49n * SOL && other.lamports < 50n * SOL, `${other?.lamports}`);
    assert.deepEqual([delegated.transactions.length, deactivated.transactions], [1, []]);
  });

  it("has the others give what a ticket waits for beside stake that nobody can read", async () => {
    const test = await stakedPool(3);
    const { chain, user, admin, votes } = test;
    const { stake } = (await user.snapshot()).validators.record(0);
    let good = chain.account(stake) ?? assert.fail();
    /** The chain in process wants to read all stake when an epoch ends. */
    const nextEpoch = () => {
      chain.setAccount(stake, good);
      chain.passEpochs(1);
      chain.payRewards(votes.map((vote) => ({ vote, partsPerMillion: 300n })));
      good = chain.account(stake) ?? assert.fail();
      const data = Buffer.from(good.data);
      data.writeUInt32LE(9, 0);
      chain.setAccount(stake, { ...good, data } as AccountInfo<Buffer>);
    };
    for (let epoch = 0; epoch < 2; epoch++) {
      nextEpoch();
      await user.refresh();
    }
    await user.orderUnstake({ tokens: 600n * SOL });
    // A third of it lies with the one that nobody can read: the second pass brings the others below their targets.
    toMovingPart(chain);
    await admin.crank();
    await admin.crank();
    nextEpoch();
    await admin.crank();
    assert.equal((await user.snapshot()).pool.queuedTokens, 0n);
  });

  it("still finds the price when the stake program refuses to move anything", async () => {
    const test = await stakedPool(2);
    const { chain, user } = test;
    chain.passEpochs(1);
    let refused = 0;
    const connection = intercepted(chain.connection, "simulateTransaction", (transaction) => {
      const { instructions } = TransactionMessage.decompile((transaction as VersionedTransaction).message);
      const update = instructions.find(({ data }) => instructionName(data) === "updateValidators");
      if (!update || update.data.at(-1) === 1) return undefined;
      refused++;
      const logs = [`Program ${StakeProgram.programId} failed: custom program error: 0x5`];
      return Promise.resolve({ context: { slot: 1 }, value: { err: { InstructionError: [1, { Custom: 5 }] }, logs } });
    });
    const session = { ...user.session, connection, options: { pollEvery: 1 } };
    const result = await refresh(session);
    assert.ok(isFresh(result.snapshot));
    assert.equal(result.refused.length, 2);
    // The transaction, its validators together, and each.
    assert.equal(refused, 4);
    await assertRight(test);
  });
});
