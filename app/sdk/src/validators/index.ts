// What the chain says of the validators themselves: vote accounts, what the cluster earned, and Jito's accounts.
export * from "./fetch";
export * from "./jito";
export * from "./voteAccount";
