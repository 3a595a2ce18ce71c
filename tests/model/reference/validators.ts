// The validators' records and accounts: what measuring and the movements of stake make of them.
import { idleRateOf } from "../../common";
import { least, most, over } from "../bigint";
import type { Taking } from "./intake";
import type { Limit } from "./policy";
import {
  aboveRent,
  cooled,
  delegated,
  excess,
  isDelegated,
  missingRent,
  moveStake,
  phaseOf,
  type StakeAccount,
  type StakeRules,
} from "./stakeAccount";

/** As the list numbers them. */
export const STATUS = { none: 0n, idle: 1n, delegated: 2n, deactivating: 3n } as const;

/** What a validator's stake brought between two epochs. */
export interface ModelEarning {
  since: bigint;
  epoch: bigint;
  /** Delegation that was active through all of it. */
  base: bigint;
  earned: bigint;
  other: bigint;
  lost: bigint;
}

export interface ModelValidator {
  /** Name of the vote account. */
  vote: string;
  score: bigint;
  /** The most that is delegated to it. */
  cap: bigint;
  /** Its limit, while that binds. */
  limit: Limit | undefined;
  /** What it was noted to take in the epoch of its last measuring. */
  taking: Taking | undefined;
  keep: boolean;
  listed: bigint;
  stakeStatus: bigint;
  transientStatus: bigint;
  /** What the books say is in the two accounts. */
  stakeLamports: bigint;
  transientLamports: bigint;
  cooling: bigint;
  /** Delegation of the validator stake account as it was last seen. */
  delegated: bigint;
  earning: ModelEarning;
}

/** A validator's two addresses. Kept when it is taken off the list: anybody can send lamports there. */
export interface Accounts {
  stake: StakeAccount;
  transient: StakeAccount;
}

export type Which = keyof Accounts;

export function newValidator(vote: string, score: bigint, cap: bigint, epoch: bigint): ModelValidator {
  return {
    vote,
    score,
    cap,
    limit: undefined,
    taking: undefined,
    keep: false,
    listed: epoch,
    stakeStatus: STATUS.none,
    transientStatus: STATUS.none,
    stakeLamports: 0n,
    transientLamports: 0n,
    cooling: 0n,
    delegated: 0n,
    earning: { since: epoch, epoch, base: 0n, earned: 0n, other: 0n, lost: 0n },
  };
}

/** Lamports with a validator that stay there. */
export function stays({ stakeLamports, transientLamports, cooling }: ModelValidator): bigint {
  return over(stakeLamports + transientLamports, cooling);
}

export function limitCooling(record: ModelValidator): void {
  record.cooling = least(record.cooling, record.stakeLamports + record.transientLamports);
}

/** What the validator's stake earned in an epoch, in parts per billion. */
export function rateOf({ earning: { since, epoch, base, earned } }: ModelValidator): bigint {
  return idleRateOf(earned, base * (epoch - since));
}

/** Whether an account is one that measuring looks at. */
export function isUsed(record: ModelValidator, which: Which): boolean {
  return which === "stake" ? record.stakeStatus > STATUS.none : record.transientStatus > STATUS.idle;
}

/** Gains and losses of accounts. */
export interface Found {
  gain: bigint;
  loss: bigint;
}

/** Books what one account holds. */
function compare(record: ModelValidator, which: Which, { isStake, lamports }: StakeAccount, found: Found): void {
  const holds = isStake ? lamports : 0n;
  const booked = record[`${which}Lamports`];
  if (holds > booked) found.gain += holds - booked;
  else found.loss += booked - holds;
  record[`${which}Lamports`] = holds;
}

/** Measures one account in hand, after the epoch's first measuring. */
export function remeasure(record: ModelValidator, which: Which, account: StakeAccount): Found {
  const found = { gain: 0n, loss: 0n };
  compare(record, which, account, found);
  record.earning.other += found.gain;
  record.earning.lost += found.loss;
  limitCooling(record);
  return found;
}

/** Whether all of its delegation was effective then; after ten epochs nobody looks. */
function wasActive(account: StakeAccount, rules: StakeRules): boolean {
  const activation = account.delegation?.activation ?? 0n;
  return activation + 10n < rules.epoch || (activation < rules.epoch && phaseOf(account, rules) === "active");
}

/** Books what the accounts hold: at an epoch's first measuring what was earned, later on top of that. */
export function measure(record: ModelValidator, { stake, transient }: Accounts, rules: StakeRules) {
  const { epoch } = rules;
  const found = { gain: 0n, loss: 0n };
  const isFirst = record.earning.epoch !== epoch;
  const since = record.earning.epoch;
  let [base, grown] = [0n, 0n];
  if (isUsed(record, "stake")) {
    if (stake.isStake) {
      if (isFirst && isDelegated(stake) && wasActive(stake, { ...rules, epoch: since })) {
        base = record.delegated;
        grown = over(delegated(stake), base);
      }
      record.delegated = delegated(stake);
    }
    compare(record, "stake", stake, found);
  }
  if (isUsed(record, "transient")) compare(record, "transient", transient, found);
  const earned = least(grown, found.gain);
  const other = found.gain - earned;
  if (isFirst) record.earning = { since, epoch, base, earned, other, lost: found.loss };
  else {
    record.earning.other += other;
    record.earning.lost += found.loss;
  }
  return { isFirst, earned, other, lost: found.loss, lamportEpochs: base * (epoch - since) };
}

/** Joins what can be joined and takes back what is not needed; says what came to the reserve and what rents took of `spare`. */
export function putInOrder(record: ModelValidator, { stake, transient }: Accounts, rules: StakeRules, spare: bigint) {
  const hasStake = isUsed(record, "stake");
  const hasTransient = isUsed(record, "transient");
  let toppedUp = 0n;
  if (hasStake && hasTransient) toppedUp = join(record, { stake, transient }, rules, spare);
  let [withdrawn, cooling] = [0n, 0n];
  const tidy = (which: Which, account: StakeAccount): void => {
    let surplus = excess(account, rules);
    let status: bigint = STATUS.delegated;
    if (!isDelegated(account)) {
      const isInactive = phaseOf(account, rules) === "inactive";
      status = isInactive ? STATUS.idle : STATUS.deactivating;
      surplus = isInactive ? aboveRent(account, rules) : cooled(account, rules);
      if (!isInactive) cooling += aboveRent(account, rules) - surplus;
    }
    if (which === "stake") record.delegated = status === STATUS.idle ? 0n : delegated(account);
    record[`${which}Status`] = status;
    record[`${which}Lamports`] = over(record[`${which}Lamports`], surplus);
    account.lamports -= surplus;
    withdrawn += surplus;
  };
  if (hasTransient) tidy("transient", transient);
  if (hasStake) tidy("stake", stake);
  record.cooling = cooling;
  return { withdrawn, toppedUp };
}

/** Stake that has become active joins the validator stake account's; says what the reserve paid for the rent it leaves. */
function join(record: ModelValidator, { stake, transient }: Accounts, rules: StakeRules, spare: bigint): bigint {
  const source = delegated(transient);
  const isReady = isDelegated(transient) && phaseOf(transient, rules) === "active";
  const target = phaseOf(stake, rules);
  if (!isReady || (target !== "active" && target !== "inactive")) return 0n;
  const present = target === "active" ? delegated(stake) : 0n;
  const lacking = missingRent(transient, rules);
  const missing = lacking <= spare ? lacking : 0n;
  // An account whose rent nobody pays keeps the least stake that may stay.
  const moved = missing === lacking ? source : over(source, most(rules.minimum, lacking));
  if (moved === 0n || present + moved < rules.minimum) return 0n;
  transient.lamports += missing;
  moveStake(transient, stake, moved, rules);
  record.transientLamports += missing - moved;
  record.stakeLamports += moved;
  return missing;
}
