// Class: signer authorization. The guard is `Signer` in each instruction's accounts; without it what is the victim's
// could be spent by anybody who names them.
import assert from "node:assert/strict";
import { Keypair, type PublicKey, type TransactionInstruction } from "@solana/web3.js";
import { instructions } from "@truestake/sdk";
import { fixture, type Provider, SOL, type TestContext, type TestPool } from "../common";
import { stakedPool } from "./helpers";

interface Given {
  context: TestContext;
  pool: TestPool;
  owner: Provider;
  stake: PublicKey;
}

const staked = stakedPool();

/** A pool in which somebody has tokens, shares, a queued ticket 0 and a stake account with validator 0. */
const given = fixture((): Given => {
  const { context, pool, victim } = staked();
  pool.createLiquidity();
  const owner = { ...pool.provider("owner"), keypair: victim.keypair, address: victim.address, tokens: victim.tokens };
  const rich = pool.provider("rich");
  pool.addLiquidity({ ...rich, shares: owner.shares }, 10n * SOL);
  pool.order(owner, 2n * SOL);
  const stake = context.stakeAccount(owner.keypair, pool.vote(0), 10n * SOL);
  pool.nextEpoch();
  pool.setScore(1, 0);
  return { context, pool, owner, stake };
});

/** What only one person may do, by whom. */
const THEFTS: Record<string, (given: Given) => [instruction: TransactionInstruction, whose: PublicKey]> = {
  "deposit somebody's SOL": ({ pool, owner }) => [pool.depositInstruction(owner, SOL), owner.address],
  "sell somebody's tokens": ({ pool, owner }) => [pool.sellInstruction(owner, SOL), owner.address],
  "queue somebody's tokens": ({ pool, owner }) => [pool.orderInstruction(owner, SOL), owner.address],
  "cancel somebody's ticket": ({ pool, owner }) => [pool.cancelInstruction(owner, 0n), owner.address],
  "give somebody's ticket away": ({ pool, owner }) => [
    instructions.transferTicket({
      pool: pool.deployment,
      ticket: pool.ticketAddress(0n),
      owner: owner.address,
      newOwner: pool.pdas.pool,
    }),
    owner.address,
  ],
  "add somebody's SOL as liquidity": ({ pool, owner }) => [pool.addLiquidityInstruction(owner, SOL), owner.address],
  "burn somebody's shares": ({ pool, owner }) => [pool.removeLiquidityInstruction(owner, 1n), owner.address],
  "deposit somebody's stake": ({ pool, owner, stake }) => [
    pool.depositStakeInstruction(owner, stake, 0),
    owner.address,
  ],
  "burn somebody's tokens for stake": ({ pool, owner }) => [
    pool.withdrawStakeInstruction(owner, 0, 2n * SOL),
    owner.address,
  ],
  "propose fees": ({ pool }) => [pool.proposeInstruction({ depositFee: 50 }), pool.roles.admin.publicKey],
  "propose an admin": ({ pool }) => {
    const admin = pool.roles.admin.publicKey;
    return [instructions.proposeAdmin({ pool: pool.deployment, admin, newAdmin: pool.pdas.pool }), admin];
  },
  "give a role away": ({ pool }) => {
    const admin = pool.roles.admin.publicKey;
    return [instructions.setRole({ pool: pool.deployment, admin, role: "guardian", newHolder: pool.pdas.pool }), admin];
  },
  "set the fees of liquidity": ({ pool }) => [pool.setLiquidityInstruction({ minFee: 0 }), pool.roles.admin.publicKey],
  pause: ({ pool }) => [pool.pauseInstruction(1), pool.roles.guardian.publicKey],
  "list a validator": ({ context, pool }) => [
    pool.addValidatorInstruction(context.chain.createVoteAccount(), 1),
    pool.roles.manager.publicKey,
  ],
  "set a score": ({ pool }) => [pool.setScoreInstruction(0, 0), pool.roles.manager.publicKey],
  "drain a validator at once": ({ pool }) => [pool.emergencyInstruction(1), pool.roles.manager.publicKey],
};

describe("[class-0] without the signature of the one who may, nobody can", () => {
  for (const [what, make] of Object.entries(THEFTS)) {
    it(what, () => {
      const world = given();
      const [instruction, whose] = make(world);
      for (const key of instruction.keys) key.isSigner = false;
      world.context.refused(instruction, [], "AccountNotSigner");
      // Nor does another's signature beside it help.
      const thief = Keypair.generate();
      const keys = [...instruction.keys, { pubkey: thief.publicKey, isSigner: true, isWritable: false }];
      world.context.refused({ ...instruction, keys }, [thief], "AccountNotSigner");
      assert(instruction.keys.some(({ pubkey }) => pubkey.equals(whose)));
    });
  }
});
