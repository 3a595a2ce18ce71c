import assert from "node:assert/strict";
import { decodeTruePrice, instructions, PROGRAM_ID } from "@truestake/sdk";
import { SOL, type TestContext, type TestPool, U64_MAX } from "../common";
import { pricedPool } from "./fixture";

const given = pricedPool();

describe("get_price", () => {
  let context: TestContext;
  let pool: TestPool;

  beforeEach(() => {
    ({ context, pool } = given());
  });

  function price(): Buffer {
    const { landed, changes, events } = context.done(instructions.getPrice({ pool: pool.deployment }));
    assert.deepEqual(changes, {});
    assert.deepEqual(events, []);
    assert.equal(landed.returnData?.program.toBase58(), PROGRAM_ID.toBase58());
    return landed.returnData.data;
  }

  it("returns the price's two numbers, itself in 32.32 and its age", () => {
    assert.deepEqual(decodeTruePrice(price()), {
      version: 1,
      total: 110n * SOL,
      supply: 100n * SOL,
      price: (11n << 32n) / 10n,
      epoch: context.chain.epoch,
      slot: context.chain.slot,
      fresh: true,
    });
  });

  it("has a layout of 42 bytes that a program can read without a decoder", () => {
    const data = price();
    assert.equal(data.length, 42);
    assert.equal(data.readUInt8(0), 1);
    assert.equal(data.readBigUInt64LE(1), 110n * SOL);
    assert.equal(data.readBigUInt64LE(9), 100n * SOL);
    assert.equal(data.readBigUInt64LE(17), (11n << 32n) / 10n);
    assert.equal(data.readBigUInt64LE(25), context.chain.epoch);
    assert.equal(data.readBigUInt64LE(33), context.chain.slot);
    assert.equal(data.readUInt8(41), 1);
  });

  it("follows the release of rewards slot by slot", () => {
    context.chain.donate(pool.pdas.reserve, 10n * SOL);
    pool.nextEpoch();
    assert.equal(decodeTruePrice(price()).total, 110n * SOL);
    context.chain.advanceSlots(500n);
    assert.equal(decodeTruePrice(price()).total, 115n * SOL);
  });

  describe("says that it is not fresh", () => {
    it("in the epoch after the last update", () => {
      context.chain.passEpochs(1);
      const { fresh, epoch } = decodeTruePrice(price());
      assert.equal(fresh, false);
      assert.equal(epoch, context.chain.epoch - 1n);
    });

    it("while rewards are being paid out", () => {
      context.chain.setRewardsActive(true);
      assert.equal(decodeTruePrice(price()).fresh, false);
    });
  });

  it("is 0 for a pool that has lost everything", () => {
    pool.injectPool("reserve_lamports", 0n);
    assert.equal(decodeTruePrice(price()).price, 0n);
  });

  it("refuses a price that no number holds", () => {
    const get = instructions.getPrice({ pool: pool.deployment });
    pool.injectPool("supply", 0n);
    context.refused(get, [], "Overflow");
    pool.injectPool("supply", 1n);
    context.refused(get, [], "Overflow");
    pool.injectPool("reserve_lamports", U64_MAX);
    pool.injectPool("staked_lamports", 1n);
    context.refused(get, [], "Overflow");
  });

  it("refuses what is no pool", () => {
    const get = (address: typeof pool.pdas.pool) => instructions.getPrice({ pool: { ...pool.pdas, pool: address } });
    context.refused(get(pool.pdas.validators), [], "AccountDiscriminatorMismatch");
    context.refused(get(pool.pdas.mint), [], "AccountOwnedByWrongProgram");
  });
});
