import { getAssociatedTokenAddressSync } from "@solana/spl-token";
import { FEATURES } from "@truestake/localnet";
import fc from "fast-check";
import { DEFAULTS, LIMITS, Model, SOL, sizeOfType, TestContext, U64_MAX } from "../common";
import { ENVIRONMENT } from "../common/environment";
import type { Coverage } from "./coverage";
import { Life } from "./life";
import { LARGEST_GROWTH } from "./reference/cranks";
import { LIST_HEADER_BYTES } from "./reference/manager";
import { WHOLE_LEVEL } from "./reference/policy";
import type { World } from "./reference/world";

/** Bytes of an account of the program. */
const bytesOf = (name: string): bigint => BigInt(8 + sizeOfType({ defined: { name } }));

export const USERS = ["ann", "ben", "eva"] as const;
export const STAFF = ["admin", "manager", "guardian", "deputy"] as const;

/** How a life begins. */
export interface Setup {
  seedLamports: bigint;
  rewardFee: number;
  depositFee: number;
  withdrawalFee: number;
  ticketFee: number;
  referralShare: number;
  reserveBuffer: number;
  maxValidatorShare: number;
  maxMove: number;
  movingPart: number;
  /** Rent at the beginning. */
  lamportsPerByte: bigint;
  slotsPerEpoch: bigint;
  /** Stake of other validators: with little of it stake warms up over several epochs. */
  clusterStake: bigint;
  hasTreasury: boolean;
}

/** An amount of at least 1 lamport; half of them of any size, where small ones are as likely as large ones. */
export function amount(most: bigint): fc.Arbitrary<bigint> {
  const bits = most.toString(2).length - 1;
  const ofAnySize = fc.tuple(fc.nat(bits), fc.nat(2 ** 20 - 1)).map(([bit, rest]) => {
    const found = (1n << BigInt(bit)) + ((BigInt(rest) << BigInt(bit)) >> 20n);
    return found > most ? most : found;
  });
  return fc.oneof(ofAnySize, fc.bigInt({ min: 1n, max: most }));
}

/** Rents that clusters have had and will have, in lamports a byte. */
export const RENTS = [6_960n, 5_080n, 696n] as const;

export const setups: fc.Arbitrary<Setup> = fc.record({
  seedLamports: amount(99n * SOL).map((more) => SOL + more),
  rewardFee: fc.nat(1_000),
  depositFee: fc.nat(50),
  withdrawalFee: fc.nat(50),
  ticketFee: fc.nat(50),
  referralShare: fc.nat(10_000),
  reserveBuffer: fc.nat(2_000),
  maxValidatorShare: fc.constantFrom(10_000, 10_000, 5_000, 3_000),
  maxMove: fc.constantFrom(10_000, 2_000, 500, 0),
  movingPart: fc.constantFrom(1_000, 1_000, 2_500, 5_000, 100),
  lamportsPerByte: fc.constantFrom(...RENTS, 6_960n),
  // With the longest epochs a pause ends, and may be renewed, within a life.
  slotsPerEpoch: fc.constantFrom(1_000n, 1_000n, 432_000n),
  clusterStake: fc.constantFrom(400_000_000n * SOL, 400_000_000n * SOL, 400_000_000n * SOL, 2_000n * SOL),
  hasTreasury: fc.constantFrom(true, true, true, false),
});

/** A new pool on a new chain, without validators, and a model of it. */
export function begin(setup: Setup, coverage: Coverage): Life {
  const { slotsPerEpoch, clusterStake, hasTreasury, lamportsPerByte, ...config } = setup;
  const context = new TestContext({ slotsPerEpoch, clusterStake });
  const { chain } = context;
  chain.setRent(lamportsPerByte);
  const pool = context.createTestPool({ ...config, treasury: hasTreasury });
  coverage.count("create_pool");
  coverage.count("grow_history");

  const { admin, manager, guardian } = pool.roles;
  const staff = { admin, manager, guardian, deputy: context.keypair("deputy") };
  const nobody = { lamports: DEFAULTS.userLamports, tokens: 0n, shares: 0n };
  const rates = { deposit: setup.depositFee, withdrawal: setup.withdrawalFee, ticket: setup.ticketFee };
  const fees = { reward: setup.rewardFee, ...rates, referralShare: setup.referralShare };
  const time = { slot: chain.slot, epoch: chain.epoch, slotsPerEpoch };
  const rent = (bytes: bigint) => (128n + bytes) * lamportsPerByte;
  const record = BigInt(sizeOfType({ defined: { name: "ValidatorRecord" } }));
  const world: World = {
    clock: { slot: 0n, epoch: 0n, time: 0n, rewardsActive: false, slotsPerEpoch },
    history: new Map(),
    lamportsPerByte,
    relaxedRents: !ENVIRONMENT.inactiveFeatures?.includes(FEATURES.relaxedRentCheck),
    sizes: { ticket: bytesOf("Ticket"), mark: bytesOf("ValidatorMark"), record, liquidity: bytesOf("LiquidityPool") },
    minimumDelegation: chain.minimumDelegation(),
    books: new Model(
      setup.seedLamports,
      fees,
      time,
      BigInt(setup.movingPart),
      0n,
      BigInt(setup.reserveBuffer),
      BigInt(setup.maxValidatorShare),
    ),
    mintSupply: setup.seedLamports,
    reserve: { booked: setup.seedLamports, lamports: setup.seedLamports + rent(0n) },
    fundedRent: 0n,
    rebalanced: { epoch: 0n, lamports: 0n },
    validators: [],
    list: { bytes: LIST_HEADER_BYTES, lamports: rent(LIST_HEADER_BYTES) },
    marks: {},
    accounts: {},
    votes: {},
    measured: { epoch: 0n, count: 0 },
    level: WHOLE_LEVEL,
    lowered: 0n,
    top: { cap: undefined, shareScore: undefined },
    policy: {
      reserveBuffer: BigInt(setup.reserveBuffer),
      maxValidatorShare: BigInt(setup.maxValidatorShare),
      maxMove: BigInt(setup.maxMove),
    },
    depositCap: U64_MAX,
    liquidityCap: 0n,
    vault: 0n,
    gifts: { escrow: 0n, liquidityTokens: 0n },
    people: Object.fromEntries(USERS.map((name) => [name, { ...nobody }])),
    staff: Object.fromEntries(STAFF.map((name) => [name, DEFAULTS.userLamports])),
    treasuries: { T0: hasTreasury ? 0n : undefined },
    treasury: "T0",
    roles: {
      admin: "admin",
      pending: undefined,
      manager: { now: "manager", next: undefined, from: 0n },
      guardian: "guardian",
    },
    pausedUntil: 0n,
    pauseAllowedFrom: 0n,
    given: {},
    exits: {},
    tickets: [],
    ring: {
      base: 0n,
      bytes: LARGEST_GROWTH,
      lamports: rent(LARGEST_GROWTH),
      places: Array(Number(LIMITS.queue.first)).fill(undefined),
    },
    prices: [],
  };

  const life = new Life(context, pool, world, coverage);
  const { pdas, liquidityPdas } = pool;
  life.watch("pool", pdas.pool);
  life.watch("list", pdas.validators);
  life.watch("reserve", pdas.reserve);
  life.watch("mint", pdas.mint);
  life.watch("escrow", pdas.escrow);
  life.watch("seed", pdas.seed);
  life.watch("history", pdas.history);
  life.watch("queue", pdas.queue);
  life.watch("treasury T0", pool.config.treasury);
  life.watch("liquidity", liquidityPdas.liquidity);
  life.watch("liquiditySol", liquidityPdas.liquiditySol);
  life.watch("liquidityTokens", liquidityPdas.liquidityTokens);
  life.watch("sharesMint", liquidityPdas.liquidityMint);
  life.treasuries.T0 = pool.treasuryOwner;
  for (const name of STAFF) {
    life.staff[name] = staff[name];
    life.watch(name, staff[name].publicKey);
  }
  for (const name of USERS) {
    const user = pool.user(name);
    const shares = getAssociatedTokenAddressSync(liquidityPdas.liquidityMint, user.address, true);
    life.users[name] = { ...user, shares };
    life.watch(`user ${name}`, user.address);
    life.watch(`tokens ${name}`, user.tokens);
    life.watch(`shares ${name}`, shares);
  }
  life.begin();
  return life;
}
