/** Amounts of the tests, by name. */
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
  score: 1_000_000,
  validators: 40_000,
  history: 512,
} as const;
