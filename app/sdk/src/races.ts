// Errors of what was planned right and came too late.
import type { ErrorName } from "./errors";

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

/** Of an instruction at one validator: it stands elsewhere in the list by now. */
export const LIST_RACES: ErrorName[] = ["ValidatorNotFound"];

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
