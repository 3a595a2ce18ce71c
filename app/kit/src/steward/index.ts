/**
 * Client of a pool's steward for @solana/kit.
 *
 * Everything of `generated` is what Codama makes of the steward's IDL. Beside it stands what an IDL does not say: all addresses
 * that follow from a pool's, events in logs, the members behind their list's header, the accounts behind those that have names.
 */
export { withRemaining } from "../remaining";
export * from "./addresses";
export * from "./events";
export * from "./generated";
export { STEWARD_EVENTS, type StewardEvent } from "./generated/events";
export * from "./lists";
