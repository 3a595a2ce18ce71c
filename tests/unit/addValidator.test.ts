import assert from "node:assert/strict";
import { Keypair, PublicKey, StakeProgram, SystemProgram } from "@solana/web3.js";
import { markAddress, stakeAddress, transientAddress } from "@truestake/sdk";
import { DEFAULTS, fieldsOf, LIMITS, rentOf, SOL, type TestContext, type TestPool, U64_MAX } from "../common";
import { pricedPool } from "./fixture";

const given = pricedPool();
const LIST = 128;
const RECORD = 192;
const MARK = 112n;

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
      const nothing = [
        "stake_lamports",
        "transient_lamports",
        "cooling_lamports",
        "delegated_lamports",
        "clipped_limit",
        "clipped",
        "stuck_lamports",
        "keep",
        "stake_status",
        "transient_status",
        "earning.base",
        "earning.earned",
        "earning.other",
        "earning.lost",
      ];
      assert.deepEqual(others, {
        "manager.lamports": [before, before - growth - context.chain.rentFor(MARK)],
        "pool.validator_count": [0n, 1n],
        // It takes all that comes in this epoch.
        "pool.intake_epoch": [0n, epoch],
        "pool.intake_uncapped": [0n, 1n],
        "validators.lamports": [rent(LIST), rent(LIST + RECORD)],
        "validators.bytes": [BigInt(LIST), BigInt(LIST + RECORD)],
        "validators.count": [0n, 1n],
        "validators.total_score": [0n, 100n],
        "validators.updated_epoch": [0n, epoch],
        "validators.updated_count": [0n, 1n],
        ...Object.fromEntries(nothing.map((field) => [`validators.[0].${field}`, [undefined, 0n]])),
        "validators.[0].vote": [undefined, vote.toBase58()],
        "validators.[0].cap": [undefined, U64_MAX],
        "validators.[0].listed_epoch": [undefined, epoch],
        "validators.[0].earning.since": [undefined, epoch],
        "validators.[0].earning.epoch": [undefined, epoch],
        "validators.[0].score": [undefined, 100n],
        "validators.[0].taking": [undefined, 1n],
        mark: [undefined, "ValidatorMark"],
        "mark.lamports": [0n, context.chain.rentFor(MARK)],
      });
      const books = { total: 110n * SOL, supply: 100n * SOL };
      const data = { pool: pool.pdas.pool.toBase58(), vote: vote.toBase58(), index: 0, score: 100, cap: U64_MAX };
      assert.deepEqual(event, { name: "ValidatorAdded", data: { ...data, before: books, after: books } });
    });

    it("marks its place, with who paid for it", () => {
      const payer = context.keypair("payer");
      add(1, context.chain.createVoteAccount());
      const instruction = pool.addValidatorInstruction(vote, 100, undefined, { payer: payer.publicKey });
      const { changes } = context.done(instruction, [pool.roles.manager, payer]);
      assert.equal(changes["manager.lamports"], undefined);
      const {
        kind,
        version,
        index,
        pool: of,
        vote: whose,
        rent_payer,
      } = fieldsOf(context.chain.account(markAddress(pool.pdas, vote)));
      assert.deepEqual(
        [kind, version, index, of, whose, rent_payer],
        ["ValidatorMark", 1n, 1n, ...[pool.pdas.pool, vote, payer.publicKey].map((key) => key.toBase58())],
      );
    });

    it("takes every cap: none at all, a lamport and no limit", () => {
      for (const cap of [0n, 1n, U64_MAX]) {
        const index = pool.addValidator(100, context.chain.createVoteAccount(), cap);
        assert.equal(pool.record(index).cap, cap);
      }
    });

    it("adds up the scores, 0 and the largest included", () => {
      add(LIMITS.score);
      add(0, context.chain.createVoteAccount());
      add(LIMITS.score, context.chain.createVoteAccount());
      assert.equal(pool.list.totalScore, 2n * BigInt(LIMITS.score));
      assert.equal(pool.list.count, 3);
    });

    it("takes lamports that lie at the mark's address for what they are: nothing", () => {
      context.chain.donate(markAddress(pool.pdas, vote), SOL);
      const { changes } = add();
      assert.deepEqual(changes["mark.lamports"], [SOL, SOL + context.chain.rentFor(MARK)]);
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
    for (const address of [stakeAddress(pool.pdas, vote), transientAddress(pool.pdas, vote)]) {
      context.chain.rewind(state);
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
    pool.injectPool("validator_count", BigInt(LIMITS.validators));
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

  it("refuses a payer who cannot pay, or has not signed", () => {
    const payer = context.keypair("payer", rentOf(112n) - 1n);
    const by = () => pool.addValidatorInstruction(vote, 100, undefined, { payer: payer.publicKey });
    context.refused(by(), [pool.roles.manager, payer], "System:ResultWithNegativeLamports");
    const unsigned = by();
    for (const key of unsigned.keys) key.isSigner &&= !key.pubkey.equals(payer.publicKey);
    context.refused(unsigned, [pool.roles.manager], "AccountNotSigner");
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
