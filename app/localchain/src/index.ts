/**
 * Local chains to develop and test on.
 *
 * {@link startLocalnet} makes of the first a network with JSON-RPC and websockets, for any client.
 *
 * {@link InProcessChain} runs the programs inside this process: no ports, no waiting, and time, rewards and losses are
 * commands. Nobody votes or earns there: what a validator would be paid is injected.
 * {@link ValidatorChain} runs a solana-test-validator with short epochs: real votes, rewards and websockets, in real time.
 */

export type { Demo, DemoKey } from "./demo";
export * from "./inProcess/account";
export { base58, toBase58 } from "./inProcess/base58";
export * from "./inProcess/chain";
export * from "./inProcess/connection";
export { type EpochPayment, payEpochRewards } from "./inProcess/epochRewards";
export { FEATURES } from "./inProcess/features";
export { type Fee, feeOf, totalFee } from "./inProcess/fee";
export * from "./inProcess/options";
export type { Call, Run, Simulated } from "./inProcess/run";
export { seeded } from "./inProcess/seed";
export { signTransaction } from "./inProcess/sign";
export * from "./inProcess/stake";
export * from "./inProcess/tokenBalances";
export * from "./inProcess/transaction";
export * from "./inProcess/vote";
export * from "./localChain";
export * from "./localnet";
export type { MissingProgram, ProgramFile } from "./programs";
export * from "./proxy";
export * from "./storm";
export * from "./validator/chain";
export { validatorOnPath } from "./validator/onPath";
