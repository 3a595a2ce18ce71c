// Class: inflation of the price by a donation before or around somebody's first deposit.
import assert from "node:assert/strict";
import { SystemProgram } from "@solana/web3.js";
import { deployment, instructions } from "@truestake/sdk";
import { fixture, SOL, TestContext } from "../common";

const given = fixture(() => {
  const context = new TestContext();
  const pool = context.createTestPool({ rewardFee: 0, depositFee: 0, ticketFee: 0 });
  return { context, pool, thief: pool.user("thief"), victim: pool.user("victim") };
});

describe("[class-donation] [lesson-l] a first depositor who donates", () => {
  it("changes no true price within the epoch; newcomers pay what all tokens will stand for, and keep it", () => {
    const { context, pool, thief, victim } = given();
    pool.deposit(thief, 10_000n);
    context.chain.donate(pool.pdas.reserve, 1_000n * SOL);
    const { event } = pool.deposit(victim, SOL);
    // 1,001.00001 SOL will stand behind 1.00001 tokens: 1 SOL buys ⌊1.00001 ÷ 1,001.00001⌋ tokens.
    assert.equal(event.data.tokens, 999_010n);
    assert.equal(event.data.premium, SOL - 999_010n);
    assert.equal(pool.books.total, pool.books.supply, "the true price is 1 as before");
    pool.nextEpoch();
    pool.nextEpoch();
    const { total, supply } = pool.books;
    // A unit of the token is worth a thousand lamports now.
    assert((999_010n * total) / supply >= SOL - 1_002n, "but for rounding the victim's SOL is all there");
  });

  it("loses nearly all of it to the locked seed, and takes nothing from those who come later", () => {
    const { context, pool, thief, victim } = given();
    pool.deposit(thief, 10_000n);
    context.done(
      SystemProgram.transfer({
        fromPubkey: thief.address,
        toPubkey: pool.pdas.reserve,
        lamports: 1_000n * SOL,
      }),
      [thief.keypair],
    );
    pool.nextEpoch();
    pool.nextEpoch(); // 1,001 SOL for one token and a hair
    pool.deposit(victim, 100n * SOL);
    pool.order(victim, pool.tokensOf(victim.tokens));
    pool.order(thief, pool.tokensOf(thief.tokens));
    pool.nextEpoch();
    pool.settle(2);
    // A token unit is worth a thousand lamports now: that is all that rounding can take.
    assert(pool.ticket(0n).paidLamports > 100n * SOL - 2_000n, "the victim loses a dust of rounding at most");
    assert(pool.ticket(1n).paidLamports < SOL / 50n, "the thief has lost the donation");
  });

  // The guard is the seed, whose tokens nobody can burn: the supply is never near zero.
  it("[bug-community-burn] or burns all of it gains nothing: the seed's tokens are there", () => {
    const { pool, thief, victim } = given();
    pool.deposit(thief, 100n * SOL);
    pool.burn(thief, pool.tokensOf(thief.tokens) - 1n);
    pool.nextEpoch();
    pool.nextEpoch();
    const { event } = pool.deposit(victim, 10n * SOL);
    const { total, supply } = event.data.before as { total: bigint; supply: bigint };
    assert.equal(supply, SOL + 1n);
    const worth = ((event.data.tokens as bigint) * total) / supply;
    assert(10n * SOL - worth < 200n, "rounding takes a token unit's worth at most");
  });

  it("[class-4] cannot prefund the reserve before the pool is made", () => {
    const { context } = given();
    const creator = context.keypair("creator");
    const mint = context.keypair("mint", 0n);
    context.chain.donate(deployment({ mint: mint.publicKey }).reserve, 1_000n * SOL);
    const other = context.createTestPool();
    const config = other.config;
    const { event } = context.done(
      instructions.createPool({ creator: creator.publicKey, pool: deployment({ mint: mint.publicKey }), config }),
      [creator, mint],
    );
    assert.deepEqual(event.data.after, { total: SOL, supply: SOL });
  });

  it("cannot take the locked seed: nobody can sign for it", () => {
    const { pool } = given();
    const data = pool.chain.account(pool.pdas.seed)?.data ?? assert.fail();
    assert(data.subarray(32, 64).equals(pool.pdas.seed.toBuffer()), "its own authority");
    assert.equal(data.readUInt32LE(72), 0, "no delegate");
    assert.equal(data.readUInt32LE(129), 0, "no authority to close it");
  });
});
