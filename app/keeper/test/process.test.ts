// The command line as a process: signals, metrics, health, exit codes.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { FaultProxy } from "@truestake/localnet";
import { bundleCli, KeeperProcess } from "./soak/process";
import { Stage, until } from "./stage";

describe("truestake keeper, as a process", function () {
  this.timeout(120_000);
  let stage: Stage;
  let cli: string;
  let process: KeeperProcess | undefined;
  let isCut = false;
  let proxy: FaultProxy;
  let home: string;

  before(async () => {
    stage = await Stage.open();
    cli = await bundleCli();
    proxy = await FaultProxy.start(stage.localnet, {
      call: (_, forward) => (isCut ? "hang up" : forward()),
    });
    home = path.join(stage.folder, "home");
    fs.mkdirSync(home);
    fs.writeFileSync(path.join(home, "payer.json"), JSON.stringify([...stage.payer().secretKey]));
  });
  afterEach(async () => {
    isCut = false;
    await process?.kill();
    process = undefined;
  });
  after(async () => {
    await proxy.close();
    await stage.close();
    fs.rmSync(path.dirname(cli), { recursive: true });
  });

  const write = (more = "", name = "node", mint = stage.demo.mint): string => {
    const file = path.join(home, "keeper.toml");
    const url = `${proxy.url}/?api-key=secret`;
    fs.writeFileSync(
      file,
      `keypair = "payer.json"\nbudget-lamports = 10000000\ninterval = "200ms"\npoll = "50ms"\ntimeout = "5s"\nhistory = "history"\n${more}
[[pools]]\nmint = "${mint}"\n[[endpoints]]\nname = "${name}"\nurl = "${url}"\n[stagger]\nplaces = 1\n`,
    );
    return file;
  };

  const isFresh = async (): Promise<boolean> => {
    const { pool, clock } = await stage.client().snapshot();
    return pool.lastUpdateEpoch === clock.epoch;
  };

  const start = (config: string, ...words: string[]): KeeperProcess => {
    process = new KeeperProcess(cli, home, config, words);
    process.start();
    return process;
  };

  /** The port that the system has chosen. */
  const portOf = async (of: KeeperProcess): Promise<number> => {
    await until("it runs", () => of.isReady);
    const line = of.lines.find((each) => each.includes("the keeper runs")) ?? "{}";
    return JSON.parse(line).port;
  };

  it("serves metrics that parse and hold no URL, and ends well on SIGTERM", async () => {
    await stage.passEpoch();
    const running = start(write("metrics-port = 0"));
    const port = await portOf(running);
    await until("the pool is fresh", isFresh);
    const scrape = async () => (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    await until("it has told", async () => /truestake_cycle_total\{.*result="ok"/.test(await scrape()));
    const body = await scrape();
    for (const line of body.split("\n").filter((each) => each !== "" && !each.startsWith("#"))) {
      assert.match(line, /^[a-z_:][\w:]*(\{(\w+="[^"]*",?)*\})? (-?[0-9.]+(e[-+]?\d+)?|NaN|\+Inf)$/i, line);
    }
    assert.doesNotMatch(body, /secret|http:|127\.0\.0\.1/);
    assert.match(body, /truestake_rpc_seconds_count\{[^}]*endpoint="node"/);
    assert.match(body, /truestake_pool_updated_epoch\{[^}]*cluster="mainnet-beta"/);
    assert.equal((await fetch(`http://127.0.0.1:${port}/healthz`)).status, 200);
    assert.equal((await fetch(`http://127.0.0.1:${port}/elsewhere`)).status, 404);
    assert.equal(await running.stop(), 0);
    assert.ok(running.says("the keeper has stopped"));
    assert.ok(
      running.lines.every((line) => !/secret|127\.0\.0\.1/.test(line)),
      "a log line holds an address",
    );
  });

  it("/healthz turns 503 when no cycle ends well, and 200 when one does again", async () => {
    const running = start(write('metrics-port = 0\nstale-after = "1s"'));
    const port = await portOf(running);
    const status = async () => (await fetch(`http://127.0.0.1:${port}/healthz`)).status;
    await until("it is healthy", async () => (await status()) === 200);
    isCut = true;
    await until("it is not healthy", async () => (await status()) === 503);
    isCut = false;
    await until("it is healthy again", async () => (await status()) === 200);
  });

  it("reads its settings again on SIGHUP, and keeps those of before where the new ones are wrong", async () => {
    const running = start(write());
    await until("it runs", () => running.isReady);
    fs.appendFileSync(write(), "\nnonsense = 1\n");
    running.signal("SIGHUP");
    await until("it says what is wrong", () => running.says("those of before stay"));
    assert.ok(running.says("keeper.toml:"), "by file, line and column");
    await stage.passEpoch();
    await until("it goes on", isFresh);
    write("", "renamed");
    running.signal("SIGHUP");
    await until("it has read them", () => running.says("the settings are read again"));
    isCut = true;
    await until("it knows the new name", () => running.lines.some((line) => /did not come to its end/.test(line)));
    isCut = false;
    await stage.passEpoch();
    await until("it goes on", isFresh);
    assert.equal(await running.stop(), 0);
  });

  it("what it had signed when it was killed it finds out after its next start", async () => {
    const running = start(write());
    await until("it runs", () => running.isReady);
    for (let round = 0; round < 3; round++) {
      await stage.passEpoch();
      await running.kill();
      running.start();
      await until("the pool is fresh", isFresh);
    }
    await stage.localnet.call("localnet_advanceSlots", { slots: 150 });
    const { Ledger } = await import("../src/ledger");
    const payer = stage.keyOf(JSON.parse(fs.readFileSync(path.join(home, "payer.json"), "utf8")));
    const ledger = () => Ledger.read(path.join(home, "history"), payer.publicKey.toBase58());
    await until("nothing is open", () => ledger().open.length === 0);
    assert.equal(await running.stop(), 0);
    const { base, priority, rent, returnable } = ledger().costs();
    assert.equal(10_000_000_000n - stage.localnet.chain.balance(payer.publicKey), base + priority + rent + returnable);
  });

  it("once: one pass, with an exit code by class; status tells what is due", async () => {
    const file = write();
    const run = async (...words: string[]): Promise<{ code: number | null; out: string }> => {
      const one = new KeeperProcess(cli, home, file, words);
      one.start();
      const code = await one.ended;
      return { code, out: one.out };
    };
    await stage.passEpoch();
    const before = await run("keeper", "status", "--config", file, "--output", "json");
    assert.equal(before.code, 11);
    assert.deepEqual(
      JSON.parse(before.out).pools[0].due.map(({ crank }: { crank: string }) => crank),
      ["update"],
    );
    const once = await run("keeper", "once", "--config", file, "--output", "json");
    assert.equal(once.code, 0, once.out);
    assert.equal(JSON.parse(once.out).pools[0].fresh, true);
    const after = await run("keeper", "status", "--config", file, "--output", "json");
    assert.equal(after.code, 0, after.out);
    assert.deepEqual(JSON.parse(after.out).pools[0].due, []);
    assert.ok(JSON.parse(after.out).costs.transactions > 0);
    isCut = true;
    assert.equal((await run("keeper", "once", "--config", file)).code, 6, "the node is away");
    isCut = false;
    assert.equal(
      (await run("keeper", "once", "--config", path.join(home, "none.toml"))).code,
      2,
      "there is no such file",
    );
    // A mint that has no pool.
    write("", "node", "So11111111111111111111111111111111111111112");
    assert.equal((await run("keeper", "once", "--config", file)).code, 3, "there is nothing at the address");
  });
});
