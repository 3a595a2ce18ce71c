// Scores of validators by a policy: pure, and in whole numbers, so that the same inputs give the same scores to anybody.
export * from "./explain";
export * from "./fill";
export * from "./gates";
export * from "./hysteresis";
export * from "./performance";
export * from "./policy";
export * from "./published";
export * from "./score";
export * from "./snapshot";
export * from "./yield";
