import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { Keypair } from "@solana/web3.js";
import type { ValidatorChain } from "@truestake/localnet";
import { TruestakeClient } from "@truestake/sdk";
import { cacheFolder } from "../../toolchain/lib/paths";
import { funded, root, SOL, sharedChain } from "./shared";

describe("npm run deploy", () => {
  let chain: ValidatorChain;
  let folder: string;
  const mint = Keypair.generate();
  before(async () => {
    chain = await sharedChain();
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "truestake-deploy-"));
    const write = (name: string, keypair: Keypair) =>
      fs.writeFileSync(path.join(folder, name), JSON.stringify([...keypair.secretKey]));
    write("payer.json", await funded(chain, 100n * SOL));
    write("mint.json", mint);
    describePool("none");
  });
  after(() => fs.rmSync(folder, { recursive: true }));

  function describePool(depositCap: string): void {
    const lines = [
      'mint = "mint.json"',
      `deposit-cap = "${depositCap}"`,
      "fees = { reward = 500, deposit = 0, withdrawal = 10, ticket = 0, referral-share = 0 }",
      "policy = { reserve-buffer = 100, max-validator-share = 10000, max-move = 1000, moving-part = 5000 }",
      `[[validators]]\nvote = "${chain.ownVote.toBase58()}"\nscore = 100`,
    ];
    fs.writeFileSync(path.join(folder, "pool.toml"), lines.join("\n"));
  }

  /** The command, by hand or with Anchor's environment. */
  function deploy(args = ["-u", chain.url, "-k", path.join(folder, "payer.json")], env: object = {}) {
    const words = [path.join(folder, "pool.toml"), "--yes", "--output", "json", ...args];
    const command = ["toolchain/run.mjs", "deploy", ...words];
    const home = { HOME: folder, TRUESTAKE_CACHE: cacheFolder() };
    // Whoever runs the tests has settings, too: none of theirs count here.
    const options = { cwd: root, encoding: "utf8", env: { PATH: process.env.PATH, ...home, ...env } } as const;
    const { status, stdout, stderr } = spawnSync(process.execPath, command, options);
    return { status, stderr, report: stdout === "" ? undefined : JSON.parse(stdout) };
  }

  it("creates a pool; the second run changes nothing", async () => {
    const first = deploy();
    assert.equal(first.status, 0, first.stderr);
    assert.deepEqual([first.report.created, first.report.plan.differences], [true, 0]);
    const client = new TruestakeClient({ connection: chain.connection, mint: mint.publicKey });
    const { pool, validators } = await client.snapshot();
    assert.equal(first.report.plan.pool, pool.pool.toBase58());
    assert.equal(validators.count, 1);

    const second = deploy([], { ANCHOR_PROVIDER_URL: chain.url, ANCHOR_WALLET: path.join(folder, "payer.json") });
    assert.equal(second.status, 0, second.stderr);
    assert.deepEqual(second.report.done, []);
  });

  it("changes what differs, and nothing else", async () => {
    describePool("1");
    const { status, stderr, report } = deploy();
    assert.equal(status, 0, stderr);
    assert.deepEqual(report.done, ["deposit-cap"]);
    const client = new TruestakeClient({ connection: chain.connection, mint: mint.publicKey });
    assert.equal((await client.snapshot()).pool.depositCap, SOL);
  });

  it("says what is wrong with a command line", () => {
    for (const [args, code, words] of [
      [["-u", chain.url, "-k", path.join(folder, "nobody.json")], 2, /nobody\.json: there is no such keypair file/],
      [["--uri", chain.url], 2, /unknown option '--uri'/],
      [["-u", "http://127.0.0.1:1", "-k", path.join(folder, "payer.json")], 6, /the node/],
    ] as [string[], number, RegExp][]) {
      const { status, stderr } = deploy(args);
      assert.match(stderr, words);
      assert.equal(status, code, stderr);
    }
  });
});
