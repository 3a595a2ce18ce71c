// Amounts and addresses of the tests, by name.
import { ComputeBudgetProgram, PublicKey, StakeProgram, SYSVAR_CLOCK_PUBKEY } from "@solana/web3.js";
import { type Deployment, PROGRAM_ID } from "@truestake/sdk";

export const SOL = 1_000_000_000n;
export const U64_MAX = 2n ** 64n - 1n;

export const DEFAULTS = {
  /** Slots of an epoch: divisible, so that parts of a release are whole lamports. */
  slotsPerEpoch: 1_000n,
  seedLamports: SOL,
  /** What every user begins with. */
  userLamports: 10_000n * SOL,
  fees: { reward: 500, deposit: 10, withdrawal: 10, ticket: 10, referralShare: 2_500 },
  depositCap: U64_MAX,
  reserveBuffer: 100,
  maxValidatorShare: 10_000,
  maxMove: 1_000,
  movingPart: 1_000,
} as const;

/** The liquidity pools of the tests: 0.3 % with 100 SOL, 3 % with none, half of the fee the treasury's. */
export const LIQUIDITY = {
  seed: SOL,
  target: 100n * SOL,
  minFee: 30,
  maxFee: 300,
  treasuryCut: 5_000,
  cap: U64_MAX,
} as const;

/** The program's own limits, as the documentation promises them. */
export const LIMITS = {
  seed: SOL,
  deposit: 10_000n,
  ticket: 1_000_000n,
  rewardFee: 1_000,
  depositFee: 50,
  withdrawalFee: 50,
  ticketFee: 50,
  reserveBuffer: 2_000,
  movingPart: { least: 100, most: 5_000 },
  score: 1_000_000,
  validators: 40_000,
  history: 512,
  /** Tickets that a new ring of queued tickets holds, and that each growth adds: (10,240 − 72) ÷ 32, and 10,240 ÷ 32. */
  queue: { first: 317n, more: 320n },
  liquidityFee: 1_000,
  treasuryCut: 5_000,
  liquidityTarget: SOL,
  largestLiquidityTarget: 2n ** 56n,
  liquiditySeed: SOL,
  maxValidatorShare: 10_000,
  pauseSeconds: 259_200,
  pauseInterval: 86_400n,
  /** Least payment on a part of a ticket. */
  part: 1_000_000n,
  /** Parts per billion: before any reward was measured, and at most. */
  idleRate: { first: 1_000_000n, most: 5_000_000n },
  /** Epoch updates until a fee rises, and until another validator manager takes over. */
  updates: { fees: 2n, manager: 5n },
} as const;

/** Addresses that the chain never lets anybody write to, whatever a transaction says. */
export const UNWRITABLE: Record<string, PublicKey> = {
  "no address": PublicKey.default,
  "a sysvar": SYSVAR_CLOCK_PUBKEY,
  "a builtin program": ComputeBudgetProgram.programId,
  "the stake program": StakeProgram.programId,
  "the pool's own program": PROGRAM_ID,
};

/** A pool's own addresses by name, without those of its liquidity pool. */
export function addressesOf({ programId: _, liquidityPool: __, ...addresses }: Deployment): Record<string, PublicKey> {
  return { ...addresses };
}
