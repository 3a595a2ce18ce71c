export * from "./rebalance";
export * from "./refresh";
export * from "./tidy";
