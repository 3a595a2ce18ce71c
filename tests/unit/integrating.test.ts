// docs/INTEGRATING.md says nothing that is not so: its code is code that is compiled or run, its offsets are the IDL's, and
// its numbers the program's.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { keypairWallet, PROGRAM_ID } from "@truestake/sdk";
import lender from "../../artifacts/example_lender.json";
import vault from "../../artifacts/example_vault.json";
import idl from "../../artifacts/truestake.json";
import { placeOf, SOL } from "../common";
import { fixed, lending } from "../common/lender";
import { pricedPool } from "./fixture";
import { beforeLiquidating, readTruePrice, readWithSdk } from "./integrating";

const root = path.resolve(__dirname, "../..");
const text = fs.readFileSync(path.join(root, "docs/INTEGRATING.md"), "utf8");
const blocks = [...text.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map(([, language = "", code = ""]) => ({
  language,
  code,
}));

/** Lines without their indentation, so that a piece of code is found wherever it stands. */
const lines = (code: string): string => code.replace(/^[ \t]+/gm, "").trim();

const EXAMPLES = ["programs/example-lender", "programs/example-vault"];

/** What the code of each language is taken from. */
const SOURCES: Record<string, string[]> = {
  rust: EXAMPLES.flatMap((folder) =>
    fs
      .readdirSync(path.join(root, folder, "src"), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".rs"))
      .map((file) => path.join(folder, "src", file)),
  ),
  toml: EXAMPLES.map((folder) => path.join(folder, "Cargo.toml")),
  ts: ["tests/unit/integrating.ts"],
};

describe("docs/INTEGRATING.md", () => {
  it("has code of every kind", () => {
    assert.deepEqual([...new Set(blocks.map(({ language }) => language))].sort(), ["rust", "toml", "ts"]);
  });

  for (const [index, { language, code }] of blocks.entries()) {
    it(`takes its code ${index + 1} word for word from a file that is compiled or run`, () => {
      const files = (SOURCES[language] ?? []).map((file) => lines(fs.readFileSync(path.join(root, file), "utf8")));
      assert(
        files.some((file) => file.includes(lines(code))),
        code,
      );
    });
  }

  it("shows all TypeScript that the tests run", () => {
    const source = fs.readFileSync(path.join(root, "tests/unit/integrating.ts"), "utf8");
    const snippets = [...source.matchAll(/^\/\/ snippet\n([\s\S]*?)^\/\/ end$/gm)].map(([, code = ""]) => code.trim());
    assert.deepEqual(
      blocks.filter(({ language }) => language === "ts").map(({ code }) => code.trim()),
      snippets,
    );
  });

  describe("its offsets", () => {
    const rows = [...text.matchAll(/^\| `(Pool|PriceHistory|PriceEntry)\.(\w+)` \| (\d+) \| (\w+) \|/gm)];

    it("are there", () => assert(rows.length > 15));

    for (const [, kind = "", field = "", offset, type] of rows) {
      it(`${kind}.${field}`, () => {
        const place = placeOf(kind, field);
        // An entry is no account: it has no discriminator.
        assert.equal(place.offset - (kind === "PriceEntry" ? 8 : 0), Number(offset));
        const bytes: Record<string, number> = { u8: 1, u64: 8, i64: 8, pubkey: 32 };
        if (field !== "entries") assert.equal(place.bytes, bytes[type ?? ""]);
      });
    }

    it("name the discriminators", () => {
      for (const { name, discriminator } of idl.accounts.filter(
        ({ name }) => name === "Pool" || name === "PriceHistory",
      )) {
        assert(text.includes(`\`${Buffer.from(discriminator).toString("hex")}\``), name);
      }
    });
  });

  it("names errors and instructions that exist", () => {
    const known = new Set(
      [idl, lender, vault].flatMap(({ errors, instructions, types, accounts }) => [
        ...[...errors, ...instructions, ...types, ...accounts].map(({ name }) => name),
        ...instructions.flatMap(({ args }) => args.map(({ name }) => name)),
        ...types
          .flatMap(({ type }) => ("fields" in type ? (type.fields as { name: string }[]) : []))
          .map(({ name }) => name),
      ]),
    );
    const plain = text.replace(/^```[\s\S]*?^```$/gm, "");
    const named = [...plain.matchAll(/`([a-z]+(?:_[a-z]+)+|[A-Z][a-z]+(?:[A-Z][a-z]+)+)`/g)].map(
      ([, name = ""]) => name,
    );
    const foreign = new Set(["AccountLoader", "idling_gain", "time_weighted_mean"]);
    assert(named.length > 10);
    for (const name of named) assert(known.has(name) || foreign.has(name), name);
  });

  it("says the ceilings of the program", () => {
    const constant = (name: string) => Number(idl.constants.find((each) => each.name === name)?.value);
    assert.equal(constant("DECIMALS"), 9);
    assert.equal(constant("HISTORY_LENGTH"), 512);
    assert.equal(constant("MAX_LIQUIDITY_FEE_BPS"), 1_000);
    assert.equal(constant("MAX_TICKET_FEE_BPS"), 50);
    assert.equal(constant("MAX_WITHDRAWAL_FEE_BPS"), 50);
    assert.equal(constant("MAX_PAUSE_SECONDS"), 3 * 24 * 60 * 60);
    assert.equal(constant("PAUSE_INTERVAL_SECONDS"), 24 * 60 * 60);
  });

  describe("its TypeScript", () => {
    const given = pricedPool();

    it("reads the price from bytes alone, in every slot of a release", async () => {
      const { context, pool } = given();
      context.chain.donate(pool.pdas.reserve, 7n * SOL + 3n);
      pool.nextEpoch();
      for (const slots of [0n, 1n, 333n, 600n]) {
        context.chain.advanceSlots(slots);
        const read = await readTruePrice(context.chain.connection, pool.pdas.mint, PROGRAM_ID);
        assert.deepEqual(read, { ...pool.books, fresh: true });
      }
      context.chain.passEpochs(1);
      assert.equal((await readTruePrice(context.chain.connection, pool.pdas.mint, PROGRAM_ID)).fresh, false);
    });

    it("refuses what is no pool, and what it does not know", async () => {
      const { context, pool, user } = given();
      const { connection } = context.chain;
      await assert.rejects(readTruePrice(connection, user.address, PROGRAM_ID), /no pool/);
      pool.injectPool("version", 2n);
      await assert.rejects(readTruePrice(connection, pool.pdas.mint, PROGRAM_ID), /a layout/);
    });

    it("reads the price and its mean with the SDK", async () => {
      const { context, pool } = given();
      context.chain.advanceSlots(500n);
      const read = await readWithSdk(context.chain.connection, pool.pdas.mint);
      // Two updates: 1 for an epoch, 1.1 for half of one.
      const mean = { total: (2n * fixed(1n, 1n) + fixed(11n, 10n)) / 3n, supply: 1n << 32n };
      assert.deepEqual(read, { ...pool.books, text: "1.100000000", fresh: true, mean });
    });

    it("has the mean that the lender has", async () => {
      const { context, pool, market } = lending({ mean_updates: 8, max_age_epochs: 20 })();
      for (let epoch = 0; epoch < 8; epoch++) {
        context.chain.donate(pool.pdas.reserve, 3n * SOL + BigInt(epoch));
        pool.nextEpoch();
      }
      context.chain.advanceSlots(77n);
      const { mean } = await readWithSdk(context.chain.connection, pool.pdas.mint);
      assert.equal(mean?.total, market.price().mean);
    });

    it("makes a price fresh", async () => {
      const { context, pool, user } = given();
      context.chain.passEpochs(1);
      for (let times = 0; times < 2; times++) {
        await beforeLiquidating(context.chain.connection, keypairWallet(user.keypair), pool.pdas.mint);
        assert.equal(pool.state.lastUpdateEpoch, context.chain.epoch);
      }
    });
  });

  describe("what it says about a redemption's fee", () => {
    it("does not move the price, and is released after the next update", () => {
      const { pool, market, bob } = lending()();
      pool.deposit(bob, 60n * SOL);
      pool.order(bob, 50n * SOL);
      pool.nextEpoch();
      const before = market.price();
      pool.settle();
      assert.deepEqual(market.price(), before);
      pool.nextEpoch();
      pool.nextEpoch();
      // 0.1 % of 50 SOL, shared by the other 210 tokens.
      assert.equal(market.price().current, fixed(210n * SOL + 50_000_000n, 210n * SOL));
    });
  });
});
