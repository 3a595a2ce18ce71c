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
  hint: string;
}

const kind = (phase: ErrorPhase, effect: ErrorEffect, retry: ErrorRetry, hint: string): ErrorKind => ({
  ...{ phase, effect, retry, hint },
});

/** The SDK's own errors. */
export const CODES = {
  /** An argument is not what it has to be; nothing was read or sent. */
  InvalidArgument: /* @__PURE__ */ kind("argument", "none", "never", "Amounts are bigint, in lamports or token units."),
  /** The call needs a wallet, and the client has none. */
  NoWallet: /* @__PURE__ */ kind("wallet", "none", "user", "Connect a wallet: pass one to `TruestakeClient`."),
  /** The wallet's owner did not sign. */
  WalletRejected: /* @__PURE__ */ kind("wallet", "none", "user", "Sign the transaction in the wallet, or start again."),
  /** The wallet did not answer in time. What it still signs is dropped. */
  WalletTimedOut: /* @__PURE__ */ kind("wallet", "none", "user", "Open the wallet and try again."),
  /** The wallet has another account now than when the action began. */
  WalletAccountChanged: /* @__PURE__ */ kind(
    "wallet",
    "none",
    "user",
    "Choose the account in the wallet, and start again.",
  ),
  /** The wallet signs no transactions of this version. */
  WalletVersionUnsupported: /* @__PURE__ */ kind(
    "wallet",
    "none",
    "never",
    "Use a wallet that signs v0 transactions, or no lookup tables.",
  ),
  /** What the wallet added to the transaction makes it fail. */
  WalletGuardFailed: /* @__PURE__ */ kind(
    "confirm",
    "fee",
    "user",
    "Allow more slippage in the wallet's own protection, or turn it off.",
  ),
  /** There is no account at an address. */
  AccountMissing: /* @__PURE__ */ kind(
    "read",
    "none",
    "never",
    "Check the address, and that the connection is to the right cluster.",
  ),
  /** An account is not what it should be: another program's, of another kind or of another layout. */
  AccountForeign: /* @__PURE__ */ kind(
    "read",
    "none",
    "never",
    "Check the address, and that this SDK is of the program's version.",
  ),
  /** The connection is to another cluster than was asked for. */
  WrongCluster: /* @__PURE__ */ kind("read", "none", "never", "Connect to the cluster that the pool is on."),
  /** The node has had too many requests. */
  RateLimited: /* @__PURE__ */ kind("read", "none", "later", "Wait, or use a node with a higher limit."),
  /** The node does not serve a method. */
  MethodRefused: /* @__PURE__ */ kind("read", "none", "never", "Use a node that serves this method."),
  /** The node does not answer. */
  NodeUnreachable: /* @__PURE__ */ kind("read", "none", "later", "Check the connection, or use another node."),
  /** The node has not seen yet what has been seen elsewhere. */
  NodeBehind: /* @__PURE__ */ kind("read", "none", "later", "Wait a moment, or use another node."),
  /** No node that was asked keeps what happened so long ago. */
  HistoryUnavailable: /* @__PURE__ */ kind("read", "none", "never", "Use a node that keeps the history."),
  /** The transaction would fail, by another program or for a reason unknown. */
  SimulationFailed: /* @__PURE__ */ kind(
    "simulate",
    "none",
    "never",
    "Nothing was sent. The logs say which program refused, and why.",
  ),
  /** The transaction landed and failed, by another program or for a reason unknown. */
  TransactionFailed: /* @__PURE__ */ kind(
    "confirm",
    "fee",
    "never",
    "The transaction had no effect but its fee. The logs say which program refused, and why.",
  ),
  /** The transaction did not land and never will. */
  TransactionExpired: /* @__PURE__ */ kind(
    "confirm",
    "none",
    "replan",
    "It did not land in time and never will: send it again, perhaps with a higher priority fee.",
  ),
  /** The transaction was sent, and whether it landed cannot be told yet. */
  OutcomeUnknown: /* @__PURE__ */ kind(
    "confirm",
    "unknown",
    "resume",
    "It may still land: do not send it anew. Settle it by its handle.",
  ),
  /** The instructions do not fit into one transaction. */
  TooLarge: /* @__PURE__ */ kind(
    "argument",
    "none",
    "never",
    "Spread the instructions over several transactions, or pass a lookup table.",
  ),
  /** An account has too few lamports, for fees, rent or the amount. */
  InsufficientFunds: /* @__PURE__ */ kind(
    "simulate",
    "none",
    "user",
    "Send SOL to the paying account, or use a smaller amount: fees and rents come on top.",
  ),
  /** A part was done before an error stopped the rest. */
  PartlyDone: /* @__PURE__ */ kind(
    "confirm",
    "done",
    "replan",
    "`args.done` is what was done, `args.error` what stopped the rest: plan the rest anew.",
  ),
  /** More cranks are missing than one user should pay for. */
  CranksNeeded: /* @__PURE__ */ kind(
    "read",
    "none",
    "user",
    "Wait for a keeper, or run `refresh()` first: it pays for all of them.",
  ),
  /** What was waited for did not come in time; nothing is open. */
  DeadlinePassed: /* @__PURE__ */ kind("read", "none", "later", "Try again later, or with a longer deadline."),
  /** The caller has stopped it before anything was sent. */
  Aborted: /* @__PURE__ */ kind("read", "none", "user", "Start it again when it is wanted."),
} as const satisfies Record<string, ErrorKind>;

/** Name of an error of the SDK itself. */
export type OwnErrorName = keyof typeof CODES;
