import type { PoolSnapshot } from "../accounts/snapshot";
import { isDelegated, isOwnedBy, missingRent, type StakeAccount } from "../accounts/stakeAccount";
import type { StakeHistory } from "../accounts/stakeHistory";
import { StakeStatus, usesStake, usesTransient, type ValidatorRecord } from "../accounts/validatorList";
import { knownStake, phaseOf } from "../math/phase";
import { max, min, saturatingMinus } from "../math/units";
import type { StakeRules, ValidatorSituation } from "./moves";

/**
 * Whether stake of a validator activates or cools down, by its record: an update will have something to put in order.
 *
 * @example
 * ```ts
 * console.log(isOnItsWay(record));
 * ```
 */
export function isOnItsWay(record: ValidatorRecord): boolean {
  return usesTransient(record) || record.stakeStatus === StakeStatus.Deactivating || record.coolingLamports > 0n;
}

type Snapshot = Pick<PoolSnapshot, "pool" | "clock" | "reserveBalance" | "reserveRent" | "stakeRent">;

/**
 * Whether `update_validators` would put anything in order at a validator that has been measured in this epoch: take back what
 * has cooled down or a surplus, join what has become active, or note what an account does. Lamports that nobody has
 * measured yet do not count: see `fetchChanged`.
 *
 * @example
 * ```ts
 * console.log(isUntidy(snapshot, rules, validator));
 * ```
 */
export function isUntidy(
  snapshot: Snapshot,
  { stakeHistory: history, minimumDelegation }: StakeRules,
  { record, stake, transient }: Pick<ValidatorSituation, "record" | "stake" | "transient">,
): boolean {
  const { pool, clock, stakeRent } = snapshot;
  const { epoch } = clock;
  const untidy = (status: StakeStatus, booked: bigint, account: StakeAccount | undefined): boolean => {
    // The status is not `None`, which an account that is gone will have.
    if (!account || !isOwnedBy(account, pool.stakeAuthority)) return true;
    const rest = restOf(account, stakeRent, epoch, history);
    return rest !== undefined && (rest.status !== status || min(account.lamports, booked) > rest.lamports);
  };
  if (usesStake(record) && untidy(record.stakeStatus, record.stakeLamports, stake)) return true;
  if (!usesTransient(record)) return false;
  if (untidy(record.transientStatus, record.transientLamports, transient)) return true;
  if (!usesStake(record) || !stake || !transient) return false;
  const target = phaseOf(stake.delegation, epoch, history);
  if (!isDelegated(transient) || phaseOf(transient.delegation, epoch, history) !== "Active") return false;
  if (target !== "Active" && target !== "Inactive") return false;
  const present = target === "Active" ? (stake.delegation?.stake ?? 0n) : 0n;
  const inReserve = saturatingMinus(snapshot.reserveBalance, snapshot.reserveRent);
  const spare = min(pool.reserveLamports, inReserve);
  const [whole, lacking] = [transient.delegation?.stake ?? 0n, missingRent(transient, stakeRent)];
  return joining({ whole, present, lacking, spare, minimumDelegation }) > 0n;
}

/**
 * What an update moves of `whole` lamports of active stake in a transient account to the `present` ones beside it. Where the reserve's
 * `spare` lamports do not pay what the account is `lacking` of its rent, the least stays that may; nothing moves where what would be
 * together is under the smallest delegation.
 */
export function joining({
  whole,
  present,
  lacking,
  spare,
  minimumDelegation,
}: Record<"whole" | "present" | "lacking" | "spare" | "minimumDelegation", bigint>): bigint {
  const moved = lacking <= spare ? whole : saturatingMinus(whole, max(minimumDelegation, lacking));
  return present + moved < minimumDelegation ? 0n : moved;
}

/** What an account is doing, and the lamports that an update leaves in it; undefined where nobody can tell. */
function restOf(
  account: StakeAccount,
  rent: bigint,
  epoch: bigint,
  history: StakeHistory,
): { status: StakeStatus; lamports: bigint } | undefined {
  const { delegation } = account;
  if (!delegation) return { status: StakeStatus.Idle, lamports: rent };
  if (isDelegated(account)) return { status: StakeStatus.Delegated, lamports: delegation.stake + rent };
  const known = knownStake(delegation, epoch, history);
  if (!known) return undefined;
  if (known.effective === 0n) return { status: StakeStatus.Idle, lamports: rent };
  // One lamport is left for whoever computes the cool-down in other numbers.
  return { status: StakeStatus.Deactivating, lamports: rent + known.effective + 1n };
}
