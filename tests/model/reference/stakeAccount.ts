// Stake accounts as the stake program keeps them.
import { PublicKey } from "@solana/web3.js";
import { NEVER, type StakeHistoryEntries, stakeAt } from "@truestake/localnet";

export interface Delegation {
  /** Name of the validator. */
  vote: string;
  stake: bigint;
  activation: bigint;
  deactivation: bigint;
}

/** Lamports at an address; a stake account once somebody has made one there. */
export interface StakeAccount {
  lamports: bigint;
  isStake: boolean;
  delegation?: Delegation | undefined;
}

export type Phase = "inactive" | "activating" | "warming up" | "active" | "cooling down";

/** Time, as stake sees it, and what an account costs. */
export interface StakeRules {
  epoch: bigint;
  history: StakeHistoryEntries;
  rent: bigint;
  minimum: bigint;
}

/** What of a delegation is effective in `epoch`, and what is on its way. */
export function statusOf({ stake, activation, deactivation }: Delegation, epoch: bigint, history: StakeHistoryEntries) {
  const delegation = { vote: PublicKey.default, stake, activationEpoch: activation, deactivationEpoch: deactivation };
  return stakeAt(delegation, epoch, history);
}

export function phaseOf({ delegation }: StakeAccount, { epoch, history }: StakeRules): Phase {
  if (!delegation) return "inactive";
  const { effective, activating } = statusOf(delegation, epoch, history);
  if (effective === 0n && activating === 0n) return "inactive";
  if (delegation.deactivation !== NEVER) return "cooling down";
  if (effective === 0n) return "activating";
  return activating === 0n ? "active" : "warming up";
}

export function isDelegated({ delegation }: StakeAccount): boolean {
  return delegation?.deactivation === NEVER;
}

export function delegated({ delegation }: StakeAccount): bigint {
  return delegation?.stake ?? 0n;
}

export function aboveRent({ lamports }: StakeAccount, { rent }: StakeRules): bigint {
  return lamports > rent ? lamports - rent : 0n;
}

/** Rent that an account lacks beside its stake, after a rise. */
export function missingRent(account: StakeAccount, { rent }: StakeRules): bigint {
  const loose = account.lamports > delegated(account) ? account.lamports - delegated(account) : 0n;
  return rent > loose ? rent - loose : 0n;
}

/** What has cooled down while a part is still effective; one lamport stays. */
export function cooled(account: StakeAccount, rules: StakeRules): bigint {
  if (!account.delegation) return 0n;
  const { effective } = statusOf(account.delegation, rules.epoch, rules.history);
  const free = aboveRent(account, rules) - effective - 1n;
  return free > 0n ? free : 0n;
}

/** Lamports that are neither stake nor rent. */
export function excess(account: StakeAccount, rules: StakeRules): bigint {
  const above = aboveRent(account, rules);
  return above > delegated(account) ? above - delegated(account) : 0n;
}

/** All lamports above the rent become stake. */
export function delegate(account: StakeAccount, vote: string, rules: StakeRules): void {
  account.isStake = true;
  account.delegation = { vote, stake: aboveRent(account, rules), activation: rules.epoch, deactivation: NEVER };
}

export function deactivate(account: StakeAccount, { epoch }: StakeRules): void {
  if (account.delegation) account.delegation.deactivation = epoch;
}

/** Active stake to an account of the same validator, or to one of which nothing is effective. */
export function moveStake(from: StakeAccount, to: StakeAccount, stake: bigint, rules: StakeRules): void {
  const { delegation } = from;
  if (!delegation) throw new Error("there is no stake to move");
  if (to.delegation && phaseOf(to, rules) === "active") to.delegation.stake += stake;
  else to.delegation = { ...delegation, stake };
  to.isStake = true;
  delegation.stake -= stake;
  if (delegation.stake === 0n) from.delegation = undefined;
  from.lamports -= stake;
  to.lamports += stake;
}
