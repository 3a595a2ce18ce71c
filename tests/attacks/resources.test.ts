// Classes: logs that are cut short, and compute that runs out. Neither leaves anything half done.
import assert from "node:assert/strict";
import { ComputeBudgetProgram } from "@solana/web3.js";
import { decodeEvents, instructions } from "@truestake/sdk";
import { SOL, type TestContext, type TestPool, type User } from "../common";
import { stakedPool } from "./helpers";

const given = stakedPool();

describe("somebody who fills a transaction's logs", () => {
  let context: TestContext;
  let pool: TestPool;
  let victim: User;

  beforeEach(() => {
    ({ context, pool, victim } = given());
  });

  /** As many views as it takes for the chain to cut the logs. */
  const noise = () => Array.from({ length: 45 }, () => instructions.getPrice({ pool: pool.deployment }));

  // The guard is that every event has total and supply before and after it.
  it("[class-logs] hides an event, and nothing else: the next one shows the gap", () => {
    const first = pool.deposit(victim, SOL);
    const { logs } = context.done([...noise(), pool.depositInstruction(victim, 7n * SOL)], [victim.keypair]);
    assert(logs.includes("Log truncated"));
    assert.deepEqual(decodeEvents(logs), []);
    assert.equal(pool.books.total, 308n * SOL, "the deposit counts");
    const next = pool.deposit(victim, SOL);
    const [before, after] = [first.event.data.after, next.event.data.before] as { total: bigint }[];
    assert.equal((after?.total ?? 0n) - (before?.total ?? 0n), 7n * SOL);
  });

  it("[class-logs] hides no update from the price history", () => {
    context.chain.passEpochs(1);
    context.chain.donate(pool.pdas.reserve, SOL);
    pool.updateValidators();
    const { logs, changes } = context.done([...noise(), pool.updatePoolInstruction()]);
    assert.deepEqual(decodeEvents(logs), []);
    assert.deepEqual(changes["history.count"], [1n, 2n]);
    assert.deepEqual(changes["history.entries[1].epoch"], [undefined, context.chain.epoch]);
  });
});

describe("a caller who gives too little compute", () => {
  it("[class-compute] gets nothing done, not in part either; and smaller batches go on", () => {
    const { context, pool } = given();
    for (let count = 0; count < 8; count++) pool.addValidator(100);
    pool.deposit(pool.user(), 900n * SOL);
    pool.delegateAll();
    pool.nextEpoch();
    context.chain.passEpochs(1);
    for (const { index } of pool.list.records()) context.chain.donate(pool.stake(index), SOL);
    const limited = (indexes: number[], units: number) => {
      const instruction = pool.updateValidatorsInstruction(indexes);
      return context.chain.send([ComputeBudgetProgram.setComputeUnitLimit({ units }), instruction]);
    };
    const all = pool.list.records().map(({ index }) => index);
    const before = context.chain.account(pool.pdas.validators)?.data ?? assert.fail();
    const { logs, err } = limited(all, 60_000);
    assert.notEqual(err, null);
    assert.match(logs.join("\n"), /exceeded CUs meter|ComputationalBudgetExceeded|compute units/);
    assert.deepEqual(context.chain.account(pool.pdas.validators)?.data, before);
    assert(pool.list.records().every(({ index }) => context.chain.balance(pool.stake(index)) > SOL));
    for (const index of all) assert.equal(limited([index], 60_000).err, null);
    context.done(pool.updatePoolInstruction());
    assert.equal(pool.state.lastUpdateEpoch, context.chain.epoch);
  });
});
