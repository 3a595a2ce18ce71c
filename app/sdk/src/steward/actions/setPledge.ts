import type { PublicKey } from "@solana/web3.js";
import { checkNumbers } from "../../errors/arguments";
import { nodesIn, type Session, walletOf } from "../../transaction/session";
import { fetchMember } from "../accounts/members";
import { setPledge as instruction } from "../instructions/setPledge";
import { keysOf, resultOf, type StewardSent, sendSteward } from "./internal/send";

export interface SetPledgeParameters {
  /** The member's vote account. */
  vote: PublicKey;
  /** In basis points. */
  pledge: number;
}

/** A pledge that was changed. */
export interface PledgeChanged extends StewardSent {
  /** First epoch for whose rewards it is the one. */
  fromEpoch: bigint;
}

/**
 * Pledges another commission: a lower one at once, a higher one for rewards from four epochs later on. The wallet has to be the
 * bond's owner.
 *
 * @example
 * ```ts
 * const { fromEpoch } = await setPledge(session, { vote, pledge: 300 });
 * ```
 */
export async function setPledge(session: Session, { vote, pledge }: SetPledgeParameters): Promise<PledgeChanged> {
  checkNumbers({ pledge }, 10_000);
  const { publicKey: owner } = walletOf(session);
  const keys = keysOf(session);
  const { index } = await fetchMember(nodesIn(session), keys, vote);
  const sent = await sendSteward(session, [instruction({ steward: keys, index, owner, pledge })]);
  return { ...sent, fromEpoch: resultOf(session, sent, "PledgeChanged", (data) => data.fromEpoch) };
}
