import type { PublicKey } from "@solana/web3.js";
import * as instructions from "../instructions";
import { isDrained } from "../quote/explain";
import { REMOVAL_RACES, retrying } from "../races";
import type { Sent } from "../transaction/send";
import { look, type Session, send } from "./session";

/** Takes validators off the list whose score is 0 and whose stake has come back: all of them, or those named. */
export function removeValidators(session: Session, votes?: PublicKey[]): Promise<Sent[]> {
  const { programId } = session.options;
  const wanted = new Set(votes?.map((vote) => vote.toBase58()));
  const removed: Sent[] = [];
  return retrying(REMOVAL_RACES, async () => {
    const { pool, validators } = await look(session);
    // From the end: the list's last validator takes the place of the one that leaves.
    const drained = validators
      .records()
      .filter((record) => isDrained(record) && (!votes || wanted.has(record.vote.toBase58())))
      .reverse();
    for (const validator of drained) {
      removed.push(await send(session, [instructions.removeValidator({ pool, validator, programId })]));
    }
    return removed;
  });
}
