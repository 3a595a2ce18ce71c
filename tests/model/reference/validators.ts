// The validators' records and accounts: what the epoch's measuring and the movements of stake make of them.
import { least, over } from "../bigint";
import {
  aboveRent,
  delegated,
  excess,
  isDelegated,
  moveStake,
  phaseOf,
  type StakeAccount,
  type StakeRules,
} from "./stakeAccount";

/** As the list numbers them. */
export const STATUS = { none: 0n, idle: 1n, delegated: 2n, deactivating: 3n } as const;

export interface ModelValidator {
  /** Name of the vote account. */
  vote: string;
  score: bigint;
  stakeStatus: bigint;
  transientStatus: bigint;
  /** What the books say is in the two accounts. */
  stakeLamports: bigint;
  transientLamports: bigint;
  cooling: bigint;
  measured: bigint;
}

/** A validator's two addresses. Kept when it is taken off the list: anybody can send lamports there. */
export interface Accounts {
  stake: StakeAccount;
  transient: StakeAccount;
}

export function newValidator(vote: string, score: bigint, epoch: bigint): ModelValidator {
  const nothing = { stakeStatus: STATUS.none, transientStatus: STATUS.none, stakeLamports: 0n, transientLamports: 0n };
  return { vote, score, ...nothing, cooling: 0n, measured: epoch };
}

/** Lamports with a validator that stay there. */
export function stays({ stakeLamports, transientLamports, cooling }: ModelValidator): bigint {
  return over(stakeLamports + transientLamports, cooling);
}

export function limitCooling(record: ModelValidator): void {
  record.cooling = least(record.cooling, record.stakeLamports + record.transientLamports);
}

/** What measuring a validator finds. */
export interface Found {
  gain: bigint;
  loss: bigint;
}

/** Books what the accounts hold. */
export function measure(record: ModelValidator, accounts: Accounts, epoch: bigint): Found {
  const found = { gain: 0n, loss: 0n };
  const compare = (booked: bigint, { isStake, lamports }: StakeAccount): bigint => {
    const holds = isStake ? lamports : 0n;
    if (holds > booked) found.gain += holds - booked;
    else found.loss += booked - holds;
    return holds;
  };
  if (record.stakeStatus > STATUS.none) record.stakeLamports = compare(record.stakeLamports, accounts.stake);
  if (record.transientStatus > STATUS.idle)
    record.transientLamports = compare(record.transientLamports, accounts.transient);
  record.measured = epoch;
  return found;
}

/** Joins what can be joined and takes back what is not needed; says what came to the reserve, and off the books. */
export function putInOrder(record: ModelValidator, { stake, transient }: Accounts, rules: StakeRules) {
  const hasStake = record.stakeStatus > STATUS.none;
  const hasTransient = record.transientStatus > STATUS.idle;
  if (hasStake && hasTransient) join(record, { stake, transient }, rules);
  let [paid, left, cooling] = [0n, 0n, 0n];
  const tidy = (account: StakeAccount, booked: bigint): [status: bigint, booked: bigint] => {
    let status: bigint = STATUS.deactivating;
    let surplus = excess(account, rules);
    if (isDelegated(account)) status = STATUS.delegated;
    else if (phaseOf(account, rules) === "inactive") {
      status = STATUS.idle;
      surplus = aboveRent(account, rules);
    } else cooling += delegated(account);
    // What was lost since the measuring has not come back, and what was given since was never booked.
    const gone = over(least(account.lamports, booked), account.lamports - surplus);
    account.lamports -= surplus;
    paid += surplus;
    left += gone;
    return [status, booked - gone];
  };
  if (hasTransient) [record.transientStatus, record.transientLamports] = tidy(transient, record.transientLamports);
  if (hasStake) [record.stakeStatus, record.stakeLamports] = tidy(stake, record.stakeLamports);
  record.cooling = cooling;
  return { paid, left };
}

/** Stake that has become active joins the canonical account's. */
function join(record: ModelValidator, { stake, transient }: Accounts, rules: StakeRules): void {
  const source = delegated(transient);
  const isReady = isDelegated(transient) && phaseOf(transient, rules) === "active";
  const target = phaseOf(stake, rules);
  if (!isReady || (target !== "active" && target !== "inactive")) return;
  if (aboveRent(transient, rules) < source) return;
  const present = target === "active" ? delegated(stake) : 0n;
  if (present + source < rules.minimum) return;
  moveStake(transient, stake, source, rules);
  const moved = least(source, record.transientLamports);
  record.transientLamports -= moved;
  record.stakeLamports += moved;
}
