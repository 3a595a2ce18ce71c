// Against the real metadata program.
import assert from "node:assert/strict";
import type { Keypair } from "@solana/web3.js";
import { instructions, type TokenKind, type TokenMetadata, tokenMint } from "@truestake/sdk";
import { fixture, SOL, TestContext, type TestPool } from "../common";
import {
  createMetadata,
  METADATA,
  metadataProgram,
  readMetadata,
  TOKENS,
  updateMetadata,
} from "../common/tokenMetadata";

const given = fixture(() => {
  const context = new TestContext({ programs: [metadataProgram()] });
  const pool = context.createTestPool();
  pool.createLiquidity();
  for (const token of TOKENS) context.done(createMetadata(pool, token), [pool.roles.admin]);
  return { context, pool };
});

const RENAMED: TokenMetadata = { name: "Staked SOL", symbol: "sSOL", uri: "https://truestake.example/new.json" };

describe("update_token_metadata", () => {
  let context: TestContext;
  let pool: TestPool;
  let admin: Keypair;

  beforeEach(() => {
    ({ context, pool } = given());
    ({ admin } = pool.roles);
  });

  const update = (token: TokenKind, metadata: TokenMetadata = RENAMED) =>
    context.done(updateMetadata(pool, token, metadata), [admin]);

  for (const token of TOKENS) {
    describe(`of the ${token === "pool" ? "pool token" : "shares"}`, () => {
      it("changes the metadata, and nothing else", () => {
        const before = readMetadata(pool, token) ?? assert.fail();
        const { changes, event } = update(token);
        assert.deepEqual(readMetadata(pool, token), { ...before, ...RENAMED });
        assert.deepEqual(Object.keys(changes), ["metadata.data"]);

        const books = { total: SOL, supply: SOL };
        const { token: kind, ...data } = event.data;
        assert.deepEqual(Object.keys(kind as object), [token === "pool" ? "Pool" : "Shares"]);
        const { mint } = tokenMint(pool.pdas, token);
        assert.deepEqual(
          { ...event, data },
          {
            name: "TokenMetadataUpdated",
            data: {
              pool: pool.pdas.pool.toBase58(),
              mint: mint.toBase58(),
              metadata: RENAMED,
              before: books,
              after: books,
            },
          },
        );
      });

      it("works again and again: to the longest texts, to none, and to the same", () => {
        const longest = { name: "n".repeat(32), symbol: "s".repeat(10), uri: "u".repeat(200) };
        const none = { name: "", symbol: "", uri: "" };
        for (const metadata of [longest, none, none, METADATA]) {
          update(token, metadata);
          const { mint, mintAuthority: updateAuthority } = tokenMint(pool.pdas, token);
          assert.deepEqual(readMetadata(pool, token), { ...metadata, mint, updateAuthority });
        }
      });
    });
  }

  it("is for one token at a time", () => {
    update("shares");
    assert.equal(readMetadata(pool, "pool")?.name, METADATA.name);
  });

  it("refuses texts of a byte too many", () => {
    for (const long of [{ name: "n".repeat(33) }, { symbol: "s".repeat(11) }, { uri: "u".repeat(201) }]) {
      context.refused(updateMetadata(pool, "pool", { ...METADATA, ...long }), [admin], "MetadataTooLong");
    }
  });

  it("refuses a token that has no metadata yet", () => {
    const bare = context.createTestPool();
    context.refused(updateMetadata(bare, "pool", RENAMED), [bare.roles.admin], "WrongMetadata");
    bare.createLiquidity();
    context.refused(updateMetadata(bare, "shares", RENAMED), [bare.roles.admin], "WrongMetadata");
  });

  it("refuses shares of a liquidity pool that there is not", () => {
    const bare = context.createTestPool();
    context.refused(updateMetadata(bare, "shares", RENAMED), [bare.roles.admin], "WrongLiquidityPool");
  });

  it("refuses the accounts of the pool's other token, one by one", () => {
    for (const [token, other] of [TOKENS, [...TOKENS].reverse()] as [TokenKind, TokenKind][]) {
      for (const [place, error] of [
        [2, "WrongMintAuthority"],
        [3, "WrongMetadata"],
      ] as const) {
        const instruction = updateMetadata(pool, token, RENAMED);
        const key = instruction.keys[place] ?? assert.fail();
        key.pubkey = updateMetadata(pool, other, RENAMED).keys[place]?.pubkey ?? assert.fail();
        context.refused(instruction, [admin], error);
      }
    }
  });

  it("refuses anybody but the admin", () => {
    for (const signer of [pool.roles.manager, pool.roles.guardian, context.keypair("outsider")]) {
      context.refused(updateMetadata(pool, "pool", RENAMED, signer.publicKey), [signer], "NotAdmin");
    }
  });

  it("refuses an admin who has not signed", () => {
    const unsigned = updateMetadata(pool, "pool", RENAMED);
    for (const key of unsigned.keys) key.isSigner = false;
    context.refused(unsigned, [], "AccountNotSigner");
  });

  it("is the next admin's, once they have accepted", () => {
    const heir = context.keypair("heir");
    const { deployment } = pool;
    const proposal = { pool: deployment, admin: admin.publicKey, newAdmin: heir.publicKey };
    context.done(instructions.proposeAdmin(proposal), [admin]);
    context.refused(updateMetadata(pool, "pool", RENAMED, heir.publicKey), [heir], "NotAdmin");
    context.done(instructions.acceptAdmin({ pool: deployment, pendingAdmin: heir.publicKey }), [heir]);
    context.refused(updateMetadata(pool, "pool", RENAMED), [admin], "NotAdmin");
    context.done(updateMetadata(pool, "pool", RENAMED, heir.publicKey), [heir]);
  });

  it("is open in any epoch, while rewards are being paid out and the pool is paused", () => {
    context.chain.passEpochs(2);
    context.chain.setRewardsActive(true);
    pool.pause();
    update("pool");
  });
});
