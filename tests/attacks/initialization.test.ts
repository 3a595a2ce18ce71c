// Classes: initialization, front-running it, bump canonicalization, and sharing of derived addresses.
import assert from "node:assert/strict";
import { Keypair, PublicKey } from "@solana/web3.js";
import { deployment, instructions, PROGRAM_ID, SEEDS, stakeAddress, transientAddress } from "@truestake/sdk";
import { addressesOf, fixture, SOL, TestContext, type TestPool } from "../common";

const given = fixture(() => {
  const context = new TestContext();
  const pool = context.createTestPool({ scores: [100] });
  return { context, pool };
});

describe("a pool", () => {
  let context: TestContext;
  let pool: TestPool;

  beforeEach(() => {
    ({ context, pool } = given());
  });

  it("[class-4] cannot be made a second time, by its creator or anybody", () => {
    const thief = context.keypair("thief");
    const create = instructions.createPool({ creator: thief.publicKey, pool: pool.pdas, config: pool.config });
    for (const key of create.keys) if (key.pubkey.equals(pool.pdas.mint)) key.isSigner = false;
    context.refused(create, [thief], "AccountNotSigner");
  });

  it("[class-4] [lesson-m] cannot be made before its creator by somebody who has seen the mint's address", () => {
    const [creator, thief] = [context.keypair("creator"), context.keypair("thief")];
    const mint = Keypair.generate();
    const steal = instructions.createPool({
      creator: thief.publicKey,
      pool: deployment({ mint: mint.publicKey }),
      config: pool.config,
    });
    for (const key of steal.keys) if (key.pubkey.equals(mint.publicKey)) key.isSigner = false;
    context.refused(steal, [thief], "AccountNotSigner");
    const create = instructions.createPool({
      creator: creator.publicKey,
      pool: deployment({ mint: mint.publicKey }),
      config: pool.config,
    });
    context.done(create, [creator, mint]);
  });

  it("[bug-marinade-init] cannot be made of accounts that coincide", () => {
    const creator = context.keypair("creator");
    const mint = Keypair.generate();
    const create = instructions.createPool({
      creator: creator.publicKey,
      pool: deployment({ mint: mint.publicKey }),
      config: pool.config,
    });
    const { escrow, seed, reserve, validators, history } = deployment({ mint: mint.publicKey });
    for (const [address, other] of [
      [seed, escrow],
      [escrow, seed],
      [reserve, escrow],
      [history, validators],
    ] as const) {
      const keys = create.keys.map((key) => (key.pubkey.equals(address) ? { ...key, pubkey: other } : key));
      context.refused({ ...create, keys }, [creator, mint], "ConstraintSeeds");
    }
  });

  it("is made although somebody has sent lamports to every one of its addresses", () => {
    const creator = context.keypair("creator");
    const mint = Keypair.generate();
    const addresses = deployment({ mint: mint.publicKey });
    for (const address of Object.values(addressesOf(addresses))) context.chain.donate(address, 3_000_000n);
    const create = instructions.createPool({
      creator: creator.publicKey,
      pool: deployment({ mint: mint.publicKey }),
      config: pool.config,
    });
    const { event } = context.done(create, [creator, mint]);
    assert.deepEqual(event.data.after, { total: SOL, supply: SOL });
  });

  it("[class-8] [bug-community-shared] shares no address with another pool, and no role with another role", () => {
    const other = context.createTestPool({ scores: [100] });
    const vote = pool.vote(0);
    const all = [pool, other].flatMap(({ pdas }) => [
      ...Object.values(addressesOf(pdas)),
      stakeAddress(pdas, vote),
      transientAddress(pdas, vote),
    ]);
    assert.equal(new Set(all.map(String)).size, all.length);
  });

  it("[class-8] has its authorities in different addresses: none signs for another's accounts", () => {
    const { mintAuthority, stakeAuthority, reserve, escrow, seed } = pool.pdas;
    const mint = context.chain.account(pool.pdas.mint)?.data ?? assert.fail();
    assert(mint.subarray(4, 36).equals(mintAuthority.toBuffer()));
    pool.deposit(pool.user(), 100n * SOL);
    pool.delegate(0);
    const stake = context.chain.stakeAccount(pool.stake(0));
    assert.equal(stake?.staker.toBase58(), stakeAuthority.toBase58());
    assert.equal(stake?.withdrawer.toBase58(), stakeAuthority.toBase58());
    assert.equal(new Set([mintAuthority, stakeAuthority, reserve, escrow, seed].map(String)).size, 5);
  });

  it("[class-7] has its addresses at canonical bumps, and takes no other", () => {
    const { state } = pool;
    const bump = (seed: string) =>
      PublicKey.findProgramAddressSync([Buffer.from(seed), pool.pdas.pool.toBuffer()], PROGRAM_ID)[1];
    assert.deepEqual(
      [state.mintAuthorityBump, state.stakeAuthorityBump, state.reserveBump, state.escrowBump],
      [bump(SEEDS.mintAuthority), bump(SEEDS.stakeAuthority), bump(SEEDS.reserve), bump(SEEDS.escrow)],
    );
    const creator = context.keypair("creator");
    const mint = Keypair.generate();
    const create = instructions.createPool({
      creator: creator.publicKey,
      pool: deployment({ mint: mint.publicKey }),
      config: pool.config,
    });
    const canonical = deployment({ mint: mint.publicKey });
    for (const [address, seed] of [
      [canonical.reserve, SEEDS.reserve],
      [canonical.stakeAuthority, SEEDS.stakeAuthority],
      [canonical.escrow, SEEDS.escrow],
    ] as const) {
      const wrong = lowerBump(Buffer.from(seed), canonical.pool, address);
      const keys = create.keys.map((key) => (key.pubkey.equals(address) ? { ...key, pubkey: wrong } : key));
      context.refused({ ...create, keys }, [creator, mint], "ConstraintSeeds");
    }
  });
});

/** A valid address of the program for the seeds that is not the canonical one. */
function lowerBump(seed: Uint8Array, pool: PublicKey, canonical: PublicKey): PublicKey {
  const seeds = [seed, pool.toBuffer()];
  const [, bump] = PublicKey.findProgramAddressSync(seeds, PROGRAM_ID);
  for (let lower = bump - 1; lower >= 0; lower--) {
    try {
      const address = PublicKey.createProgramAddressSync([...seeds, Buffer.from([lower])], PROGRAM_ID);
      assert(!address.equals(canonical));
      return address;
    } catch {
      // On the curve: no address of a program.
    }
  }
  return assert.fail("no other bump");
}

describe("a validator", () => {
  it("[class-validator] cannot be listed twice, also where lamports were sent to its mark", () => {
    const { context, pool } = given();
    const again = pool.addValidatorInstruction(pool.vote(0), 7);
    context.refused(again, [pool.roles.manager], "ValidatorAlreadyListed");
    const vote = context.chain.createVoteAccount();
    const mark = pool.addValidatorInstruction(vote, 1).keys[4]?.pubkey ?? assert.fail();
    context.chain.donate(mark, SOL);
    pool.addValidator(1, vote);
    context.refused(pool.addValidatorInstruction(vote, 1), [pool.roles.manager], "ValidatorAlreadyListed");
  });

  it("[class-validator] [class-7] cannot be listed under a mark of another bump", () => {
    const { context, pool } = given();
    const instruction = pool.addValidatorInstruction(pool.vote(0), 7);
    const seeds = [Buffer.from("validator"), pool.pdas.pool.toBuffer(), pool.vote(0).toBuffer()];
    const [, bump] = PublicKey.findProgramAddressSync(seeds, PROGRAM_ID);
    let tried = 0;
    for (let lower = bump - 1; lower >= 0 && tried < 3; lower--) {
      try {
        const mark = PublicKey.createProgramAddressSync([...seeds, Buffer.from([lower])], PROGRAM_ID);
        const keys = instruction.keys.map((key, index) => (index === 4 ? { ...key, pubkey: mark } : key));
        context.refused({ ...instruction, keys }, [pool.roles.manager], "ConstraintSeeds");
        tried += 1;
      } catch (error) {
        if ((error as Error).name === "AssertionError") throw error;
      }
    }
    assert.equal(tried, 3);
  });
});
