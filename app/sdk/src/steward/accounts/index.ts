export * from "./members";
export * from "./steward";
