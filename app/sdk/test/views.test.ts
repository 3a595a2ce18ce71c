// Views of the program, and what is computed from its history.
import assert from "node:assert/strict";
import { Keypair } from "@solana/web3.js";
import { isError, type PriceEntry, TruestakeClient, U64_MAX } from "../src";
import * as math from "../src/math";
import { askAt, twap } from "../src/quote";
import { newPool, SOL } from "./pool";
// What errors say in words.
import "../src/hints";

const entry = (unixTime: bigint, total: bigint, supply: bigint): PriceEntry => ({
  ...{ epoch: 1n, slot: 1n, unixTime, total, supply },
  ...{ gainBeforeFee: 0n, feeTokens: 0n },
});
const history = (...entries: PriceEntry[]) => ({
  pool: Keypair.generate().publicKey,
  count: BigInt(entries.length),
  entries,
});

describe("views", () => {
  it("convert both ways as the mathematics do, with a wallet or without", async () => {
    const { chain, admin, user, votes } = await newPool();
    await user.depositSol({ lamports: 100n * SOL });
    await admin.delegateAll();
    chain.passEpochs(2);
    chain.payRewards(votes.map((vote) => ({ vote, partsPerMillion: 5_000n })));
    await user.refresh();
    chain.advanceSlots(100_000n);
    const price = await user.price();
    const { pool, clock } = await user.snapshot();
    const ask = askAt(pool, clock);
    // Rewards are still being released, so whoever comes in pays more than whoever leaves gets.
    assert.ok(math.tokensFor(ask, 7n * SOL) < math.tokensFor(price, 7n * SOL));
    const reader = new TruestakeClient({ connection: chain.connection, mint: user.mint });
    for (const client of [user, reader]) {
      const tokens = await client.convert({ conversion: "toTokens", amount: 7n * SOL });
      assert.deepEqual([tokens.amount, tokens.fresh], [math.tokensFor(ask, 7n * SOL), true]);
      const lamports = await client.convert({ conversion: "toLamports", amount: tokens.amount });
      assert.equal(lamports.amount, math.lamportsFor(price, tokens.amount));
    }
    await assert.rejects(reader.convert({ conversion: "toLamports", amount: U64_MAX }), (error) =>
      isError(error, "Overflow"),
    );
  });

  it("check the backing of all validators, in slices", async function () {
    this.timeout(60_000);
    const { chain, admin, user } = await newPool({ validators: 60 });
    await user.depositSol({ lamports: 1_000n * SOL });
    await admin.delegateAll();
    const check = await user.checkBacking();
    const { pool, validators } = await user.snapshot();
    assert.equal(check.validators, 60);
    assert.ok(check.views > 2 && check.views < 20, `${check.views} views`);
    assert.equal(check.booked, pool.reserveLamports + pool.stakedLamports);
    assert.equal(check.held, check.booked);
    chain.donate(pool.reserve, SOL);
    assert.equal((await user.checkBacking()).held, check.held + SOL);
    chain.passEpochs(1);
    chain.slash(validators.record(7).stake, 1_000n);
    await assert.rejects(user.checkBacking(), (error) => {
      assert.ok(isError(error, "NotBacked"));
      assert.match(error.hint, /refresh/);
      return true;
    });
    await user.refresh();
    const after = await user.checkBacking();
    assert.ok(after.held >= after.booked);
  });
});

describe("the mean price", () => {
  const of = (numerator: bigint, denominator: bigint) => ({
    total: (numerator << 32n) / denominator,
    supply: 1n << 32n,
  });

  it("counts each price for the time until the next, and is floored", () => {
    // 1 for 30 s, 2 for 10 s, 4 for 60 s: (30 + 20 + 240) ÷ 100.
    const three = history(entry(100n, 10n, 10n), entry(130n, 20n, 10n), entry(140n, 40n, 10n));
    assert.deepEqual(twap(three, 3, 200n), of(29n, 10n));
    // The last two of them: (20 + 240) ÷ 70.
    assert.deepEqual(twap(three, 2, 200n), of(26n, 7n));
    assert.deepEqual(twap(three, 1, 200n), of(4n, 1n));
    assert.deepEqual(twap(three, 99, 200n), of(29n, 10n), "as many as there are");
    const price = twap(history(entry(0n, 1n, 3n), entry(1n, 2n, 3n)), 2, 2n);
    assert.ok(price && math.lamportsFor(price, 1_000n) === 499n, "floored, in favour of the lender");
  });

  it("is the last price where no time has passed", () => {
    assert.deepEqual(twap(history(entry(5n, 3n, 2n)), 1, 5n), of(3n, 2n));
    assert.deepEqual(twap(history(entry(5n, 3n, 2n), entry(5n, 4n, 2n)), 2, 5n), of(2n, 1n));
  });

  it("needs a price, an epoch, and a time that is not before the last update", () => {
    assert.equal(twap(history(), 3, 1n), undefined);
    assert.throws(
      () => twap(history(entry(1n, 1n, 1n)), 0, 2n),
      (error) => isError(error, "InvalidArgument"),
    );
    assert.throws(
      () => twap(history(entry(3n, 1n, 1n)), 1, 2n),
      (error) => isError(error, "InvalidArgument"),
    );
  });
});
