export { type BackingCheck, type BackingCheckOptions, checkBacking } from "./check";
export * from "./proof";
