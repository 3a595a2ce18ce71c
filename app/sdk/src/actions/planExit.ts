import { DISCRIMINATOR_BYTES } from "../accounts/common";
import { rentByRent } from "../accounts/rent";
import { fetchGivers } from "../cranks/validator";
import { checkAmount } from "../errors/arguments";
import { sizeOf } from "../layout";
import { type ExitPlan, planExit as plan } from "../quote/exit";
import { nodesIn, type View } from "../transaction/session";

export interface PlanExitParameters {
  tokens: bigint;
}

/** What it reads of the pool. */
const PARTS = ["clock", "liquidity", "liquidityBalance", "reserveRent", "stakeRent", "treasuryReceives"] as const;

/**
 * All ways out for `tokens`, side by side: lamports, fee, wait, and why one is closed.
 *
 * @example
 * ```ts
 * const { liquid, ticket: byTicket, stake: byStake } = await planExit(session, { tokens: 1_000_000_000n });
 * console.log(liquid.lamports, byTicket.waitEpochs, byStake.fee);
 * ```
 */
export async function planExit(view: View, { tokens }: PlanExitParameters): Promise<ExitPlan> {
  checkAmount("tokens", tokens);
  const { snapshot, ...stakes } = await fetchGivers(nodesIn(view), view.deployment, PARTS, tokens);
  const ticketRent = rentByRent(snapshot.reserveRent, DISCRIMINATOR_BYTES + sizeOf("ticket"));
  return plan(snapshot, tokens, { stakes, ticketRent });
}
