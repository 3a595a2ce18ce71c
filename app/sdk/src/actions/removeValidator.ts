import type { PublicKey } from "@solana/web3.js";
import { checkAddress } from "../errors/arguments";
import { GONE, retrying } from "../transaction/races";
import type { Sent } from "../transaction/send";
import { type Session, send, walletOf } from "../transaction/session";
import { fetchLastVote, removalFrom } from "./internal/validators";

export interface RemoveValidatorParameters {
  /** Its vote account. */
  vote: PublicKey;
}

/**
 * Takes a drained validator off the list; throws why it cannot be. Anybody may.
 *
 * @example
 * ```ts
 * await removeValidator(session, { vote });
 * ```
 */
export async function removeValidator(session: Session, { vote }: RemoveValidatorParameters): Promise<Sent> {
  checkAddress("vote", vote);
  walletOf(session);
  return retrying(["WrongMark", ...GONE], async () => {
    const [removal, lastVote] = await Promise.all([removalFrom(session, vote), fetchLastVote(session)]);
    return send(session, [removal(lastVote ?? vote)]);
  });
}
