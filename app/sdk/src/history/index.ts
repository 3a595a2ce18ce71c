export * from "./apy";
export * from "./events";
export * from "./subscriptions";
