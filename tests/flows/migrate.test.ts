// What `anchor migrate` calls, as Anchor calls it: a provider, and the wallet's file in the environment.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { Keypair } from "@solana/web3.js";
import { type Localnet, startLocalnet } from "@truestake/localnet";
import { TruestakeClient } from "@truestake/sdk";
import { SOL } from "../common/defaults";

const migrate: (provider: unknown) => Promise<void> = require("../../migrations/deploy");

describe("migrations/deploy.ts", () => {
  let localnet: Localnet;
  let folder: string;
  let environment: NodeJS.ProcessEnv;
  const mint = Keypair.generate();

  before(async () => {
    localnet = await startLocalnet({ slotMs: 0, finalitySlots: 0n });
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "truestake-migrate-"));
    const write = (name: string, { secretKey }: Keypair) =>
      fs.writeFileSync(path.join(folder, name), JSON.stringify([...secretKey]));
    const wallet = localnet.key("wallet");
    localnet.chain.airdropNow(wallet.publicKey, 100n * SOL);
    write("wallet.json", wallet);
    write("mint.json", mint);
    environment = { ...process.env };
    process.env.HOME = folder;
    process.env.XDG_STATE_HOME = folder;
    process.env.ANCHOR_WALLET = path.join(folder, "wallet.json");
  });
  after(async () => {
    process.env = environment;
    fs.rmSync(folder, { recursive: true });
    await localnet.close();
  });

  function described(depositCap: string): void {
    const fees = "[fees]\nreward = 500\ndeposit = 0\nwithdrawal = 10\nticket = 5\nreferral-share = 2500\n";
    const policy = "[policy]\nreserve-buffer = 100\nmax-validator-share = 500\nmax-move = 1000\nmoving-part = 2000\n";
    const file = path.join(folder, "pool.toml");
    fs.writeFileSync(file, `mint = "mint.json"\ndeposit-cap = "${depositCap}"\n${fees}${policy}`);
    process.env.TRUESTAKE_CONFIG = file;
  }

  /** Anchor's call, with what it printed. */
  async function anchor(): Promise<string> {
    const { write } = process.stdout;
    const printed: string[] = [];
    process.stdout.write = ((text: string) => printed.push(text) > 0) as typeof process.stdout.write;
    try {
      await migrate({ connection: { rpcEndpoint: localnet.url } });
    } finally {
      process.stdout.write = write;
    }
    return printed.join("");
  }

  it("needs a file", async () => {
    delete process.env.TRUESTAKE_CONFIG;
    await assert.rejects(anchor(), /which pool\? \$TRUESTAKE_CONFIG/);
  });

  it("creates the pool; the second time changes nothing; a difference is changed", async () => {
    const client = new TruestakeClient({ connection: localnet.chain.connection, mint: mint.publicKey });
    described("5000");
    assert.match(await anchor(), /The pool was created\. 1 steps? done\./);
    assert.equal((await client.snapshot()).pool.depositCap, 5_000n * SOL);
    const before = localnet.chain.transactionCount;
    assert.match(await anchor(), /nothing to do/);
    assert.equal(localnet.chain.transactionCount, before);
    described("6000");
    assert.match(await anchor(), /1 steps? done\./);
    assert.equal((await client.snapshot()).pool.depositCap, 6_000n * SOL);
  });

  it("fails where something is left for another key, and where the file is wrong", async () => {
    const [vote, manager] = [localnet.chain.createVoteAccount(), localnet.key("manager").publicKey];
    const another = Keypair.generate();
    fs.writeFileSync(path.join(folder, "mint.json"), JSON.stringify([...another.secretKey]));
    described("5000");
    const file = process.env.TRUESTAKE_CONFIG as string;
    fs.appendFileSync(file, `[roles]\nvalidator-manager = "${manager.toBase58()}"\n`);
    fs.appendFileSync(file, `[[validators]]\nvote = "${vote.toBase58()}"\nscore = 100\n`);
    await assert.rejects(anchor(), /what is left is for another key/);
    const client = new TruestakeClient({ connection: localnet.chain.connection, mint: another.publicKey });
    assert.equal((await client.snapshot()).validators.count, 0);
    described("a lot");
    await assert.rejects(anchor(), /pool apply ended with 2/);
  });
});
