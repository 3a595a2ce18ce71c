/**
 * Client of Truestake for @solana/kit.
 *
 * Everything of `generated` is what Codama makes of the program's IDL: builders, accounts, addresses, errors. Beside it stands
 * what an IDL does not say: events in logs, the lists behind an account's header, accounts behind those that have names, the
 * price. The steward's client is `@truestake/kit/steward`.
 */
export * from "./events";
export * from "./generated";
export { TRUESTAKE_EVENTS, type TruestakeEvent } from "./generated/events";
export * from "./lists";
export * from "./price";
export * from "./remaining";
