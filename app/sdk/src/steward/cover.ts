// What a bond makes good of a loss: the rules of `assess` and `cover`, on one member.
import { lamportsFor, type Price } from "../math/price";
import { min, saturatingMinus } from "../math/units";
import type { Member } from "./accounts/members";
import type { StewardPolicy } from "./accounts/steward";
import { charge } from "./assessment";

/** A bond, and what it owes already. */
export type Bond = Pick<Member, "tokens" | "debt" | "carriedLamports" | "status">;

/** What a bond makes good of a loss: lamports and tokens. */
export interface LossCover {
  /** Tokens that `cover` burns for it: those that were owed before are not in it. */
  burned: bigint;
  /** Lamports of the loss that they make good. */
  bond: bigint;
  /** Tokens that are left of the bond once all that it owes is burned. */
  left: bigint;
  /** Tokens that it owes still, because there are no more of it. */
  unpaid: bigint;
  /** Lamports that it owes besides, too few to charge. */
  carried: bigint;
}

/** A bond after `cover`: what it owes is burned as far as it reaches. */
export function covered<T extends Bond>(bond: T): T {
  const paid = min(bond.debt, bond.tokens);
  return { ...bond, tokens: bond.tokens - paid, debt: bond.debt - paid };
}

/**
 * What a bond makes good of `lost` lamports, of which `charged` are charged to it, at the `price` before the loss. What it owed before
 * comes first.
 *
 * @example
 * ```ts
 * const { bond, burned, left } = coverOf(member, 5_000_000_000n, 5_000_000_000n, terms.price, terms.policy);
 * ```
 */
export function coverOf(
  bond: Bond,
  lost: bigint,
  charged: bigint,
  price: Price,
  policy: Pick<StewardPolicy, "leastDebt">,
): LossCover {
  const before = covered(bond);
  const { tokens, debt, carriedLamports } = covered(charge(before, charged, price, policy));
  const burned = before.tokens - tokens;
  const worth = saturatingMinus(lamportsFor(price, burned), before.carriedLamports);
  return { burned, bond: min(worth, lost), left: tokens, unpaid: debt, carried: carriedLamports };
}
