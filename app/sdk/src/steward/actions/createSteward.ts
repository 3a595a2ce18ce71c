import { fetchMany } from "../../accounts/common";
import { TruestakeError } from "../../errors/TruestakeError";
import type { ChainReader } from "../../nodes/chain";
import { nodesIn, type Session, walletOf } from "../../transaction/session";
import type { StewardKeys } from "../addresses";
import { createSteward as instruction } from "../instructions/createSteward";
import type { StewardDecoded } from "../layout";
import { checkPolicy } from "./internal/policy";
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

/** A pool has one steward: the program would only say that its address is in use. */
async function refuseSecond(reader: ChainReader, { pool, steward, programId }: StewardKeys): Promise<void> {
  const [found] = await fetchMany(reader, [steward]);
  // Anybody can send lamports to an address that is free: that is no steward.
  if (!found?.owner.equals(programId)) return;
  const args = { argument: "pool", value: pool.pool, steward };
  const message = `the pool has a steward already: ${steward.toBase58()}`;
  throw new TruestakeError("InvalidArgument", message, { args, hint: "Change its policy instead." });
}

/**
 * Creates the pool's steward; `InvalidArgument` where it has one. The wallet has to be the pool's admin; it pays the rents. It manages
 * nothing until the admin makes `authority` the pool's validator manager: `setRole`.
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
  checkPolicy(whole);
  await refuseSecond(nodesIn(session), keys);
  const sent = await sendSteward(session, [instruction({ steward: keys, admin, policy: whole })]);
  return { ...sent, steward: keys.steward, authority: keys.authority, policy: whole };
}
