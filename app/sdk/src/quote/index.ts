// What the program will do, to the lamport, from a snapshot of the accounts.
export * from "./addLiquidity";
export * from "./books";
export * from "./config";
export * from "./depositSol";
export * from "./depositStakeAccount";
export * from "./exit";
export * from "./explain";
export * from "./liquidity";
export * from "./liquidUnstake";
export * from "./moves";
export * from "./order";
export * from "./orderUnstake";
export * from "./removeLiquidity";
export * from "./slippage";
export * from "./ticket";
export * from "./updatePool";
export * from "./withdrawStakeAccount";
