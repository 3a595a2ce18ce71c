// How scores are made, without a chain: gates, yields, caps, hysteresis, what is unknown.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import {
  choose,
  concentrationFactor,
  DEFAULT_POLICY,
  explained,
  type Facts,
  filled,
  GATES,
  type Gate,
  type GateState,
  gatesOf,
  hhiOf,
  type Inputs,
  meansOf,
  medianOf,
  movedBps,
  type Network,
  noFacts,
  POLICY_KEYS,
  type Policy,
  percentileOf,
  pointsOf,
  ratesOf,
  ratiosOf,
  scoresOf,
  standingOf,
  UNKNOWN,
  versionOf,
  yieldOf,
} from "@truestake/sdk/scores";
import fc from "fast-check";
import { TomlFile } from "../src/describe/toml";
import { policyOf } from "../src/scores/policy";
import { SOL } from "./support";

const EPOCH = 100n;
const RENT = 27_074_400n;
const WINDOW = 10;

function facts(vote: string, over: Partial<Facts> = {}): Facts {
  return {
    ...{
      vote,
      identity: `${vote} node`,
      stake: 100n * SOL,
      delinquent: false,
      commission: 500,
      blockCommission: 10_000,
    },
    ...{ mevCommission: 800, bls: true, balance: 100n * SOL, version: "3.0.5", client: "Agave", prefix: "10.0.0.0/24" },
    ...{ firstEpoch: 20n, credits: Array(WINDOW).fill(1_000n), commissions: [], ...over },
  };
}

/** One with 400 SOL of stake, and `others` (b to g) of 100 SOL each: the first alone has more than a third of 1,000 SOL. */
function network(over: Partial<Record<string, Partial<Facts>>> = {}, more: Partial<Network> = {}): Network {
  const validators = [..."abcdefg"].map((name) =>
    facts(name, { stake: (name === "a" ? 400n : 100n) * SOL, ...over[name] }),
  );
  return {
    ...{
      genesis: "genesis",
      epoch: EPOCH,
      slot: 43_200_000n,
      slotsInEpoch: 432_000n,
      time: 1_700_000_000n,
      voteRent: RENT,
    },
    epochs: Array.from({ length: WINDOW }, (_, at) => EPOCH - BigInt(WINDOW - at)),
    // 360 millionths of the stake: 0.36 SOL on 1,000 SOL.
    rate: { epoch: EPOCH - 1n, rewards: 360_000n, stake: 1_000_000_000n },
    ...{ validators, ...more },
  };
}

const policy = (over: Partial<Policy> = {}): Policy => ({ ...DEFAULT_POLICY, ...over });

function gateOf(name: string, gate: Gate, of: Network, by: Policy) {
  const asked = { network: of, standing: standingOf(of), means: meansOf(of), policy: by };
  const found = of.validators.find(({ vote }) => vote === name) ?? assert.fail(name);
  const all = gatesOf(found, asked);
  return { all, own: all.find((each) => each.gate === gate) ?? assert.fail(gate) };
}

/** Inputs with a pool of b to g, or of those that are named, by their scores. */
function inputs(
  of: Network,
  scores: Record<string, number> = { b: 100, c: 100, d: 100, e: 100, f: 100, g: 100 },
): Inputs {
  const validators = Object.entries(scores).map(([vote, score], index) => ({
    ...{ vote, index, score, cap: 2n ** 64n - 1n, keep: false, stake: BigInt(score) * SOL },
  }));
  return { network: of, pool: { pool: "pool", mint: "mint", maxValidatorShare: 10_000, maxMove: 1_000, validators } };
}

describe("gates", () => {
  const versions = policy({ minVersion: { Agave: "3.0.5" } });
  const changed = (at: number, credits: bigint) => Array(WINDOW).fill(1_000n).with(at, credits) as bigint[];
  const cases: [Gate, string, Partial<Facts>, Policy, GateState, bigint | null, RegExp][] = [
    ["blocked", "b", {}, policy({ blocked: ["b"] }), "fail", null, /blocks it/],
    ["readable", "b", { commission: UNKNOWN }, policy(), "unknown", null, /layout/],
    ["delinquent", "b", { delinquent: true }, policy(), "fail", EPOCH, /does not vote/],
    ["delinquent", "b", { delinquent: UNKNOWN }, policy(), "unknown", null, /does not list/],
    // It began in 96: 97, 98 and 99 are whole; with 100 and 101 they are five, which 102 is the first to see.
    [
      "age",
      "b",
      { firstEpoch: 96n, credits: [...Array(7).fill(UNKNOWN), 1_000n, 1_000n, 1_000n] },
      policy(),
      "fail",
      102n,
      /3 whole epochs/,
    ],
    // The mean of 95 is (900 · 1,000 + 100 · 900) ÷ 1,000 = 990; 900 of it are 90.9 %. The window of 106 begins at 96.
    [
      "credits",
      "b",
      { credits: changed(5, 900n) },
      policy(),
      "fail",
      106n,
      /90\.9 % of the mean in epoch 95; at least 97 %/,
    ],
    ["commission", "b", { commission: 600 }, policy(), "fail", 111n, /6 % of inflation rewards now, at most 5 %/],
    [
      "commission",
      "b",
      { commissions: [{ epoch: 93n, commission: 10_000, mev: UNKNOWN }] },
      policy(),
      "fail",
      104n,
      /100 % .* in epoch 93/,
    ],
    [
      "commission",
      "b",
      { commissions: [{ epoch: 89n, commission: 10_000, mev: UNKNOWN }] },
      policy(),
      "pass",
      null,
      /nobody wrote down epochs 90 to 99/,
    ],
    [
      "commission",
      "b",
      { commissions: [{ epoch: 95n, commission: 500, mev: UNKNOWN }] },
      policy(),
      "pass",
      null,
      /epochs 90 to 94, 96 to 99/,
    ],
    ["block-commission", "b", {}, policy({ maxBlockCommission: 9_000 }), "fail", null, /100 % of block revenue/],
    [
      "block-commission",
      "b",
      { blockCommission: UNKNOWN },
      policy({ maxBlockCommission: 9_000 }),
      "unknown",
      null,
      /unknown/,
    ],
    [
      "mev-commission",
      "b",
      { mevCommission: 1_200 },
      policy({ maxMevCommission: 1_000 }),
      "fail",
      111n,
      /12 % of tips/,
    ],
    [
      "mev-commission",
      "b",
      { mevCommission: UNKNOWN },
      policy({ maxMevCommission: 1_000 }),
      "unknown",
      null,
      /unknown/,
    ],
    ["mev-commission", "b", { mevCommission: UNKNOWN }, policy(), "pass", null, /any/],
    ["superminority", "a", {}, policy(), "fail", null, /one of the 1 that have a third/],
    ["superminority", "a", {}, policy({ superminority: true }), "pass", null, /takes them/],
    // Six with the same stake: all have the last of their places.
    ["rank", "b", {}, policy({ maxRank: 6 }), "fail", null, /7 of 7/],
    ["stake", "b", {}, policy({ minStake: 101n * SOL }), "fail", null, /100 SOL of stake, at least 101 SOL/],
    ["bls", "b", { bls: false }, policy({ bls: true }), "fail", null, /no BLS key/],
    ["bls", "b", { bls: UNKNOWN }, policy({ bls: true }), "unknown", null, /unknown/],
    // Two tickets of 1.6 SOL, and the rent that is missing.
    ["balance", "b", { balance: 3_200_000_000n }, policy({ minTickets: 2 }), "fail", null, /at least 3\.2270744 SOL/],
    [
      "balance",
      "b",
      { balance: 3_200_000_000n + RENT },
      policy({ minTickets: 2 }),
      "pass",
      null,
      /2 admission tickets/,
    ],
    ["version", "b", { version: "3.0.4" }, versions, "fail", null, /Agave 3\.0\.4, at least 3\.0\.5/],
    ["version", "b", { version: "3.0.10" }, versions, "pass", null, /Agave/],
    ["version", "b", { client: "Firedancer", version: "0.7.0" }, versions, "pass", null, /any version of Firedancer/],
    ["version", "b", { client: UNKNOWN }, versions, "unknown", null, /unknown/],
    ["version", "b", { version: "edge" }, versions, "unknown", null, /unknown/],
  ];
  for (const [gate, name, over, by, state, clear, reason] of cases) {
    it(`${gate}: ${state}, ${reason.source}`, () => {
      const { own, all } = gateOf(name, gate, network({ [name]: over }), by);
      assert.deepEqual([own.state, own.firstClear], [state, clear], own.reason);
      assert.match(own.reason, reason);
      const others = all.filter((each) => each.gate !== gate && each.state !== "pass").map((each) => each.gate);
      assert.deepEqual(others, gate === "readable" ? ["commission"] : []);
    });
  }

  it("readable: no vote account at all", () => {
    const gone = noFacts("z", WINDOW);
    const of = network({}, { validators: [...network().validators, gone] });
    assert.equal(gateOf("z", "readable", of, policy()).own.state, "fail");
  });

  it("there is a case of each", () => {
    assert.deepEqual([...new Set([...cases.map(([gate]) => gate)])].sort(), [...GATES].sort());
  });

  it("the first epoch that is named is the first in which the gate passes, whatever the window", () => {
    const random = fc.tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 0, max: 19 }));
    fc.assert(
      fc.property(random, ([window, back]) => {
        fc.pre(back < window);
        const bad = EPOCH - 1n - BigInt(back);
        const by = policy({ window, minEpochs: 1 });
        const at = (epoch: bigint) => {
          const epochs = Array.from({ length: window }, (_, place) => epoch - BigInt(window - place));
          const all = { credits: epochs.map(() => 1_000n) };
          const low = { credits: epochs.map((each) => (each === bad ? 500n : 1_000n)) };
          const names = Object.fromEntries([..."acdefg"].map((name) => [name, all]));
          return gateOf("b", "credits", network({ ...names, b: low }, { epoch, epochs }), by).own;
        };
        const clear = at(EPOCH).firstClear ?? assert.fail("it passes");
        assert.equal(at(clear).state, "pass");
        assert.equal(at(clear - 1n).state, "fail");
      }),
    );
  });
});

describe("performance and yield", () => {
  it("median of credits against the stake-weighted mean", () => {
    assert.equal(medianOf([5n, UNKNOWN, 1n, 3n]), 3n);
    assert.equal(medianOf([1n, 4n]), 2n);
    assert.equal(medianOf([UNKNOWN]), UNKNOWN);
    const of = network({ b: { credits: Array(WINDOW).fill(900n) } });
    // 900 ÷ 990.
    assert.deepEqual(new Set(ratiosOf(of.validators[1] as Facts, meansOf(of))), new Set([909_090n]));
  });

  it("an epoch in which credits are lamports is unknown, and named", () => {
    const most = 16n * 432_000n;
    const of = network({ c: { credits: [most, most + 1n, ...Array(8).fill(1_000n)] } });
    const means = meansOf(of);
    assert.deepEqual(
      means.map((mean) => mean === UNKNOWN),
      [false, true, ...Array(8).fill(false)],
    );
    assert.deepEqual(scoresOf(inputs(of), policy()).unknownEpochs, [91n]);
  });

  it("after commissions: what is unknown adds nothing of its part, and is never 0 % or 100 % of the whole", () => {
    const by = policy({ blockRate: 100_000_000n, mevRate: 50_000_000n });
    const rates = ratesOf(network(), by) ?? assert.fail("there are rates");
    assert.deepEqual(rates, { inflation: 360_000_000n, block: 100_000_000n, mev: 50_000_000n });
    // 360 · 95 % + 100 · 10 % + 50 · 92 % = 342 + 10 + 46 millions.
    assert.equal(yieldOf(facts("b", { blockCommission: 9_000 }), 1_000_000n, rates), 398_000_000n);
    assert.equal(
      yieldOf(facts("b", { blockCommission: 9_000, mevCommission: UNKNOWN }), 1_000_000n, rates),
      352_000_000n,
    );
    // Half of the mean's credits: half of it.
    assert.equal(yieldOf(facts("b", { blockCommission: 9_000 }), 500_000n, rates), 199_000_000n);
    assert.equal(yieldOf(facts("b", { commission: UNKNOWN }), 1_000_000n, rates), UNKNOWN);
    // Without a rate: in proportion, as long as nothing is added to it.
    assert.ok(ratesOf(network({}, { rate: UNKNOWN }), policy()));
    assert.equal(ratesOf(network({}, { rate: UNKNOWN }), by), undefined);
    assert.throws(() => scoresOf(inputs(network({}, { rate: UNKNOWN })), by), /run this again later/);
  });

  it("points: (324 ÷ 342)^4 = (18 ÷ 19)^4 = 0.80551…", () => {
    assert.equal(pointsOf(324_000_000n, 342_000_000n, 10_000n, policy()), 8_055n);
    assert.equal(pointsOf(342_000_000n, 342_000_000n, 2_500n, policy()), 2_500n);
    assert.equal(pointsOf(1n, 342_000_000n, 10_000n, policy()), 1n);
    assert.equal(percentileOf([5n, 1n, 4n, 2n, 3n], 80), 4n);
    assert.equal(percentileOf([], 95), undefined);
    // 1 − 100 ÷ 400; the largest keep the floor.
    assert.deepEqual(
      [100n, 400n, 0n].map((stake) => concentrationFactor(stake, 400n, 2_500)),
      [7_500n, 2_500n, 10_000n],
    );
  });
});

describe("caps", () => {
  const weights = fc.array(fc.bigInt(0n, 1_000_000n), { minLength: 1, maxLength: 120 });
  const cap = fc.integer({ min: 1, max: 10_000 });
  const sum = (values: readonly bigint[]) => values.reduce((total, each) => total + each, 0n);

  it("hold, keep the order, take no more than they have to, and change nothing when applied again", () => {
    fc.assert(
      fc.property(weights, cap, (given, most) => {
        const { scores, clipped, holds } = filled(given, most);
        const total = sum(scores);
        const some = scores.filter((score) => score > 0n);
        given.forEach((weight, at) => {
          const score = scores[at] as bigint;
          assert.equal(score === 0n, weight === 0n);
          if (!clipped.has(at)) assert.equal(score, weight);
          given.forEach((other, place) => {
            if (weight >= other) assert.ok(score >= (scores[place] as bigint), "the order is another");
          });
          if (holds) assert.ok(score * 10_000n <= BigInt(most) * total, `${score} of ${total} is over ${most}`);
        });
        if (!holds) {
          assert.ok(BigInt(some.length * most) < 10_000n && new Set(some).size === 1);
        } else if (clipped.size > 0 && clipped.size < some.length) {
          // One more for each of them would be too much.
          const [at] = clipped;
          const clippedScore = scores[at as number] as bigint;
          assert.ok((clippedScore + 1n) * 10_000n > BigInt(most) * (total + BigInt(clipped.size)));
        }
        assert.deepEqual(filled(scores, most).scores, scores);
      }),
      { numRuns: 300 },
    );
  });

  it("by hand: 60, 30 and 10 under 40 %: the first gets 40 × (30 + 10) ÷ 60 = 26.6, then the second is over", () => {
    // 60 is over 40 of 100. Then 30 is 75 % of what is left of 60 %: 45 % of all. With both at 40 %, 10 is 20 %: 40 · 10 ÷ 20 = 20.
    assert.deepEqual(filled([60n, 30n, 10n], 4_000).scores, [20n, 20n, 10n]);
    assert.deepEqual(filled([60n, 30n, 10n], 6_000), { scores: [60n, 30n, 10n], clipped: new Set(), holds: true });
    assert.equal(filled([60n, 30n, 10n], 3_000).holds, false);
    assert.deepEqual(filled([0n, 0n], 5_000), { scores: [0n, 0n], clipped: new Set(), holds: true });
  });
});

describe("hysteresis", () => {
  it("ten epochs of gain against two of what moves", () => {
    // From halves to a quarter and three quarters: a quarter moves. At 100 and 120 it gains 5 an epoch, 50 in ten; two epochs of it
    // at 100 are 50: not more.
    assert.equal(choose([1n, 1n], [1n, 3n], [100n, 120n], policy()).decision, "kept");
    assert.equal(choose([1n, 1n], [1n, 3n], [100n, 121n], policy()).decision, "yield");
    assert.equal(choose([1n, 1n], [1n, 3n], [100n, 120n], policy({ cost: 1 })).decision, "yield");
    assert.equal(choose([1n, 1n], [1n, 3n], [100n, 100n], policy({ horizon: 0 })).decision, "always");
    assert.equal(movedBps([1n, 1n], [1n, 3n]), 2_500);
    assert.equal(movedBps([1n, 1n], [7n, 7n]), 0);
  });

  it("a fall of the concentration is worth moving for by itself", () => {
    assert.deepEqual([hhiOf([3n, 1n]), hhiOf([1n, 1n])], [6_250n, 5_000n]);
    assert.equal(choose([3n, 1n], [1n, 1n], [100n, 100n], policy()).decision, "concentration");
    assert.equal(choose([3n, 1n], [1n, 1n], [100n, 100n], policy({ hhi: 1_251 })).decision, "kept");
    assert.equal(choose([0n, 0n], [1n, 1n], [100n, 100n], policy()).decision, "first");
  });

  it("what was applied is kept", () => {
    const random = fc.record({
      commissions: fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 6, maxLength: 6 }),
      scores: fc.array(fc.integer({ min: 0, max: 1_000 }), { minLength: 6, maxLength: 6 }),
      maxShare: fc.integer({ min: 100, max: 10_000 }),
    });
    fc.assert(
      fc.property(random, ({ commissions, scores, maxShare }) => {
        const names = [..."bcdefg"];
        const over = Object.fromEntries(names.map((name, at) => [name, { commission: commissions[at] as number }]));
        const by = policy({ maxShare });
        const first = scoresOf(
          inputs(network(over), Object.fromEntries(names.map((name, at) => [name, scores[at] as number]))),
          by,
        );
        const applied = Object.fromEntries(first.scored.map(({ vote, score }) => [vote, score]));
        const second = scoresOf(inputs(network(over), applied), by);
        assert.deepEqual(
          second.scored.map(({ score }) => score),
          first.scored.map(({ score }) => score),
        );
      }),
    );
  });
});

describe("scores", () => {
  it("by hand: a clean field, one at half the commission, one that fails", () => {
    const of = network({ b: { commission: 0 }, c: { delinquent: true } });
    const { scored, after } = scoresOf(inputs(of), policy({ maxShare: 10_000, horizon: 0, floor: 2_500 }));
    const score = (name: string) => scored.find(({ vote }) => vote === name);
    // Yields are 360 for b and 342 for d to g (in millions); of five, the 95th percentile is the highest. All have 100 SOL of
    // stake, and the smallest of the superminority 400: a factor of 75 %. (342 ÷ 360)^4 = 0.95^4 = 0.81450625.
    assert.equal(score("b")?.score, 7_500);
    assert.equal(score("d")?.score, 6_108); // ⌊7,500 · 0.81450625⌋
    assert.deepEqual([score("c")?.score, score("c")?.binding], [0, "gate"]);
    assert.match(score("c")?.reason ?? "", /delinquent: it does not vote/);
    assert.deepEqual(
      [after.validators, after.superminorityBps, after.prefixBps, after.clientBps],
      [5, 0, 10_000, 10_000],
    );
  });

  it("the whole fleet's commission unknown: nobody is moved", () => {
    const unknown = Object.fromEntries([..."abcdefg"].map((name) => [name, { commission: UNKNOWN } as Partial<Facts>]));
    const { scored, decision } = scoresOf(
      inputs(network(unknown), { b: 300, c: 200, d: 100 }),
      policy({ maxShare: 10_000 }),
    );
    assert.deepEqual(
      scored.map(({ score }) => score),
      [300, 200, 100],
    );
    assert.ok(scored.every(({ binding, points }) => binding === "unknown" && points === null));
    assert.equal(decision, "kept");
  });

  it("a node that lists nobody: nobody is moved", () => {
    const silent = { stake: UNKNOWN, delinquent: UNKNOWN } as const;
    const over = Object.fromEntries([..."abcdefg"].map((name) => [name, { ...silent }]));
    const of = network();
    const validators = of.validators.map((each) => ({ ...each, ...over[each.vote] }));
    const { scored } = scoresOf(
      inputs({ ...of, validators }, { b: 300, c: 200 }),
      policy({ maxShare: 10_000, minStake: SOL }),
    );
    assert.deepEqual(
      scored.map(({ score, binding }) => [score, binding]),
      [
        [300, "unknown"],
        [200, "unknown"],
      ],
    );
  });

  it("one that is unknown keeps its share while the others change; `fail` and `pass` do as they say", () => {
    const of = network({ b: { bls: UNKNOWN }, c: { commission: 0 } });
    const run = (unknown: Policy["unknown"]) =>
      scoresOf(inputs(of, { b: 100, c: 100, d: 200 }), policy({ bls: true, unknown, horizon: 0, maxShare: 10_000 }))
        .scored;
    const [b, c, d] = run("hold");
    // A quarter before; c and d have 7,500 and 6,108 points: a third of 13,608 is a quarter of all.
    assert.deepEqual([b?.score, c?.score, d?.score], [4_536, 7_500, 6_108]);
    assert.equal(b?.binding, "unknown");
    assert.equal(run("fail")[0]?.score, 0);
    assert.ok((run("pass")[0]?.points ?? 0n) > 0n);
  });

  it("the cut-off: who has too few points goes, and explain names the line, also to one that is not listed", () => {
    const of = network({ b: { commission: 0 }, c: { commission: 100 }, g: { commission: 50 } });
    const by = policy({ maxValidators: 2, horizon: 0, maxShare: 10_000 });
    const given = inputs(of, { b: 100, c: 100, d: 100 });
    const { scored, cutOff } = scoresOf(given, by);
    assert.deepEqual(
      scored.map(({ binding }) => binding),
      ["concentration", "concentration", "cut-off"],
    );
    assert.equal(scored[2]?.score, 0);
    assert.equal(cutOff, scored[1]?.points);
    const better = explained(given, by, "g");
    assert.deepEqual([better.listed, better.place, better.among, better.binding], [false, 2, 4, "not listed"]);
    // As many points as d, and its name comes later.
    const worse = explained(given, by, "e");
    assert.deepEqual([worse.place, worse.binding, worse.cutOff], [4, "cut-off", cutOff]);
    const failing = explained(inputs(network({ e: { commission: 9_000 } }), { b: 1 }), by, "e");
    assert.deepEqual([failing.binding, failing.rated.firstClear, failing.place], ["gate", 111n, null]);
  });

  it("the smaller of the policy's and the pool's cap binds", () => {
    const given = inputs(network({ b: { commission: 0 } }));
    given.pool.maxValidatorShare = 1_700;
    const { scored, cap, after } = scoresOf(given, policy({ horizon: 0, maxShare: 5_000 }));
    assert.deepEqual([cap, scored[0]?.binding], [1_700, "cap"]);
    assert.ok(after.largestBps <= 1_700);
  });
});

describe("policy", () => {
  const read = (text: string) => {
    const toml = new TomlFile("policy.toml", text);
    return policyOf(toml, toml.root);
  };

  it("README has every key with its default", () => {
    const text = fs.readFileSync(path.join(__dirname, "../README.md"), "utf8");
    const block = [...text.matchAll(/```toml\n([\s\S]*?)```/g)]
      .map(([, toml = ""]) => toml)
      .find((toml) => toml.startsWith("window"));
    const toml = new TomlFile("README.md", block ?? "");
    assert.deepEqual(Object.keys(toml.root), Object.keys(POLICY_KEYS));
    assert.deepEqual(policyOf(toml, toml.root), DEFAULT_POLICY);
  });

  it("what is left out is the default", () => {
    assert.deepEqual(read(""), DEFAULT_POLICY);
    const own = read('window = 20\nmin-stake = "1.5"\nmin-version = { Agave = "3.1" }\nunknown = "fail"\nbls = true\n');
    assert.deepEqual(
      [own.window, own.minStake, own.minVersion, own.unknown, own.bls],
      [20, 1_500_000_000n, { Agave: "3.1" }, "fail", true],
    );
    assert.deepEqual(versionOf("v3.0.11-beta"), [3n, 0n, 11n]);
    assert.equal(versionOf("beta"), undefined);
  });

  for (const [text, says] of [
    ["window = \n", /policy\.toml:1:\d+: /],
    ["window = 10\nmin-credit = 1\n", /policy\.toml:2:1: min-credit: there is no such key; there are window/],
    ["max-share = 0\n", /policy\.toml:1:1: max-share: a whole number from 1 to 10000/],
    ["max-share = 5.5\n", /max-share: a whole number/],
    ["\n  min-stake = 5\n", /policy\.toml:2:3: min-stake: an amount is written as text/],
    ['ticket = "x"\n', /policy\.toml:1:1: ticket: "x" is no amount/],
    ['unknown = "maybe"\n', /one of hold, fail, pass/],
    ["bls = 1\n", /true or false/],
    ['min-version = { Agave = "edge" }\n', /Agave: "edge" is no version/],
    ['min-version = "3.0"\n', /a table of clients/],
    ['blocked = ["nobody"]\n', /"nobody" is no address/],
    ["window = 3\n", /policy\.toml:1:1: window: min-epochs is more than the window/],
  ] as const) {
    it(`says what is wrong: ${text.trim().replace(/\n/g, " ")}`, () => assert.throws(() => read(text), says));
  }
});
