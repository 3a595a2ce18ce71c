import type { PoolSnapshot } from "../accounts/snapshot";
import { isTruestakeError } from "../errors";
import { checkAmounts, checkNumbers } from "../errors/arguments";
import { tokensFor } from "../math/price";
import { priceAt } from "../quote/books";
import { mostLiquidTokens, quoteLiquidUnstake } from "../quote/liquidUnstake";
import { begin } from "./begin";
import type { Outcome } from "./scenario";
import { inSol } from "./series";
import type { ScenarioState } from "./state";
import { snapshotOf } from "./world/world";

const SOL = 1_000_000_000n;

export interface InstantInputs {
  /** Worth of the tokens that are sold, in lamports; 1, 10, 100, 1,000 and 10,000 SOL if not given. */
  sizes: bigint[];
}

/** One sale to the liquidity pool. */
export interface InstantSale {
  /** Worth of the tokens at the true price, in lamports. */
  size: bigint;
  tokens: bigint;
  /** Whether the liquidity is enough for it. */
  possible: boolean;
  /** What arrives, in lamports, and the fee. */
  lamports: bigint;
  fee: bigint;
  /** The fee in hundredths of a basis point of the worth, ceiled. */
  feePpm: number;
}

export interface InstantResult {
  sales: InstantSale[];
  /** The sale that takes all liquidity. */
  emptying: InstantSale;
}

type Snapshot = Pick<
  PoolSnapshot,
  "pool" | "clock" | "liquidity" | "liquidityBalance" | "reserveRent" | "treasuryReceives"
>;

/** What can be sold at once at some cost. */
export interface ExitDepth {
  costBps: number;
  tokens: bigint;
  lamports: bigint;
}

/**
 * The most tokens that can be sold at once for at most such a cost.
 *
 * @example
 * ```ts
 * const { tokens } = exitDepth(await client.snapshot(), 100);
 * ```
 */
export function exitDepth(snapshot: Snapshot, costBps: number): ExitDepth {
  const none = { costBps, tokens: 0n, lamports: 0n };
  const sold = (tokens: bigint): bigint | undefined => {
    try {
      const { lamports, fee } = quoteLiquidUnstake(snapshot, tokens);
      return fee * 10_000n <= (lamports + fee) * BigInt(costBps) ? lamports : undefined;
    } catch (error) {
      if (isTruestakeError(error)) return undefined;
      throw error;
    }
  };
  // The rate rises with the amount, so what is too dear stays so.
  let [low, high] = [0n, snapshot.liquidity ? mostLiquidTokens(snapshot) : 0n];
  while (low < high) {
    const middle = (low + high + 1n) / 2n;
    if (sold(middle) === undefined) high = middle - 1n;
    else low = middle;
  }
  return low === 0n ? none : { costBps, tokens: low, lamports: sold(low) ?? 0n };
}

/** Sells tokens at once, each time beginning with the same liquidity. */
export function saleOf(snapshot: Snapshot, size: bigint, tokens: bigint): InstantSale {
  try {
    const { lamports, fee } = quoteLiquidUnstake(snapshot, tokens);
    const feePpm = Number((fee * 1_000_000n + lamports + fee - 1n) / (lamports + fee));
    return { size, tokens, possible: true, lamports, fee, feePpm };
  } catch (error) {
    if (!isTruestakeError(error)) throw error;
    return { size, tokens, possible: false, lamports: 0n, fee: 0n, feePpm: 0 };
  }
}

/**
 * What selling to the liquidity pool costs, by size, and the size that empties it. `InvalidArgument` for sizes that are no amounts.
 *
 * @example
 * ```ts
 * console.log(instant(state).result.emptying);
 * ```
 */
export function instant(
  state: ScenarioState,
  given: Partial<InstantInputs> = {},
): Outcome<"instant", InstantInputs, InstantResult> {
  const inputs = { sizes: [SOL, 10n * SOL, 100n * SOL, 1_000n * SOL, 10_000n * SOL], ...given };
  checkAmounts(Object.fromEntries(inputs.sizes.map((size, at) => [`sizes[${at}]`, size])));
  checkNumbers({ "sizes.length": inputs.sizes.length }, 1_000);
  const snapshot = snapshotOf(begin(state));
  const price = priceAt(snapshot.pool, snapshot.clock.slot);
  const of = (size: bigint): InstantSale => saleOf(snapshot, size, price.total === 0n ? 0n : tokensFor(price, size));
  const most = mostLiquidTokens(snapshot);
  const emptying = saleOf(snapshot, price.supply === 0n ? 0n : (most * price.total) / price.supply, most);
  const steps = Array.from({ length: 50 }, (_, at) => of((emptying.size * BigInt(at + 1)) / 50n));
  return {
    ...{ scenario: "instant", inputs, samples: 1, result: { sales: inputs.sizes.map(of), emptying } },
    series: [
      {
        ...{ name: "cost of leaving at once", unit: "basis points", along: "SOL" },
        points: steps
          .filter(({ possible }) => possible)
          .map(({ size, feePpm }) => [inSol(size), feePpm / 100] as const),
      },
    ],
  };
}
