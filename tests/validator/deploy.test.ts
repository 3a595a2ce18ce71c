import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { Keypair } from "@solana/web3.js";
import type { ValidatorChain } from "@truestake/localnet";
import { TruestakeClient } from "@truestake/sdk";
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
    describePool({});
  });
  after(() => fs.rmSync(folder, { recursive: true }));

  function describePool(changes: object): void {
    const description = {
      mint: "mint.json",
      fees: { reward: 500, deposit: 0, withdrawal: 10, ticket: 0, referralShare: 0 },
      policy: { reserveBuffer: 100, maxValidatorShare: 10_000, maxMove: 1_000, movingPart: 5_000 },
      validators: [{ vote: chain.ownVote.toBase58(), score: 100 }],
      ...changes,
    };
    fs.writeFileSync(path.join(folder, "pool.json"), JSON.stringify(description));
  }

  /** The command, by hand or with Anchor's environment. */
  function deploy(args = ["--url", chain.url, "--keypair", path.join(folder, "payer.json")], env: object = {}) {
    const command = ["toolchain/run.mjs", "deploy", "--config", path.join(folder, "pool.json"), ...args];
    const options = { cwd: root, encoding: "utf8", env: { ...process.env, ...env } } as const;
    const { status, stdout, stderr } = spawnSync(process.execPath, command, options);
    return { status, stderr, report: stdout === "" ? undefined : JSON.parse(stdout) };
  }

  it("creates a pool; the second run changes nothing", async () => {
    const first = deploy();
    assert.equal(first.status, 0, first.stderr);
    assert.equal(first.report.status, "created");
    const client = new TruestakeClient({ connection: chain.connection, mint: mint.publicKey });
    const { pool, validators } = await client.snapshot();
    assert.equal(first.report.addresses.pool, pool.pool.toBase58());
    assert.equal(validators.count, 1);

    const anchorsEnvironment = { ANCHOR_PROVIDER_URL: chain.url, ANCHOR_WALLET: path.join(folder, "payer.json") };
    const second = deploy([], anchorsEnvironment);
    assert.equal(second.status, 0, second.stderr);
    assert.deepEqual([second.report.status, second.report.changes], ["unchanged", []]);
  });

  it("names a difference and ends with 1", () => {
    describePool({ depositCap: "1000000000" });
    const { status, stderr, report } = deploy();
    assert.equal(status, 1);
    assert.equal(report.status, "mismatch");
    assert.match(stderr, /^depositCap: described as 1000000000, is 18446744073709551615$/m);
  });

  it("says what is wrong with a command line", () => {
    for (const [args, words] of [
      [["--url", chain.url, "--keypair", path.join(folder, "nobody.json")], /nobody.json is no keypair file/],
      [["--uri", chain.url], /Unknown option '--uri'/],
      [[], /which cluster\?/],
    ] as [string[], RegExp][]) {
      const { status, stderr } = deploy(args, { ANCHOR_PROVIDER_URL: "", ANCHOR_WALLET: undefined });
      assert.equal(status, 1);
      assert.match(stderr, words);
      assert.match(stderr, /^error: /);
    }
  });
});
