// The steward: a pool's validator manager that is a program. An entry of its own: a page that deposits and leaves needs none of it.
export * from "./accounts";
export * from "./actions";
export * from "./addresses";
export { type Assessment, assessmentOf, isAssessable, type MeasuredEarning, measuredOf } from "./assessment";
export { evenly, placesIn } from "./calls";
export * from "./constants";
export { type Bond, covered, coverOf, type LossCover } from "./cover";
export {
  dueForAssessment,
  dueForCover,
  dueForListing,
  dueForMigration,
  dueForRating,
  dueForRemoval,
  isLastLook,
  isNoteDue,
  LAST_LOOK_PARTS,
  predicted,
} from "./due";
export {
  isExpectedByKeepers,
  namedBySteward,
  type StewardErrorName,
  stewardError,
  stewardErrorName,
  stewardHint,
  stewardMessage,
  stewardRetry,
} from "./errors";
export * from "./events";
export { decidingGate, GATE_BITS, GATE_NAMES, type Gate, type GateName, gatesOf, HARD_GATES } from "./gates";
export type { MemberPlace } from "./instructions";
// The pure builders are a namespace: actions have the same names.
export * as stewardInstructions from "./instructions";
export {
  type DecodedStewardInstruction,
  decodeStewardInstruction,
  type StewardInstructionName,
} from "./instructions/build";
export * as stewardMath from "./math";
export { type DueStewardCrank, planSteward, type StewardDueOptions, type StewardStep } from "./plan";
export { countedOf, isVetoed, isWitness, type Rating, ratingOf, type Seen } from "./rating";
export * from "./report";
export { requestOf, type WithdrawalForetold } from "./request";
export {
  fetchStewarded,
  fetchStewardSituation,
  fetchVotes,
  memberIn,
  type StewardSituation,
  type VotesSeen,
  waiting,
} from "./situation";
export { capOfTokens, keepsStake, type StewardTerms, termsOf } from "./terms";
