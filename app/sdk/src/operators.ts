// What keepers, managers and auditors use beside the client: a page that deposits and leaves needs none of it. What they do is a
// method of the client, too, which loads it when it is first called.
export * from "./backing";
export { planTidy } from "./cranks/planTidy";
export * from "./cranks/rebalance";
export * from "./cranks/refresh";
export * from "./cranks/tidy";
export * from "./lookupTables";
export * from "./quote/config";
export * from "./quote/explain";
export { isOnItsWay, isUntidy } from "./quote/tidy";
