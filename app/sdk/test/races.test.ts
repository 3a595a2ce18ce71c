import assert from "node:assert/strict";
import {
  type Keypair,
  type PublicKey,
  StakeProgram,
  TransactionMessage,
  type VersionedTransaction,
} from "@solana/web3.js";
import {
  findEvent,
  instructionName,
  keypairWallet,
  type PriceEntry,
  type Sent,
  TicketStatus,
  TruestakeClient,
  type Wallet,
} from "../src";
import { intercepted } from "./intercepted";
import { newPool, SOL, type TestPool } from "./pool";

/** A client whose wallet takes its time to sign; what happens meanwhile happens once. */
function slowly({ user }: TestPool, key: Keypair, meanwhile: () => Promise<unknown>): TruestakeClient {
  const wallet = keypairWallet(key);
  let slow = true;
  const signTransaction: Wallet["signTransaction"] = async (transaction) => {
    if (slow) await meanwhile();
    slow = false;
    return wallet.signTransaction(transaction);
  };
  const { connection, mint } = user;
  return new TruestakeClient({ connection, mint, wallet: { publicKey: wallet.publicKey, signTransaction } });
}

const userDuring = (pool: TestPool, meanwhile: () => Promise<unknown>): TruestakeClient =>
  slowly(pool, pool.userKey, meanwhile);

/** A user just before the end of an epoch, who signs after it. */
function slowUser(pool: TestPool): TruestakeClient {
  const { slot, slotsPerEpoch } = pool.chain;
  pool.chain.advanceSlots(slotsPerEpoch - (slot % slotsPerEpoch) - 10n);
  return userDuring(pool, async () => pool.chain.advanceSlots(20n));
}

async function lastPrice(client: TruestakeClient): Promise<PriceEntry | undefined> {
  return (await client.history()).entries.at(-1);
}

describe("An epoch that ends between look and landing", () => {
  it("delays a deposit by an update", async () => {
    const pool = await newPool();
    const { tokens } = await slowUser(pool).depositSol({ lamports: 10n * SOL });
    assert.ok(tokens > 0n);
    assert.equal((await lastPrice(pool.user))?.epoch, pool.chain.epoch);
  });

  it("delays the order of a ticket by an update", async () => {
    const pool = await newPool();
    await pool.user.depositSol({ lamports: 100n * SOL });
    await slowUser(pool).orderUnstake({ tokens: 10n * SOL });
    const [ticket] = await pool.user.tickets();
    assert.equal(ticket?.status, TicketStatus.Queued);
    assert.equal(ticket?.orderedEpoch, pool.chain.epoch);
  });

  it("delays a delegation by an update", async () => {
    const pool = await newPool();
    await pool.user.depositSol({ lamports: 1_000n * SOL });
    const { transactions } = await slowUser(pool).delegateAll();
    assert.ok(transactions.length > 0);
    assert.match((await pool.user.delegateAll()).idle ?? "", /AtTarget|ReserveNeeded/);
  });

  it("delays a settlement by an update", async () => {
    const pool = await newPool();
    await pool.user.depositSol({ lamports: 100n * SOL });
    await pool.user.orderUnstake({ tokens: 10n * SOL });
    pool.chain.passEpochs(1);
    await pool.user.refresh();
    await slowUser(pool).settleTickets();
    assert.equal((await pool.user.tickets())[0]?.status, TicketStatus.Settled);
  });
});

const minted = ({ events }: Sent): bigint => findEvent(events, "SolDeposited")?.data.tokens ?? 0n;

/** Stake has become active that joins what is active already, in the epoch that the pool has not been updated in. */
async function stakedPool(): Promise<TestPool> {
  const pool = await newPool({ validators: 2 });
  for (let delegations = 0; delegations < 2; delegations++) {
    await pool.user.depositSol({ lamports: 300n * SOL });
    await pool.admin.delegateAll();
    pool.chain.passEpochs(1);
  }
  return pool;
}

describe("Cranks that the deposit behind them cannot land with", () => {
  const meanwhile: [what: string, run: (keeper: TruestakeClient) => Promise<unknown>][] = [
    ["run them", (keeper) => keeper.refresh()],
    ["run them and moved stake", (keeper) => keeper.crank()],
  ];
  for (const [what, run] of meanwhile) {
    it(`are no longer needed once a keeper has ${what}`, async () => {
      const pool = await stakedPool();
      const user = userDuring(pool, () => run(pool.admin));
      assert.ok(minted(await user.depositSol({ lamports: 10n * SOL })) > 0n);
    });
  }

  it("run before it, when the stake program refuses to put a validator in order", async () => {
    const pool = await stakedPool();
    let refused = 0;
    const connection = intercepted(pool.chain.connection, "simulateTransaction", (argument) => {
      const transaction = argument as VersionedTransaction;
      const { instructions } = TransactionMessage.decompile(transaction.message);
      const update = instructions.find(({ data }) => instructionName(data) === "updateValidators");
      if (!update || update.data.at(-1) === 1) return undefined;
      refused++;
      const logs = [`Program ${StakeProgram.programId} failed: custom program error: 0x5`];
      return Promise.resolve({ context: { slot: 1 }, value: { err: { InstructionError: [1, { Custom: 5 }] }, logs } });
    });
    const wallet = keypairWallet(pool.userKey);
    const user = new TruestakeClient({ connection, mint: pool.user.mint, wallet, options: { pollEvery: 1 } });
    assert.ok(minted(await user.depositSol({ lamports: 10n * SOL })) > 0n);
    assert.ok(refused > 1);
  });

  it("are not run, and nothing is sent, when it is the deposit that fails", async () => {
    const pool = await stakedPool();
    let signed = 0;
    const user = userDuring(pool, async () => signed++);
    await assert.rejects(user.depositSol({ lamports: 10n * SOL, minimumTokensOut: 11n * SOL }), {
      name: "SlippageExceeded",
    });
    assert.equal(signed, 0);
    assert.notEqual((await pool.user.pool()).lastUpdateEpoch, pool.chain.epoch);
  });
});

describe("A list that changes between look and landing", () => {
  /** While somebody signs, the last validator of the list takes the place of the first, which leaves. */
  async function removing(test: TestPool): Promise<{ first: PublicKey; last: PublicKey }> {
    const { chain, admin, user, votes } = test;
    await user.depositSol({ lamports: 300n * SOL });
    await admin.delegateAll();
    const [first, last] = [votes[0], votes.at(-1)];
    assert.ok(first && last);
    await admin.setScore({ vote: first, score: 0 });
    await admin.emergencyDeactivate({ vote: first });
    chain.passEpochs(1);
    await admin.refresh();
    return { first, last };
  }

  it("does not keep anybody from taking a stake account, or giving it back", async () => {
    const pool = await newPool();
    const { first, last } = await removing(pool);
    const user = userDuring(pool, () => pool.admin.removeValidator({ vote: first }));
    const { stake, vote, lamports } = await user.withdrawStakeAccount({ tokens: 10n * SOL, vote: last });
    assert.ok(vote.equals(last) && lamports > 0n);
    assert.ok((await user.depositStakeAccount({ stake })).tokens > 0n);
  });

  it("does not keep a manager from setting a score", async () => {
    const pool = await newPool();
    const { first, last } = await removing(pool);
    const manager = slowly(pool, pool.adminKey, () => pool.user.removeValidator({ vote: first }));
    await manager.setScore({ vote: last, score: 5 });
    assert.equal((await pool.user.snapshot()).validators.find(last)?.score, 5);
  });

  it("says so when a validator is not listed at all", async () => {
    const { user, chain } = await newPool();
    const vote = chain.createVoteAccount();
    await assert.rejects(user.withdrawStakeAccount({ tokens: SOL, vote }), { name: "ValidatorNotFound" });
  });
});
