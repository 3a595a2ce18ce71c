import { nodesIn, type Session, walletOf } from "../../transaction/session";
import { fetchSteward, latestPolicy } from "../accounts/steward";
import { updatePolicy as instruction } from "../instructions/updatePolicy";
import type { StewardPolicyArgs } from "./createSteward";
import { checkPolicy } from "./internal/policy";
import { keysOf, resultOf, type StewardSent, sendSteward } from "./internal/send";

export interface UpdatePolicyParameters {
  /** What changes: the rest stays what it is, or what it is going to be. */
  policy: Partial<StewardPolicyArgs>;
}

/** A policy that was changed. */
export interface PolicyUpdated extends StewardSent {
  /** First epoch in which it is in force. */
  fromEpoch: bigint;
}

/**
 * Changes what the steward asks for, five epochs later: validators and holders have the time to leave. The wallet has to be the pool's
 * admin.
 *
 * @example
 * ```ts
 * const { fromEpoch } = await updatePolicy(session, { policy: { minBond: 20_000_000_000n } });
 * ```
 */
export async function updatePolicy(session: Session, { policy }: UpdatePolicyParameters): Promise<PolicyUpdated> {
  const { publicKey: admin } = walletOf(session);
  const keys = keysOf(session);
  const steward = await fetchSteward(nodesIn(session), keys);
  // What waits is kept: a change of another term does not undo it.
  const whole = { ...latestPolicy(steward), ...policy };
  checkPolicy(whole);
  const sent = await sendSteward(session, [instruction({ steward: keys, admin, policy: whole })]);
  return { ...sent, fromEpoch: resultOf(session, sent, "PolicyUpdated", (data) => data.fromEpoch) };
}
