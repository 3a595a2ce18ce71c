// Class: calls between programs. What the program calls is checked by address; what calls it gains nothing by that.
import assert from "node:assert/strict";
import { TOKEN_PROGRAM_ID } from "@solana/spl-token";
import { type PublicKey, StakeProgram, SystemProgram, type TransactionInstruction } from "@solana/web3.js";
import { SOL, type TestContext, type TestPool, type User } from "../common";
import { throughAnother } from "../common/caller";
import { stakedPool } from "./helpers";

const given = stakedPool();

describe("a program", () => {
  let context: TestContext;
  let pool: TestPool;
  let victim: User;
  let thief: User;

  beforeEach(() => {
    ({ context, pool, victim, thief } = given());
  });

  describe("[class-5] [lesson-a] [bug-solido-program] [bug-jito-cpi] in place of the one that is called", () => {
    /** A real program of the thief's, which does nothing that fails. */
    const impostor = () =>
      throughAnother(
        context,
        SystemProgram.transfer({ fromPubkey: thief.address, toPubkey: thief.address, lamports: 0 }),
      ).programId;

    function refuses(
      instruction: TransactionInstruction,
      program: PublicKey,
      signers: User["keypair"][],
      error: string,
    ) {
      const fake = impostor();
      let found = 0;
      for (const key of instruction.keys) {
        if (!key.pubkey.equals(program)) continue;
        key.pubkey = fake;
        found += 1;
      }
      assert.equal(found, 1);
      context.refused(instruction, signers, error);
    }

    // The guard is Program<Token>, which a mint authority's signature would otherwise reach.
    it("[bug-spl-token-program] mints nothing as the token program", () => {
      refuses(pool.depositInstruction(thief, SOL), TOKEN_PROGRAM_ID, [thief.keypair], "InvalidProgramId");
      context.chain.passEpochs(1);
      context.chain.donate(pool.pdas.reserve, SOL);
      pool.updateValidators();
      refuses(pool.updatePoolInstruction(), TOKEN_PROGRAM_ID, [], "InvalidProgramId");
    });

    // The guard is the address of stake_program, which the stake authority signs for.
    it("moves no stake as the stake program", () => {
      pool.deposit(victim, 30n * SOL);
      const { programId } = StakeProgram;
      refuses(pool.delegateInstruction(0), programId, [], "WrongProgram");
      pool.order(victim, 100n * SOL);
      refuses(pool.deactivateInstruction(0), programId, [], "WrongProgram");
      pool.setScore(1, 0);
      refuses(pool.emergencyInstruction(1), programId, [pool.roles.manager], "WrongProgram");
      context.chain.passEpochs(1);
      refuses(pool.updateValidatorsInstruction([0]), programId, [], "WrongProgram");
    });

    // The guard is Program<System>, which the reserve signs for.
    it("pays nothing as the system program", () => {
      pool.deposit(victim, 30n * SOL);
      refuses(pool.delegateInstruction(0), SystemProgram.programId, [], "InvalidProgramId");
      pool.order(victim, SOL);
      pool.nextEpoch();
      refuses(pool.settleInstruction(), SystemProgram.programId, [], "InvalidProgramId");
    });
  });

  describe("[class-5] that calls", () => {
    it("does for its user what the user could do without it", () => {
      context.done(throughAnother(context, pool.depositInstruction(thief, 10n * SOL)), [thief.keypair]);
      assert.equal(pool.tokensOf(thief.tokens), 9_990_000_000n);
      context.done(throughAnother(context, pool.orderInstruction(thief, 5n * SOL)), [thief.keypair]);
    });

    it("has no more rights than its user", () => {
      const theft = pool.orderInstruction(victim, SOL);
      for (const key of theft.keys) key.isSigner = false;
      context.refused(throughAnother(context, theft), [], "AccountNotSigner");
    });

    // The guard is the stack height in remove_validator: what follows in the caller is no instruction of the transaction.
    it("[bug-spl-removal] cannot remove a validator, and so revive its addresses behind it", () => {
      pool.setScore(1, 0);
      pool.emergency(1);
      pool.nextEpoch();
      const removal = pool.removeValidatorInstruction(1);
      context.refused(throughAnother(context, removal), [], "NotLastInstruction");
      context.done(removal);
    });
  });
});
