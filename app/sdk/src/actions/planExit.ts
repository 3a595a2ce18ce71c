import { fetchExitStakes } from "../cranks/rebalance";
import { checkAmount } from "../errors/arguments";
import { type ExitPlan, planExit as plan } from "../quote/exit";
import { nodesIn, type View } from "../transaction/session";
import { ticketRent as fetchTicketRent } from "./internal/claims";
import { look } from "./internal/look";

export interface PlanExitParameters {
  tokens: bigint;
}

/** All ways out for `tokens`, side by side: lamports, fee, wait, and why one is closed. */
export async function planExit(view: View, { tokens }: PlanExitParameters): Promise<ExitPlan> {
  checkAmount("tokens", tokens);
  const [snapshot, ticketRent] = await Promise.all([look(view), fetchTicketRent(nodesIn(view))]);
  const stakes = await fetchExitStakes(nodesIn(view), snapshot);
  return plan(snapshot, tokens, { stakes, ticketRent });
}
