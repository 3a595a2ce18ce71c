// What can go wrong on the way to the program, as data. The program's own errors are in program.ts, Anchor's in framework.ts.

/** When it went wrong. */
export type ErrorPhase = "argument" | "read" | "simulate" | "wallet" | "send" | "confirm";

/** What the call has changed: nothing, only the fee was paid, all of it or a part was done, or nobody knows yet. */
export type ErrorEffect = "none" | "fee" | "done" | "unknown";

/**
 * What helps: nothing (the same call fails again), reading the accounts and planning again, waiting, settling what is open by its
 * handle, or something that only the user can do.
 */
export type ErrorRetry = "never" | "replan" | "later" | "resume" | "user";

/** What an error means for whoever gets it. */
export interface ErrorKind {
  phase: ErrorPhase;
  effect: ErrorEffect;
  retry: ErrorRetry;
}

const kind = (phase: ErrorPhase, effect: ErrorEffect, retry: ErrorRetry): ErrorKind => ({ phase, effect, retry });

/** The SDK's own errors. */
export const CODES = {
  /** An argument is not what it has to be; nothing was read or sent. */
  InvalidArgument: /* @__PURE__ */ kind("argument", "none", "never"),
  /** The call needs a wallet, and the client has none. */
  NoWallet: /* @__PURE__ */ kind("wallet", "none", "user"),
  /** The wallet's owner did not sign. */
  WalletRejected: /* @__PURE__ */ kind("wallet", "none", "user"),
  /** The wallet did not answer in time. What it still signs is dropped. */
  WalletTimedOut: /* @__PURE__ */ kind("wallet", "none", "user"),
  /** The wallet has another account now than when the action began. */
  WalletAccountChanged: /* @__PURE__ */ kind("wallet", "none", "user"),
  /** The wallet signs no transactions of this version. */
  WalletVersionUnsupported: /* @__PURE__ */ kind("wallet", "none", "never"),
  /** What the wallet added to the transaction makes it fail. */
  WalletGuardFailed: /* @__PURE__ */ kind("confirm", "fee", "user"),
  /** There is no account at an address. */
  AccountMissing: /* @__PURE__ */ kind("read", "none", "never"),
  /** An account is not what it should be: another program's, of another kind or of another layout. */
  AccountForeign: /* @__PURE__ */ kind("read", "none", "never"),
  /** The connection is to another cluster than was asked for. */
  WrongCluster: /* @__PURE__ */ kind("read", "none", "never"),
  /** The node has had too many requests. */
  RateLimited: /* @__PURE__ */ kind("read", "none", "later"),
  /** The node does not serve a method. */
  MethodRefused: /* @__PURE__ */ kind("read", "none", "never"),
  /** The node does not answer. */
  NodeUnreachable: /* @__PURE__ */ kind("read", "none", "later"),
  /** The node has not seen yet what has been seen elsewhere. */
  NodeBehind: /* @__PURE__ */ kind("read", "none", "later"),
  /** No node that was asked keeps what happened so long ago. */
  HistoryUnavailable: /* @__PURE__ */ kind("read", "none", "never"),
  /** The transaction would fail, by another program or for a reason unknown. */
  SimulationFailed: /* @__PURE__ */ kind("simulate", "none", "never"),
  /** The transaction landed and failed, by another program or for a reason unknown. */
  TransactionFailed: /* @__PURE__ */ kind("confirm", "fee", "never"),
  /** The transaction did not land and never will. */
  TransactionExpired: /* @__PURE__ */ kind("confirm", "none", "replan"),
  /** The transaction was sent, and whether it landed cannot be told yet. */
  OutcomeUnknown: /* @__PURE__ */ kind("confirm", "unknown", "resume"),
  /** The instructions do not fit into one transaction. */
  TooLarge: /* @__PURE__ */ kind("argument", "none", "never"),
  /** An account has too few lamports, for fees, rent or the amount. */
  InsufficientFunds: /* @__PURE__ */ kind("simulate", "none", "user"),
  /** A part was done before an error stopped the rest. */
  PartlyDone: /* @__PURE__ */ kind("confirm", "done", "replan"),
  /** More cranks are missing than one user should pay for. */
  CranksNeeded: /* @__PURE__ */ kind("read", "none", "user"),
  /** What was waited for did not come in time; nothing is open. */
  DeadlinePassed: /* @__PURE__ */ kind("read", "none", "later"),
  /** The caller has stopped it before anything was sent. */
  Aborted: /* @__PURE__ */ kind("read", "none", "user"),
} as const satisfies Record<string, ErrorKind>;

/** Name of an error of the SDK itself. */
export type OwnErrorName = keyof typeof CODES;
