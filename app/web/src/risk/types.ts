// Five rules of whether a pool can be trusted, each with its numbers. What has not been computed is never called fine.
import type { Status } from "../ui/pieces";

export const SLICES = ["backing", "exits", "keys", "validators", "age"] as const;
export type SliceName = (typeof SLICES)[number];

export interface Slice {
  status: Status;
  /** The numbers that the rule has found. */
  says: string[];
}

export const UNCHECKED: Slice = { status: "unknown", says: [] };

const RANK: Status[] = ["ok", "watch", "bad", "unknown"];

/** The worst of several findings; what is unknown hides nothing that is bad. */
export function worst(...found: Status[]): Status {
  if (found.includes("bad")) return "bad";
  return found.reduce((a, b) => (RANK.indexOf(b) > RANK.indexOf(a) ? b : a), "ok");
}
