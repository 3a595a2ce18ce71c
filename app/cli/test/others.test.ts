import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { Keypair } from "@solana/web3.js";
import { SOL, Stage } from "./support";

const ROOT = path.resolve(__dirname, "../../..");

describe("truestake validator, history, prove, config, completion", () => {
  let stage: Stage;

  before(async () => {
    stage = await Stage.open();
  });
  after(() => stage.close());

  it("liquidity show: what counts for the fee, where that is less than there is", async () => {
    const { lamports, counted, curve } = await stage.json("liquidity", "show");
    assert.ok(BigInt(counted) < BigInt(lamports) && curve.length > 0);
    assert.match((await stage.run("liquidity", "show")).out, /SOL, [\d.]+ SOL of which counts for the fee\s+now/);
  });

  it("validator list: stakes and targets of the chain", async () => {
    const { validators, concentration } = await stage.json("validator", "list");
    assert.deepEqual(
      validators.map(({ score }: { score: number }) => score),
      [700, 200, 100],
    );
    assert.equal(concentration.validators, 3);
    // The table has words where JSON has names.
    assert.equal(validators[0].binding, "AtTarget");
    assert.match((await stage.run("validator", "list")).out, / at target$/m);
  });

  it("help stays within a narrow terminal", async () => {
    stage.width = 60;
    const { out } = await stage.run("steward", "--help");
    stage.width = 100;
    assert.match(out, /withdraw/);
    assert.deepEqual(
      out.split("\n").filter((line) => line.length > 60),
      [],
    );
  });

  it("validator add, set-score and remove; the wrong key: 4", async () => {
    const vote = await stage.localnet
      .call<{ vote: string }>("localnet_createValidator")
      .then((made) => made.vote ?? made);
    assert.equal((await stage.send("operator", "validator", "add", String(vote), "50", "--cap", "1000")).score, 50);
    assert.match(
      await stage.failing(4, "validator", "set-score", `${vote}=60`, "-k", "alice.json", "--yes"),
      /validator manager/,
    );
    assert.match(
      await stage.failing(2, "validator", "set-score", `${vote}=60=70`, "-k", "operator.json", "--yes"),
      /is no VOTE=SCORE/,
    );
    await stage.send("operator", "validator", "set-score", `${vote}=60`);
    const { validators } = await stage.json("validator", "list");
    assert.deepEqual([validators[3].score, validators[3].cap], [60, String(1_000n * SOL)]);
    assert.equal((await stage.send("operator", "validator", "remove", String(vote))).state, "draining");
    assert.equal((await stage.send("alice", "validator", "remove", String(vote))).state, "removed");
    assert.match(
      await stage.failing(7, "validator", "remove", String(vote), "-k", "operator.json", "--yes"),
      /not in the pool's list/,
    );
  });

  it("history and prove", async () => {
    assert.deepEqual((await stage.json("history")).entries, []);
    await stage.localnet.call("localnet_passEpochs", { epochs: 1 });
    await stage.send("alice", "pool", "refresh");
    const { entries } = await stage.json("history");
    assert.equal(entries.length, 1);
    const proof = await stage.json("prove");
    assert.equal(proof.ok, true);
    assert.ok(BigInt(proof.held) >= BigInt(proof.owed));
  });

  it("config keygen: a key that only its owner reads, in the Solana CLI's format, never over a file", async () => {
    const made = await stage.json("config", "keygen");
    assert.equal(made.file, stage.file(".config/solana/id.json"));
    const content = fs.readFileSync(made.file, "utf8");
    const key = Keypair.fromSecretKey(Uint8Array.from(JSON.parse(content)));
    assert.equal(key.publicKey.toBase58(), made.address);
    assert.equal(fs.statSync(made.file).mode & 0o777, 0o600);
    const { out, error } = await stage.run("config", "keygen", "keys/other.json");
    assert.match(out, /^[1-9A-HJ-NP-Za-km-z]{32,44}\nits keypair is in .*keys\/other\.json/);
    const [, second = ""] = /\[([\d,]+)\]/.exec(fs.readFileSync(stage.file("keys/other.json"), "utf8")) ?? [];
    for (const secret of [content, second]) assert.ok(!`${out}${error}`.includes(secret));
    assert.match(await stage.failing(2, "config", "keygen"), /exists already/);
    assert.equal(fs.readFileSync(made.file, "utf8"), content);
    // It is what later commands act by.
    stage.localnet.chain.airdropNow(key.publicKey, SOL);
    assert.equal((await stage.json("stake", "in", "0.1", "--yes")).mode, "sent");
    fs.rmSync(made.file);
    assert.match(await stage.failing(2, "stake", "in", "0.1", "--yes"), /truestake config keygen/);
  });

  it("keeper once: a pass without a file, by the pool, key and node of every command", async () => {
    await stage.localnet.call("localnet_passEpochs", { epochs: 1 });
    const pool = stage.mint.toBase58();
    const { pools } = await stage.json("keeper", "once", "--pool", pool, "-k", "operator.json");
    assert.deepEqual([pools.length, pools[0].mint, pools[0].fresh, pools[0].error], [1, pool, true, null]);
    assert.ok(pools[0].landed > 0);
    // Nothing is left, and the pool of the settings does as well.
    assert.equal((await stage.json("keeper", "once", "-k", "operator.json")).pools[0].landed, 0);
    assert.match(await stage.failing(2, "keeper", "once", "--pool", pool, "--config", "k.toml"), /either --config or/);
    stage.write("keeper.toml", "[[pools]]\n");
    assert.match(await stage.failing(2, "keeper", "once", "-k", "operator.json"), /keeper\.toml:1:/);
    assert.equal((await stage.json("keeper", "once", "--pool", pool, "-k", "operator.json")).pools.length, 1);
    fs.rmSync(stage.file("keeper.toml"));
    stage.env = { TRUESTAKE_POOL: "" };
    assert.match(await stage.failing(2, "keeper", "once", "-k", "operator.json"), /which pool\?/);
    stage.env = {};
  });

  it("config: our file, then the Solana CLI's", async () => {
    stage.env = { TRUESTAKE_URL: "", TRUESTAKE_POOL: "" };
    stage.write(
      ".config/solana/cli/config.yml",
      `---\njson_rpc_url: "${stage.url}"\nwebsocket_url: ''\nkeypair_path: alice.json\ncommitment: confirmed\n`,
    );
    await stage.json("config", "set", "pool", stage.demo.mint);
    const { settings } = await stage.json("config", "get");
    const of = (name: string) => settings.find((each: { name: string }) => each.name === name);
    assert.match(of("url").source, /config\.yml$/);
    assert.match(of("pool").source, /config\.toml$/);
    assert.equal((await stage.json("pool", "show")).mint, stage.demo.mint);
    assert.equal((await stage.json("stake", "list")).owner, stage.key("alice").publicKey.toBase58());
    assert.match(await stage.failing(2, "config", "set", "colour", "red"), /there is no setting/);
    await stage.json("config", "set", "pool");
    stage.env = {};
  });

  it("completion knows every command", async () => {
    const { script } = await stage.json("completion", "bash");
    assert.match(script, /"stake"\) words="in out list deactivate withdraw exit-all/);
    const file = stage.write(
      "completion.bash",
      `${script}\nCOMP_WORDS=(truestake pool sh)\nCOMP_CWORD=2\n_truestake\necho "\${COMPREPLY[@]}"\n`,
    );
    assert.equal(spawnSync("bash", [file], { encoding: "utf8" }).stdout.trim(), "show");
  });

  it("as a process: results on stdout, the rest on stderr, exit codes", async () => {
    const run = (...words: string[]): Promise<{ code: number | null; out: string; error: string }> =>
      new Promise((resolve) => {
        const env = { ...process.env, HOME: stage.home, TRUESTAKE_URL: stage.url, TRUESTAKE_POOL: stage.demo.mint };
        const child = spawn(process.execPath, ["toolchain/run.mjs", "truestake", ...words], { cwd: ROOT, env });
        let [out, error] = ["", ""];
        child.stdout.on("data", (part) => {
          out += part;
        });
        child.stderr.on("data", (part) => {
          error += part;
        });
        child.on("close", (code) => resolve({ code, out, error }));
      });
    const [shown, wrong] = [
      await run("pool", "show", "--output", "json"),
      await run("stake", "in", "x", "-k", stage.file("alice.json")),
    ];
    assert.deepEqual([shown.code, shown.error], [0, ""]);
    assert.equal(JSON.parse(shown.out).mint, stage.demo.mint);
    assert.deepEqual([wrong.code, wrong.out], [2, ""]);
    assert.match(wrong.error, /no amount/);
  });

  it("[fault-places] pool apply removes one after it has scored another: a removal changes the places", async () => {
    await stage.localnet.call("localnet_passEpochs", { epochs: 12 });
    await stage.client("operator").crank();
    const made = async () => (await stage.localnet.call<{ vote: string }>("localnet_createValidator")).vote;
    const [leaving, staying] = [await made(), await made()];
    await stage.send("operator", "validator", "add", leaving, "0");
    await stage.send("operator", "validator", "add", staying, "9");
    const policy = "superminority = true\nmax-share = 5000\nmax-commission = 1000\nmin-epochs = 3\n";
    stage.write("pool.toml", `mint = "${stage.demo.mint}"\nremove = ["${leaving}"]\n[scores]\n${policy}`);
    const { done, plan } = await stage.send("operator", "pool", "apply", "pool.toml");
    assert.equal(done.at(-1), `validator ${leaving}`);
    assert.equal(plan.differences, 0);
    const { validators } = await stage.json("validator", "list");
    const votes = validators.map(({ vote }: { vote: string }) => vote);
    assert.deepEqual([votes.includes(leaving), votes.at(-1)], [false, staying]);
  });
});
