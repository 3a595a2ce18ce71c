import type { PublicKey } from "@solana/web3.js";
import { isError, isTruestakeError } from "../../errors";
import type { Sent } from "../../transaction/details";
import { reporting } from "../../transaction/partly";
import { nodesIn, type Session, walletOf } from "../../transaction/session";
import { fetchMember } from "../accounts/members";
import { dueForListing } from "../due";
import { listValidator as instruction } from "../instructions/listValidator";
import { fetchStewarded, fetchVotes, waiting } from "../situation";
import { keysOf, resultOf, type StewardSent, sendSteward } from "./internal/send";

export interface ListValidatorParameters {
  /** The member's vote account. */
  vote: PublicKey;
}

/** A member that the pool lists from now on. */
export interface Listed extends StewardSent {
  /** Its vote account. */
  vote: PublicKey;
  score: number;
  /** The most stake that it gets, in lamports. */
  cap: bigint;
}

/**
 * Has the pool list a member with its first score; anybody may, and the wallet pays for its place. `NotQualified` while its score
 * is 0.
 *
 * @example
 * ```ts
 * const { score } = await listValidator(session, { vote });
 * ```
 */
export async function listValidator(session: Session, { vote }: ListValidatorParameters): Promise<Listed> {
  const { publicKey: payer } = walletOf(session);
  const keys = keysOf(session);
  const { index } = await fetchMember(nodesIn(session), keys, vote);
  const sent = await sendSteward(session, [instruction({ steward: keys, payer, vote, index })]);
  const result = resultOf(session, sent, "Listed", ({ score, cap }) => ({ score, cap }));
  return { ...sent, ...result, vote };
}

/**
 * Has the pool list all members that wait and qualify; anybody may. What somebody else has listed meanwhile is done.
 *
 * @example
 * ```ts
 * const listed = await listValidators(session);
 * ```
 */
export async function listValidators(session: Session): Promise<Listed[]> {
  const [nodes, keys] = [nodesIn(session), keysOf(session)];
  const situation = await fetchStewarded(nodes, keys);
  const votes = await fetchVotes(
    nodes,
    waiting(situation).map(({ vote }) => vote),
  );
  const done: Listed[] = [];
  return reporting<Sent, Listed[]>(done, async () => {
    for (const { vote } of dueForListing(situation, votes)) {
      try {
        done.push(await listValidator(session, { vote }));
      } catch (error) {
        const isDone =
          isTruestakeError(error) && isError(error, "ValidatorAlreadyListed", "NotQualified", "MemberNotFound");
        if (!isDone) throw error;
      }
    }
    return done;
  });
}
