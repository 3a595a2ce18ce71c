import assert from "node:assert/strict";
import fs from "node:fs";
import { SOL, Stage } from "./support";

/** Every scenario, with options that make it quick. */
const RUNS: Record<string, string[]> = {
  slash: ["--loss", "10", "--when", "turn"],
  outage: ["--epochs", "3"],
  exit: ["--leaving", "60", "--tickets", "12", "--samples", "5", "--seed", "7"],
  instant: [],
  band: ["--size", "1", "--size", "500"],
  rent: ["--stake-rent", "0.01"],
  slots: ["--slot-ms", "400,200"],
  keeper: ["--epochs", "3"],
  leverage: ["--shock", "15", "--positions", "20", "--seed", "7"],
};

describe("truestake scenario", () => {
  let stage: Stage;

  before(async () => {
    stage = await Stage.open();
    await stage.localnet.call("localnet_passEpochs", { epochs: 1 });
    await stage.client("operator").crank();
    await stage.localnet.call("localnet_passEpochs", { epochs: 1 });
    await stage.client("operator").crank();
    await stage.json("scenario", "instant", "--save-state", "state.json");
  });
  after(() => stage.close());

  for (const [name, options] of Object.entries(RUNS)) {
    it(`${name}: as its schema says, and no line is wider than the terminal`, async () => {
      const words = ["scenario", name, ...options, "--state", "state.json"];
      const { scenario, hash, series, seed } = await stage.json(...words);
      assert.equal(scenario, name);
      assert.match(hash, /^[0-9a-f]{64}$/);
      assert.ok(series.length > 0 && series.every(({ points }: { points: [] }) => points.length > 0));
      assert.equal(seed, options.includes("--seed") ? 7 : null);
      for (const width of [80, 120]) {
        stage.width = width;
        const { out, code } = await stage.run(...words);
        assert.equal(code, 0);
        for (const line of out.split("\n")) assert.ok(line.length <= width, `${line.length} columns: ${line}`);
      }
      stage.width = 100;
    });
  }

  it("a saved state gives what the live pool gave, with the same hash; another input, another hash", async () => {
    const live = await stage.json("scenario", "slash", "--save-state", "again.json");
    const again = await stage.json("scenario", "slash", "--state", "again.json");
    assert.deepEqual(again, live);
    const other = await stage.json("scenario", "slash", "--state", "again.json", "--loss", "6");
    assert.notEqual(other.hash, live.hash);
  });

  it("the same seed gives the same run, another one another", async () => {
    const run = (seed: string) =>
      stage.json("scenario", "exit", "--state", "state.json", "--samples", "2", "--tickets", "9", "--seed", seed);
    const [first, second, third] = [await run("5"), await run("5"), await run("6")];
    assert.deepEqual(first, second);
    assert.notDeepEqual(first.result.epochs, third.result.epochs);
  });

  it("says what a slash of one validator takes, by its vote account", async () => {
    const vote = stage.demo.validators[1]?.vote ?? assert.fail();
    const { result, inputs } = await stage.json("scenario", "slash", "--vote", vote, "--loss", "10");
    assert.deepEqual(inputs.validators, [1]);
    const stake = BigInt(
      stage.localnet.chain.stakeAccount((await stage.client().snapshot()).validators.record(1).stake)?.delegation
        ?.stake ?? 0n,
    );
    assert.equal(BigInt(result.lost), stake / 10n);
    assert.equal(BigInt(result.lost), BigInt(result.fromGains) + BigInt(result.fromPrice));
  });

  it("writes the series as CSV and as a chart", async () => {
    await stage.json("scenario", "slash", "--state", "state.json", "--csv", "out.csv", "--chart", "out.svg");
    const [head, first, ...rows] = fs.readFileSync(stage.file("out.csv"), "utf8").trimEnd().split("\n");
    assert.equal(head, "series,unit,along,x,y");
    assert.match(first ?? "", /^true price,SOL per token,"stake lost, %",0,1/);
    assert.equal(rows.length, 10);
    const svg = fs.readFileSync(stage.file("out.svg"), "utf8");
    assert.match(svg, /^<svg [^>]*viewBox="0 0 720 320"/);
    assert.match(svg, /prefers-color-scheme:dark/);
    assert.doesNotMatch(svg, /NaN|Infinity|undefined/);
  });

  it("answers what makes no sense with a sentence", async () => {
    const failing = (...words: string[]) => stage.failing(2, "scenario", ...words);
    const saved = fs.readFileSync(stage.file("state.json"), "utf8");
    stage.write("broken.json", saved.replace(/"supply": "\d+"/, '"supply": "many"'));
    stage.write("other.json", "{}");
    stage.write("none.json", "not json");
    assert.match(
      await failing("slash", "--state", "broken.json"),
      /state\.pool\.supply has to be a whole number as text/,
    );
    assert.match(await failing("slash", "--state", "other.json"), /state\.format has to be "truestake-state\/1"/);
    assert.match(await failing("slash", "--state", "none.json"), /has to be JSON/);
    assert.match(await failing("slash", "--state", "absent.json"), /no such file/);
    assert.match(await failing("slash", "--loss", "200"), /more than 100 %/);
    assert.match(await failing("slash", "--when", "soon"), /neither now nor turn/);
    assert.match(await failing("slash", "--vote", stage.demo.mint), /has no validator/);
    assert.match(await failing("slash", "--state", "state.json", "--steward"), /no steward was read with it/);
    assert.match(await stage.failing(3, "scenario", "slash", "--steward"), /steward/);
    assert.equal((await stage.json("scenario", "slash", "--state", "state.json")).result.bonds, null);
    assert.match(await failing("exit", "--samples", "0"), /no whole number from 1/);
    assert.match(await failing("instant", "--size", "0"), /more than 0/);
    assert.match(await failing("slash", "--chart", "no/such/folder.svg"), /no such file/);
  });

  it("empties the liquidity with the size that it names, and not with more", async () => {
    const { result } = await stage.json("scenario", "instant", "--state", "state.json");
    assert.equal(result.emptying.lamports, String(2_501n * SOL));
    const more = String((BigInt(result.emptying.size) + 1_000n * SOL) / SOL);
    const { result: over } = await stage.json("scenario", "instant", "--state", "state.json", "--size", more);
    assert.equal(over.sales[0].possible, false);
  });
});
