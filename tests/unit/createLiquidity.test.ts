import assert from "node:assert/strict";
import { PublicKey } from "@solana/web3.js";
import {
  DEFAULTS,
  fieldsOf,
  LIMITS,
  LIQUIDITY,
  SOL,
  type TestContext,
  type TestPool,
  U64_MAX,
  WALLET_RENT,
} from "../common";
import { pricedPool } from "./fixture";

/** 110 SOL for 100 tokens. */
const given = pricedPool();
const POOL_BYTES = 352n;

describe("create_liquidity", () => {
  let context: TestContext;
  let pool: TestPool;

  beforeEach(() => {
    ({ context, pool } = given());
  });

  const refuses = (error: string, config = {}, seed: bigint = LIQUIDITY.seed) =>
    context.refused(pool.createLiquidityInstruction(config, seed), [pool.roles.admin], error);

  it("creates every account, with the seed's shares locked at a price of 1", () => {
    const { chain } = context;
    const { changes, event } = pool.createLiquidity({}, 3n * SOL);
    const rents = chain.rentFor(POOL_BYTES) + chain.rentFor(0n) + chain.rentFor(165n) + chain.rentFor(82n);
    const { liquidity, liquiditySol, liquidityTokens, liquidityMint } = pool.liquidityPdas;
    const before = DEFAULTS.userLamports;
    assert.deepEqual(changes, {
      "admin.lamports": [before, before - rents - 3n * SOL],
      "pool.liquidity": [PublicKey.default.toBase58(), liquidity.toBase58()],
      liquidity: [undefined, "LiquidityPool"],
      "liquidity.lamports": [0n, chain.rentFor(POOL_BYTES)],
      "liquidity's SOL": [undefined, PublicKey.default.toBase58()],
      "liquidity's SOL.lamports": [0n, chain.rentFor(0n) + 3n * SOL],
      "liquidity's tokens": [undefined, "account"],
      "liquidity's tokens.lamports": [0n, chain.rentFor(165n)],
      shares: [undefined, "account"],
      "shares.lamports": [0n, chain.rentFor(82n)],
    });
    const fees = { target: 100n * SOL, min: 30, max: 300, treasury_cut: 5_000 };
    const books = { total: 110n * SOL, supply: 100n * SOL };
    assert.deepEqual(event, {
      name: "LiquidityCreated",
      data: {
        pool: pool.pdas.pool.toBase58(),
        mint: liquidityMint.toBase58(),
        seed_lamports: 3n * SOL,
        fees,
        before: books,
        after: books,
      },
    });
    const bump = (seed: string) =>
      BigInt(
        PublicKey.findProgramAddressSync(
          [Buffer.from(seed), pool.pdas.pool.toBuffer()],
          chain.account(pool.pdas.pool)?.owner ?? PublicKey.default,
        )[1],
      );
    const { lamports: _, bytes: __, ...fields } = fieldsOf(chain.account(liquidity));
    assert.deepEqual(fields, {
      kind: "LiquidityPool",
      version: 1n,
      bump: bump("liquidity"),
      sol_bump: bump("liquidity_sol"),
      tokens_bump: bump("liquidity_tokens"),
      mint_bump: bump("liquidity_mint"),
      pool: pool.pdas.pool.toBase58(),
      sol: liquiditySol.toBase58(),
      tokens: liquidityTokens.toBase58(),
      mint: liquidityMint.toBase58(),
      sol_lamports: 3n * SOL,
      token_amount: 0n,
      shares: 3n * SOL,
      locked_shares: 3n * SOL,
      "fees.now.target": 100n * SOL,
      "fees.now.min": 30n,
      "fees.now.max": 300n,
      "fees.now.treasury_cut": 5_000n,
      "fees.now._reserved": 0n,
      "fees.next.target": 0n,
      "fees.next.min": 0n,
      "fees.next.max": 0n,
      "fees.next.treasury_cut": 0n,
      "fees.next._reserved": 0n,
      "fees.from_update": 0n,
      cap: U64_MAX,
      cumulative_paid_lamports: 0n,
      held_epoch: 0n,
      held_recent: 0n,
      held_earlier: 0n,
      line_lamports: 3n * SOL,
      line_slot: chain.slot,
    });
  });

  it("mints no share for the seed, to nobody: it is locked for ever", () => {
    pool.createLiquidity();
    const mint = context.chain.account(pool.liquidityPdas.liquidityMint) ?? assert.fail();
    assert.equal(mint.data.readBigUInt64LE(36), 0n);
    assert.equal(mint.data.readUInt8(44), 9);
    assert(mint.data.subarray(4, 36).equals(pool.liquidityPdas.liquidityMint.toBuffer()), "its own authority");
    assert.equal(mint.data.readUInt32LE(46), 0, "nobody can freeze");
    assert.equal(pool.liquidity.shares, pool.liquidity.lockedShares);
  });

  it("takes addresses to which somebody has sent lamports", () => {
    for (const address of Object.values(pool.liquidityPdas)) context.chain.donate(address, WALLET_RENT);
    pool.createLiquidity();
    assert.equal(pool.liquidity.solLamports, SOL);
  });

  it("is paid for by whoever signs as payer, not by the admin", () => {
    const payer = context.keypair("payer");
    const instruction = pool.createLiquidityInstruction({}, SOL, undefined, payer.publicKey);
    const { changes } = context.done(instruction, [pool.roles.admin, payer]);
    const rents = [POOL_BYTES, 0n, 165n, 82n].map((bytes) => context.chain.rentFor(bytes));
    const cost = rents.reduce((sum, rent) => sum + rent, SOL);
    assert.deepEqual(changes["payer.lamports"], [DEFAULTS.userLamports, DEFAULTS.userLamports - cost]);
    assert.equal(changes["admin.lamports"], undefined);
  });

  it("works once", () => {
    pool.createLiquidity();
    refuses("System:AccountAlreadyInUse");
  });

  describe("when something is out of its bounds", () => {
    it("refuses a seed below the minimum: 0, 1, and a lamport too few", () => {
      for (const seed of [0n, 1n, LIMITS.liquiditySeed - 1n]) refuses("SeedTooSmall", {}, seed);
    });
    it("refuses a seed that the admin does not have", () => {
      refuses("System:ResultWithNegativeLamports", {}, DEFAULTS.userLamports);
      refuses("Overflow", {}, U64_MAX);
    });
    it("refuses fees over their ceilings", () => {
      refuses("FeeTooHigh", { maxFee: LIMITS.liquidityFee + 1 });
      refuses("FeeTooHigh", { maxFee: 65_535 });
      refuses("FeeTooHigh", { treasuryCut: LIMITS.treasuryCut + 1 });
    });
    it("refuses a least fee over the greatest", () => refuses("RatioOutOfRange", { minFee: 301 }));
    it("refuses a target outside its range: 0, 1, a lamport less and a lamport more", () => {
      for (const target of [0n, 1n, LIMITS.liquidityTarget - 1n, LIMITS.largestLiquidityTarget + 1n, U64_MAX]) {
        refuses("RatioOutOfRange", { target });
      }
    });
    it("takes the bounds themselves", () => {
      const state = context.chain.snapshot();
      const { liquidityFee, treasuryCut, liquidityTarget, largestLiquidityTarget } = LIMITS;
      for (const config of [
        { maxFee: liquidityFee, minFee: liquidityFee, treasuryCut },
        { maxFee: 0, minFee: 0, treasuryCut: 0 },
        { target: liquidityTarget },
        { target: largestLiquidityTarget },
        { cap: 0n },
      ]) {
        context.chain.rewind(state);
        pool.createLiquidity(config);
      }
    });
  });

  it("refuses anybody but the admin", () => {
    for (const signer of [pool.roles.manager, pool.roles.guardian, context.keypair("outsider")]) {
      const instruction = pool.createLiquidityInstruction({}, LIQUIDITY.seed, signer.publicKey);
      context.refused(instruction, [signer], "NotAdmin");
    }
  });

  it("refuses an admin who has not signed", () => {
    const unsigned = pool.createLiquidityInstruction();
    for (const key of unsigned.keys) key.isSigner = false;
    context.refused(unsigned, [], "AccountNotSigner");
  });

  it("is open in any epoch, while rewards are being paid out and the pool is paused", () => {
    context.chain.passEpochs(2);
    context.chain.setRewardsActive(true);
    pool.pause();
    pool.createLiquidity();
  });
});
