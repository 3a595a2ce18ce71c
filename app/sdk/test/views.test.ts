// Views of the program, and what is computed from its history.
import assert from "node:assert/strict";
import { Keypair } from "@solana/web3.js";
import { isError, math, type PriceEntry, TruestakeClient, twap, U64_MAX } from "../src";
import { newPool, SOL } from "./pool";

const entry = (total: bigint, supply: bigint): PriceEntry => ({ epoch: 1n, slot: 1n, total, supply });
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
    await user.freshen();
    chain.advanceSlots(100_000n);
    const price = await user.price();
    const reader = new TruestakeClient({ connection: chain.connection, mint: user.mint });
    for (const client of [user, reader]) {
      const tokens = await client.convert("toTokens", 7n * SOL);
      assert.deepEqual([tokens.amount, tokens.fresh], [math.tokensFor(price, 7n * SOL), true]);
      const lamports = await client.convert("toLamports", tokens.amount);
      assert.equal(lamports.amount, math.lamportsFor(price, tokens.amount));
    }
    await assert.rejects(reader.convert("toLamports", U64_MAX), (error) => isError(error, "Overflow"));
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
      assert.match(error.hint, /freshen/);
      return true;
    });
    await user.freshen();
    const after = await user.checkBacking();
    assert.ok(after.held >= after.booked);
  });
});

describe("the mean price", () => {
  it("counts every update the same, and is floored", () => {
    const [one, double] = [entry(10n, 10n), entry(20n, 10n)];
    assert.deepEqual(twap(history(one, double), 2), { total: (3n << 32n) / 2n, supply: 1n << 32n });
    assert.deepEqual(twap(history(one, double), 1), { total: 2n << 32n, supply: 1n << 32n });
    assert.deepEqual(twap(history(one), 9), { total: 1n << 32n, supply: 1n << 32n });
    assert.equal(twap(history(), 3), undefined);
    assert.throws(() => twap(history(one), 0), RangeError);
    const price = twap(history(entry(1n, 3n), entry(2n, 3n)), 2);
    assert.ok(price && math.lamportsFor(price, 1_000n) === 499n, "floored, in favour of the lender");
  });
});
