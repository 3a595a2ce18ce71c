// Wallets as they are: that add, refuse, hesitate, know no versions, send by themselves.
import assert from "node:assert/strict";
import {
  ComputeBudgetInstruction,
  Keypair,
  SystemProgram,
  Transaction,
  type TransactionInstruction,
  TransactionMessage,
  VersionedTransaction,
} from "@solana/web3.js";
import { type AnyWallet, type ClientOptions, isError, keypairWallet, TruestakeClient } from "../src";
import { fails } from "./fails";
import { funded, newPool, poolConfig, SOL, type TestPool } from "./pool";

const FAST: ClientOptions = { pollEvery: 1, rebroadcastEvery: 1, walletTimeout: 2_000 };
const LAMPORTS = SOL;

function clientOf({ user }: TestPool, wallet: AnyWallet, options: ClientOptions = {}): TruestakeClient {
  return new TruestakeClient({
    connection: user.connection,
    mint: user.mint,
    wallet,
    options: { ...FAST, ...options },
  });
}

/** A wallet that signs what it has made of a transaction. */
function changing(
  key: Keypair,
  change: (instructions: TransactionInstruction[]) => TransactionInstruction[],
): AnyWallet {
  return {
    publicKey: key.publicKey,
    async signTransaction(transaction) {
      assert.ok(transaction instanceof VersionedTransaction);
      const message = TransactionMessage.decompile(transaction.message);
      message.instructions = change(message.instructions);
      const changed = new VersionedTransaction(message.compileToV0Message());
      changed.sign([key]);
      return changed as typeof transaction;
    },
  };
}

describe("A wallet", () => {
  const nothing = (key: Keypair) =>
    SystemProgram.transfer({ fromPubkey: key.publicKey, toPubkey: key.publicKey, lamports: 0 });

  it("that signs legacy transactions only gets one, whether it says so or not", async () => {
    const pool = await newPool();
    const { chain, userKey } = pool;
    for (const supportedTransactionVersions of [null, new Set(["legacy" as const]), undefined]) {
      const seen: string[] = [];
      const wallet: AnyWallet = {
        publicKey: userKey.publicKey,
        ...(supportedTransactionVersions === undefined ? {} : { supportedTransactionVersions }),
        async signTransaction(transaction) {
          seen.push(transaction.constructor.name);
          if (!(transaction instanceof Transaction)) {
            throw new Error("Versioned messages must be deserialized with VersionedMessage.deserialize()");
          }
          transaction.partialSign(userKey);
          return transaction;
        },
      };
      const { signature, tokens } = await clientOf(pool, wallet).depositSol({ lamports: LAMPORTS });
      assert.ok(tokens > 0n);
      assert.equal(chain.transaction(signature)?.transaction.message.version, "legacy");
      assert.equal(seen.at(-1), "Transaction");
      assert.equal(seen.length, supportedTransactionVersions === undefined ? 2 : 1);
    }
  });

  it("that signs no versions is told so where only lookup tables make a transaction fit", async () => {
    const pool = await newPool({ validators: 40 });
    const { chain, userKey, user } = pool;
    await user.depositSol({ lamports: 1_000n * SOL });
    await pool.admin.delegateAll();
    const timer = setInterval(() => chain.advanceSlots(1n), 5);
    const { tables: lookupTables } = await user.keepLookupTables().finally(() => clearInterval(timer));
    chain.passEpochs(1);
    const wallet = { ...keypairWallet(userKey), supportedTransactionVersions: null };
    const error = await fails(clientOf(pool, wallet, { lookupTables }).refresh(), "WalletVersionUnsupported");
    assert.deepEqual([error.phase, error.effect], ["wallet", "none"]);
  });

  it("that adds guards has the room and the units for them, and extra signers sign what comes back", async () => {
    const pool = await newPool();
    const { chain, userKey } = pool;
    const wallet = changing(userKey, (instructions) => [...instructions, ...Array(11).fill(nothing(userKey))]);
    const { signature, tokens } = await clientOf(pool, wallet).depositSol({ lamports: LAMPORTS });
    assert.ok(tokens > 0n);
    const message = chain.transaction(signature)?.transaction.message ?? assert.fail();
    assert.equal(TransactionMessage.decompile(message).instructions.length, 3 + 11);
    // The mint is a signer of its own; it signs the transaction as the wallet has changed it.
    const [creator, mint] = [funded(chain), Keypair.generate()];
    const guarded = changing(creator, (instructions) => [...instructions, nothing(creator)]);
    const { client } = await TruestakeClient.createPool({
      connection: chain.connection,
      wallet: guarded as never,
      mint,
      config: poolConfig(creator.publicKey, mint.publicKey),
      options: FAST,
    });
    assert.ok((await client.pool()).supply > 0n);
  });

  it("whose guard fails is named, with the instruction", async () => {
    const pool = await newPool();
    const { userKey } = pool;
    const greedy = SystemProgram.transfer({
      ...{ fromPubkey: userKey.publicKey, toPubkey: funded(pool.chain).publicKey },
      lamports: 10n ** 18n,
    });
    const wallet = changing(userKey, (instructions) => [...instructions, greedy]);
    const error = await fails(clientOf(pool, wallet).depositSol({ lamports: LAMPORTS }), "WalletGuardFailed");
    assert.deepEqual([error.phase, error.effect, error.retry], ["confirm", "fee", "user"]);
    // Limit, account, deposit, guard; no price where nobody pays one.
    assert.equal(error.args.instruction, 3);
    const after = await pool.user.with(FAST).depositSol({ lamports: LAMPORTS });
    assert.ok(after.tokens > 0n);
  });

  it("that makes another transaction of it is refused before anything is sent", async () => {
    const pool = await newPool();
    const { chain, userKey } = pool;
    const before = chain.transactionCount;
    const wallet = changing(userKey, (instructions) => [...instructions.slice(0, -1), nothing(userKey)]);
    await fails(clientOf(pool, wallet).depositSol({ lamports: LAMPORTS }), "WalletRejected");
    const unsigned: AnyWallet = { publicKey: userKey.publicKey, signTransaction: async (transaction) => transaction };
    await fails(clientOf(pool, unsigned).depositSol({ lamports: LAMPORTS }), "WalletRejected");
    const empty: AnyWallet = { publicKey: userKey.publicKey, signTransaction: async () => undefined as never };
    await fails(clientOf(pool, empty).depositSol({ lamports: LAMPORTS }), "WalletRejected");
    assert.equal(chain.transactionCount, before);
  });

  it("that is not connected, refuses, hesitates or changes its account is named", async () => {
    const pool = await newPool();
    const { chain, userKey, user } = pool;
    const before = chain.transactionCount;
    const reader = new TruestakeClient({ connection: user.connection, mint: user.mint });
    await fails(reader.depositSol({ lamports: LAMPORTS }), "NoWallet");
    const signer = keypairWallet(userKey);
    await fails(clientOf(pool, { ...signer, publicKey: null }).depositSol({ lamports: LAMPORTS }), "NoWallet");

    const no = Object.assign(new Error("User rejected the request."), { code: 4001 });
    const refusing: AnyWallet = { ...signer, signTransaction: () => Promise.reject(no) };
    const refused = await fails(clientOf(pool, refusing).depositSol({ lamports: LAMPORTS }), "WalletRejected");
    assert.deepEqual([refused.effect, refused.retry, refused.cause], ["none", "user", no]);

    // What it signs at last is dropped.
    let late: Promise<unknown> | undefined;
    const slow: AnyWallet = {
      publicKey: userKey.publicKey,
      signTransaction: (transaction) => {
        const signed = new Promise((done) => setTimeout(done, 60)).then(() => signer.signTransaction(transaction));
        late = signed;
        return signed;
      },
    };
    const hesitating = clientOf(pool, slow, { walletTimeout: 20 });
    await fails(hesitating.depositSol({ lamports: LAMPORTS }), "WalletTimedOut");
    await late;
    const stop = new AbortController();
    const aborted = clientOf(pool, slow, { signal: stop.signal }).depositSol({ lamports: LAMPORTS });
    setTimeout(() => stop.abort(), 10);
    await fails(aborted, "Aborted");
    await new Promise((done) => setTimeout(done, 80));
    assert.equal(chain.transactionCount, before);

    // Another account, while it signs and before.
    const other = funded(chain);
    const count = chain.transactionCount;
    let current = userKey;
    const switching: AnyWallet = {
      get publicKey() {
        return current.publicKey;
      },
      signTransaction: (transaction) => {
        current = other;
        return signer.signTransaction(transaction);
      },
    };
    await fails(clientOf(pool, switching).depositSol({ lamports: LAMPORTS }), "WalletAccountChanged");
    let asked = 0;
    const restless: AnyWallet = {
      get publicKey() {
        return asked++ < 2 ? userKey.publicKey : other.publicKey;
      },
      signTransaction: signer.signTransaction,
    };
    await fails(clientOf(pool, restless).depositSol({ lamports: LAMPORTS }), "WalletAccountChanged");
    assert.equal(chain.transactionCount, count);
  });

  it("that signs and sends is believed about its signature, and about its owner's no", async () => {
    const pool = await newPool();
    const { chain, userKey } = pool;
    for (const form of ["object", "text", "bytes"] as const) {
      const wallet: AnyWallet = {
        publicKey: userKey.publicKey,
        async signAndSendTransaction(transaction) {
          assert.ok(transaction instanceof VersionedTransaction);
          transaction.sign([userKey]);
          const signature = await chain.connection.sendRawTransaction(transaction.serialize());
          if (form === "text") return signature;
          return form === "object" ? { signature } : (transaction.signatures[0] as Uint8Array);
        },
      };
      const before = chain.transactionCount;
      const { tokens } = await clientOf(pool, wallet).depositSol({ lamports: LAMPORTS });
      assert.ok(tokens > 0n);
      assert.equal(chain.transactionCount, before + 1);
    }
    const no = Object.assign(new Error("no"), { code: 4001 });
    const refusing = { publicKey: userKey.publicKey, signAndSendTransaction: () => Promise.reject(no) };
    await fails(clientOf(pool, refusing).depositSol({ lamports: LAMPORTS }), "WalletRejected");
    const silent = { publicKey: userKey.publicKey, signAndSendTransaction: () => new Promise<never>(() => undefined) };
    const error = await fails(
      clientOf(pool, silent, { walletTimeout: 20 }).depositSol({ lamports: LAMPORTS }),
      "OutcomeUnknown",
    );
    assert.ok(isError(error.cause, "WalletTimedOut"));
    // It cannot be proven that what such a wallet may have sent never lands.
    chain.advanceSlots(1_000n);
    const reader = new TruestakeClient({
      ...{ connection: chain.connection, mint: pool.user.mint },
      options: { ...FAST, deadline: 50 },
    });
    assert.equal((await reader.resume(error.args.handle as never)).status, "unknown");
  });

  it("that is used twice at once makes two transactions of equal calls", async () => {
    const pool = await newPool();
    const { chain, userKey, user } = pool;
    const blockhash = chain.newBlockhash();
    const connection = new Proxy(chain.connection, {
      get(target, name) {
        if (name === "getLatestBlockhashAndContext") {
          return async () => ({ context: { slot: Number(chain.slot) }, value: blockhash });
        }
        const member = Reflect.get(target, name);
        return typeof member === "function" ? member.bind(target) : member;
      },
    });
    const client = () =>
      new TruestakeClient({ connection, mint: user.mint, wallet: keypairWallet(userKey), options: FAST });
    const before = chain.transactionCount;
    const same = client();
    const sent = await Promise.all(
      [same, same, client(), client(), client()].map((each) => each.depositSol({ lamports: LAMPORTS })),
    );
    assert.equal(new Set(sent.map(({ signature }) => signature)).size, 5);
    assert.equal(chain.transactionCount, before + 5);
    const limits = sent.map(({ signature }) => {
      const message = chain.transaction(signature)?.transaction.message ?? assert.fail();
      const [limit] = TransactionMessage.decompile(message).instructions;
      return ComputeBudgetInstruction.decodeSetComputeUnitLimit(limit ?? assert.fail()).units;
    });
    assert.ok(Math.max(...limits) - Math.min(...limits) < 256 * 2);
  });

  it("sees cranks in transactions of their own, where it is to be lean", async () => {
    const pool = await newPool();
    const { chain, user, admin, userKey } = pool;
    await user.depositSol({ lamports: 100n * SOL });
    await admin.delegateAll();
    for (const lean of [false, true]) {
      chain.passEpochs(1);
      const before = chain.transactionCount;
      const { events } = await clientOf(pool, keypairWallet(userKey), { lean }).depositSol({ lamports: LAMPORTS });
      assert.equal(chain.transactionCount - before, lean ? 2 : 1);
      assert.equal(events.length, lean ? 1 : 3);
    }
  });
});
