import type { TransactionInstruction } from "@solana/web3.js";
import type { RawAccount } from "../../accounts/round";
import { fetchTogether, isFresh, type PartialSnapshot, type SnapshotPart } from "../../accounts/snapshot";
import type { Sent } from "../../transaction/details";
import { EPOCH_ENDED, retrying } from "../../transaction/races";
import { nodesIn, type Session, send } from "../../transaction/session";
import { updateForUser } from "./look";
import { type Witnesses, witnessesWanted } from "./results";

/** What an action with a price came from and to. */
export interface Priced<K extends SnapshotPart> {
  sent: Sent;
  /** What it was planned from. */
  planned: PartialSnapshot<K | "pool" | "clock">;
  /** The witnesses, before it. */
  before: (RawAccount | null)[];
}

/**
 * Sends instructions that use the price, with the missing cranks before them or run first. Reads the `parts` of the pool that
 * `build` needs and what the witnesses hold, together; and the pool's validators only where cranks are missing.
 */
export function sendPriced<K extends SnapshotPart>(
  session: Session,
  parts: readonly K[],
  build: (snapshot: PartialSnapshot<K | "pool" | "clock">) => TransactionInstruction[],
  witnesses: Witnesses = { tokens: [] },
): Promise<Priced<K>> {
  const wanted = [...new Set([...parts, "clock" as const])];
  const read = () => fetchTogether(nodesIn(session), session.deployment, wanted, witnessesWanted(witnesses));
  return retrying(EPOCH_ENDED, async (): Promise<Priced<K>> => {
    const { snapshot: known, beside: before } = await read();
    const alone = async (planned: PartialSnapshot<K | "pool" | "clock">, earlier = before): Promise<Priced<K>> => {
      return { sent: await send(session, build(planned)), planned, before: earlier };
    };
    // A message is for later: anybody runs the cranks before it.
    if (session.capture || isFresh(known)) return alone(known);
    if (!session.options.lean) {
      // Most of the time nothing is due, and nobody has to load what plans cranks.
      const { sendCranked } = await import("./cranked");
      const cranked = await sendCranked(session, build);
      if (cranked) return { ...cranked, before };
    }
    await updateForUser(session);
    const later = await read();
    return alone(later.snapshot, later.beside);
  });
}
