export * from "./accounts";
export type {
  CrankReport,
  PriceNow,
  Rebalanced,
  Settled,
  StakeTaken,
  UnsignedMessage,
  UnstakeOrdered,
} from "./actions";
export type { Backing, BackingCheck } from "./backing";
export * from "./client";
export type { Refreshed, RefreshOptions } from "./cranks/refresh";
export * from "./deployment";
export * from "./errors";
export * from "./history";
export type {
  BackingAnswer,
  ConfigChange,
  Conversion,
  Converted,
  LiquidityConfig,
  PoolConfig,
  Role,
  ScoreChange,
  TruePrice,
} from "./instructions";
// The pure builders are a namespace: the client has methods of the same names.
export * as instructions from "./instructions";
export { decodeBackingAnswer, decodeConverted, decodeTruePrice } from "./instructions";
export { type InstructionName, instructionName } from "./instructions/build";
export { type DecodedInstruction, decodeInstruction } from "./instructions/decode";
export { createTokenAccount } from "./instructions/tokenAccount";
export * from "./layout/constants";
export type { ClosedLookupTables, KeepLookupTablesOptions, KeptLookupTables } from "./lookupTables";
export { formatPrice, type Price } from "./math/price";
export { U64_MAX } from "./math/units";
export * from "./nodes";
export { plain } from "./plain";
export { minimumFor } from "./quote/slippage";
export * from "./transaction";
