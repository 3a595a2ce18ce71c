import type { Handle } from "../transaction/handle";
import { type Outcome, settle } from "../transaction/outcome";
import { nodesIn, type View } from "../transaction/session";

/**
 * Settles a transaction that was signed before: broadcasts it again, and follows it to its outcome, also after a crash, in another
 * process, as often as needed. Needs no wallet. `unknown` when the deadline passes first: then again later.
 *
 * @example
 * ```ts
 * const stored = JSON.parse(file); // what `onSigned` was given, or `args.handle` of `OutcomeUnknown`
 * const outcome = await client.resume(stored);
 * if (outcome.status === "landed") console.log(outcome.sent.signature);
 * if (outcome.status === "expired") await client.depositSol({ lamports }); // it never happened
 * ```
 */
export async function resume(view: View, handle: Handle): Promise<Outcome> {
  return settle(nodesIn(view), handle, view.options);
}
