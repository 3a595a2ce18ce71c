// What the program will do, to the lamport, from a snapshot of the accounts.
export * from "../history/twap";
export * from "./addLiquidity";
export * from "./books";
export * from "./cancelTicket";
export * from "./claimable";
export * from "./depositSol";
export * from "./depositStakeAccount";
export * from "./exit";
export * from "./liquidity";
export * from "./liquidUnstake";
export * from "./moves";
export * from "./orderUnstake";
export * from "./removeLiquidity";
export * from "./slippage";
export * from "./ticket";
export * from "./updatePool";
export * from "./withdrawStakeAccount";
