import type { Connection } from "@solana/web3.js";

/**
 * The part of a web3.js `Connection` that the SDK reads with. Everything that only looks takes a `ChainReader`, so a
 * connection, a cache or a chain in process does equally well.
 */
export type ChainReader = Pick<
  Connection,
  "getMultipleAccountsInfoAndContext" | "getProgramAccounts" | "getSlot" | "getStakeMinimumDelegation"
>;

/** What all reads see: what has been confirmed, whatever the connection's own default. */
export const COMMITMENT = "confirmed";

/** The part of a web3.js `Connection` that the SDK sends and confirms transactions with. */
export type ChainSender = ChainReader &
  Partial<Pick<Connection, "getLatestBlockhashAndContext" | "getGenesisHash">> &
  Pick<
    Connection,
    | "getLatestBlockhash"
    | "getBlockHeight"
    | "getEpochInfo"
    | "getSignaturesForAddress"
    | "simulateTransaction"
    | "sendRawTransaction"
    | "getSignatureStatuses"
    | "getTransaction"
    | "getRecentPrioritizationFees"
  >;

/** What subscriptions need on top; nothing else does. */
export type ChainSubscriber = ChainReader &
  Pick<Connection, "onAccountChange" | "removeAccountChangeListener" | "onLogs" | "removeOnLogsListener">;

/** A connection, or several of nodes of one cluster: what is learnt of it is kept for as long as it lives. */
export type Connected = ChainReader | readonly ChainSender[];

/** Where what asks a connection in another way says which one that is. */
export const ORIGIN: unique symbol = /* @__PURE__ */ Symbol.for("@truestake/sdk/origin") as never;

/** The connection that is asked in the end: what is known of it is known however it is asked. */
export function originOf(reader: Connected): Connected {
  return (reader as { [ORIGIN]?: Connected })[ORIGIN] ?? reader;
}

/** The highest slot that a connection has shown; no later read may show less. */
const seen = /* @__PURE__ */ new WeakMap<Connected, number>();

/**
 * Tells a connection's later reads that a slot has been seen, as by a transaction that landed in it: a node that is behind it
 * does not answer them.
 *
 * @example
 * ```ts
 * import { noteSlot } from "@truestake/sdk";
 *
 * noteSlot(connection, slot);
 * ```
 */
export function noteSlot(reader: Connected, slot: number | bigint): void {
  const origin = originOf(reader);
  const known = seen.get(origin);
  if (known === undefined || known < slot) seen.set(origin, Number(slot));
}

/**
 * The highest slot that a connection has shown so far.
 *
 * @example
 * ```ts
 * import { highestSlot } from "@truestake/sdk";
 *
 * console.log(highestSlot(connection));
 * ```
 */
export function highestSlot(reader: Connected): number | undefined {
  return seen.get(originOf(reader));
}

/** How every read asks: what is confirmed, and nothing older than what has been seen. */
export interface ReadConfig {
  commitment: typeof COMMITMENT;
  minContextSlot?: number;
}

/** How every read of a connection asks now. */
export function readConfig(reader: Connected): ReadConfig {
  const minContextSlot = highestSlot(reader);
  return { commitment: COMMITMENT, ...(minContextSlot === undefined ? {} : { minContextSlot }) };
}
