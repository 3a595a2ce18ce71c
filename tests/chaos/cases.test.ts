// The cases of a transaction that go wrong in ways that look like others, each by its name. Time stands still here and moves only
// when a case moves it, so each is the same every time.
import assert from "node:assert/strict";
import {
  Keypair,
  NonceAccount,
  type PublicKey,
  SystemProgram,
  TransactionMessage,
  VersionedTransaction,
} from "@solana/web3.js";
import type { ProxyRules, RpcAnswer, RpcCall } from "@truestake/localnet";
import {
  type AnyWallet,
  type ErrorName,
  type ExpiryProof,
  type Handle,
  isError,
  keypairWallet,
  type Outcome,
  type TruestakeClient,
  type TruestakeError,
} from "@truestake/sdk";
import { SOL, withStage } from "./support";

/** Block height after which a blockhash of now is no longer good. */
const GOOD_FOR = 20n;
const LAMPORTS = SOL;

type Call = NonNullable<ProxyRules["call"]>;
type Statuses = { context: { slot: bigint }; value: unknown[] };

/** Rules by the method; what is not named is passed on. */
const rules = (
  by: Record<string, (call: RpcCall, forward: () => Promise<RpcAnswer>) => ReturnType<Call>>,
): ProxyRules => ({
  call: (call, forward) => (by[call.method] ?? ((_, pass) => pass()))(call, forward),
});

const resultOf = async <T>(answer: Promise<RpcAnswer>): Promise<T> => {
  const got = await answer;
  assert.ok("result" in got, "the network answers");
  return got.result as T;
};

/** A slot passes with every look, from the first send that has arrived on. */
function moving(pass: (slots: bigint) => void): ProxyRules {
  let hasArrived = false;
  return rules({
    async sendTransaction(_, forward) {
      const answer = await forward();
      hasArrived = true;
      return answer;
    },
    getSignatureStatuses(_, forward) {
      if (hasArrived) pass(1n);
      return forward();
    },
  });
}

/** The error that an action ends in. */
async function errorOf(action: Promise<unknown>, ...names: ErrorName[]): Promise<TruestakeError> {
  const error = await action.then(
    (value) => assert.fail(`it succeeded: ${String(value)}`),
    (reason) => reason,
  );
  assert.ok(isError(error, ...names), String(error?.stack ?? error));
  return error;
}

const handleOf = (error: TruestakeError): Handle => {
  // As an application keeps it.
  return JSON.parse(JSON.stringify(error.args.handle)) as Handle;
};

describe("Chaos, case by case", function () {
  this.timeout(60_000);
  const stage = withStage({}, 20);
  let next = 0;
  let user: Keypair;
  let before: bigint;
  beforeEach(() => {
    user = stage().users[next++] as Keypair;
    before = stage().tokens(user);
  });

  const chain = () => stage().localnet.chain;
  const pass = (slots: bigint) => chain().advanceSlots(slots);
  const gained = () => stage().tokens(user) - before;
  const landedBy = () => chain().transactionsWith(user.publicKey).length;
  /** What a signature's status comes to, one way or the other. */
  const settled = async (client: TruestakeClient, handle: Handle, status: Outcome["status"]): Promise<Outcome> => {
    const outcome = await client.resume(handle);
    assert.equal(outcome.status, status);
    return outcome;
  };

  it("height and status from different nodes: the one is ahead, the other has not run it yet", async () => {
    // The first tells heights and loses what it is sent; the second lags, and it is where the transaction lands.
    let height = 0n;
    let lagging = 0n;
    let isHidden = true;
    const ahead = rules({
      sendTransaction: async () => ({ result: "1".repeat(64) }),
      getSignatureStatuses: async () => ({ error: { code: -32005, message: "Node is behind by 9 slots" } }),
      getEpochInfo: async (_, forward) => {
        const info = await resultOf<{ blockHeight: bigint; absoluteSlot: bigint }>(forward());
        return {
          result: { ...info, blockHeight: info.blockHeight + height, absoluteSlot: info.absoluteSlot + height },
        };
      },
    });
    const behind = rules({
      getEpochInfo: async () => ({ error: { code: -32601, message: "Method not found" } }),
      getBlockHeight: async () => ({ error: { code: -32601, message: "Method not found" } }),
      getSignatureStatuses: async (_, forward) => {
        const { context, value } = await resultOf<Statuses>(forward());
        lagging += 1n;
        // Nothing of it for a while, and honest about the slot.
        if (lagging < 6n) return { result: { context, value: [null] } };
        isHidden = false;
        pass(3n);
        return { result: { context, value } };
      },
    });
    const client = stage().client(user, await stage().through(ahead, behind), {
      onSigned: () => {
        height = GOOD_FOR + 50n;
      },
    });
    const { tokens } = await client.depositSol({ lamports: LAMPORTS });
    assert.equal(isHidden, false, "the height of the one node proved nothing about the other");
    assert.equal(tokens, gained());
    assert.equal(landedBy(), 1);
  });

  it("archive null: null from a node that forgets proves nothing", async () => {
    // Its status cache and its archive say null, also of what landed; heights run on.
    let hides = true;
    let isSent = false;
    const amnesiac = rules({
      sendTransaction: async (_, forward) => {
        const answer = await forward();
        isSent = true;
        return answer;
      },
      getSignatureStatuses: async (_, forward) => {
        // On a busy machine the first look comes before the transaction.
        if (isSent) pass(40n);
        const { context, value } = await resultOf<Statuses>(forward());
        return { result: { context, value: hides ? [null] : value } };
      },
      getTransaction: async (_, forward) => (hides ? { result: null } : forward()),
      getSignaturesForAddress: async (_, forward) => (hides ? { result: [] } : forward()),
      // The status comes late: what is told of is beyond what the node remembers.
      getEpochInfo: async (_, forward) => {
        if (isSent) pass(400n);
        return forward();
      },
    });
    const client = stage().client(user, await stage().through(amnesiac), { deadline: 1_500 });
    const error = await errorOf(client.depositSol({ lamports: LAMPORTS }), "OutcomeUnknown");
    assert.deepEqual([error.effect, error.retry], ["unknown", "resume"]);
    assert.ok(gained() > 0n, "it has landed all the same");
    hides = false;
    const outcome = await settled(client, handleOf(error), "landed");
    assert.ok(outcome.status === "landed" && outcome.sent.hasDetails);
    assert.equal(landedBy(), 1);
  });

  it("blockhash replaced by the wallet: L is not that of the blockhash we gave", async () => {
    const { localnet } = stage();
    const signer = keypairWallet(user);
    let ours = 0;
    const wallet: AnyWallet = {
      publicKey: user.publicKey,
      signTransaction: async (transaction) => {
        assert.ok(transaction instanceof VersionedTransaction);
        // The wallet thinks for almost as long as a blockhash is good, and takes a new one.
        pass(GOOD_FOR - 2n);
        ours = Number(chain().blockHeight);
        const { value } = await localnet.call<{ value: { blockhash: string } }>("getLatestBlockhash");
        const message = TransactionMessage.decompile(transaction.message);
        message.recentBlockhash = value.blockhash;
        return signer.signTransaction(new VersionedTransaction(message.compileToV0Message()) as typeof transaction);
      },
    };
    // It lands only when the blockhash that we gave is over, and the one of the wallet is still good.
    let sends = 0;
    const slow = rules({
      sendTransaction: async (_, forward) => {
        sends++;
        pass(2n);
        return sends < 4 ? { result: "1".repeat(64) } : forward();
      },
      getSignatureStatuses: (_, forward) => {
        if (sends > 3) pass(1n);
        return forward();
      },
    });
    const handles: Handle[] = [];
    const onSigned = (handle: Handle) => void handles.push(handle);
    const client = stage().client(user, await stage().through(slow), { onSigned }, wallet);
    const { tokens } = await client.depositSol({ lamports: LAMPORTS });
    assert.equal(tokens, gained());
    assert.equal(landedBy(), 1);
    assert.ok((handles[0]?.lastValidBlockHeight ?? 0) > ours, "it is the wallet's blockhash that counts");
  });

  it("lost answer of signAndSend: what the wallet has sent is found, and never sent again", async () => {
    const { localnet } = stage();
    let answers: "lost" | "refuses" = "lost";
    const wallet: AnyWallet = {
      publicKey: user.publicKey,
      async signAndSendTransaction(transaction) {
        assert.ok(transaction instanceof VersionedTransaction);
        if (answers === "refuses") throw Object.assign(new Error("User rejected the request."), { code: 4001 });
        transaction.sign([user]);
        await localnet.chain.connection.sendRawTransaction(transaction.serialize(), { skipPreflight: true });
        throw new Error("the extension has gone away");
      },
    };
    const stored: Handle[] = [];
    const onSigned = (handle: Handle) => void stored.push(JSON.parse(JSON.stringify(handle)));
    const client = stage().client(user, await stage().through({}), { onSigned, deadline: 1_000 }, wallet);
    const error = await errorOf(client.depositSol({ lamports: LAMPORTS }), "OutcomeUnknown");
    assert.equal(error.args.signature, undefined);
    assert.deepEqual(handleOf(error), stored[0], "what is stored before the wallet is asked settles it");
    // Not confirmed yet: nothing can be said.
    await settled(client, handleOf(error), "unknown");
    pass(3n);
    const outcome = await settled(client, handleOf(error), "landed");
    assert.ok(outcome.handle.signature && gained() > 0n);
    assert.equal(landedBy(), 1);
    answers = "refuses";
    await errorOf(client.depositSol({ lamports: LAMPORTS }), "WalletRejected");
    // What it says it did not send may still come: absence is never proven.
    pass(400n);
    await settled(client, stored[1] as Handle, "unknown");
    assert.equal(landedBy(), 1);
  });

  it("crash between sign and send: the stored handle sends it, once, or proves that it is over", async () => {
    const stored: Handle[] = [];
    const crash = (handle: Handle) => {
      stored.push(JSON.parse(JSON.stringify(handle)));
      throw new Error("the process dies here");
    };
    const connection = await stage().through(moving(pass));
    const dying = stage().client(user, connection, { onSigned: crash });
    const error = await errorOf(dying.depositSol({ lamports: LAMPORTS }), "Aborted");
    assert.deepEqual([error.effect, landedBy()], ["none", 0]);
    // Another process, without a wallet.
    const reborn = () => stage().client(user, connection);
    const [first, second] = await Promise.all([1, 2].map(() => reborn().resume(stored[0] as Handle)));
    assert.deepEqual([first?.status, second?.status], ["landed", "landed"]);
    assert.equal(landedBy(), 1);
    // The next one is found too late.
    await errorOf(dying.depositSol({ lamports: LAMPORTS }), "Aborted");
    pass(GOOD_FOR + 10n);
    const outcome = await settled(reborn(), stored[1] as Handle, "expired");
    assert.ok(outcome.status === "expired" && outcome.proof.by === "status");
    assert.equal(landedBy(), 1);
  });

  it("crash, and a day: the payer's history proves what no status remembers", async () => {
    const stored: Handle[] = [];
    const crash = (handle: Handle) => {
      stored.push(handle);
      throw new Error("the process dies here");
    };
    const client = stage().client(user, await stage().through({}));
    const dying = client.with({ onSigned: crash });
    // Somebody has to have paid something before: a history that begins later proves nothing.
    await errorOf(dying.depositSol({ lamports: LAMPORTS }), "Aborted");
    pass(1_000n);
    await settled(client.with({ deadline: 500 }), stored[0] as Handle, "unknown");
    const moved = stage().client(user, await stage().through(moving(pass)));
    await moved.depositSol({ lamports: LAMPORTS });
    pass(10n);
    await errorOf(dying.depositSol({ lamports: LAMPORTS }), "Aborted");
    pass(1_000n);
    const outcome = await settled(client, stored[1] as Handle, "expired");
    assert.ok(outcome.status === "expired" && outcome.proof.by === "history");
    assert.equal(landedBy(), 1);
  });

  it("processed, dropped, landed after all: a fork takes it back, and the same bytes land", async () => {
    const { localnet } = stage();
    let looks = 0;
    const seen: string[] = [];
    const forking = rules({
      // Lost while nobody knows it any more.
      sendTransaction: async (_, forward) => (looks === 1 || looks === 2 ? { result: "1".repeat(64) } : forward()),
      async getSignatureStatuses(_, forward) {
        looks++;
        const { context, value } = await resultOf<{
          context: unknown;
          value: ({ confirmationStatus: string } | null)[];
        }>(forward());
        seen.push(value[0]?.confirmationStatus ?? "null");
        if (looks === 1) await localnet.call("localnet_fork");
        if (looks > 4) pass(1n);
        return { result: { context, value } };
      },
    });
    const { tokens } = await stage()
      .client(user, await stage().through(forking))
      .depositSol({ lamports: LAMPORTS });
    assert.deepEqual(seen.slice(0, 2), ["processed", "null"]);
    assert.equal(seen.at(-1), "confirmed");
    assert.equal(tokens, gained());
    assert.equal(landedBy(), 1);
  });

  it("processed, dropped, and never again: absence is asked for twice", async () => {
    const { localnet } = stage();
    let looks = 0;
    const nulls: bigint[] = [];
    let sends = 0;
    const forking = rules({
      // Only the first one reaches anybody.
      sendTransaction: async (_, forward) => (++sends === 1 ? forward() : { result: "1".repeat(64) }),
      async getSignatureStatuses(_, forward) {
        looks++;
        const answer = await resultOf<Statuses>(forward());
        if (looks === 1) await localnet.call("localnet_fork");
        if (looks > 1 && answer.value[0] === null) nulls.push(answer.context.slot);
        if (looks > 1 && looks < 15) pass(4n);
        return { result: answer };
      },
    });
    const client = stage().client(user, await stage().through(forking));
    const { args } = await errorOf(client.depositSol({ lamports: LAMPORTS }), "TransactionExpired");
    const { finalizedSlot } = args.proof as ExpiryProof;
    assert.ok(nulls.filter((slot) => slot >= BigInt(finalizedSlot)).length >= 2);
    assert.equal(landedBy(), 0);
  });

  it("landing at exactly L: the last valid block is still in time", async () => {
    for (const [late, status] of [
      [0n, "landed"],
      [1n, "expired"],
    ] as const) {
      const stored: Handle[] = [];
      const onSigned = (handle: Handle) => {
        stored.push(handle);
        throw new Error("later");
      };
      const client = stage().client(user, await stage().through(moving(pass)));
      await errorOf(client.with({ onSigned }).depositSol({ lamports: LAMPORTS }), "Aborted");
      const [handle] = stored as [Handle];
      const last = BigInt(handle.lastValidBlockHeight ?? 0);
      pass(last - chain().blockHeight + late);
      assert.equal(chain().blockHeight, last + late);
      await settled(client, handle, status);
    }
    assert.equal(landedBy(), 1);
  });

  it("an expired transaction is signed anew only after its proof, and lands once", async () => {
    let signed = 0;
    const lost = new Set<string>();
    const losing = rules({
      async sendTransaction({ params }, forward) {
        const [bytes] = params as [string];
        if (signed === 1) lost.add(bytes);
        return lost.has(bytes) ? { error: { code: -32002, message: "Blockhash not found" } } : forward();
      },
      getSignatureStatuses: (_, forward) => {
        pass(4n);
        return forward();
      },
    });
    const wallet = keypairWallet(user);
    const counting: AnyWallet = {
      publicKey: user.publicKey,
      signTransaction: (transaction) => {
        signed++;
        return wallet.signTransaction(transaction);
      },
    };
    const options = { retries: 1 };
    const client = stage().client(user, await stage().through(losing), options, counting);
    const { tokens } = await client.depositSol({ lamports: LAMPORTS });
    assert.deepEqual([signed, landedBy()], [2, 1]);
    assert.equal(tokens, gained());
  });

  describe("a durable nonce", () => {
    let nonce: PublicKey;
    beforeEach(() => {
      const key = Keypair.generate();
      nonce = key.publicKey;
      const { instructions } = SystemProgram.createNonceAccount({
        ...{ fromPubkey: user.publicKey, noncePubkey: nonce, authorizedPubkey: user.publicKey },
        lamports: Number(chain().rentFor(80n)),
      });
      chain().run(instructions, [user, key]);
      pass(20n);
    });
    const held = () => NonceAccount.fromAccountData(chain().account(nonce)?.data ?? assert.fail()).nonce;
    const advance = () => SystemProgram.nonceAdvance({ noncePubkey: nonce, authorizedPubkey: user.publicKey });
    /** What a wallet signs with the nonce, and a crash before it is sent. */
    const signed = async (): Promise<Handle> => {
      const signer = keypairWallet(user);
      const wallet: AnyWallet = {
        publicKey: user.publicKey,
        signTransaction: async (transaction) => {
          assert.ok(transaction instanceof VersionedTransaction);
          const message = TransactionMessage.decompile(transaction.message);
          message.instructions.unshift(advance());
          message.recentBlockhash = held();
          return signer.signTransaction(new VersionedTransaction(message.compileToV0Message()) as typeof transaction);
        },
      };
      const stored: Handle[] = [];
      const onSigned = (handle: Handle) => {
        stored.push(JSON.parse(JSON.stringify(handle)));
        throw new Error("the process dies here");
      };
      const client = stage().client(user, await stage().through({}), { onSigned }, wallet);
      await errorOf(client.depositSol({ lamports: LAMPORTS }), "Aborted");
      assert.equal(stored[0]?.lastValidBlockHeight, undefined);
      return stored[0] ?? assert.fail();
    };
    /** Whoever looks on sends nothing that arrives. */
    const onlooker = async () => {
      const losing = rules({ sendTransaction: async () => ({ result: "1".repeat(64) }) });
      return stage().client(user, await stage().through(losing), { deadline: 700 });
    };

    it("[fault-nonce-locked] that another transaction has used proves that it never lands, once that is final", async () => {
      for (const [slots, by] of [
        [12n, "status"],
        [1_000n, "history"],
      ] as const) {
        const handle = await signed();
        const value = held();
        const client = await onlooker();
        await settled(client, handle, "unknown");
        chain().run([advance()], [user]);
        pass(3n);
        // Confirmed, and not final yet.
        await settled(client, handle, "unknown");
        pass(slots);
        const outcome = await settled(client, handle, "expired");
        assert.ok(outcome.status === "expired");
        const { proof } = outcome;
        assert.deepEqual(proof.nonce, { account: nonce.toBase58(), value, found: held() });
        assert.deepEqual([proof.by, proof.nodes, proof.lastValidBlockHeight], [by, 1, undefined]);
        assert.ok(proof.finalizedSlot > (handle.nonceSlot ?? assert.fail()));
      }
      assert.equal(gained(), 0n);
    });

    it("that the transaction has used itself proves nothing against it, also a day later", async () => {
      const handle = await signed();
      const client = stage().client(user, await stage().through(moving(pass)));
      await settled(client, handle, "landed");
      const [tokens, nonceNow] = [gained(), held()];
      assert.ok(tokens > 0n);
      pass(1_000n);
      await settled(await onlooker(), handle, "landed");
      assert.deepEqual([gained(), held()], [tokens, nonceNow]);
    });

    it("that is so new that final state has an older one is not over", async () => {
      chain().run([advance()], [user]);
      pass(3n);
      const handle = await signed();
      await settled(await onlooker(), handle, "unknown");
      await settled(stage().client(user, await stage().through(moving(pass))), handle, "landed");
      assert.ok(gained() > 0n);
    });

    it("whose account was closed is over, too", async () => {
      const handle = await signed();
      const lamports = Number(chain().balance(nonce));
      const close = SystemProgram.nonceWithdraw({
        ...{ noncePubkey: nonce, authorizedPubkey: user.publicKey, toPubkey: user.publicKey, lamports },
      });
      pass(3n);
      chain().run([close], [user]);
      pass(12n);
      const outcome = await settled(await onlooker(), handle, "expired");
      assert.ok(outcome.status === "expired" && outcome.proof.nonce?.found === undefined);
    });
  });

  it("an abort after the first send is unknown, never aborted", async () => {
    const stop = new AbortController();
    const stopping = rules({
      async sendTransaction(_, forward) {
        const answer = await forward();
        stop.abort();
        return answer;
      },
    });
    const client = stage().client(user, await stage().through(stopping));
    const error = await errorOf(
      client.with({ signal: stop.signal }).depositSol({ lamports: LAMPORTS, ifBalance: 0n }),
      "OutcomeUnknown",
    );
    pass(3n);
    // Doing it again fails rather than acting twice.
    await errorOf(client.depositSol({ lamports: LAMPORTS, ifBalance: 0n }), "BalanceChanged");
    await settled(client, handleOf(error), "landed");
    assert.equal(landedBy(), 1);
    await errorOf(client.with({ signal: stop.signal }).depositSol({ lamports: LAMPORTS }), "Aborted");
    const signal = AbortSignal.timeout(1);
    await new Promise((done) => setTimeout(done, 10));
    await errorOf(client.with({ signal }).depositSol({ lamports: LAMPORTS }), "DeadlinePassed");
    assert.equal(landedBy(), 1);
  });
});
