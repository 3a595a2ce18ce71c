// Class: sysvars that are not. Time and history come from the chain, never from who calls.
import assert from "node:assert/strict";
import {
  Keypair,
  PublicKey,
  STAKE_CONFIG_ID,
  SYSVAR_CLOCK_PUBKEY,
  SYSVAR_INSTRUCTIONS_PUBKEY,
  SYSVAR_RENT_PUBKEY,
  SYSVAR_STAKE_HISTORY_PUBKEY,
  type TransactionInstruction,
} from "@solana/web3.js";
import { SOL, type TestContext, type TestPool, type User } from "../common";
import { stakedPool } from "./helpers";

const given = stakedPool();

describe("a sysvar that is none", () => {
  let context: TestContext;
  let pool: TestPool;
  let victim: User;
  let thief: User;

  beforeEach(() => {
    ({ context, pool, victim, thief } = given());
  });

  /** A copy of a sysvar in an account of the caller's. */
  function fake(sysvar: PublicKey, change: (data: Buffer) => void): PublicKey {
    const account = context.chain.account(sysvar) ?? assert.fail();
    change(account.data);
    const address = Keypair.generate().publicKey;
    context.chain.setAccount(address, account);
    return address;
  }

  const later = () => fake(SYSVAR_CLOCK_PUBKEY, (data) => data.writeBigUInt64LE(1_000_000n, 16));
  const forgetful = () => fake(SYSVAR_STAKE_HISTORY_PUBKEY, (data) => data.fill(0));

  it("does not make stake cool down sooner", () => {
    pool.order(victim, 100n * SOL);
    pool.toMovingPart().deactivate(0);
    const clock = later();
    const history = forgetful();
    for (const [sysvar, wrong] of [
      [SYSVAR_CLOCK_PUBKEY, clock],
      [SYSVAR_STAKE_HISTORY_PUBKEY, history],
    ] as const) {
      const instruction = pool.updateValidatorsInstruction([0]);
      for (const key of instruction.keys) if (key.pubkey.equals(sysvar)) key.pubkey = wrong;
      context.refused(instruction, [], "WrongSysvar");
    }
  });

  it("does not reach the instructions that delegate and deactivate", () => {
    pool.order(victim, 100n * SOL);
    const clock = later();
    for (const instruction of [pool.deactivateInstruction(0), pool.delegateInstruction(0)]) {
      for (const key of instruction.keys) if (key.pubkey.equals(SYSVAR_CLOCK_PUBKEY)) key.pubkey = clock;
      context.refused(instruction, [], "WrongSysvar");
    }
  });

  // The guard is the address of each; a copy has the right bytes and another address.
  describe("[class-10] is refused by every instruction that names it, doctored or not:", () => {
    const SYSVARS = {
      clock: SYSVAR_CLOCK_PUBKEY,
      "stake history": SYSVAR_STAKE_HISTORY_PUBKEY,
      rent: SYSVAR_RENT_PUBKEY,
      instructions: SYSVAR_INSTRUCTIONS_PUBKEY,
      "stake config": STAKE_CONFIG_ID,
    };

    /** Every instruction that names a sysvar. */
    function all(): [TransactionInstruction, Keypair[]][] {
      const stake = context.stakeAccount(thief.keypair, pool.vote(0), 10n * SOL);
      pool.nextEpoch();
      pool.setScore(1, 0);
      return [
        [pool.updateValidatorsInstruction([0]), []],
        [pool.delegateInstruction(0), []],
        [pool.deactivateInstruction(0), []],
        [pool.emergencyInstruction(1), [pool.roles.manager]],
        [pool.removeValidatorInstruction(1), []],
        [pool.depositStakeInstruction(thief, stake, 0), [thief.keypair]],
        [pool.withdrawStakeInstruction(victim, 0, 10n * SOL), [victim.keypair]],
      ];
    }

    for (const [name, sysvar] of Object.entries(SYSVARS)) {
      it(name, () => {
        let tried = 0;
        for (const [instruction, signers] of all()) {
          const at = instruction.keys.findIndex(({ pubkey }) => pubkey.equals(sysvar));
          const key = instruction.keys[at];
          if (!key) continue;
          const copy = Keypair.generate().publicKey;
          const owner = new PublicKey("Sysvar1111111111111111111111111111111111111");
          const data = context.chain.account(sysvar)?.data ?? Buffer.alloc(64);
          context.chain.setAccount(copy, { owner, data, lamports: 10_000_000, executable: false });
          instruction.keys[at] = { ...key, pubkey: copy };
          const error = sysvar.equals(STAKE_CONFIG_ID) ? "WrongStakeConfig" : "WrongSysvar";
          context.refused(instruction, signers, error);
          tried += 1;
        }
        assert(tried > 0);
      });
    }

    it("and there is no other", () => {
      const known = Object.values(SYSVARS).map(String);
      const named = all().flatMap(([{ keys }]) => keys.map(({ pubkey }) => pubkey.toBase58()));
      const sysvars = new Set(named.filter((address) => /^Sysvar|^StakeConfig/.test(address)));
      assert.deepEqual([...sysvars].sort(), known.sort());
    });
  });

  it("is wanted by no instruction of users: they read the clock themselves", () => {
    const { keys } = pool.depositInstruction(victim, SOL);
    assert(!keys.some(({ pubkey }) => pubkey.equals(SYSVAR_CLOCK_PUBKEY)));
    context.chain.passEpochs(1);
    context.refused(pool.depositInstruction(victim, SOL), [victim.keypair], "PoolOutOfDate");
  });
});
