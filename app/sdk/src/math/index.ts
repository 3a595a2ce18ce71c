// The program's arithmetic in bigint: a file for each module of crates/truestake-math, held equal by tests/vectors.
export * from "./ask";
export { coolDownEpochs } from "./coolDown";
export * from "./cooling";
export * from "./curve";
export * from "./deferred";
export * from "./deposit";
export * from "./fee";
export type { FeeLine } from "./feeLine";
export * as feeLine from "./feeLine";
export * from "./idle";
export { followed, type Intake, idleShare, NO_INTAKE, noted, takenOff, takingOf, turnedBusy } from "./intake";
export type { Ledger } from "./ledger";
export * as ledger from "./ledger";
export {
  clip,
  LEVEL_WHOLE,
  type Level,
  type Limit,
  type Limits,
  levelOf,
  lower,
  type Room,
  raise,
  refit,
  rescored,
  type Scores,
  type Top,
  withoutShare,
} from "./level";
export * from "./mulDiv";
export * from "./phase";
export * from "./price";
export type { Claims, Ordered, Queue } from "./queue";
export * as queue from "./queue";
export * from "./release";
export * from "./sale";
export * from "./target";
export * from "./ticket";
export { isMathError, type MathErrorKind, U64_MAX, WHOLE_BPS, WHOLE_PPB } from "./units";
export * from "./update";
