import type { PublicKey } from "@solana/web3.js";
import { checkAddress } from "../../errors/arguments";
import { isError } from "../../errors/TruestakeError";
import type { Sent } from "../../transaction/details";
import { reporting } from "../../transaction/partly";
import { nodesIn, type Session } from "../../transaction/session";
import { fetchMembership } from "../accounts/members";
import { dueForRemoval } from "../due";
import { removeMember as instruction } from "../instructions/removeMember";
import { fetchStewarded } from "../situation";
import { keysOf, resultOf, type StewardSent, sendSteward } from "./internal/send";

export interface RemoveMemberParameters {
  /** The member's vote account. */
  vote: PublicKey;
}

/** A member that is none any more. */
export interface MemberRemoved extends StewardSent {
  /** Its place, which is free. */
  index: number;
}

/**
 * Frees the place of a member whose bond was burned whole and that owes nothing; anybody may. `BondThere` while there is a bond,
 * `DebtOpen` while what it could not pay is open: `depositBond` of the rest and `coverMembers` end that.
 *
 * @example
 * ```ts
 * const { index } = await removeMember(session, { vote });
 * ```
 */
export async function removeMember(session: Session, { vote }: RemoveMemberParameters): Promise<MemberRemoved> {
  checkAddress("vote", vote);
  const keys = keysOf(session);
  const { rentPayer } = await fetchMembership(nodesIn(session), keys, vote);
  const sent = await sendSteward(session, [instruction({ steward: keys, vote, rentPayer })]);
  const result = resultOf(session, sent, "MemberRemoved", ({ index }) => ({ index }));
  return { ...sent, ...result };
}

/**
 * Frees the places of all members whose bonds were burned whole, and that owe nothing and have no stake; anybody may. What somebody
 * else has done meanwhile is done.
 *
 * @example
 * ```ts
 * const removed = await removeMembers(session);
 * ```
 */
export async function removeMembers(session: Session): Promise<MemberRemoved[]> {
  const situation = await fetchStewarded(nodesIn(session), keysOf(session));
  const done: MemberRemoved[] = [];
  return reporting<Sent, MemberRemoved[]>(done, async () => {
    for (const { vote } of dueForRemoval(situation)) {
      try {
        done.push(await removeMember(session, { vote }));
      } catch (error) {
        // It was removed, or somebody has deposited.
        if (!isError(error, "MemberNotFound", "AccountNotInitialized", "BondThere")) throw error;
      }
    }
    return done;
  });
}
