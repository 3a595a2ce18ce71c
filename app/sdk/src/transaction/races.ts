// Errors that mean another transaction landed first; plan again and retry.
import { type ErrorName, isError, type TruestakeError } from "../errors";

/** Attempts when somebody else was faster. */
const ATTEMPTS = 5;

/** Tries anew, from the look at the accounts on, when one of these races was lost: nothing has happened then. */
export async function retrying<T>(races: ErrorName[], attempt: () => Promise<T>): Promise<T> {
  for (let attempts = 1; ; attempts++) {
    try {
      return await attempt();
    } catch (error) {
      if (attempts >= ATTEMPTS || !isError(error, ...races)) throw error;
    }
  }
}

/** The epoch has ended since the pool was looked at. */
export const EPOCH_ENDED: ErrorName[] = ["PoolOutOfDate", "EpochRewardsActive"];

/** Of a crank: somebody else was faster, or the epoch has ended: another look at the accounts is the answer. */
export const CRANK_RACES: ErrorName[] = [
  "WrongAccountCount",
  "WrongStakeAccount",
  "WrongTransientAccount",
  "ValidatorNotFound",
  "ValidatorsOutOfDate",
  "EpochRewardsActive",
  "WrongTreasury",
  "TransactionExpired",
];

/** Of a settlement: somebody else has settled what was the head of the queue, or taken the reserve. */
export const SETTLEMENT_RACES: ErrorName[] = ["TicketOutOfOrder", "TicketNotDue", "ReserveTooLow", "RentMissing"];

/** What an instruction says of an account that is not there any more. */
export const GONE: ErrorName[] = [
  "AccountNotInitialized",
  "AccountOwnedByWrongProgram",
  "AccountDiscriminatorNotFound",
];

/** Of a claim: somebody else has claimed it for its owner, or the ticket was passed meanwhile. */
export const CLAIM_RACES: ErrorName[] = ["TicketNotSettled", "WrongTicketOwner", ...GONE];

/** Of a view of all accounts: the list or the queue has changed. */
export const VIEW_RACES: ErrorName[] = [
  "WrongAccountCount",
  "WrongStakeAccount",
  "WrongTransientAccount",
  "ValidatorNotFound",
];

/** Of a move of stake: somebody else has just made it. */
export const MOVE_RACES: ErrorName[] = [
  "AtTarget",
  "ReserveNeeded",
  "BelowMinimumDelegation",
  "MoveLimitReached",
  "TransientInUse",
  "StakeNotActive",
  "StakeCoolingDown",
  "NothingToDeactivate",
  "OutsideMovingPart",
  "RentMissing",
  "ValidatorNotFound",
  ...GONE,
];

/** Of a removal: the list has changed. */
export const REMOVAL_RACES: ErrorName[] = [
  "ValidatorNotFound",
  "ValidatorStillScored",
  "ValidatorNotDrained",
  "ValidatorKept",
  "WrongMark",
  ...GONE,
];

/** Not retryable; needs the user, or another plan. */
export const FINAL: ErrorName[] = [
  "InvalidArgument",
  "NoWallet",
  "WalletRejected",
  "WalletTimedOut",
  "WalletAccountChanged",
  "WalletVersionUnsupported",
  "WalletGuardFailed",
  "RateLimited",
  "MethodRefused",
  "NodeUnreachable",
  "NodeBehind",
  "HistoryUnavailable",
  "InsufficientFunds",
  "OutcomeUnknown",
  "CranksNeeded",
  "PartlyDone",
  "DeadlinePassed",
  "Aborted",
];

/**
 * Whether an error is what keepers beside each other get from the program all the time: somebody else was faster, the epoch has
 * ended meanwhile, or a rule says that it is not time yet. Nothing is wrong then, and another look at the accounts is the answer.
 *
 * @example
 * ```ts
 * import { isExpectedRefusal } from "@truestake/sdk/operators";
 *
 * await client.settleTickets().catch((error) => {
 *   if (!isExpectedRefusal(error)) throw error;
 * });
 * ```
 */
export function isExpectedRefusal(error: unknown): error is TruestakeError {
  return isError(error, ...EPOCH_ENDED, ...CRANK_RACES.filter(isOfProgram), ...OTHER_RACES);
}

/** That nothing landed in time is no refusal. */
const isOfProgram = (name: ErrorName): boolean => name !== "TransactionExpired";
const OTHER_RACES: ErrorName[] = [...SETTLEMENT_RACES, ...MOVE_RACES, ...REMOVAL_RACES];
