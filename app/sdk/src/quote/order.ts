import type { PoolSnapshot } from "../accounts/snapshot";
import { isOwnedBy, NEVER, type StakeAccount } from "../accounts/stakeAccount";
import type { StakeHistory } from "../accounts/stakeHistory";
import { StakeStatus, usesStake, usesTransient, type ValidatorRecord } from "../accounts/validatorList";
import { phaseOf } from "../math/phase";
import { max, min, saturatingMinus } from "../math/units";
import type { StakeRules, ValidatorSituation } from "./moves";

/** Whether stake of a validator activates or cools down, by its record: an update will have something to put in order. */
export function isOnItsWay(record: ValidatorRecord): boolean {
  return usesTransient(record) || record.stakeStatus === StakeStatus.Deactivating || record.coolingLamports > 0n;
}

/**
 * Whether `update_validators` would change anything at a validator that has been measured in this epoch: take back what
 * has cooled down or a surplus, join what has become active, or note what an account does. Lamports that nobody has
 * measured yet do not count: they enter no book before the next epoch.
 */
export function isUnordered(
  { pool, clock, stakeRent }: Pick<PoolSnapshot, "pool" | "clock" | "stakeRent">,
  { stakeHistory: history, minimumDelegation }: StakeRules,
  { record, stake, transient }: Pick<ValidatorSituation, "record" | "stake" | "transient">,
): boolean {
  const { epoch } = clock;
  const rentOf = ({ rentReserve }: StakeAccount): bigint => max(stakeRent, rentReserve);
  const untidy = (status: StakeStatus, booked: bigint, account: StakeAccount | undefined): boolean => {
    // The status is not `None`, which an account that is gone will have.
    if (!account || !isOwnedBy(account, pool.stakeAuthority)) return true;
    const rent = rentOf(account);
    const [next, kept] = restOf(account, rent, epoch, history);
    return next !== status || min(account.lamports, booked) > kept;
  };
  if (usesStake(record) && untidy(record.stakeStatus, record.stakeLamports, stake)) return true;
  if (!usesTransient(record)) return false;
  if (untidy(record.transientStatus, record.transientLamports, transient)) return true;
  if (!usesStake(record) || !stake || !transient) return false;
  const { delegation } = transient;
  const keepsRent = saturatingMinus(transient.lamports, rentOf(transient)) >= (delegation?.stake ?? 0n);
  const target = phaseOf(stake.delegation, epoch, history);
  if (!keepsRent || phaseOf(delegation, epoch, history) !== "Active") return false;
  if (target !== "Active" && target !== "Inactive") return false;
  const present = target === "Active" ? (stake.delegation?.stake ?? 0n) : 0n;
  return present + (delegation?.stake ?? 0n) >= minimumDelegation;
}

/** What an account is doing, and the lamports that an update leaves in it. */
function restOf(
  { delegation }: StakeAccount,
  rent: bigint,
  epoch: bigint,
  history: StakeHistory,
): [StakeStatus, bigint] {
  if (!delegation) return [StakeStatus.Idle, rent];
  if (delegation.deactivationEpoch === NEVER) return [StakeStatus.Delegated, delegation.stake + rent];
  if (phaseOf(delegation, epoch, history) === "Inactive") return [StakeStatus.Idle, rent];
  return [StakeStatus.Deactivating, delegation.stake + rent];
}
