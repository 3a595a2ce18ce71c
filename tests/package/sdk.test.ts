// The SDK as it is installed: the packed tarball in an empty folder, in every kind of project.
import assert from "node:assert/strict";
import { execFile, spawnSync } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { startLocalnet } from "@truestake/localnet";
import * as esbuild from "esbuild";
import { root } from "../../toolchain/lib/paths";
import { installInto, pack } from "../../toolchain/packages";
import { launchChromium } from "../../toolchain/sdk/chromium";
import { KILOBYTE, PAGES, sizeOf, sizeTable } from "../../toolchain/sdk/sizes";
import { Consumer } from "./consumer";
import { PROBE } from "./probe";

const ESM = `import * as web3 from "@solana/web3.js";
import * as sdk from "@truestake/sdk";
${PROBE}`;
const PRINT = `probe(sdk, web3).then((result) => console.log(JSON.stringify(result)));`;

describe("the packed SDK", () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "truestake-package-"));
  const project = path.join(folder, "project");
  let tarball = "";

  let consumer: Consumer;
  const write = (name: string, content: string): string => consumer.write(name, content);
  const node = (...args: string[]): string => consumer.node(...args);
  const tool = (name: string, ...args: string[]): string => consumer.tool(name, ...args);
  /** What the probe comes to in the simplest project. */
  const expected = (): string => node(write("required.cjs", `${requiring("@truestake/sdk")}${PRINT}`));
  const requiring = (sdk: string): string =>
    `const web3 = require("@solana/web3.js");\nconst sdk = require("${sdk}");\n${PROBE.replace("export ", "")}`;

  before(async function () {
    this.timeout(600_000);
    [tarball = ""] = await pack(folder, "@truestake/sdk");
    consumer = await Consumer.with(project, [tarball, "@solana/web3.js@1.99.0", "@types/node@20.19.43"]);
  });
  after(() => fs.rmSync(folder, { recursive: true }));

  it("holds what it needs, and neither Anchor nor spl-token comes with it", () => {
    const files = fs.readdirSync(path.join(project, "node_modules/@truestake/sdk"));
    assert.deepEqual(files.sort(), ["LICENSE", "README.md", "dist", "package.json"]);
    for (const name of ["@coral-xyz/anchor", "@solana/spl-token"]) {
      assert.equal(fs.existsSync(path.join(project, "node_modules", name)), false, name);
    }
  });

  it("is required, and means what the sources mean", () => {
    const result = JSON.parse(expected());
    assert.match(result.pool, /^[1-9A-HJ-NP-Za-km-z]{32,44}$/);
    assert.deepEqual([result.argument.name, result.argument.args.argument], ["InvalidArgument", "lamports"]);
    assert.deepEqual([result.missing.name, result.noWallet.name], ["AccountMissing", "NoWallet"]);
    assert.equal(result.price, "1.500000000");
    const sources = path.join(root, "app/sdk/src");
    const script = write("sources.cjs", `${requiring(sources)}${PRINT}`);
    const hook = path.join(root, "toolchain/lib/typescript.cjs");
    const { stdout, stderr } = spawnSync(process.execPath, ["-r", hook, script], { encoding: "utf8" });
    assert.deepEqual(JSON.parse(stdout || stderr), result);
  });

  it("is imported, where nothing else has a Buffer", () => {
    assert.equal(node(write("imported.mjs", `${ESM}${PRINT}`)), expected());
    const without = `import * as web3 from "@solana/web3.js";\ndelete globalThis.Buffer;\n`;
    const later = `const sdk = await import("@truestake/sdk");\n${PROBE}${PRINT}`;
    assert.equal(node(write("bufferless.mjs", without + later)), expected());
  });

  it("is found by both formats as one: an error of the one is an error to the other", () => {
    const script = `import { createRequire } from "node:module";
import * as esm from "@truestake/sdk";
const cjs = createRequire(import.meta.url)("@truestake/sdk");
console.log(cjs === esm, cjs.isTruestakeError(esm.programError("Paused")), esm.isError(cjs.programError("Paused"), "Paused"));`;
    assert.equal(node(write("both.mjs", script)).trim(), "false true true");
  });

  for (const [name, module, moduleResolution, extensions] of [
    ["node16, ES modules and CommonJS", "node16", "node16", ["mts", "cts"]],
    ["nodenext, ES modules and CommonJS", "nodenext", "nodenext", ["mts", "cts"]],
    ["bundlers", "esnext", "bundler", ["ts"]],
  ] as const) {
    it(`has types for ${name}, checked with those of its dependencies`, () => {
      const code = `import { Connection, Keypair, PublicKey } from "@solana/web3.js";
import { isError, keypairWallet, type Pool, TruestakeClient, instructions, deployment } from "@truestake/sdk";
import * as actions from "@truestake/sdk/actions";
import { proofOfBacking } from "@truestake/sdk/operators";
import { priceAt } from "@truestake/sdk/quotes";
import { mulDivFloor } from "@truestake/sdk/math";
import { randomOf } from "@truestake/sdk/scenario";
import { DEFAULT_POLICY } from "@truestake/sdk/scores";
import { statementOf } from "@truestake/sdk/statement";
import { gatesOf } from "@truestake/sdk/steward";
import { decodeVoteAccount } from "@truestake/sdk/validators";
const connection = new Connection("http://localhost:8899");
const mint = PublicKey.default;
const client = new TruestakeClient({ connection, wallet: keypairWallet(Keypair.generate()), mint });
export async function run(): Promise<bigint> {
  const pool: Pool = await client.pool();
  const { tokens } = await actions.depositSol(client.session, { lamports: 1n });
  // @ts-expect-error an amount is no number
  instructions.depositSol({ pool: { ...deployment({ mint }), treasury: mint }, lamports: 1 });
  try {
    await client.refresh();
  } catch (error) {
    if (isError(error, "SlippageExceeded")) return BigInt(error.hint.length);
  }
  const { details } = await proofOfBacking(connection, client.deployment);
  const { periods } = await statementOf(connection, client.deployment, mint, { epochs: 1 });
  console.log(decodeVoteAccount(new Uint8Array(4)).commissionBps, randomOf(1)(), DEFAULT_POLICY.window, periods.length, gatesOf(3).length);
  return tokens + pool.supply + priceAt(pool, 1n).total + mulDivFloor(1n, 2n, BigInt(details.length));
}
`;
      const files = extensions.map((extension) => `types/${module}.${extension}`);
      for (const file of files) write(file, code);
      consumer.checkTypes(module, moduleResolution, ...files);
    });
  }

  it("runs in a real browser, built by Vite", async function () {
    this.timeout(300_000);
    write("page/index.html", `<!doctype html><script type="module" src="./main.js"></script>`);
    write(
      "page/main.js",
      `${ESM}
probe(sdk, web3).then((result) => { window.result = JSON.stringify({ ...result, buffer: typeof globalThis.Buffer }); },
  (error) => { window.result = String(error?.stack ?? error); });`,
    );
    tool("vite/bin/vite.js", "build", "page", "--logLevel", "error", "--outDir", "dist");
    const files = path.join(project, "page/dist");
    const server = http.createServer(({ url = "/" }, response) => {
      const file = path.join(files, url === "/" ? "index.html" : (url.split("?")[0] ?? ""));
      if (!file.startsWith(files) || !fs.existsSync(file)) return response.writeHead(404).end();
      const type = file.endsWith(".html") ? "text/html" : "text/javascript";
      response.writeHead(200, { "content-type": type }).end(fs.readFileSync(file));
    });
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    const browser = await launchChromium();
    try {
      const page = await browser.newPage();
      const problems: string[] = [];
      page.on("pageerror", (error) => problems.push(error.message));
      await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
      await page.waitForFunction("window.result !== undefined", undefined, { timeout: 30_000 }).catch(() => undefined);
      assert.deepEqual(problems, []);
      const result = (await page.evaluate("window.result")) as string;
      const { buffer, ...others } = JSON.parse(result);
      assert.equal(buffer, "undefined", "the browser has no Buffer");
      assert.deepEqual(others, JSON.parse(expected()));
    } finally {
      await browser.close();
      server.close();
    }
  });

  it("runs as esbuild bundles it", async () => {
    const outfile = path.join(project, "bundled.mjs");
    await esbuild.build({
      stdin: { contents: `${ESM}${PRINT}`, resolveDir: project },
      ...{ bundle: true, minify: true, outfile, format: "esm", platform: "browser", target: "es2022" },
      define: { global: "globalThis" },
    });
    assert.equal(node(outfile), expected());
  });

  it("does what the README's ten lines say, in an empty folder", async function () {
    this.timeout(300_000);
    const readme = fs.readFileSync(path.join(root, "app/sdk/README.md"), "utf8");
    const [, lines = ""] = /## Ten lines\n\n```ts\n([\s\S]*?)```/.exec(readme) ?? assert.fail("there are no ten lines");
    assert.match(readme, /npm install @truestake\/sdk @solana\/web3\.js@1\n/);
    const empty = path.join(folder, "empty");
    await installInto(empty, [tarball, "@solana/web3.js@1"]);
    const localnet = await startLocalnet({ slotMs: 20, slotsPerEpoch: 100_000n, blockhashSlots: 5_000n, demo: true });
    try {
      const { mint } = localnet.node.facts.demo as { mint: string };
      const secretKey = `Uint8Array.from(${JSON.stringify(Array.from(localnet.key("carol").secretKey))})`;
      // What the lines take for granted, under them: imports come first, and constants are known before anything runs.
      const given = `const url = "${localnet.url}", secretKey = ${secretKey}, mint = "${mint}";\n`;
      const [imports, body] = [/^import .*$/gm, /^(?!import ).*$/gm].map((part) => lines.match(part)?.join("\n") ?? "");
      fs.writeFileSync(path.join(empty, "main.mjs"), `${imports}\n${given}${body}`);
      const { stdout } = await promisify(execFile)(process.execPath, ["main.mjs"], { cwd: empty });
      assert.match(stdout, /^5000000000 units of a billionth token, at 1\.000000000 SOL a token\n/);
      assert.match(stdout, /expectedEpoch: \d+n/);
    } finally {
      await localnet.close();
    }
  });

  it("is no larger than it may be", async () => {
    console.log(await sizeTable(PAGES, project));
    for (const page of PAGES) {
      const { atOnce } = await sizeOf(page, project);
      assert.ok(atOnce <= (page.budget ?? Number.POSITIVE_INFINITY) * KILOBYTE, `${page.name}: ${atOnce} bytes`);
    }
  });

  it("has nothing that publint or attw would say", () => {
    const publint = tool("publint/src/cli.js", "run", tarball, "--strict");
    assert.match(publint, /All good!/);
    assert.match(tool("@arethetypeswrong/cli/dist/index.js", tarball, "--no-color"), /No problems found/);
  });

  for (const [anchor, web3] of [
    ["0.30.1", "1.98.0"],
    ["0.32.1", "1.99.0"],
  ]) {
    it(`gives a Program beside Anchor ${anchor} and web3.js ${web3}`, async function () {
      this.timeout(300_000);
      const other = path.join(folder, `anchor-${anchor}`);
      await installInto(other, [tarball, `@coral-xyz/anchor@${anchor}`, `@solana/web3.js@${web3}`]);
      const script = `const { Keypair } = require("@solana/web3.js");
const { anchorProgram, anchorEventParser, IDL } = require("@truestake/sdk/anchor");
const { PROGRAM_ID, instructions, deployment } = require("@truestake/sdk");
const program = anchorProgram({ connection: {} });
const pool = deployment({ mint: Keypair.generate().publicKey });
const [pendingAdmin] = [Keypair.generate().publicKey];
const ours = instructions.acceptAdmin({ pool, pendingAdmin });
program.methods.acceptAdmin().accountsPartial({ pendingAdmin, pool: pool.pool }).instruction().then((theirs) => {
  console.log(program.programId.equals(PROGRAM_ID), Buffer.from(ours.data).equals(theirs.data), IDL.address === PROGRAM_ID.toBase58(),
    [...anchorEventParser().parseLogs([])].length, ours.keys.every(({ pubkey }, at) => pubkey.equals(theirs.keys[at].pubkey)));
});`;
      fs.writeFileSync(path.join(other, "run.cjs"), script);
      const { stdout, stderr } = spawnSync(process.execPath, ["run.cjs"], { cwd: other, encoding: "utf8" });
      assert.equal(stdout.trim(), "true true true 0 true", stderr);
    });
  }
});
