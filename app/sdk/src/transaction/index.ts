export {
  accountLocks,
  type CompileOptions,
  type ComputeBudget,
  compile,
  fits,
  MAX_ACCOUNT_LOCKS,
  MAX_CALLS,
  MAX_COMPUTE_UNITS,
} from "./compile";
export { type PackOptions, pack } from "./pack";
export { type PriorityFeeOptions, priorityFee } from "./priorityFee";
export {
  type Batch,
  type SendOptions,
  type Sent,
  sendInWaves,
  sendTransaction,
  sendTransactions,
  unitLimit,
} from "./send";
export type { ClientOptions, Session, View } from "./session";
export { type SimulateOptions, type Simulation, simulate } from "./simulate";
export { keypairWallet, type Wallet } from "./wallet";
