// One stake account that the program cannot read, or an epoch that the stake history lacks, must not stop the update for
// everybody. The guard is that measuring goes by lamports alone, and that what cannot be read is left alone.
import assert from "node:assert/strict";
import { type AccountInfo, Keypair, SystemProgram } from "@solana/web3.js";
import { StakeStatus } from "@truestake/sdk";
import { fixture, SOL, TestContext } from "../common";
import { FREE } from "./helpers";

/** Three validators with 100 SOL each, and a ticket of 10 SOL for which stake of the first cools down. */
const given = fixture(() => {
  const context = new TestContext();
  const pool = context.createTestPool({ ...FREE, scores: [100, 100, 100] });
  const user = pool.user();
  pool.deposit(user, 299n * SOL);
  pool.delegateAll();
  pool.nextEpoch();
  pool.order(user, 10n * SOL);
  pool.toMovingPart().deactivate(0);
  return { context, pool, user };
});

type Account = AccountInfo<Buffer>;

function changed(account: Account, change: (data: Buffer) => void): Account {
  const data = Buffer.from(account.data);
  change(data);
  return { ...account, data };
}

/** What an account may become, and whether its lamports are still the pool's. */
const SHAPES: Record<string, [make: (account: Account) => Account, counts: boolean]> = {
  "is of a kind that nobody knows": [(account) => changed(account, (data) => data.writeUInt32LE(4, 0)), true],
  "has too little data": [(account) => ({ ...account, data: account.data.subarray(0, 150) }), true],
  "has more data": [(account) => ({ ...account, data: Buffer.concat([account.data, Buffer.alloc(100)]) }), true],
  "is not initialized": [(account) => ({ ...account, data: Buffer.alloc(200) }), false],
  "has another authority": [
    (account) => changed(account, (data) => Keypair.generate().publicKey.toBuffer().copy(data, 12)),
    false,
  ],
  "is another program's": [(account) => ({ ...account, owner: SystemProgram.programId, data: Buffer.alloc(0) }), false],
  "is gone": [(account) => ({ ...account, owner: SystemProgram.programId, data: Buffer.alloc(0), lamports: 0 }), false],
};

describe("[fault-bad-account] a stake account that", () => {
  for (const [what, [make, counts]] of Object.entries(SHAPES)) {
    for (const index of [0, 1]) {
      it(`${what}, ${index === 0 ? "where some stake cools down" : "at rest"}, stops nobody`, () => {
        const { context, pool, user } = given();
        const { total } = pool.books;
        const booked = pool.record(index).stakeLamports;
        context.chain.passEpochs(1);
        const account = context.chain.account(pool.stake(index)) ?? assert.fail();
        context.chain.setAccount(pool.stake(index), make(account));
        for (const each of [0, 1, 2]) context.done(pool.updateValidatorsInstruction([each]));
        context.done(pool.updateValidatorsInstruction([index], true));
        context.done(pool.updatePoolInstruction());
        assert.equal(pool.books.total, counts ? total : total - booked, "by lamports alone");
        pool.settle();
        pool.claim(user.address, 0n);
        pool.deposit(user, 30n * SOL);
        const healthy = [0, 1, 2].filter((each) => each !== index);
        for (const each of healthy) context.send(pool.delegateInstruction(each));
        // And in the epoch after that. The chain of the tests itself wants to read all stake when an epoch ends.
        const [good, bad] = [account, make(account)];
        context.chain.setAccount(pool.stake(index), good);
        context.chain.passEpochs(1);
        context.chain.setAccount(pool.stake(index), bad);
        pool.update();
      });
    }
  }
});

describe("[fault-history-gap] a stake history that lacks an epoch", () => {
  it("stops no update: what it decides is left alone, and the rest goes on", () => {
    const { context, pool, user } = given();
    const { chain } = context;
    pool.deposit(user, 50n * SOL);
    const held = () => pool.state.reserveLamports + pool.state.stakedLamports;
    const before = held();
    const lacking = chain.epoch;
    chain.passEpochs(1);
    const history = new Map(chain.stakeHistory);
    assert(history.delete(lacking));
    chain.setStakeHistory(history);
    pool.update();
    assert.equal(pool.record(0).transientStatus, StakeStatus.Deactivating, "nobody can say how far it is");
    assert.equal(held(), before);
    // 50 SOL lie in the reserve: the ticket is paid from them.
    pool.settle();
    assert.equal(pool.claim(user.address, 0n).event.data.lamports, 10n * SOL);
    pool.deposit(user, SOL);
    pool.nextEpoch();
    pool.order(user, 5n * SOL);
  });
});
