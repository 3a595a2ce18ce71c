// The pool that the page shows now, and what is read of it: for every part of the page.
import { useEffect, useState } from "preact/hooks";
import { firstPlace, type Place } from "../place/deployed";
import { useWallets } from "../wallet/wallet";
import { fetchHoldings, type Holdings } from "./holdings";
import { openPool, type Pool, type Reading } from "./reader";
import { store, useStore } from "./store";

const current = store<Pool | undefined>(undefined);
/** What a wallet holds, with whose it is; of a reading that failed the error, and what was read before. */
const holdings = store<{ owner?: string; of?: Holdings; error?: unknown }>({});

let asked = 0;

/** Shows another pool, or asks other nodes. */
export function show(place: Place | undefined): void {
  current.get()?.close();
  // What is still being read is of the former pool.
  asked++;
  holdings.set({});
  current.set(place && openPool(place));
}

export const begin = (): void => show(firstPlace());

export const usePool = (): Pool | undefined => useStore(current);

const NOTHING = store<Reading>({ isReading: false });

export function useReading(): Reading {
  const pool = usePool();
  return useStore(pool?.reading ?? NOTHING);
}

/** The reading of the holdings that was begun last. */
let looking: Promise<void> = Promise.resolve();

/** Reads what a wallet holds. Of answers that cross only the last one counts. */
async function look(pool: Pool, owner: Holdings["owner"]): Promise<void> {
  const turn = ++asked;
  try {
    const of = await fetchHoldings(pool.nodes, pool.deployment, owner);
    if (turn === asked) holdings.set({ owner: owner.toBase58(), of });
  } catch (error) {
    if (turn !== asked) return;
    const { of } = holdings.get();
    holdings.set({ owner: owner.toBase58(), error, ...(of?.owner.equals(owner) ? { of } : {}) });
  }
}

/** Reads the pool and the wallet again: something has landed. */
export async function refreshAll(): Promise<void> {
  const pool = current.get();
  if (!pool) return;
  await pool.refresh();
  await looking;
}

/** What the connected wallet holds, read again whenever the pool is. */
export function useHoldings(): { of?: Holdings; error?: unknown } {
  const { connected } = useWallets();
  const found = useStore(holdings);
  const address = connected?.account.address;
  return found.owner === address ? found : {};
}

/** Keeps the holdings up to date; once, in the frame of the page. */
export function useHoldingsReader(): void {
  const pool = usePool();
  const { view } = useReading();
  const { connected } = useWallets();
  const owner = connected?.account.address;
  const isRead = view !== undefined;
  useEffect(() => {
    if (!connected) holdings.set({});
    // Only of a pool that was found on the network it should be on.
    if (!pool || !connected || !isRead) return;
    const start = () => {
      looking = look(pool, connected.owner);
    };
    start();
    return pool.onLook(start);
  }, [pool, owner, isRead]);
}

/** Seconds that have passed since a moment, counted while somebody looks. */
export function useAge(at: number | undefined): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return at === undefined ? 0 : Math.max(0, Math.round((Math.max(now, at) - at) / 1_000));
}

/**
 * Whether a moment lies so far back that what was read then is old: the one rule, for what the page says and for what it sends. It looks
 * at the clock, since a timer does not count while a machine sleeps.
 */
export function useIsStale(at: number | undefined): boolean {
  const isOld = () => at !== undefined && Date.now() - at > STALE_SECONDS * 1_000;
  // From the first painting on: a button must not be on for a moment.
  const [isStale, setIsStale] = useState(isOld);
  useEffect(() => {
    const look = () => setIsStale(isOld());
    look();
    const timer = setInterval(look, 1_000);
    return () => clearInterval(timer);
  }, [at]);
  return isStale;
}

/** Older than this a view is told to be old, and nothing that needs a price is sent by it. */
export const STALE_SECONDS = 60;
