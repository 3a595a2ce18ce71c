import { checkList } from "../../errors/arguments";
import { nodesIn, type Session } from "../../transaction/session";
import { fetchMembers } from "../accounts/members";
import { dueForCover } from "../due";
import { cover } from "../instructions/cover";
import type { MembersParameters } from "./assessMembers";
import { among, callsFor } from "./internal/calls";
import { keysOf, type StewardSent, sendDue } from "./internal/send";

/** Debts that were paid. */
export interface Covered {
  transactions: StewardSent[];
  /** Tokens that were burned. */
  tokens: bigint;
  /** What those bonds owe still, in tokens. */
  debt: bigint;
}

/**
 * Burns what members owe out of their bonds; anybody may. Nothing is sent where nothing is owed.
 *
 * @example
 * ```ts
 * const { tokens } = await coverMembers(session);
 * ```
 */
export async function coverMembers(session: Session, { votes }: MembersParameters = {}): Promise<Covered> {
  checkList("votes", votes);
  const keys = keysOf(session);
  const transactions = await sendDue(session, async () => {
    const members = await fetchMembers(nodesIn(session), keys);
    const due = among(dueForCover({ members }), votes);
    return callsFor(session, due, (each) => cover({ steward: keys, indexes: each.map(({ index }) => index) }));
  });
  let [tokens, debt] = [0n, 0n];
  for (const { name, data } of transactions.flatMap(({ stewardEvents }) => stewardEvents)) {
    if (name !== "Covered") continue;
    tokens += data.tokens;
    debt += data.debt;
  }
  return { transactions, tokens, debt };
}
