// docs/LISTING.md says nothing that is not so: its offsets are the IDL's, its code is run against a pool.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { TOKEN_PROGRAM_ID, unpackMint } from "@solana/spl-token";
import { decodePriceHistory, PROGRAM_ID } from "@truestake/sdk";
import idl from "../../artifacts/truestake.json";
import { placeOf, SOL } from "../common";
import { pricedPool } from "./fixture";
import { readForListing } from "./listing";

const text = fs.readFileSync(path.resolve(__dirname, "../../docs/LISTING.md"), "utf8");

describe("docs/LISTING.md", () => {
  const given = pricedPool();

  describe("its offsets", () => {
    const rows = [...text.matchAll(/^\| `(Pool|LiquidityPool)\.(\w+)` \| (\d+) \| (\w+) \|/gm)];

    it("are there", () => assert.equal(rows.length, 15));

    for (const [, kind = "", field = "", offset, type = ""] of rows) {
      it(`${kind}.${field}`, () => {
        const bytes: Record<string, number> = { u8: 1, u64: 8, pubkey: 32 };
        assert.deepEqual(placeOf(kind, field), { offset: Number(offset), bytes: bytes[type] });
      });
    }

    it("name the discriminator", () => {
      const { discriminator } = idl.accounts.find(({ name }) => name === "LiquidityPool") ?? assert.fail("it exists");
      assert.ok(text.includes(`\`${Buffer.from(discriminator).toString("hex")}\``));
    });
  });

  it("shows the code that runs here", () => {
    const source = fs.readFileSync(path.join(__dirname, "listing.ts"), "utf8");
    const [, snippet] = /^\/\/ snippet\n([\s\S]*?)^\/\/ end$/m.exec(source) ?? [];
    assert.equal(/```ts\n([\s\S]*?)```/.exec(text)?.[1], snippet);
  });

  it("counts all SOL once: the pool's, and what lies beside it", async () => {
    const { context, pool, user } = given();
    const { connection } = context.chain;
    const books = (): bigint => pool.state.reserveLamports + pool.state.stakedLamports - pool.state.pendingGain;
    const before = await readForListing(connection, pool.pdas.mint, PROGRAM_ID);
    assert.deepEqual([before.lamports, before.supply], [books(), pool.state.supply]);
    // 10 SOL beside the pool are 10 SOL more. The liquidity's first share is its seed of 1 SOL.
    pool.createLiquidity();
    pool.addLiquidity(pool.provider(), 10n * SOL);
    const after = await readForListing(connection, pool.pdas.mint, PROGRAM_ID);
    assert.equal(after.lamports - before.lamports, 11n * SOL);
    assert.equal(after.supply, before.supply);
    // A sale to it takes SOL out and leaves the tokens, which the pool's SOL backs as before.
    const { data } = pool.sell(user, 2n * SOL).event;
    const sold = await readForListing(connection, pool.pdas.mint, PROGRAM_ID);
    assert.equal(after.lamports - sold.lamports, data.lamports);
  });

  it("has the yield of the history", async () => {
    const { context, pool } = given();
    for (let epoch = 0; epoch < 12; epoch++) {
      context.chain.donate(pool.pdas.reserve, SOL / 10n);
      pool.nextEpoch();
    }
    const { yearly } = await readForListing(context.chain.connection, pool.pdas.mint, PROGRAM_ID);
    const account = context.chain.account(pool.pdas.history) ?? assert.fail("there is a history");
    const { entries } = decodePriceHistory(account.data);
    const [first, last] = [entries.at(-11) ?? assert.fail("ten back"), entries.at(-1) ?? assert.fail("the last")];
    const years = Number(last.unixTime - first.unixTime) / 31_557_600;
    const price = ({ total, supply }: typeof last) => Number(total) / Number(supply);
    const expected = (price(last) / price(first)) ** (1 / years) - 1;
    assert.ok(expected > 0);
    // Epochs of a test take minutes: the number is huge, and right to nine digits.
    assert.equal(yearly?.toPrecision(9), expected.toPrecision(9));
  });

  it("refuses what is no pool", async () => {
    const { context, pool, user } = given();
    await assert.rejects(readForListing(context.chain.connection, user.address, PROGRAM_ID), /no pool/);
    pool.injectPool("version", 2n);
    await assert.rejects(readForListing(context.chain.connection, pool.pdas.mint, PROGRAM_ID), /no pool/);
  });

  it("says what the mint is", () => {
    const { context, pool } = given();
    const account = context.chain.account(pool.pdas.mint) ?? assert.fail("there is a mint");
    const mint = unpackMint(pool.pdas.mint, account, TOKEN_PROGRAM_ID);
    assert.equal(mint.decimals, 9);
    assert.equal(mint.freezeAuthority, null);
    assert.equal(mint.mintAuthority?.toBase58(), pool.pdas.mintAuthority.toBase58());
    assert.ok(text.includes(TOKEN_PROGRAM_ID.toBase58()));
  });
});
