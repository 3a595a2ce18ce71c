import assert from "node:assert/strict";
import { Keypair } from "@solana/web3.js";
import { TomlFile } from "../src/describe/toml";
import { SOL, Stage } from "./support";

const FILE = `mint = "mint.json"
seed = "2"
deposit-cap = "5000"

[fees]
reward = 500
deposit = 0
withdrawal = 10
ticket = 5
referral-share = 2500

[policy]
reserve-buffer = 100
max-validator-share = 9000
max-move = 1000
moving-part = 2000
`;

describe("truestake pool create, plan and apply", () => {
  let stage: Stage;
  let votes: string[];

  before(async () => {
    stage = await Stage.open();
    stage.fund("maker", 100n * SOL);
    stage.write("mint.json", JSON.stringify([...Keypair.generate().secretKey]));
    votes = stage.demo.validators.map(({ vote }) => vote);
  });
  after(() => stage.close());

  const listed = (scores: number[]): string =>
    scores.map((score, at) => `\n[[validators]]\nvote = "${votes[at]}"\nscore = ${score}\n`).join("");
  const plan = async (expected: number) => {
    const { code, out, error } = await stage.run("pool", "plan", "pool.toml", "-k", "maker.json", "--output", "json");
    assert.equal(code, expected, error);
    return JSON.parse(out);
  };

  it("bad TOML: the line and the column, 2", async () => {
    const bad = (name: string, content: string) => {
      stage.write(name, content);
      return stage.failing(2, "pool", "plan", name, "-k", "maker.json");
    };
    assert.match(await bad("a.toml", "mint = \n"), /a\.toml:1:\d+: /);
    assert.match(
      await bad("b.toml", FILE.replace("deposit = 0", "deposits = 0")),
      /b\.toml:7:1: fees\.deposits: there is no such key/,
    );
    assert.match(
      await bad("c.toml", FILE.replace('"5000"', "5000.5")),
      /c\.toml:3:1: deposit-cap: an amount is written as text/,
    );
    assert.match(await bad("d.toml", `${FILE}${listed([1, 2])}cap = "x"\n`), /d\.toml:\d+:1: validators\[1\]\.cap/);
    assert.match(
      await bad("e.toml", FILE.replace("reward = 500", "reward = 1.5")),
      /e\.toml:6:1: fees\.reward: a whole number/,
    );
    assert.match(await stage.failing(2, "pool", "plan", "nothing.toml", "-k", "maker.json"), /no such file/);
    assert.ok(new TomlFile("x", FILE).root.fees);
  });

  it("create: missing rates are named; then the pool with all that follows", async () => {
    stage.write("half.toml", FILE.replace(/\[policy\][\s\S]*/, ""));
    assert.match(
      await stage.failing(2, "pool", "create", "half.toml", "-k", "maker.json", "--yes"),
      /policy\.reserve-buffer/,
    );
    stage.write(
      "pool.toml",
      `${FILE}${listed([700, 300])}\n[liquidity]\nseed = "1"\ntarget = "100"\nmin-fee = 10\nmax-fee = 300\ntreasury-cut = 2500\n`,
    );
    assert.equal((await plan(11)).exists, false);
    const before = stage.localnet.chain.transactionCount;
    assert.match(await stage.failing(4, "pool", "create", "pool.toml", "-k", "maker.json"), /say --yes/);
    assert.equal(stage.localnet.chain.transactionCount, before);
    const done = await stage.send("maker", "pool", "create", "pool.toml");
    assert.deepEqual([done.created, done.plan.differences], [true, 0]);
    const shown = await stage.json("pool", "show", "--pool", done.plan.mint);
    assert.deepEqual(
      [shown.price.total, shown.depositCap, shown.validators],
      [String(2n * SOL), String(5_000n * SOL), 2],
    );
    assert.equal(shown.liquidity.lamports, String(SOL));
    assert.equal(shown.fees.ticket, 5);
    assert.match(await stage.failing(2, "pool", "create", "pool.toml", "-k", "maker.json", "--yes"), /exists/);
  });

  it("absence keeps; a second apply does nothing", async () => {
    assert.equal((await plan(0)).differences, 0);
    stage.write("pool.toml", 'mint = "mint.json"\n');
    const before = stage.localnet.chain.transactionCount;
    const done = await stage.send("maker", "pool", "apply", "pool.toml");
    assert.deepEqual([done.done, done.plan.differences], [[], 0]);
    assert.equal(stage.localnet.chain.transactionCount, before);
  });

  it("a diff has a reason for each line, and says what waits", async () => {
    stage.write(
      "pool.toml",
      `mint = "mint.json"\n[fees]\nreward = 600\nticket = 0\n[policy]\nmax-move = 500\n${listed([650])}`,
    );
    const { steps, notes } = await plan(11);
    const lines = steps.flatMap((step: { lines: unknown[] }) => step.lines);
    assert.deepEqual(
      lines.map(({ what, from, to }: Record<string, string>) => [what, from, to]),
      [
        ["fees.reward", "5 %", "6 %"],
        ["fees.ticket", "0.05 %", "0 %"],
        ["policy.max-move", "10 %", "5 %"],
        [`validator ${votes[0]}`, "score 700, cap none", "score 650, cap none"],
      ],
    );
    assert.match(lines[0].reason, /from epoch update \d+ on/);
    assert.match(lines[1].reason, /at once/);
    assert.match(notes.at(-1).reason, /not in the file: kept/);
    const done = await stage.send("maker", "pool", "apply", "pool.toml");
    assert.equal(done.plan.differences, 0);
    // What waits is not proposed again.
    assert.equal((await plan(0)).notes[0].what, "coming fees");
  });

  it("removal is explicit: score 0, then off the list", async () => {
    stage.write("pool.toml", `mint = "mint.json"\nremove = ["${votes[1]}"]\n`);
    const done = await stage.send("maker", "pool", "apply", "pool.toml");
    assert.equal(done.done.length, 2);
    assert.equal((await stage.json("pool", "show", "--pool", done.plan.mint)).validators, 1);
  });

  it("somebody else's key: 4, with whose it is; a part of it: 10", async () => {
    stage.write("pool.toml", 'mint = "mint.json"\n[policy]\nmax-move = 400\n');
    const said = await stage.failing(4, "pool", "apply", "pool.toml", "-k", "alice.json", "--yes");
    assert.match(said, new RegExp(`only the admin, ${stage.key("maker").publicKey.toBase58()}`));
    const alice = stage.key("alice").publicKey.toBase58();
    stage.write("pool.toml", `mint = "mint.json"\n[roles]\nadmin = "${alice}"\nguardian = "${alice}"\n`);
    await stage.send("maker", "pool", "apply", "pool.toml");
    // The new admin accepts by applying the same file.
    const done = await stage.send("alice", "pool", "apply", "pool.toml");
    assert.equal(done.done.length, 1);
    assert.equal((await stage.json("pool", "show", "--pool", done.plan.mint)).roles.admin, alice);
  });
});
