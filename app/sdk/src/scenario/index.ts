// What would become of a pool if: pure functions over a state that was read once, on the arithmetic of the program.
export * from "./band";
export { largestValidators, rewardOf, USUAL_REWARD_PPB } from "./begin";
export type { BondHit, BondsHit } from "./bonds";
export type { Cascade } from "./cascade";
export { type ExitEpoch, type ExitInputs, type ExitPlace, type ExitResult, exit } from "./exit";
export * from "./hash";
export {
  type ExitDepth,
  exitDepth,
  type InstantInputs,
  type InstantResult,
  type InstantSale,
  instant,
} from "./instant";
export * from "./keeper";
export type { LendingTerms, Position } from "./lending";
export * from "./leverage";
export * from "./outage";
export { type Random, randomOf } from "./random";
export * from "./rent";
export * from "./scenario";
export * from "./series";
export * from "./slash";
export * from "./slots";
export * from "./state";
