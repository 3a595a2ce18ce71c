// One node or several, asked so that every call ends, and no answer is older than what has been seen.
import type {
  BlockhashWithExpiryBlockHeight,
  GetProgramAccountsConfig,
  PublicKey,
  RpcResponseAndContext,
} from "@solana/web3.js";
import { isError, TruestakeError } from "../errors/TruestakeError";
import { type ChainSender, COMMITMENT, type Connected, highestSlot, noteSlot, ORIGIN, readConfig } from "./chain";
import { checkWhole, NODE_ERRORS, nodeError } from "./errors";
import { checkStopped, pause, raced } from "./race";

/** How nodes are asked. */
export interface CallOptions {
  /** Milliseconds that a node has for one answer; 10,000 if not given. */
  callTimeout?: number | undefined;
  /** Milliseconds for which a read is tried again while no node answers it; 15,000 if not given. */
  patience?: number | undefined;
  /**
   * Stops waiting: `Aborted`, or `DeadlinePassed` for `AbortSignal.timeout(milliseconds)`. Once something was sent it is
   * `OutcomeUnknown` instead.
   */
  signal?: AbortSignal | undefined;
}

/** A blockhash, and which cluster it is of. */
export interface Latest extends RpcResponseAndContext<BlockhashWithExpiryBlockHeight> {
  /** Null where the node does not tell. */
  genesis: string | null;
}

/** Nodes that are asked one after the other until one answers; `each` asks all of them. */
export interface Nodes extends ChainSender {
  readonly count: number;
  /** Highest confirmed slot that has been seen. */
  readonly seen: number;
  /** Takes down that something was confirmed in a slot: what is read from now on is no older. */
  note(slot: number): void;
  /**
   * The answers of all nodes that give one in time; with `genesis` only of those that tell that they are of this cluster, and with
   * null of those that do not tell.
   */
  each<T>(method: string, ask: (node: ChainSender) => Promise<T>, genesis?: string | null): Promise<T[]>;
  /** Whether a node tells that it is of this cluster. */
  isOf(node: ChainSender, genesis: string | null): Promise<boolean>;
  /** The genesis hash of a node that tells another one. */
  foreignTo(genesis: string): Promise<string | undefined>;
  /** A blockhash of now, by nodes that tell their cluster where there are any. */
  latest(): Promise<Latest>;
  /** Throws `WrongCluster` where nodes that answer are of different clusters. What is known costs no call. */
  checkClusters(): Promise<void>;
  /** The same nodes, asked in another way. */
  with(options: CallOptions): Nodes;
}

const CALL_TIMEOUT = 10_000;
const PATIENCE = 15_000;
/** The first pause before a read is tried again; it doubles. */
const FIRST_PAUSE = 100;
const LONGEST_PAUSE = 2_000;

/** Which of several nodes has answered last, where another did not. */
const preferred = /* @__PURE__ */ new WeakMap<Connected, number>();

/** Which cluster each node is of, by its genesis hash; a node that does not tell is not in it. */
const clusters = /* @__PURE__ */ new WeakMap<Connected, Map<ChainSender, string>>();

/** Until when a node that refuses to tell is not asked again: some refuse once, and tell later. */
const silentUntil = /* @__PURE__ */ new WeakMap<ChainSender, number>();
const SILENT_FOR = 10_000;

/** A connection, or several of one cluster, as nodes; what are nodes already stay what they are, asked in this way. */
export function nodesOf(connection: Connected, options: CallOptions = {}): Nodes {
  if (ORIGIN in connection) return (connection as unknown as Nodes).with(options);
  return build(connection, options);
}

function build(connection: Connected, options: CallOptions): Nodes {
  const endpoints = Array.isArray(connection) ? (connection as ChainSender[]) : [connection as ChainSender];
  const { callTimeout = CALL_TIMEOUT, patience = PATIENCE, signal } = options;

  const answerOf = async <T>(method: string, node: ChainSender, ask: (node: ChainSender) => Promise<T>): Promise<T> => {
    const late = () => new Error(`no answer within ${callTimeout} ms`);
    try {
      // What throws at once is an answer, too.
      const asked = Promise.resolve().then(() => ask(node));
      return await raced(asked, { milliseconds: callTimeout, signal, late });
    } catch (error) {
      throw nodeError(method, error);
    }
  };

  const known = clusters.get(connection) ?? new Map<ChainSender, string>();
  clusters.set(connection, known);

  /** Which cluster a node is of; empty where it does not tell. Throws where it does not answer: then it is asked again. */
  const clusterOf = async (node: ChainSender): Promise<string> => {
    const found = known.get(node);
    if (found) return found;
    if (Date.now() < (silentUntil.get(node) ?? 0)) return "";
    const hash = await answerOf("getGenesisHash", node, async (it) => (await it.getGenesisHash?.()) ?? "").catch(
      // Who refuses is taken at its word.
      (error) => (isError(error, "MethodRefused") ? "" : Promise.reject(error)),
    );
    if (hash) known.set(node, hash);
    else silentUntil.set(node, Date.now() + SILENT_FOR);
    return hash;
  };
  const isIn = async (node: ChainSender, cluster: string) => (await clusterOf(node).catch(() => undefined)) === cluster;

  /** Refuses a node of another cluster than the others: neither its accounts nor what it does not know say anything. */
  const checkCluster = async (node: ChainSender): Promise<void> => {
    if (endpoints.length === 1) return;
    const own = await clusterOf(node).catch(() => undefined);
    const [first] = known.values();
    if (own && own !== first) {
      const message = "the connections are of different clusters, by their genesis hashes";
      throw new TruestakeError("WrongCluster", message, { args: { expected: first, found: own } });
    }
  };

  const once = async <T>(method: string, node: ChainSender, ask: (node: ChainSender) => Promise<T>): Promise<T> => {
    await checkCluster(node);
    return answerOf(method, node, ask);
  };

  /** Asks one node after the other, the one that answered last first, and all of them again while there is patience. */
  const call = async <T>(method: string, ask: (node: ChainSender) => Promise<T>): Promise<T> => {
    const until = Date.now() + patience;
    for (let wait = FIRST_PAUSE; ; wait = Math.min(2 * wait, LONGEST_PAUSE)) {
      checkStopped(signal);
      let error: TruestakeError | undefined;
      for (let turn = 0; turn < endpoints.length; turn++) {
        const at = ((preferred.get(connection) ?? 0) + turn) % endpoints.length;
        try {
          const answer = await once(method, endpoints[at] as ChainSender, ask);
          // Only where somebody else did worse: calls at the same time would send each other round.
          if (turn > 0) preferred.set(connection, at);
          return answer;
        } catch (found) {
          if (!isError(found, ...NODE_ERRORS)) throw found;
          // What may pass tells more than what will not.
          if (error?.retry !== "later") error = found;
        }
      }
      const last = error as TruestakeError;
      const asked = typeof last.args.retryAfter === "number" ? last.args.retryAfter : 0;
      const next = Math.max(wait, asked);
      if (last.retry !== "later" || Date.now() + next > until) throw last;
      await pause(next, signal);
    }
  };

  const note = (slot: number) => noteSlot(connection, slot);
  /** A read's own settings, no older than what has been seen. */
  const fresh = (given?: unknown): object => {
    const { commitment, ...slot } = readConfig(connection);
    return { commitment, ...(typeof given === "object" ? given : {}), ...slot };
  };

  const nodes = {
    [ORIGIN]: connection,
    count: endpoints.length,
    get seen() {
      return highestSlot(connection) ?? 0;
    },
    note,
    with: (other: CallOptions) => build(connection, { ...options, ...other }),
    async checkClusters() {
      await Promise.all(endpoints.map(checkCluster));
    },
    isOf: async (node: ChainSender, genesis: string | null) => genesis !== null && isIn(node, genesis),
    async foreignTo(genesis: string) {
      const all = await Promise.all(endpoints.map((node) => clusterOf(node).catch(() => "")));
      return all.find((each) => each !== "" && each !== genesis);
    },
    latest: () => latest(),
    async each<T>(method: string, ask: (node: ChainSender) => Promise<T>, genesis?: string | null): Promise<T[]> {
      const are = await Promise.all(endpoints.map((node) => genesis === undefined || isIn(node, genesis ?? "")));
      const asked = endpoints.filter((_, at) => are[at]);
      const answers = await Promise.allSettled(asked.map((node) => once(method, node, ask)));
      return answers.flatMap((answer) => (answer.status === "fulfilled" ? [answer.value] : []));
    },
    getMultipleAccountsInfoAndContext: (addresses: PublicKey[], config?: unknown) =>
      call("getMultipleAccounts", async (node) => {
        const answer = await node.getMultipleAccountsInfoAndContext(addresses, fresh(config) as never);
        checkWhole(addresses.length, answer.value);
        note(answer.context.slot);
        return answer;
      }),
    getProgramAccounts: (program: PublicKey, config?: GetProgramAccountsConfig) =>
      call("getProgramAccounts", (node) => node.getProgramAccounts(program, fresh(config) as GetProgramAccountsConfig)),
    getSlot: (config?: unknown) =>
      call("getSlot", async (node) => {
        const slot = await node.getSlot(fresh(config));
        note(slot);
        return slot;
      }),
    getStakeMinimumDelegation: (config?: object) =>
      call("getStakeMinimumDelegation", (node) =>
        node.getStakeMinimumDelegation({ commitment: COMMITMENT, ...config }),
      ),
    getEpochInfo: (config?: unknown) => call("getEpochInfo", (node) => node.getEpochInfo(fresh(config))),
    getBlockHeight: (config?: unknown) => call("getBlockHeight", (node) => node.getBlockHeight(fresh(config))),
    getLatestBlockhash: async (config?: unknown) => (await latest(config)).value,
    getLatestBlockhashAndContext: (config?: unknown) => latest(config),
    simulateTransaction: (transaction: never, config: object) =>
      call("simulateTransaction", async (node) => {
        const answer = await node.simulateTransaction(transaction, fresh(config) as never);
        if (answer.value.err === null) note(answer.context.slot);
        return answer;
      }),
    sendRawTransaction: (raw: Uint8Array, config?: object) =>
      call("sendTransaction", (node) => node.sendRawTransaction(raw, config)),
    getSignatureStatuses: (signatures: string[], config?: never) =>
      call("getSignatureStatuses", (node) => node.getSignatureStatuses(signatures, config)),
    getTransaction: (signature: string, config: never) =>
      call("getTransaction", (node) => node.getTransaction(signature, config)),
    getSignaturesForAddress: (address: PublicKey, config?: never, commitment?: never) =>
      call("getSignaturesForAddress", (node) => node.getSignaturesForAddress(address, config, commitment)),
    getRecentPrioritizationFees: (config?: never) =>
      call("getRecentPrioritizationFees", (node) => node.getRecentPrioritizationFees(config)),
  };
  const blockhashOf = async (node: ChainSender, config?: unknown) => {
    if (!node.getLatestBlockhashAndContext) {
      // The slot first: the blockhash is no older then.
      const slot = await node.getSlot(fresh(config));
      return { context: { slot }, value: await node.getLatestBlockhash(fresh(config)) };
    }
    const answer = await node.getLatestBlockhashAndContext(fresh(config));
    note(answer.context.slot);
    return answer;
  };
  const latest = async (config?: unknown): Promise<Latest> => {
    const ask = (mayHide: boolean) =>
      call("getLatestBlockhash", async (node) => {
        const [answer, genesis] = await Promise.all([blockhashOf(node, config), clusterOf(node)]);
        if (genesis === "" && !mayHide) {
          throw new TruestakeError("MethodRefused", "the node does not tell which cluster it is of");
        }
        return { ...answer, genesis: genesis || null };
      });
    return ask(endpoints.length === 1).catch((error) => {
      // Better one that does not tell than none; what is signed by it is never proven to have expired.
      if (!endpoints.some((node) => silentUntil.has(node)) || !isError(error, ...NODE_ERRORS)) throw error;
      return ask(true);
    });
  };
  return nodes as unknown as Nodes;
}
