import assert from "node:assert/strict";
import {
  AddressLookupTableAccount,
  Keypair,
  type PublicKey,
  SystemProgram,
  type TransactionInstruction,
  TransactionMessage,
  VersionedTransaction,
} from "@solana/web3.js";
import { toBase58 } from "../../src";
import { type Context, errorOf, SOL } from "../support";
import { makeWorld, type World } from "./world";

interface Simulated {
  err: unknown;
  logs: string[];
  unitsConsumed: bigint;
  fee: bigint;
  accounts: ({ lamports: bigint } | null)[] | null;
  innerInstructions: unknown[] | null;
  replacementBlockhash: { blockhash: string; lastValidBlockHeight: bigint } | null;
}

describe("Transactions", () => {
  let world: World;
  let me: PublicKey;

  beforeEach(async () => {
    world = await makeWorld();
    me = world.payer.publicKey;
  });
  afterEach(() => world.localnet.close());

  const pay = (lamports: bigint, toPubkey = world.localnet.key("receiver").publicKey) =>
    SystemProgram.transfer({ fromPubkey: me, toPubkey, lamports });

  function made(
    instructions: TransactionInstruction[],
    { signers = [world.payer], blockhash = newest(), tables = [] as AddressLookupTableAccount[] } = {},
  ) {
    const message = new TransactionMessage({ payerKey: me, recentBlockhash: blockhash, instructions });
    const transaction = new VersionedTransaction(message.compileToV0Message(tables));
    transaction.sign(signers);
    return {
      bytes: wire(transaction),
      signature: toBase58(transaction.signatures[0] ?? new Uint8Array()),
      transaction,
    };
  }

  function newest(): string {
    const { chain } = world.localnet;
    return chain.blockhashOf(chain.slot).blockhash;
  }

  const send = (bytes: string, config: object = {}) =>
    world.localnet.call<string>("sendTransaction", bytes, {
      encoding: "base64",
      preflightCommitment: "processed",
      ...config,
    });

  const simulate = async (bytes: string, config: object = {}) =>
    (
      await world.localnet.call<Context<Simulated>>("simulateTransaction", bytes, {
        encoding: "base64",
        commitment: "processed",
        ...config,
      })
    ).value;

  const statusOf = async (signature: string) => {
    const { value } = await world.localnet.call<Context<({ err: unknown; confirmationStatus: string } | null)[]>>(
      "getSignatureStatuses",
      [signature],
    );
    return value[0] ?? null;
  };

  it("are refused by their preflight with logs and the code of a node", async () => {
    const { code, message, data } = await errorOf(send(made([pay(10n ** 18n)]).bytes));
    assert.equal(code, -32002n);
    assert.equal(message, "Transaction simulation failed: Error processing Instruction 0: custom program error: 0x1");
    const { err, logs } = data as Simulated;
    assert.deepEqual(err, { InstructionError: [0n, { Custom: 1n }] });
    assert(logs.some((line) => line.startsWith("Transfer: insufficient lamports")));
  });

  it("without preflight are dropped without a word, or land and fail", async () => {
    const lost = made([pay(SOL)], { blockhash: Keypair.generate().publicKey.toBase58() });
    assert.equal(await send(lost.bytes, { skipPreflight: true }), lost.signature);
    assert.equal(await statusOf(lost.signature), null);
    const unsigned = made([pay(SOL)]);
    const copy = VersionedTransaction.deserialize(Buffer.from(unsigned.bytes, "base64"));
    copy.signatures[0]?.fill(7);
    await send(wire(copy), { skipPreflight: true });
    assert.equal(await statusOf(toBase58(copy.signatures[0] ?? new Uint8Array())), null);
    const failing = made([pay(10n ** 18n)]);
    await send(failing.bytes, { skipPreflight: true });
    assert.deepEqual((await statusOf(failing.signature))?.err, { InstructionError: [0n, { Custom: 1n }] });
  });

  it("are refused for a wrong signature, an unknown blockhash, and the second time", async () => {
    const signed = made([pay(SOL)]);
    const copy = VersionedTransaction.deserialize(Buffer.from(signed.bytes, "base64"));
    copy.signatures[0]?.fill(7);
    const messageOf = async (bytes: string) => (await errorOf(send(bytes))).message;
    assert.match(await messageOf(wire(copy)), /did not pass signature verification/);
    const unknown = made([pay(SOL)], { blockhash: Keypair.generate().publicKey.toBase58() });
    assert.match(await messageOf(unknown.bytes), /Blockhash not found/);
    await send(signed.bytes);
    assert.match(await messageOf(signed.bytes), /already been processed/);
    // Without preflight sending again is no error, and does nothing.
    const balance = world.localnet.chain.balance(me);
    assert.equal(await send(signed.bytes, { skipPreflight: true }), signed.signature);
    assert.equal(world.localnet.chain.balance(me), balance);
  });

  it("have a preflight at the commitment it asks for, finalized if it does not", async () => {
    const { localnet } = world;
    const poor = localnet.key("poor");
    localnet.chain.airdropNow(poor.publicKey, SOL);
    const message = new TransactionMessage({
      payerKey: poor.publicKey,
      recentBlockhash: newest(),
      instructions: [SystemProgram.transfer({ fromPubkey: poor.publicKey, toPubkey: me, lamports: SOL / 2n })],
    });
    const transaction = new VersionedTransaction(message.compileToV0Message());
    transaction.sign([poor]);
    // Neither the blockhash nor the SOL are final.
    const early = await errorOf(send(wire(transaction), { preflightCommitment: undefined }));
    assert.match(early.message, /Blockhash not found/);
    localnet.node.ticker.advance(8n);
    assert.equal(
      await send(wire(transaction), { preflightCommitment: undefined }),
      toBase58(transaction.signatures[0] ?? new Uint8Array()),
    );
  });

  it("see in their preflight the state of that commitment, and not a newer one", async () => {
    const { localnet } = world;
    const poor = localnet.key("poor");
    const blockhash = newest();
    localnet.node.ticker.advance(8n);
    // The blockhash is final, the SOL is not.
    localnet.chain.airdropNow(poor.publicKey, SOL);
    const message = new TransactionMessage({
      payerKey: poor.publicKey,
      recentBlockhash: blockhash,
      instructions: [SystemProgram.transfer({ fromPubkey: poor.publicKey, toPubkey: me, lamports: SOL / 2n })],
    });
    const transaction = new VersionedTransaction(message.compileToV0Message());
    transaction.sign([poor]);
    const { message: text } = await errorOf(send(wire(transaction), { preflightCommitment: "finalized" }));
    assert.match(text, /found no record of a prior credit/);
    assert.equal(localnet.chain.balance(poor.publicKey), SOL, "and leave no trace of it");
    assert.equal((await simulate(wire(transaction), { commitment: "finalized" })).err, "AccountNotFound");
    await send(wire(transaction));
  });

  it("are not taken by a node that is behind, which says by how much", async () => {
    const { localnet } = world;
    await localnet.call("localnet_setBehind", { slots: 77 });
    const { code, message, data } = await errorOf(send(made([pay(SOL)]).bytes));
    assert.deepEqual([code, message, data], [-32005n, "Node is behind by 77 slots", { numSlotsBehind: 77n }]);
    assert.equal((await errorOf(localnet.call("getHealth"))).code, -32005n);
    assert.equal(await (await fetch(`${localnet.url}/health`)).text(), "behind");
    await localnet.call("localnet_setBehind", {});
    assert.equal(await localnet.call("getHealth"), "ok");
    const { slot } = localnet.chain;
    const late = await errorOf(send(made([pay(SOL)]).bytes, { minContextSlot: slot + 1n }));
    assert.deepEqual([late.code, late.data], [-32016n, { contextSlot: slot }]);
  });

  it("end with a block height, which skipped slots do not raise", async () => {
    const { localnet } = world;
    const { value } = await localnet.call<Context<{ blockhash: string; lastValidBlockHeight: bigint }>>(
      "getLatestBlockhash",
      { commitment: "processed" },
    );
    const { blockhash, lastValidBlockHeight } = value;
    assert.equal(lastValidBlockHeight, localnet.chain.blockHeight + 150n);
    const isValid = async () => {
      const config = { commitment: "processed" };
      return (await localnet.call<Context<boolean>>("isBlockhashValid", blockhash, config)).value;
    };
    await localnet.call("localnet_skipSlots", { slots: 200 });
    assert(await isValid());
    await localnet.call("localnet_advanceSlots", { slots: 149 });
    assert.equal(localnet.chain.blockHeight, lastValidBlockHeight);
    assert(await isValid());
    // The last block in which it may land.
    await send(made([pay(SOL)], { blockhash }).bytes);
    await localnet.call("localnet_advanceSlots", { slots: 1 });
    assert.equal(await isValid(), false);
    assert.match((await errorOf(send(made([pay(2n * SOL)], { blockhash }).bytes))).message, /Blockhash not found/);
  });

  it("are simulated without signatures, with another blockhash, with accounts and calls", async () => {
    const { localnet, mint, holding } = world;
    const unsigned = made([pay(SOL)], { signers: [] as unknown as [Keypair] });
    const receiver = localnet.key("receiver").publicKey.toBase58();
    const plain = await simulate(unsigned.bytes);
    assert.deepEqual([plain.err, plain.fee, plain.innerInstructions], [null, 5_000n, null]);
    const checked = await simulate(unsigned.bytes, { sigVerify: true });
    assert.equal(checked.err, "SignatureFailure");
    const old = made([pay(SOL)], { blockhash: Keypair.generate().publicKey.toBase58() });
    assert.equal((await simulate(old.bytes)).err, "BlockhashNotFound");
    const replaced = await simulate(old.bytes, {
      replaceRecentBlockhash: true,
      accounts: { encoding: "base64", addresses: [receiver, localnet.key("nobody").publicKey.toBase58()] },
    });
    assert.equal(replaced.err, null);
    assert.equal(replaced.replacementBlockhash?.blockhash, newest());
    assert.deepEqual(
      replaced.accounts?.map((account) => account?.lamports),
      [SOL, undefined],
    );
    const { message } = await errorOf(simulate(old.bytes, { replaceRecentBlockhash: true, sigVerify: true }));
    assert.equal(message, "sigVerify may not be used with replaceRecentBlockhash");
    // What has landed can be simulated again with another blockhash.
    const landed = made([pay(3n * SOL)]);
    await send(landed.bytes);
    assert.equal((await simulate(landed.bytes)).err, "AlreadyProcessed");
    assert.equal((await simulate(landed.bytes, { replaceRecentBlockhash: true })).err, null);
    const { createAssociatedTokenAccountInstruction, getAssociatedTokenAddressSync } = await import(
      "@solana/spl-token"
    );
    const owner = localnet.key("owner").publicKey;
    const account = getAssociatedTokenAddressSync(mint, owner);
    const create = made([createAssociatedTokenAccountInstruction(me, account, owner, mint)]);
    const { innerInstructions } = await simulate(create.bytes, { innerInstructions: true });
    const [calls] = innerInstructions as { index: bigint; instructions: { program: string }[] }[];
    assert.equal(calls?.index, 0n);
    assert(calls?.instructions.some(({ program }) => program === "spl-token"));
    assert(localnet.chain.exact(holding));
  });

  it("cost what getFeeForMessage says while their blockhash is good, and nothing afterwards", async () => {
    const { localnet } = world;
    const { ComputeBudgetProgram } = await import("@solana/web3.js");
    const { transaction, signature, bytes } = made([
      ComputeBudgetProgram.setComputeUnitPrice({ microLamports: 2_000_000 }),
      ComputeBudgetProgram.setComputeUnitLimit({ units: 10_000 }),
      pay(SOL),
    ]);
    const message = Buffer.from(transaction.message.serialize()).toString("base64");
    const fee = async () =>
      (await localnet.call<Context<bigint | null>>("getFeeForMessage", message, { commitment: "processed" })).value;
    assert.equal(await fee(), 25_000n);
    const before = localnet.chain.balance(me);
    await send(bytes);
    assert.equal(before - localnet.chain.balance(me), SOL + 25_000n);
    const fees = await localnet.call<{ prioritizationFee: bigint }[]>("getRecentPrioritizationFees", [me.toBase58()]);
    assert.equal(fees.at(-1)?.prioritizationFee, 2_000_000n);
    localnet.node.ticker.advance(160n);
    assert.equal(await fee(), null);
    const landed = await localnet.call<{ meta: { fee: bigint } }>("getTransaction", signature, {
      maxSupportedTransactionVersion: 0,
    });
    assert.equal(landed.meta.fee, 25_000n);
  });

  it("with several signatures show them all, and cost more", async () => {
    const { localnet } = world;
    const other = localnet.key("other");
    const create = SystemProgram.createAccount({
      fromPubkey: me,
      newAccountPubkey: other.publicKey,
      lamports: Number(SOL),
      space: 0,
      programId: SystemProgram.programId,
    });
    const { bytes, signature, transaction } = made([create], { signers: [world.payer, other] });
    await send(bytes);
    localnet.node.ticker.advance(8n);
    for (const encoding of ["json", "jsonParsed"]) {
      const landed = await localnet.call<{ meta: { fee: bigint }; transaction: { signatures: string[] } }>(
        "getTransaction",
        signature,
        { encoding, maxSupportedTransactionVersion: 0 },
      );
      assert.deepEqual(landed.transaction.signatures, transaction.signatures.map(toBase58));
      assert.equal(landed.meta.fee, 10_000n);
    }
  });

  it("take addresses from lookup tables, in all encodings", async () => {
    const { localnet, table } = world;
    const destination = localnet.key("looked up").publicKey;
    const data = localnet.chain.exact(table)?.data ?? assert.fail();
    const state = AddressLookupTableAccount.deserialize(data);
    const tables = [new AddressLookupTableAccount({ key: table, state })];
    const { bytes, signature } = made([pay(SOL, destination)], { tables });
    await send(bytes);
    localnet.node.ticker.advance(8n);
    const read = (config: object) =>
      localnet.call<{
        meta: { loadedAddresses?: { writable: string[] }; postBalances: bigint[] };
        transaction: unknown;
      }>("getTransaction", signature, { maxSupportedTransactionVersion: 0, ...config });
    const json = await read({ encoding: "json" });
    assert.deepEqual(json.meta.loadedAddresses?.writable, [destination.toBase58()]);
    assert.equal(json.meta.postBalances.at(-1), SOL);
    const parsed = (await read({ encoding: "jsonParsed" })).transaction as {
      message: { accountKeys: { pubkey: string; source: string; writable: boolean; signer: boolean }[] };
    };
    assert.deepEqual(parsed.message.accountKeys.at(-1), {
      pubkey: destination.toBase58(),
      signer: false,
      source: "lookupTable",
      writable: true,
    });
    assert.deepEqual((await read({ encoding: "base64" })).transaction, [bytes, "base64"]);
    const { code, message } = await errorOf(localnet.call("getTransaction", signature));
    assert.equal(code, -32015n);
    assert.match(message, /"maxSupportedTransactionVersion": 0/);
    const history = await localnet.call<{ signature: string }[]>("getSignaturesForAddress", destination.toBase58());
    assert.deepEqual(
      history.map((each) => each.signature),
      [signature],
    );
    // A table that is not there, and a place that a table has not.
    const missing = new AddressLookupTableAccount({ key: localnet.key("no table").publicKey, state });
    const gone = await errorOf(send(made([pay(SOL, destination)], { tables: [missing] }).bytes));
    assert.deepEqual(
      [gone.code, gone.message],
      [-32602n, "invalid transaction: Transaction loads an address table account that doesn't exist"],
    );
    const longer = { ...state, addresses: [me, destination] };
    const beyond = [new AddressLookupTableAccount({ key: table, state: longer })];
    const out = await errorOf(send(made([pay(SOL, destination)], { tables: beyond }).bytes));
    assert.match(out.message, /uses an invalid index/);
  });

  it("of an address come newest first, between two of them, with memos", async () => {
    const { localnet } = world;
    const address = localnet.key("busy").publicKey;
    const signatures: string[] = [];
    for (let lamports = SOL; lamports < 6n * SOL; lamports += SOL) {
      const { bytes, signature } = made([pay(lamports, address)]);
      await send(bytes);
      signatures.unshift(signature);
    }
    const read = async (config: object = {}) => {
      const found = await localnet.call<{ signature: string }[]>("getSignaturesForAddress", address.toBase58(), config);
      return found.map(({ signature }) => signature);
    };
    assert.deepEqual(await read(), [], "nothing is final yet");
    localnet.node.ticker.advance(1n);
    const commitment = "confirmed";
    assert.deepEqual(await read({ commitment }), signatures);
    const [first, second, third, fourth, fifth] = signatures;
    assert.deepEqual(await read({ commitment, limit: 2 }), [first, second]);
    assert.deepEqual(await read({ commitment, before: second, until: fifth }), [third, fourth]);
    assert.deepEqual(await read({ commitment, before: toBase58(Buffer.alloc(64, 9)) }), []);
    const found = await localnet.call<{ signature: string; memo: string | null }[]>(
      "getSignaturesForAddress",
      me.toBase58(),
      { commitment },
    );
    assert.equal(found.find(({ signature }) => signature === world.signature)?.memo, "[5] hello");
  });

  it("are forgotten after 300 slots, unless the history is searched", async () => {
    const { localnet, signature } = world;
    localnet.node.ticker.advance(301n);
    assert.equal(await statusOf(signature), null);
    const { value } = await localnet.call<Context<unknown[]>>("getSignatureStatuses", [signature], {
      searchTransactionHistory: true,
    });
    assert(value[0]);
  });

  it("are processed, then confirmed, then finalized, for whoever asks", async () => {
    const { localnet } = world;
    const { bytes, signature } = made([pay(SOL)]);
    await send(bytes);
    const receiver = localnet.key("receiver").publicKey.toBase58();
    const seen = async () => {
      const balances: boolean[] = [];
      for (const commitment of ["processed", "confirmed", "finalized"]) {
        const { value } = await localnet.call<Context<bigint>>("getBalance", receiver, { commitment });
        balances.push(value > 0n);
      }
      const known = await localnet.call("getTransaction", signature, {
        commitment: "confirmed",
        maxSupportedTransactionVersion: 0,
      });
      return [(await statusOf(signature))?.confirmationStatus, ...balances, known !== null];
    };
    assert.deepEqual(await seen(), ["processed", true, false, false, false]);
    localnet.node.ticker.advance(1n);
    assert.deepEqual(await seen(), ["confirmed", true, true, false, true]);
    localnet.node.ticker.advance(6n);
    assert.deepEqual(await seen(), ["confirmed", true, true, false, true]);
    localnet.node.ticker.advance(1n);
    assert.deepEqual(await seen(), ["finalized", true, true, true, true]);
  });
});

function wire(transaction: VersionedTransaction): string {
  return Buffer.from(transaction.serialize()).toString("base64");
}
