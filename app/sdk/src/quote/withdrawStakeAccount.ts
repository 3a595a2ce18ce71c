import type { Pool } from "../accounts/pool";
import type { PoolSnapshot } from "../accounts/snapshot";
import { isOwnedBy, NEVER, type StakeAccount } from "../accounts/stakeAccount";
import { StakeStatus, type ValidatorRecord } from "../accounts/validatorList";
import { isError, programError, withProgramErrors } from "../errors";
import { charge } from "../math/fee";
import { phaseOf } from "../math/phase";
import { lamportsFor, type Price } from "../math/price";
import { max, min, minus, saturatingMinus } from "../math/units";
import { priceAt } from "./books";
import { requireFresh } from "./fresh";
import type { StakeRules, ValidatorSituation } from "./moves";

export interface StakeWithdrawalQuote {
  /** Lamports of stake that the owner receives, floored; the new account's rent comes on top, from the owner. */
  lamports: bigint;
  /** Lamports of the withdrawal fee, ceiled; they stay in the pool, as a gain of its next update. */
  fee: bigint;
  /** Rent of the new account, which its owner gets back when closing it. */
  rent: bigint;
  /** Which of the validator's accounts gives the stake. */
  from: "stake" | "transient";
  price: Price;
}

type Snapshot = Pick<PoolSnapshot, "pool" | "clock" | "stakeRent" | "validators">;

/**
 * What withdrawing `tokens` as a stake account of a validator gives in the snapshot's slot. Throws the error that the
 * program would refuse with; {@link mostStake} says what the validator could give.
 */
export function quoteWithdrawStakeAccount(
  snapshot: Snapshot,
  rules: StakeRules,
  validator: ValidatorSituation,
  tokens: bigint,
): StakeWithdrawalQuote {
  const { pool, clock, stakeRent } = snapshot;
  if (tokens === 0n) throw programError("ZeroAmount");
  requireFresh(snapshot);
  return withProgramErrors(() => {
    const price = priceAt(pool, clock.slot);
    const { net: lamports, fee } = charge(lamportsFor(price, tokens), pool.fees.withdrawal);
    if (lamports === 0n) throw programError("ZeroResult");
    if (lamports < rules.minimumDelegation) throw programError("BelowMinimumDelegation");
    const giver = givers(snapshot, rules, validator).find(({ gives }) => gives(lamports));
    if (!giver) throw programError("NotEnoughStake");
    return { lamports, fee, rent: stakeRent, from: giver.from, price };
  });
}

/** The most that can be taken from a validator without taking an account whole, in lamports; 0 where nothing can. */
export function mostStake(snapshot: Snapshot, rules: StakeRules, validator: ValidatorSituation): bigint {
  const { minimumDelegation } = rules;
  const most = givers(snapshot, rules, validator).map(({ account, gives }) => {
    const part = saturatingMinus(account.delegation?.stake ?? 0n, minimumDelegation);
    return part >= minimumDelegation && gives(part) ? part : 0n;
  });
  return most.reduce(max, 0n);
}

interface Giver {
  from: "stake" | "transient";
  account: StakeAccount;
  gives(lamports: bigint): boolean;
}

/** The validator's accounts in the order in which the program tries them. */
function givers(
  { pool, clock, validators, stakeRent }: Snapshot,
  rules: StakeRules,
  validator: ValidatorSituation,
): Giver[] {
  return (["stake", "transient"] as const).flatMap((from): Giver[] => {
    const account = validator[from];
    if (!account || !isOwnedBy(account, pool.stakeAuthority)) return [];
    const delegated = account.delegation?.stake ?? 0n;
    const phase = phaseOf(account.delegation, clock.epoch, rules.stakeHistory);
    const gives = (lamports: bigint): boolean => {
      // What cools down is the tickets', unless the pool has too little else.
      const rents = 2n * stakeRent * BigInt(validators.count);
      const staying = saturatingMinus(saturatingMinus(pool.stakedLamports, pool.coolingLamports), rents);
      const coolingIsAll = staying < lamports;
      const isOpen = account.delegation?.deactivationEpoch === NEVER || (phase === "CoolingDown" && coolingIsAll);
      const whole = delegated === lamports && phase === "Active";
      return isOpen && (whole || saturatingMinus(delegated, lamports) >= rules.minimumDelegation);
    };
    return [{ from, account, gives }];
  });
}

/** One stake account of several that together are worth the tokens. */
export interface StakeWithdrawal {
  record: ValidatorRecord;
  tokens: bigint;
  quote: StakeWithdrawalQuote;
}

/**
 * Spreads a withdrawal over validators: one account where one of them can give it all, the first that can; otherwise as
 * much as possible from the one that can give most, and so on. Each quote knows of the withdrawals before it. Throws
 * `NotEnoughStake` when they cannot give it together, else what a single withdrawal is refused with.
 */
export function planStakeWithdrawals(
  snapshot: Snapshot,
  rules: StakeRules,
  validators: ValidatorSituation[],
  tokens: bigint,
): StakeWithdrawal[] {
  const withdrawals: StakeWithdrawal[] = [];
  let [now, open, left] = [snapshot, validators, tokens];
  for (;;) {
    const last = quoteAtAny(now, rules, open, left);
    if (last) return [...withdrawals, last];
    const next = quoteMost(now, rules, open, left);
    if (!next) throw programError("NotEnoughStake");
    withdrawals.push(next);
    now = { ...now, pool: afterWithdrawal(now.pool, next) };
    open = open.filter(({ record }) => record.index !== next.record.index);
    left -= next.tokens;
  }
}

/** Takes all of it from the first validator that can give it. Throws what no other validator can help. */
function quoteAtAny(
  snapshot: Snapshot,
  rules: StakeRules,
  validators: ValidatorSituation[],
  tokens: bigint,
): StakeWithdrawal | undefined {
  for (const validator of validators) {
    try {
      return { record: validator.record, tokens, quote: quoteWithdrawStakeAccount(snapshot, rules, validator, tokens) };
    } catch (error) {
      if (!isError(error, "NotEnoughStake")) throw error;
    }
  }
  return undefined;
}

/** Takes as much as possible from the validator that can give most; what stays is worth an account, too. */
function quoteMost(
  snapshot: Snapshot,
  rules: StakeRules,
  validators: ValidatorSituation[],
  tokens: bigint,
): StakeWithdrawal | undefined {
  const { pool, clock } = snapshot;
  let [most, validator]: [bigint, ValidatorSituation | undefined] = [0n, undefined];
  for (const each of validators) {
    const lamports = mostStake(snapshot, rules, each);
    if (lamports > most) [most, validator] = [lamports, each];
  }
  const smallest = tokensWorth(pool, clock.slot, rules.minimumDelegation) + 1n;
  const part = min(tokensWorth(pool, clock.slot, most), tokens - smallest);
  if (!validator || part < smallest) return undefined;
  return { record: validator.record, tokens: part, quote: quoteWithdrawStakeAccount(snapshot, rules, validator, part) };
}

/** The most tokens whose stake, net of the fee, is at most `lamports`. */
function tokensWorth(pool: Pool, slot: bigint, lamports: bigint): bigint {
  const price = priceAt(pool, slot);
  const net = (tokens: bigint): bigint => charge(lamportsFor(price, tokens), pool.fees.withdrawal).net;
  let [low, high] = [0n, pool.supply];
  while (low < high) {
    const middle = (low + high + 1n) / 2n;
    if (net(middle) <= lamports) low = middle;
    else high = middle - 1n;
  }
  return low;
}

/** The pool after a withdrawal. */
function afterWithdrawal(pool: Pool, { record, tokens, quote }: StakeWithdrawal): Pool {
  const status = quote.from === "stake" ? record.stakeStatus : record.transientStatus;
  const cooling = status === StakeStatus.Deactivating ? min(quote.lamports, record.coolingLamports) : 0n;
  return {
    ...pool,
    supply: minus(pool.supply, tokens),
    pendingGain: pool.pendingGain + quote.fee,
    feeCredit: pool.feeCredit + quote.fee,
    stakedLamports: minus(pool.stakedLamports, quote.lamports),
    coolingLamports: minus(pool.coolingLamports, cooling),
  };
}
