// What the program will do, to the lamport, from a snapshot of the accounts.
export * from "./books";
export * from "./depositSol";
export * from "./moves";
export * from "./orderUnstake";
export * from "./slippage";
export * from "./ticket";
export * from "./updatePool";
