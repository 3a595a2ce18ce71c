import assert from "node:assert/strict";
import { decodeConverted, instructions, PROGRAM_ID } from "@truestake/sdk";
import { SOL, type TestContext, type TestPool, U64_MAX } from "../common";
import { pricedPool } from "./fixture";

/** 110 SOL for 100 tokens. */
const given = pricedPool();

describe("convert", () => {
  let context: TestContext;
  let pool: TestPool;

  beforeEach(() => {
    ({ context, pool } = given());
  });

  const instruction = (conversion: instructions.Conversion, amount: bigint) =>
    instructions.convert({ pool: pool.deployment, conversion, amount });
  function convert(conversion: instructions.Conversion, amount: bigint) {
    const { changes, events, landed } = context.done(instruction(conversion, amount));
    assert.deepEqual(changes, {});
    assert.deepEqual(events, []);
    assert(landed.returnData?.program.equals(PROGRAM_ID));
    return landed.returnData?.data ?? assert.fail();
  }
  const amount = (conversion: instructions.Conversion, of: bigint) => decodeConverted(convert(conversion, of)).amount;

  it("converts lamports to tokens and tokens to lamports, floored", () => {
    assert.equal(amount("toTokens", 11n * SOL), 10n * SOL);
    assert.equal(amount("toLamports", 10n * SOL), 11n * SOL);
    assert.equal(amount("toTokens", 10n), 9n); // 9.09
    assert.equal(amount("toLamports", 9n), 9n); // 9.9
    for (const conversion of ["toTokens", "toLamports"] as const) assert.equal(amount(conversion, 0n), 0n);
    assert.deepEqual([amount("toTokens", 1n), amount("toLamports", 1n)], [0n, 1n]);
  });

  it("gives 26 bytes: version, amount, epoch, slot and whether it is fresh", () => {
    const data = convert("toLamports", SOL);
    assert.equal(data.length, 26);
    assert.equal(data.readUInt8(0), 1);
    assert.equal(data.readBigUInt64LE(1), 1_100_000_000n);
    assert.equal(data.readBigUInt64LE(9), context.chain.epoch);
    assert.equal(data.readBigUInt64LE(17), context.chain.slot);
    assert.equal(data.readUInt8(25), 1);
  });

  it("converts tokens at the price of the slot: rewards count as they are released", () => {
    context.chain.passEpochs(1);
    context.chain.donate(pool.pdas.reserve, 10n * SOL);
    pool.update();
    assert.equal(amount("toLamports", SOL), 1_100_000_000n);
    context.chain.advanceSlots(500n);
    assert.equal(amount("toLamports", SOL), 1_150_000_000n);
  });

  it("converts lamports at the ask, which has them all from the beginning: 120 SOL for 100 tokens", () => {
    context.chain.passEpochs(1);
    context.chain.donate(pool.pdas.reserve, 10n * SOL);
    pool.update();
    assert.equal(amount("toTokens", 12n * SOL), 10n * SOL);
    context.chain.advanceSlots(500n);
    assert.equal(amount("toTokens", 12n * SOL), 10n * SOL);
  });

  it("converts lamports at an ask that counts what waits, and what the queue leaves behind", () => {
    pool.injectPool("reserve_lamports", 115n * SOL);
    pool.injectPool("pending_gain", 5n * SOL);
    assert.equal(amount("toTokens", 115n * SOL), 100n * SOL);
    pool.injectPool("pending_gain", 0n);
    pool.injectPool("reserve_lamports", 110n * SOL);
    // 50 tokens were ordered at a price of 0.9 in an earlier epoch, for a fee of 0.05 SOL: 65.05 SOL are left for 50 tokens.
    const queued = { queued_tokens: 50n * SOL, queued_lamports: 45n * SOL, queued_fees: 50_000_000n };
    for (const [field, value] of Object.entries(queued)) pool.injectPool(field, value);
    pool.injectPool("next_ticket", 1n);
    assert.equal(amount("toTokens", 65_050_000_000n), 50n * SOL);
  });

  it("says that the price is not fresh, after the epoch and while rewards are being paid out", () => {
    const fresh = () => decodeConverted(convert("toLamports", SOL)).fresh;
    assert.equal(fresh(), true);
    context.chain.setRewardsActive(true);
    assert.equal(fresh(), false);
    context.chain.setRewardsActive(false);
    context.chain.passEpochs(1);
    assert.equal(fresh(), false);
    assert.equal(decodeConverted(convert("toLamports", SOL)).epoch, context.chain.epoch - 1n);
  });

  it("is open while the pool is paused", () => {
    pool.pause();
    convert("toTokens", SOL);
  });

  it("refuses what no u64 can hold", () => {
    context.refused(instruction("toLamports", U64_MAX), [], "Overflow");
    assert.equal(amount("toTokens", U64_MAX), (U64_MAX * 100n) / 110n);
  });

  it("refuses when there is no price: nothing for tokens, everything for lamports", () => {
    pool.injectPool("reserve_lamports", 0n);
    context.refused(instruction("toTokens", SOL), [], "NoPrice");
    assert.equal(amount("toLamports", SOL), 0n);
    pool.injectPool("supply", 0n);
    context.refused(instruction("toLamports", SOL), [], "Overflow");
    context.refused(instruction("toTokens", SOL), [], "NoPrice");
  });

  it("refuses a conversion that there is not", () => {
    const unknown = instruction("toTokens", SOL);
    unknown.data[8] = 2;
    context.refused(unknown, [], "InstructionDidNotDeserialize");
  });
});
