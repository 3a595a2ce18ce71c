// Users: SOL and tokens in and out.
import { createBurnInstruction, createTransferInstruction } from "@solana/spl-token";
import { PublicKey } from "@solana/web3.js";
import {
  instructions,
  quoteAddLiquidity,
  quoteDepositSol,
  quoteLiquidUnstake,
  quoteOrderUnstake,
  quoteRemoveLiquidity,
} from "@truestake/sdk";
import fc from "fast-check";
import { LIMITS, SOL } from "../../common";
import { least } from "../bigint";
import type { Life } from "../life";
import { Refusal } from "../reference/refusal";
import * as users from "../reference/users";
import { copyOf, type World } from "../reference/world";
import { amount, USERS } from "../setup";
import { kind, part, partOf, place, rarely, seldom } from "./command";
import { anyUser } from "./people";

/** The least that is accepted: one more than there is, for the greedy. */
function minimum(life: Life, isGreedy: boolean, tell: (world: World) => bigint | undefined): bigint {
  if (!isGreedy) return 1n;
  try {
    return (tell(copyOf(life.world)) ?? 0n) + 1n;
  } catch (error) {
    if (error instanceof Refusal) return 1n;
    throw error;
  }
}

export interface Deposit {
  user: string;
  lamports: bigint;
  referrer?: string | undefined;
  least?: bigint;
}

export function deposit(life: Life, { user, lamports, referrer, least = 1n }: Deposit): void {
  const options = { minimum: least, ...(referrer ? { referrer: life.user(referrer).tokens } : {}) };
  life.perform({
    name: "deposit_sol",
    user,
    instruction: life.pool.depositInstruction(life.user(user), lamports, options),
    signers: [life.user(user).keypair],
    predict: (world) => users.depositSol(world, { user, lamports, referrer, minimum: least }),
    quote: (snapshot) => {
      const quote = quoteDepositSol(snapshot, { lamports, referred: referrer !== undefined });
      return { tokens: quote.tokens, treasury_tokens: quote.treasuryTokens, referrer_tokens: quote.referrerTokens };
    },
  });
}

/** The one who is meant, or somebody else who has any of it. */
export function owner(life: Life, meant: string, what: "tokens" | "shares"): string {
  const has = (name: string): boolean => (life.world.people[name]?.[what] ?? 0n) > 0n;
  return has(meant) ? meant : (USERS.find(has) ?? meant);
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
  },
  (life, { isGreedy, ...args }) => {
    const least = minimum(life, isGreedy, (world) => users.depositSol(world, { ...args, minimum: 0n }).tokens);
    deposit(life, { ...args, least });
  },
);

const selling = { user: anyUser, part, isModest: rarely(2), isGreedy: rarely(20) };

const sell = kind("sell", 5, selling, (life, { user: meant, part, isModest, isGreedy }) => {
  const user = owner(life, meant, "tokens");
  const { liquidity } = life.world.books;
  // A lamport buys a token, about: the modest sell what the liquidity pool can pay for.
  const has = tokensOf(life, user);
  const tokens = partOf(isModest && liquidity ? least(has, liquidity.lamports) : has, part);
  const args = { user, tokens };
  const smallest = minimum(life, isGreedy, (world) => users.liquidUnstake(world, { ...args, minimum: 0n }).lamports);
  life.perform({
    name: "liquid_unstake",
    user,
    instruction: life.pool.sellInstruction(life.user(user), tokens, smallest),
    signers: [life.user(user).keypair],
    predict: (world) => users.liquidUnstake(world, { ...args, minimum: smallest }),
    quote: (snapshot) => {
      const { lamports, fee, treasuryTokens } = quoteLiquidUnstake(snapshot, tokens);
      return { lamports, fee, treasury_tokens: treasuryTokens };
    },
  });
});

const addLiquidity = kind(
  "addLiquidity",
  3,
  { user: anyUser, lamports: amount(200n * SOL).map((more) => LIMITS.deposit / 2n + more), isGreedy: rarely(20) },
  (life, { user, lamports, isGreedy }) => {
    const args = { user, lamports };
    const least = minimum(life, isGreedy, (world) => users.addLiquidity(world, { ...args, minimum: 0n }).shares);
    life.perform({
      name: "add_liquidity",
      user,
      instruction: life.pool.addLiquidityInstruction(life.user(user), lamports, least),
      signers: [life.user(user).keypair],
      predict: (world) => users.addLiquidity(world, { ...args, minimum: least }),
      quote: (snapshot) => ({ shares: quoteAddLiquidity(snapshot, lamports).shares }),
    });
  },
);

/** Redeems a part of somebody's shares. */
export function removeShares(life: Life, user: string, shares: bigint): void {
  life.perform({
    name: "remove_liquidity",
    user,
    instruction: life.pool.removeLiquidityInstruction(life.user(user), shares),
    signers: [life.user(user).keypair],
    predict: (world) => users.removeLiquidity(world, { user, shares }),
    quote: (snapshot) => ({ ...quoteRemoveLiquidity(snapshot, shares) }),
  });
}

const removeLiquidity = kind("removeLiquidity", 2, { user: anyUser, part }, (life, { user: meant, part }) => {
  const user = owner(life, meant, "shares");
  removeShares(life, user, partOf(life.world.people[user]?.shares ?? 0n, part));
});

/** Orders a redemption by ticket. */
export function order(life: Life, user: string, tokens: bigint, least = 1n): void {
  life.ticket(BigInt(life.world.books.tickets.length));
  life.perform({
    name: "order_unstake",
    user,
    instruction: life.pool.orderInstruction(life.user(user), tokens, least),
    signers: [life.user(user).keypair],
    predict: (world) => users.orderUnstake(world, { user, tokens, minimum: least }),
    quote: (snapshot) => ({ sequence: quoteOrderUnstake(snapshot, tokens).sequence }),
  });
}

const orderUnstake = kind(
  "order",
  6,
  { user: anyUser, part, isGreedy: rarely(20) },
  (life, { user: meant, part, isGreedy }) => {
    const user = owner(life, meant, "tokens");
    const tokens = partOf(tokensOf(life, user), part);
    const value = (world: World) => users.orderUnstake(world, { user, tokens, minimum: 0n }).ordered_lamports;
    order(life, user, tokens, minimum(life, isGreedy, value));
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
  return stranger ?? life.world.owners[Number(sequence)] ?? "ann";
}

const stranger = seldom(8, anyUser);

const cancel = kind("cancel", 3, { place, stranger, part }, (life, { place, stranger, part }) => {
  ensureQueued(life, part);
  const sequence = someTicket(life, place);
  const user = holder(life, sequence, stranger);
  life.ticket(sequence);
  life.perform({
    name: "cancel_ticket",
    user,
    instruction: life.pool.cancelInstruction(life.user(user), sequence),
    signers: [life.user(user).keypair],
    predict: (world) => users.cancelTicket(world, { user, sequence }),
  });
});

const transfer = kind(
  "transfer",
  2,
  { place, stranger, part, to: fc.option(anyUser, { freq: 12, nil: undefined }) },
  (life, { place, stranger, part, to }) => {
    ensureQueued(life, part);
    const sequence = someTicket(life, place);
    const user = holder(life, sequence, stranger);
    const { address, keypair } = life.user(user);
    life.perform({
      name: "transfer_ticket",
      user,
      instruction: instructions.transferTicket({
        pool: life.pool.addresses,
        ticket: life.ticket(sequence),
        owner: address,
        newOwner: to ? life.user(to).address : PublicKey.default,
      }),
      signers: [keypair],
      predict: (world) => users.transferTicket(world, { user, sequence, to }),
    });
  },
);

/** Claims a ticket for somebody. */
export function claimFor(life: Life, user: string, sequence: bigint): void {
  life.ticket(sequence);
  life.perform({
    name: "claim_ticket",
    instruction: life.pool.claimInstruction(life.user(user).address, sequence),
    predict: (world) => users.claimTicket(world, { user, sequence }),
  });
}

const claim = kind("claim", 3, { place, stranger }, (life, { place, stranger }) => {
  const { tickets, head } = life.world.books;
  const ripe = tickets.filter(({ state, sequence }) => sequence < head && state !== "claimed");
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
  transfer,
  claim,
  burn,
  giveTokens,
];
