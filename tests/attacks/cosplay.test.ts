// Classes: type cosplay, owner checks and account data matching; on the pool, its list and its vote accounts.
import assert from "node:assert/strict";
import { Keypair, type PublicKey, type TransactionInstruction } from "@solana/web3.js";
import { instructions, PROGRAM_ID } from "@truestake/sdk";
import { SOL, type TestContext, type TestPool, type User } from "../common";
import { stakedPool } from "./helpers";

const given = stakedPool();

describe("an account that pretends", () => {
  let context: TestContext;
  let pool: TestPool;
  let thief: User;

  beforeEach(() => {
    ({ context, pool, thief } = given());
  });

  /** A copy of an account, changed, somewhere else. */
  function copy(of: PublicKey, owner: PublicKey, change: (data: Buffer) => void = () => undefined): PublicKey {
    const account = context.chain.account(of) ?? assert.fail();
    change(account.data);
    const address = Keypair.generate().publicKey;
    context.chain.setAccount(address, { ...account, owner });
    return address;
  }

  const outsiders = () => Keypair.generate().publicKey;

  describe("to be the pool", () => {
    const deposit = (fake: PublicKey) =>
      instructions.depositSol({
        pool: { ...pool.deployment, pool: fake },
        depositor: thief.address,
        destination: thief.tokens,
        lamports: SOL,
        minimumTokensOut: 1n,
      });

    it("[class-2] is refused when another program owns it", () => {
      context.refused(deposit(copy(pool.pdas.pool, outsiders())), [thief.keypair], "AccountOwnedByWrongProgram");
    });

    it("[class-3] is refused when it is of another kind", () => {
      for (const fake of [pool.pdas.validators, pool.pdas.history]) {
        context.refused(deposit(fake), [thief.keypair], "AccountDiscriminatorMismatch");
      }
    });

    it("[class-1] [bug-jito-hopper] is refused with the accounts of another pool", () => {
      const other = context.createTestPool();
      context.refused(deposit(other.pdas.pool), [thief.keypair], "WrongMint");
    });

    it("cannot name its own manager", () => {
      const mine = thief.address.toBuffer();
      const fake = copy(pool.pdas.pool, outsiders(), (data) => mine.copy(data, 8 + 280));
      const instruction = instructions.setScore({
        pool: { ...pool.deployment, pool: fake },
        validatorManager: thief.address,
        validator: pool.validator(0),
        score: 0,
      });
      context.refused(instruction, [thief.keypair], "AccountOwnedByWrongProgram");
    });
  });

  describe("to be the validator list, empty and so measured at all times,", () => {
    const update = (owner: PublicKey) => {
      const fake = copy(pool.pdas.validators, owner, (data) => data.writeUInt32LE(0, 12));
      context.chain.passEpochs(1);
      return instructions.updatePool({ pool: { ...pool.deployment, validators: fake } });
    };

    it("is refused when another program owns it", () => {
      context.refused(update(outsiders()), [], "AccountOwnedByWrongProgram");
    });

    it("is refused when the program owns it", () => {
      context.refused(update(PROGRAM_ID), [], "WrongValidatorList");
    });
  });

  it("to be the price history is refused", () => {
    const fake = copy(pool.pdas.history, PROGRAM_ID);
    context.chain.passEpochs(1);
    pool.updateValidators();
    const instruction = instructions.updatePool({ pool: { ...pool.deployment, history: fake } });
    context.refused(instruction, [], "WrongHistory");
  });

  it("to be a stake account of the pool is refused", () => {
    context.chain.passEpochs(1);
    const fake = copy(pool.stake(0), context.chain.account(pool.stake(0))?.owner ?? assert.fail());
    const instruction = pool.updateValidatorsInstruction([0]);
    const last = instruction.keys.at(-1) ?? assert.fail();
    last.pubkey = fake;
    context.refused(instruction, [], "WrongStakeAccount");
  });

  it("[bug-spl-vote] to be a vote account is refused, also with the vote account's bytes", () => {
    const fake = copy(pool.vote(0), PROGRAM_ID);
    const instruction = pool.addValidatorInstruction(fake, 1);
    context.refused(instruction, [pool.roles.manager], "InvalidVoteAccount");
  });

  // The guard is has_one = reserve: without it the SOL would be the thief's, and the tokens too.
  it("[bug-solido-reserve] [bug-spl-reserve] to be the reserve is refused, to deposits and to updates", () => {
    const fake = context.keypair("thief's reserve").publicKey;
    const swap = (instruction: TransactionInstruction) => {
      for (const key of instruction.keys) if (key.pubkey.equals(pool.pdas.reserve)) key.pubkey = fake;
      return instruction;
    };
    context.refused(swap(pool.depositInstruction(thief, SOL)), [thief.keypair], "WrongReserve");
    context.chain.passEpochs(1);
    context.refused(swap(pool.updateValidatorsInstruction()), [], "WrongReserve");
    pool.updateValidators();
    context.refused(swap(pool.updatePoolInstruction()), [], "WrongReserve");
  });

  it("to be the mint is refused", () => {
    const fake = copy(pool.pdas.mint, context.chain.account(pool.pdas.mint)?.owner ?? assert.fail());
    const instruction = instructions.depositSol({
      pool: { ...pool.deployment, mint: fake },
      depositor: thief.address,
      destination: thief.tokens,
      lamports: SOL,
      minimumTokensOut: 1n,
    });
    context.refused(instruction, [thief.keypair], "WrongMint");
  });
});
