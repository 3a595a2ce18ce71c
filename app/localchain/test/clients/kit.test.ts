import assert from "node:assert/strict";
import {
  type Address,
  address,
  airdropFactory,
  appendTransactionMessageInstructions,
  assertIsTransactionWithBlockhashLifetime,
  assertIsTransactionWithDurableNonceLifetime,
  compressTransactionMessageUsingAddressLookupTables,
  createKeyPairSignerFromBytes,
  createSolanaRpc,
  createSolanaRpcSubscriptions,
  createTransactionMessage,
  fetchAddressesForLookupTables,
  getBase64EncodedWireTransaction,
  getSignatureFromTransaction,
  type Instruction,
  isSolanaError,
  type KeyPairSigner,
  lamports,
  type Nonce,
  pipe,
  type Rpc,
  type RpcSubscriptions,
  SOLANA_ERROR__BLOCK_HEIGHT_EXCEEDED,
  SOLANA_ERROR__JSON_RPC__SERVER_ERROR_SEND_TRANSACTION_PREFLIGHT_FAILURE,
  type SolanaRpcApi,
  type SolanaRpcSubscriptionsApi,
  sendAndConfirmDurableNonceTransactionFactory,
  sendAndConfirmTransactionFactory,
  setTransactionMessageFeePayerSigner,
  setTransactionMessageLifetimeUsingBlockhash,
  setTransactionMessageLifetimeUsingDurableNonce,
  signTransactionMessageWithSigners,
} from "@solana/kit";
import { AddressLookupTableProgram, PublicKey } from "@solana/web3.js";
import {
  fetchNonce,
  getCreateAccountInstruction,
  getInitializeNonceAccountInstruction,
  getTransferSolInstruction,
  SYSTEM_PROGRAM_ADDRESS,
} from "@solana-program/system";
import {
  fetchMint,
  fetchToken,
  findAssociatedTokenPda,
  getCreateAssociatedTokenIdempotentInstruction,
  getInitializeMint2Instruction,
  getMintSize,
  getMintToInstruction,
  TOKEN_PROGRAM_ADDRESS,
} from "@solana-program/token";
import { funded, SOL, until, withLocalnet } from "../support";

describe("@solana/kit", function () {
  this.timeout(60_000);
  const localnet = withLocalnet({ slotMs: 20, slotsPerEpoch: 10_000n, blockhashSlots: 100n, finalitySlots: 8n });
  let rpc: Rpc<SolanaRpcApi>;
  let rpcSubscriptions: RpcSubscriptions<SolanaRpcSubscriptionsApi>;
  let payer: KeyPairSigner;

  before(async () => {
    rpc = createSolanaRpc(localnet().url);
    rpcSubscriptions = createSolanaRpcSubscriptions(localnet().websocketUrl);
    payer = await signer("kit", 100n * SOL);
  });

  async function signer(name: string, balance = 0n): Promise<KeyPairSigner> {
    const { secretKey } = await funded(localnet(), name, balance);
    return createKeyPairSignerFromBytes(secretKey);
  }

  async function signed(instructions: Instruction[], tables: Record<Address, Address[]> = {}) {
    const { value: blockhash } = await rpc.getLatestBlockhash({ commitment: "confirmed" }).send();
    const message = pipe(
      createTransactionMessage({ version: 0 }),
      (message) => setTransactionMessageFeePayerSigner(payer, message),
      (message) => setTransactionMessageLifetimeUsingBlockhash(blockhash, message),
      (message) => appendTransactionMessageInstructions(instructions, message),
      (message) => compressTransactionMessageUsingAddressLookupTables(message, tables),
    );
    const transaction = await signTransactionMessageWithSigners(message);
    assertIsTransactionWithBlockhashLifetime(transaction);
    return transaction;
  }

  async function send(instructions: Instruction[], tables: Record<Address, Address[]> = {}) {
    const transaction = await signed(instructions, tables);
    const sendAndConfirm = sendAndConfirmTransactionFactory({ rpc, rpcSubscriptions });
    await sendAndConfirm(transaction as Parameters<typeof sendAndConfirm>[0], { commitment: "confirmed" });
    return getSignatureFromTransaction(transaction);
  }

  const pay = (to: Address, amount: bigint) =>
    getTransferSolInstruction({ source: payer, destination: to, amount: lamports(amount) });

  it("asks for SOL, pays it, and reads amounts no number holds", async () => {
    const to = (await signer("kit receiver")).address;
    const airdrop = airdropFactory({ rpc, rpcSubscriptions });
    await airdrop({ recipientAddress: to, lamports: lamports(SOL), commitment: "confirmed" });
    const signature = await send([pay(to, SOL)]);
    assert.equal((await rpc.getBalance(to, { commitment: "confirmed" }).send()).value, 2n * SOL);
    const landed = await rpc
      .getTransaction(signature, { commitment: "confirmed", maxSupportedTransactionVersion: 0, encoding: "json" })
      .send();
    assert.equal(landed?.meta?.fee, 5_000n);
    assert.equal(landed?.version, 0);
    const exact = 9_007_199_254_740_993n;
    localnet().chain.setLamports(new PublicKey(to), exact);
    assert.equal((await rpc.getBalance(to, { commitment: "processed" }).send()).value, exact);
  });

  it("makes a token and mints it", async () => {
    const mint = await signer("kit mint");
    const [account] = await findAssociatedTokenPda({
      owner: payer.address,
      mint: mint.address,
      tokenProgram: TOKEN_PROGRAM_ADDRESS,
    });
    const space = BigInt(getMintSize());
    await send([
      getCreateAccountInstruction({
        payer,
        newAccount: mint,
        lamports: await rpc.getMinimumBalanceForRentExemption(space).send(),
        space,
        programAddress: TOKEN_PROGRAM_ADDRESS,
      }),
      getInitializeMint2Instruction({ mint: mint.address, decimals: 9, mintAuthority: payer.address }),
      getCreateAssociatedTokenIdempotentInstruction({ payer, ata: account, owner: payer.address, mint: mint.address }),
      getMintToInstruction({
        mint: mint.address,
        token: account,
        mintAuthority: payer,
        amount: 18_446_744_073_709_551_615n,
      }),
    ]);
    assert.equal((await fetchMint(rpc, mint.address, { commitment: "confirmed" })).data.supply, (1n << 64n) - 1n);
    assert.equal((await fetchToken(rpc, account, { commitment: "confirmed" })).data.amount, (1n << 64n) - 1n);
    const parsed = await rpc.getAccountInfo(account, { encoding: "jsonParsed", commitment: "confirmed" }).send();
    assert(parsed.value && "parsed" in parsed.value.data);
    assert.equal(parsed.value.data.program, "spl-token");
  });

  it("sends a transaction with a lookup table", async () => {
    const destination = (await signer("kit looked up")).address;
    const authority = new PublicKey(payer.address);
    const recentSlot = await rpc.getSlot({ commitment: "finalized" }).send();
    const [create, table] = AddressLookupTableProgram.createLookupTable({ authority, payer: authority, recentSlot });
    const addresses = [new PublicKey(destination)];
    const extend = AddressLookupTableProgram.extendLookupTable({
      payer: authority,
      authority,
      lookupTable: table,
      addresses,
    });
    await send([create, extend].map(fromWeb3));
    const tableAddress = address(table.toBase58());
    const tables = await until("the table", () =>
      fetchAddressesForLookupTables([tableAddress], rpc).catch(() => undefined),
    );
    await send([pay(destination, SOL)], tables);
    assert.equal((await rpc.getBalance(destination, { commitment: "confirmed" }).send()).value, SOL);
  });

  it("names a failure of the preflight, with logs", async () => {
    const transaction = await signed([pay(payer.address, 10n ** 17n)]);
    const sent = rpc.sendTransaction(getBase64EncodedWireTransaction(transaction), {
      encoding: "base64",
      preflightCommitment: "confirmed",
    });
    await assert.rejects(sent.send(), (error: unknown) => {
      assert(isSolanaError(error, SOLANA_ERROR__JSON_RPC__SERVER_ERROR_SEND_TRANSACTION_PREFLIGHT_FAILURE));
      assert((error.context.logs ?? []).some((line) => line.includes("insufficient lamports")));
      return true;
    });
  });

  it("is told of accounts and slots", async () => {
    const { address: watched } = await signer("kit watched");
    const abort = new AbortController();
    const [accounts, slots] = await Promise.all([
      rpcSubscriptions
        .accountNotifications(watched, { commitment: "confirmed", encoding: "base64" })
        .subscribe({ abortSignal: abort.signal }),
      rpcSubscriptions.slotNotifications().subscribe({ abortSignal: abort.signal }),
    ]);
    // What comes before somebody listens is dropped.
    const [account, slot] = [first(accounts), first(slots)];
    await send([pay(watched, SOL)]);
    assert.equal((await account).value.lamports, SOL);
    assert((await slot).slot > (await slot).root);
    abort.abort();
  });

  it("learns that a transaction has expired", async () => {
    const transaction = await signed([pay(payer.address, 1n)]);
    const { lastValidBlockHeight } = transaction.lifetimeConstraint;
    await until("the last valid block", async () => {
      return (await rpc.getBlockHeight({ commitment: "processed" }).send()) > lastValidBlockHeight + 2n;
    });
    const sendAndConfirm = sendAndConfirmTransactionFactory({ rpc, rpcSubscriptions });
    const sent = sendAndConfirm(transaction as Parameters<typeof sendAndConfirm>[0], {
      commitment: "confirmed",
      skipPreflight: true,
    });
    await assert.rejects(sent, (error) => isSolanaError(error, SOLANA_ERROR__BLOCK_HEIGHT_EXCEEDED));
  });

  it("sends by a durable nonce", async () => {
    const nonceAccount = await signer("kit nonce");
    const space = 80n;
    await send([
      getCreateAccountInstruction({
        payer,
        newAccount: nonceAccount,
        lamports: await rpc.getMinimumBalanceForRentExemption(space).send(),
        space,
        programAddress: SYSTEM_PROGRAM_ADDRESS,
      }),
      getInitializeNonceAccountInstruction({ nonceAccount: nonceAccount.address, nonceAuthority: payer.address }),
    ]);
    const { data } = await fetchNonce(rpc, nonceAccount.address, { commitment: "confirmed" });
    const to = (await signer("kit nonce receiver")).address;
    const message = pipe(
      createTransactionMessage({ version: 0 }),
      (message) => setTransactionMessageFeePayerSigner(payer, message),
      (message) =>
        setTransactionMessageLifetimeUsingDurableNonce(
          {
            nonce: data.blockhash as string as Nonce,
            nonceAccountAddress: nonceAccount.address,
            nonceAuthorityAddress: payer.address,
          },
          message,
        ),
      (message) => appendTransactionMessageInstructions([pay(to, SOL)], message),
    );
    const transaction = await signTransactionMessageWithSigners(message);
    assertIsTransactionWithDurableNonceLifetime(transaction);
    const sendAndConfirm = sendAndConfirmDurableNonceTransactionFactory({ rpc, rpcSubscriptions });
    await sendAndConfirm(transaction as Parameters<typeof sendAndConfirm>[0], { commitment: "confirmed" });
    assert.equal((await rpc.getBalance(to, { commitment: "confirmed" }).send()).value, SOL);
    const after = await fetchNonce(rpc, nonceAccount.address, { commitment: "confirmed" });
    assert.notEqual(after.data.blockhash, data.blockhash);
  });

  it("sees what is processed before it is finalized", async () => {
    const to = (await signer("kit late")).address;
    await send([pay(to, SOL)]);
    const balance = async (commitment: "confirmed" | "finalized") =>
      (await rpc.getBalance(to, { commitment }).send()).value;
    assert.equal(await balance("confirmed"), SOL);
    await until("finality", async () => (await balance("finalized")) === SOL);
  });
});

async function first<T>(messages: AsyncIterable<T>): Promise<T> {
  for await (const message of messages) return message;
  throw new Error("it ended");
}

function fromWeb3({ programId, keys, data }: import("@solana/web3.js").TransactionInstruction): Instruction {
  return {
    programAddress: address(programId.toBase58()),
    accounts: keys.map(({ pubkey, isSigner, isWritable }) => ({
      address: address(pubkey.toBase58()),
      role: (isSigner ? 2 : 0) + (isWritable ? 1 : 0),
    })),
    data: new Uint8Array(data),
  };
}
