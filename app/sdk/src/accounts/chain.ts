import type { Connection } from "@solana/web3.js";

/**
 * The part of a web3.js `Connection` that the SDK reads with. Everything that only looks takes a `ChainReader`, so a
 * connection, a cache or a chain in process does equally well.
 */
export type ChainReader = Pick<
  Connection,
  | "getAccountInfo"
  | "getMultipleAccountsInfoAndContext"
  | "getProgramAccounts"
  | "getSlot"
  | "getStakeMinimumDelegation"
>;

/** What all reads see: what has been confirmed, whatever the connection's own default. */
export const COMMITMENT = "confirmed";

/** The part of a web3.js `Connection` that the SDK sends and confirms transactions with. */
export type ChainSender = ChainReader &
  Pick<
    Connection,
    | "getLatestBlockhash"
    | "getBlockHeight"
    | "simulateTransaction"
    | "sendRawTransaction"
    | "getSignatureStatuses"
    | "getTransaction"
    | "getRecentPrioritizationFees"
  >;

/** What subscriptions need on top; nothing else does. */
export type ChainSubscriber = ChainReader &
  Pick<Connection, "onAccountChange" | "removeAccountChangeListener" | "onLogs" | "removeOnLogsListener">;

/** The highest slot that a connection has shown; no later read may show less. */
const seen = /* @__PURE__ */ new WeakMap<ChainReader, number>();

/**
 * Tells a connection's later reads that a slot has been seen, as by a transaction that landed in it: a node that is behind it
 * does not answer them.
 *
 * @example
 * ```ts
 * noteSlot(connection, slot);
 * ```
 */
export function noteSlot(reader: ChainReader, slot: number | bigint): void {
  const known = seen.get(reader);
  if (known === undefined || known < slot) seen.set(reader, Number(slot));
}

/**
 * The highest slot that a connection has shown so far.
 *
 * @example
 * ```ts
 * console.log(highestSlot(connection));
 * ```
 */
export function highestSlot(reader: ChainReader): number | undefined {
  return seen.get(reader);
}

/** How every read asks: what is confirmed, and nothing older than what has been seen. */
export interface ReadConfig {
  commitment: typeof COMMITMENT;
  minContextSlot?: number;
}

/** How every read of a connection asks now. */
export function readConfig(reader: ChainReader): ReadConfig {
  const minContextSlot = seen.get(reader);
  return { commitment: COMMITMENT, ...(minContextSlot === undefined ? {} : { minContextSlot }) };
}
