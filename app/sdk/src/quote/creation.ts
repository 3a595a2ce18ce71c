// What making accounts takes of whoever pays for them: they stay the program's as long as the pool is there.
import { DISCRIMINATOR_BYTES } from "../accounts/common";
import type { RentOf } from "../accounts/rent";
import { listHeader } from "../accounts/validatorList";
import { sizeOf } from "../layout";

/** Of the token program. */
const [MINT_BYTES, TOKEN_BYTES] = [82, 165];
/** An account is made with as much as it may grow by at once. */
const FIRST_BYTES = 10_240;

const rentOfAll = (rentOf: RentOf, bytes: readonly number[]): bigint =>
  bytes.reduce((sum, each) => sum + rentOf(each), 0n);

/**
 * What `createPool` takes of its payer beside transaction fees and the metadata program's part, in lamports: the seed and the rents
 * of the pool's accounts, with the treasury's where that is made, too.
 *
 * @example
 * ```ts
 * const lamports = poolCost(await fetchRent(connection), { seedLamports: 1_000_000_000n, withTreasury: true });
 * ```
 */
export function poolCost(
  rentOf: RentOf,
  { seedLamports, withTreasury }: { seedLamports: bigint; withTreasury: boolean },
): bigint {
  const history = DISCRIMINATOR_BYTES + sizeOf("priceHistory");
  const own = [DISCRIMINATOR_BYTES + sizeOf("pool"), listHeader(), FIRST_BYTES, history];
  // The mint, escrow and seed; the reserve has no data.
  const tokens = [MINT_BYTES, TOKEN_BYTES, TOKEN_BYTES, ...(withTreasury ? [TOKEN_BYTES] : []), 0];
  return seedLamports + rentOfAll(rentOf, [...own, ...tokens]);
}

/**
 * What `createLiquidity` takes of its payer beside transaction fees, in lamports.
 *
 * @example
 * ```ts
 * const lamports = liquidityCost(await fetchRent(connection), { seedLamports: 1_000_000_000n });
 * ```
 */
export function liquidityCost(rentOf: RentOf, { seedLamports }: { seedLamports: bigint }): bigint {
  const bytes = [DISCRIMINATOR_BYTES + sizeOf("liquidityPool"), TOKEN_BYTES, MINT_BYTES, 0];
  return seedLamports + rentOfAll(rentOf, bytes);
}

/**
 * What `addValidator` takes of its payer beside transaction fees, in lamports: for the place in the list, and for the mark, which
 * `removeValidator` gives back.
 *
 * @example
 * ```ts
 * const lamports = validatorCost(await fetchRent(connection));
 * ```
 */
export function validatorCost(rentOf: RentOf): bigint {
  const place = rentOf(sizeOf("validatorRecord")) - rentOf(0);
  return place + rentOf(DISCRIMINATOR_BYTES + sizeOf("validatorMark"));
}
