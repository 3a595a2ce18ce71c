// Class: sysvars that are not. Time and history come from the chain, never from who calls.
import assert from "node:assert/strict";
import { Keypair, type PublicKey, SYSVAR_CLOCK_PUBKEY, SYSVAR_STAKE_HISTORY_PUBKEY } from "@solana/web3.js";
import { SOL, type TestContext, type TestPool, type User } from "../common";
import { stakedPool } from "./helpers";

const given = stakedPool();

describe("a sysvar that is none", () => {
  let context: TestContext;
  let pool: TestPool;
  let victim: User;

  beforeEach(() => {
    ({ context, pool, victim } = given());
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
    pool.deactivate(0);
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

  it("is wanted by no instruction of users: they read the clock themselves", () => {
    const { keys } = pool.depositInstruction(victim, SOL);
    assert(!keys.some(({ pubkey }) => pubkey.equals(SYSVAR_CLOCK_PUBKEY)));
    context.chain.passEpochs(1);
    context.refused(pool.depositInstruction(victim, SOL), [victim.keypair], "PoolOutOfDate");
  });
});
