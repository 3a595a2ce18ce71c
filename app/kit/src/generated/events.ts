/**
 * Made from the program's IDL by `npm run generate`; not to be edited.
 */

import {
  getAdminAcceptedDecoder,
  type AdminAccepted,
  getAdminProposedDecoder,
  type AdminProposed,
  getConfigProposedDecoder,
  type ConfigProposed,
  getEmergencyDeactivatedDecoder,
  type EmergencyDeactivated,
  getHistoryGrownDecoder,
  type HistoryGrown,
  getLiquidUnstakedDecoder,
  type LiquidUnstaked,
  getLiquidityAddedDecoder,
  type LiquidityAdded,
  getLiquidityConfigSetDecoder,
  type LiquidityConfigSet,
  getLiquidityCreatedDecoder,
  type LiquidityCreated,
  getLiquidityRemovedDecoder,
  type LiquidityRemoved,
  getPoolCreatedDecoder,
  type PoolCreated,
  getPoolPausedDecoder,
  type PoolPaused,
  getPoolResumedDecoder,
  type PoolResumed,
  getPoolUpdatedDecoder,
  type PoolUpdated,
  getQueueGrownDecoder,
  type QueueGrown,
  getReserveDelegatedDecoder,
  type ReserveDelegated,
  getRoleSetDecoder,
  type RoleSet,
  getScoreSetDecoder,
  type ScoreSet,
  getScoresSetDecoder,
  type ScoresSet,
  getSolDepositedDecoder,
  type SolDeposited,
  getStakeAccountDepositedDecoder,
  type StakeAccountDeposited,
  getStakeAccountWithdrawnDecoder,
  type StakeAccountWithdrawn,
  getStakeDeactivatedDecoder,
  type StakeDeactivated,
  getTicketCancelledDecoder,
  type TicketCancelled,
  getTicketClaimedDecoder,
  type TicketClaimed,
  getTicketTransferredDecoder,
  type TicketTransferred,
  getTicketsSettledDecoder,
  type TicketsSettled,
  getTokenMetadataCreatedDecoder,
  type TokenMetadataCreated,
  getTokenMetadataUpdatedDecoder,
  type TokenMetadataUpdated,
  getUnstakeOrderedDecoder,
  type UnstakeOrdered,
  getValidatorAddedDecoder,
  type ValidatorAdded,
  getValidatorRemovedDecoder,
  type ValidatorRemoved,
  getValidatorsUpdatedDecoder,
  type ValidatorsUpdated,
} from "./types";

/** An event of the program: `name` says which, `data` has its fields. */
export type TruestakeEvent =
  | { name: "AdminAccepted"; data: AdminAccepted }
  | { name: "AdminProposed"; data: AdminProposed }
  | { name: "ConfigProposed"; data: ConfigProposed }
  | { name: "EmergencyDeactivated"; data: EmergencyDeactivated }
  | { name: "HistoryGrown"; data: HistoryGrown }
  | { name: "LiquidUnstaked"; data: LiquidUnstaked }
  | { name: "LiquidityAdded"; data: LiquidityAdded }
  | { name: "LiquidityConfigSet"; data: LiquidityConfigSet }
  | { name: "LiquidityCreated"; data: LiquidityCreated }
  | { name: "LiquidityRemoved"; data: LiquidityRemoved }
  | { name: "PoolCreated"; data: PoolCreated }
  | { name: "PoolPaused"; data: PoolPaused }
  | { name: "PoolResumed"; data: PoolResumed }
  | { name: "PoolUpdated"; data: PoolUpdated }
  | { name: "QueueGrown"; data: QueueGrown }
  | { name: "ReserveDelegated"; data: ReserveDelegated }
  | { name: "RoleSet"; data: RoleSet }
  | { name: "ScoreSet"; data: ScoreSet }
  | { name: "ScoresSet"; data: ScoresSet }
  | { name: "SolDeposited"; data: SolDeposited }
  | { name: "StakeAccountDeposited"; data: StakeAccountDeposited }
  | { name: "StakeAccountWithdrawn"; data: StakeAccountWithdrawn }
  | { name: "StakeDeactivated"; data: StakeDeactivated }
  | { name: "TicketCancelled"; data: TicketCancelled }
  | { name: "TicketClaimed"; data: TicketClaimed }
  | { name: "TicketTransferred"; data: TicketTransferred }
  | { name: "TicketsSettled"; data: TicketsSettled }
  | { name: "TokenMetadataCreated"; data: TokenMetadataCreated }
  | { name: "TokenMetadataUpdated"; data: TokenMetadataUpdated }
  | { name: "UnstakeOrdered"; data: UnstakeOrdered }
  | { name: "ValidatorAdded"; data: ValidatorAdded }
  | { name: "ValidatorRemoved"; data: ValidatorRemoved }
  | { name: "ValidatorsUpdated"; data: ValidatorsUpdated };

/** The bytes that each event begins with, and the decoder of what follows them. */
export const TRUESTAKE_EVENTS = [
  { name: "AdminAccepted", discriminator: [174, 12, 76, 139, 158, 99, 110, 254], decoder: getAdminAcceptedDecoder },
  { name: "AdminProposed", discriminator: [129, 249, 226, 227, 199, 82, 110, 243], decoder: getAdminProposedDecoder },
  { name: "ConfigProposed", discriminator: [148, 34, 23, 129, 45, 161, 66, 192], decoder: getConfigProposedDecoder },
  { name: "EmergencyDeactivated", discriminator: [8, 168, 62, 69, 166, 108, 218, 91], decoder: getEmergencyDeactivatedDecoder },
  { name: "HistoryGrown", discriminator: [251, 197, 172, 161, 206, 158, 139, 209], decoder: getHistoryGrownDecoder },
  { name: "LiquidUnstaked", discriminator: [80, 41, 44, 232, 178, 95, 197, 66], decoder: getLiquidUnstakedDecoder },
  { name: "LiquidityAdded", discriminator: [154, 26, 221, 108, 238, 64, 217, 161], decoder: getLiquidityAddedDecoder },
  { name: "LiquidityConfigSet", discriminator: [125, 70, 221, 87, 5, 217, 77, 147], decoder: getLiquidityConfigSetDecoder },
  { name: "LiquidityCreated", discriminator: [93, 14, 245, 156, 32, 10, 18, 22], decoder: getLiquidityCreatedDecoder },
  { name: "LiquidityRemoved", discriminator: [225, 105, 216, 39, 124, 116, 169, 189], decoder: getLiquidityRemovedDecoder },
  { name: "PoolCreated", discriminator: [202, 44, 41, 88, 104, 220, 157, 82], decoder: getPoolCreatedDecoder },
  { name: "PoolPaused", discriminator: [228, 218, 62, 53, 29, 211, 159, 236], decoder: getPoolPausedDecoder },
  { name: "PoolResumed", discriminator: [51, 133, 198, 21, 248, 217, 110, 149], decoder: getPoolResumedDecoder },
  { name: "PoolUpdated", discriminator: [218, 43, 210, 231, 127, 214, 72, 245], decoder: getPoolUpdatedDecoder },
  { name: "QueueGrown", discriminator: [158, 170, 236, 127, 46, 77, 56, 52], decoder: getQueueGrownDecoder },
  { name: "ReserveDelegated", discriminator: [46, 104, 146, 160, 55, 193, 245, 163], decoder: getReserveDelegatedDecoder },
  { name: "RoleSet", discriminator: [188, 56, 139, 81, 114, 65, 108, 196], decoder: getRoleSetDecoder },
  { name: "ScoreSet", discriminator: [247, 107, 198, 80, 211, 210, 179, 238], decoder: getScoreSetDecoder },
  { name: "ScoresSet", discriminator: [139, 244, 182, 136, 124, 17, 239, 239], decoder: getScoresSetDecoder },
  { name: "SolDeposited", discriminator: [111, 73, 30, 181, 111, 34, 200, 6], decoder: getSolDepositedDecoder },
  { name: "StakeAccountDeposited", discriminator: [42, 14, 66, 67, 171, 93, 110, 40], decoder: getStakeAccountDepositedDecoder },
  { name: "StakeAccountWithdrawn", discriminator: [25, 229, 8, 124, 58, 69, 247, 25], decoder: getStakeAccountWithdrawnDecoder },
  { name: "StakeDeactivated", discriminator: [202, 88, 80, 236, 248, 129, 102, 236], decoder: getStakeDeactivatedDecoder },
  { name: "TicketCancelled", discriminator: [72, 122, 91, 222, 191, 190, 120, 193], decoder: getTicketCancelledDecoder },
  { name: "TicketClaimed", discriminator: [182, 233, 151, 84, 251, 36, 232, 88], decoder: getTicketClaimedDecoder },
  { name: "TicketTransferred", discriminator: [24, 154, 61, 145, 95, 79, 109, 70], decoder: getTicketTransferredDecoder },
  { name: "TicketsSettled", discriminator: [179, 224, 80, 39, 10, 105, 138, 61], decoder: getTicketsSettledDecoder },
  { name: "TokenMetadataCreated", discriminator: [71, 213, 33, 249, 244, 232, 124, 204], decoder: getTokenMetadataCreatedDecoder },
  { name: "TokenMetadataUpdated", discriminator: [61, 64, 22, 85, 194, 80, 154, 40], decoder: getTokenMetadataUpdatedDecoder },
  { name: "UnstakeOrdered", discriminator: [161, 117, 201, 22, 131, 116, 122, 196], decoder: getUnstakeOrderedDecoder },
  { name: "ValidatorAdded", discriminator: [67, 26, 43, 25, 58, 219, 99, 48], decoder: getValidatorAddedDecoder },
  { name: "ValidatorRemoved", discriminator: [133, 140, 80, 83, 7, 209, 70, 130], decoder: getValidatorRemovedDecoder },
  { name: "ValidatorsUpdated", discriminator: [54, 120, 18, 20, 126, 156, 240, 82], decoder: getValidatorsUpdatedDecoder },
] as const;
