// The pure builders are a namespace: the client has methods of the same names.

export * from "./accounts";
export * from "./chain";
export * from "./constants";
export type { CreatePoolOptions, PoolConfig, TruePrice } from "./instructions";
export * as instructions from "./instructions";
export { decodeTruePrice } from "./instructions";
export * from "./pda";
export { IDL, type InstructionName, instructionName, PROGRAM_ID } from "./program";
