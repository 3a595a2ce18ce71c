import assert from "node:assert/strict";
import { Keypair } from "@solana/web3.js";
import { instructions, poolAddresses } from "@truestake/sdk";
import { DEFAULTS, fixture, LIMITS, SOL, TestContext } from "../common";

/** A pool whose history is not complete yet. */
const given = fixture(() => {
  const context = new TestContext();
  const creator = context.keypair("creator");
  const mint = Keypair.generate();
  const key = () => Keypair.generate().publicKey;
  const config = {
    seedLamports: SOL,
    admin: key(),
    validatorManager: key(),
    guardian: key(),
    treasury: key(),
    rewardFee: 0,
    depositFee: 0,
    withdrawalFee: 0,
    ticketFee: 0,
    referralShare: 0,
    depositCap: DEFAULTS.depositCap,
    reserveBuffer: 0,
    maxValidatorShare: 10_000,
    maxMove: 0,
  };
  context.done(instructions.createPool({ creator: creator.publicKey, mint: mint.publicKey, config }), [creator, mint]);
  const addresses = poolAddresses(mint.publicKey);
  context.name(addresses.history, "history");
  return { context, addresses: { ...addresses, treasury: config.treasury }, creator };
});

describe("grow_history", () => {
  const bytes = 8 + 8 + 32 + 8 + 16 + LIMITS.history * 32;

  describe("when the history is as create_pool left it", () => {
    it("grows it to its full size, the rent paid by anybody", () => {
      const { context, addresses } = given();
      const payer = context.keypair("payer");
      const rent = (size: number) => context.chain.rentFor(BigInt(size));
      const grow = instructions.growHistory({ pool: addresses, payer: payer.publicKey });
      const { changes, event } = context.done(grow, [payer]);
      assert.deepEqual(changes, {
        "payer.lamports": [DEFAULTS.userLamports, DEFAULTS.userLamports - rent(bytes) + rent(10_240)],
        "history.lamports": [rent(10_240), rent(bytes)],
        "history.bytes": [10_240n, BigInt(bytes)],
      });
      const books = { total: SOL, supply: SOL };
      assert.deepEqual(event, {
        name: "HistoryGrown",
        data: { pool: addresses.pool.toBase58(), bytes, before: books, after: books },
      });
    });

    it("takes only what is missing when somebody has sent lamports there", () => {
      const { context, addresses } = given();
      const payer = context.keypair("payer");
      context.chain.donate(addresses.history, SOL);
      const grow = instructions.growHistory({ pool: addresses, payer: payer.publicKey });
      const { changes } = context.done(grow, [payer]);
      assert.deepEqual(Object.keys(changes), ["history.bytes"]);
    });

    it("is needed before the first update can be recorded", () => {
      const { context, addresses, creator } = given();
      context.chain.passEpochs(1);
      context.refused(instructions.updatePool({ pool: addresses }), [], "AccountDidNotDeserialize");
      context.done(instructions.growHistory({ pool: addresses, payer: creator.publicKey }), [creator]);
      context.done(instructions.updatePool({ pool: addresses }));
    });
  });

  describe("when the history is complete", () => {
    it("refuses", () => {
      const { context, addresses, creator } = given();
      const grow = () => instructions.growHistory({ pool: addresses, payer: creator.publicKey });
      context.done(grow(), [creator]);
      context.refused(grow(), [creator], "HistoryComplete");
    });
  });

  describe("when the payer cannot pay", () => {
    it("refuses", () => {
      const { context, addresses } = given();
      const poor = context.keypair("poor", 1_000_000n);
      const grow = instructions.growHistory({ pool: addresses, payer: poor.publicKey });
      context.refused(grow, [poor], "System:ResultWithNegativeLamports");
    });
  });
});
