import assert from "node:assert/strict";
import { Keypair, NONCE_ACCOUNT_LENGTH, SystemProgram, Transaction, VersionedTransaction } from "@solana/web3.js";
import { FaultProxy } from "@truestake/localnet";
import { keypairWallet, sendTransaction } from "@truestake/sdk";
import bs58 from "bs58";
import { SOL, Stage } from "./support";

describe("truestake, the same command again", () => {
  let stage: Stage;

  beforeEach(async () => {
    stage = await Stage.open();
    stage.fund("dora", 100n * SOL);
    stage.fund("kim", 4_100n * SOL);
    await stage.localnet.call("localnet_passEpochs", { epochs: 1 });
    await stage.client("operator").crank();
  });
  afterEach(() => stage.close());

  const tokensOf = async (name: string): Promise<bigint> =>
    BigInt((await stage.json("stake", "list", "-k", `${name}.json`)).tokens);
  /** A withdrawal that takes two stake accounts. */
  const inTwo = async (): Promise<void> => {
    await stage.send("kim", "stake", "in", "4000");
    await stage.send("alice", "stake", "out", "3700", "--by", "stake");
  };
  /** By this node, which is waited for so many seconds. */
  const through = ({ url }: { url: string }, seconds: number) => ["-u", url, "--timeout", String(seconds)];
  const advance = () => stage.localnet.call("localnet_advanceSlots", { slots: 200 });
  const silent = { is: true };
  const deaf = () => {
    silent.is = true;
    return FaultProxy.start(stage.localnet, {
      call: async ({ method }, forward) =>
        silent.is && ["getSignatureStatuses", "getTransaction"].includes(method) ? { status: 503 } : forward(),
    });
  };
  /** A node that loses what is sent after the first. */
  const lossy = (also: string[] = []) => {
    silent.is = true;
    const sent = new Set<string>();
    return FaultProxy.start(stage.localnet, {
      async call({ method, params }, forward) {
        if (silent.is && method === "sendTransaction" && sent.add(String(params[0])).size > 1) return { status: 503 };
        if (silent.is && also.includes(method) && sent.size > 0) return { status: 503 };
        return forward();
      },
    });
  };

  it("[fault-false-earlier] a crank is no deed: the deposit that never landed is made", async () => {
    await stage.localnet.call("localnet_passEpochs", { epochs: 1 });
    const proxy = await lossy();
    const words = ["stake", "in", "3", "-k", "dora.json", "--yes", "--lean", ...through(proxy, 3)];
    await stage.failing(9, ...words);
    silent.is = false;
    await advance();
    const again = await stage.json(...words);
    assert.deepEqual([again.mode, again.tokens], ["sent", String(await tokensOf("dora"))]);
    await proxy.close();
  });

  it("[fault-twice-parts] stopped halfway, 10: goes on with the rest, and 1,600 are 1,600", async () => {
    await inTwo();
    const shown = await stage.json("stake", "out", "1600", "--by", "stake", "-k", "kim.json", "--dry-run");
    assert.deepEqual([shown.simulated.length, shown.following], [1, 1]);
    const proxy = await lossy(["simulateTransaction"]);
    const before = await tokensOf("kim");
    const words = ["stake", "out", "1600", "--by", "stake", "-k", "kim.json", "--yes", ...through(proxy, 2)];
    const { exitCode, signatures } = await stage.failingJson(...words);
    assert.deepEqual([exitCode, signatures.length], [10, 1]);
    silent.is = false;
    // Others come between.
    await stage.send("kim", "ticket", "claim");
    assert.equal((await stage.json("pending", "list", "-k", "kim.json")).runs.length, 1);
    await stage.json(...words);
    assert.equal(before - (await tokensOf("kim")), 1_600n * SOL);
    assert.deepEqual((await stage.json("pending", "list", "-k", "kim.json")).runs, []);
    await proxy.close();
  });

  it("open halfway, 9: settles, then goes on with the rest", async () => {
    await inTwo();
    const proxy = await lossy();
    const before = await tokensOf("kim");
    const words = ["stake", "out", "1600", "--by", "stake", "-k", "kim.json", "--yes", ...through(proxy, 4)];
    assert.match(await stage.failing(9, ...words), /landed: /);
    silent.is = false;
    await advance();
    await stage.json(...words);
    assert.equal(before - (await tokensOf("kim")), 1_600n * SOL);
    await proxy.close();
  });

  it("[fault-twice-node] another address of the same cluster knows of it", async () => {
    const proxy = await deaf();
    const words = ["stake", "in", "2", "-k", "dora.json", "--yes"];
    await stage.failing(9, ...words, ...through(proxy, 1));
    const held = await tokensOf("dora");
    assert.equal((await stage.json(...words)).mode, "earlier");
    assert.equal(await tokensOf("dora"), held);
    await proxy.close();
  });

  it("[fault-twice-process] two processes at once: each has a journal of its own", async () => {
    const [words, other] = [
      ["stake", "in", "2", "-k", "dora.json"],
      ["liquidity", "add", "1", "-k", "dora.json"],
    ];
    let first: string | undefined;
    let [isAsked, isSent] = [() => {}, () => {}];
    const [asked, sent] = [new Promise<void>((done) => (isAsked = done)), new Promise<void>((done) => (isSent = done))];
    silent.is = true;
    const proxy = await FaultProxy.start(stage.localnet, {
      async call({ method, params }, forward) {
        if (method === "sendTransaction" && !first) {
          const bytes = Buffer.from(String(params[0]), "base64");
          first = bs58.encode(VersionedTransaction.deserialize(bytes).signatures[0] ?? new Uint8Array());
          isSent();
        }
        const isAbout = method === "getSignatureStatuses" && first && JSON.stringify(params).includes(first);
        return silent.is && isAbout ? { status: 503 } : forward();
      },
    });
    // The second is asked before the first has signed anything, and ends before it.
    stage.ask = async (question) => {
      if (/liquidity/.test(question)) {
        isAsked();
        await sent;
      }
      return "y";
    };
    const second = stage.run(...other, "-u", proxy.url);
    await asked;
    await stage.failing(9, ...words, ...through(proxy, 6));
    assert.equal((await second).code, 0);
    silent.is = false;
    const held = await tokensOf("dora");
    assert.equal((await stage.json(...words)).mode, "earlier");
    assert.equal(await tokensOf("dora"), held);
    stage.ask = undefined;
    await proxy.close();
  });

  it("another command that settles it leaves it to the same command to tell", async () => {
    const proxy = await deaf();
    const words = ["stake", "in", "2", "-k", "dora.json", "--yes"];
    await stage.failing(9, ...words, ...through(proxy, 1));
    await stage.send("dora", "ticket", "claim");
    assert.equal((await stage.json(...words)).mode, "earlier");
    assert.equal((await stage.json(...words)).mode, "sent");
    await proxy.close();
  });

  it("[fault-half-told] deactivate all stopped halfway: 10, with what was done", async () => {
    await inTwo();
    await stage.send("kim", "stake", "out", "1600", "--by", "stake");
    const sent = new Set<string>();
    const proxy = await FaultProxy.start(stage.localnet, {
      async call({ method, params }, forward) {
        if (method !== "sendTransaction" || sent.add(String(params[0])).size === 1) return forward();
        await advance();
        return "hang up";
      },
    });
    const error = await stage.failingJson("stake", "deactivate", "all", "-k", "kim.json", "--yes", "-u", proxy.url);
    assert.deepEqual([error.exitCode, error.signatures.length], [10, 1]);
    await proxy.close();
  });

  it("a nonce that something else has advanced locks no wallet", async () => {
    const [owner, account] = [stage.key("dora"), Keypair.generate()];
    const lamports = await stage.localnet.connection().getMinimumBalanceForRentExemption(NONCE_ACCOUNT_LENGTH);
    const nonce = { noncePubkey: account.publicKey, authorizedPubkey: owner.publicKey };
    const create = SystemProgram.createNonceAccount({ fromPubkey: owner.publicKey, ...nonce, lamports });
    const send = (instructions: Transaction["instructions"], signers: Keypair[] = []) =>
      sendTransaction(stage.localnet.chain.connection, keypairWallet(owner), { instructions, signers });
    await send(new Transaction().add(create).instructions, [account]);
    await stage.localnet.call("localnet_advanceSlots", { slots: 2 });
    const proxy = await FaultProxy.start(stage.localnet, {
      call: async ({ method }, forward) => (method === "sendTransaction" ? { status: 503 } : forward()),
    });
    const words = ["stake", "in", "1", "-k", "dora.json", "--yes"];
    await stage.failing(9, ...words, ...through(proxy, 1), "--nonce-account", account.publicKey.toBase58());
    await send([SystemProgram.nonceAdvance(nonce)]);
    await advance();
    const next = await stage.run(...words);
    assert.equal(next.code, 0, next.error);
    assert.match(next.error, /has expired/);
    await proxy.close();
  });

  it("pending: listed, and forgotten after a question", async () => {
    const proxy = await deaf();
    await stage.failing(9, "stake", "in", "2", "-k", "dora.json", "--yes", ...through(proxy, 1));
    const { runs } = await stage.json("pending", "list", "-k", "dora.json");
    assert.deepEqual([runs.length, runs[0].command, runs[0].transactions[0].state], [1, "stake in", "open"]);
    assert.match(await stage.failing(4, "pending", "forget", "all", "-k", "dora.json"), /say --yes/);
    assert.match(await stage.failing(2, "pending", "forget", "nobody", "-k", "dora.json"), /nothing is pending/);
    stage.ask = async (question) => {
      assert.match(question, /could then be done twice/);
      return "y";
    };
    assert.equal((await stage.json("pending", "forget", runs[0].id, "-k", "dora.json")).forgotten.length, 1);
    stage.ask = undefined;
    assert.deepEqual((await stage.json("pending", "list", "-k", "dora.json")).runs, []);
    await proxy.close();
  });
});
