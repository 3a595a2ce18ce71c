// What the program refuses by a number that it does not say: the number, read where it has refused.

import { isTruestakeError, type TruestakeError } from "../../../errors/TruestakeError";
import { tokensFor } from "../../../math/price";
import { WHOLE_BPS } from "../../../math/units";
import { nodesIn, type Session } from "../../../transaction/session";
import { decimal, percent, sol } from "../../../words";
import { stewardOf } from "../../addresses";
import { type StewardErrorName, stewardError } from "../../errors";
import { MAX_VETOED_BPS } from "../../idl/constants";
import { debtOf } from "../../math/liability";
import { fetchStewardSituation, type StewardSituation } from "../../situation";
import { termsOf } from "../../terms";

type Said = (situation: StewardSituation) => string;

const SAID: Partial<Record<StewardErrorName, Said>> = {
  PledgeTooHigh: (situation) => `Pledge at most ${percent(termsOf(situation).policy.commissionCeiling)}.`,
  BondTooSmall: (situation) => {
    const { policy, price } = termsOf(situation);
    return `A bond is worth at least ${sol(policy.minBond)}: ${decimal(debtOf(policy.minBond, price))} tokens now.`;
  },
  MembersFull: (situation) =>
    `The policy allows ${termsOf(situation).policy.maxMembers}: wait until one leaves, or the pool's admin allows more.`,
  VetoTooWide: (situation) => {
    const { countedTokens, vetoedTokens } = situation.steward;
    const { policy, price } = termsOf(situation);
    const most = (countedTokens * BigInt(MAX_VETOED_BPS)) / BigInt(WHOLE_BPS);
    const least = tokensFor(price, policy.minBond);
    const already = vetoedTokens > 0n ? `, and ${decimal(vetoedTokens)} are vetoed` : "";
    return `Bonds of ${decimal(countedTokens)} tokens count, so ${decimal(most)} can be vetoed at a time${already}; each veto takes what counts of its bond, and the least bond, ${decimal(least)} tokens, at least.`;
  },
};

/** The same error with another hint. */
export function hinted({ name, phase, effect, args, logs, cause }: TruestakeError, hint: string): TruestakeError {
  return stewardError(name as StewardErrorName, { phase, effect, args, logs, cause, hint });
}

/** The same error; where it is by a number of the policy or of the bonds, with that in its hint. */
export async function withLimit(session: Session, error: unknown): Promise<unknown> {
  if (!isTruestakeError(error)) return error;
  const said = SAID[error.name as StewardErrorName];
  if (!said) return error;
  // What went wrong is told also where no node can be asked any more.
  const situation = await fetchStewardSituation(nodesIn(session), stewardOf(session.deployment)).catch(() => undefined);
  return situation ? hinted(error, said(situation)) : error;
}
