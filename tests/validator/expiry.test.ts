import assert from "node:assert/strict";
import type { BlockhashWithExpiryBlockHeight, Connection } from "@solana/web3.js";
import { isError, keypairWallet, TruestakeClient } from "@truestake/sdk";
import { type LivePool, newPool, SENDING, SOL, until } from "./shared";

/** The connection with some of its methods replaced. */
function changed(connection: Connection, methods: Partial<Connection>): Connection {
  return new Proxy(connection, {
    get(target, name) {
      const value = Reflect.get(name in methods ? methods : target, name);
      return typeof value === "function" && !(name in methods) ? value.bind(target) : value;
    },
  });
}

describe("A transaction that expires", () => {
  let pool: LivePool;
  let expired: BlockhashWithExpiryBlockHeight;
  before(async () => {
    pool = await newPool();
    const { connection } = pool.chain;
    expired = await connection.getLatestBlockhash();
    await until(
      "the blockhash's end",
      async () => (await connection.getBlockHeight("finalized")) > expired.lastValidBlockHeight,
      120,
    );
  });

  /** A user's client whose first transactions get a blockhash that is too old. */
  function clientWithOldBlockhash({ times, retries }: { times: number; retries: number }) {
    const { chain, admin, userKey } = pool;
    let left = times;
    const signed = { count: 0 };
    const connection = changed(chain.connection, {
      getLatestBlockhash: async () => (left-- > 0 ? expired : chain.connection.getLatestBlockhash()),
    });
    const wallet = keypairWallet(userKey);
    const signTransaction: typeof wallet.signTransaction = (transaction) => {
      signed.count += 1;
      return wallet.signTransaction(transaction);
    };
    const client = new TruestakeClient({
      connection,
      wallet: { publicKey: wallet.publicKey, signTransaction },
      mint: admin.mint,
      options: { ...SENDING, retries },
    });
    return { client, signed };
  }

  it("is reported as such, and has no effect", async () => {
    const { client, signed } = clientWithOldBlockhash({ times: 1, retries: 0 });
    const before = await pool.user.pool();
    await assert.rejects(client.depositSol({ lamports: SOL }), (error) => isError(error, "BlockhashExpired"));
    assert.equal(signed.count, 1);
    assert.deepEqual((await pool.user.pool()).reserveLamports, before.reserveLamports);
  });

  it("is signed anew and sent again as often as asked for, and lands once", async () => {
    const { client, signed } = clientWithOldBlockhash({ times: 2, retries: 3 });
    const before = await pool.user.pool();
    const { tokens } = await client.depositSol({ lamports: 3n * SOL });
    assert.ok(tokens > 0n);
    assert.equal(signed.count, 3, "two expired, the third landed");
    assert.equal((await pool.user.pool()).reserveLamports, before.reserveLamports + 3n * SOL);
  });

  it("does not expire while packets get lost: it is broadcast until it lands, signed once", async () => {
    const { chain, admin, userKey } = pool;
    let broadcasts = 0;
    const connection = changed(chain.connection, {
      sendRawTransaction: async (raw, options) => {
        broadcasts += 1;
        if (broadcasts <= 2) throw new Error("fetch failed");
        return chain.connection.sendRawTransaction(raw, options);
      },
    });
    const wallet = keypairWallet(userKey);
    const client = new TruestakeClient({ connection, wallet, mint: admin.mint, options: SENDING });
    const before = await pool.user.pool();
    const { signature } = await client.depositSol({ lamports: 2n * SOL });
    assert.ok(broadcasts >= 3);
    const status = await chain.connection.getSignatureStatus(signature);
    assert.equal(status.value?.err, null);
    assert.equal((await pool.user.pool()).reserveLamports, before.reserveLamports + 2n * SOL);
  });
});
