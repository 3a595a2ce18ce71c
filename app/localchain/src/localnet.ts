import { randomInt } from "node:crypto";
import { once } from "node:events";
import type http from "node:http";
import { type Commitment, Connection, type Keypair } from "@solana/web3.js";
import type { WebSocketServer } from "ws";
import { type Demo, demoKey, openDemo } from "./demo";
import type { KeyedAccount } from "./inProcess/account";
import { InProcessChain } from "./inProcess/chain";
import { payEpochRewards } from "./inProcess/epochRewards";
import type { InProcessOptions } from "./inProcess/options";
import { seeded } from "./inProcess/seed";
import { Node } from "./node/node";
import { Ticker } from "./node/ticker";
import { type MissingProgram, missingPrograms, type ProgramFile, programsWith } from "./programs";
import { answerer } from "./server/dispatcher";
import { httpServer } from "./server/http";
import { parseJson, writeJson } from "./server/json";
import { least } from "./server/numbers";
import { listenOnPair } from "./server/ports";
import { websocketServer } from "./server/websocket";

export interface LocalnetOptions {
  /** Of JSON-RPC; websockets have the next one. A free pair if not given. */
  port?: number;
  /** Programs beside Truestake's own, or in place of one of them. */
  programs?: readonly ProgramFile[];
  /** Accounts to begin with. */
  accounts?: readonly KeyedAccount[];
  /** What the chain makes up follows from it: keys, hashes, addresses. At random if not given. */
  seed?: number | string;
  /** Of a slot, in real time and on the chain; 400 if not given. With 0 time stands still until a method moves it. */
  slotMs?: number;
  slotsPerEpoch?: bigint;
  epoch?: bigint;
  /** Unix time in seconds at which the chain's clock begins; now if not given. */
  startTime?: bigint;
  /** Blocks for which a blockhash is good; 150 if not given. */
  blockhashSlots?: bigint;
  /** Slots after which what was confirmed is final; 32 if not given. With 0 everything is final at once. */
  finalitySlots?: bigint;
  /** Slots after which what was processed is confirmed; 1 if not given, and never more than `finalitySlots`. */
  confirmSlots?: bigint;
  /** What stake earns in an epoch, in parts per million, less its validator's commission. Nothing if not given. */
  rewards?: bigint;
  /** Begins with a pool, validators, users with SOL and tokens, and liquidity. */
  demo?: boolean;
  chain?: Pick<InProcessOptions, "lamportsPerByte" | "inactiveFeatures" | "minimumDelegation" | "clusterStake">;
}

const USUAL_SLOT_MILLISECONDS = 400;
/** A slot's length on a chain whose time is moved by hand. */
const CHAIN_MILLISECONDS = 400n;
/** Part of the slots before the chain begins that had no block, so that nobody takes a slot for a block height. */
const SKIPPED = 20n;
const DEMO_REWARDS = 360n;

/** A local network that runs. */
export class Localnet {
  private readonly connections: Connection[] = [];

  /** {@link startLocalnet} makes it. */
  constructor(
    readonly node: Node,
    /** All that it began with. */
    readonly programs: readonly ProgramFile[],
    private readonly shut: () => Promise<void>,
  ) {}

  /** Of JSON-RPC. */
  get url(): string {
    return `http://127.0.0.1:${this.node.port}`;
  }

  get websocketUrl(): string {
    return `ws://127.0.0.1:${this.node.port + 1}`;
  }

  get chain(): InProcessChain {
    return this.node.chain;
  }

  /** What the demo has made; undefined on a network without one. */
  get demo(): Demo | undefined {
    return this.node.facts.demo as Demo | undefined;
  }

  /** Programs of others that Truestake calls and that this network lacks, with what does not work for it. */
  get missing(): MissingProgram[] {
    return missingPrograms(this.programs);
  }

  /** Shows how to get the same chain again. */
  get seed(): string {
    return this.node.chain.seed;
  }

  /** A connection of web3.js, which is closed with the network. */
  connection(commitment: Commitment = "confirmed"): Connection {
    const connection = new Connection(this.url, commitment);
    this.connections.push(connection);
    return connection;
  }

  /** A key of this chain by a name: the same one for the same seed. */
  key(name: string): Keypair {
    return seeded(this.seed, name);
  }

  /** Calls one method over HTTP. Integers of the answer are bigints. */
  async call<T = unknown>(method: string, ...params: unknown[]): Promise<T> {
    const body = writeJson({ jsonrpc: "2.0", id: 1, method, params });
    const response = await fetch(this.url, { method: "POST", headers: { "content-type": "application/json" }, body });
    const answer = parseJson(await response.text()) as { result?: T; error?: { code: bigint; message: string } };
    if (answer.error) throw Object.assign(new Error(answer.error.message), answer.error);
    return answer.result as T;
  }

  async close(): Promise<void> {
    this.node.ticker.stop();
    for (const connection of this.connections) closeSocket(connection);
    await this.shut();
    await this.node.chain.close();
  }
}

/** web3.js would open its socket again for ever. */
function closeSocket(connection: Connection): void {
  const { _rpcWebSocket } = connection as unknown as {
    _rpcWebSocket: { setAutoReconnect(reconnect: boolean): void; close(): void };
  };
  _rpcWebSocket.setAutoReconnect(false);
  _rpcWebSocket.close();
}

async function shut(http: http.Server, websocket: WebSocketServer): Promise<void> {
  for (const client of websocket.clients) client.terminate();
  const closed = [once(http, "close"), once(websocket, "close")];
  http.close();
  http.closeAllConnections();
  websocket.close();
  await Promise.all(closed);
}

/** Starts a local network in this process: an in-process chain that answers JSON-RPC and websockets on 127.0.0.1. */
export async function startLocalnet(options: LocalnetOptions = {}): Promise<Localnet> {
  const programs = programsWith(options.programs);
  const node = nodeOf(options, programs);
  const { chain, ticker } = node;
  for (const { address, account } of options.accounts ?? []) chain.put(address, account);
  node.facts = { payer: demoKey(node.payer), ...(options.demo && { demo: await openDemo(node) }) };
  // What the chain begins with is final.
  chain.advanceSlots(node.heads.lags.finalized);
  const http = httpServer(answerer(node), () => (node.behindBy === undefined ? "ok" : "behind"));
  const { port, websocket } = await listenOnPair(options.port ?? 0, http, (at) => websocketServer(node, at));
  node.port = port;
  ticker.start();
  return new Localnet(node, programs, () => shut(http, websocket));
}

function nodeOf(options: LocalnetOptions, programs: ProgramFile[]): Node {
  const { slotMs = USUAL_SLOT_MILLISECONDS, slotsPerEpoch = 432_000n, epoch = 100n } = options;
  const chain = new InProcessChain({
    ...options.chain,
    programs,
    slotsPerEpoch,
    epoch,
    seed: String(options.seed ?? randomInt(2 ** 31)),
    slotMilliseconds: slotMs === 0 ? CHAIN_MILLISECONDS : BigInt(slotMs),
    startTime: options.startTime ?? BigInt(Math.floor(Date.now() / 1_000)),
    blockhashBlocks: options.blockhashSlots ?? 150n,
    skippedSlots: (epoch * slotsPerEpoch) / SKIPPED,
    keepsTokenBalances: true,
  });
  const finalized = options.finalitySlots ?? 32n;
  const wanted = options.confirmSlots ?? 1n;
  const confirmed = least(wanted, finalized);
  const ticker = new Ticker(chain, slotMs, () =>
    payEpochRewards(chain, { partsPerMillion: node.rewardPartsPerMillion }),
  );
  const node = new Node(chain, { confirmed, finalized }, ticker);
  node.rewardPartsPerMillion = options.rewards ?? (options.demo ? DEMO_REWARDS : 0n);
  return node;
}
