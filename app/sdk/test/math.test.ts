// What the mirror promises beyond the vectors, on any input.
import assert from "node:assert/strict";
import fc from "fast-check";
import { isTruestakeError } from "../src/errors";
import * as math from "../src/math";
import { seeded } from "./seeds";

const { feeLine, ledger, queue, U64_MAX } = math;

const ALL_SOL = 6n * 10n ** 17n;
const u64 = fc.bigInt({ min: 0n, max: U64_MAX });
const lamports = fc.bigInt({ min: 0n, max: ALL_SOL });
const parts = fc.bigInt({ min: 0n, max: 1_000n });
const bps = fc.integer({ min: 0, max: 10_000 });
const price = fc.record({
  total: fc.bigInt({ min: 10n ** 9n, max: 10n ** 18n }),
  supply: fc.bigInt({ min: 10n ** 9n, max: 10n ** 18n }),
});

/** The books of a pool of any size, at a tenth to three lamports a token. */
const books = fc
  .record({
    supply: fc.bigInt({ min: 10n ** 9n, max: ALL_SOL }),
    price: fc.bigInt({ min: 100n, max: 3_000n }),
    unreleased: parts,
    pending: fc.bigInt({ min: 0n, max: 100n }),
    slot: fc.bigInt({ min: 0n, max: 1_200n }),
  })
  .map(({ supply, price, unreleased, pending, slot }): math.Ledger => {
    const held = (supply * price) / 1_000n;
    const release = { lamports: (held * unreleased) / 1_200n, startSlot: 100n, endSlot: 1_100n };
    const mark = { total: supply, supply };
    return { held, supply, release, pendingGain: (held * pending) / 1_200n, pendingLoss: 0n, mark, slot };
  });

/** The result, or undefined where the program has an error. */
function attempt<T>(compute: () => T): T | undefined {
  try {
    return compute();
  } catch (error) {
    assert.ok(math.isMathError(error));
    return undefined;
  }
}

const isLower = (a: math.Price, b: math.Price): boolean => math.comparePrices(a, b) < 0;

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

  it("names its errors as the crate does", () => {
    const kind = (compute: () => unknown): string => {
      try {
        compute();
      } catch (error) {
        if (isTruestakeError(error) && math.isMathError(error)) return String(error.args.kind);
      }
      return "none";
    };
    const curve = { min: 30, max: 300, target: 10n ** 9n };
    assert.equal(
      kind(() => math.mulDivFloor(U64_MAX, 2n, 1n)),
      "Overflow",
    );
    assert.equal(
      kind(() => math.mulDivFloor(1n, 1n, 0n)),
      "DivisionByZero",
    );
    assert.equal(
      kind(() => math.tokensFor({ total: 0n, supply: 1n }, 1n)),
      "NoPrice",
    );
    assert.equal(
      kind(() => math.sell(curve, 10n ** 9n, 5n, 5n)),
      "InsufficientLiquidity",
    );
  });

  it("lets nobody who comes in move a price down, or gain by leaving", () => {
    fc.assert(
      fc.property(books, lamports, parts, parts, bps, (before, amount, queued, worth, fee) => {
        const tokens = (before.supply * queued) / 1_100n;
        const claims = { tokens, lamports: (tokens * worth) / 500n, fees: 0n };
        const ask = math.ask(before, claims, 0n);
        assert.ok(!isLower(ask, ledger.outlook(before)) && !isLower(ledger.outlook(before), ledger.bid(before)));
        const terms = { ask, onSale: 0n, fee: fee % 51, referralShare: 5_000 };
        const plan = math.planDeposit(terms, amount);
        const { ledger: after, premium } = ledger.takeIn(before, amount, math.minted(plan));
        assert.equal(premium, math.premium(plan, amount, ledger.bid(before)));
        assert.ok(!isLower(ledger.bid(after), ledger.bid(before)));
        assert.ok(!isLower(ledger.outlook(after), ledger.outlook(before)));
        assert.ok(math.lamportsFor(ledger.bid(after), math.minted(plan)) <= amount);
      }),
      seeded(1_000),
    );
  });

  it("pays tickets in parts what it pays at once, and lowers no price", () => {
    fc.assert(
      fc.property(books, parts, parts, parts, (before, share, worth, available) => {
        const tokens = (before.supply * (share + 1n)) / 1_100n;
        const claim = { tokens, ordered: (tokens * worth) / 500n, fee: 30 };
        const [bid, unreleased] = [ledger.bid(before), ledger.unreleased(before)];
        const whole = math.pay(claim, bid, unreleased);
        const part = math.payFrom(claim, (whole.net * available) / 1_000n, bid, unreleased);
        for (const payment of part ? [whole, part] : [whole]) {
          assert.ok(payment.net <= whole.net);
          const after = ledger.payOut(before, payment.tokens, payment.net, payment.fromRelease);
          assert.ok(!isLower(ledger.bid(after), bid));
          assert.ok(!isLower(ledger.outlook(after), ledger.outlook(before)));
        }
        const left = part && math.pay(math.afterPayment(claim, part), bid, unreleased);
        if (part && left) assert.ok(part.net + left.net <= whole.net + 2n);
      }),
      seeded(1_000),
    );
  });

  it("changes no ledger and no queue that it is given", () => {
    fc.assert(
      fc.property(books, lamports, (before, amount) => {
        const copy = structuredClone(before);
        for (const act of [ledger.gain, ledger.lose, ledger.loseLater]) attempt(() => act(before, amount));
        attempt(() => ledger.takeIn(before, amount, 1n));
        attempt(() => ledger.payOut(before, 1n, 0n, ledger.unreleased(before)));
        assert.deepEqual(before, copy);
      }),
      seeded(200),
    );
    const empty = { all: queue.NO_CLAIMS, epoch: 3n, recent: queue.NO_CLAIMS, late: 0n, waiting: 0n };
    const ticket = { tokens: 5n, lamports: 6n, fees: 1n };
    const full = queue.plus(empty, ticket, true);
    assert.equal(empty.all.tokens, 0n);
    assert.deepEqual(queue.minus(full, ticket, { epoch: 3n, late: true }), empty);
    assert.equal(queue.servable(full, true), 0n);
    const next = queue.at(full, 4n);
    assert.deepEqual([queue.servable(next, false), queue.servable(next, true)], [0n, 6n]);
    assert.equal(queue.servable(queue.at(full, 5n), false), 6n);
  });

  it("conserves every lamport of an epoch", () => {
    fc.assert(
      fc.property(price, lamports, lamports, lamports, bps, (now, gain, loss, unreleased, fee) => {
        const input = { ...now, unreleased, minted: now.supply, mark: now, fee: Math.floor(fee / 10) };
        const bounded = loss % now.total;
        const plan = math.settleEpoch({ ...input, gain, loss: bounded });
        assert.equal(plan.total + plan.unreleased, now.total + unreleased + gain - bounded);
        assert.equal(plan.supply, now.supply + plan.feeTokens);
        assert.ok(!isLower(plan.mark, now));
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

  it("lets the fee's line come closer to the liquidity and never pass it", () => {
    const epoch = { epoch: 1n, firstSlot: 1_000n, endSlot: 2_000n };
    fc.assert(
      fc.property(lamports, lamports, lamports, fc.bigInt(0n, 2_000n), (line, liquidity, target, slots) => {
        const after = feeLine.at({ lamports: line, slot: 1_000n }, 1_000n + slots, epoch, liquidity, target).lamports;
        assert.ok(line < liquidity ? line <= after && after <= liquidity : liquidity <= after && after <= line);
        if (slots >= 1_000n) assert.equal(after, liquidity);
      }),
      seeded(1_000),
    );
  });

  it("shows a price without rounding it up", () => {
    assert.equal(math.formatPrice({ total: 3n, supply: 2n }), "1.500000000");
    assert.equal(math.formatPrice({ total: 2n, supply: 3n }, 3), "0.666");
    assert.equal(math.formatPrice({ total: 7n, supply: 2n }, 0), "3");
    assert.throws(() => math.formatPrice({ total: 1n, supply: 0n }), math.isMathError);
  });

  it("says what a delegation is doing whatever the stake history lacks", () => {
    const epochs = fc.bigInt({ min: 0n, max: 20n });
    const entry = fc.record({ effective: u64, activating: u64, deactivating: u64 });
    const history = fc.array(fc.tuple(epochs, entry), { maxLength: 21 }).map((entries) => new Map(entries));
    const never = fc.option(epochs, { nil: U64_MAX });
    fc.assert(
      fc.property(u64, never, never, epochs, history, (stake, activationEpoch, deactivationEpoch, now, history) => {
        const delegation = { vote: undefined as never, stake, activationEpoch, deactivationEpoch };
        const phase = math.phaseOf(delegation, now, history);
        const known = math.knownStake(delegation, now, history);
        assert.equal(phase === "Unknown", known === undefined);
        for (const status of [known, math.effectiveStake(delegation, now, history)]) {
          if (!status) continue;
          const { effective, activating } = status;
          assert.ok(effective >= 0n && activating >= 0n && effective + activating <= stake);
        }
      }),
      seeded(2_000),
    );
  });

  it("reads the stake history by an entry's place, as the program does", () => {
    const all = { effective: 1_000_000n, activating: 0n, deactivating: 1_000_000n };
    const cooling = { vote: undefined as never, stake: 1_000_000n, activationEpoch: U64_MAX, deactivationEpoch: 5n };
    const full = new Map([7n, 6n, 5n].map((epoch) => [epoch, all]));
    assert.equal(math.phaseOf(cooling, 5n, full), "CoolingDown");
    // 9 % of the cluster's stake cools down in an epoch, and this is all of it.
    assert.equal(math.knownStake(cooling, 6n, new Map([[5n, all]]))?.effective, 910_000n);
    assert.equal(math.phaseOf(cooling, 6n, new Map()), "Inactive");
    // Epoch 6 was skipped: 5 stands where 6 is looked for.
    const skipped = new Map([7n, 5n].map((epoch) => [epoch, all]));
    assert.equal(math.phaseOf(cooling, 8n, full), "CoolingDown");
    assert.equal(math.phaseOf(cooling, 8n, new Map([...skipped, [4n, all]])), "Unknown");
  });
});
