import type { Connection } from "@solana/web3.js";

/**
 * The part of a web3.js `Connection` that the SDK reads with. Everything that only looks takes a `ChainReader`, so a
 * connection, a cache or a chain in process does equally well.
 */
export type ChainReader = Pick<
  Connection,
  | "getAccountInfo"
  | "getMultipleAccountsInfo"
  | "getProgramAccounts"
  | "getSlot"
  | "getEpochInfo"
  | "getMinimumBalanceForRentExemption"
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
