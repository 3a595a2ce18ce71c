import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { Keypair, PublicKey, StakeProgram, SystemProgram } from "@solana/web3.js";
import { markAddress, stakeAddress, transientAddress } from "@truestake/sdk";
import { DEFAULTS, LIMITS, SOL, type TestContext, type TestPool } from "../common";
import { pricedPool } from "./fixture";

const given = pricedPool();
const LIST = 128;
const RECORD = 128;

describe("add_validator", () => {
  let context: TestContext;
  let pool: TestPool;
  let vote: PublicKey;

  beforeEach(() => {
    ({ context, pool } = given());
    vote = context.name(context.chain.createVoteAccount(), "vote");
  });

  const add = (score = 100, of = vote) => context.done(pool.addValidatorInstruction(of, score), [pool.roles.manager]);
  const refuses = (error: string, score = 100, of = vote) =>
    context.refused(pool.addValidatorInstruction(of, score), [pool.roles.manager], error);

  describe("when the vote account is open", () => {
    it("[bug-spl-add-validator] lists it at the end, at the manager's cost, measured for this epoch", () => {
      const rent = (bytes: number) => context.chain.rentFor(BigInt(bytes));
      const growth = rent(LIST + RECORD) - rent(LIST);
      const { changes, event } = add();
      const { epoch } = context.chain;
      const before = DEFAULTS.userLamports;
      const { "validators.[0].stake": stake, ...rest } = changes;
      const { "validators.[0].stake_bump": _, "validators.[0].transient_bump": __, ...others } = rest;
      assert.deepEqual(stake, [undefined, addressOf(pool.pdas.pool, vote)]);
      assert.deepEqual(others, {
        "manager.lamports": [before, before - growth - rent(16)],
        "validators.lamports": [rent(LIST), rent(LIST + RECORD)],
        "validators.bytes": [BigInt(LIST), BigInt(LIST + RECORD)],
        "validators.count": [0n, 1n],
        "validators.total_score": [0n, 100n],
        "validators.updated_epoch": [0n, epoch],
        "validators.updated_count": [0n, 1n],
        "validators.[0].vote": [undefined, vote.toBase58()],
        "validators.[0].stake_lamports": [undefined, 0n],
        "validators.[0].transient_lamports": [undefined, 0n],
        "validators.[0].cooling_lamports": [undefined, 0n],
        "validators.[0].last_update_epoch": [undefined, epoch],
        "validators.[0].score": [undefined, 100n],
        "validators.[0].stake_status": [undefined, 0n],
        "validators.[0].transient_status": [undefined, 0n],
        mark: [undefined, "ValidatorMark"],
        "mark.lamports": [0n, rent(16)],
      });
      const books = { total: 110n * SOL, supply: 100n * SOL };
      const data = { pool: pool.pdas.pool.toBase58(), vote: vote.toBase58(), index: 0, score: 100 };
      assert.deepEqual(event, { name: "ValidatorAdded", data: { ...data, before: books, after: books } });
      const mark = context.chain.account(markAddress(pool.pdas.pool, vote));
      const discriminator = createHash("sha256").update("account:ValidatorMark").digest().subarray(0, 8);
      assert.deepEqual(mark?.data.subarray(0, 8), Buffer.from(discriminator));
      assert.equal(mark?.data.readUInt8(8), 1);
    });

    it("adds up the scores, 0 and the largest included", () => {
      add(LIMITS.score);
      add(0, context.chain.createVoteAccount());
      add(LIMITS.score, context.chain.createVoteAccount());
      assert.equal(pool.list.totalScore, 2n * BigInt(LIMITS.score));
      assert.equal(pool.list.count, 3);
    });

    it("takes lamports that lie at the mark's address for what they are: nothing", () => {
      context.chain.donate(markAddress(pool.pdas.pool, vote), SOL);
      const { changes } = add();
      assert.deepEqual(changes["mark.lamports"], [SOL, SOL + context.chain.rentFor(16n)]);
    });

    it("pays less when somebody has sent lamports to the list", () => {
      context.chain.donate(pool.pdas.validators, SOL);
      const { changes } = add();
      assert.equal(changes["validators.lamports"], undefined);
    });

    it("keeps a measured pool measured, and an unmeasured one unmeasured", () => {
      add();
      assert(pool.list.isMeasured(context.chain.epoch));
      context.chain.passEpochs(1);
      add(100, context.chain.createVoteAccount());
      assert.equal(pool.list.updatedCount, 1);
      assert(!pool.list.isMeasured(context.chain.epoch));
    });
  });

  describe("when it is no open vote account", () => {
    it("refuses an empty address", () => refuses("InvalidVoteAccount", 100, Keypair.generate().publicKey));
    it("refuses an account of another program", () => refuses("InvalidVoteAccount", 100, pool.pdas.mint));
    it("refuses a closed one", () => {
      context.chain.closeVoteAccount(vote);
      refuses("InvalidVoteAccount");
    });
    it("refuses one that is not initialized", () => {
      const account = context.chain.account(vote) ?? assert.fail();
      context.chain.setAccount(vote, { ...account, data: Buffer.alloc(account.data.length) });
      refuses("InvalidVoteAccount");
    });
  });

  it("refuses a validator that is listed", () => {
    add();
    refuses("ValidatorAlreadyListed");
    refuses("ValidatorAlreadyListed", 7);
  });

  it("refuses while somebody holds one of its stake addresses, and lists it when they are free", () => {
    const state = context.chain.snapshot();
    const account = { lamports: 5_000_000, executable: false };
    for (const address of [stakeAddress(pool.pdas.pool, vote), transientAddress(pool.pdas.pool, vote)]) {
      context.chain.restore(state);
      context.chain.setAccount(address, { ...account, owner: StakeProgram.programId, data: Buffer.alloc(200) });
      refuses("StakeAddressTaken");
      context.chain.setAccount(address, { ...account, owner: SystemProgram.programId, data: Buffer.alloc(0) });
      add();
    }
  });

  it("lists a validator in two pools", () => {
    add();
    context.createTestPool().addValidator(100, vote);
  });

  it("refuses a score over the maximum", () => {
    refuses("ScoreTooHigh", LIMITS.score + 1);
    refuses("ScoreTooHigh", 2 ** 32 - 1);
  });

  it("refuses more validators than the list may have", () => {
    const account = context.chain.account(pool.pdas.validators) ?? assert.fail();
    const data = Buffer.concat([account.data, Buffer.alloc(RECORD * LIMITS.validators)]);
    data.writeUInt32LE(LIMITS.validators, 12);
    const lamports = Number(context.chain.rentFor(BigInt(data.length)));
    context.chain.setAccount(pool.pdas.validators, { ...account, data, lamports });
    refuses("ValidatorListFull");
  });

  describe("when it is not the manager who asks", () => {
    it("refuses anybody else, the admin included", () => {
      for (const signer of [pool.roles.admin, pool.roles.guardian, context.keypair("outsider")]) {
        const instruction = pool.addValidatorInstruction(vote, 100, signer.publicKey);
        context.refused(instruction, [signer], "NotValidatorManager");
      }
    });
  });

  it("refuses a manager who cannot pay", () => {
    context.chain.setLamports(pool.roles.manager.publicKey, 1_000_000n);
    refuses("System:ResultWithNegativeLamports");
  });

  it("is open in any epoch, while rewards are being paid out and the pool is paused", () => {
    context.chain.passEpochs(2);
    context.chain.setRewardsActive(true);
    pool.injectPool("paused_until", context.chain.unixTime + 1_000n);
    add();
  });
});

function addressOf(pool: PublicKey, vote: PublicKey): string {
  const program = "ERKbdDNBTX8YJfF7WknSJ7Q2CtE21P6iy1wQi7HdjhjD";
  const seeds = [Buffer.from("stake"), pool.toBuffer(), vote.toBuffer()];

  return PublicKey.findProgramAddressSync(seeds, new PublicKey(program))[0].toBase58();
}
