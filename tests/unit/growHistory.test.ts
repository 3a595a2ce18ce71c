import assert from "node:assert/strict";
import { Keypair, NONCE_ACCOUNT_LENGTH, SystemProgram } from "@solana/web3.js";
import { deployment, instructions } from "@truestake/sdk";
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
    movingPart: 1_000,
  };
  context.done(
    instructions.createPool({ creator: creator.publicKey, pool: deployment({ mint: mint.publicKey }), config }),
    [creator, mint],
  );
  const addresses = deployment({ mint: mint.publicKey });
  context.name(addresses.history, "history");
  return { context, addresses: { ...addresses, treasury: config.treasury }, creator };
});

describe("grow_history", () => {
  /** Discriminator, version and bump, pool, count, reserved, entries of 56 bytes. */
  const bytes = 8 + 8 + 32 + 8 + 16 + LIMITS.history * 56;

  describe("when the history is as create_pool left it", () => {
    it("grows it to its full size with two calls, the rent paid by anybody", () => {
      const { context, addresses } = given();
      const payer = context.keypair("payer");
      const rent = (size: number) => context.chain.rentFor(BigInt(size));
      const books = { total: SOL, supply: SOL };
      let paid = DEFAULTS.userLamports;
      assert.equal(bytes, 28_744);
      for (const [from, to] of [[10_240, 20_480] as const, [20_480, bytes] as const]) {
        const grow = instructions.growHistory({ pool: addresses, payer: payer.publicKey });
        const { changes, event } = context.done(grow, [payer]);
        assert.deepEqual(changes, {
          "payer.lamports": [paid, paid - rent(to) + rent(from)],
          "history.lamports": [rent(from), rent(to)],
          "history.bytes": [BigInt(from), BigInt(to)],
        });
        const pool = addresses.pool.toBase58();
        assert.deepEqual(event, { name: "HistoryGrown", data: { pool, bytes: to, before: books, after: books } });
        paid += rent(from) - rent(to);
      }
    });

    it("takes only what is missing when somebody has sent lamports there", () => {
      const { context, addresses } = given();
      const payer = context.keypair("payer");
      context.chain.donate(addresses.history, SOL);
      const grow = instructions.growHistory({ pool: addresses, payer: payer.publicKey });
      const { changes } = context.done(grow, [payer]);
      assert.deepEqual(Object.keys(changes), ["history.bytes"]);
    });

    it("asks nothing of a payer where nothing is missing, not even that the system program lets it pay", () => {
      const { context, addresses } = given();
      const payer = context.keypair("payer");
      // A durable nonce's account signs with its key, and has data: the system program refuses to send from it.
      context.chain.setAccount(payer.publicKey, {
        ...{ owner: SystemProgram.programId, executable: false },
        ...{ lamports: Number(SOL), data: Buffer.alloc(NONCE_ACCOUNT_LENGTH) },
      });
      const grow = instructions.growHistory({ pool: addresses, payer: payer.publicKey });
      context.refused(grow, [payer], "System:InvalidArgument");
      context.chain.donate(addresses.history, SOL);
      context.done(grow, [payer]);
    });

    it("is needed twice before the first update can be recorded", () => {
      const { context, addresses, creator } = given();
      context.chain.passEpochs(1);
      for (let missing = 2; missing > 0; missing--) {
        context.refused(instructions.updatePool({ pool: addresses }), [], "HistoryIncomplete");
        context.done(instructions.growHistory({ pool: addresses, payer: creator.publicKey }), [creator]);
      }
      context.done(instructions.updatePool({ pool: addresses }));
    });
  });

  describe("when the history is complete", () => {
    it("refuses", () => {
      const { context, addresses, creator } = given();
      const grow = () => instructions.growHistory({ pool: addresses, payer: creator.publicKey });
      for (let missing = 2; missing > 0; missing--) context.done(grow(), [creator]);
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
