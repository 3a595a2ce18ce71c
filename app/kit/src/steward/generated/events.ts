/**
 * Made from the program's IDL by `npm run generate`; not to be edited.
 */

import {
  getAssessedDecoder,
  type Assessed,
  getBondDepositedDecoder,
  type BondDeposited,
  getBondWithdrawnDecoder,
  type BondWithdrawn,
  getCoveredDecoder,
  type Covered,
  getEpochNotedDecoder,
  type EpochNoted,
  getJoinedDecoder,
  type Joined,
  getListedDecoder,
  type Listed,
  getMemberRemovedDecoder,
  type MemberRemoved,
  getMembershipClosedDecoder,
  type MembershipClosed,
  getMigratedDecoder,
  type Migrated,
  getPledgeChangedDecoder,
  type PledgeChanged,
  getPolicyUpdatedDecoder,
  type PolicyUpdated,
  getRatedDecoder,
  type Rated,
  getStewardCreatedDecoder,
  type StewardCreated,
  getVetoLiftedDecoder,
  type VetoLifted,
  getVetoedDecoder,
  type Vetoed,
  getWithdrawalRequestedDecoder,
  type WithdrawalRequested,
} from "./types";

/** An event of the program: `name` says which, `data` has its fields. */
export type StewardEvent =
  | { name: "Assessed"; data: Assessed }
  | { name: "BondDeposited"; data: BondDeposited }
  | { name: "BondWithdrawn"; data: BondWithdrawn }
  | { name: "Covered"; data: Covered }
  | { name: "EpochNoted"; data: EpochNoted }
  | { name: "Joined"; data: Joined }
  | { name: "Listed"; data: Listed }
  | { name: "MemberRemoved"; data: MemberRemoved }
  | { name: "MembershipClosed"; data: MembershipClosed }
  | { name: "Migrated"; data: Migrated }
  | { name: "PledgeChanged"; data: PledgeChanged }
  | { name: "PolicyUpdated"; data: PolicyUpdated }
  | { name: "Rated"; data: Rated }
  | { name: "StewardCreated"; data: StewardCreated }
  | { name: "VetoLifted"; data: VetoLifted }
  | { name: "Vetoed"; data: Vetoed }
  | { name: "WithdrawalRequested"; data: WithdrawalRequested };

/** The bytes that each event begins with, and the decoder of what follows them. */
export const STEWARD_EVENTS = [
  { name: "Assessed", discriminator: [213, 112, 214, 6, 81, 48, 44, 93], decoder: getAssessedDecoder },
  { name: "BondDeposited", discriminator: [210, 149, 47, 232, 72, 128, 248, 153], decoder: getBondDepositedDecoder },
  { name: "BondWithdrawn", discriminator: [111, 192, 154, 231, 58, 115, 130, 103], decoder: getBondWithdrawnDecoder },
  { name: "Covered", discriminator: [133, 171, 173, 90, 93, 232, 178, 94], decoder: getCoveredDecoder },
  { name: "EpochNoted", discriminator: [100, 147, 133, 45, 143, 14, 213, 223], decoder: getEpochNotedDecoder },
  { name: "Joined", discriminator: [16, 20, 44, 48, 132, 189, 68, 98], decoder: getJoinedDecoder },
  { name: "Listed", discriminator: [243, 173, 136, 195, 125, 241, 12, 99], decoder: getListedDecoder },
  { name: "MemberRemoved", discriminator: [250, 66, 3, 113, 161, 10, 59, 39], decoder: getMemberRemovedDecoder },
  { name: "MembershipClosed", discriminator: [163, 38, 35, 215, 93, 174, 246, 10], decoder: getMembershipClosedDecoder },
  { name: "Migrated", discriminator: [2, 66, 164, 53, 158, 122, 128, 236], decoder: getMigratedDecoder },
  { name: "PledgeChanged", discriminator: [169, 35, 79, 102, 233, 153, 245, 9], decoder: getPledgeChangedDecoder },
  { name: "PolicyUpdated", discriminator: [225, 112, 112, 67, 95, 236, 245, 161], decoder: getPolicyUpdatedDecoder },
  { name: "Rated", discriminator: [74, 216, 79, 156, 201, 195, 213, 172], decoder: getRatedDecoder },
  { name: "StewardCreated", discriminator: [144, 138, 239, 172, 209, 220, 63, 64], decoder: getStewardCreatedDecoder },
  { name: "VetoLifted", discriminator: [122, 21, 146, 209, 0, 206, 125, 232], decoder: getVetoLiftedDecoder },
  { name: "Vetoed", discriminator: [68, 12, 174, 48, 226, 126, 86, 56], decoder: getVetoedDecoder },
  { name: "WithdrawalRequested", discriminator: [75, 207, 21, 12, 160, 102, 150, 55], decoder: getWithdrawalRequestedDecoder },
] as const;
