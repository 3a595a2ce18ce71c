// What is pure: settings, turns, plans, prices, budget, ledger, history, and what a log may say.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import type { ChainClock } from "@truestake/sdk";
import type { DueCrank } from "@truestake/sdk/operators";
import Ajv from "ajv";
import { TomlFile } from "../../cli/src/describe/toml";
import { Budget, BudgetSpent } from "../src/budget";
import { configOf } from "../src/config";
import { addHistory, HISTORY_SCHEMA, type HistoryLine, readHistory } from "../src/history";
import { burned, Ledger } from "../src/ledger";
import { openLog, redacted } from "../src/log";
import { isTooLate, planOf, waitOf } from "../src/plan";
import { Prices } from "../src/prices";
import { placeOf, type Turn, Turns } from "../src/stagger";

const EXAMPLE = path.join(__dirname, "../monitoring/keeper.example.toml");
const folder = () => fs.mkdtempSync(path.join(os.tmpdir(), "truestake-keeper-"));

describe("keeper: settings", () => {
  const of = (text: string) => configOf(new TomlFile("keeper.toml", text));
  const base =
    'keypair = "k.json"\nbudget-lamports = 1\n[[pools]]\nmint = "So11111111111111111111111111111111111111112"\n';
  const nodes = '[[endpoints]]\nname = "one"\nurl = "https://one.example/?key=secret"\n';

  it("the shipped example is one", () => {
    const config = configOf(TomlFile.read(EXAMPLE));
    assert.deepEqual([config.interval, config.poll, config.fees.patience], [30_000, 2_000, 8_000]);
    assert.equal(config.budget, 5_000_000n);
  });

  it("what is left out has a sensible value", () => {
    const { stagger, metricsPort, lookupTables } = of(base + nodes);
    assert.deepEqual(stagger, { slice: 20_000, places: 8, keepers: [] });
    assert.deepEqual([metricsPort, lookupTables], [undefined, true]);
  });

  for (const [what, text, says] of [
    [
      "a missing value",
      base.replace("budget-lamports = 1\n", "") + nodes,
      /keeper\.toml:1:1: budget-lamports: is missing/,
    ],
    ["a misspelled one", `bugdet = 1\n${base}${nodes}`, /keeper\.toml:1:1: bugdet: there is no such setting/],
    ["a wrong mint", base.replace("So1", "0o1") + nodes, /keeper\.toml:4:1: pools\[0\]\.mint: an address/],
    ["a wrong span", `interval = "soon"\n${base}${nodes}`, /keeper\.toml:1:1: interval: a span/],
    ["an endpoint's name", base + nodes.replace('"one"', '"One Two"'), /keeper\.toml:6:1: endpoints\[0\]\.name/],
    ["no node", base, /endpoints: is missing/],
    ["two nodes of one name", base + nodes + nodes, /"one" is the name of two nodes/],
    ["broken TOML", `${base}]`, /keeper\.toml:5:1/],
  ] as const) {
    it(`${what}: named by file, line and column`, () => assert.throws(() => of(text), says));
  }

  it("a wrong URL is not shown: it may hold a key", () => {
    const wrong = base + nodes.replace("https://one.example", "htps://one.example");
    assert.throws(
      () => of(wrong),
      (error: Error) => /http address/.test(error.message) && !/secret/.test(error.message),
    );
  });
});

describe("keeper: turns", () => {
  const at = (epoch: bigint) => ({ pool: "P", epoch, turn: "refresh" as const });
  const keepers = ["a", "b", "c"];

  it("keepers that know each other have places 0, 1 and 2, and take turns in being first", () => {
    const firsts = new Map<string, number>();
    for (let epoch = 0n; epoch < 300n; epoch++) {
      const places = keepers.map((own) => placeOf(own, at(epoch), { keepers, places: 8 }));
      assert.deepEqual([...places].sort(), [0, 1, 2]);
      const first = keepers[places.indexOf(0)] as string;
      firsts.set(first, (firsts.get(first) ?? 0) + 1);
    }
    for (const own of keepers) assert.ok((firsts.get(own) ?? 0) > 60, `${own} is hardly ever first`);
  });

  it("one that knows no others has one of so many places, the same each time", () => {
    const places = Array.from({ length: 400 }, (_, epoch) =>
      placeOf("a", at(BigInt(epoch)), { keepers: [], places: 8 }),
    );
    assert.deepEqual([...new Set(places)].sort(), [0, 1, 2, 3, 4, 5, 6, 7]);
    assert.equal(placeOf("a", at(7n), { keepers: ["a"], places: 8 }), places[7]);
  });

  it("a turn is counted from when its crank was first due; what has no hurry waits four times as long", () => {
    const config = { slice: 100, places: 1_000, keepers: [] };
    const turns = new Turns("a", config);
    turns.note("P", 1n, new Set(["refresh", "settle"] as const), 5_000);
    turns.note("P", 1n, new Set(["refresh", "settle"] as const), 6_000);
    assert.equal(turns.at("P", 1n, "refresh"), 5_000 + 100 * placeOf("a", at(1n), config));
    const settle = { ...at(1n), turn: "settle" as const };
    assert.equal(turns.at("P", 1n, "settle"), 5_000 + 400 * placeOf("a", settle, config));
    assert.equal(turns.at("P", 1n, "delegate"), Number.POSITIVE_INFINITY);
  });

  it("of two who know each other one takes a turn over; who knows nobody never does", () => {
    const overs = ["a", "b"].map((own) =>
      new Turns(own, { slice: 100, places: 8, keepers: ["a", "b"] }).isTakenOver("P", 1n, "refresh"),
    );
    assert.deepEqual([...overs].sort(), [false, true]);
    for (const keepers of [[], ["a"]]) {
      const alone = new Turns("a", { slice: 100, places: 8, keepers });
      for (let epoch = 0n; epoch < 30n; epoch++) assert.equal(alone.isTakenOver("P", epoch, "refresh"), false);
    }
  });

  it("what others have done before one's turn is told, once", () => {
    const turns = new Turns("a", { slice: 1_000_000, places: 1_000, keepers: [] });
    turns.note("P", 1n, new Set(["refresh"] as const), 0);
    assert.deepEqual(turns.note("P", 1n, new Set(), 10), ["refresh"]);
    assert.deepEqual(turns.note("P", 1n, new Set(), 20), []);
  });
});

describe("keeper: plans", () => {
  const due = (crank: DueCrank["crank"]): DueCrank => ({ crank, instructions: [], count: 1, reason: "", records: [] });

  it("acts on what is its turn, and knows when the next comes", () => {
    const found = { due: [due("settle"), due("delegate"), due("delegate")], waiting: [] };
    const plan = planOf(found, (turn) => (turn === "settle" ? 100 : 700), 500);
    assert.deepEqual([plan.now.length, plan.later.length, plan.nextTurn], [1, 2, 700]);
  });

  it("measures and updates as one turn", () => {
    const plan = planOf(
      { due: [due("measure"), due("measure")], waiting: [] },
      (turn) => (turn === "refresh" ? 0 : 9),
      5,
    );
    assert.equal(plan.now.length, 2);
  });

  it("begins nothing in an epoch's last slots but what serves the next one, too", () => {
    const at = (slot: bigint) => ({ slot, epochStartSlot: 1_000n, slotsInEpoch: 500n }) as ChainClock;
    const of = (turn: Turn) => [1_495n, 1_496n, 1_499n].map((slot) => isTooLate(turn, at(slot)));
    assert.deepEqual(of("deactivate"), [false, true, true]);
    assert.deepEqual(of("refresh"), [false, false, false]);
  });

  it("looks more often the nearer a moment is, and never more often than asked", () => {
    const times = { interval: 30_000, poll: 2_000 };
    const of = (slot: bigint) => waitOf({ slot, moments: [900n, 1_000n], slotMilliseconds: 400 }, times);
    assert.deepEqual([of(0n), of(880n), of(899n), of(1_001n)], [30_000, 7_200, 2_000, 30_000]);
  });
});

describe("keeper: prices and budget", () => {
  it("each attempt pays more, and what has landed is learnt", () => {
    const prices = new Prices({ first: 1_000n, factor: 3 });
    assert.deepEqual(
      [0, 1, 2].map((attempt) => prices.of(attempt, 0n)),
      [1_000n, 3_000n, 9_000n],
    );
    assert.equal(prices.of(0, 5_000n), 5_000n);
    prices.landed(9_000n);
    assert.equal(prices.of(0, 0n), 6_750n);
  });

  it("is never exceeded, whatever is asked for", () => {
    let spent = 0n;
    const budget = new Budget(100_000n, () => spent);
    for (let seed = 1n, tries = 0; tries < 2_000; tries++) {
      seed = (seed * 48_271n) % 2_147_483_647n;
      const fee = seed % 9_000n;
      try {
        budget.check(1n, fee);
        spent += fee;
      } catch (error) {
        assert.ok(error instanceof BudgetSpent && error.fee > error.left);
      }
      assert.ok(spent <= 100_000n && budget.left(1n) === 100_000n - spent);
    }
    assert.ok(spent > 99_000n);
  });

  it("is shared among transactions that go at the same time", () => {
    const budget = new Budget(100_000n, () => 20_000n);
    assert.equal(budget.each(1n, 4, 5_000n, 1_000_000n), 15_000n);
    assert.equal(budget.each(1n, 4, 5_000n, 1_000n), 1_000n);
    assert.equal(budget.each(1n, 100, 5_000n, 1_000n), 0n);
  });
});

describe("keeper: ledger", () => {
  const signed = (signature: string, more: object = {}) => ({
    ...{ signature, payer: "me", programId: "p", slot: 1, lastValidBlockHeight: 9 },
    ...{ genesis: null, epoch: 5n, pool: "P" },
    ...{ crank: "update", base: 5_000n, priority: 700n, time: 0 },
    ...more,
  });

  it("keeps what is gone and what comes back apart, and survives a kill in the middle of a line", () => {
    const at = folder();
    const ledger = Ledger.open(at, "me");
    for (const name of ["a", "b", "c", "d"]) ledger.signed(signed(name));
    ledger.signed(signed("t", { crank: "tables", priority: 0n }));
    // Worked out by hand: three landed at 5,700; one never did; one of 5,000 whose rent comes back; one is open.
    ledger.ended("a", { ending: "landed" });
    ledger.ended("b", { ending: "failed" });
    ledger.ended("c", { ending: "expired" });
    ledger.ended("t", { ending: "landed", returnable: 1_000_000n });
    ledger.signed(signed("e", { epoch: 6n }));
    ledger.ended("e", { ending: "landed", rent: 40n });
    const check = (of: Ledger) => {
      const costs = of.costs();
      assert.deepEqual([costs.base, costs.priority, costs.rent, costs.returnable], [20_000n, 2_100n, 40n, 1_000_000n]);
      assert.equal(burned(costs), 22_140n);
      assert.deepEqual(
        of.open.map(({ signature }) => signature),
        ["d"],
      );
      // What is open may still land, and counts.
      assert.equal(of.spent(5n), 3n * 5_700n + 5_000n);
      assert.equal(of.costs({ crank: "tables" }).transactions, 1);
    };
    check(ledger);
    fs.appendFileSync(path.join(at, "ledger-me.jsonl"), '{"event":"signed","signature":"x","ba');
    const again = Ledger.open(at, "me");
    check(again);
    again.ended("d", { ending: "expired" });
    assert.equal(Ledger.read(at, "me").open.length, 0);
  });
});

describe("keeper: history and log", () => {
  const line: HistoryLine = {
    ...{
      version: 1,
      epoch: 7,
      slot: "1",
      time: "2026-11-27T00:00:00Z",
      mint: "So11111111111111111111111111111111111111112",
    },
    price: { total: "2", supply: "1" },
    queue: { lamports: "0", tickets: "0", oldestEpochs: "0" },
    liquidity: null,
    redemption: [{ lamports: "1", feeBps: null }],
    concentration: { hhi: 1, effective: 1, largestBps: 1, toAThird: 1, validators: 1 },
    backing: { ok: true, booked: "1", held: "1" },
    costs: { base: "0", priority: "0", rent: "0", returnable: "-1", transactions: 0 },
  };

  it("has one line for an epoch, as its schema says, also after a kill", () => {
    const at = folder();
    assert.equal(addHistory(at, line), true);
    assert.equal(addHistory(at, line), false);
    fs.appendFileSync(path.join(at, `${line.mint}.jsonl`), '{"version":1,"ep');
    assert.equal(addHistory(at, { ...line, epoch: 8 }), true);
    const lines = readHistory(at, line.mint);
    assert.deepEqual(
      lines.map(({ epoch }) => epoch),
      [7, 8],
    );
    const validate = new Ajv({ strict: false }).compile(HISTORY_SCHEMA);
    for (const each of lines) assert.ok(validate(each), JSON.stringify(validate.errors));
    assert.equal(validate({ ...line, more: 1 }), false);
  });

  it("never writes a URL: not of an endpoint, not in an error, not another's", () => {
    const endpoints = [{ name: "one", url: "https://one.example/v1/?api-key=SECRET" }];
    const written: string[] = [];
    const log = openLog({ write: (text) => written.push(text) }, () => endpoints);
    const error = new Error("fetch https://one.example/v1/?api-key=SECRET failed, after https://other.example/SECRET");
    log.error({ error, url: endpoints[0]?.url }, "request to https://one.example/v1/ failed");
    const [text = ""] = written;
    assert.doesNotMatch(text, /SECRET|example/);
    assert.match(text, /<one>/);
    assert.equal(redacted("wss://one.example/x", endpoints), "<one>");
    assert.doesNotThrow(() => JSON.parse(text));
  });
});
