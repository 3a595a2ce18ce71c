// Every way in which something can fail, as one error that says what to do about it.
export { CODES, type ErrorEffect, type ErrorKind, type ErrorPhase, type ErrorRetry, type OwnErrorName } from "./codes";
export type { FrameworkErrorName } from "./framework";
export { type ProgramErrorName, programError } from "./program";
export {
  type ErrorArguments,
  type ErrorDetails,
  type ErrorName,
  isError,
  isTruestakeError,
  TruestakeError,
} from "./TruestakeError";
export { type Refusal, transactionError } from "./transaction";
