// What those with a role do, and those who have none try.
import { createAssociatedTokenAccountIdempotentInstruction, getAssociatedTokenAddressSync } from "@solana/spl-token";
import { Keypair, PublicKey } from "@solana/web3.js";
import { instructions } from "@truestake/sdk";
import fc from "fast-check";
import { SOL, U64_MAX } from "../../common";
import type { Life } from "../life";
import { refuse } from "../reference/refusal";
import * as roles from "../reference/roles";
import { requirePaidOut } from "../reference/world";
import { amount, STAFF } from "../setup";
import { kind, place, rarely, seldom } from "./command";
import { someIndex } from "./stakes";

const MOST_VALIDATORS = 6;

/** Mostly the one who holds the role. */
const impostor = seldom(12, fc.constantFrom(...STAFF));
const someone = fc.option(fc.constantFrom(...STAFF), { freq: 10, nil: undefined });
const score = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(0, 0, 1, 100, 1_000) },
  { weight: 1, arbitrary: fc.constant(1_000_001) },
);

// Validator manager

/** Lists a validator: a new one, or one that has been taken off the list, or is on it. */
export function list(life: Life, by: string, score: number, known?: string): void {
  const { pool, chain } = life;
  let vote = known;
  if (vote === undefined) {
    const name = life.next("v");
    life.happens(
      "a new validator",
      () => life.watchValidator(name, chain.createVoteAccount()),
      (world) => {
        world.votes[name] = { open: true };
        world.accounts[name] = { stake: { lamports: 0n, isStake: false }, transient: { lamports: 0n, isStake: false } };
        return 0n;
      },
    );
    vote = name;
  }
  const address = life.votes[vote] as PublicKey;
  const member = life.member(by);
  const listed = vote;
  life.perform({
    name: "add_validator",
    instruction: pool.addValidatorInstruction(address, score, member.publicKey),
    signers: [member],
    predict: (world) => roles.addValidator(world, { by, vote: listed, score: BigInt(score) }),
  });
}

const add = kind("list", 1, { impostor, score, again: seldom(2, place) }, (life, { impostor, score, again }) => {
  const { world } = life;
  const known = Object.keys(world.votes);
  const vote = again === undefined ? undefined : known[again % Math.max(known.length, 1)];
  if (vote === undefined && world.validators.length >= MOST_VALIDATORS) return;
  list(life, impostor ?? world.roles.manager, score, vote);
});

export function setScore(life: Life, by: string, index: number, score: number): void {
  const member = life.member(by);
  life.perform({
    name: "set_score",
    instruction: life.pool.setScoreInstruction(index, score, member.publicKey),
    signers: [member],
    predict: (world) => roles.setScore(world, { by, index, score: BigInt(score) }),
  });
}

const rate = kind("score", 2, { impostor, place, score }, (life, { impostor, place, score }) => {
  if (life.world.validators.length === 0) return;
  setScore(life, impostor ?? life.world.roles.manager, someIndex(life, place), score);
});

const emergency = kind(
  "emergency",
  1.5,
  { impostor, place, isScored: rarely(4) },
  (life, { impostor, place, isScored }) => {
    const { world } = life;
    if (world.validators.length === 0) return;
    const index = someIndex(life, place, true);
    if (!isScored) setScore(life, world.roles.manager, index, 0);
    const by = impostor ?? world.roles.manager;
    const member = life.member(by);
    life.perform({
      name: "emergency_deactivate",
      instruction: life.pool.emergencyInstruction(index, member.publicKey),
      signers: [member],
      predict: (next) => roles.emergencyDeactivate(next, { by, index }),
    });
  },
);

// Admin

const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { freq: 1, nil: undefined });

/** Rates up to a ceiling, and now and then over it. */
const upTo = (ceiling: number): fc.Arbitrary<number | undefined> => maybe(fc.nat(ceiling + Math.ceil(ceiling / 40)));

const propose = kind(
  "propose",
  2,
  {
    impostor,
    reward: upTo(1_000),
    deposit: upTo(50),
    withdrawal: upTo(50),
    ticket: upTo(50),
    referralShare: maybe(fc.nat(10_000)),
    reserveBuffer: upTo(2_000),
    maxValidatorShare: maybe(fc.constantFrom(10_000, 5_000, 3_000, 0)),
    maxMove: upTo(10_000),
    depositCap: seldom(6, amount(5_000n * SOL)),
  },
  (life, { impostor, reserveBuffer, maxValidatorShare, maxMove, depositCap, ...rates }) => {
    const by = impostor ?? life.world.roles.admin;
    const change = {
      rewardFee: rates.reward,
      depositFee: rates.deposit,
      withdrawalFee: rates.withdrawal,
      ticketFee: rates.ticket,
      referralShare: rates.referralShare,
      reserveBuffer,
      maxValidatorShare,
      maxMove,
      depositCap,
    };
    const fees = Object.fromEntries(Object.entries(rates).filter(([, rate]) => rate !== undefined));
    const big = (value: number | undefined) => (value === undefined ? undefined : BigInt(value));
    const ratios = {
      reserveBuffer: big(reserveBuffer),
      maxValidatorShare: big(maxValidatorShare),
      maxMove: big(maxMove),
    };
    life.perform({
      name: "propose_config",
      instruction: life.pool.proposeInstruction(change, life.member(by).publicKey),
      signers: [life.member(by)],
      predict: (world) => roles.proposeConfig(world, { by, fees, ...ratios, depositCap }),
    });
  },
);

/** Another treasury: its account may not exist yet, and may never. */
const moveTreasury = kind("moveTreasury", 0.5, { exists: rarely(2) }, (life, { exists }) => {
  const name = life.next("T");
  const owner = Keypair.generate().publicKey;
  const { pool, world } = life;
  const address = getAssociatedTokenAddressSync(pool.pdas.mint, owner, true);
  life.watch(`treasury ${name}`, address);
  life.treasuries[name] = owner;
  const by = world.roles.admin;
  life.perform({
    name: "propose_config",
    instruction: pool.proposeInstruction({ treasury: address }, life.member(by).publicKey),
    signers: [life.member(by)],
    predict: (next) => roles.proposeConfig(next, { by, fees: {}, treasury: name }),
  });
  pool.config.treasury = address;
  if (exists) openTreasury(life);
});

/** Somebody makes the treasury's account, or the owner closes it when it is empty. */
const treasury = kind("treasury", 1, {}, (life) => {
  const { world, chain, pool } = life;
  const held = world.treasuries[world.treasury];
  if (held === undefined) openTreasury(life);
  if (held !== 0n) return;
  const lamports = chain.balance(pool.config.treasury);
  life.happens(
    "the treasury is closed",
    () => chain.setLamports(pool.config.treasury, 0n),
    (next) => {
      next.treasuries[next.treasury] = undefined;
      return -lamports;
    },
  );
});

function openTreasury(life: Life): void {
  const { pool, chain, world } = life;
  const owner = life.treasuries[world.treasury] as PublicKey;
  life.happens(
    "the treasury is opened",
    () => life.watch(`treasury ${world.treasury}`, pool.tokenAccount(owner, "treasury")),
    (next) => {
      next.treasuries[next.treasury] = 0n;
      return chain.balance(pool.config.treasury);
    },
  );
}

/**
 * Fees that are due before anybody applies them: an update does so itself, so only an account of another time has them.
 */
const applyDue = kind("apply", 1, { isDue: rarely(2), deposit: fc.nat(50) }, (life, { isDue, deposit }) => {
  const { pool, world } = life;
  if (isDue && world.books.updates > 0n) {
    life.happens(
      "fees of another time are due",
      () => {
        const fees = { ...world.books.fees, deposit };
        pool.injectPool("pending_fees.reward", BigInt(fees.reward));
        pool.injectPool("pending_fees.deposit", BigInt(fees.deposit));
        pool.injectPool("pending_fees.withdrawal", BigInt(fees.withdrawal));
        pool.injectPool("pending_fees.ticket", BigInt(fees.ticket));
        pool.injectPool("pending_fees.referral_share", BigInt(fees.referralShare));
        pool.injectPool("pending_fees_update", world.books.updates);
      },
      ({ books }) => {
        books.pending = { fees: { ...books.fees, deposit }, update: books.updates };
        return 0n;
      },
    );
  }
  life.perform({
    name: "apply_config",
    instruction: instructions.applyConfig({ pool: pool.addresses }),
    predict: roles.applyConfig,
  });
});

const liquidityConfig = {
  impostor,
  target: fc.oneof(
    { weight: 15, arbitrary: amount(1_000n * SOL).map((more) => SOL + more) },
    { weight: 1, arbitrary: amount(SOL - 1n) },
  ),
  minFee: fc.nat(600),
  maxFee: fc.integer({ min: 500, max: 1_010 }),
  treasuryCut: fc.nat(5_050),
  cap: fc.oneof({ weight: 4, arbitrary: fc.constant(U64_MAX) }, { weight: 1, arbitrary: amount(1_000n * SOL) }),
};

interface FeeLine {
  target: bigint;
  minFee: number;
  maxFee: number;
  treasuryCut: number;
  cap?: bigint;
}

/** A fee line in the words of the model. */
function modelOf(by: string, { target, minFee, maxFee, treasuryCut, cap = U64_MAX }: FeeLine) {
  const fees = { target, min: BigInt(minFee), max: BigInt(maxFee), treasuryCut: BigInt(treasuryCut) };
  return { by, fees, cap };
}

/** Creates the liquidity pool; with it come the users' accounts for shares. */
export function createLiquidity(life: Life, by: string, { seed, ...line }: FeeLine & { seed: bigint }): void {
  const existed = life.world.books.liquidity !== undefined;
  const config = { cap: U64_MAX, ...line };
  life.perform({
    name: "create_liquidity",
    instruction: life.pool.createLiquidityInstruction(config, seed, life.member(by).publicKey),
    signers: [life.member(by)],
    predict: (world) => roles.createLiquidity(world, { ...modelOf(by, line), seed }),
  });
  if (!existed && life.world.books.liquidity) openShares(life);
}

const makeLiquidity = kind(
  "createLiquidity",
  0.5,
  { ...liquidityConfig, seed: amount(50n * SOL) },
  (life, { impostor, seed, ...line }) => {
    createLiquidity(life, impostor ?? life.world.roles.admin, { ...line, seed: seed + SOL / 2n });
  },
);

/** The users' accounts for shares, which could not be made before. */
function openShares(life: Life): void {
  const { context, pool } = life;
  const mint = pool.liquidityPdas.liquidityMint;
  const make = createAssociatedTokenAccountIdempotentInstruction;
  const all = Object.values(life.users);
  life.happens(
    "accounts for shares",
    () => context.done(all.map(({ shares, address }) => make(context.payer.publicKey, shares, address, mint))),
    () => all.reduce((sum, { shares }) => sum + life.chain.balance(shares), 0n),
  );
}

const setLiquidity = kind("setLiquidity", 1.5, liquidityConfig, (life, { impostor, ...line }) => {
  const by = impostor ?? life.world.roles.admin;
  life.perform({
    name: "set_liquidity_config",
    instruction: life.pool.setLiquidityInstruction(line, life.member(by).publicKey),
    signers: [life.member(by)],
    predict: (world) => roles.setLiquidityConfig(world, modelOf(by, line)),
  });
});

function nominate(life: Life, by: string, to: string | undefined): void {
  const newAdmin = to ? life.member(to).publicKey : PublicKey.default;
  life.perform({
    name: "propose_admin",
    instruction: instructions.proposeAdmin({ pool: life.pool.addresses, admin: life.member(by).publicKey, newAdmin }),
    signers: [life.member(by)],
    predict: (world) => roles.proposeAdmin(world, { by, to }),
  });
}

const proposeAdmin = kind("proposeAdmin", 1, { impostor, to: someone }, (life, { impostor, to }) => {
  nominate(life, impostor ?? life.world.roles.admin, to);
});

const acceptAdmin = kind("acceptAdmin", 1, { impostor, nominee: seldom(2, someone) }, (life, { impostor, nominee }) => {
  if (nominee) nominate(life, life.world.roles.admin, nominee);
  const by = impostor ?? life.world.roles.pending ?? "deputy";
  const pendingAdmin = life.member(by).publicKey;
  life.perform({
    name: "accept_admin",
    instruction: instructions.acceptAdmin({ pool: life.pool.addresses, pendingAdmin }),
    signers: [life.member(by)],
    predict: (world) => roles.acceptAdmin(world, { by }),
  });
});

const appoint = kind(
  "setRole",
  1,
  { impostor, role: fc.constantFrom("manager" as const, "guardian" as const), to: someone },
  (life, { impostor, role, to }) => {
    const by = impostor ?? life.world.roles.admin;
    life.perform({
      name: "set_role",
      instruction: instructions.setRole({
        pool: life.pool.addresses,
        admin: life.member(by).publicKey,
        role: role === "manager" ? "validatorManager" : "guardian",
        newHolder: to ? life.member(to).publicKey : PublicKey.default,
      }),
      signers: [life.member(by)],
      predict: (world) => roles.setRole(world, { by, role, to }),
    });
  },
);

// Guardian

const DAY = 86_400;

function pauseFor(life: Life, seconds: number, by: string): void {
  life.perform({
    name: "pause",
    instruction: life.pool.pauseInstruction(seconds, life.member(by).publicKey),
    signers: [life.member(by)],
    predict: (world) => roles.pause(world, { by, seconds: BigInt(seconds) }),
  });
}

const seconds = fc.oneof(fc.integer({ min: 1, max: 600 }), fc.nat(3 * DAY + 10_000));

const pause = kind("pause", 1, { impostor, seconds }, (life, { impostor, seconds }) => {
  pauseFor(life, seconds, impostor ?? life.world.roles.guardian);
});

const resume = kind("resume", 1, { impostor, pausesFirst: rarely(2), seconds }, (life, { impostor, ...how }) => {
  const by = impostor ?? life.world.roles.guardian;
  if (how.pausesFirst) pauseFor(life, how.seconds, life.world.roles.guardian);
  life.perform({
    name: "resume",
    instruction: instructions.resume({ pool: life.pool.addresses, guardian: life.member(by).publicKey }),
    signers: [life.member(by)],
    predict: (world) => roles.resume(world, { by }),
  });
});

// Anybody, but it is part of setting a pool up

/** Another pool beside this one, which must not feel it; and a history that is complete already. */
const another = kind("anotherPool", 0.5, {}, (life) => {
  const { context, pool } = life;
  const mint = Keypair.generate();
  const creator = context.payer.publicKey;
  const config = { ...pool.config, rewardFee: 0, depositFee: 0, withdrawalFee: 0, ticketFee: 0, referralShare: 0 };
  life.perform({
    name: "create_pool",
    instruction: instructions.createPool({ creator, mint: mint.publicKey, config }),
    signers: [mint],
    predict: requirePaidOut,
  });
  life.perform({
    name: "grow_history",
    instruction: instructions.growHistory({ pool: pool.addresses, payer: creator }),
    predict: () => refuse("HistoryComplete"),
  });
});

export const ROLE_KINDS = [
  add,
  rate,
  emergency,
  propose,
  moveTreasury,
  treasury,
  applyDue,
  makeLiquidity,
  setLiquidity,
  proposeAdmin,
  acceptAdmin,
  appoint,
  pause,
  resume,
  another,
];
