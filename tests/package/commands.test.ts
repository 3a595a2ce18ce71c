// The local network, the command line and the keeper as they are installed: packed, in a folder that knows nothing of this repository.
import assert from "node:assert/strict";
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { Keypair } from "@solana/web3.js";
import { TOKEN_METADATA_PROGRAM_ID } from "@truestake/sdk";
import { root } from "../../toolchain/lib/paths";
import { pack } from "../../toolchain/packages";
import { Consumer } from "./consumer";

const PACKAGES = ["@truestake/sdk", "@truestake/localnet", "@truestake/keeper", "@truestake/cli"];
const { version } = JSON.parse(fs.readFileSync(path.join(root, "app/cli/package.json"), "utf8")) as { version: string };
/** What the network's package may take on the disk: the programs' binaries and IDLs are 1.7 MB of it. */
const MOST_LOCALNET_BYTES = 3_000_000;

const POOL = `mint = "mint.json"
seed = "1"

[fees]
reward = 500
deposit = 0
withdrawal = 10
ticket = 0
referral-share = 0

[policy]
reserve-buffer = 100
max-validator-share = 10000
max-move = 1000
moving-part = 1000
`;

// biome-ignore lint/suspicious/noExplicitAny: what commands print is read by name.
type Json = any;

interface Ended {
  status: number | null;
  stdout: string;
  stderr: string;
}

/** A network that its command runs in a process of its own. */
interface Network {
  process: ChildProcess;
  about: Json;
  stderr: string;
}

describe("the packed commands", function () {
  this.timeout(600_000);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "truestake-commands-"));
  let consumer: Consumer;
  let tarballs: string[];
  let network: Network;

  const installed = (...below: string[]): string => path.join(consumer.folder, "node_modules", ...below);
  /** Whoever runs them has no settings, and no Solana tools. */
  const env = { PATH: [path.dirname(process.execPath), "/usr/bin", "/bin"].join(path.delimiter), HOME: folder };
  const command = (name: string, ...args: string[]): Ended =>
    spawnSync(installed(".bin", name), args, { cwd: consumer.folder, encoding: "utf8", env });
  /** What a command prints as JSON. */
  const truestake = (...args: string[]): Json => {
    const { status, stdout, stderr } = command("truestake", ...args, "--url", network.about.url, "--output", "json");
    assert.equal(status, 0, stderr + stdout);
    return JSON.parse(stdout);
  };

  async function startNetwork(...args: string[]): Promise<Network> {
    const bin = installed(".bin/truestake-localnet");
    const child = spawn(bin, [...args, "--port", "0", "--output", "json"], { cwd: consumer.folder, env });
    let [stdout, stderr] = ["", ""];
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
    });
    for await (const text of child.stdout.setEncoding("utf8")) {
      stdout += text;
      if (stdout.endsWith("\n")) break;
    }
    assert.notEqual(stdout, "", stderr);
    return { process: child, about: JSON.parse(stdout), stderr };
  }

  before(async () => {
    tarballs = await pack(folder, ...PACKAGES);
    consumer = await Consumer.with(path.join(folder, "project"), [...tarballs, "@types/node@20.19.43"]);
    network = await startNetwork(
      ...["--keys", "keys", "--seed", "7"],
      ...["--slot-ms", "20", "--slots-per-epoch", "1000000", "--blockhash-slots", "5000", "--finality-slots", "4"],
    );
  });
  after(async () => {
    network?.process.kill("SIGINT");
    fs.rmSync(folder, { recursive: true });
  });

  it("hold what they need and no more", () => {
    // Beside what npm has put there of others.
    const holds = (name: string): string[] =>
      fs
        .readdirSync(installed("@truestake", name))
        .filter((entry) => entry !== "node_modules")
        .sort();
    assert.deepEqual(holds("localnet"), ["LICENSE", "README.md", "dist", "package.json"]);
    assert.deepEqual(holds("cli"), ["LICENSE", "README.md", "dist", "package.json"]);
    assert.deepEqual(holds("keeper"), ["LICENSE", "README.md", "dist", "monitoring", "package.json"]);
    // Ours alone: others' programs have other licences.
    const programs = ["example_lender", "example_vault", "steward", "truestake"];
    const files = programs.flatMap((name) => [`${name}.json`, `${name}.so`]);
    assert.deepEqual(fs.readdirSync(installed("@truestake/localnet/dist/artifacts")).sort(), files);
    for (const file of files) {
      const packed = fs.readFileSync(installed("@truestake/localnet/dist/artifacts", file));
      assert.ok(packed.equals(fs.readFileSync(path.join(root, "artifacts", file))), `${file} is another one`);
    }
    const all = fs.readdirSync(installed("@truestake/localnet/dist"), { recursive: true, withFileTypes: true });
    const sizes = all.map((entry) => (entry.isFile() ? fs.statSync(path.join(entry.parentPath, entry.name)).size : 0));
    const bytes = sizes.reduce((sum, size) => sum + size, 0);
    assert.ok(bytes < MOST_LOCALNET_BYTES, `${bytes} bytes`);
    assert.ok(!all.some(({ name }) => /\.(ts|map)$/.test(name) && !/\.d\.[cm]ts$/.test(name)), "sources");
  });

  it("say their version, and what they do not make sense of", () => {
    for (const name of ["truestake", "truestake-localnet"])
      assert.equal(command(name, "--version").stdout.trim(), version);
    assert.match(command("truestake-localnet", "--help").stdout, /^Usage: truestake-localnet \[options\]/);
    const unknown = command("truestake-localnet", "--warp");
    assert.deepEqual([unknown.status, unknown.stderr.split("\n")[0]], [2, "error: --warp is not known"]);
    const bare = spawnSync(process.execPath, [installed(".bin/truestake-localnet"), "--chain", "validator"], {
      ...{ encoding: "utf8", env: { PATH: folder } },
    });
    assert.deepEqual([bare.status, /needs a solana-test-validator/.test(bare.stderr)], [1, true], bare.stderr);
    const text = consumer.write("no-program.so", "no program");
    const broken = command("truestake-localnet", "--program", Keypair.generate().publicKey.toBase58(), text);
    assert.deepEqual([broken.status, broken.stderr.includes(text)], [1, true], broken.stderr);
  });

  it("the network says by name what it lacks, and takes it from whoever has it", async () => {
    const metadata = TOKEN_METADATA_PROGRAM_ID.toBase58();
    assert.deepEqual(network.about.missing, [metadata]);
    assert.match(network.stderr, new RegExp(`^Token Metadata \\(${metadata}\\) is not on this network: tokens`));
    // Any program will do to show that it is loaded at that address.
    const file = installed("@truestake/localnet/dist/artifacts/example_vault.so");
    const account = { lamports: 5, data: ["AQID", "base64"], owner: metadata, executable: false };
    const address = Keypair.generate().publicKey.toBase58();
    const written = consumer.write("account.json", JSON.stringify({ pubkey: address, account }));
    const other = await startNetwork("--program", metadata, file, "--account", "-", written);
    try {
      assert.deepEqual([other.about.missing, other.stderr], [[], ""]);
      assert.ok(other.about.programs.includes(metadata));
      const [params, headers] = [[address, { encoding: "base64" }], { "content-type": "application/json" }];
      const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "getAccountInfo", params });
      const { result } = (await (await fetch(other.about.url, { method: "POST", headers, body })).json()) as Json;
      assert.deepEqual([result.value.lamports, result.value.data], [5, ["AQID", "base64"]]);
    } finally {
      const ended = once(other.process, "exit");
      other.process.kill("SIGINT");
      assert.deepEqual(await ended, [0, null]);
    }
  });

  it("a pool from a TOML file, a deposit, and a keeper's pass", () => {
    consumer.write("mint.json", JSON.stringify([...Keypair.generate().secretKey]));
    consumer.write("pool.toml", POOL);
    const mine = ["--keypair", "keys/payer.json", "--yes"];
    const { created, plan } = truestake("pool", "create", "pool.toml", ...mine);
    assert.equal(created, true);
    const pool = ["--pool", plan.mint];
    truestake("stake", "in", "500", ...pool, ...mine);
    const shown = truestake("pool", "show", ...pool);
    // The seed's and the deposit's, at a price of one.
    assert.deepEqual(shown.price, { ...shown.price, total: "501000000000", supply: "501000000000" });
    consumer.write(
      "keeper.toml",
      `keypair = "keys/payer.json"
budget-lamports = 5_000_000
history = "history"
[[endpoints]]
name = "local"
url = "${network.about.url}"
[[pools]]
mint = "${plan.mint}"
`,
    );
    const { pools, exitCode } = truestake("keeper", "once", "--config", "keeper.toml");
    assert.deepEqual(
      [exitCode, pools.length, pools[0].mint, pools[0].fresh, pools[0].error],
      [0, 1, plan.mint, true, null],
    );
  });

  it("a test runner's network, required and imported: the same for the same seed", () => {
    const both = consumer.write(
      "both.mjs",
      `import { createRequire } from "node:module";
import * as imported from "@truestake/localnet";
const required = createRequire(import.meta.url)("@truestake/localnet");
const found = [];
for (const { startLocalnet } of [required, imported]) {
  const localnet = await startLocalnet({ demo: true, slotMs: 0, seed: 7 });
  const { value } = await localnet.call("getBalance", localnet.demo.users.carol.address);
  const hash = await localnet.call("getGenesisHash");
  found.push([localnet.demo.mint, String(value), hash, localnet.missing.map(({ name }) => name)]);
  await localnet.close();
}
console.log(JSON.stringify([required === imported, ...found]));`,
    );
    const [same, required, imported] = JSON.parse(consumer.node(both));
    assert.equal(same, false, "each format is loaded");
    assert.deepEqual(required, imported);
    assert.deepEqual([required[1], required[3]], ["1000000000000", ["Token Metadata"]]);
  });

  it("have types, checked with those of their dependencies", () => {
    const code = `import { run, processIo } from "@truestake/cli";
import { Keeper, type KeeperOptions } from "@truestake/keeper";
import { FaultProxy, InProcessChain, type Localnet, type LocalnetOptions, startLocalnet, storm, ValidatorChain } from "@truestake/localnet";
const options: LocalnetOptions = { slotMs: 20, slotsPerEpoch: 100n, demo: true };
export async function main(keeper: KeeperOptions): Promise<bigint> {
  const localnet: Localnet = await startLocalnet(options);
  // @ts-expect-error slots are no number
  await startLocalnet({ slotsPerEpoch: 100 });
  const proxy = await FaultProxy.start(localnet, storm(localnet, { seed: 1 }));
  console.log(proxy.url, InProcessChain, ValidatorChain, new Keeper(keeper), await run(["pool", "show"], processIo()));
  return localnet.chain.slot + (await localnet.call<bigint>("getSlot"));
}
`;
    for (const extension of ["mts", "cts"]) consumer.write(`types.${extension}`, code);
    consumer.checkTypes("node16", "node16", "types.mts", "types.cts");
  });

  it("have nothing that publint or attw would say", () => {
    const [, ...commands] = tarballs;
    for (const tarball of commands) {
      assert.match(consumer.tool("publint/src/cli.js", "run", tarball, "--strict"), /All good!/);
      assert.match(consumer.tool("@arethetypeswrong/cli/dist/index.js", tarball, "--no-color"), /No problems found/);
    }
  });
});
