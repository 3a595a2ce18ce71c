// Against the real metadata program.
import assert from "node:assert/strict";
import { type Keypair, PublicKey } from "@solana/web3.js";
import { TOKEN_METADATA_PROGRAM_ID, type TokenKind, type TokenMetadata, tokenMint } from "@truestake/sdk";
import { fixture, SOL, TestContext, type TestPool, WALLET_RENT } from "../common";
import {
  createMetadata,
  METADATA,
  metadataOf,
  metadataProgram,
  readMetadata,
  TOKENS,
  updateMetadata,
} from "../common/tokenMetadata";

const given = fixture(() => {
  const context = new TestContext({ programs: [metadataProgram()] });
  const pool = context.createTestPool();
  pool.createLiquidity();
  return { context, pool };
});

describe("create_token_metadata", () => {
  let context: TestContext;
  let pool: TestPool;
  let admin: Keypair;

  beforeEach(() => {
    ({ context, pool } = given());
    ({ admin } = pool.roles);
  });

  const create = (token: TokenKind, metadata: TokenMetadata = METADATA) =>
    context.done(createMetadata(pool, token, { metadata }), [admin]);

  for (const token of TOKENS) {
    describe(`of the ${token === "pool" ? "pool token" : "shares"}`, () => {
      it("makes the metadata, and changes nothing else", () => {
        const payer = context.keypair("payer", SOL);
        const address = metadataOf(pool, token);
        const { mint, mintAuthority } = tokenMint(pool.pdas, token);
        assert.equal(readMetadata(pool, token), undefined);
        const instruction = createMetadata(pool, token, { payer: payer.publicKey });
        const { changes, event } = context.done(instruction, [admin, payer]);
        assert.deepEqual(readMetadata(pool, token), { ...METADATA, mint, updateAuthority: mintAuthority });

        // How much it costs is the metadata program's own affair.
        const { "payer.lamports": [, left] = [], "metadata.lamports": [, lamports] = [], ...others } = changes;
        assert.deepEqual(others, { metadata: [undefined, TOKEN_METADATA_PROGRAM_ID.toBase58()] });
        const bytes = BigInt(context.chain.account(address)?.data.length ?? 0);
        assert(typeof left === "bigint" && left < SOL);
        assert(typeof lamports === "bigint" && lamports >= context.chain.rentFor(bytes));

        const books = { total: SOL, supply: SOL };
        const { token: kind, ...data } = event.data;
        assert.deepEqual(Object.keys(kind as object), [token === "pool" ? "Pool" : "Shares"]);
        assert.deepEqual(
          { ...event, data },
          {
            name: "TokenMetadataCreated",
            data: {
              pool: pool.pdas.pool.toBase58(),
              mint: mint.toBase58(),
              metadata: METADATA,
              before: books,
              after: books,
            },
          },
        );
      });

      it("makes it for a token and not for a work of art: no royalties, no creators, changeable", () => {
        create(token);
        const data = context.chain.account(metadataOf(pool, token))?.data ?? assert.fail();
        const end = 1 + 32 + 32 + (4 + 32) + (4 + 10) + (4 + 200);
        const [royalties, creators, wasSold, isMutable] = [0, 2, 3, 4].map((place) => data.readUInt8(end + place));
        assert.deepEqual([royalties, data.readUInt8(end + 1), creators, wasSold, isMutable], [0, 0, 0, 0, 1]);
      });

      it("works once", () => {
        create(token);
        context.refused(createMetadata(pool, token), [admin], "MetadataExists");
        context.done(updateMetadata(pool, token, { ...METADATA, name: "Renamed" }), [admin]);
        context.refused(createMetadata(pool, token), [admin], "MetadataExists");
      });

      it("takes an address to which somebody has sent lamports: little, and more than it needs", () => {
        const state = context.chain.snapshot();
        for (const lamports of [WALLET_RENT, SOL]) {
          context.chain.rewind(state);
          context.chain.donate(metadataOf(pool, token), lamports);
          create(token);
          assert.equal(readMetadata(pool, token)?.name, METADATA.name);
        }
      });
    });
  }

  it("is for one token at a time", () => {
    create("shares");
    assert.equal(readMetadata(pool, "pool"), undefined);
    create("pool", { ...METADATA, name: "Another" });
    assert.equal(readMetadata(pool, "shares")?.name, METADATA.name);
    assert.equal(readMetadata(pool, "pool")?.name, "Another");
  });

  describe("when texts are long", () => {
    const refuses = (metadata: Partial<TokenMetadata>) =>
      context.refused(
        createMetadata(pool, "pool", { metadata: { ...METADATA, ...metadata } }),
        [admin],
        "MetadataTooLong",
      );

    it("takes as many bytes as there are, and none", () => {
      const state = context.chain.snapshot();
      for (const metadata of [
        { name: "n".repeat(32), symbol: "s".repeat(10), uri: "u".repeat(200) },
        { name: "ñ".repeat(16), symbol: "€€€s", uri: "https://truestake.example/ü" },
        { name: "", symbol: "", uri: "" },
      ]) {
        context.chain.rewind(state);
        create("pool", metadata);
        const { mint: _, updateAuthority: __, ...texts } = readMetadata(pool, "pool") ?? assert.fail();
        assert.deepEqual(texts, metadata);
      }
    });
    it("refuses a name of a byte more, or of many", () => {
      for (const name of ["n".repeat(33), `${"ñ".repeat(16)}n`, "n".repeat(500)]) refuses({ name });
    });
    it("refuses a symbol of a byte more", () => {
      for (const symbol of ["s".repeat(11), "€€€€"]) refuses({ symbol });
    });
    it("refuses a URI of a byte more", () => refuses({ uri: "u".repeat(201) }));
    it("refuses what is no text", () => {
      const instruction = createMetadata(pool, "pool");
      instruction.data[8 + 1 + 4] = 0xff;
      context.refused(instruction, [admin], "InstructionDidNotDeserialize");
    });
  });

  describe("is paid for", () => {
    it("by the admin, where nobody else does", () => {
      const before = context.chain.balance(admin.publicKey);
      create("pool");
      assert(context.chain.balance(admin.publicKey) < before);
    });

    // An account with data cannot pay: a multisig's, say.
    it("by somebody else, where the admin is an account with data", () => {
      const account = { lamports: Number(SOL), data: Buffer.alloc(8), owner: pool.pdas.pool, executable: false };
      context.chain.setAccount(admin.publicKey, account);
      context.refused(createMetadata(pool, "pool"), [admin], "System:InvalidArgument");
      const payer = context.keypair("payer", SOL);
      context.done(createMetadata(pool, "pool", { payer: payer.publicKey }), [admin, payer]);
      assert.equal(context.chain.balance(admin.publicKey), SOL);
    });

    it("not by somebody who has too little", () => {
      const payer = context.keypair("payer", WALLET_RENT);
      const instruction = createMetadata(pool, "pool", { payer: payer.publicKey });
      context.refused(instruction, [admin, payer], "System:ResultWithNegativeLamports");
    });

    it("not by somebody who has not signed", () => {
      const payer = context.keypair("payer");
      const instruction = createMetadata(pool, "pool", { payer: payer.publicKey });
      for (const key of instruction.keys) if (key.pubkey.equals(payer.publicKey)) key.isSigner = false;
      context.refused(instruction, [admin], "AccountNotSigner");
    });
  });

  it("refuses anybody but the admin", () => {
    for (const signer of [pool.roles.manager, pool.roles.guardian, context.keypair("outsider")]) {
      context.refused(createMetadata(pool, "pool", { admin: signer.publicKey }), [signer], "NotAdmin");
    }
  });

  it("refuses an admin who has not signed", () => {
    const payer = context.keypair("payer");
    const instruction = createMetadata(pool, "pool", { payer: payer.publicKey });
    for (const key of instruction.keys) if (key.pubkey.equals(admin.publicKey)) key.isSigner = false;
    context.refused(instruction, [payer], "AccountNotSigner");
  });

  it("refuses shares of a liquidity pool that there is not", () => {
    const bare = context.createTestPool();
    context.refused(createMetadata(bare, "shares"), [bare.roles.admin], "WrongLiquidityPool");
    context.done(createMetadata(bare, "pool"), [bare.roles.admin]);
  });

  it("refuses the accounts of the pool's other token, one by one", () => {
    for (const [token, other] of [TOKENS, [...TOKENS].reverse()] as [TokenKind, TokenKind][]) {
      for (const [place, error] of [
        [3, "WrongMint"],
        [4, "WrongMintAuthority"],
        [5, "WrongMetadata"],
      ] as const) {
        const instruction = createMetadata(pool, token);
        const key = instruction.keys[place] ?? assert.fail();
        key.pubkey = createMetadata(pool, other).keys[place]?.pubkey ?? assert.fail();
        context.refused(instruction, [admin], error);
      }
    }
  });

  it("refuses a token that there is not", () => {
    const unknown = createMetadata(pool, "pool");
    unknown.data[8] = 2;
    context.refused(unknown, [admin], "InstructionDidNotDeserialize");
  });

  it("is open in any epoch, while rewards are being paid out and the pool is paused", () => {
    context.chain.passEpochs(2);
    context.chain.setRewardsActive(true);
    pool.pause();
    create("pool");
  });

  it("leaves mint and authority as they were: the pool goes on minting", () => {
    for (const token of TOKENS) create(token);
    const user = pool.provider();
    pool.deposit(user, 10n * SOL);
    pool.addLiquidity(user, SOL);
    for (const { mint, mintAuthority } of TOKENS.map((token) => tokenMint(pool.pdas, token))) {
      const data = context.chain.account(mint)?.data ?? assert.fail();
      assert.deepEqual(new PublicKey(data.subarray(4, 36)), mintAuthority);
      assert.equal(data.readUInt32LE(46), 0, "nobody can freeze");
    }
  });
});
