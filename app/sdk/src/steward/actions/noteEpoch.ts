import type { Session } from "../../transaction/session";
import { noteEpoch as instruction } from "../instructions/noteEpoch";
import type { Reference } from "../math/note";
import { keysOf, resultOf, type StewardSent, sendSteward } from "./internal/send";

/** An epoch that was noted. */
export interface EpochNoted extends StewardSent {
  epoch: bigint;
  /** What it was like for all stake; undefined where that is unknown. */
  reference: Reference | undefined;
}

/**
 * Writes down what all stake earned in the epoch before; anybody may, once an epoch.
 *
 * @example
 * ```ts
 * const { epoch, reference } = await noteEpoch(session);
 * ```
 */
export async function noteEpoch(session: Session): Promise<EpochNoted> {
  const sent = await sendSteward(session, [instruction({ steward: keysOf(session) })]);
  const result = resultOf(session, sent, "EpochNoted", ({ epoch, credits, growth }) => ({
    epoch,
    reference: credits > 0n ? { credits, growth } : undefined,
  }));
  return { ...sent, ...result };
}
