import assert from "node:assert/strict";
import {
  type BlockhashWithExpiryBlockHeight,
  type Connection,
  Keypair,
  type PublicKey,
  SystemProgram,
} from "@solana/web3.js";
import type { ValidatorChain } from "@truestake/localnet";
import { isError, keypairWallet, sendTransaction } from "@truestake/sdk";
import { funded, SENDING, SOL, sharedChain, until } from "./shared";

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
  let chain: ValidatorChain;
  let payer: Keypair;
  let expired: BlockhashWithExpiryBlockHeight;
  before(async () => {
    chain = await sharedChain();
    payer = await funded(chain);
    const { connection } = chain;
    expired = await connection.getLatestBlockhash();
    await until(
      "the blockhash's end",
      async () => (await connection.getBlockHeight("finalized")) > expired.lastValidBlockHeight,
      120,
    );
  });

  const balance = async (address: PublicKey) => BigInt(await chain.connection.getBalance(address));

  /** A transfer; its first transactions get a blockhash that is too old. Says how often it was signed. */
  function transfer(lamports: bigint, connection: Connection, retries = 0) {
    const to = Keypair.generate().publicKey;
    const signed = { count: 0 };
    const wallet = keypairWallet(payer);
    const signTransaction: typeof wallet.signTransaction = (transaction) => {
      signed.count += 1;
      return wallet.signTransaction(transaction);
    };
    const sent = sendTransaction(
      connection,
      { publicKey: payer.publicKey, signTransaction },
      { instructions: [SystemProgram.transfer({ fromPubkey: payer.publicKey, toPubkey: to, lamports })] },
      { ...SENDING, retries },
    );
    return { to, signed, sent };
  }

  function withOldBlockhash(times: number): Connection {
    let left = times;
    return changed(chain.connection, {
      getLatestBlockhashAndContext: async (commitment) => {
        const latest = await chain.connection.getLatestBlockhashAndContext(commitment);
        return left-- > 0 ? { ...latest, value: expired } : latest;
      },
    });
  }

  it("is reported as such, and has no effect", async () => {
    const { sent, signed, to } = transfer(SOL, withOldBlockhash(1));
    await assert.rejects(sent, (error) => isError(error, "TransactionExpired"));
    assert.equal(signed.count, 1);
    assert.equal(await balance(to), 0n);
  });

  it("is signed anew and sent again as often as asked for, and lands once", async () => {
    const { sent, signed, to } = transfer(3n * SOL, withOldBlockhash(2), 3);
    await sent;
    assert.equal(signed.count, 3, "two expired, the third landed");
    assert.equal(await balance(to), 3n * SOL);
  });

  it("does not expire while packets get lost: it is broadcast until it lands, signed once", async () => {
    let broadcasts = 0;
    const lossy = changed(chain.connection, {
      sendRawTransaction: async (raw, options) => {
        broadcasts += 1;
        if (broadcasts <= 2) throw new Error("fetch failed");
        return chain.connection.sendRawTransaction(raw, options);
      },
    });
    const { sent, signed, to } = transfer(2n * SOL, lossy);
    const { signature } = await sent;
    assert.ok(broadcasts >= 3);
    assert.equal(signed.count, 1);
    assert.equal((await chain.connection.getSignatureStatus(signature)).value?.err, null);
    assert.equal(await balance(to), 2n * SOL);
  });
});
