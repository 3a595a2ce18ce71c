// What wallets show of a pool's tokens, with the real metadata program.
import assert from "node:assert/strict";
import { Keypair, PublicKey } from "@solana/web3.js";
import { ensureProgram } from "../../../toolchain/programs";
import {
  decodeTokenMetadata,
  deployment,
  findEvent,
  isError,
  keypairWallet,
  liquidityAddresses,
  MAX_NAME_BYTES,
  MAX_SYMBOL_BYTES,
  MAX_URI_BYTES,
  metadataAddress,
  type PoolConfig,
  TOKEN_METADATA_PROGRAM_ID,
  type TokenMetadata,
  TruestakeClient,
  type Wallet,
} from "../src";
import { funded, LIQUIDITY, newChain, poolConfig, SOL } from "./pool";

const TOKEN: TokenMetadata = {
  name: "Staked SOL",
  symbol: "stSOL",
  uri: "https://truestake.example/tokens/stsol/metadata.json",
};
const LONGEST: TokenMetadata = {
  name: "n".repeat(MAX_NAME_BYTES),
  symbol: "s".repeat(MAX_SYMBOL_BYTES),
  uri: "u".repeat(MAX_URI_BYTES),
};
const LARGEST_TRANSACTION = 1_232;
/**
 * Of the transaction that creates a pool, its token's name and its treasury, without a price for priority, where one key has
 * all roles. Another key for a role takes 32 bytes more.
 */
const SIZE_WITHOUT_TEXTS = 950;
const PRICE = 12;
/** Bytes that name, symbol and URI may have together in it: the length of an instruction over 127 bytes takes another. */
const MOST_TEXT = LARGEST_TRANSACTION - PRICE - SIZE_WITHOUT_TEXTS - 1;

const metadata = { address: TOKEN_METADATA_PROGRAM_ID, file: ensureProgram("mpl_token_metadata") };

/** Creates a pool whose token has a name; the sizes of the transactions that it took. */
async function create(
  token: TokenMetadata | undefined,
  { adminKey = undefined as Keypair | undefined, roles = {} as Partial<PoolConfig> } = {},
) {
  const chain = newChain(undefined, [metadata]);
  const [creator, mint] = [funded(chain), Keypair.generate()];
  const admin = adminKey ?? creator;
  const config = { ...poolConfig(admin.publicKey, mint.publicKey), ...roles };
  const wallet = keypairWallet(creator);
  const sizes: number[] = [];
  const signing: Wallet = {
    publicKey: wallet.publicKey,
    async signTransaction(transaction) {
      const signed = await wallet.signTransaction(transaction);
      sizes.push(signed.serialize().length);
      return signed;
    },
  };
  const signers = adminKey ? [adminKey] : [];
  const { connection } = chain;
  const created = await TruestakeClient.createPool({ connection, wallet: signing, mint, config, token, signers });
  return { chain, admin, mint: mint.publicKey, sizes, treasury: config.treasury, ...created };
}

describe("token metadata", () => {
  it("is created with the pool, in one transaction with room to spare", async () => {
    const { client, mint, sent, sizes, chain, treasury } = await create(TOKEN);
    const [size = 0] = sizes;
    assert.equal(sizes.length, 1);
    const texts = TOKEN.name.length + TOKEN.symbol.length + TOKEN.uri.length;
    assert.equal(size, SIZE_WITHOUT_TEXTS + texts);
    assert.equal(MOST_TEXT, 269, "the longest name, symbol and URI fit");
    assert.ok(size + PRICE <= LARGEST_TRANSACTION);
    const { mintAuthority: updateAuthority } = deployment({ mint });
    assert.deepEqual(await client.tokenMetadata(), { ...TOKEN, mint, updateAuthority });
    assert.ok(chain.account(treasury), "the treasury is there, too");
    const event = findEvent(sent.events, "TokenMetadataCreated");
    assert.deepEqual([event?.data.token, event?.data.mint, event?.data.metadata], ["pool", mint, TOKEN]);
  });

  it("leaves the treasury to a second transaction where a long URI takes its room", async () => {
    // Two roles with keys of their own take 64 bytes.
    const key = () => Keypair.generate().publicKey;
    const options = { roles: { validatorManager: key(), guardian: key() } };
    const uri = "u".repeat(MOST_TEXT - 64 - MAX_NAME_BYTES - MAX_SYMBOL_BYTES);
    assert.equal((await create({ ...LONGEST, uri }, options)).sizes.length, 1);
    assert.equal((await create({ ...LONGEST, uri: `${uri}u` }, options)).sizes.length, 2);
    const { client, chain, sizes, treasury, mint } = await create(LONGEST, options);
    assert.equal(sizes.length, 2);
    assert.ok(chain.account(treasury));
    const { mintAuthority: updateAuthority } = deployment({ mint });
    assert.deepEqual(await client.tokenMetadata(), { ...LONGEST, mint, updateAuthority });
  });

  it("is not there where nobody asked for it", async () => {
    const { client, sizes } = await create(undefined);
    assert.equal(sizes.length, 1);
    assert.equal(await client.tokenMetadata(), undefined);
    assert.equal(await client.tokenMetadata("shares"), undefined);
  });

  it("is signed for by the admin, where another pays", async () => {
    const { client, chain, admin, sizes } = await create(TOKEN, { adminKey: Keypair.generate() });
    assert.equal(sizes.length, 1);
    assert.equal((await client.tokenMetadata())?.name, TOKEN.name);
    assert.equal(chain.balance(admin.publicKey), 0n);
  });

  it("is refused before anything is sent, where the admin does not sign", async () => {
    const chain = newChain(undefined, [metadata]);
    const [creator, mint] = [funded(chain), Keypair.generate()];
    const config = poolConfig(Keypair.generate().publicKey, mint.publicKey);
    const wallet = keypairWallet(creator);
    const { connection, transactionCount } = chain;
    const creation = TruestakeClient.createPool({ connection, wallet, mint, config, token: TOKEN });
    await assert.rejects(creation, (error) => isError(error, "NotAdmin"));
    assert.equal(chain.transactionCount, transactionCount);
  });

  it("can be given and changed later, for the shares too", async () => {
    const { client, chain, mint } = await create(undefined);
    const { mintAuthority } = deployment({ mint });
    await client.createTokenMetadata(TOKEN);
    const renamed = { ...TOKEN, name: "Staked Solana" };
    const sent = await client.updateTokenMetadata(renamed);
    assert.deepEqual(findEvent(sent.events, "TokenMetadataUpdated")?.data.metadata, renamed);
    assert.deepEqual(await client.tokenMetadata(), { ...renamed, mint, updateAuthority: mintAuthority });

    const shares = { ...TOKEN, token: "shares", name: "Liquidity of Staked SOL" } as const;
    await assert.rejects(client.createTokenMetadata(shares), (error) => isError(error, "WrongLiquidityPool"));
    await client.createLiquidity({ seedLamports: SOL, config: LIQUIDITY });
    await client.createTokenMetadata(shares);
    const { liquidityMint } = liquidityAddresses(client.deployment);
    assert.deepEqual(await client.tokenMetadata("shares"), {
      ...{ name: shares.name, symbol: TOKEN.symbol, uri: TOKEN.uri },
      mint: liquidityMint,
      updateAuthority: liquidityMint,
    });
    await client.updateTokenMetadata({ ...shares, symbol: "liq" });
    assert.equal((await client.tokenMetadata("shares"))?.symbol, "liq");
    assert.equal((await client.tokenMetadata())?.symbol, TOKEN.symbol);
    assert.ok(chain.account(metadataAddress(mint))?.owner.equals(TOKEN_METADATA_PROGRAM_ID));
  });

  it("says what is wrong, and what to do about it", async () => {
    const { client, chain, mint } = await create(undefined);
    const fails = (
      promise: Promise<unknown>,
      name: "WrongMetadata" | "MetadataExists" | "MetadataTooLong" | "NotAdmin",
    ) => assert.rejects(promise, (error) => isError(error, name) && error.hint.length > 10);
    await fails(client.updateTokenMetadata(TOKEN), "WrongMetadata");
    await fails(client.createTokenMetadata({ ...TOKEN, name: "ñ".repeat(17) }), "MetadataTooLong");
    await client.createTokenMetadata(TOKEN);
    await fails(client.createTokenMetadata(TOKEN), "MetadataExists");
    const wallet = keypairWallet(funded(chain));
    const stranger = new TruestakeClient({ connection: chain.connection, wallet, mint });
    await fails(stranger.updateTokenMetadata(TOKEN), "NotAdmin");
  });

  it("is decoded from its account alone, and from nothing else", async () => {
    const { chain, mint, client } = await create({ name: "Ñandú", symbol: "€", uri: "" });
    const { data } = chain.account(metadataAddress(mint)) ?? assert.fail();
    const { name, symbol, uri } = decodeTokenMetadata(data);
    assert.deepEqual({ name, symbol, uri }, { name: "Ñandú", symbol: "€", uri: "" });
    assert.throws(
      () => decodeTokenMetadata(data.subarray(0, 100)),
      (error) => isError(error, "AccountForeign"),
    );
    assert.throws(
      () => decodeTokenMetadata(new Uint8Array()),
      (error) => isError(error, "AccountForeign"),
    );
    const pool = chain.account(client.deployment.pool) ?? assert.fail();
    assert.throws(
      () => decodeTokenMetadata(pool.data),
      (error) => isError(error, "AccountForeign"),
    );
    // Somebody's lamports at the address make no metadata.
    const other = Keypair.generate().publicKey;
    chain.airdropNow(metadataAddress(other), SOL);
    const reader = new TruestakeClient({ connection: chain.connection, mint: other });
    assert.equal(await reader.tokenMetadata(), undefined);
  });

  it("is where every wallet looks for it", () => {
    // Wrapped SOL's, as explorers show it.
    const wrapped = new PublicKey("So11111111111111111111111111111111111111112");
    assert.equal(metadataAddress(wrapped).toBase58(), "6dM4TqWyWJsbx7obrdLcviBkTafD5E8av61zfU6jq57X");
  });
});
