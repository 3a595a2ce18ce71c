import { type Session, walletOf } from "../../transaction/session";
import type { StewardKeys } from "../addresses";
import { createSteward as instruction } from "../instructions/createSteward";
import type { StewardDecoded } from "../layout";
import { keysOf, type StewardSent, sendSteward } from "./internal/send";

/** What a steward asks for, as an argument: lamports, parts per billion and basis points. */
export type StewardPolicyArgs = StewardDecoded<"policyArgs">;

/** The policy that the steward's documentation speaks of. */
export const DEFAULT_STEWARD_POLICY: StewardPolicyArgs = {
  minBond: 10_000_000_000n,
  joinFee: 200_000_000n,
  leastDebt: 10_000_000n,
  minVoteBalance: 0n,
  targetRatio: 1_000_000,
  floorRatio: 400_000,
  maxMembers: 1_000,
  share: 400,
  commissionCeiling: 500,
  tolerance: 100,
  requireBlsKey: 0,
};

export interface CreateStewardParameters {
  /** What differs from {@link DEFAULT_STEWARD_POLICY}. */
  policy?: Partial<StewardPolicyArgs> | undefined;
}

/** A steward that was made. */
export interface StewardCreated extends StewardSent, Pick<StewardKeys, "steward" | "authority"> {
  policy: StewardPolicyArgs;
}

/**
 * Creates the pool's steward. The wallet has to be the pool's admin; it pays the rents. It manages nothing until the admin makes
 * `authority` the pool's validator manager: `setRole`.
 *
 * @example
 * ```ts
 * const { authority } = await createSteward(session, { policy: { share: 1_000 } });
 * await setRole(session, { role: "validatorManager", newHolder: authority });
 * ```
 */
export async function createSteward(
  session: Session,
  { policy = {} }: CreateStewardParameters = {},
): Promise<StewardCreated> {
  const { publicKey: admin } = walletOf(session);
  const keys = keysOf(session);
  const whole = { ...DEFAULT_STEWARD_POLICY, ...policy };
  const sent = await sendSteward(session, [instruction({ steward: keys, admin, policy: whole })]);
  return { ...sent, steward: keys.steward, authority: keys.authority, policy: whole };
}
