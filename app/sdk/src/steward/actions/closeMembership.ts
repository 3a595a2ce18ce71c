import type { PublicKey } from "@solana/web3.js";
import { nodesIn, type Session } from "../../transaction/session";
import { fetchMembershipThere } from "../accounts/members";
import { stewardError } from "../errors";
import { closeMembership as instruction } from "../instructions/closeMembership";
import { keysOf, type StewardSent, sendSteward } from "./internal/send";

export interface CloseMembershipParameters {
  /** Vote account of the validator that left. */
  vote: PublicKey;
}

/**
 * Closes the membership of a validator that left while it was vetoed, once that veto would have ended: it may join again. Anybody may; the
 * rent goes to who paid it. `Barred` before that, `IsMember` of a member, `MemberNotFound` where there is nothing to close.
 *
 * @example
 * ```ts
 * await closeMembership(session, { vote });
 * ```
 */
export async function closeMembership(session: Session, { vote }: CloseMembershipParameters): Promise<StewardSent> {
  const keys = keysOf(session);
  const found = await fetchMembershipThere(nodesIn(session), keys, vote);
  if (!found) throw stewardError("MemberNotFound", { args: { vote } });
  return sendSteward(session, [instruction({ steward: keys, vote, rentPayer: found.rentPayer })]);
}
