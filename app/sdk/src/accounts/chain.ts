import type { Connection } from "@solana/web3.js";

/**
 * The part of a web3.js `Connection` that the SDK reads with. Everything that only looks takes a `ChainReader`, so a
 * connection, a cache or a chain in process does equally well.
 */
export type ChainReader = Pick<
  Connection,
  "getAccountInfo" | "getMultipleAccountsInfo" | "getProgramAccounts" | "getSlot" | "getStakeMinimumDelegation"
>;

/** What all reads see: what has been confirmed, whatever the connection's own default. */
export const COMMITMENT = "confirmed";

/** What tells of which slot an answer is. What has it is read with it: no later answer is older then. */
type Contextual = Partial<Pick<Connection, "getMultipleAccountsInfoAndContext" | "getLatestBlockhashAndContext">>;

/** The part of a web3.js `Connection` that the SDK sends and confirms transactions with. */
export type ChainSender = ChainReader &
  Contextual &
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
