// Class: what wallets show of a token. Only the pool's admin names it, and what calls for it has no other rights.
import assert from "node:assert/strict";
import { type Keypair, type PublicKey, SystemProgram, TransactionInstruction } from "@solana/web3.js";
import { TOKEN_METADATA_PROGRAM_ID, tokenMint } from "@truestake/sdk";
import { fixture, TestContext, type TestPool } from "../common";
import { throughAnother } from "../common/caller";
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

describe("the name of a token", () => {
  let context: TestContext;
  let pool: TestPool;
  let admin: Keypair;
  let thief: Keypair;

  beforeEach(() => {
    ({ context, pool } = given());
    ({ admin } = pool.roles);
    thief = context.keypair("thief");
  });

  /** The metadata program's own instruction, past the pool. */
  function direct(
    discriminator: number,
    accounts: [PublicKey, signs: boolean][],
    data: number[],
  ): TransactionInstruction {
    return new TransactionInstruction({
      programId: TOKEN_METADATA_PROGRAM_ID,
      keys: accounts.map(([pubkey, isSigner], index) => ({ pubkey, isSigner, isWritable: isSigner || index === 0 })),
      data: Buffer.from([discriminator, ...data]),
    });
  }
  /** Empty texts; no royalties, creators, collection and uses. */
  const NAMELESS = [...new Array(4 * 3).fill(0), 0, 0, 0, 0, 0];

  // The guard is the mint's authority, for which the program alone signs.
  it("[class-4] is not given before the admin gives it", () => {
    for (const token of TOKENS) {
      const { mint, mintAuthority } = tokenMint(pool.pdas, token);
      for (const [authority, signs, error] of [
        [mintAuthority, false, "Metadata:NotMintAuthority"],
        [thief.publicKey, true, "Metadata:InvalidMintAuthority"],
      ] as const) {
        const early = direct(
          33,
          [
            [metadataOf(pool, token), false],
            [mint, false],
            [authority, signs],
            [thief.publicKey, true],
            [thief.publicKey, true],
            [SystemProgram.programId, false],
          ],
          [...NAMELESS, 1, 0],
        );
        context.refused(early, [thief], error);
      }
      context.done(createMetadata(pool, token), [admin]);
    }
  });

  it("[class-0] is not changed past the pool, by the admin neither", () => {
    for (const token of TOKENS) {
      context.done(createMetadata(pool, token), [admin]);
      const { mintAuthority } = tokenMint(pool.pdas, token);
      for (const [authority, signs, signer, error] of [
        [mintAuthority, false, thief, "Metadata:UpdateAuthorityIsNotSigner"],
        [thief.publicKey, true, thief, "Metadata:UpdateAuthorityIncorrect"],
        [admin.publicKey, true, admin, "Metadata:UpdateAuthorityIncorrect"],
      ] as const) {
        const change = direct(
          15,
          [
            [metadataOf(pool, token), false],
            [authority, signs],
          ],
          [1, ...NAMELESS, 0, 0, 0],
        );
        context.refused(change, signs ? [signer] : [], error);
      }
      assert.equal(readMetadata(pool, token)?.name, METADATA.name);
    }
  });

  it("[class-1] is not changed by the admin of another pool", () => {
    const other = context.createTestPool();
    context.done(createMetadata(pool, "pool"), [admin]);
    context.done(createMetadata(other, "pool"), [other.roles.admin]);
    const change = updateMetadata(pool, "pool", { ...METADATA, name: "Taken" }, other.roles.admin.publicKey);
    context.refused(change, [other.roles.admin], "NotAdmin");
    // The thief's own pool, and the victim's accounts.
    const theirs = updateMetadata(other, "pool", METADATA);
    for (const [place, error] of [
      [2, "WrongMintAuthority"],
      [3, "WrongMetadata"],
    ] as const) {
      const swapped = { ...theirs, keys: theirs.keys.map((key) => ({ ...key })) };
      const key = swapped.keys[place] ?? assert.fail();
      key.pubkey = change.keys[place]?.pubkey ?? assert.fail();
      context.refused(swapped, [other.roles.admin], error);
    }
  });

  // The guard is the program's address: the mint's authority signs for what is called.
  it("[class-5] [class-mint] sends the mint's authority to no other program", () => {
    const nothing = SystemProgram.transfer({ fromPubkey: thief.publicKey, toPubkey: thief.publicKey, lamports: 0 });
    const { programId: impostor } = throughAnother(context, nothing);
    const creation = createMetadata(pool, "pool");
    const refuses = (instruction: TransactionInstruction) => {
      for (const key of instruction.keys) if (key.pubkey.equals(TOKEN_METADATA_PROGRAM_ID)) key.pubkey = impostor;
      context.refused(instruction, [admin], "WrongProgram");
    };
    refuses(createMetadata(pool, "pool"));
    context.done(creation, [admin]);
    refuses(updateMetadata(pool, "pool", METADATA));
  });

  // What the metadata program is called with: whatever it may become, it could write neither mint nor pool.
  it("[class-mint] gives the metadata program nothing to write but the metadata and the payer", () => {
    const payer = context.keypair("payer");
    for (const token of TOKENS) {
      const { keys } = createMetadata(pool, token, { payer: payer.publicKey });
      const written = keys.filter(({ isWritable }) => isWritable).map(({ pubkey }) => pubkey.toBase58());
      assert.deepEqual(written, [payer.publicKey.toBase58(), metadataOf(pool, token).toBase58()]);
    }
  });
});
