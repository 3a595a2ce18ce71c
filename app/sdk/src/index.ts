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
export * as actions from "./actions";
export * from "./backing";
export * from "./client";
export * from "./cranks";
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
export * from "./lookupTables";
export * as math from "./math";
export { formatPrice, type Price, U64_MAX } from "./math";
export * from "./nodes";
export * from "./quote";
export * from "./transaction";
