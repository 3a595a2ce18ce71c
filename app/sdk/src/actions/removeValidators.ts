import type { PublicKey } from "@solana/web3.js";
import { fetchValidatorList } from "../accounts/validatorList";
import { isError } from "../errors";
import { checkList } from "../errors/arguments";
import { isDrained } from "../quote/explain";
import type { Sent } from "../transaction/details";
import { reporting } from "../transaction/partly";
import { REMOVAL_RACES, retrying } from "../transaction/races";
import { nodesIn, type Session, send, walletOf } from "../transaction/session";
import { removalFrom } from "./internal/validators";

export interface RemoveValidatorsParameters {
  /** Vote accounts of the validators; all that are drained if not given. */
  votes?: PublicKey[] | undefined;
}

/**
 * Takes validators off the list whose score is 0 and whose stake has come back: all of them, or those named. One
 * transaction each. Anybody may; what somebody else has removed meanwhile is done. `PartlyDone` with what was removed when an
 * error stops the rest.
 *
 * @example
 * ```ts
 * const removed = await client.removeValidators();
 * ```
 */
export async function removeValidators(session: Session, { votes }: RemoveValidatorsParameters = {}): Promise<Sent[]> {
  checkList("votes", votes);
  walletOf(session);
  const wanted = new Set(votes?.map((vote) => vote.toBase58()));
  const removed: Sent[] = [];
  const removeAll = async () => {
    const list = await fetchValidatorList(nodesIn(session), session.deployment);
    const drained = list
      .records()
      .filter((record) => isDrained(record) && (!votes || wanted.has(record.vote.toBase58())));
    // From the end: the list's last validator takes the place of the one that leaves.
    const order = list.records().map(({ vote }) => vote);
    for (const { vote, index } of drained.reverse()) {
      removed.push(await send(session, [(await removalFrom(session, vote))(order.at(-1) ?? vote)]));
      const last = order.pop();
      if (last && index < order.length) order[index] = last;
    }
    return removed;
  };
  return reporting(removed, async () => {
    try {
      return await retrying(REMOVAL_RACES, removeAll);
    } catch (error) {
      // Somebody else is always faster: those are removed.
      if (isError(error, ...REMOVAL_RACES)) return removed;
      throw error;
    }
  });
}
