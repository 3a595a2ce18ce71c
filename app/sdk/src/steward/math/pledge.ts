import { max, min } from "../../math/units";
import type { Member } from "../accounts/members";

/** A pledge in basis points, and the ones before it. */
export type Pledge = Pick<Member, "pledge" | "pledgeBefore" | "pledgeEarlier" | "pledgeEpoch" | "pledgeChangedEpoch">;

/** What was pledged for an epoch's rewards. */
export function pledgeAt(
  { pledge, pledgeBefore, pledgeEarlier, pledgeEpoch, pledgeChangedEpoch }: Pledge,
  epoch: bigint,
): number {
  if (epoch >= pledgeEpoch) return pledge;
  return epoch >= pledgeChangedEpoch ? pledgeBefore : pledgeEarlier;
}

/** What holds for all epochs from one to another: the lowest. */
export function pledgeOver(pledge: Pledge, first: bigint, last: bigint): number {
  const between = min(max(pledge.pledgeChangedEpoch, first), last);
  return Math.min(...[first, between, last].map((epoch) => pledgeAt(pledge, epoch)));
}
