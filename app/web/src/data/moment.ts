// When something was read that is not read again by itself.
import type { View } from "./view";

export interface Moment {
  /** By this machine's clock, in milliseconds. */
  at: number;
  epoch: bigint;
}

/** What is read from now on is at least as new as that. */
export const momentOf = ({ clock: { epoch } }: Pick<View, "clock">): Moment => ({ at: Date.now(), epoch });
