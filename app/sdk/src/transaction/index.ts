export {
  accountLocks,
  type CompileOptions,
  type ComputeBudget,
  compile,
  fits,
  GUARD_BYTES,
  MAX_ACCOUNT_LOCKS,
  MAX_CALLS,
  MAX_COMPUTE_UNITS,
} from "./compile";
export type { Sent } from "./details";
export type { ExpiryProof } from "./expiry";
export { feeOf, SIGNATURE_LAMPORTS, type TransactionFee } from "./fee";
export type { Handle } from "./handle";
export { type Broadcast, type Outcome, type SettleOptions, settle } from "./outcome";
export { type PackOptions, pack } from "./pack";
export { type PriorityFeeOptions, priorityFee } from "./priorityFee";
export {
  type Batch,
  type SendOptions,
  sendTransaction,
  sendTransactions,
  unitLimit,
} from "./send";
export type { ClientOptions, Session, View } from "./session";
export type { WalletOptions } from "./sign";
export { type SimulateOptions, type Simulation, simulate } from "./simulate";
export { type AnyWallet, keypairWallet, type Wallet, type WalletAnswer } from "./wallet";
