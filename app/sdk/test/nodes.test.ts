// Nodes that lag, refuse, ask to wait, go away; and several of them.
import assert from "node:assert/strict";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { type Connection, Keypair, SystemProgram, VersionedTransaction } from "@solana/web3.js";
import {
  type ChainSender,
  type ClientOptions,
  connect,
  decodeEvents,
  type ErrorName,
  fetchPool,
  type Handle,
  isError,
  keypairWallet,
  nodesOf,
  sendTransaction,
  sendTransactions,
  settle,
  TruestakeClient,
  tokenAddress,
} from "../src";
import { fails } from "./fails";
import { funded, newChain, newLiquidPool, newPool, SOL, type TestPool } from "./pool";

const FAST: ClientOptions = { pollEvery: 1, rebroadcastEvery: 1, callTimeout: 500, patience: 0, deadline: 300 };

/** A connection whose methods do something else; `pass` asks the chain. */
type Other = (args: unknown[], pass: () => Promise<never>) => unknown;
function other(connection: ChainSender, methods: Record<string, Other>): ChainSender {
  return new Proxy(connection, {
    get(target, name) {
      const member = Reflect.get(target, name);
      if (typeof member !== "function") return member;
      const replaced = methods[String(name)];
      return replaced
        ? (...args: unknown[]) => replaced(args, () => member.apply(target, args))
        : (...args: unknown[]) => member.apply(target, args);
    },
  });
}

const throwing =
  (text: string, extra: object = {}): Other =>
  async () => {
    throw Object.assign(new Error(text), extra);
  };

const ACCOUNTS = "getMultipleAccountsInfoAndContext";
const clientOf = ({ user, userKey }: TestPool, connection: ChainSender | ChainSender[], options: ClientOptions = {}) =>
  new TruestakeClient({
    connection,
    mint: user.mint,
    wallet: keypairWallet(userKey),
    options: { ...FAST, ...options },
  });

describe("Nodes", () => {
  it("that do not answer as they should are named", async () => {
    const pool = await newPool({ validators: 1 });
    const { connection } = pool.chain;
    const cases: [Other, ErrorName][] = [
      [throwing("429 Too Many Requests:  {}"), "RateLimited"],
      [throwing('403 Forbidden:  {"jsonrpc":"2.0"}'), "MethodRefused"],
      [throwing('410 Gone:  {"jsonrpc":"2.0","error":{"code": 410}}'), "MethodRefused"],
      [throwing("Method not found", { code: -32601 }), "MethodRefused"],
      [throwing("Node is behind by 42 slots", { code: -32005 }), "NodeBehind"],
      [throwing("Minimum context slot has not been reached", { code: -32016 }), "NodeBehind"],
      [throwing("fetch failed"), "NodeUnreachable"],
      [throwing("502 Bad Gateway: <html>"), "NodeUnreachable"],
      [throwing("Transaction history is not available from this node", { code: -32011 }), "HistoryUnavailable"],
      [() => new Promise(() => undefined), "NodeUnreachable"],
    ];
    for (const [answer, name] of cases) {
      const client = clientOf(pool, other(connection, { [ACCOUNTS]: answer }), { callTimeout: 30 });
      const before = pool.chain.transactionCount;
      for (const action of [() => client.price(), () => client.depositSol({ lamports: SOL })]) {
        const error = await fails(action(), name);
        assert.deepEqual([error.phase, error.effect, error.args.method], ["read", "none", "getMultipleAccounts"]);
      }
      assert.equal(pool.chain.transactionCount, before);
    }
  });

  it("that ask to wait say how long, and are asked again for as long as there is patience", async () => {
    let status = 429;
    let asked = 0;
    const server = http.createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const { id } = JSON.parse(Buffer.concat(chunks).toString()) as { id: string };
      asked++;
      if (status === 429) response.writeHead(429, { "retry-after": "2" }).end();
      else response.writeHead(200).end(JSON.stringify({ jsonrpc: "2.0", id, result: 5 }));
    });
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    const { port } = server.address() as AddressInfo;
    const connection = connect(`http://127.0.0.1:${port}`);
    const limited = await fails(nodesOf(connection, { patience: 0 }).getSlot(), "RateLimited");
    assert.deepEqual([limited.args.retryAfter, limited.retry, asked], [2_000, "later", 1]);
    const started = Date.now();
    setTimeout(() => {
      status = 200;
    }, 100);
    assert.equal(await nodesOf(connection, { patience: 10_000 }).getSlot().catch(String), 5);
    assert.ok(Date.now() - started >= 2_000, "it was asked to wait two seconds");
    assert.equal(asked, 3);
    server.close();
    server.closeAllConnections();
  });

  it("stand in for each other, each for what it does", async () => {
    const pool = await newPool({ validators: 1 });
    const { connection } = pool.chain;
    const first = other(connection, {
      [ACCOUNTS]: throwing("fetch failed"),
      simulateTransaction: throwing("410 Gone: "),
    });
    const second = other(connection, {
      sendRawTransaction: throwing('403 Forbidden: {"jsonrpc":"2.0"}'),
      getTransaction: async () => null,
    });
    const { tokens } = await clientOf(pool, [first, second]).depositSol({ lamports: SOL });
    assert.ok(tokens > 0n);
  });

  it("of different clusters are refused by name, before anything is sent", async () => {
    const pool = await newPool({ validators: 1 });
    const { chain } = pool;
    const foreign = other(chain.connection, { getGenesisHash: async () => "another" });
    const before = chain.transactionCount;
    const error = await fails(
      clientOf(pool, [chain.connection, foreign]).depositSol({ lamports: SOL }),
      "WrongCluster",
    );
    assert.deepEqual(error.args, { expected: chain.genesisHash, found: "another" });
    // The first of them is down: the other is not believed for that.
    let isDown = true;
    const down: Other = (_, pass) => (isDown ? Promise.reject(new TypeError("fetch failed")) : pass());
    const late = other(chain.connection, { [ACCOUNTS]: down, getGenesisHash: down });
    const client = clientOf(pool, [late, foreign]);
    await client.price();
    isDown = false;
    await fails(client.depositSol({ lamports: SOL }), "WrongCluster");
    assert.equal(chain.transactionCount, before);
  });

  it("that do not say which cluster they are of are taken at their word", async () => {
    const pool = await newPool({ validators: 1 });
    const silent = other(pool.chain.connection, { getGenesisHash: throwing("Method not found", { code: -32601 }) });
    assert.ok((await clientOf(pool, [pool.chain.connection, silent]).depositSol({ lamports: SOL })).tokens > 0n);
  });

  it("that refuse once to say it are asked again a little later: what is signed then can be proven to be over", async () => {
    const pool = await newPool({ validators: 1 });
    let refuses = true;
    const once = other(pool.chain.connection, {
      getGenesisHash: (_, pass) =>
        refuses ? Promise.reject(Object.assign(new Error("disabled"), { code: 410 })) : pass(),
    });
    const handles: Handle[] = [];
    const client = clientOf(pool, once, { onSigned: (handle) => void handles.push(handle) });
    const real = Date.now;
    try {
      await client.depositSol({ lamports: SOL });
      refuses = false;
      await client.depositSol({ lamports: SOL });
      Date.now = () => real() + 11_000;
      await client.depositSol({ lamports: SOL });
    } finally {
      Date.now = real;
    }
    assert.deepEqual(
      handles.map(({ genesis }) => genesis),
      [null, null, pool.chain.genesisHash],
    );
  });

  it("that refuse to send leave a transaction whose expiry is proven, and name why", async () => {
    const pool = await newPool({ validators: 1 });
    const { chain } = pool;
    const refusing = other(chain.connection, {
      sendRawTransaction: throwing('403 Forbidden: {"jsonrpc":"2.0"}'),
      getSignatureStatuses: (_, pass) => {
        chain.advanceSlots(40n);
        return pass();
      },
    });
    const client = clientOf(pool, refusing, { deadline: 20_000 });
    const error = await fails(client.depositSol({ lamports: SOL }), "TransactionExpired");
    assert.ok(isError(error.cause, "MethodRefused"));
    assert.equal(error.cause.args.method, "sendTransaction");
  });

  it("that go away after the signature leave an outcome that is unknown, in time", async () => {
    const pool = await newPool({ validators: 1 });
    let isDown = false;
    const down: Other = (_, pass) => (isDown ? Promise.reject(new TypeError("fetch failed")) : pass());
    const names = ["sendRawTransaction", "getSignatureStatuses", "getEpochInfo", "getBlockHeight", "getTransaction"];
    const connection = other(pool.chain.connection, Object.fromEntries(names.map((name) => [name, down])));
    const client = clientOf(pool, connection, {
      onSigned: () => {
        isDown = true;
      },
    });
    const started = Date.now();
    const error = await fails(client.depositSol({ lamports: SOL }), "OutcomeUnknown");
    assert.ok(Date.now() - started < 5_000);
    isDown = false;
    const outcome = await client.with({ onSigned: undefined }).resume(error.args.handle as never);
    assert.equal(outcome.status, "landed");
  });

  it("that never get beyond `processed`, or know nothing, are not believed: unknown, and no second transaction", async () => {
    const processed = { slot: 1, confirmations: 0, err: null, confirmationStatus: "processed" };
    for (const statuses of [
      async () => ({ context: { slot: 1 }, value: [processed] }),
      async () => ({ context: { slot: 1 }, value: [null] }),
      throwing("429 Too Many Requests: {}"),
    ] as Other[]) {
      const pool = await newPool({ validators: 1 });
      const { chain } = pool;
      const connection = other(chain.connection, {
        getSignatureStatuses: statuses,
        // Height runs on.
        getEpochInfo: async (_, pass) => {
          chain.advanceSlots(100n);
          return pass();
        },
      });
      const before = chain.transactionCount;
      const client = clientOf(pool, connection, { retries: 1 });
      await fails(client.depositSol({ lamports: SOL }), "OutcomeUnknown");
      assert.equal(chain.transactionCount - before, 1);
    }
  });

  it("are never read older than what has been seen, one's own writes first", async () => {
    const pool = await newPool({ validators: 1 });
    const { chain } = pool;
    const asked: number[] = [];
    const watching = other(chain.connection, {
      [ACCOUNTS]: ([, config], pass) => {
        asked.push((config as { minContextSlot?: number }).minContextSlot ?? 0);
        return pass();
      },
      simulateTransaction: ([, config], pass) => {
        asked.push((config as { minContextSlot?: number }).minContextSlot ?? 0);
        return pass();
      },
    });
    const client = clientOf(pool, watching);
    const { slot } = await client.depositSol({ lamports: SOL });
    const planned = asked.length;
    assert.ok(planned > 2 && asked.slice(1).every((least) => least === Number(slot)));
    chain.advanceSlots(5n);
    await client.price();
    await client.price();
    assert.equal(asked[planned], Number(slot), "no read is older than the deposit");
    assert.equal(asked.at(-1), Number(slot) + 5);
  });

  it("that take five accounts at once are asked in parts, of one slot", async () => {
    const pool = await newPool({ validators: 1 });
    const { chain } = pool;
    let most = 0;
    let isMoving = true;
    const limited = other(chain.connection, {
      [ACCOUNTS]: ([addresses], pass) => {
        const { length } = addresses as unknown[];
        if (length > 5) throw new Error("failed to get info: getMultipleAccounts is limited to a 5 range");
        most = Math.max(most, length);
        // The first time the parts are of different slots.
        if (isMoving) chain.advanceSlots(1n);
        if (chain.slot % 7n === 0n) isMoving = false;
        return pass();
      },
    });
    const client = clientOf(pool, limited);
    assert.ok((await client.price()).supply > 0n);
    assert.ok((await client.depositSol({ lamports: SOL })).tokens > 0n);
    assert.equal(most, 5);
  });
});

describe("An answer that is cut short", () => {
  const short: Other = async (_, pass) => {
    const answer = (await pass()) as { value: unknown[] };
    return { ...answer, value: answer.value.slice(0, -1) };
  };

  it("[fault-short-answer] is no answer: not `there is no account`", async () => {
    const pool = await newPool({ validators: 1 });
    const { connection } = pool.chain;
    const { user } = pool;
    const cut = other(connection, { [ACCOUNTS]: short });
    // As a reader, and as one of the nodes.
    for (const read of [() => fetchPool(cut, user.deployment), () => clientOf(pool, cut).price()]) {
      const error = await fails(read(), "NodeUnreachable");
      assert.deepEqual([error.phase, error.args.method], ["read", "getMultipleAccounts"]);
    }
    assert.ok((await clientOf(pool, [cut, connection]).depositSol({ lamports: SOL })).tokens > 0n);
    const long: Other = async (_, pass) => {
      const answer = (await pass()) as { value: unknown[] };
      return { ...answer, value: [null, ...answer.value] };
    };
    await fails(clientOf(pool, other(connection, { [ACCOUNTS]: long })).price(), "NodeUnreachable");
  });

  it("is no proof that a transaction has not landed", async () => {
    const strange: Other[] = [
      short,
      async () => ({ context: { slot: 10 ** 9 }, value: null }),
      async () => ({ value: [null] }),
      async () => undefined,
    ];
    for (const statuses of strange) {
      const pool = await newPool({ validators: 1 });
      const connection = other(pool.chain.connection, {
        getSignatureStatuses: statuses,
        getEpochInfo: async (_, pass) => {
          pool.chain.advanceSlots(100n);
          return pass();
        },
      });
      const client = clientOf(pool, connection);
      const error = await fails(client.depositSol({ lamports: SOL }), "OutcomeUnknown");
      const outcome = await settle(pool.chain.connection, error.args.handle as Handle, FAST);
      assert.equal(outcome.status, "landed");
    }
  });
});

describe("A node of another cluster", () => {
  /** What landed on one chain, and another chain that is further on and knows the payer. */
  async function twoChains() {
    const [here, there] = [newChain(), newChain()];
    const key = funded(here);
    there.airdropNow(key.publicKey, 10n * SOL);
    const transfer = () => ({
      instructions: [
        SystemProgram.transfer({
          ...{ fromPubkey: key.publicKey, toPubkey: Keypair.generate().publicKey, lamports: SOL },
        }),
      ],
    });
    await sendTransaction(there.connection, keypairWallet(key), transfer(), FAST);
    const handles: Handle[] = [];
    const onSigned = (handle: Handle) => void handles.push(JSON.parse(JSON.stringify(handle)));
    await sendTransaction(here.connection, keypairWallet(key), transfer(), { ...FAST, onSigned });
    there.advanceSlots(400n);
    return { here, there, key, transfer, handle: handles[0] ?? assert.fail() };
  }
  const refuses = throwing("Method not found", { code: -32601 });

  it("[fault-cluster] proves nothing: what landed elsewhere is not expired there", async () => {
    const { here, there, handle } = await twoChains();
    assert.equal(handle.genesis, here.genesisHash);
    const error = await fails(settle(there.connection, handle, FAST), "WrongCluster");
    assert.deepEqual([error.args.expected, error.args.found], [here.genesisHash, there.genesisHash]);
    assert.deepEqual([error.effect, error.retry], ["unknown", "resume"]);
    assert.deepEqual(error.args.handle, handle);
    await fails(settle([here.connection, there.connection], handle, FAST), "WrongCluster");
    assert.equal((await settle(here.connection, handle, FAST)).status, "landed");
  });

  it("proves nothing where it does not tell which one it is of, either", async () => {
    const { here, there, handle, key, transfer } = await twoChains();
    const hidden = (connection: ChainSender) => other(connection, { getGenesisHash: refuses });
    assert.equal((await settle(hidden(there.connection), handle, FAST)).status, "unknown");
    // Beside others neither what it does not know nor its height counts; what it knows does.
    const stalled = other(here.connection, { getSignatureStatuses: throwing("fetch failed") });
    assert.equal((await settle([stalled, hidden(there.connection)], handle, FAST)).status, "unknown");
    assert.equal((await settle([hidden(there.connection), here.connection], handle, FAST)).status, "landed");
    assert.equal((await settle(hidden(here.connection), handle, FAST)).status, "landed");
    // Who is asked nowhere else may send, and never sees an expiry.
    const handles: Handle[] = [];
    const silent = other(hidden(here.connection), {
      sendRawTransaction: async () => "1".repeat(64),
      getSignatureStatuses: (_, pass) => {
        here.advanceSlots(100n);
        return pass();
      },
    });
    const onSigned = (each: Handle) => void handles.push(JSON.parse(JSON.stringify(each)));
    await fails(sendTransaction(silent, keypairWallet(key), transfer(), { ...FAST, onSigned }), "OutcomeUnknown");
    assert.equal(handles[0]?.genesis, null);
    // Its blockhash is long over, and still nothing proves of which cluster it was.
    assert.equal((await settle(here.connection, handles[0] ?? assert.fail(), FAST)).status, "unknown");
  });

  it("gives no blockhash whose height another cluster's nodes would be over", async () => {
    const { here, there, key, transfer } = await twoChains();
    const handles: Handle[] = [];
    const onSigned = (each: Handle) => void handles.push(each);
    // The first hides its cluster and gives the blockhash: what the other's height says of it is nothing.
    const first = other(there.connection, { getGenesisHash: refuses });
    await sendTransaction([first, here.connection], keypairWallet(key), transfer(), { ...FAST, onSigned });
    const [handle] = handles;
    assert.equal(handle?.genesis, here.genesisHash);
    const bytes = Buffer.from(handle?.transaction ?? "", "base64");
    const { recentBlockhash } = VersionedTransaction.deserialize(bytes).message;
    assert.deepEqual(
      [here, there].map((chain) => chain.knowsBlockhash(recentBlockhash)),
      [true, false],
    );
  });

  it("does not settle a handle that does not say where it belongs", async () => {
    const { here, handle } = await twoChains();
    const { genesis, ...old } = handle;
    const error = await fails(settle(here.connection, old as Handle, FAST), "InvalidArgument");
    assert.equal(error.args.argument, "handle.genesis");
    await fails(settle(here.connection, { ...handle, genesis: "nowhere!" }, FAST), "InvalidArgument");
  });
});

describe("Several transactions at once", () => {
  it("[fault-hidden-open] of which one fails and others are open are open: all handles are told", async () => {
    const chain = newChain();
    const [payer, poor] = [funded(chain), funded(chain, 2n * SOL)];
    const open = new Set<string>();
    const connection = other(chain.connection, {
      getSignatureStatuses: ([signatures], pass) => {
        const [signature] = signatures as string[];
        return open.has(signature ?? "") ? Promise.reject(new TypeError("fetch failed")) : pass();
      },
    });
    const transfer = (from: Keypair) => ({
      instructions: [
        SystemProgram.transfer({
          ...{ fromPubkey: from.publicKey, toPubkey: Keypair.generate().publicKey, lamports: SOL },
        }),
      ],
      signers: from === payer ? [] : [from],
    });
    const handles: Handle[] = [];
    const batches = [transfer(poor), transfer(payer), transfer(payer), transfer(payer)];
    const sending = sendTransactions(connection, keypairWallet(payer), batches, {
      ...FAST,
      onSigned: (handle) => {
        handles.push(handle);
        if (handles.length === 2 || handles.length === 4) open.add(handle.signature ?? "");
        if (handles.length < 4) return;
        // Between its simulation and its landing somebody empties the account.
        chain.run(
          [
            SystemProgram.transfer({
              ...{ fromPubkey: poor.publicKey, toPubkey: payer.publicKey },
              lamports: 1_500_000_000,
            }),
          ],
          [poor],
        );
      },
    });
    const partly = await fails(sending, "PartlyDone");
    assert.deepEqual([partly.retry, (partly.args.done as unknown[]).length], ["resume", 1]);
    const error = partly.args.error;
    assert.ok(isError(error, "OutcomeUnknown"));
    assert.deepEqual([error.effect, error.retry], ["unknown", "resume"]);
    assert.deepEqual(error.args.handles, [handles[1], handles[3]]);
    assert.deepEqual(error.args.handle, handles[1]);
    // What has failed beside them is told, too.
    const [failed, ...more] = error.args.failed as unknown[];
    assert.ok(isError(failed, "InsufficientFunds") && failed.effect === "fee" && more.length === 0);
    for (const handle of error.args.handles as Handle[]) {
      assert.equal((await settle(chain.connection, handle, FAST)).status, "landed");
    }
  });
});

describe("A node without history", () => {
  it("leaves results that the accounts prove, to the unit", async () => {
    const pool = await newLiquidPool();
    const { chain, user, admin, votes, userKey } = pool;
    await user.depositSol({ lamports: 100n * SOL });
    await admin.delegateAll();
    chain.passEpochs(1);
    await admin.crank();
    const client = clientOf(pool, other(chain.connection, { getTransaction: async () => null }));
    const before = chain.account(tokenOf(user, userKey.publicKey))?.data.readBigUInt64LE(64) ?? 0n;
    const deposit = await client.depositSol({ lamports: 10n * SOL });
    const after = chain.account(tokenOf(user, userKey.publicKey))?.data.readBigUInt64LE(64) ?? 0n;
    assert.deepEqual([deposit.hasDetails, deposit.unitsConsumed, deposit.events], [false, undefined, []]);
    assert.equal(deposit.tokens, after - before);
    assert.ok(deposit.tokens > 0n);
    // The truth is in the logs, which this node does not give.
    const event = async (signature: string, name: string) => {
      const { meta } = (await chain.connection.getTransaction(signature)) as { meta: { logMessages: string[] } };
      return decodeEvents(meta.logMessages).find((each) => each.name === name)?.data as never as Record<string, bigint>;
    };
    const sale = await client.liquidUnstake({ tokens: SOL / 10n });
    assert.equal(sale.lamports, (await event(sale.signature, "LiquidUnstaked")).lamports);
    const added = await client.addLiquidity({ lamports: SOL });
    assert.equal(added.shares, (await event(added.signature, "LiquidityAdded")).shares);
    const removed = await client.removeLiquidity({ shares: added.shares / 2n });
    const { lamports, tokens } = await event(removed.signature, "LiquidityRemoved");
    assert.deepEqual([removed.lamports, removed.tokens], [lamports, tokens]);
    const taken = await client.withdrawStakeAccount({ tokens: 3n * SOL, vote: votes[0] });
    const { sent } = taken;
    assert.equal(taken.lamports, (await event(sent?.signature ?? "", "StakeAccountWithdrawn")).lamports);
    const { ticket } = await client.orderUnstake({ tokens: deposit.tokens / 2n });
    assert.ok(chain.account(ticket));
  });

  it("is not believed where somebody else has moved the same account: landed, and the amount unknown", async () => {
    const pool = await newPool({ validators: 1 });
    const { chain, user, admin, userKey } = pool;
    const destination = tokenOf(user, userKey.publicKey);
    await user.depositSol({ lamports: SOL });
    let isFirst = true;
    const connection = other(chain.connection, {
      getTransaction: async () => {
        // Something comes in before the account can be read.
        if (isFirst) await admin.depositSol({ lamports: SOL, destination });
        isFirst = false;
        return null;
      },
    });
    const before = chain.account(destination)?.data.readBigUInt64LE(64) ?? 0n;
    const error = await fails(clientOf(pool, connection).depositSol({ lamports: SOL }), "HistoryUnavailable");
    assert.deepEqual([error.phase, error.effect], ["confirm", "done"]);
    assert.ok((chain.account(destination)?.data.readBigUInt64LE(64) ?? 0n) > before);
    assert.equal(
      (await (chain.connection as Connection).getSignatureStatus(String(error.args.signature))).value?.err,
      null,
    );
  });
});

function tokenOf({ mint }: TruestakeClient, owner: Parameters<typeof tokenAddress>[1]) {
  return tokenAddress(mint, owner);
}
