// A pool's life by commands on a real validator: its own time, its own rewards, a keeper that runs beside.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { Keypair } from "@solana/web3.js";
import { EXIT, type Io, run } from "@truestake/cli";
import type { ValidatorChain } from "@truestake/localnet";
import { funded, SOL, sharedChain, until } from "./shared";

// biome-ignore lint/suspicious/noExplicitAny: results are read by name; the command line's own tests hold them to their schemas.
type Json = any;

const EPOCHS = 5n;
/** Exits wait for epochs of seconds; each try comes after half of one. */
const MOST_TRIES = 20;

describe("truestake on a validator", function () {
  this.timeout(300_000);
  let chain: ValidatorChain;
  let home: string;
  let pool: string;

  before(async () => {
    chain = await sharedChain();
    home = fs.mkdtempSync(path.join(os.tmpdir(), "truestake-cli-"));
    write("maker.json", await funded(chain, 1_000n * SOL));
    write("alice.json", await funded(chain, 1_000n * SOL));
    write("keeper.json", await funded(chain, 100n * SOL));
    write("mint.json", Keypair.generate());
  });
  after(() => fs.rmSync(home, { recursive: true }));

  function write(name: string, content: Keypair | string): void {
    const text = typeof content === "string" ? content : JSON.stringify([...content.secretKey]);
    fs.writeFileSync(path.join(home, name), text);
  }

  async function truestake(words: string[], more: Partial<Io> = {}) {
    const [out, error]: string[][] = [[], []];
    const io: Io = {
      out: (text) => out?.push(text),
      error: (text) => error?.push(text),
      env: { HOME: home, TRUESTAKE_URL: chain.url, ...(pool ? { TRUESTAKE_POOL: pool } : {}) },
      ...{ cwd: home, width: 100, ask: undefined, now: Date.now },
      ...more,
    };
    const code = await run(words, io);
    return { code, out: out?.join("\n") ?? "", error: error?.join("\n") ?? "" };
  }

  async function json(...words: string[]): Promise<Json> {
    const { code, out, error } = await truestake([...words, "--output", "json"]);
    assert.equal(code, EXIT.ok, `${words.join(" ")}: ${error}`);
    return JSON.parse(out);
  }

  it("makes a pool with a name of a TOML file", async () => {
    const votes = await chain.voteAccounts();
    const validators = votes.map((vote) => `[[validators]]\nvote = "${vote.toBase58()}"\nscore = 100\n`).join("");
    write(
      "pool.toml",
      `mint = "mint.json"
token = { name = "Validator SOL", symbol = "vSOL" }
fees = { reward = 500, deposit = 0, withdrawal = 10, ticket = 0, referral-share = 0 }
policy = { reserve-buffer = 0, max-validator-share = 10000, max-move = 1000, moving-part = 5000 }
liquidity = { seed = "5", target = "50", min-fee = 10, max-fee = 300, treasury-cut = 2500 }
${validators}`,
    );
    const { created, plan } = await json("pool", "create", "pool.toml", "-k", "maker.json", "--yes");
    assert.deepEqual([created, plan.differences], [true, 0]);
    pool = plan.mint;
    assert.equal((await json("pool", "show")).validators, votes.length);
  });

  it("a keeper keeps the price fresh for five epochs, while a user stakes", async () => {
    write(
      "keeper.toml",
      `cluster = "validator"
keypair = "keeper.json"
budget-lamports = 5_000_000
interval = "500ms"
poll = "100ms"
history = "history"
[[endpoints]]
name = "validator"
url = "${chain.url}"
[[pools]]
mint = "${pool}"
[fees]
patience = "2s"
[stagger]
slice = "2s"
keepers = []
places = 1
`,
    );
    const stopping = new AbortController();
    const keeping = truestake(["keeper", "run", "--config", "keeper.toml"], { signal: stopping.signal });
    try {
      await json("stake", "in", "500", "-k", "alice.json", "--yes");
      const { epoch } = await chain.connection.getEpochInfo();
      const last = BigInt(epoch) + EPOCHS;
      await until("five epochs", async () => BigInt((await chain.connection.getEpochInfo()).epoch) >= last, 120);
      await until("a fresh price", async () => (await truestake(["pool", "health"])).code === EXIT.ok);
    } finally {
      stopping.abort();
      const { code, error } = await keeping;
      assert.equal(code, EXIT.ok, error);
    }
    const { price } = await json("pool", "show");
    assert.ok(BigInt(price.total) > BigInt(price.supply), "what the validator pays has raised the price");
    const lines = fs
      .readFileSync(path.join(home, "history", `${pool}.jsonl`), "utf8")
      .trim()
      .split("\n");
    assert.ok(BigInt(lines.length) >= EPOCHS, `${lines.length} lines of history`);
  });

  it("a statement in which every epoch adds up", async () => {
    const { periods, gaps, complete } = await json("stake", "statement", "-k", "alice.json");
    assert.deepEqual([gaps, complete], [[], true]);
    assert.ok(periods.every(({ balances }: Json) => balances));
  });

  it("everything out, in SOL", async () => {
    const key = Keypair.fromSecretKey(
      Uint8Array.from(JSON.parse(fs.readFileSync(path.join(home, "alice.json"), "utf8"))),
    );
    const balance = async () => BigInt(await chain.connection.getBalance(key.publicKey, "confirmed"));
    const before = await balance();
    for (let tries = 0; tries < MOST_TRIES && (await balance()) - before < 499n * SOL; tries++) {
      const { absoluteSlot } = await chain.connection.getEpochInfo();
      for (const words of [
        ["keeper", "once", "--config", "keeper.toml"],
        ["stake", "exit-all", "--most", "-k", "alice.json", "--yes"],
      ]) {
        await truestake(words);
      }
      await until("slots", async () => (await chain.connection.getEpochInfo()).absoluteSlot >= absoluteSlot + 32);
    }
    const gained = (await balance()) - before;
    assert.ok(gained > 499n * SOL, `${gained}`);
    assert.deepEqual((await json("ticket", "list", "-k", "alice.json")).tickets, []);
  });
});
