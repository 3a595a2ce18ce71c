// The program's math in bigint, one file for each of its files; held equal by tests/vectors.
export * from "./curve";
export * from "./deferred";
export * from "./deposit";
export * from "./fee";
export * from "./mulDiv";
export * from "./phase";
export * from "./price";
export * from "./release";
export * from "./sale";
export * from "./target";
export * from "./ticket";
export { MathError, U64_MAX, WHOLE_BPS } from "./units";
export * from "./update";
