export * from "./accounts";
export * from "./apy";
export * from "./backing";
export * from "./backingCheck";
export * from "./chain";
export * from "./client";
export * from "./constants";
export * from "./errors";
export * from "./events";
export * from "./freshen";
export type {
  BackingAnswer,
  ConfigChange,
  Conversion,
  Converted,
  CreatePoolOptions,
  LiquidityConfig,
  PoolConfig,
  Role,
  ScoreChange,
  TruePrice,
} from "./instructions";
// The pure builders are a namespace: the client has methods of the same names.
export * as instructions from "./instructions";
export { decodeBackingAnswer, decodeConverted, decodeTruePrice } from "./instructions";
export * from "./lookupTables";
export * as math from "./math";
export { formatPrice, MathError, type Price, U64_MAX } from "./math";
export * from "./pda";
export { IDL, type InstructionName, instructionName, PROGRAM_ID } from "./program";
export * from "./quote";
export * from "./rebalance";
export * from "./subscriptions";
export * from "./transaction";
export * from "./twap";
export * from "./unordered";
