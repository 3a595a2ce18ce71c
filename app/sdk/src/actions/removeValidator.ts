import type { PublicKey } from "@solana/web3.js";
import { isError } from "../errors";
import { checkAddress } from "../errors/arguments";
import type { Sent } from "../transaction/details";
import { GONE, retrying } from "../transaction/races";
import { type Session, send, walletOf } from "../transaction/session";
import { fetchLastVote, removalFrom } from "./internal/validators";

export interface RemoveValidatorParameters {
  /** Its vote account. */
  vote: PublicKey;
}

/**
 * Takes a drained validator off the list; throws why it cannot be. Anybody may. Undefined when somebody else has just removed it;
 * `ValidatorNotFound` for one that was not listed to begin with.
 *
 * @example
 * ```ts
 * await client.removeValidator({ vote });
 * ```
 */
export async function removeValidator(
  session: Session,
  { vote }: RemoveValidatorParameters,
): Promise<Sent | undefined> {
  checkAddress("vote", vote);
  walletOf(session);
  let wasListed = false;
  return retrying(["WrongMark", "ValidatorNotFound", ...GONE], async (): Promise<Sent | undefined> => {
    const [removal, lastVote] = await Promise.all([
      removalFrom(session, vote).catch((error) => {
        if (wasListed && isError(error, "ValidatorNotFound")) return undefined;
        throw error;
      }),
      fetchLastVote(session),
    ]);
    if (!removal) return undefined;
    wasListed = true;
    return send(session, [removal(lastVote ?? vote)]);
  });
}
