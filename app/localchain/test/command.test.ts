import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { Connection, Keypair, PublicKey, SystemProgram } from "@solana/web3.js";
import { keypairWallet, TruestakeClient } from "@truestake/sdk";
import type { Demo } from "../src";
import { parseOptions, UsageError } from "../src/options";
import { writeJson } from "../src/server/json";
import { freePortRange } from "../src/validator/ports";

const ROOT = path.resolve(__dirname, "../../..");

/** The command, once it is ready. */
class Command {
  private constructor(
    private readonly child: ChildProcess,
    readonly about: { url: string; seed: string; demo: Demo; programs: string[] },
    readonly seconds: number,
  ) {}

  static async start(...args: string[]): Promise<Command> {
    const port = await freePortRange(2);
    const all = ["toolchain/run.mjs", "localnet", "--output", "json", "--port", String(port), ...args];
    const began = Date.now();
    const child = spawn(process.execPath, all, { cwd: ROOT, stdio: ["ignore", "pipe", "inherit"] });
    let text = "";
    for await (const chunk of child.stdout.setEncoding("utf8")) {
      text += chunk;
      if (text.endsWith("\n")) break;
    }
    return new Command(child, JSON.parse(text), (Date.now() - began) / 1_000);
  }

  async call<T>(method: string, ...params: unknown[]): Promise<T> {
    const body = writeJson({ jsonrpc: "2.0", id: 1, method, params });
    const response = await fetch(this.about.url, { method: "POST", body });
    return ((await response.json()) as { result: T }).result;
  }

  async end(): Promise<number | null> {
    const ended = once(this.child, "exit");
    this.child.kill("SIGINT");
    const [code] = await ended;
    return code;
  }
}

describe("npm run localnet", function () {
  this.timeout(120_000);

  it("with a demo: a user deposits, orders and is paid through the SDK", async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "truestake-localnet-"));
    const time = ["--slot-ms", "20", "--finality-slots", "4"];
    const command = await Command.start("--demo", "--seed", "7", ...time, "--keys", path.join(folder, "keys"));
    try {
      const { url, demo } = command.about;
      const connection = new Connection(url, "confirmed");
      assert.deepEqual(fs.readdirSync(path.join(folder, "keys")).sort(), [
        ...["alice.json", "bob.json", "carol.json", "operator.json", "payer.json"],
      ]);
      const key = (name: string) =>
        Keypair.fromSecretKey(
          Uint8Array.from(JSON.parse(fs.readFileSync(path.join(folder, "keys", `${name}.json`), "utf8"))),
        );
      assert.equal(await connection.getBalance(key("payer").publicKey, "processed"), 1_000_000_000_000);
      const carol = Keypair.fromSecretKey(Uint8Array.from(demo.users.carol?.secretKey ?? []));
      assert.deepEqual(key("carol").publicKey, carol.publicKey);
      const mint = new PublicKey(demo.mint);
      const options = { pollEvery: 20, rebroadcastEvery: 1_000, retries: 3 };
      const client = new TruestakeClient({ connection, wallet: keypairWallet(carol), mint, options });
      const { tokens } = await client.depositSol({ lamports: 100_000_000_000n });
      assert(tokens > 0n);
      const before = await client.price();
      await command.call("localnet_passEpochs", { epochs: 3 });
      await client.crank();
      const after = await client.price();
      assert(after.total * before.supply > before.total * after.supply, "rewards raise the price");
      assert.equal((await client.proofOfBacking()).ok, true);
      const { current } = await command.call<{ current: { votePubkey: string }[] }>("getVoteAccounts");
      const votes = (list: { vote?: string; votePubkey?: string }[]) =>
        list.map(({ vote, votePubkey }) => vote ?? votePubkey).sort();
      assert.deepEqual(votes(current), votes(demo.validators));
    } finally {
      fs.rmSync(folder, { recursive: true });
      assert.equal(await command.end(), 0);
    }
  });

  it("gives the same chain for the same seed, with accounts and programs of one's own", async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "truestake-localnet-"));
    const [address, program] = [Keypair.generate().publicKey.toBase58(), Keypair.generate().publicKey.toBase58()];
    const file = path.join(folder, "account.json");
    const owner = SystemProgram.programId.toBase58();
    const account = { lamports: 18_446_744_073_709_551_615n, data: ["AQID", "base64"], owner, executable: false };
    fs.writeFileSync(file, writeJson({ pubkey: address, account }));
    const binary = path.join(ROOT, "artifacts/example_vault.so");
    const args = ["--seed", "same", "--slot-ms", "0", "--account", "-", file, "--program", program, binary];
    const found: unknown[] = [];
    for (let times = 0; times < 2; times++) {
      const command = await Command.start(...args);
      try {
        assert.equal(command.about.seed, "same");
        const { value } = await command.call<{ value: { data: string[]; executable: boolean }[] }>(
          "getMultipleAccounts",
          [address, program],
        );
        assert.deepEqual(value[0]?.data, ["AQID", "base64"]);
        assert.equal(value[1]?.executable, true);
        found.push(await command.call("getGenesisHash"), await command.call("getLatestBlockhash"));
      } finally {
        assert.equal(await command.end(), 0);
      }
    }
    fs.rmSync(folder, { recursive: true });
    assert.deepEqual(found.slice(0, 2), found.slice(2));
  });

  it("says what it does not make sense of", () => {
    const cases: [args: string[], message: RegExp][] = [
      [["--port", "x"], /--port x: a number from 0/],
      [["--port"], /--port needs a value/],
      [["--finality-slots", "1001"], /from 0 to 1000/],
      [["--chain", "mainnet"], /there are in-process, validator/],
      [["--chain", "validator", "--demo", "--seed", "1"], /--chain validator knows no --seed, --demo/],
      [["--program", "abc", "x.so"], /an address is needed/],
      [["--warp", "1"], /--warp is not known/],
      [["--demo=1"], /--demo takes no value/],
    ];
    for (const [args, message] of cases) {
      assert.throws(
        () => parseOptions(args),
        (error: Error) => error instanceof UsageError && message.test(error.message),
      );
    }
    assert.equal(parseOptions(["--demo", "--help"]), "help");
    assert.equal(parseOptions(["--version"]), "version");
    const options = parseOptions(["--port=1234", "--demo"]);
    assert.equal(typeof options === "object" && options.port, 1_234);
  });
});
