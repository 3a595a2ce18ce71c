// A pool's life by commands on a real validator: its own time, its own rewards, a keeper that runs beside.
import assert from "node:assert/strict";
import { Keypair } from "@solana/web3.js";
import { EXIT } from "@truestake/cli";
import type { ValidatorChain } from "@truestake/localnet";
import { funded, SLOTS, SOL, sharedChain, until } from "./shared";
import { type Json, Terminal } from "./terminal";

const EPOCHS = 5n;
/** Exits wait for epochs of seconds; each try comes after half of one. */
const MOST_TRIES = 20;

describe("truestake on a validator", function () {
  this.timeout(300_000);
  let chain: ValidatorChain;
  let terminal: Terminal;
  let alice: Keypair;

  before(async () => {
    chain = await sharedChain();
    terminal = new Terminal("cli", chain.url);
    alice = await funded(chain, 1_000n * SOL);
    terminal.write("maker.json", await funded(chain, 1_000n * SOL));
    terminal.write("alice.json", alice);
    terminal.write("mint.json", Keypair.generate());
  });
  after(() => terminal?.close());

  it("makes a pool with a name of a TOML file", async () => {
    const votes = await chain.voteAccounts();
    const validators = votes.map((vote) => `[[validators]]\nvote = "${vote.toBase58()}"\nscore = 100\n`).join("");
    terminal.write(
      "pool.toml",
      `mint = "mint.json"
token = { name = "Validator SOL", symbol = "vSOL" }
fees = { reward = 500, deposit = 0, withdrawal = 10, ticket = 0, referral-share = 0 }
policy = { reserve-buffer = 0, max-validator-share = 10000, max-move = 1000, moving-part = 5000 }
liquidity = { seed = "5", target = "50", min-fee = 10, max-fee = 300, treasury-cut = 2500 }
${validators}`,
    );
    const { created, plan } = await terminal.json("pool", "create", "pool.toml", "-k", "maker.json", "--yes");
    assert.deepEqual([created, plan.differences], [true, 0]);
    terminal.pool = plan.mint;
    terminal.writeKeeper(await funded(chain, 100n * SOL));
    assert.equal((await terminal.json("pool", "show")).validators, votes.length);
  });

  it("a keeper keeps the price fresh for five epochs, while a user stakes", async () => {
    await terminal.keeping(async () => {
      await terminal.json("stake", "in", "500", "-k", "alice.json", "--yes");
      const { epoch } = await chain.connection.getEpochInfo();
      const last = BigInt(epoch) + EPOCHS;
      await until("five epochs", async () => BigInt((await chain.connection.getEpochInfo()).epoch) >= last, 120);
      await until("a fresh price", async () => (await terminal.run(["pool", "health"])).code === EXIT.ok);
    });
    const { price } = await terminal.json("pool", "show");
    assert.ok(BigInt(price.total) > BigInt(price.supply), "what the validator pays has raised the price");
    const lines = terminal.read(`history/${terminal.pool}.jsonl`).trim().split("\n");
    assert.ok(BigInt(lines.length) >= EPOCHS, `${lines.length} lines of history`);
  });

  it("a statement in which every epoch adds up", async () => {
    const { periods, gaps, complete } = await terminal.json("stake", "statement", "-k", "alice.json");
    assert.deepEqual([gaps, complete], [[], true]);
    assert.ok(periods.every(({ balances }: Json) => balances));
  });

  it("everything out, in SOL", async () => {
    const balance = async () => BigInt(await chain.connection.getBalance(alice.publicKey, "confirmed"));
    const before = await balance();
    for (let tries = 0; tries < MOST_TRIES && (await balance()) - before < 499n * SOL; tries++) {
      const { absoluteSlot } = await chain.connection.getEpochInfo();
      for (const words of [
        ["keeper", "once", "--config", "keeper.toml"],
        ["stake", "exit-all", "--most", "-k", "alice.json", "--yes"],
      ]) {
        await terminal.run(words);
      }
      await until(
        "slots",
        async () => (await chain.connection.getEpochInfo()).absoluteSlot >= absoluteSlot + SLOTS / 2,
      );
    }
    const gained = (await balance()) - before;
    assert.ok(gained > 499n * SOL, `${gained}`);
    assert.deepEqual((await terminal.json("ticket", "list", "-k", "alice.json")).tickets, []);
  });
});
