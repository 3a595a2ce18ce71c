import assert from "node:assert/strict";
import {
  ComputeBudgetInstruction,
  Keypair,
  SystemProgram,
  TransactionMessage,
  VersionedTransaction,
} from "@solana/web3.js";
import {
  type ChainSender,
  compile,
  type ExpiryProof,
  fits,
  type Handle,
  isError,
  keypairWallet,
  MAX_ACCOUNT_LOCKS,
  pack,
  priorityFee,
  sendTransaction,
  sendTransactions,
  settle,
  unitLimit,
} from "../src";
import { funded, newChain } from "./pool";

const chain = newChain();
const payer = funded(chain);
const wallet = keypairWallet(payer);
const transfer = (lamports = 1_000_000n) =>
  SystemProgram.transfer({ fromPubkey: payer.publicKey, toPubkey: Keypair.generate().publicKey, lamports });
const fast = { pollEvery: 1, rebroadcastEvery: 1 };

/** The chain with some of its answers replaced. */
function changed(answers: Partial<ChainSender>): ChainSender {
  return new Proxy(chain.connection, {
    get: (target, name) => {
      const member = Reflect.get(name in answers ? answers : target, name);
      return typeof member === "function" ? member.bind(target) : member;
    },
  });
}

describe("transaction layer", () => {
  it("sends with a fitting compute limit and a capped priority fee before everything else", async () => {
    const connection = changed({
      getRecentPrioritizationFees: async () =>
        [1, 5, 900_000, 3].map((prioritizationFee) => ({ slot: 1, prioritizationFee })),
    });
    const sent = await sendTransaction(connection, wallet, { instructions: [transfer()] });
    assert.equal(sent.slot, chain.slot);
    const landed = chain.transaction(sent.signature)?.transaction.message;
    assert.ok(landed);
    const [limit, price, third] = TransactionMessage.decompile(landed).instructions;
    assert.ok(limit && price && third?.programId.equals(SystemProgram.programId));
    // The transfer and the price instruction take hundreds; the rest is spare, for a wallet too, and for equal calls.
    const { units } = ComputeBudgetInstruction.decodeSetComputeUnitLimit(limit);
    assert.ok(units >= 20_000 && units < 22_000, `${units}`);
    assert.equal(BigInt(ComputeBudgetInstruction.decodeSetComputeUnitPrice(price).microLamports), 5n);
    assert.equal(await priorityFee(connection, [transfer()], { percentile: 100 }), 500_000n);
    assert.equal(await priorityFee(connection, [transfer()], { percentile: 100, cap: 7n }), 7n);
    assert.equal(await priorityFee(connection, [transfer()], { fixed: 9n }), 9n);
    assert.equal(unitLimit(100_000), 120_000);
    assert.equal(unitLimit(1_000_000), 1_150_000);
    assert.equal(unitLimit(1_400_000), 1_400_000);
  });

  it("sends without a priority fee where the node refuses to tell what others pay", async () => {
    const refuse = async () => {
      throw new Error("410 Gone: getRecentPrioritizationFees is not available");
    };
    const connection = changed({ getRecentPrioritizationFees: refuse });
    const sent = await sendTransaction(connection, wallet, { instructions: [transfer()] }, fast);
    const landed = chain.transaction(sent.signature)?.transaction.message;
    assert.ok(landed);
    const [limit, ...others] = TransactionMessage.decompile(landed).instructions;
    assert.ok(limit && ComputeBudgetInstruction.decodeSetComputeUnitLimit(limit).units > 0);
    const prices = others.filter(({ programId }) => programId.equals(limit.programId));
    for (const price of prices) {
      assert.equal(BigInt(ComputeBudgetInstruction.decodeSetComputeUnitPrice(price).microLamports), 0n);
    }
    assert.ok(others.some(({ programId }) => programId.equals(SystemProgram.programId)));
  });

  it("broadcasts again until it lands", async () => {
    let calls = 0;
    const connection = changed({
      sendRawTransaction: async (raw, options) => {
        calls++;
        assert.deepEqual(options, { skipPreflight: true, maxRetries: 0 });
        if (calls < 3) throw new Error("fetch failed");
        return chain.connection.sendRawTransaction(raw, options);
      },
    });
    await sendTransaction(connection, wallet, { instructions: [transfer()] }, fast);
    assert.equal(calls, 3);
  });

  it("gives up when the blockhash has certainly expired, and tries anew only if told to", async () => {
    const blockhashes: string[] = [];
    let lost = 1;
    const connection = changed({
      sendRawTransaction: async (raw, options) => {
        const { recentBlockhash } = VersionedTransaction.deserialize(raw as Uint8Array).message;
        if (blockhashes.at(-1) !== recentBlockhash) blockhashes.push(recentBlockhash);
        return blockhashes.length <= lost ? "lost" : chain.connection.sendRawTransaction(raw, options);
      },
      getEpochInfo: async (config) => {
        assert.deepEqual(config, { commitment: "finalized" });
        const info = await chain.connection.getEpochInfo();
        return { ...info, blockHeight: Number(chain.blockHeight) + 1_000 };
      },
    });
    const batch = { instructions: [transfer()] };
    const before = chain.transactionCount;
    await assert.rejects(sendTransaction(connection, wallet, batch, fast), (error) => {
      assert.ok(isError(error, "TransactionExpired"));
      const {
        finalizedHeight = 0,
        lastValidBlockHeight = 0,
        finalizedSlot,
        signedSlot,
        by,
        nodes,
      } = error.args.proof as ExpiryProof;
      assert.ok(lastValidBlockHeight > 0 && finalizedHeight > lastValidBlockHeight && finalizedSlot >= signedSlot);
      assert.deepEqual([by, nodes], ["status", 1]);
      return true;
    });
    assert.equal(chain.transactionCount, before);
    blockhashes.length = 0;
    lost = 2;
    await sendTransaction(connection, wallet, batch, { ...fast, retries: 2 });
    assert.equal(new Set(blockhashes).size, 3);
    assert.equal(chain.transactionCount, before + 1);
  });

  it("looks for it among any number of its payer's later ones, while the deadline lasts, and goes on where a node failed", async () => {
    const handles: Handle[] = [];
    const silent = changed({ sendRawTransaction: async () => "lost" });
    const options = { ...fast, deadline: 1, onSigned: (handle: Handle) => void handles.push(handle) };
    await assert.rejects(sendTransaction(silent, wallet, { instructions: [transfer()] }, options), (error) =>
      isError(error, "OutcomeUnknown"),
    );
    const handle = handles[0] ?? assert.fail();
    // Ten later ones in every slot since; nodes remember the last 300 slots.
    const [later, perSlot] = [55_500, 10];
    const now = handle.slot + later / perSlot;
    const entryOf = (place: number) => ({
      signature: place < 0 ? `earlier ${-place}` : place === 0 ? "at" : `later ${place}`,
      slot: handle.slot + Math.ceil(place / perSlot),
      ...{ err: null, memo: null, blockTime: null },
    });
    let pages = 0;
    const busy = (landedAt?: number, prunedAt = Number.NEGATIVE_INFINITY) =>
      changed({
        sendRawTransaction: async () => "lost",
        getSignatureStatuses: async () => ({ context: { slot: now }, value: [null] }),
        getEpochInfo: async () => ({
          ...(await chain.connection.getEpochInfo()),
          ...{ absoluteSlot: now, blockHeight: (handle.lastValidBlockHeight ?? 0) + 1 },
        }),
        getSignaturesForAddress: async (_, { before, limit = 0, minContextSlot } = {}) => {
          assert.equal(minContextSlot, now);
          if (++pages % 10 === 0) throw new Error("fetch failed");
          const from = before === undefined ? later : Number(before.split(" ")[1]) * (before[0] === "e" ? -1 : 1) - 1;
          const places = Array.from({ length: limit }, (_, at) => from - at).filter((place) => place >= prunedAt);
          return places.map((place) => {
            const entry = entryOf(place);
            return place === landedAt ? { ...entry, signature: handle.signature ?? assert.fail() } : entry;
          });
        },
      });
    const gone = await settle(busy(), handle, { ...fast, deadline: 60_000 });
    assert.ok(gone.status === "expired");
    assert.deepEqual([gone.proof.by, gone.proof.nodes], ["history", 1]);
    // 56 pages of a thousand, and every tenth had to be asked for twice.
    assert.ok(pages > 60 && pages < 70, `${pages}`);
    const there = await settle(busy(2_345), handle, { ...fast, deadline: 60_000 });
    assert.equal(there.status, "landed");
    // A node that keeps less proves nothing, however long it is asked.
    assert.equal((await settle(busy(undefined, 30_000), handle, { ...fast, deadline: 300 })).status, "unknown");
    pages = 0;
    const stop = new AbortController();
    const stopping = changed({
      ...Object.fromEntries(
        ["sendRawTransaction", "getSignatureStatuses", "getEpochInfo"].map((name) => [name, Reflect.get(busy(), name)]),
      ),
      getSignaturesForAddress: async (...args) => {
        if (pages === 5) stop.abort();
        return busy().getSignaturesForAddress(...args);
      },
    });
    assert.equal((await settle(stopping, handle, { ...fast, signal: stop.signal })).status, "unknown");
    assert.equal(pages, 6);
  });

  it("throws what fails before anything is sent, with its logs", async () => {
    const before = chain.transactionCount;
    const poor = transfer(2n ** 62n);
    await assert.rejects(sendTransaction(chain.connection, wallet, { instructions: [poor] }), (error) => {
      assert.ok(isError(error, "InsufficientFunds"));
      return error.logs.length > 0;
    });
    assert.equal(chain.transactionCount, before);
  });

  it("asks the wallet once for several transactions", async () => {
    let asked = 0;
    const counting = {
      ...wallet,
      signAllTransactions: async (transactions: never[]) => {
        asked++;
        return wallet.signAllTransactions?.(transactions) ?? [];
      },
    };
    const batches = [1, 2, 3].map(() => ({ instructions: [transfer()] }));
    const sent = await sendTransactions(chain.connection, counting, batches);
    assert.equal(new Set(sent.map(({ signature }) => signature)).size, 3);
    assert.equal(asked, 1);
  });

  it("knows what fits", () => {
    const many = (count: number) => Array.from({ length: count }, () => transfer());
    assert.ok(fits(payer.publicKey, many(15)));
    assert.ok(!fits(payer.publicKey, many(60)));
    const options = { payer: payer.publicKey, instructions: many(60), blockhash: payer.publicKey.toBase58() };
    assert.throws(
      () => compile(options),
      (error) => isError(error, "TooLarge"),
    );
    assert.ok(MAX_ACCOUNT_LOCKS === 64);
    const packed = pack(payer.publicKey, many(60), 1_000);
    assert.equal(packed.flat().length, 60);
    assert.ok(packed.every((batch) => fits(payer.publicKey, batch)));
    assert.equal(pack(payer.publicKey, many(4), 700_000).length, 2, "compute bounds too");
  });
});
