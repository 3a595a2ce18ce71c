// What keepers, managers and auditors use beside the client: a page that deposits and leaves needs none of it. What they do is a
// method of the client, too, which loads it when it is first called.
export { decodeRent, fetchRent, type RentOf } from "./accounts/rent";
export { fetchRound, type Round, type Wanted } from "./accounts/round";
export { type StakeWithdrawal, withdrawalOf } from "./accounts/stakeWithdrawal";
export * from "./backing";
export * from "./cranks/due";
export { isOvertaken } from "./cranks/overtaken";
export { planTidy } from "./cranks/planTidy";
export * from "./cranks/rebalance";
export {
  type Bound,
  type MeasureBatch,
  MOST_USER_CRANKS,
  type PlanOptions,
  planCranks,
  planRefresh,
  prependCranks,
  type Refreshed,
  type RefreshOptions,
  type RefreshPlan,
  refresh,
} from "./cranks/refresh";
export { fetchStakeHistoryFor } from "./cranks/stakeHistory";
export * from "./cranks/tidy";
export * from "./lookupTables";
export * from "./quote/concentration";
export * from "./quote/config";
export * from "./quote/creation";
export * from "./quote/explain";
export type { PlannedMove } from "./quote/rebalance";
export { isOnItsWay, isUntidy } from "./quote/tidy";
export { isExpectedRefusal } from "./transaction/races";
