// Wallets as they are: that add, refuse, hesitate, know no versions, send by themselves.
import assert from "node:assert/strict";
import {
  AddressLookupTableAccount,
  ComputeBudgetInstruction,
  ComputeBudgetProgram,
  Keypair,
  PublicKey,
  SystemProgram,
  Transaction,
  TransactionInstruction,
  TransactionMessage,
  VersionedTransaction,
} from "@solana/web3.js";
import {
  type AnyWallet,
  type ClientOptions,
  feeOf,
  type Handle,
  isError,
  keypairWallet,
  sendTransaction,
  TruestakeClient,
} from "../src";
import { compile } from "../src/transaction/compile";
import { unequal } from "../src/transaction/equal";
import { guardsIn } from "../src/transaction/sign";
import { fails } from "./fails";
import { funded, newChain, newPool, poolConfig, SOL, type TestPool } from "./pool";

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

  it("[fault-extra-signer] that pays gets nothing more of the other signers than was asked of them", async () => {
    const chain = newChain();
    const [sponsor, user] = [funded(chain), funded(chain)];
    const [friend, thief] = [Keypair.generate().publicKey, Keypair.generate().publicKey];
    const pay = (to: PublicKey, lamports = SOL) =>
      SystemProgram.transfer({ fromPubkey: user.publicKey, toPubkey: to, lamports });
    // It looks at the signer and changes nothing of it.
    const witness = (isWritable: boolean) =>
      new TransactionInstruction({
        programId: ComputeBudgetProgram.programId,
        keys: [{ pubkey: user.publicKey, isSigner: true, isWritable }],
        data: Buffer.from(ComputeBudgetProgram.setComputeUnitPrice({ microLamports: 1n }).data),
      });
    const isPay = ({ programId }: TransactionInstruction) => programId.equals(SystemProgram.programId);
    const before = chain.transactionCount;
    const wanted = [pay(friend), nothing(user)];
    const changes: Record<string, (all: TransactionInstruction[]) => TransactionInstruction[]> = {
      "adds one of the signer's": (all) => [...all, pay(thief, 90n * SOL)],
      "does it twice": (all) => [...all, pay(friend)],
      "does it twice, the second one elsewhere": (all) => [pay(friend), ...all],
      "pays somebody else": (all) => all.map((each) => (isPay(each) ? pay(thief) : each)),
      "names the signer to the compute budget": (all) => [...all, witness(false)],
      "takes them in another order": (all) => [...all].reverse(),
      "leaves one out": (all) => all.slice(0, -1),
    };
    for (const [name, change] of Object.entries(changes)) {
      const batch = { instructions: wanted, signers: [user] };
      const error = await fails(
        sendTransaction(chain.connection, changing(sponsor, change), batch, FAST),
        "WalletRejected",
      );
      assert.deepEqual([error.phase, error.effect], ["wallet", "none"], name);
    }
    assert.deepEqual([chain.transactionCount, chain.balance(thief), chain.balance(friend)], [before, 0n, 0n]);
    // What concerns the wallet alone it may add.
    const wallet = changing(sponsor, (all) => [nothing(sponsor), ...all, nothing(sponsor)]);
    await sendTransaction(chain.connection, wallet, { instructions: wanted, signers: [user] }, FAST);
    assert.equal(chain.balance(friend), SOL);
  });

  it("that changes the accounts of an instruction, or what it may do with them, is refused", () => {
    const [payer, signer, program, table] = [1, 2, 3, 4].map(() => Keypair.generate().publicKey) as [
      PublicKey,
      PublicKey,
      PublicKey,
      PublicKey,
    ];
    const others = Array.from({ length: 4 }, () => Keypair.generate().publicKey);
    const meta = (pubkey: PublicKey, isWritable = false, isSigner = false) => ({ pubkey, isSigner, isWritable });
    const of = (keys: TransactionInstruction["keys"], data = Buffer.from([7])) =>
      new TransactionInstruction({ programId: program, keys, data });
    const [first, second, third, fourth] = others as [PublicKey, PublicKey, PublicKey, PublicKey];
    const wanted = [of([meta(signer, false, true), meta(first, true), meta(second), meta(third)])];
    const lookup = (addresses: PublicKey[], key = table) =>
      new AddressLookupTableAccount({
        key,
        state: {
          ...{ deactivationSlot: 2n ** 64n - 1n, lastExtendedSlot: 0, lastExtendedSlotStartIndex: 0 },
          addresses,
        },
      });
    const tables = [lookup([first, second, third])];
    const made = (instructions: TransactionInstruction[], by: AddressLookupTableAccount[] = []) =>
      new VersionedTransaction(
        new TransactionMessage({
          ...{ payerKey: payer, recentBlockhash: PublicKey.default.toBase58(), instructions },
        }).compileToV0Message(by),
      );
    const guards = (transaction: VersionedTransaction) => guardsIn(transaction, wanted, { tables, signers: [signer] });
    // By a table, without one, and with what the wallet looks up for itself.
    assert.deepEqual(guards(made(wanted)), []);
    assert.deepEqual(guards(made(wanted, tables)), []);
    const own = [of([meta(payer, true, true), meta(fourth, true)])];
    const foreign = lookup([fourth, payer], Keypair.generate().publicKey);
    assert.deepEqual(guards(made([...own, ...wanted], [...tables, foreign])), [0]);
    // A guard may write what is only read otherwise.
    assert.deepEqual(guards(made([...wanted, of([meta(second, true)])], tables)), [1]);
    const [writer, ...rest] = wanted[0]?.keys ?? [];
    const refused: Record<string, VersionedTransaction> = {
      "another account": made([of([meta(signer, false, true), meta(first, true), meta(second), meta(fourth)])]),
      "a writable one": made([of([meta(signer, false, true), meta(first, true), meta(second, true), meta(third)])]),
      "one that is not writable": made([of([meta(signer, false, true), meta(first), meta(second), meta(third)])]),
      "a signer that may be written": made([of([meta(signer, true, true), ...rest])]),
      "a signer that signs no more": made([of([meta(signer), ...rest])]),
      "one account less": made([of([...(writer ? [writer] : []), ...rest.slice(0, -1)])]),
      "one account more": made([of([...(writer ? [writer] : []), ...rest, meta(fourth)])]),
      "other data": made([of(wanted[0]?.keys ?? [], Buffer.from([8]))]),
      "a table that nobody here knows": made(wanted, [lookup([first, second, third], Keypair.generate().publicKey)]),
      "a guard that names the signer": made([...wanted, of([meta(signer)])]),
    };
    for (const [name, transaction] of Object.entries(refused)) {
      assert.throws(
        () => guards(transaction),
        (error) => isError(error, "WalletRejected"),
        name,
      );
    }
  });

  it("[fault-wallet-price] that sets a price of its own pays no more than `mostLamports`", async () => {
    const chain = newChain();
    const key = funded(chain);
    const instructions = [
      SystemProgram.transfer({ fromPubkey: key.publicKey, toPubkey: funded(chain).publicKey, lamports: SOL }),
    ];
    const isBudget = ({ programId }: TransactionInstruction) => programId.equals(ComputeBudgetProgram.programId);
    const priced = (microLamports: bigint, keepsLimit = true) =>
      changing(key, (all) => [
        ComputeBudgetProgram.setComputeUnitPrice({ microLamports }),
        ...all.filter((each) => !isBudget(each) || (keepsLimit && each.data[0] === 2)),
      ]);
    const before = chain.transactionCount;
    const handles: Handle[] = [];
    const options = {
      ...{ ...FAST, priorityFee: { mostLamports: 700n, fixed: 0n } },
      onSigned: (handle: Handle) => void handles.push(handle),
    };
    // Without a limit of its own a transaction may ask for 1,400,000 units.
    for (const wallet of [priced(50_000_000_000n), priced(1_000n, false)]) {
      const error = await fails(sendTransaction(chain.connection, wallet, { instructions }, options), "WalletRejected");
      assert.deepEqual([error.effect, error.args.mostLamports], ["none", 700n]);
      assert.ok((error.args.priorityLamports as bigint) > 700n);
    }
    assert.deepEqual([chain.transactionCount, handles.length], [before, 0]);
    await sendTransaction(chain.connection, priced(1_000n), { instructions }, options);
    const { price, priority } = feeOf(handles[0] ?? assert.fail());
    assert.ok(price === 1_000n && priority <= 700n, `${priority}`);
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
    assert.ok(Math.max(...limits) - Math.min(...limits) < 1_024 * 2);
  });

  it("of two processes makes two transactions of equal calls on one blockhash, and of one size and price", async () => {
    const pool = await newPool();
    const { chain, userKey, user } = pool;
    const { signature } = await user.depositSol({ lamports: LAMPORTS });
    const sent = chain.transaction(signature)?.transaction.message ?? assert.fail();
    const wanted = TransactionMessage.decompile(sent).instructions.slice(1);
    const { blockhash } = chain.newBlockhash();
    const addresses = wanted.flatMap(({ keys }) => keys.flatMap(({ isSigner, pubkey }) => (isSigner ? [] : [pubkey])));
    const table = new AddressLookupTableAccount({
      key: Keypair.generate().publicKey,
      state: { deactivationSlot: 2n ** 64n - 1n, lastExtendedSlot: 0, lastExtendedSlotStartIndex: 0, addresses },
    });
    for (const lookupTables of [[], [table]]) {
      const from = { payer: userKey.publicKey, instructions: wanted, blockhash, lookupTables };
      const plain = compile({ ...from, budget: { units: 100_000, price: 0n } }).serialize().length;
      const forms = new Set<string>();
      for (let process = 0; process < 3_000; process++) {
        // What another process has made is not known.
        delete (globalThis as Record<symbol, unknown>)[Symbol.for("@truestake/sdk/messages")];
        const made = unequal((low) => compile({ ...from, budget: { units: 100_000 + low, price: 0n } }));
        const bytes = made.serialize();
        assert.equal(bytes.length, plain);
        forms.add(Buffer.from(bytes).toString("base64"));
        const read = TransactionMessage.decompile(made.message, { addressLookupTableAccounts: lookupTables });
        assert.ok(read.payerKey.equals(userKey.publicKey));
        const [limit, ...others] = read.instructions;
        const units = ComputeBudgetInstruction.decodeSetComputeUnitLimit(limit ?? assert.fail()).units;
        assert.ok(units >= 100_000 && units < 101_024);
        assert.deepEqual(others, wanted);
      }
      // 4.5 million pairs, of 14 million forms and of 1.4 million: three equal ones are to be expected, twenty hardly ever.
      assert.ok(forms.size > 2_980, `${forms.size}`);
    }
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
