// What the steward's program refuses, by name, and what to do about it.

import type { ErrorRetry } from "../errors/codes";
import { frameworkErrorName } from "../errors/framework";
import { type ErrorDetails, type ErrorName, isError, isTruestakeError, TruestakeError } from "../errors/TruestakeError";
import { firstFailure } from "../errors/transaction";
import { ERROR_NAMES, ERRORS, FIRST_ERROR } from "../idl/stewardErrors";
import { STEWARD_PROGRAM_ID } from "./addresses";

/** Name of an error of the steward's program. */
export type StewardErrorName = keyof typeof ERRORS;

const NAMES = /* @__PURE__ */ ERROR_NAMES.split(" ") as StewardErrorName[];
const READ_AGAIN = "Take the address from `stewardOf` and the pool's from `deployment`.";

/** What helps, and in which words. */
const HELPS: Readonly<Record<StewardErrorName, readonly [ErrorRetry, string]>> = {
  Overflow: ["never", "Use a smaller amount. A pool that has lost everything has no price."],
  NotAdmin: ["user", "Sign with the pool's `admin`."],
  NotOwner: ["user", "Sign with the bond's `owner`: `fetchMember` says who that is."],
  NotWithdrawer: ["user", "Sign with the vote account's authorized withdrawer."],
  NotManager: [
    "later",
    "The pool's admin makes the steward's authority its validator manager with `setRole`; that takes five epoch updates.",
  ],
  WrongPool: ["never", READ_AGAIN],
  WrongValidatorList: ["never", READ_AGAIN],
  WrongHistory: ["never", READ_AGAIN],
  WrongReserve: ["never", READ_AGAIN],
  WrongMint: ["never", READ_AGAIN],
  WrongMembers: ["never", READ_AGAIN],
  WrongAuthority: ["never", READ_AGAIN],
  WrongVault: ["never", READ_AGAIN],
  WrongMembership: ["never", "Derive the address with `membershipAddress`, and read `rentPayer` from it."],
  WrongMark: ["never", "Derive the mark with `markAddress`."],
  WrongVoteAccount: [
    "replan",
    "Read the members again: another may have taken the place. To join, a vote account is open.",
  ],
  WrongValidator: ["replan", "Read the pool's validator list again: another has taken the place."],
  WrongDestination: ["user", "Name a token account that belongs to the bond's owner."],
  MemberNotFound: ["replan", "Read the members again: the validator is none, or has left."],
  PlaceTaken: ["replan", "Somebody else has joined at this place: take another free one."],
  MembersFull: ["later", "Wait until a member leaves, or the pool's admin allows more."],
  WrongPlaces: ["never", "Give members in rising order of their places, each once."],
  PolicyOutOfRange: ["never", "Stay within the limits that `@truestake/sdk/steward` exports, such as `MAX_RATIO_PPB`."],
  EpochRewardsActive: ["later", "Wait some minutes: the chain is paying out the epoch's rewards."],
  AlreadyNoted: ["replan", "No action needed: the epoch is noted."],
  EpochNotNoted: ["replan", "Run `noteEpoch` first, which anybody may."],
  TooNew: ["later", "Join when the vote account has voted for ten epochs."],
  PledgeTooHigh: ["user", "Pledge at most the policy's `commissionCeiling`."],
  BondTooSmall: [
    "user",
    "A bond, and what stays of one, is worth the policy's `minBond` at least. Ask for all of it to leave.",
  ],
  InsufficientBond: ["user", "Ask for at most the bond's tokens."],
  ZeroAmount: ["never", "Use an amount over zero."],
  NotQualified: ["later", "Wait for a rating over 0: `explainMember` says which rule binds."],
  IsMember: [
    "replan",
    "It is a member: `depositBond` adds to its bond, `setPledge` changes its pledge, `rateMembers` rates it.",
  ],
  NothingRequested: ["user", "Ask for tokens with `requestWithdrawal`, or for all with `leave`, first."],
  TooEarly: ["later", "Wait: a bond is paid back four epochs after it was asked for."],
  DebtOpen: ["replan", "Run `coverMembers`; where the bond is too small, deposit the rest with `depositBond`."],
  NotAssessed: ["replan", "Run `refresh()` of the pool and `assessMembers` first, which anybody may."],
  StakeNotGone: ["later", "Wait until the stake that the bond covers has come back to the pool."],
  VetoTooWide: [
    "user",
    "At most a tenth of all bonds that count can be vetoed at a time, and a veto takes the policy's least bond at least: where too few bonds count none reaches anybody; end another veto first.",
  ],
  AlreadyVetoed: ["never", "No action needed: the member is vetoed."],
  NotVetoed: ["never", "No action needed: the member is not vetoed."],
  WrongReason: ["never", "Give a reason of 1 to `MAX_REASON_BYTES` bytes."],
  WrongOwner: ["never", "Name an address that can sign as the bond's owner."],
  NotRated: [
    "replan",
    "Run `rateMembers` first, which anybody may: the pool has to know what the bond covers no more.",
  ],
  BondThere: ["never", "No action needed: it has a bond. Only who has none any more is removed."],
  Barred: ["later", "Wait for the epoch that the membership's `barredUntil` names. `join` closes the membership then."],
  InvariantViolated: ["never", "Nothing was changed. Report it: the steward's books do not agree with its vault."],
};

/** The name of an error of the steward's program by its number. */
export function stewardErrorName(code: number): StewardErrorName | undefined {
  return NAMES[code - FIRST_ERROR];
}

/** What an error of the steward's program means, in its own words. */
export function stewardMessage(name: StewardErrorName): string {
  return ERRORS[name];
}

/** What to do about it. */
export function stewardHint(name: StewardErrorName): string {
  return HELPS[name][1];
}

/** What helps against it, in a word. */
export function stewardRetry(name: StewardErrorName): ErrorRetry {
  return HELPS[name][0];
}

/** The steward's error of that name. */
export function stewardError(name: StewardErrorName, details: ErrorDetails = {}): TruestakeError {
  const [retry, hint] = HELPS[name];
  const code = FIRST_ERROR + NAMES.indexOf(name);
  return new TruestakeError(name, ERRORS[name], { code, retry, hint, phase: "argument", ...details });
}

/**
 * An error of sending with the steward's name, where it is the steward's: `SimulationFailed` and `TransactionFailed` are those
 * of a program that the sender does not know. Every other error, and what is none, stays what it is.
 */
export function namedBySteward(error: unknown, programId = STEWARD_PROGRAM_ID): unknown {
  if (isError(error, "PartlyDone")) {
    const inner = namedBySteward(error.args.error, programId);
    if (inner === error.args.error || !isTruestakeError(inner)) return error;
    const { phase, effect, retry, logs } = error;
    const args = { ...error.args, error: inner };
    return new TruestakeError("PartlyDone", `a part was done before this: ${inner.message}`, {
      ...{ args, phase, effect, retry, logs, cause: inner },
    });
  }
  if (!isError(error, "SimulationFailed", "TransactionFailed") || error.code === undefined) return error;
  if (firstFailure(error.logs)?.program !== programId.toBase58()) return error;
  const { code, phase, effect, args, logs, cause } = error;
  const details = { phase, effect, args, logs, cause };
  const own = stewardErrorName(code);
  if (own) return stewardError(own, details);
  const name = frameworkErrorName(code);
  if (!name) return error;
  const message = `an account or argument fails Anchor's check ${name}`;
  return new TruestakeError(name, message, { ...details, code, retry: "replan" });
}

/** What keepers beside each other get from the steward all the time: somebody else was faster, or it is not time yet. */
const EXPECTED: ErrorName[] = [
  // The pool's: somebody else has listed it.
  "ValidatorAlreadyListed",
  ...([
    "AlreadyNoted",
    "EpochNotNoted",
    "EpochRewardsActive",
    "NotQualified",
    "WrongValidator",
    "WrongVoteAccount",
  ] as const),
  ...(["MemberNotFound", "IsMember", "NotManager"] as const),
  // It was removed, or somebody has deposited for it.
  ...(["AccountNotInitialized", "BondThere"] as const),
];

/**
 * Whether an error of the steward is no fault: somebody else was faster, the epoch has ended meanwhile, or it is not time yet.
 * Another look at the accounts is the answer.
 *
 * @example
 * ```ts
 * await noteEpoch(session).catch((error) => {
 *   if (!isExpectedByKeepers(error)) throw error;
 * });
 * ```
 */
export function isExpectedByKeepers(error: unknown): error is TruestakeError {
  return isError(error, ...EXPECTED);
}
