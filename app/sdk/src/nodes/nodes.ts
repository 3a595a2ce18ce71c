// One node or several, asked so that every call ends, and no answer is older than what has been seen.
import type { AccountInfo, GetProgramAccountsConfig, PublicKey } from "@solana/web3.js";
import { type ChainReader, type ChainSender, COMMITMENT } from "../accounts/chain";
import { isError, TruestakeError } from "../errors/TruestakeError";
import { accountLimitIn, NODE_ERRORS, nodeError } from "./errors";
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

/** What has been learnt of nodes, kept for as long as the connection lives. */
interface State {
  /** Highest confirmed slot of any answer: no later answer is older. */
  seen: number;
  /** Which endpoint answered last. */
  preferred: number;
  /** Accounts that an endpoint takes in one call, where that is fewer than usual. */
  limits: Map<unknown, number>;
}

/** Nodes that are asked one after the other until one answers; `each` asks all of them. */
export interface Nodes extends ChainSender {
  readonly count: number;
  /** Highest confirmed slot that has been seen. */
  readonly seen: number;
  /** Takes down that something was confirmed in a slot: what is read from now on is no older. */
  note(slot: number): void;
  /** The answers of all nodes that give one in time. */
  each<T>(method: string, ask: (node: ChainSender) => Promise<T>): Promise<T[]>;
  /** The same nodes, asked in another way. */
  with(options: CallOptions): Nodes;
}

const CALL_TIMEOUT = 10_000;
const PATIENCE = 15_000;
/** The first pause before a read is tried again; it doubles. */
const FIRST_PAUSE = 100;
const LONGEST_PAUSE = 2_000;
/** Looks for the parts of a read at one slot, where a node does not take it whole. */
const PART_LOOKS = 5;

const BRAND: unique symbol = /* @__PURE__ */ Symbol.for("@truestake/sdk/Nodes") as never;
const states = /* @__PURE__ */ new WeakMap<object, State>();

type Endpoints = ChainSender | readonly ChainSender[];
type Raw = AccountInfo<Buffer>;

function stateOf(endpoints: Endpoints): State {
  const known = states.get(endpoints);
  if (known) return known;
  const state: State = { seen: 0, preferred: 0, limits: new Map() };
  states.set(endpoints, state);
  return state;
}

/** A connection, or several of one cluster, as nodes; what are nodes already stay what they are, asked in this way. */
export function nodesOf(connection: ChainReader | Endpoints, options: CallOptions = {}): Nodes {
  if (BRAND in connection) return (connection as unknown as Nodes).with(options);
  return build(connection as Endpoints, options, stateOf(connection as Endpoints));
}

function build(connection: Endpoints, options: CallOptions, state: State): Nodes {
  const endpoints = Array.isArray(connection) ? (connection as ChainSender[]) : [connection as ChainSender];
  const { callTimeout = CALL_TIMEOUT, patience = PATIENCE, signal } = options;

  const once = async <T>(method: string, node: ChainSender, ask: (node: ChainSender) => Promise<T>): Promise<T> => {
    const late = () => new Error(`no answer within ${callTimeout} ms`);
    try {
      // What throws at once is an answer, too.
      const asked = Promise.resolve().then(() => ask(node));
      return await raced(asked, { milliseconds: callTimeout, signal, late });
    } catch (error) {
      throw nodeError(method, error);
    }
  };

  /** Asks one node after the other, the one that answered last first, and all of them again while there is patience. */
  const call = async <T>(method: string, ask: (node: ChainSender) => Promise<T>): Promise<T> => {
    const until = Date.now() + patience;
    for (let wait = FIRST_PAUSE; ; wait = Math.min(2 * wait, LONGEST_PAUSE)) {
      checkStopped(signal);
      let error: TruestakeError | undefined;
      for (let turn = 0; turn < endpoints.length; turn++) {
        const at = (state.preferred + turn) % endpoints.length;
        try {
          const answer = await once(method, endpoints[at] as ChainSender, ask);
          // Only where somebody else did worse: calls at the same time would send each other round.
          if (turn > 0) state.preferred = at;
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

  const note = (slot: number | bigint | undefined): void => {
    if (slot !== undefined && Number(slot) > state.seen) state.seen = Number(slot);
  };
  /** A read's own settings, no older than what has been seen. */
  const fresh = (given?: unknown): object => ({
    commitment: COMMITMENT,
    ...(typeof given === "object" ? given : {}),
    ...(state.seen > 0 ? { minContextSlot: state.seen } : {}),
  });

  const page = async (node: ChainSender, addresses: PublicKey[], given: unknown) => {
    const config = fresh(given) as { commitment: "confirmed" };
    if (!node.getMultipleAccountsInfoAndContext) {
      const [only, ...others] = addresses;
      const isOne = only !== undefined && others.length === 0;
      const accounts = isOne
        ? [await node.getAccountInfo(only, config)]
        : await node.getMultipleAccountsInfo(addresses, config);
      return { slot: undefined, accounts };
    }
    const { context, value } = await node.getMultipleAccountsInfoAndContext(addresses, config);
    note(context.slot);
    return { slot: context.slot, accounts: value };
  };
  /** Some nodes take few accounts at once: then in parts, all of one slot where that can be had. */
  const many = async (node: ChainSender, addresses: PublicKey[], given: unknown): Promise<(Raw | null)[]> => {
    const most = state.limits.get(node) ?? addresses.length;
    try {
      if (addresses.length <= most) return (await page(node, addresses, given)).accounts as (Raw | null)[];
    } catch (error) {
      const limit = accountLimitIn(error);
      if (limit === undefined || limit >= addresses.length) throw error;
      state.limits.set(node, limit);
      return many(node, addresses, given);
    }
    for (let look = 1; ; look++) {
      const starts = Array.from({ length: Math.ceil(addresses.length / most) }, (_, part) => part * most);
      const parts = await Promise.all(starts.map((at) => page(node, addresses.slice(at, at + most), given)));
      const isOne = parts.every(({ slot }) => slot === parts[0]?.slot);
      if (isOne) return parts.flatMap(({ accounts }) => accounts) as (Raw | null)[];
      if (look === PART_LOOKS)
        throw new TruestakeError("NodeBehind", "the node gives no accounts of one slot together");
    }
  };

  const nodes = {
    [BRAND]: true,
    count: endpoints.length,
    get seen() {
      return state.seen;
    },
    note,
    with: (other: CallOptions) => build(connection, { ...options, ...other }, state),
    async each<T>(method: string, ask: (node: ChainSender) => Promise<T>): Promise<T[]> {
      const answers = await Promise.allSettled(endpoints.map((node) => once(method, node, ask)));
      return answers.flatMap((answer) => (answer.status === "fulfilled" ? [answer.value] : []));
    },
    getAccountInfo: async (address: PublicKey, config?: unknown) =>
      (await call("getMultipleAccounts", (node) => many(node, [address], config)))[0] ?? null,
    getMultipleAccountsInfo: (addresses: PublicKey[], config?: unknown) =>
      call("getMultipleAccounts", (node) => many(node, addresses, config)),
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
  const latest = (config?: unknown) =>
    call("getLatestBlockhash", async (node) => {
      if (!node.getLatestBlockhashAndContext) {
        // The slot first: the blockhash is no older then.
        const slot = await node.getSlot(fresh(config));
        return { context: { slot }, value: await node.getLatestBlockhash(fresh(config)) };
      }
      const answer = await node.getLatestBlockhashAndContext(fresh(config));
      note(answer.context.slot);
      return answer;
    });
  return nodes as unknown as Nodes;
}
