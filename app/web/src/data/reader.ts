// The one place that asks nodes for what the page shows. The last view stays when they do not answer, with its age.
import { type Connection, PublicKey } from "@solana/web3.js";
import {
  connect,
  type Deployment,
  decodePriceHistory,
  decodeTokenMetadata,
  deployment,
  fetchMany,
  fetchParts,
  fetchValidatorListHead,
  metadataAddress,
  type Nodes,
  nodesOf,
  PROGRAM_ID,
  type PriceHistory,
  type TokenMetadata,
  TruestakeError,
} from "@truestake/sdk";
import type { Place } from "../place/deployed";
import { type Store, store } from "./store";
import { PARTS, type View } from "./view";

/** What the page knows of the pool. */
export interface Reading {
  view?: View;
  /** Why the last attempt failed; undefined after one that did not. */
  error?: unknown;
  isReading: boolean;
}

/** Milliseconds between two looks while somebody looks at the page. */
const INTERVAL = 15_000;
const SAMPLES = 30;
/** Where a node measures nothing: what slots are meant to take. */
const USUAL_SLOT_SECONDS = 0.4;
/** A node has to answer within this; another is asked then. */
const CALL_TIMEOUT = 8_000;
const PATIENCE = 8_000;

/** The pool of a place, its nodes, and what was read of it last. */
export interface Pool {
  place: Place;
  deployment: Deployment;
  connections: Connection[];
  nodes: Nodes;
  reading: Store<Reading>;
  /** Reads again, from now on: what is being read already may be from before. Never throws: what failed is in `reading`. */
  refresh(): Promise<void>;
  /** Calls back whenever a reading begins, for what is read beside it. */
  onLook(listener: () => void): () => void;
  close(): void;
}

export function openPool(place: Place): Pool {
  const own = deployment({
    mint: new PublicKey(place.mint),
    programId: place.programId ? new PublicKey(place.programId) : PROGRAM_ID,
  });
  const connections = place.rpc.map((url) => connect(url));
  const nodes = nodesOf(connections, { callTimeout: CALL_TIMEOUT, patience: PATIENCE });
  const reading = store<Reading>({ isReading: true });
  const read = viewReader(place, own, connections, nodes);
  let isClosed = false;
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  const listeners = new Set<() => void>();
  const look = async (): Promise<void> => {
    reading.update({ isReading: true });
    for (const listener of [...listeners]) listener();
    try {
      const view = await read();
      if (!isClosed) reading.set({ view, isReading: false });
    } catch (error) {
      if (!isClosed) reading.update({ error, isReading: false });
    }
  };
  const start = async (): Promise<void> => {
    next = undefined;
    if (isClosed) return;
    running = look().finally(() => {
      running = undefined;
    });
    await running;
  };
  const refresh = (): Promise<void> => {
    if (!running) return start();
    next ??= running.then(start);
    return next;
  };
  void refresh();
  const isSeen = () => document.visibilityState === "visible";
  const turn = () => {
    if (isSeen()) void refresh();
  };
  const timer = setInterval(() => {
    if (isSeen() && !running) void refresh();
  }, INTERVAL);
  document.addEventListener("visibilitychange", turn);
  const close = () => {
    isClosed = true;
    clearInterval(timer);
    document.removeEventListener("visibilitychange", turn);
  };
  const onLook = (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  return { place, deployment: own, connections, nodes, reading, refresh, onLook, close };
}

/** Reads the view; what does not change between two looks is kept. */
function viewReader(place: Place, own: Deployment, connections: Connection[], nodes: Nodes): () => Promise<View> {
  let kept: { genesis: string; perSlot: number } | undefined;
  let ring: { updates: bigint; history: PriceHistory; names: TokenMetadata | undefined } | undefined;

  const cluster = async (): Promise<{ genesis: string; perSlot: number }> => {
    await nodes.checkClusters();
    const [genesis, perSlot] = await Promise.all([genesisOf(connections), slotSeconds(connections)]);
    if (place.genesis !== undefined && genesis !== place.genesis) {
      const args = { expected: place.genesis, found: genesis };
      throw new TruestakeError("WrongCluster", "the node is of another cluster than the pool", { args });
    }
    return { genesis, perSlot };
  };
  const history = async (updates?: bigint) => {
    const [account, metadata] = await fetchMany(nodes, [own.history, metadataAddress(own.mint)]);
    if (!account?.owner.equals(own.programId)) {
      throw new TruestakeError(
        account ? "AccountForeign" : "AccountMissing",
        "there is no price history of such a pool",
        {
          args: { address: own.history },
        },
      );
    }
    // A name is worth less than a view: what is none is left out.
    const names = metadata ? quietly(() => decodeTokenMetadata(metadata.data)) : undefined;
    return { updates, history: decodePriceHistory(account.data), names };
  };

  return async () => {
    const [known, snapshot, list, read] = await Promise.all([
      kept ?? cluster(),
      fetchParts(nodes, own, PARTS),
      fetchValidatorListHead(nodes, own),
      ring ?? history(),
    ]);
    kept = known;
    const { updates } = snapshot.pool;
    const isOld = read.updates !== undefined && read.updates !== updates;
    ring = { ...(isOld ? await history() : read), updates };
    return { ...snapshot, ...known, list, history: ring.history, names: ring.names, deployment: own, at: Date.now() };
  };
}

function quietly<T>(decode: () => T): T | undefined {
  try {
    return decode();
  } catch {
    return undefined;
  }
}

/** The answer, unless it takes too long. */
function inTime<T>(asked: Promise<T>): Promise<T> {
  const late = new Promise<never>((_, reject) => {
    setTimeout(
      () => reject(new TruestakeError("NodeUnreachable", `no answer within ${CALL_TIMEOUT} ms`)),
      CALL_TIMEOUT,
    );
  });
  return Promise.race([asked, late]);
}

/** Of the first node that tells. */
async function genesisOf(connections: Connection[]): Promise<string> {
  let last: unknown;
  for (const connection of connections) {
    try {
      return await inTime(connection.getGenesisHash());
    } catch (error) {
      last = error;
    }
  }
  throw new TruestakeError("NodeUnreachable", "no node answers", { cause: last });
}

async function slotSeconds(connections: Connection[]): Promise<number> {
  for (const connection of connections) {
    const samples = await inTime(connection.getRecentPerformanceSamples(SAMPLES)).catch(() => []);
    const slots = samples.reduce((sum, { numSlots }) => sum + numSlots, 0);
    const seconds = samples.reduce((sum, { samplePeriodSecs }) => sum + samplePeriodSecs, 0);
    if (slots > 0 && seconds > 0) return seconds / slots;
  }
  return USUAL_SLOT_SECONDS;
}
