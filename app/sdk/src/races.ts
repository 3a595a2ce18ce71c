// Errors of what was planned right and came too late.
import { type ErrorName, isError } from "./errors";

/** Attempts when somebody else was faster. */
const ATTEMPTS = 3;

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
  "BlockhashExpired",
];

/** Of an instruction at one validator: it stands elsewhere in the list by now, or the epoch has ended. */
export const VALIDATOR_RACES: ErrorName[] = ["ValidatorNotFound", ...EPOCH_ENDED];

/** Of an order: somebody else took the ticket number. */
export const ORDER_RACES: ErrorName[] = ["ConstraintSeeds"];

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
];

/** Of a removal: the list has changed. */
export const REMOVAL_RACES: ErrorName[] = ["ValidatorNotFound", "ValidatorStillScored", "ValidatorNotDrained"];

/** No race: what only another attempt by the user's hand can help. */
export const FINAL: ErrorName[] = ["WalletRejected", "InsufficientFunds"];
