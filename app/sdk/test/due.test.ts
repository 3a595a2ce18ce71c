import assert from "node:assert/strict";
import { Keypair, SystemProgram } from "@solana/web3.js";
import { feeOf, type Handle, isError, keypairWallet, sendTransaction, settle } from "../src";
import {
  CRANKS,
  type CrankName,
  concentrationOf,
  type DueCrank,
  isExpectedRefusal,
  isOvertaken,
  planDue,
} from "../src/operators";
import { funded, newPool, SOL, type TestPool } from "./pool";

describe("planDue", () => {
  let pool: TestPool;

  beforeEach(async () => {
    pool = await newPool();
  });

  const look = async (more: { removeDrained?: boolean } = {}) => {
    const snapshot = await pool.user.snapshot();
    return planDue(pool.chain.connection, snapshot, { payer: pool.userKey.publicKey, ...more });
  };
  const cranks = async (): Promise<CrankName[]> => (await look()).due.map(({ crank }) => crank);

  it("tells of every crank that it is due, or the rule that binds it", async () => {
    pool.chain.passEpochs(1);
    for (let round = 0; round < 6; round++) {
      const { due, waiting } = await look();
      const told = new Set([...due, ...waiting].map(({ crank }) => crank));
      assert.deepEqual(
        CRANKS.filter((crank) => !told.has(crank)),
        [],
      );
      for (const { instructions } of due) {
        await sendTransaction(pool.chain.connection, keypairWallet(pool.userKey), { instructions });
      }
      if (due.length === 0) return;
    }
    assert.fail("there is always something due");
  });

  it("first the epoch, and what builds on it afterwards", async () => {
    pool.chain.passEpochs(1);
    assert.deepEqual(await cranks(), ["update"]);
    const { waiting } = await look();
    const rules = Object.fromEntries(waiting.map(({ crank, rule }) => [crank, rule]));
    assert.equal(rules.settle, "PoolOutOfDate");
    await pool.user.refresh();
    assert.ok(!(await cranks()).includes("update"));
  });

  it("a ticket: waits for its epoch, then is paid", async () => {
    await pool.user.depositSol({ lamports: 20n * SOL });
    await pool.user.orderUnstake({ tokens: SOL });
    const waits = (await look()).waiting.find(({ crank }) => crank === "settle");
    assert.deepEqual([waits?.rule, waits?.count], ["TicketNotDue", 1]);
    pool.chain.passEpochs(1);
    await pool.user.refresh();
    const settle = (await look()).due.find(({ crank }) => crank === "settle");
    assert.equal(settle?.count, 1);
  });

  it("a refusal that is to be expected is told from an error", async () => {
    const error = await pool.user.claimTicket({ ticket: Keypair.generate().publicKey }).catch((found) => found);
    assert.equal(isExpectedRefusal(error), false);
    assert.equal(isExpectedRefusal(new Error("AtTarget")), false);
  });
});

describe("isOvertaken", () => {
  let pool: TestPool;

  beforeEach(async () => {
    pool = await newPool();
  });

  /** What is due of a crank, and whether it is overtaken before and after something has happened. */
  const around = async (crank: CrankName, happens: () => unknown): Promise<[boolean, boolean]> => {
    const { connection } = pool.chain;
    const snapshot = await pool.user.snapshot();
    const { due } = await planDue(connection, snapshot, { payer: pool.userKey.publicKey });
    const found: DueCrank = due.find((each) => each.crank === crank) ?? assert.fail(`${crank} is not due`);
    const before = await isOvertaken(connection, snapshot, found);
    await happens();
    return [before, await isOvertaken(connection, snapshot, found)];
  };

  it("by whoever brings the pool into the epoch", async () => {
    pool.chain.passEpochs(1);
    assert.deepEqual(await around("update", () => pool.user.refresh()), [false, true]);
  });

  it("by whoever delegates, and not by who only deposits", async () => {
    await pool.user.depositSol({ lamports: 100n * SOL });
    await pool.user.refresh();
    assert.deepEqual(await around("delegate", () => pool.user.depositSol({ lamports: SOL })), [false, false]);
    assert.deepEqual(await around("delegate", () => pool.user.delegateAll()), [false, true]);
  });

  it("by whoever pays the head of the queue, also in part", async () => {
    await pool.user.depositSol({ lamports: 20n * SOL });
    await pool.user.orderUnstake({ tokens: SOL });
    pool.chain.passEpochs(1);
    await pool.user.refresh();
    assert.deepEqual(await around("settle", () => pool.user.settleTickets()), [false, true]);
  });

  it("by the end of the epoch", async () => {
    await pool.user.depositSol({ lamports: 100n * SOL });
    assert.deepEqual(await around("delegate", () => pool.chain.passEpochs(1)), [false, true]);
  });

  it("not where the node is behind the snapshot: then it is no witness", async () => {
    pool.chain.passEpochs(1);
    const snapshot = await pool.user.snapshot();
    const [due] = (await planDue(pool.chain.connection, snapshot, { payer: pool.userKey.publicKey })).due;
    const ahead = { ...snapshot, clock: { ...snapshot.clock, slot: snapshot.clock.slot + 5n } };
    await pool.user.refresh();
    assert.equal(await isOvertaken(pool.chain.connection, snapshot, due ?? assert.fail()), true);
    assert.equal(await isOvertaken(pool.chain.connection, ahead, due ?? assert.fail()), false);
  });
});

describe("feeOf, mostLamports and broadcast", () => {
  it("the fee of signed bytes is what is charged, and is bounded in lamports", async () => {
    const { chain } = await newPool();
    const payer = funded(chain);
    const instructions = [
      SystemProgram.transfer({ fromPubkey: payer.publicKey, toPubkey: Keypair.generate().publicKey, lamports: SOL }),
    ];
    const handles: Handle[] = [];
    const before = chain.balance(payer.publicKey);
    const sent = await sendTransaction(
      chain.connection,
      keypairWallet(payer),
      { instructions },
      {
        priorityFee: { fixed: 10_000_000n, mostLamports: 700n },
        onSigned: (handle) => void handles.push(handle),
      },
    );
    const { base, priority, price, units } = feeOf(handles[0] ?? assert.fail());
    assert.equal(base, 5_000n);
    assert.ok(priority <= 700n && priority > 600n, `${priority}`);
    assert.equal(priority, (price * BigInt(units) + 999_999n) / 1_000_000n);
    assert.equal(sent.fee, base + priority);
    assert.equal(sent.payerChange, -(SOL + base + priority));
    assert.equal(before - chain.balance(payer.publicKey), SOL + base + priority);
  });

  it("broadcast sends instead of the nodes; that it throws is no proof of anything", async () => {
    const { chain } = await newPool();
    const payer = funded(chain);
    const lamports = SOL;
    const instructions = [
      SystemProgram.transfer({ fromPubkey: payer.publicKey, toPubkey: Keypair.generate().publicKey, lamports }),
    ];
    let calls = 0;
    const handles: Handle[] = [];
    const options = { pollEvery: 5, rebroadcastEvery: 5, deadline: 200 };
    const unknown = await sendTransaction(
      chain.connection,
      keypairWallet(payer),
      { instructions },
      {
        ...options,
        onSigned: (handle) => void handles.push(handle),
        broadcast: async () => {
          calls++;
          throw new Error("closed");
        },
      },
    ).catch((error) => error);
    assert.ok(isError(unknown, "OutcomeUnknown"), String(unknown));
    assert.ok(calls > 1);
    const outcome = await settle(chain.connection, handles[0] ?? assert.fail(), {
      ...options,
      broadcast: async (bytes) => {
        await chain.connection.sendRawTransaction(bytes, { skipPreflight: true });
      },
    });
    assert.equal(outcome.status, "landed");
  });
});

describe("concentrationOf", () => {
  it("one validator is 10,000, and four equal ones are four", () => {
    assert.deepEqual(concentrationOf([5n]), {
      hhi: 10_000,
      effective: 1,
      largestBps: 10_000,
      toAThird: 1,
      validators: 1,
    });
    assert.deepEqual(concentrationOf([5n, 5n, 0n, 5n, 5n]), {
      ...{ hhi: 2_500, effective: 4, largestBps: 2_500, toAThird: 2, validators: 4 },
    });
  });
});
