// What a fall of the price does to a market of loans, to its fixed point.
import type { PoolSnapshot } from "../accounts/snapshot";
import { isTruestakeError } from "../errors";
import { rateAt, sell } from "../math/curve";
import { lamportsFor, type Price } from "../math/price";
import { availableLamports, countedLamports, curveOf, liquidityFeesAt } from "../quote/liquidity";
import { afterSeizure, debtOf, type LendingTerms, liquidationLimit, type Position, seize } from "./lending";

export interface Cascade {
  /** Passes over all positions in which something changed. */
  rounds: number;
  /** Positions that were liquidated, in whole or in part. */
  liquidated: number;
  /** Debt that liquidators paid, in lamports. */
  paid: bigint;
  tokens: bigint;
  /** Worth of the seized tokens at the true price that was sold at once, and that went into tickets; in lamports. */
  soldNow: bigint;
  toTickets: bigint;
  /** Positions that can be liquidated and that nobody takes: what is seized would pay less than it costs. */
  left: { positions: number; debt: bigint };
  /** What collateral does not cover: the lender's loss, in lamports. */
  badDebt: bigint;
  /** What the pool's liquidity has left, in lamports. */
  liquidity: bigint;
  /** What the last price that counted was below the true price, in parts per million. */
  discountPpm: number;
}

/** How liquidators turn tokens into SOL. */
export interface Exits {
  snapshot: PoolSnapshot;
  /** What a ticket for so much worth is worth to them, its fee and the wait taken off. */
  byTicket(value: bigint): bigint;
}

/** SOL that is left in the pool's liquidity, and what of it is on the fee line. */
interface Liquidity {
  lamports: bigint;
  counted: bigint;
}

const MILLION = 1_000_000n;

/** Liquidates until nothing changes. Collateral counts at the true price, or at what liquidity pays for the next token. */
export function cascadeOf({
  positions: before,
  price,
  terms,
  exits,
  rule,
}: {
  positions: readonly Position[];
  price: Price;
  terms: LendingTerms;
  exits: Exits;
  rule: "true" | "market";
}): Cascade {
  const { snapshot } = exits;
  const { liquidity: pool } = snapshot;
  const curve = pool && curveOf(liquidityFeesAt(pool, snapshot.pool.updates));
  let stock: Liquidity = pool
    ? { lamports: availableLamports(pool, snapshot), counted: countedLamports(snapshot) }
    : { lamports: 0n, counted: 0n };
  /** What the next token fetches below the true price, in parts per million. */
  const discount = (): bigint => {
    if (rule === "true") return 0n;
    const byTicket = MILLION - exits.byTicket(MILLION * MILLION) / MILLION;
    if (!curve || curve.target === 0n || stock.lamports === 0n) return byTicket;
    // What is not on the line leaves last, at the highest rate.
    return rateAt(curve, stock.counted) / 10_000n;
  };
  const counts = (): Price => ({ ...price, total: (price.total * (MILLION - discount())) / MILLION });
  /** What selling tokens pays: at once where that gives what they cost, by ticket otherwise. */
  const exitOf = (tokens: bigint, cost: bigint): { lamports: bigint; stock: Liquidity; isNow: boolean } => {
    const value = lamportsFor(price, tokens);
    const later = { lamports: exits.byTicket(value), stock, isNow: false };
    if (!curve || stock.lamports === 0n) return later;
    try {
      const { lamports } = sell(curve, value, stock.lamports, stock.counted);
      if (lamports < cost) return later;
      const counted = stock.counted > lamports ? stock.counted - lamports : 0n;
      return { lamports, stock: { lamports: stock.lamports - lamports, counted }, isNow: true };
    } catch (error) {
      if (isTruestakeError(error)) return later;
      throw error;
    }
  };
  const positions = [...before];
  const hit = new Set<number>();
  const sums = { paid: 0n, tokens: 0n, soldNow: 0n, toTickets: 0n };
  const isUnsafe = (position: Position, now: Price): boolean =>
    debtOf(position) > liquidationLimit(terms, position.tokens, now);
  let rounds = 0;
  for (let changed = true; changed; rounds += Number(changed)) {
    changed = false;
    for (const [at, position] of positions.entries()) {
      const now = counts();
      if (position.tokens === 0n || now.total === 0n || !isUnsafe(position, now)) continue;
      const seizure = seize(terms, position, debtOf(position), now);
      if (seizure.tokens === 0n) continue;
      const way = exitOf(seizure.tokens, seizure.paid);
      if (way.lamports < seizure.paid) continue;
      stock = way.stock;
      positions[at] = afterSeizure(position, seizure);
      hit.add(at);
      changed = true;
      sums.paid += seizure.paid;
      sums.tokens += seizure.tokens;
      sums[way.isNow ? "soldNow" : "toTickets"] += lamportsFor(price, seizure.tokens);
    }
  }
  const last = counts();
  const left = positions.filter((position) => position.tokens > 0n && isUnsafe(position, last));
  return {
    ...{ rounds, liquidated: hit.size, ...sums, liquidity: stock.lamports, discountPpm: Number(discount()) },
    left: { positions: left.length, debt: left.reduce((sum, position) => sum + debtOf(position), 0n) },
    badDebt: positions.reduce((sum, position) => sum + uncovered(position, price), 0n),
  };
}

/** What a position owes over what its tokens are worth. */
function uncovered(position: Position, price: Price): bigint {
  const [debt, worth] = [debtOf(position), lamportsFor(price, position.tokens)];
  return debt > worth ? debt - worth : 0n;
}
