import type { PublicKey } from "@solana/web3.js";
import { nodesIn, type Session, walletOf } from "../../transaction/session";
import { fetchMember } from "../accounts/members";
import { liftVeto as liftInstruction } from "../instructions/liftVeto";
import { veto as instruction } from "../instructions/veto";
import { keysOf, resultOf, type StewardSent, sendSteward } from "./internal/send";

export interface VetoParameters {
  /** The member's vote account. */
  vote: PublicKey;
  /** For everybody to read; at most 128 bytes. */
  reason: string;
}

/** A veto that was announced. */
export interface Vetoed extends StewardSent {
  /** First epoch in which it is in force, and the first after it. */
  fromEpoch: bigint;
  untilEpoch: bigint;
}

/**
 * Announces that a member gets no stake, from two epochs later on and for 30; its bond stays its owner's, and who leaves meanwhile may
 * not join again before the veto would have ended. `VetoTooWide` beyond a tenth of all bonds that count, of which a member's rating says
 * what has a use; of one that has just come counts the policy's least bond. The wallet has to be the pool's admin.
 *
 * @example
 * ```ts
 * const { fromEpoch } = await veto(session, { vote, reason: "it leaves transactions out" });
 * ```
 */
export async function veto(session: Session, { vote, reason }: VetoParameters): Promise<Vetoed> {
  const { publicKey: admin } = walletOf(session);
  const keys = keysOf(session);
  const { index } = await fetchMember(nodesIn(session), keys, vote);
  const sent = await sendSteward(session, [instruction({ steward: keys, index, admin, reason })]);
  const result = resultOf(session, sent, "Vetoed", ({ fromEpoch, untilEpoch }) => ({ fromEpoch, untilEpoch }));
  return { ...sent, ...result };
}

/**
 * Ends a veto. The wallet has to be the pool's admin.
 *
 * @example
 * ```ts
 * await liftVeto(session, { vote });
 * ```
 */
export async function liftVeto(session: Session, { vote }: Pick<VetoParameters, "vote">): Promise<StewardSent> {
  const { publicKey: admin } = walletOf(session);
  const keys = keysOf(session);
  const { index } = await fetchMember(nodesIn(session), keys, vote);
  return sendSteward(session, [liftInstruction({ steward: keys, index, admin })]);
}
