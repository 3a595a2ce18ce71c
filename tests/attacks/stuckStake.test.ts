// A stake account that the program cannot read, or whose cooling down nobody can tell, cannot give what it has over its target. The
// others are at theirs, and tickets that wait for the rest would wait for ever. What cannot be deactivated is noted at every look, and the
// others give it from below their targets.
import assert from "node:assert/strict";
import { type AccountInfo, SystemProgram, type TransactionInstruction } from "@solana/web3.js";
import { fixture, SOL, TestContext } from "../common";
import { FREE } from "./helpers";

type Account = AccountInfo<Buffer>;

/** Three validators with 100 SOL each; 10 SOL are ordered, for which stake of the first cools down, and 60 SOL after that. */
const given = fixture(() => {
  const context = new TestContext();
  const pool = context.createTestPool({ ...FREE, scores: [100, 100, 100] });
  const [user, other] = [pool.user(), pool.user("other")];
  pool.deposit(user, 199n * SOL);
  pool.deposit(other, 100n * SOL);
  pool.delegateAll();
  pool.nextEpoch();
  pool.order(other, 10n * SOL);
  pool.toMovingPart().deactivate(0);
  return { context, pool, user, other };
});

/** Of a kind that nobody knows. */
function unknown(account: Account): Account {
  const data = Buffer.from(account.data);
  data.writeUInt32LE(4, 0);
  return { ...account, data };
}

/** Nothing, as after a loss of all. */
const GONE: Account = { owner: SystemProgram.programId, data: Buffer.alloc(0), lamports: 0, executable: false };

type Life = ReturnType<typeof given>;

/** All that cranks can do in an epoch, again until nothing more is done. Returns whether the queue is empty. */
function crank({ context, pool }: Life): boolean {
  const done = (instruction: TransactionInstruction) => context.send(instruction).error === undefined;
  while (pool.state.queuedTokens > 0n && done(pool.settleInstruction()));
  pool.toMovingPart();
  while ([0, 1, 2].filter((index) => done(pool.deactivateInstruction(index))).length > 0);
  return pool.state.queuedTokens === 0n;
}

/** Epochs until 60 SOL more are paid, which are ordered in the first of them, where `pass` lets an epoch pass. */
function epochsUntilPaid(life: Life, pass: () => void): number {
  const { pool, user } = life;
  for (let epochs = 0; epochs < 8; epochs++) {
    pass();
    pool.update();
    if (epochs === 0) pool.order(user, 60n * SOL);
    if (crank(life)) return epochs;
  }
  return assert.fail(`${pool.state.queuedLamports} lamports wait for ever`);
}

describe("[fault-stuck-stake] [P-14] tickets beside stake that nobody can deactivate", () => {
  // Served in the moving part of the epoch of their order, so paid in the next.
  for (const [what, slot] of [
    ["a stake account at rest", "stake"],
    ["a transient account whose stake cools down", "transient"],
  ] as const) {
    it(`are paid where ${what} is of a kind that nobody knows`, () => {
      const life = given();
      const { chain } = life.context;
      const address = slot === "stake" ? life.pool.stake(1) : life.pool.transient(0);
      let good = chain.account(address) ?? assert.fail();
      const pass = () => {
        // The chain of the tests itself wants to read all stake when an epoch ends.
        chain.setAccount(address, good);
        chain.passEpochs(1);
        good = chain.account(address) ?? assert.fail();
        chain.setAccount(address, unknown(good));
      };
      assert.equal(epochsUntilPaid(life, pass), 1);
    });
  }

  it("are paid where a transient account is gone, which is made again", () => {
    const life = given();
    const { chain } = life.context;
    let isGone = false;
    const pass = () => {
      chain.passEpochs(1);
      if (isGone) return;
      isGone = true;
      chain.setAccount(life.pool.transient(0), GONE);
      life.pool.update();
      // The reserve has nothing: whoever runs the cranks sends the rent, as after a rise.
      chain.donate(life.pool.transient(0), chain.rentFor(200n));
    };
    // What was lost and sent changes the tickets' worth after the moving part by some lamports, which come an epoch later.
    assert.equal(epochsUntilPaid(life, pass), 2);
    assert.equal(life.pool.state.stakeAccountCount, 6, "it holds a rent again");
  });

  it("are paid where the stake history lacks the epoch in which stake began to cool down", () => {
    const life = given();
    const { chain } = life.context;
    const lacking = chain.epoch;
    const pass = () => {
      chain.passEpochs(1);
      const history = new Map(chain.stakeHistory);
      history.delete(lacking);
      chain.setStakeHistory(history);
    };
    assert.equal(epochsUntilPaid(life, pass), 1);
  });
});
