// The pool that every client creates, and what each does with it.
import { SOL } from "./world";

/** Settings of the new pool: numbers as numbers, amounts as bigint. Roles are all the creator's. */
export const TERMS = {
  seedLamports: SOL,
  rewardFee: 500,
  depositFee: 10,
  withdrawalFee: 10,
  ticketFee: 5,
  referralShare: 5_000,
  depositCap: 1_000_000n * SOL,
  reserveBuffer: 100,
  maxValidatorShare: 10_000,
  maxMove: 5_000,
  movingPart: 1_000,
};

export const DEPOSIT = 5n * SOL;
export const ORDERED = 2n * SOL;
export const NONCE = 7n;
