// Exit codes by class of error: what a script may do next.
import { type ErrorName, isTruestakeError, type TruestakeError } from "@truestake/sdk";

export const EXIT = {
  ok: 0,
  /** A bug. */
  unexpected: 1,
  /** The command line, a file, or a setting is wrong: the same call fails again. */
  usage: 2,
  /** There is nothing at an address, or something else. */
  missing: 3,
  /** The key is the wrong one, is not there, or its owner said no. */
  key: 4,
  /** Too little SOL or too few tokens. */
  funds: 5,
  /** The node: away, busy, behind, or without the history. */
  node: 6,
  /** The program refuses now: paused, out of date, below a minimum, over a cap. */
  refused: 7,
  /** It has not landed and never will: safe to run again. */
  expired: 8,
  /** It was sent, and nobody can tell yet: run the same command again, which settles it and sends nothing twice. */
  unknown: 9,
  /** A part was done: run the same command again for the rest. */
  partly: 10,
  /** The command ran, and what it checked is not as it should be. */
  failedCheck: 11,
} as const;

/** What is wrong with the command line, a file or a setting, as a sentence. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** The signer's owner said no, or cannot be asked. */
export class RefusedError extends Error {
  override readonly name = "RefusedError";
}

const BY_NAME: Partial<Record<ErrorName, number>> = {
  InvalidArgument: EXIT.usage,
  TooLarge: EXIT.usage,
  AccountMissing: EXIT.missing,
  AccountForeign: EXIT.missing,
  MemberNotFound: EXIT.missing,
  WrongCluster: EXIT.missing,
  NoWallet: EXIT.key,
  WalletRejected: EXIT.key,
  WalletTimedOut: EXIT.key,
  WalletAccountChanged: EXIT.key,
  NotAdmin: EXIT.key,
  NotPendingAdmin: EXIT.key,
  NotValidatorManager: EXIT.key,
  NotGuardian: EXIT.key,
  NotTicketOwner: EXIT.key,
  NotStakeOwner: EXIT.key,
  NotOwner: EXIT.key,
  NotWithdrawer: EXIT.key,
  WrongTokenOwner: EXIT.key,
  InsufficientFunds: EXIT.funds,
  InsufficientLamports: EXIT.funds,
  InsufficientTokens: EXIT.funds,
  RateLimited: EXIT.node,
  MethodRefused: EXIT.node,
  NodeUnreachable: EXIT.node,
  NodeBehind: EXIT.node,
  HistoryUnavailable: EXIT.node,
  DeadlinePassed: EXIT.node,
  TransactionExpired: EXIT.expired,
  OutcomeUnknown: EXIT.unknown,
  PartlyDone: EXIT.partly,
};

/** Whether something was sent of which nobody can tell yet whether it lands. */
export function isOpen(error: unknown): boolean {
  return isTruestakeError(error) && innerOf(error).name === "OutcomeUnknown";
}

/** The exit code of an error. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof UsageError) return EXIT.usage;
  if (error instanceof RefusedError) return EXIT.key;
  if (!isTruestakeError(error)) return EXIT.unexpected;
  // What is open comes before what is done.
  if (isOpen(error)) return EXIT.unknown;
  const known = BY_NAME[error.name];
  if (known !== undefined) return known;
  // The program's own, Anchor's, and other programs': they refuse.
  return EXIT.refused;
}

/** What stopped a batch halfway. */
export function innerOf(error: TruestakeError): TruestakeError {
  return error.name === "PartlyDone" ? (error.args.error as TruestakeError) : error;
}
