// The story of docs/STEWARD.md on a local network: a shell runs the very commands that the document shows, in its order.
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { Connection, Keypair, PublicKey } from "@solana/web3.js";
import { tokenAddress } from "@truestake/sdk";
import { freePortRange } from "../../localchain/src/validator/ports";
import type { Io } from "../src/context/io";
import { run } from "../src/run";
import { assertValid, type Json, SOL } from "./support";

const ROOT = path.resolve(__dirname, "../../..");
const TITLE = "## Try it on a local network";
/** The port that the document's network has, and every free one stands in for. */
const PORT = "8899";

/** The shell blocks of the document's section, by their order. */
function blocks(): string[] {
  const text = fs.readFileSync(path.join(ROOT, "docs/STEWARD.md"), "utf8");
  const begin = text.indexOf(TITLE);
  assert.ok(begin >= 0, `docs/STEWARD.md has no section "${TITLE}"`);
  const end = text.indexOf("\n## ", begin + TITLE.length);
  const section = text.slice(begin, end < 0 ? undefined : end);
  return [...section.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block = ""]) => block);
}

/** Stands in for the command `truestake`: has this process run it, which is faster than one for each. */
const SHIM = `#!/usr/bin/env node
const { argv, env } = process;
fetch(env.STORY, { method: "POST", body: JSON.stringify({ words: argv.slice(2), env }) })
  .then((answer) => answer.json())
  .then(({ code, out, error }) => {
    if (out) console.log(out);
    if (error) console.error(error);
    process.exitCode = code;
  });
`;

/** A network, and a shell that runs blocks of commands in a folder of its own. */
class Story {
  readonly home = fs.mkdtempSync(path.join(os.tmpdir(), "truestake-steward-"));
  private readonly processes: ChildProcess[] = [];
  private readonly server = http.createServer((request, response) => void this.answer(request, response));
  private port = 0;
  private said = "";
  private errors = "";
  /** What the shell has exported, as its last command saw it. */
  private env: Record<string, string> = {};

  /** Starts the network by the document's own command, on another port. */
  async open(command: string): Promise<void> {
    const [npm, run, script, dashes, ...words] = command.trim().split(/\s+/);
    assert.deepEqual([npm, run, script, dashes], ["npm", "run", "localnet", "--"]);
    this.port = await freePortRange(2);
    // npm runs it in the repository's folder, where the keys are not to be.
    const at = words.indexOf("--keys") + 1;
    assert.ok(at > 0, "it writes keys");
    words[at] = path.join(this.home, words[at] ?? "");
    const args = [path.join(ROOT, "toolchain/run.mjs"), "localnet", ...words, "--port", String(this.port)];
    const network = spawn(process.execPath, args, { cwd: this.home, stdio: ["ignore", "pipe", "inherit"] });
    this.processes.push(network);
    let text = "";
    for await (const chunk of network.stdout.setEncoding("utf8")) {
      text += chunk;
      if (text.includes("ready; Ctrl-C ends it")) break;
    }
    this.server.listen(0, "127.0.0.1");
    await once(this.server, "listening");
    const bin = path.join(this.home, "bin");
    fs.mkdirSync(bin);
    fs.writeFileSync(path.join(bin, "truestake"), SHIM, { mode: 0o755 });
    const { port } = this.server.address() as AddressInfo;
    const env = { HOME: this.home, PATH: `${bin}:${process.env.PATH}`, STORY: `http://127.0.0.1:${port}` };
    const shell = spawn("bash", ["-eu", "-o", "pipefail", "-s"], { cwd: this.home, env, stdio: "pipe" });
    this.processes.push(shell);
    shell.stdout.setEncoding("utf8").on("data", (chunk) => {
      this.said += chunk;
    });
    shell.stderr.setEncoding("utf8").on("data", (chunk) => {
      this.errors += chunk;
    });
  }

  /** Runs a block to its end; what it says. */
  async play(block: string): Promise<string> {
    const shell = this.processes[1] ?? assert.fail("there is a shell");
    const from = this.said.length;
    const ended = once(shell, "exit");
    const told = new Promise<void>((resolve) => {
      shell.stdout?.on("data", () => this.said.includes("the block has ended\n", from) && resolve());
    });
    shell.stdin?.write(`${block.replaceAll(PORT, String(this.port))}\necho the block has ended\n`);
    const failed = ended.then(([code]) => assert.fail(`exit code ${code}\n${this.said.slice(from)}\n${this.errors}`));
    await Promise.race([told, failed]);
    failed.catch(() => undefined);
    return this.said.slice(from);
  }

  /** The vote account that the shell has by a name. */
  vote(name: string): string {
    return this.env[name] ?? assert.fail(`the shell has no ${name}`);
  }

  /** The pool's tokens of a key that the network wrote. */
  async tokens(name: string): Promise<bigint> {
    const secret = JSON.parse(fs.readFileSync(path.join(this.home, `keys/${name}.json`), "utf8"));
    const { publicKey } = Keypair.fromSecretKey(Uint8Array.from(secret));
    const { value } = await this.connection.getTokenAccountBalance(tokenAddress(this.mint, publicKey));
    return BigInt(value.amount);
  }

  /** All tokens that there are. */
  async supply(): Promise<bigint> {
    const { value } = await this.connection.getTokenSupply(this.mint);
    return BigInt(value.amount);
  }

  private get mint(): PublicKey {
    return new PublicKey(this.env.TRUESTAKE_POOL ?? assert.fail("the shell has no pool"));
  }

  private get connection(): Connection {
    return new Connection(`http://127.0.0.1:${this.port}`);
  }

  /** The JSON of a command that only reads. */
  async read(...words: string[]): Promise<Json> {
    const { code, out, error } = await this.command([...words, "--output", "json"], this.env);
    assert.equal(code, 0, error);
    return JSON.parse(out);
  }

  private async answer(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    let body = "";
    for await (const chunk of request) body += chunk;
    const { words, env } = JSON.parse(body);
    this.env = env;
    response.end(JSON.stringify(await this.command(words, env)));
  }

  private async command(words: string[], env: Record<string, string>) {
    const [out, errors]: [string[], string[]] = [[], []];
    const io: Io = {
      ...{ out: (text) => out.push(text), error: (text) => errors.push(text) },
      ...{ env, cwd: this.home, width: 120, ask: undefined, now: Date.now },
    };
    const code = await run(words, io, ({ schema, result }) => assertValid(schema, result));
    return { code, out: out.join("\n"), error: errors.join("\n") };
  }

  async close(): Promise<void> {
    for (const each of this.processes) {
      if (each.exitCode !== null) continue;
      const ended = once(each, "exit");
      each.kill("SIGINT");
      each.stdin?.end();
      await ended;
    }
    this.server.close();
    fs.rmSync(this.home, { recursive: true });
  }
}

/** Of a stake account. */
const RENT = 2_282_880n;

describe("the steward on a local network, by the commands of docs/STEWARD.md", function () {
  this.timeout(300_000);
  const story = new Story();
  const [network = "", words = "", handOver = "", join = "", byHand = "", loss = "", cover = "", leave = "", ...more] =
    blocks();
  after(() => story.close());

  const explain = (name: string) => story.read("steward", "explain", story.vote(name));
  /** The true price, and all that there is for the tokens once every gain is released. */
  const price = async () => {
    const { price, unreleased } = await story.read("pool", "show");
    const [total, supply] = [BigInt(price.total), BigInt(price.supply)];
    return { total, supply, all: total + BigInt(unreleased) };
  };

  it("a demo's admin hands the role over: the steward manages five updates later", async () => {
    assert.deepEqual(more, [], "every block is played");
    await story.open(network);
    await story.play(words);
    await story.play(`${handOver}export ADA BEN DOT\n`);
    const { isManager, managedSince, members } = await story.read("steward", "show");
    // Made in epoch 100, whose update was its pool's creation.
    assert.deepEqual([isManager, managedSince, members], [true, "105", 0]);
  });

  it("three join by the key that --keys wrote, are rated, and get the stake that their scores say", async () => {
    await story.play(join);
    const { members, strangers, knownEpochs } = await story.read("steward", "report");
    const names = ["ADA", "BEN", "DOT"];
    // Every epoch that passed was noted with what it paid. Cleo has left the list.
    assert.deepEqual([knownEpochs, strangers], [10, []]);
    const rated = names.map((name) => members.find(({ vote }: Json) => vote === story.vote(name)));
    // What is left of a commission to the fourth, in thousandths: 1, 0.95^4 = 0.8145, 0.98^4 = 0.9224.
    assert.deepEqual(
      rated.map(({ rated }) => rated.quality),
      [1_000, 814, 922],
    );
    // Bonds allow more than the largest share, 400,000 millionths.
    assert.deepEqual(
      rated.map(({ rated }) => rated.score),
      [400_000, 325_600, 368_800],
    );
    // What each took is what it pledged to take: measured from lamports, and floored.
    for (const [index, pledged] of [0, 500, 200].entries()) {
      const { commission } = rated[index];
      assert.equal(commission.pledged, pledged);
      assert.ok(pledged - commission.measured <= 1 && commission.measured <= pledged, `${commission.measured}`);
    }
    assert.deepEqual(
      rated.map(({ bond }) => [bond.tokens, bond.debt]),
      [20n, 25n, 20n].map((tokens) => [String(tokens * SOL), "0"]),
    );
    const stakes = rated.map(({ stake }) => BigInt(stake));
    const staked = stakes.reduce((sum, stake) => sum + stake, 0n);
    // Less than the pool moves for: 20 basis points of a share.
    for (const [index, score] of [400_000n, 325_600n, 368_800n].entries()) {
      const right = (staked * score) / 1_094_400n;
      const off = (stakes[index] ?? 0n) - right;
      assert.ok((off < 0n ? -off : off) * 500n < staked, `${names[index]}: ${stakes[index]}, not ${right}`);
    }
  });

  it("an epoch by hand charges nobody: everybody earned what was pledged", async () => {
    await story.play(byHand);
    for (const name of ["ADA", "BEN", "DOT"]) {
      const { bond, earning } = await explain(name);
      assert.deepEqual([bond.debt, bond.carriedLamports], ["0", "0"], name);
      assert.ok(BigInt(earning.earned) > 0n);
    }
  });

  it("a bond owes what its validator lost, and pays it: a token is worth what it was", async () => {
    const [before, { stake }] = [await price(), await explain("BEN")];
    const said = await story.play(loss);
    const lost = BigInt(/"lamports":(\d+)/.exec(said)?.[1] ?? assert.fail(said));
    // A thousandth of what is delegated: that is all but the rents of its stake account and of the one by which stake comes.
    assert.equal(lost, (BigInt(stake) - 2n * RENT) / 1_000n);
    const measured = await price();
    // What the epoch's beginning releases is more than the loss, and bears it first.
    assert.deepEqual(measured, { total: before.total, supply: before.supply, all: before.all - lost });
    // At the price that the epoch before began with, rounded up: nobody else bears the rest of a unit.
    const [old] = (await story.read("history")).entries.slice(-2);
    const [total, supply] = [BigInt(old.total), BigInt(old.supply)];
    const debt = (lost * supply + total - 1n) / total;
    assert.equal((await explain("BEN")).bond.debt, String(debt));
    await story.play(cover);
    // The pool's books count the tokens that are there when it is updated next.
    const { all } = await price();
    const left = await story.supply();
    assert.deepEqual([left, all], [before.supply - debt, measured.all]);
    assert.ok(all * before.supply >= before.all * left, "nobody else has lost anything");
    assert.equal((await explain("BEN")).bond.tokens, String(25n * SOL - debt));
  });

  it("who leaves owes an epoch's rewards on the stake that goes, and gets the rest", async () => {
    const [{ stake }, { total, supply }, tokens] = [await explain("DOT"), await price(), await story.tokens("alice")];
    const said = await story.play(leave);
    // 98 %, for it pledged to take 2, of the demo's 360 millionths.
    const idled = (((BigInt(stake) * 360n) / 1_000_000n) * 98n) / 100n;
    const debt = (idled * supply + total - 1n) / total;
    assert.equal((await story.tokens("alice")) - tokens, 20n * SOL - debt);
    assert.match(said, /is no member any more/);
    const { members } = await story.read("steward", "report");
    assert.deepEqual(
      members.map(({ vote }: Json) => vote),
      [story.vote("ADA"), story.vote("BEN")],
    );
    assert.equal((await story.read("prove")).ok, true);
  });
});
