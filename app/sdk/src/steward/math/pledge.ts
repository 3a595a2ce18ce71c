import type { Member } from "../accounts/members";

/** A pledge in basis points, and the one before it. */
export type Pledge = Pick<Member, "pledge" | "pledgeBefore" | "pledgeEpoch">;

/** What was pledged for an epoch's rewards. */
export function pledgeAt({ pledge, pledgeBefore, pledgeEpoch }: Pledge, epoch: bigint): number {
  return epoch < pledgeEpoch ? pledgeBefore : pledge;
}

/** What holds for all epochs from one to another: the lower of the two. */
export function pledgeOver(pledge: Pledge, first: bigint, last: bigint): number {
  return Math.min(pledgeAt(pledge, first), pledgeAt(pledge, last));
}
