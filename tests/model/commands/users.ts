// Users: SOL and tokens in and out.
import assert from "node:assert/strict";
import { createBurnInstruction, createTransferInstruction } from "@solana/spl-token";
import { PublicKey } from "@solana/web3.js";
import { decodeTicket, instructions, ticketAddress } from "@truestake/sdk";
import {
  quoteAddLiquidity,
  quoteCancelTicket,
  quoteDepositSol,
  quoteLiquidUnstake,
  quoteOrderUnstake,
  quoteRemoveLiquidity,
} from "@truestake/sdk/quotes";
import fc from "fast-check";
import { LIMITS, type ModelTicket, SOL } from "../../common";
import { least } from "../bigint";
import type { Life } from "../life";
import { Refusal } from "../reference/refusal";
import * as users from "../reference/users";
import { copyOf, type World } from "../reference/world";
import { amount, USERS } from "../setup";
import { kind, part, partOf, place, rarely, seldom } from "./command";
import { deactivateEverywhere } from "./cranks";
import { anyUser } from "./people";
import { toMovingPart } from "./time";

/** What the model tells of something that is only tried; nothing where it refuses. */
function tried<T>(world: World, tell: (world: World) => T): T | undefined {
  try {
    return tell(copyOf(world));
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

/** The least that is accepted: one more than there is, for the greedy. */
function minimum(life: Life, isGreedy: boolean, tell: (world: World) => bigint | undefined): bigint {
  return isGreedy ? (tried(life.world, tell) ?? 0n) + 1n : 1n;
}

export interface Deposit {
  user: string;
  lamports: bigint;
  referrer?: string | undefined;
  least?: bigint;
  ifBalance?: bigint | undefined;
}

export function deposit(life: Life, { user, lamports, referrer, least = 1n, ifBalance }: Deposit): void {
  const options = {
    minimum: least,
    ...(referrer ? { referrer: life.user(referrer).tokens } : {}),
    ...(ifBalance === undefined ? {} : { ifBalance }),
  };
  life.perform({
    name: "deposit_sol",
    user,
    instruction: life.pool.depositInstruction(life.user(user), lamports, options),
    signers: [life.user(user).keypair],
    predict: (world) => users.depositSol(world, { user, lamports, referrer, minimum: least, ifBalance }),
    others: [referrer],
    quote: (snapshot) => {
      const quote = quoteDepositSol(snapshot, { lamports, referred: referrer !== undefined });
      const { tokens, premium, treasuryTokens: treasury_tokens, referrerTokens: referrer_tokens } = quote;
      return { tokens, premium, treasury_tokens, referrer_tokens };
    },
  });
}

/** The one who is meant, or somebody else who has any of it. */
export function owner(life: Life, meant: string, what: "tokens" | "shares"): string {
  const has = (name: string): boolean => (life.world.people[name]?.[what] ?? 0n) > 0n;
  return has(meant) ? meant : (USERS.find(has) ?? meant);
}

/** What somebody thinks their token account holds: nothing is said mostly, and sometimes it is not so. */
const belief = seldom(8, fc.constantFrom(0n, 0n, 1n));

function believed(held: bigint, off: bigint | undefined): bigint | undefined {
  return off === undefined ? undefined : held + off;
}

const tokensOf = (life: Life, user: string): bigint => life.world.people[user]?.tokens ?? 0n;

const depositSol = kind(
  "deposit",
  8,
  {
    user: anyUser,
    lamports: fc.oneof(
      { weight: 30, arbitrary: amount(500n * SOL).map((more) => LIMITS.deposit + more) },
      { weight: 1, arbitrary: amount(LIMITS.deposit) },
      { weight: 1, arbitrary: amount(20_000n * SOL) },
    ),
    referrer: seldom(3, anyUser),
    isGreedy: rarely(20),
    belief,
  },
  (life, { isGreedy, belief, ...rest }) => {
    const args = { ...rest, ifBalance: believed(tokensOf(life, rest.user), belief) };
    const least = minimum(life, isGreedy, (world) => users.depositSol(world, { ...args, minimum: 0n }).tokens);
    deposit(life, { ...args, least });
  },
);

const selling = { user: anyUser, part, isModest: rarely(2), isGreedy: rarely(20), to: seldom(6, anyUser), belief };

const sell = kind("sell", 5, selling, (life, { user: meant, part, isModest, isGreedy, to, belief }) => {
  const user = owner(life, meant, "tokens");
  const { liquidity } = life.world.books;
  // A lamport buys a token, about: the modest sell what the liquidity pool can pay for.
  const has = tokensOf(life, user);
  const tokens = partOf(isModest && liquidity ? least(has, liquidity.lamports) : has, part);
  const ifBalance = believed(has, belief);
  const args = { user, tokens, to, ifBalance };
  const options = {
    ...(to === undefined ? {} : { recipient: life.user(to).address }),
    ...(ifBalance === undefined ? {} : { ifBalance }),
  };
  const smallest = minimum(life, isGreedy, (world) => users.liquidUnstake(world, { ...args, minimum: 0n }).lamports);
  life.perform({
    name: "liquid_unstake",
    user,
    others: [to],
    instruction: life.pool.sellInstruction(life.user(user), tokens, smallest, options),
    signers: [life.user(user).keypair],
    predict: (world) => users.liquidUnstake(world, { ...args, minimum: smallest }),
    quote: (snapshot) => {
      const { lamports, fee, treasuryTokens, heldTokens } = quoteLiquidUnstake(snapshot, tokens);
      return { lamports, fee, treasury_tokens: treasuryTokens, held_tokens: heldTokens };
    },
  });
});

const addLiquidity = kind(
  "addLiquidity",
  3,
  {
    user: anyUser,
    lamports: amount(200n * SOL).map((more) => LIMITS.deposit / 2n + more),
    isGreedy: rarely(20),
    belief,
  },
  (life, { user, lamports, isGreedy, belief }) => {
    const ifBalance = believed(life.world.people[user]?.shares ?? 0n, belief);
    const args = { user, lamports, ifBalance };
    const least = minimum(life, isGreedy, (world) => users.addLiquidity(world, { ...args, minimum: 0n }).shares);
    life.perform({
      name: "add_liquidity",
      user,
      instruction: life.pool.addLiquidityInstruction(life.user(user), lamports, least, ifBalance),
      signers: [life.user(user).keypair],
      predict: (world) => users.addLiquidity(world, { ...args, minimum: least }),
      quote: (snapshot) => {
        const { shares, premium } = quoteAddLiquidity(snapshot, lamports);
        return { shares, premium };
      },
    });
  },
);

/** Redeems a part of somebody's shares. */
export function removeShares(
  life: Life,
  user: string,
  shares: bigint,
  { to, ifBalance }: { to?: string | undefined; ifBalance?: bigint | undefined } = {},
): void {
  const options = {
    ...(to === undefined ? {} : { recipient: life.user(to).address }),
    ...(ifBalance === undefined ? {} : { ifBalance }),
  };
  life.perform({
    name: "remove_liquidity",
    user,
    others: [to],
    instruction: life.pool.removeLiquidityInstruction(life.user(user), shares, {}, options),
    signers: [life.user(user).keypair],
    predict: (world) => users.removeLiquidity(world, { user, shares, to, ifBalance }),
    quote: (snapshot) => ({ ...quoteRemoveLiquidity(snapshot, shares) }),
  });
}

const removeLiquidity = kind(
  "removeLiquidity",
  2,
  { user: anyUser, part, to: seldom(6, anyUser), belief },
  (life, { user: meant, part, to, belief }) => {
    const user = owner(life, meant, "shares");
    const held = life.world.people[user]?.shares ?? 0n;
    removeShares(life, user, partOf(held, part), { to, ifBalance: believed(held, belief) });
  },
);

interface Order {
  least?: bigint;
  payer?: string | undefined;
  nonce?: bigint;
}

/** Orders a redemption by ticket. */
export function order(life: Life, user: string, tokens: bigint, how: Order = {}): void {
  const { least = 1n, payer, nonce = life.pool.nextNonce() } = how;
  const { world, pool } = life;
  const { address } = life.user(user);
  const predict = (next: World) => users.orderUnstake(next, { user, tokens, minimum: least, nonce, payer });
  // At an address that was used before the old ticket keeps its name when there will be no new one.
  if (tried(world, predict)) {
    life.watch(`ticket ${world.books.tickets.length}`, ticketAddress(pool.pdas, address, nonce));
  }
  const sponsor = payer === undefined ? undefined : life.user(payer);
  life.perform({
    name: "order_unstake",
    user,
    others: [payer],
    instruction: pool.orderInstruction(life.user(user), tokens, least, {
      nonce,
      ...(sponsor ? { payer: sponsor.address } : {}),
    }),
    signers: [life.user(user).keypair, ...(sponsor ? [sponsor.keypair] : [])],
    predict,
    quote: (snapshot) => {
      const { sequence, lamportsAhead } = quoteOrderUnstake(snapshot, tokens);
      return { sequence, lamports_ahead: lamportsAhead };
    },
  });
}

const orderUnstake = kind(
  "order",
  6,
  { user: anyUser, part, isGreedy: rarely(20), payer: seldom(6, anyUser), again: seldom(8, place) },
  (life, { user: meant, part, isGreedy, payer, again }) => {
    const user = owner(life, meant, "tokens");
    const tokens = partOf(tokensOf(life, user), part);
    // A nonce that was used before: its ticket may still be there.
    const used = life.world.tickets.filter(({ orderer }) => orderer === user);
    const old = again === undefined ? undefined : used[again % Math.max(used.length, 1)]?.nonce;
    const nonce = old ?? life.pool.nextNonce();
    const value = (world: World) => {
      return users.orderUnstake(world, { user, tokens, minimum: 0n, nonce }).ordered_lamports;
    };
    order(life, user, tokens, { least: minimum(life, isGreedy, value), payer, nonce });
  },
);

/** Has a ticket in the queue, if somebody has tokens to order one. */
function ensureQueued(life: Life, part: number): void {
  if (life.world.books.tickets.some(({ state }) => state === "queued")) return;
  const user = owner(life, "ann", "tokens");
  order(life, user, partOf(tokensOf(life, user), part));
}

/** A ticket, of those that are there if there are any; the one after the last otherwise. */
function someTicket({ world }: Life, place: number): bigint {
  const open = world.books.tickets.filter(({ state }) => state !== "claimed");
  return open[place % Math.max(open.length, 1)]?.sequence ?? BigInt(world.books.tickets.length);
}

/** Mostly the ticket's owner. */
function holder(life: Life, sequence: bigint, stranger: string | undefined): string {
  return stranger ?? life.world.tickets[Number(sequence)]?.owner ?? "ann";
}

const stranger = seldom(8, anyUser);

/** Cancels a ticket, or is told why not. */
export function cancelFor(life: Life, user: string, sequence: bigint): void {
  const { address: owner, tokens: destination, keypair } = life.user(user);
  const ticket = life.ticket(sequence);
  life.perform({
    name: "cancel_ticket",
    user,
    instruction: instructions.cancelTicket({
      pool: life.pool.deployment,
      ticket,
      owner,
      destination,
      minimumTokensOut: 0n,
    }),
    signers: [keypair],
    predict: (world) => users.cancelTicket(world, { user, sequence }),
    quote: (snapshot) => {
      const account = life.chain.account(ticket) ?? assert.fail("the ticket exists");
      const { tokens, cost } = quoteCancelTicket(snapshot, decodeTicket(ticket, account.data));
      return { tokens, cost };
    },
  });
}

const cancel = kind("cancel", 3, { place, stranger, part }, (life, { place, stranger, part }) => {
  ensureQueued(life, part);
  const sequence = someTicket(life, place);
  cancelFor(life, holder(life, sequence, stranger), sequence);
});

/** Orders, has stake moved for it in the epoch's last part, and cancels: the one cancellation that is never free. */
const cancelLate = kind("cancelLate", 1, { user: anyUser, part }, (life, { user: meant, part }) => {
  const user = owner(life, meant, "tokens");
  const sequence = BigInt(life.world.books.tickets.length);
  order(life, user, partOf(tokensOf(life, user), part));
  toMovingPart(life);
  deactivateEverywhere(life);
  if (life.world.books.tickets[Number(sequence)]) cancelFor(life, user, sequence);
});

const transfer = kind(
  "transfer",
  2,
  {
    place,
    stranger,
    part,
    to: fc.oneof(
      { weight: 12, arbitrary: anyUser },
      { weight: 1, arbitrary: fc.constant(undefined) },
      { weight: 1, arbitrary: fc.constant("reserve" as const) },
    ),
  },
  (life, { place, stranger, part, to }) => {
    ensureQueued(life, part);
    const sequence = someTicket(life, place);
    const user = holder(life, sequence, stranger);
    const { address, keypair } = life.user(user);
    life.perform({
      name: "transfer_ticket",
      user,
      others: to === "reserve" ? [] : [to],
      instruction: instructions.transferTicket({
        pool: life.pool.deployment,
        ticket: life.ticket(sequence),
        owner: address,
        newOwner: to === "reserve" ? life.address(to) : to ? life.user(to).address : PublicKey.default,
      }),
      signers: [keypair],
      predict: (world) => users.transferTicket(world, { user, sequence, to }),
    });
  },
);

/** Claims a ticket for somebody. */
export function claimFor(life: Life, user: string, sequence: bigint): void {
  const payer = life.world.tickets[Number(sequence)]?.rentPayer ?? user;
  life.perform({
    name: "claim_ticket",
    instruction: instructions.claimTicket({
      pool: life.pool.deployment,
      ticket: life.ticket(sequence),
      owner: life.user(user).address,
      rentPayer: life.user(payer).address,
    }),
    predict: (world) => users.claimTicket(world, { user, sequence }),
  });
}

const claim = kind("claim", 3, { place, stranger }, (life, { place, stranger }) => {
  const { books } = life.world;
  const isRipe = (ticket: ModelTicket) => ticket.state !== "claimed" && (books.isDone(ticket) || ticket.claimable > 0n);
  const ripe = books.tickets.filter(isRipe);
  const sequence = ripe[place % Math.max(ripe.length, 1)]?.sequence ?? someTicket(life, place);
  claimFor(life, holder(life, sequence, stranger), sequence);
});

const burn = kind("burn", 1, { user: anyUser, part: fc.nat(250_000) }, (life, { user, part }) => {
  const { keypair, tokens, address } = life.user(user);
  const burned = partOf(tokensOf(life, user), part);
  life.happens(
    "burn",
    () => life.context.done(createBurnInstruction(tokens, life.pool.pdas.mint, address, burned), [keypair]),
    (world) => {
      const owner = world.people[user];
      if (owner) owner.tokens -= burned;
      world.mintSupply -= burned;
      return 0n;
    },
  );
});

/** Tokens to accounts of the pool's own, where nobody gets them back. */
const giveTokens = kind(
  "giveTokens",
  0.5,
  { user: anyUser, part: fc.nat(50_000), to: fc.constantFrom("escrow", "liquidityTokens") },
  (life, { user, part, to }) => {
    const { keypair, tokens, address } = life.user(user);
    const given = partOf(tokensOf(life, user), part);
    const target = life.world.books.liquidity ? to : "escrow";
    life.happens(
      `tokens to ${target}`,
      () => life.context.done(createTransferInstruction(tokens, life.address(target), address, given), [keypair]),
      (world) => {
        const owner = world.people[user];
        if (owner) owner.tokens -= given;
        world.gifts[target as "escrow" | "liquidityTokens"] += given;
        return 0n;
      },
    );
  },
);

export const USER_KINDS = [
  depositSol,
  sell,
  addLiquidity,
  removeLiquidity,
  orderUnstake,
  cancel,
  cancelLate,
  transfer,
  claim,
  burn,
  giveTokens,
];
