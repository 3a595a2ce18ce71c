import type { PublicKey } from "@solana/web3.js";
import { fetchValidatorList } from "../accounts/validatorList";
import { checkAddress } from "../errors/arguments";
import type { Sent } from "../transaction/details";
import { GONE, retrying } from "../transaction/races";
import { nodesIn, type Session, send, walletOf } from "../transaction/session";
import { listed } from "./internal/look";
import { removalOf } from "./internal/validators";

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
export async function removeValidator(session: Session, { vote }: RemoveValidatorParameters) {
  checkAddress("vote", vote);
  walletOf(session);
  let wasListed = false;
  return retrying(["WrongMark", "ValidatorNotFound", ...GONE], async (): Promise<Sent | undefined> => {
    const list = await fetchValidatorList(nodesIn(session), session.deployment);
    const found = list.find(vote);
    if (!found && wasListed) return undefined;
    const record = listed(found);
    wasListed = true;
    return send(session, [await removalOf(session, record.vote, list.record(list.count - 1).vote)]);
  });
}
