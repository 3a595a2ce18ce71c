import assert from "node:assert/strict";
import {
  createAssociatedTokenAccountIdempotent,
  createMint,
  getAccount,
  getAssociatedTokenAddressSync,
  getMint,
  mintTo,
  transferChecked,
} from "@solana/spl-token";
import {
  AddressLookupTableProgram,
  ComputeBudgetProgram,
  type Connection,
  type Keypair,
  NONCE_ACCOUNT_LENGTH,
  NonceAccount,
  SendTransactionError,
  SystemProgram,
  sendAndConfirmTransaction,
  Transaction,
  TransactionExpiredBlockheightExceededError,
  type TransactionInstruction,
  TransactionMessage,
  VersionedTransaction,
} from "@solana/web3.js";
import { toBase58 } from "../../src";
import { funded, SOL, until, withLocalnet } from "../support";

describe("@solana/web3.js", function () {
  this.timeout(60_000);
  // web3.js keeps a blockhash for 30 s: it has to be good for longer.
  const localnet = withLocalnet({ slotMs: 20, slotsPerEpoch: 10_000n, blockhashSlots: 5_000n, finalitySlots: 8n });
  let connection: Connection;
  let payer: Keypair;

  before(async () => {
    connection = localnet().connection("confirmed");
    payer = await funded(localnet(), "web3", 100n * SOL);
  });

  async function versioned(instructions: TransactionInstruction[], signers = [payer]) {
    const { blockhash } = await connection.getLatestBlockhash();
    const message = new TransactionMessage({ payerKey: payer.publicKey, recentBlockhash: blockhash, instructions });
    const transaction = new VersionedTransaction(message.compileToV0Message());
    transaction.sign(signers);
    return transaction;
  }

  it("sends a transfer, confirms it by websocket, and reads what it cost", async () => {
    const to = localnet().key("receiver").publicKey;
    const signature = await sendAndConfirmTransaction(
      connection,
      new Transaction().add(
        ComputeBudgetProgram.setComputeUnitPrice({ microLamports: 1_000_000 }),
        ComputeBudgetProgram.setComputeUnitLimit({ units: 1_000 }),
        SystemProgram.transfer({ fromPubkey: payer.publicKey, toPubkey: to, lamports: 2n * SOL }),
      ),
      [payer],
    );
    assert.equal(await connection.getBalance(to), Number(2n * SOL));
    const landed = await until(
      "the transaction",
      async () => (await connection.getTransaction(signature)) ?? undefined,
    );
    assert.equal(landed.meta?.fee, 6_000);
    assert.deepEqual(landed.transaction.signatures, [signature]);
    const [before = 0, after = 0] = [landed.meta?.preBalances[0], landed.meta?.postBalances[0]];
    assert.equal(before - after, Number(2n * SOL) + 6_000);
  });

  it("makes a token, mints and pays it, with the balances in the transaction", async () => {
    const owner = await funded(localnet(), "owner");
    const mint = await createMint(connection, payer, payer.publicKey, null, 6, localnet().key("web3 mint"));
    const own = await createAssociatedTokenAccountIdempotent(connection, payer, mint, payer.publicKey);
    const others = await createAssociatedTokenAccountIdempotent(connection, payer, mint, owner.publicKey);
    await mintTo(connection, payer, mint, own, payer, 1_000_000n);
    const signature = await transferChecked(connection, payer, own, mint, others, payer, 250_000n, 6);
    assert.equal((await getAccount(connection, others)).amount, 250_000n);
    assert.equal((await getMint(connection, mint)).supply, 1_000_000n);
    assert.equal((await connection.getTokenSupply(mint)).value.uiAmountString, "1");
    assert.equal((await connection.getTokenAccountBalance(own)).value.uiAmountString, "0.75");
    const byOwner = await connection.getParsedTokenAccountsByOwner(owner.publicKey, { mint });
    assert.equal(byOwner.value[0]?.account.data.parsed.info.tokenAmount.amount, "250000");
    const parsed = await connection.getParsedTransaction(signature, { maxSupportedTransactionVersion: 0 });
    const [instruction] = parsed?.transaction.message.instructions ?? [];
    assert(instruction && "parsed" in instruction);
    assert.deepEqual([instruction.program, instruction.parsed.type], ["spl-token", "transferChecked"]);
    const amounts = (balances: { owner?: string; uiTokenAmount: { amount: string } }[] | null | undefined) =>
      Object.fromEntries((balances ?? []).map((each) => [each.owner, each.uiTokenAmount.amount]));
    const [me, her] = [payer.publicKey.toBase58(), owner.publicKey.toBase58()];
    assert.deepEqual(amounts(parsed?.meta?.preTokenBalances), { [me]: "1000000", [her]: "0" });
    assert.deepEqual(amounts(parsed?.meta?.postTokenBalances), { [me]: "750000", [her]: "250000" });
    // The associated token program called others.
    const [made] = await connection.getSignaturesForAddress(others, { limit: 10 }).then((all) => all.slice(-1));
    const inner = await connection.getTransaction(made?.signature ?? "", { maxSupportedTransactionVersion: 0 });
    assert((inner?.meta?.innerInstructions?.[0]?.instructions.length ?? 0) >= 3);
    assert(getAssociatedTokenAddressSync(mint, owner.publicKey).equals(others));
  });

  it("sends a transaction with a lookup table", async () => {
    const slot = await connection.getSlot("finalized");
    const authority = payer.publicKey;
    const [create, table] = AddressLookupTableProgram.createLookupTable({
      authority,
      payer: authority,
      recentSlot: slot,
    });
    const addresses = ["first", "second"].map((name) => localnet().key(name).publicKey);
    const extend = AddressLookupTableProgram.extendLookupTable({
      payer: authority,
      authority,
      lookupTable: table,
      addresses,
    });
    await sendAndConfirmTransaction(connection, new Transaction().add(create, extend), [payer]);
    const found = (await connection.getAddressLookupTable(table)).value ?? assert.fail("no table");
    assert.deepEqual(found.state.addresses.map(String), addresses.map(String));
    const instructions = addresses.map((toPubkey) =>
      SystemProgram.transfer({ fromPubkey: authority, toPubkey, lamports: SOL }),
    );
    const { blockhash, lastValidBlockHeight } = await connection.getLatestBlockhash();
    const message = new TransactionMessage({ payerKey: authority, recentBlockhash: blockhash, instructions });
    const transaction = new VersionedTransaction(message.compileToV0Message([found]));
    transaction.sign([payer]);
    const signature = await connection.sendTransaction(transaction);
    await connection.confirmTransaction({ signature, blockhash, lastValidBlockHeight });
    const landed = await connection.getTransaction(signature, { maxSupportedTransactionVersion: 0 });
    assert.equal(landed?.version, 0);
    assert.deepEqual(landed?.meta?.loadedAddresses?.writable.map(String), addresses.map(String));
    assert.deepEqual(landed?.meta?.postBalances.slice(-2), [Number(SOL), Number(SOL)]);
    await assert.rejects(connection.getTransaction(signature), /maxSupportedTransactionVersion/);
  });

  it("is told of accounts, programs, logs, slots, roots and signatures", async () => {
    const watched = localnet().key("watched").publicKey;
    const heard = new Map<string, unknown>();
    const ids = [
      connection.onAccountChange(watched, ({ lamports }) => heard.set("account", lamports), {
        commitment: "confirmed",
      }),
      connection.onProgramAccountChange(
        SystemProgram.programId,
        ({ accountInfo }) => heard.set("program", accountInfo.data.length),
        { commitment: "confirmed", filters: [{ dataSize: 33 }] },
      ),
      connection.onLogs(watched, ({ err }) => heard.set("logs", err), "confirmed"),
      connection.onSlotChange(({ slot }) => heard.set("slot", slot)),
      connection.onRootChange((root) => heard.set("root", root)),
    ];
    await until("slots", () => heard.has("slot") && heard.has("root"));
    const made = localnet().key("made");
    const transaction = await versioned(
      [
        SystemProgram.transfer({ fromPubkey: payer.publicKey, toPubkey: watched, lamports: SOL }),
        SystemProgram.createAccount({
          fromPubkey: payer.publicKey,
          newAccountPubkey: made.publicKey,
          lamports: Number(SOL),
          space: 33,
          programId: SystemProgram.programId,
        }),
      ],
      [payer, made],
    );
    const signature = await connection.sendTransaction(transaction);
    connection.onSignature(signature, ({ err }) => heard.set("signature", err), "finalized");
    await until("all of them", () => ["account", "program", "logs", "signature"].every((each) => heard.has(each)));
    assert.deepEqual(
      ["account", "program", "logs", "signature"].map((each) => heard.get(each)),
      [Number(SOL), 33, null, null],
    );
    const [account = 0, program = 0, logs = 0, slot = 0, root = 0] = ids;
    await connection.removeAccountChangeListener(account);
    await connection.removeProgramAccountChangeListener(program);
    await connection.removeOnLogsListener(logs);
    await connection.removeSlotChangeListener(slot);
    await connection.removeRootChangeListener(root);
  });

  it("sees what is processed, then confirmed, then finalized", async () => {
    const to = localnet().key("late").publicKey;
    const seen: Record<string, number> = {};
    const signature = await connection.sendTransaction(
      await versioned([SystemProgram.transfer({ fromPubkey: payer.publicKey, toPubkey: to, lamports: SOL })]),
    );
    assert.equal(await connection.getBalance(to, "finalized"), 0);
    for (const commitment of ["processed", "confirmed", "finalized"] as const) {
      await until(commitment, async () => (await connection.getBalance(to, commitment)) > 0);
      seen[commitment] = await connection.getSlot("processed");
    }
    const { processed = 0, confirmed = 0, finalized = 0 } = seen;
    assert(processed <= confirmed && confirmed < finalized, JSON.stringify(seen));
    const { value } = await connection.getSignatureStatus(signature);
    assert.deepEqual([value?.confirmationStatus, value?.confirmations], ["finalized", null]);
  });
});

describe("@solana/web3.js where blockhashes are short-lived", function () {
  this.timeout(60_000);
  const localnet = withLocalnet({ slotMs: 20, blockhashSlots: 100n, finalitySlots: 8n });
  let connection: Connection;
  let payer: Keypair;

  before(async () => {
    connection = localnet().connection("confirmed");
    payer = await funded(localnet(), "web3", 100n * SOL);
  });

  it("learns that a transaction has expired", async () => {
    const { blockhash, lastValidBlockHeight } = await connection.getLatestBlockhash();
    const message = new TransactionMessage({ payerKey: payer.publicKey, recentBlockhash: blockhash, instructions: [] });
    const transaction = new VersionedTransaction(message.compileToV0Message());
    transaction.sign([payer]);
    const { signatures } = transaction;
    assert(signatures[0]);
    // It was never sent.
    const waiting = connection.confirmTransaction({
      signature: toBase58(signatures[0]),
      blockhash,
      lastValidBlockHeight,
    });
    await assert.rejects(waiting, TransactionExpiredBlockheightExceededError);
    await assert.rejects(connection.sendTransaction(transaction), (error: SendTransactionError) => {
      assert(error instanceof SendTransactionError);
      assert.match(error.message, /Blockhash not found/);
      return true;
    });
    assert.equal((await connection.isBlockhashValid(blockhash)).value, false);
  });

  it("sends by a durable nonce, which is used up by a failure too", async () => {
    const nonce = localnet().key("nonce");
    const rent = await connection.getMinimumBalanceForRentExemption(NONCE_ACCOUNT_LENGTH);
    const make = SystemProgram.createNonceAccount({
      fromPubkey: payer.publicKey,
      noncePubkey: nonce.publicKey,
      authorizedPubkey: payer.publicKey,
      lamports: rent,
    });
    await sendAndConfirmTransaction(connection, make, [payer, nonce]);
    const stateOf = async () => {
      const account = (await connection.getAccountInfo(nonce.publicKey, "processed")) ?? assert.fail("no nonce");
      return NonceAccount.fromAccountData(account.data).nonce;
    };
    const send = async (lamports: bigint, options = {}) => {
      const recentBlockhash = await stateOf();
      const instructions = [
        SystemProgram.nonceAdvance({ noncePubkey: nonce.publicKey, authorizedPubkey: payer.publicKey }),
        SystemProgram.transfer({ fromPubkey: payer.publicKey, toPubkey: nonce.publicKey, lamports }),
      ];
      const message = new TransactionMessage({ payerKey: payer.publicKey, recentBlockhash, instructions });
      const transaction = new VersionedTransaction(message.compileToV0Message());
      transaction.sign([payer]);
      return { bytes: transaction.serialize(), signature: await connection.sendTransaction(transaction, options) };
    };
    const slot = await connection.getSlot("processed");
    await until("blocks beyond a blockhash's life", async () => (await connection.getSlot("processed")) > slot + 105);
    const first = await stateOf();
    const sent = await send(1n);
    await connection.confirmTransaction(sent.signature);
    const second = await stateOf();
    assert.notEqual(second, first);
    // Its nonce is gone: it cannot land again.
    await assert.rejects(connection.sendRawTransaction(sent.bytes), /already been processed|Blockhash not found/);
    const failing = await send(10n ** 18n, { skipPreflight: true });
    const status = await until("the failure", async () => {
      const { value } = await connection.getSignatureStatus(failing.signature);
      return value ?? undefined;
    });
    assert.deepEqual(status.err, { InstructionError: [1, { Custom: 1 }] });
    assert.notEqual(await stateOf(), second);
  });
});
