export { DISCRIMINATOR_BYTES, fetchMany, type RawAccount } from "./common";
export * from "./liquidityPool";
export * from "./pool";
export * from "./priceHistory";
export * from "./scheduled";
export {
  fetchParts,
  fetchSnapshot,
  isFresh,
  type PartialSnapshot,
  type PoolPlace,
  type PoolSnapshot,
  type SnapshotPart,
} from "./snapshot";
export * from "./stakeAccount";
export { decodeStakeHistory, fetchStakeHistory, type StakeHistory, type StakeHistoryEntry } from "./stakeHistory";
export { type ChainClock, fetchClock } from "./sysvars";
export {
  decodeTicket,
  decodeTicketAccount,
  fetchOwnTickets,
  fetchQueue,
  fetchTicket,
  fetchTickets,
  type Ticket,
  type TicketFilter,
  TicketStatus,
} from "./ticket";
export { decodeTicketQueue, fetchTicketQueue, type TicketQueue } from "./ticketQueue";
export * from "./token";
export * from "./tokenMetadata";
export {
  decodeValidatorList,
  delegatedLamports,
  fetchValidatorList,
  fetchValidatorListHead,
  StakeStatus,
  stakeAccountsOf,
  Taking,
  usesStake,
  usesTransient,
  type ValidatorList,
  type ValidatorListHead,
  type ValidatorRecord,
} from "./validatorList";
export * from "./validatorMark";
