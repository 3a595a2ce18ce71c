import { PublicKey } from "@solana/web3.js";
import {
  type Apy,
  apyOf,
  type Fees,
  feesOf,
  fetchParts,
  formatPrice,
  isFresh,
  isPending,
  type LiquidityFees,
  managerOf,
  PROGRAM_ID,
} from "@truestake/sdk";
import { askAt, liquidityFeesAt, priceAt, unreleasedAt } from "@truestake/sdk/quotes";
import type { Context } from "../../context/context";
import { command } from "../../framework/command";
import { facts } from "../../output/table";
import { decimal, percent, ratio, sol, utc } from "../../output/words";
import { address, amount, number, object, orNull, price, text, time, whole, yes } from "../../schema/build";

const fees = object({ reward: whole, deposit: whole, withdrawal: whole, ticket: whole, referralShare: whole });
const line = object({ target: amount, min: whole, max: whole, treasuryCut: whole });

interface Show {
  pool: PublicKey;
  mint: PublicKey;
  program: PublicKey;
  token: { name: string; symbol: string; uri: string } | null;
  price: { bid: string; ask: string | null; total: bigint; supply: bigint };
  fresh: boolean;
  epoch: bigint;
  lastUpdateEpoch: bigint;
  slot: bigint;
  apy: { perYear: number; seconds: number } | null;
  reserve: bigint;
  staked: bigint;
  cooling: bigint;
  unreleased: bigint;
  queuedTokens: bigint;
  queuedLamports: bigint;
  validators: number;
  fees: Fees;
  pendingFees: { fees: Fees; fromUpdate: bigint } | null;
  depositCap: bigint | null;
  policy: { reserveBuffer: number; maxValidatorShare: number; maxMove: number; movingPart: number };
  roles: {
    admin: PublicKey;
    validatorManager: PublicKey;
    guardian: PublicKey;
    treasury: PublicKey;
    pendingAdmin: PublicKey | null;
    pendingManager: { validatorManager: PublicKey; fromUpdate: bigint } | null;
  };
  /** Epoch updates of the pool so far. */
  updates: bigint;
  treasuryReceives: boolean;
  pausedUntil: string | null;
  liquidity: { lamports: bigint; tokens: bigint; shares: bigint; cap: bigint | null; fees: LiquidityFees } | null;
}

const PARTS = ["clock", "liquidity", "treasuryReceives"] as const;
const NONE = 0xffff_ffff_ffff_ffffn;

const bounded = (limit: bigint): bigint | null => (limit === NONE ? null : limit);

async function read(context: Context): Promise<Show> {
  const client = await context.reader();
  const [{ pool, clock, liquidity, treasuryReceives }, history, metadata] = await Promise.all([
    fetchParts(client.connection, client.deployment, PARTS),
    client.history(),
    client.tokenMetadata().catch(() => undefined),
  ]);
  const bid = priceAt(pool, clock.slot);
  const apy: Apy | undefined = apyOf(history);
  const isPaused = pool.pausedUntil > clock.unixTimestamp;
  return {
    pool: pool.pool,
    mint: pool.mint,
    program: pool.programId,
    token: metadata ? { name: metadata.name, symbol: metadata.symbol, uri: metadata.uri } : null,
    price: { bid: formatPrice(bid), ask: bid.total > 0n ? formatPrice(askAt(pool, clock)) : null, ...bid },
    fresh: isFresh({ pool, clock }),
    epoch: clock.epoch,
    lastUpdateEpoch: pool.lastUpdateEpoch,
    slot: clock.slot,
    apy: apy ? { perYear: apy.apy, seconds: apy.seconds } : null,
    reserve: pool.reserveLamports,
    staked: pool.stakedLamports,
    cooling: pool.coolingLamports,
    unreleased: unreleasedAt(pool, clock.slot),
    queuedTokens: pool.queuedTokens,
    queuedLamports: pool.queuedLamports,
    validators: pool.validatorCount,
    fees: feesOf(pool),
    pendingFees: isPending(pool.fees, pool.updates) ? { fees: pool.fees.next, fromUpdate: pool.fees.fromUpdate } : null,
    depositCap: bounded(pool.depositCap),
    policy: {
      reserveBuffer: pool.reserveBuffer,
      maxValidatorShare: pool.maxValidatorShare,
      maxMove: pool.maxMove,
      movingPart: pool.movingPart,
    },
    roles: {
      admin: pool.admin,
      validatorManager: managerOf(pool),
      guardian: pool.guardian,
      treasury: pool.treasury,
      pendingAdmin: pool.pendingAdmin.equals(PublicKey.default) ? null : pool.pendingAdmin,
      pendingManager: isPending(pool.validatorManager, pool.updates)
        ? { validatorManager: pool.validatorManager.next, fromUpdate: pool.validatorManager.fromUpdate }
        : null,
    },
    updates: pool.updates,
    treasuryReceives,
    pausedUntil: isPaused ? utc(pool.pausedUntil) : null,
    liquidity: liquidity
      ? {
          lamports: liquidity.solLamports,
          tokens: liquidity.tokenAmount,
          shares: liquidity.shares,
          cap: bounded(liquidity.cap),
          fees: liquidityFeesAt(liquidity, pool.updates),
        }
      : null,
  };
}

function words(of: Show, { io }: Context): string {
  const { token, price: now, fees: charged, policy, roles, liquidity: lp } = of;
  const symbol = token?.symbol || "tokens";
  const head = facts(
    [
      ["token", token ? `${token.name} (${token.symbol})` : "no name yet"],
      ["mint", of.mint.toBase58()],
      ["pool", of.pool.toBase58()],
      of.program.equals(PROGRAM_ID) ? undefined : ["program", of.program.toBase58()],
      ["price", `${now.bid} SOL when leaving, ${now.ask ?? "none"} when coming in`],
      [
        "state",
        of.fresh ? `up to date in epoch ${of.epoch}` : `last updated in epoch ${of.lastUpdateEpoch}; it is ${of.epoch}`,
      ],
      ["paused", of.pausedUntil ? `until ${of.pausedUntil}` : "no"],
      ["yield", of.apy ? `${ratio(of.apy.perYear)} a year, net of fees` : "no history yet"],
    ],
    io.width,
  );
  const books = facts(
    [
      ["total", `${sol(now.total)} for ${decimal(now.supply)} ${symbol}`],
      ["staked", `${sol(of.staked)} with ${of.validators} validators, ${sol(of.cooling)} of it cooling down`],
      ["reserve", sol(of.reserve)],
      ["to be released", sol(of.unreleased)],
      ["queue", `${sol(of.queuedLamports)} for ${decimal(of.queuedTokens)} ${symbol}`],
      ["deposit cap", of.depositCap === null ? "none" : sol(of.depositCap)],
      lp
        ? [
            "liquidity",
            `${sol(lp.lamports)} and ${decimal(lp.tokens)} ${symbol}, fee ${percent(lp.fees.min)} to ${percent(lp.fees.max)}`,
          ]
        : ["liquidity", "none"],
    ],
    io.width,
  );
  const rules = facts(
    [
      [
        "fees",
        `${percent(charged.reward)} of rewards, ${percent(charged.deposit)} in, ${percent(charged.ticket)} by ticket, ${percent(charged.withdrawal)} by stake account`,
      ],
      of.pendingFees
        ? [
            "coming fees",
            `${percent(of.pendingFees.fees.reward)} of rewards, ${percent(of.pendingFees.fees.deposit)} in, from epoch update ${of.pendingFees.fromUpdate} on; the last was ${of.updates}`,
          ]
        : undefined,
      [
        "policy",
        `buffer ${percent(policy.reserveBuffer)}, at most ${percent(policy.maxValidatorShare)} with one validator, at most ${percent(policy.maxMove)} moved in an epoch, in its last ${percent(policy.movingPart)}`,
      ],
      ["admin", roles.admin.toBase58()],
      roles.pendingAdmin ? ["proposed admin", roles.pendingAdmin.toBase58()] : undefined,
      ["validator manager", roles.validatorManager.toBase58()],
      roles.pendingManager
        ? [
            "coming manager",
            `${roles.pendingManager.validatorManager.toBase58()} from epoch update ${roles.pendingManager.fromUpdate} on; the last was ${of.updates}`,
          ]
        : undefined,
      ["guardian", roles.guardian.toBase58()],
      [
        "treasury",
        `${roles.treasury.toBase58()}${of.treasuryReceives ? "" : " (can receive nothing: no fee is charged)"}`,
      ],
    ],
    io.width,
  );
  return `${head}\n\n${books}\n\n${rules}`;
}

export const show = command<Show>({
  name: "show",
  summary: "price, books, fees, roles and liquidity of the pool",
  details: "Shows the pool as it is now. Amounts of the JSON are lamports and token units, ratios basis points.",
  schema: object({
    pool: address,
    mint: address,
    program: address,
    token: orNull(object({ name: text, symbol: text, uri: text })),
    price: object({ bid: price, ask: orNull(price), total: amount, supply: amount }),
    fresh: yes,
    epoch: amount,
    lastUpdateEpoch: amount,
    slot: amount,
    apy: orNull(object({ perYear: number, seconds: number })),
    reserve: amount,
    staked: amount,
    cooling: amount,
    unreleased: amount,
    queuedTokens: amount,
    queuedLamports: amount,
    validators: whole,
    fees,
    pendingFees: orNull(object({ fees, fromUpdate: amount })),
    depositCap: orNull(amount),
    policy: object({ reserveBuffer: whole, maxValidatorShare: whole, maxMove: whole, movingPart: whole }),
    roles: object({
      admin: address,
      validatorManager: address,
      guardian: address,
      treasury: address,
      pendingAdmin: orNull(address),
      pendingManager: orNull(object({ validatorManager: address, fromUpdate: amount })),
    }),
    updates: amount,
    treasuryReceives: yes,
    pausedUntil: orNull(time),
    liquidity: orNull(object({ lamports: amount, tokens: amount, shares: amount, cap: orNull(amount), fees: line })),
  }),
  run: read,
  text: words,
});
