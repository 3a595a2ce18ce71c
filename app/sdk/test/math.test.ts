// What the mirror promises beyond the vectors, on any input.
import assert from "node:assert/strict";
import fc from "fast-check";
import { math, U64_MAX } from "../src";
import { seeded } from "./seeds";

const u64 = fc.bigInt({ min: 0n, max: U64_MAX });
const lamports = fc.bigInt({ min: 0n, max: 6n * 10n ** 17n });
const bps = fc.integer({ min: 0, max: 10_000 });
const price = fc.record({
  total: fc.bigInt({ min: 10n ** 9n, max: 10n ** 18n }),
  supply: fc.bigInt({ min: 10n ** 9n, max: 10n ** 18n }),
});

/** The result, or undefined where the program has an error. */
function attempt<T>(compute: () => T): T | undefined {
  try {
    return compute();
  } catch (error) {
    assert.ok(error instanceof math.MathError);
    return undefined;
  }
}

describe("math", () => {
  it("stays within 64 bits or says so", () => {
    fc.assert(
      fc.property(u64, u64, u64, (a, b, d) => {
        const [floor, ceil] = [attempt(() => math.mulDivFloor(a, b, d)), attempt(() => math.mulDivCeil(a, b, d))];
        if (floor !== undefined) assert.ok(floor <= U64_MAX && floor * d <= a * b && (floor + 1n) * d > a * b);
        if (floor !== undefined && ceil !== undefined) assert.equal(ceil - floor, (a * b) % d === 0n ? 0n : 1n);
      }),
      seeded(1_000),
    );
  });

  it("never gains by going in and out, or by splitting", () => {
    fc.assert(
      fc.property(price, lamports, bps, (now, amount, fee) => {
        const plan = attempt(() => math.planDeposit(amount, now, 0n, fee, 5_000));
        if (!plan) return;
        const minted = plan.depositor + plan.treasury + plan.referrer;
        const after = { total: now.total + amount, supply: now.supply + minted };
        assert.ok(math.comparePrices(after, now) >= 0);
        assert.ok(math.lamportsFor(after, minted) <= amount);
        assert.ok(math.ceilOf(fee, amount / 2n) + math.ceilOf(fee, amount - amount / 2n) >= math.ceilOf(fee, amount));
      }),
      seeded(1_000),
    );
  });

  it("conserves every lamport of an epoch", () => {
    fc.assert(
      fc.property(price, lamports, lamports, lamports, bps, (now, gain, loss, unreleased, fee) => {
        const books = { ...now, unreleased, minted: now.supply, highWater: now, feeCredit: 0n, fee: fee / 10 };
        const bounded = loss % now.total;
        const plan = math.settleEpoch({ ...books, fee: Math.floor(books.fee), gain, loss: bounded });
        assert.equal(plan.total + plan.unreleased, now.total + unreleased + gain - bounded);
        assert.equal(plan.supply, now.supply + plan.feeTokens);
      }),
      seeded(1_000),
    );
  });

  it("releases from all to nothing, and never jumps back", () => {
    fc.assert(
      fc.property(
        lamports,
        fc.bigInt(0n, 10n ** 6n),
        fc.bigInt(0n, 10n ** 6n),
        fc.bigInt(1n, 10n ** 6n),
        (all, a, b, span) => {
          const release = { lamports: all, startSlot: 7n, endSlot: 7n + span };
          const [early, late] = a < b ? [a, b] : [b, a];
          assert.ok(math.unreleased(release, 7n + early) >= math.unreleased(release, 7n + late));
          assert.equal(math.unreleased(release, 7n), all);
          assert.equal(math.unreleased(release, 7n + span), 0n);
        },
      ),
      seeded(1_000),
    );
  });

  it("shows a price without rounding it up", () => {
    assert.equal(math.formatPrice({ total: 3n, supply: 2n }), "1.500000000");
    assert.equal(math.formatPrice({ total: 2n, supply: 3n }, 3), "0.666");
    assert.equal(math.formatPrice({ total: 7n, supply: 2n }, 0), "3");
    assert.throws(() => math.formatPrice({ total: 1n, supply: 0n }), math.MathError);
  });
});
