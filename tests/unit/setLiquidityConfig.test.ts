import assert from "node:assert/strict";
import { LIMITS, SOL, type TestContext, type TestPool, U64_MAX, type User } from "../common";
import { pricedPool } from "./fixture";

const given = pricedPool();
const FEES = { target: 100n * SOL, min: 30, max: 300, treasury_cut: 5_000 };
const NONE = { target: 0n, min: 0, max: 0, treasury_cut: 0 };

describe("set_liquidity_config", () => {
  let context: TestContext;
  let pool: TestPool;
  let user: User;

  beforeEach(() => {
    ({ context, pool, user } = given());
    pool.createLiquidity({}, 200n * SOL);
  });

  const refuses = (error: string, config = {}) =>
    context.refused(pool.setLiquidityInstruction(config), [pool.roles.admin], error);
  /** What a sale of 10 tokens, worth 11 SOL, costs; it does not stay. */
  const saleFee = () => {
    const state = context.chain.snapshot();
    const { event } = pool.sell(user, 10n * SOL);
    context.chain.rewind(state);
    return event.data.fee;
  };

  describe("when nothing rises", () => {
    it("changes the fees at once, and nothing else", () => {
      const { changes, event } = pool.setLiquidity({ minFee: 20, maxFee: 200, target: 50n * SOL, treasuryCut: 0 });
      assert.deepEqual(changes, {
        "liquidity.fees.now.target": [100n * SOL, 50n * SOL],
        "liquidity.fees.now.min": [30n, 20n],
        "liquidity.fees.now.max": [300n, 200n],
        "liquidity.fees.now.treasury_cut": [5_000n, 0n],
      });
      const books = { total: 110n * SOL, supply: 100n * SOL };
      assert.deepEqual(event, {
        name: "LiquidityConfigSet",
        data: {
          pool: pool.pdas.pool.toBase58(),
          fees: { target: 50n * SOL, min: 20, max: 200, treasury_cut: 0 },
          pending_fees: NONE,
          pending_fees_update: 0n,
          cap: U64_MAX,
          before: books,
          after: books,
        },
      });
    });

    it("changes the cap at once: 0, 1 and u64::MAX", () => {
      assert.deepEqual(pool.setLiquidity({ cap: 0n }).changes, { "liquidity.cap": [U64_MAX, 0n] });
      assert.deepEqual(pool.setLiquidity({ cap: 1n }).changes, { "liquidity.cap": [0n, 1n] });
      assert.deepEqual(pool.setLiquidity({ cap: U64_MAX }).changes, { "liquidity.cap": [1n, U64_MAX] });
    });

    it("changes nothing when it stays as it is", () => {
      assert.deepEqual(pool.setLiquidity({}).changes, {});
    });
  });

  describe("when anything rises", () => {
    for (const [name, config] of Object.entries({
      "the least fee": { minFee: 31 },
      "the greatest fee": { maxFee: 301 },
      "the target": { target: 100n * SOL + 1n },
    })) {
      it(`waits for the second update: ${name}`, () => {
        pool.setLiquidity(config);
        const { now, fromUpdate } = pool.liquidity.fees;
        assert.deepEqual({ ...now }, { target: 100n * SOL, min: 30, max: 300, treasuryCut: 5_000 });
        assert.equal(fromUpdate, pool.state.updates + LIMITS.updates.fees);
      });
    }

    it("waits for the second update: the treasury's cut", () => {
      pool.setLiquidity({ treasuryCut: 4_000 });
      pool.setLiquidity({ treasuryCut: 4_001 });
      assert.equal(pool.liquidity.fees.now.treasuryCut, 4_000);
      assert.equal(pool.liquidity.fees.next.treasuryCut, 4_001);
    });

    it("charges the old fee until the second update, and the new one from it on", () => {
      pool.setLiquidity({ minFee: 100 });
      assert.equal(saleFee(), saleFeeAt(30n));
      pool.nextEpoch();
      assert.equal(saleFee(), saleFeeAt(30n));
      pool.nextEpoch();
      assert.equal(saleFee(), saleFeeAt(100n));
    });

    it("makes the rest of the change wait too, but not the cap", () => {
      pool.setLiquidity({ maxFee: 400, minFee: 10, cap: 5n });
      assert.equal(pool.liquidity.fees.now.min, 30);
      assert.equal(pool.liquidity.cap, 5n);
      pool.nextEpoch();
      pool.nextEpoch();
      assert.equal(saleFee(), saleFeeAt(10n));
    });

    it("says so in the event", () => {
      const { event } = pool.setLiquidity({ maxFee: 400 });
      assert.deepEqual(event.data.fees, FEES);
      assert.deepEqual(event.data.pending_fees, { ...FEES, max: 400 });
      assert.equal(event.data.pending_fees_update, pool.state.updates + 2n);
    });
  });

  describe("when a change is pending", () => {
    beforeEach(() => {
      pool.setLiquidity({ minFee: 100 });
      pool.nextEpoch();
    });

    it("starts the wait anew with another rise", () => {
      pool.setLiquidity({ minFee: 90 });
      pool.nextEpoch();
      assert.equal(saleFee(), saleFeeAt(30n));
      pool.nextEpoch();
      assert.equal(saleFee(), saleFeeAt(90n));
    });

    it("is forgotten for one that raises nothing", () => {
      pool.setLiquidity({ minFee: 20 });
      assert.equal(pool.liquidity.fees.fromUpdate, 0n);
      pool.nextEpoch();
      assert.equal(saleFee(), saleFeeAt(20n));
    });

    it("has come into force before it is compared: a cut of it is a cut", () => {
      pool.nextEpoch();
      const { changes } = pool.setLiquidity({ minFee: 60 });
      assert.deepEqual(changes["liquidity.fees.now.min"], [30n, 60n]);
      assert.equal(saleFee(), saleFeeAt(60n));
    });
  });

  it("lets the fee line follow towards the old target until now, and towards the new one from then on", () => {
    const other = context.createTestPool();
    other.createLiquidity({ target: 1_000n * SOL });
    const provider = other.provider();
    other.addLiquidity(provider, 99n * SOL);
    context.chain.advanceSlots(10n);
    const start = context.chain.slot;
    // In a hundredth of the epoch the line follows by a hundredth of the target: 10 SOL, then 1.
    assert.deepEqual(other.setLiquidity({ target: 100n * SOL }).changes, {
      "liquidity.fees.now.target": [1_000n * SOL, 100n * SOL],
      "liquidity.line_lamports": [SOL, 11n * SOL],
      "liquidity.line_slot": [start - 10n, start],
    });
    context.chain.advanceSlots(10n);
    assert.deepEqual(other.setLiquidity({ target: 100n * SOL }).changes, {
      "liquidity.line_lamports": [11n * SOL, 12n * SOL],
      "liquidity.line_slot": [start, start + 10n],
    });
  });

  describe("when something is out of its bounds", () => {
    it("refuses fees over their ceilings", () => {
      refuses("FeeTooHigh", { maxFee: LIMITS.liquidityFee + 1 });
      refuses("FeeTooHigh", { treasuryCut: LIMITS.treasuryCut + 1 });
    });
    it("refuses what makes no line", () => {
      refuses("RatioOutOfRange", { minFee: 301 });
      for (const target of [0n, 1n, LIMITS.liquidityTarget - 1n, LIMITS.largestLiquidityTarget + 1n, U64_MAX]) {
        refuses("RatioOutOfRange", { target });
      }
    });
  });

  it("refuses a liquidity pool that is another pool's", () => {
    const other = context.createTestPool();
    other.createLiquidity();
    const instruction = pool.setLiquidityInstruction({});
    const keys = instruction.keys.map((key) =>
      key.pubkey.equals(pool.liquidityPdas.liquidity) ? { ...key, pubkey: other.liquidityPdas.liquidity } : key,
    );
    context.refused(Object.assign(instruction, { keys }), [pool.roles.admin], "WrongLiquidityPool");
  });

  it("refuses anybody but the admin", () => {
    for (const signer of [pool.roles.manager, pool.roles.guardian, user.keypair]) {
      context.refused(pool.setLiquidityInstruction({}, signer.publicKey), [signer], "NotAdmin");
    }
  });

  it("refuses an admin who has not signed", () => {
    const unsigned = pool.setLiquidityInstruction({});
    for (const key of unsigned.keys) key.isSigner = false;
    context.refused(unsigned, [], "AccountNotSigner");
  });

  it("is open in any epoch, while rewards are being paid out and the pool is paused", () => {
    context.chain.passEpochs(2);
    context.chain.setRewardsActive(true);
    pool.pause();
    pool.setLiquidity({});
  });
});

/**
 * The fee of a sale worth 11 SOL with far more than the target left: flat. The largest payout x with
 * x + ⌈x × rate⌉ ≤ 11 SOL; the rest is the fee.
 */
function saleFeeAt(bps: bigint): bigint {
  const value = 11n * SOL;
  const cost = (payout: bigint) => payout + (payout * bps + 9_999n) / 10_000n;
  let payout = (value * 10_000n) / (10_000n + bps);
  while (cost(payout) > value) payout -= 1n;
  while (cost(payout + 1n) <= value) payout += 1n;
  return value - payout;
}
