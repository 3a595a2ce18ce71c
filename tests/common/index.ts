export * from "./context";
export * from "./defaults";
export * from "./errors";
export * from "./events";
export * from "./fields";
export * from "./model";
export * from "./seeds";
export * from "./snapshot";
