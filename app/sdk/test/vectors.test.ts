import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import * as math from "../src/math";

type Fields = Record<string, string | number>;
type Case = { in: Fields; out: Fields };

const folder = path.join(__dirname, "../../../tests/vectors");

/** Large numbers are strings, and so are names. */
function parse(fields: Fields): Record<string, never> {
  const parsed = Object.entries(fields).map(([name, value]) => [
    name,
    typeof value === "string" && /^\d+$/.test(value) ? BigInt(value) : value,
  ]);
  return Object.fromEntries(parsed);
}

function priceOf(input: Record<string, never>): math.Price {
  return { total: input.total as never, supply: input.supply as never };
}

function decided(decision: math.Decision): unknown {
  return decision.binding ? { error: decision.binding } : { value: decision.lamports };
}

function pick({ epoch, recent, earlier }: math.Deferral): math.Deferral {
  return { epoch, recent, earlier };
}

/** What the mirror answers to a file's cases. */
const mirrors: Record<string, (input: Record<string, never>) => unknown> = {
  price: (input) => {
    const { op, amount } = input as unknown as { op: string; amount: bigint };
    if (op === "tokensFor") return { value: math.tokensFor(priceOf(input), amount) };
    if (op === "lamportsFor") return { value: math.lamportsFor(priceOf(input), amount) };
    if (op === "lamportsBacking") return { value: math.lamportsBacking(priceOf(input), amount) };
    return { value: math.fixedPoint(priceOf(input)) };
  },
  fee: (input) => {
    const { op, bps, amount, fee, gross, supply } = input as unknown as Record<string, bigint> & {
      op: string;
      bps: number;
    };
    if (op === "ceilOf") return { value: math.ceilOf(bps, amount as bigint) };
    if (op === "floorOf") return { value: math.floorOf(bps, amount as bigint) };
    return { value: math.feeTokens(fee as bigint, gross as bigint, supply as bigint) };
  },
  release: (input) => {
    const release = input as unknown as math.Release & { slot: bigint };
    return { value: math.unreleased(release, release.slot) };
  },
  deferred: (input) => {
    const { op, now, slot, amount, ...rest } = input as unknown as Record<string, bigint> & { op: string };
    const deferral = rest as unknown as math.Deferral;
    if (op === "plus") return math.deferMore(pick(deferral), amount as bigint, now as bigint);
    if (op === "less") return math.deferLess(pick(deferral), amount as bigint, now as bigint);
    const slots = { ...(rest as unknown as math.EpochSlots), epoch: now as bigint };
    return { value: math.outstanding(deferral, slots, slot as bigint) };
  },
  ticket: (input) => {
    const { tokens, orderedLamports, bps } = input as unknown as {
      tokens: bigint;
      orderedLamports: bigint;
      bps: number;
    };
    return math.settle(tokens, orderedLamports, bps, priceOf(input));
  },
  deposit: (input) => {
    const { lamports, onSale, bps, referralShare } = input as unknown as {
      lamports: bigint;
      onSale: bigint;
      bps: number;
      referralShare: number;
    };
    return math.planDeposit(lamports, priceOf(input), onSale, bps, referralShare);
  },
  curve: (input) => {
    const { op, amount, liquidity, counted } = input as unknown as Record<string, bigint> & { op: string };
    const curve = input as unknown as math.FeeCurve;
    if (op === "sell") return math.sell(curve, amount as bigint, liquidity as bigint, counted as bigint);
    if (op === "fee") return { value: math.saleFee(curve, amount as bigint, counted as bigint) };
    return { value: math.rateAt(curve, counted as bigint) };
  },
  update: (input) => {
    const { highWaterTotal, highWaterSupply, ...rest } = input;
    const plan = math.settleEpoch({
      ...(rest as unknown as math.EpochInput),
      highWater: { total: highWaterTotal as never, supply: highWaterSupply as never },
    });
    const { highWater, ...result } = plan;
    return { ...result, highWaterTotal: highWater.total, highWaterSupply: highWater.supply };
  },
  target: (input) => {
    const { op, least, whole, remainder } = input as unknown as Record<string, bigint> & { op: string };
    const [policy, holdings] = [input as unknown as math.Policy, input as unknown as math.Holdings];
    const share = input as unknown as math.Share;
    if (op === "target") return { value: math.target(policy, holdings, share) };
    if (op === "delegate") return decided(math.decideDelegation(policy, holdings, share, least as bigint));
    const account = { whole, least, remainder } as { whole: bigint; least: bigint; remainder: bigint };
    return decided(math.decideDeactivation(policy, holdings, share, account));
  },
};

function answer(name: string, input: Fields): unknown {
  const mirror = mirrors[name];
  if (!mirror) throw new Error(`nothing mirrors ${name}.json`);
  try {
    return mirror(parse(input));
  } catch (error) {
    if (error instanceof math.MathError) return { error: error.kind };
    throw error;
  }
}

describe("math, against the program's own results", () => {
  const files = fs.readdirSync(folder).filter((file) => file.endsWith(".json"));

  it("has a mirror for every file and a file for every mirror", () => {
    assert.deepEqual(files.map((file) => path.basename(file, ".json")).sort(), Object.keys(mirrors).sort());
  });

  for (const file of files) {
    const { name, cases } = JSON.parse(fs.readFileSync(path.join(folder, file), "utf8")) as {
      name: string;
      cases: Case[];
    };
    it(`${name}: ${cases.length} cases`, () => {
      assert.ok(cases.length > 100);
      for (const each of cases) {
        assert.deepEqual(answer(name, each.in), parse(each.out), `${name} of ${JSON.stringify(each.in)}`);
      }
    });
  }
});
