// What wallets show of a pool's tokens, kept by the real metadata program on the real runtime.
import assert from "node:assert/strict";
import { Keypair } from "@solana/web3.js";
import type { ValidatorChain } from "@truestake/localnet";
import { deployment, findEvent, isError, keypairWallet, liquidityAddresses, TruestakeClient } from "@truestake/sdk";
import { METADATA } from "../common/tokenMetadata";
import { createPool, funded, poolConfig, SENDING, SOL, sharedChain } from "./shared";

describe("Token metadata", () => {
  let chain: ValidatorChain;
  before(async () => {
    chain = await sharedChain();
  });

  it("is created with the pool in one transaction, and changed by its admin", async () => {
    const [admin, mint] = [await funded(chain), Keypair.generate()];
    const { client, sent } = await createPool({
      connection: chain.connection,
      wallet: keypairWallet(admin),
      mint,
      config: poolConfig(admin, mint),
      token: METADATA,
      options: SENDING,
    });
    const event = findEvent(sent.events, "TokenMetadataCreated");
    assert.deepEqual([event?.data.token, event?.data.metadata], ["pool", METADATA]);
    const keys = { mint: mint.publicKey, updateAuthority: deployment({ mint: mint.publicKey }).mintAuthority };
    assert.deepEqual(await client.tokenMetadata(), { ...METADATA, ...keys });

    const longest = { name: "n".repeat(32), symbol: "s".repeat(10), uri: "u".repeat(200) };
    await client.updateTokenMetadata(longest);
    assert.deepEqual(await client.tokenMetadata(), { ...longest, ...keys });
    await assert.rejects(client.createTokenMetadata(METADATA), (error) => isError(error, "MetadataExists"));

    const wallet = keypairWallet(await funded(chain));
    const { connection } = chain;
    const stranger = new TruestakeClient({ connection, wallet, mint: mint.publicKey, options: SENDING });
    await assert.rejects(stranger.updateTokenMetadata(METADATA), (error) => isError(error, "NotAdmin"));
    // With a name it mints as before.
    const { tokens } = await stranger.depositSol({ lamports: 10n * SOL });
    assert.ok(tokens > 0n);
  });

  it("is created for the shares of a liquidity pool, whose mint signs for itself", async () => {
    const [admin, mint] = [await funded(chain), Keypair.generate()];
    const { client } = await createPool({
      connection: chain.connection,
      wallet: keypairWallet(admin),
      mint,
      config: poolConfig(admin, mint),
      options: SENDING,
    });
    const config = { target: 100n * SOL, minFee: 30, maxFee: 300, treasuryCut: 5_000, cap: 1_000n * SOL };
    await client.createLiquidity({ seedLamports: SOL, config });
    await client.createTokenMetadata({ ...METADATA, token: "shares" });
    const { liquidityMint } = liquidityAddresses(client.deployment);
    const keys = { mint: liquidityMint, updateAuthority: liquidityMint };
    assert.deepEqual(await client.tokenMetadata("shares"), { ...METADATA, ...keys });
    await client.updateTokenMetadata({ ...METADATA, symbol: "liq", token: "shares" });
    assert.equal((await client.tokenMetadata("shares"))?.symbol, "liq");
    assert.equal(await client.tokenMetadata(), undefined);
  });
});
