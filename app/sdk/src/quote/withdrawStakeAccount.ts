import { feesOf, type Pool } from "../accounts/pool";
import type { PoolSnapshot } from "../accounts/snapshot";
import { isDelegated, isOwnedBy, missingRent, type StakeAccount } from "../accounts/stakeAccount";
import { StakeStatus, usesStake, usesTransient, type ValidatorRecord } from "../accounts/validatorList";
import { isError, programError } from "../errors";
import { ppbCeilOf } from "../math/fee";
import { idleRate } from "../math/idle";
import { payOut } from "../math/ledger";
import { phaseOf } from "../math/phase";
import { lamportsFor, type Price } from "../math/price";
import { max, min, minus, saturatingMinus, WHOLE_BPS, WHOLE_PPB } from "../math/units";
import { foundAt, type Holder, idleRateOf, ledgerOf, priceAt, recool, remeasure, withLedger } from "./books";
import { requireFresh } from "./fresh";
import type { StakeRules, ValidatorSituation } from "./moves";

export interface StakeWithdrawalQuote {
  /** Lamports of stake that the owner receives, floored; the new account's rent comes on top, from the payer. */
  lamports: bigint;
  /** Lamports of the withdrawal fee, ceiled, which is at least the idle rate; they stay in the pool, as a gain of its update. */
  fee: bigint;
  /** Rent of the new account, which its owner gets back when closing it. */
  rent: bigint;
  /** Lamports that the account which gives the stake lacks of a rent that has risen; the payer sends them. */
  missingRent: bigint;
  /** Which of the validator's accounts gives the stake. */
  from: Holder;
  price: Price;
}

type Snapshot = Pick<PoolSnapshot, "pool" | "clock" | "stakeRent">;

/**
 * What withdrawing `tokens` as a stake account of a validator gives in the snapshot's slot. Throws the error that the
 * program would refuse with; {@link mostStake} says what the validator could give.
 *
 * @example
 * ```ts
 * const { lamports, fee } = quoteWithdrawStakeAccount(snapshot, rules, validator, 1_000_000_000n);
 * ```
 */
export function quoteWithdrawStakeAccount(
  snapshot: Snapshot,
  rules: StakeRules,
  validator: ValidatorSituation,
  tokens: bigint,
): StakeWithdrawalQuote {
  if (tokens === 0n) throw programError("ZeroAmount");
  requireFresh(snapshot);
  const { pool, record } = measured(snapshot, validator);
  const price = priceAt(pool, snapshot.clock.slot);
  const { lamports, fee } = worthOf(pool, record, price, tokens);
  if (lamports === 0n) throw programError("ZeroResult");
  if (lamports < rules.minimumDelegation) throw programError("BelowMinimumDelegation");
  const giver = givers({ ...snapshot, pool }, rules, validator).find(({ gives }) => gives(lamports));
  if (!giver) throw programError("NotEnoughStake");
  const { from, account } = giver;
  return {
    lamports,
    fee,
    rent: snapshot.stakeRent,
    missingRent: missingRent(account, snapshot.stakeRent),
    from,
    price,
  };
}

/**
 * The most that can be taken from a validator without taking an account whole, in lamports; 0 where nothing can.
 *
 * @example
 * ```ts
 * const lamports = mostStake(snapshot, rules, validator);
 * ```
 */
export function mostStake(snapshot: Snapshot, rules: StakeRules, validator: ValidatorSituation): bigint {
  const { minimumDelegation } = rules;
  const { pool } = measured(snapshot, validator);
  const most = givers({ ...snapshot, pool }, rules, validator).map(({ account, gives }) => {
    const part = saturatingMinus(account.delegation?.stake ?? 0n, minimumDelegation);
    return part >= minimumDelegation && gives(part) ? part : 0n;
  });
  return most.reduce(max, 0n);
}

/** Pool and record once the program has looked at the validator's accounts: what is known counts. */
function measured(
  { pool, clock }: Snapshot,
  { record, stake, transient }: ValidatorSituation,
): { pool: Pool; record: ValidatorRecord } {
  let books = { pool, record };
  if (usesStake(record)) books = remeasure(books.pool, clock, books.record, "stake", foundAt(stake, pool));
  if (usesTransient(record)) {
    books = remeasure(books.pool, clock, books.record, "transient", foundAt(transient, pool));
  }
  return books;
}

/** Stake and fee for `tokens`. The reward of the epoch belongs to those whose stake earned it. */
function worthOf(
  pool: Pool,
  { earning }: ValidatorRecord,
  price: Price,
  tokens: bigint,
): { lamports: bigint; fee: bigint } {
  const own = idleRate(earning.earned, earning.base * saturatingMinus(earning.epoch, earning.since));
  const withdrawalFee = feesOf(pool).withdrawal * (WHOLE_PPB / WHOLE_BPS);
  const worth = lamportsFor(price, tokens);
  const fee = ppbCeilOf(Math.max(withdrawalFee, idleRateOf(pool), own), worth);
  return { lamports: minus(worth, fee), fee };
}

interface Giver {
  from: Holder;
  account: StakeAccount;
  gives(lamports: bigint): boolean;
}

/** The validator's accounts in the order in which the program tries them. */
function givers({ pool, clock, stakeRent }: Snapshot, rules: StakeRules, validator: ValidatorSituation): Giver[] {
  // What cools down is the tickets', unless the pool has too little else.
  const rents = stakeRent * BigInt(pool.stakeAccountCount);
  const staying = saturatingMinus(saturatingMinus(pool.stakedLamports, pool.coolingLamports), rents);
  return (["stake", "transient"] as const).flatMap((from): Giver[] => {
    const account = validator[from];
    if (!account || !isOwnedBy(account, pool.stakeAuthority)) return [];
    const delegated = account.delegation?.stake ?? 0n;
    const phase = phaseOf(account.delegation, clock.epoch, rules.stakeHistory);
    const gives = (lamports: bigint): boolean => {
      // Of an account that has cooled down in part, and given that to the reserve, nothing can be split.
      const isIntact = saturatingMinus(account.lamports, stakeRent) >= delegated;
      const isOpen = isDelegated(account) || (phase === "CoolingDown" && isIntact && staying < lamports);
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
 *
 * @example
 * ```ts
 * const withdrawals = planStakeWithdrawals(snapshot, rules, [validator], 500_000_000_000n);
 * ```
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
    if (last) return [...withdrawals, withdrawalOf(last, left)];
    const next = quoteMost(now, rules, open, left);
    if (!next) throw programError("NotEnoughStake");
    const part = next.tokens;
    withdrawals.push(withdrawalOf(next, part));
    now = { ...now, pool: afterWithdrawal(now, next, part) };
    open = open.filter(({ record }) => record.index !== next.validator.record.index);
    left -= part;
  }
}

interface Quoted {
  validator: ValidatorSituation;
  quote: StakeWithdrawalQuote;
}

function withdrawalOf({ validator: { record }, quote }: Quoted, tokens: bigint): StakeWithdrawal {
  return { record, tokens, quote };
}

/** Takes all of it from the first validator that can give it. Throws what no other validator can help. */
function quoteAtAny(
  snapshot: Snapshot,
  rules: StakeRules,
  validators: ValidatorSituation[],
  tokens: bigint,
): Quoted | undefined {
  for (const validator of validators) {
    try {
      return { validator, quote: quoteWithdrawStakeAccount(snapshot, rules, validator, tokens) };
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
): (Quoted & { tokens: bigint }) | undefined {
  let [most, validator]: [bigint, ValidatorSituation | undefined] = [0n, undefined];
  for (const each of validators) {
    const lamports = mostStake(snapshot, rules, each);
    if (lamports > most) [most, validator] = [lamports, each];
  }
  if (!validator) return undefined;
  const smallest = tokensWorth(snapshot, validator, rules.minimumDelegation) + 1n;
  const part = min(tokensWorth(snapshot, validator, most), tokens - smallest);
  if (part < smallest) return undefined;
  return { validator, tokens: part, quote: quoteWithdrawStakeAccount(snapshot, rules, validator, part) };
}

/** The most tokens whose stake, net of the fee, is at most `lamports`. */
function tokensWorth(snapshot: Snapshot, validator: ValidatorSituation, lamports: bigint): bigint {
  const { pool, record } = measured(snapshot, validator);
  const price = priceAt(pool, snapshot.clock.slot);
  let [low, high] = [0n, pool.supply];
  while (low < high) {
    const middle = (low + high + 1n) / 2n;
    if (worthOf(pool, record, price, middle).lamports <= lamports) low = middle;
    else high = middle - 1n;
  }
  return low;
}

/** The pool after a withdrawal. */
function afterWithdrawal(snapshot: Snapshot, { validator, quote }: Quoted, tokens: bigint): Pool {
  const { pool, record } = measured(snapshot, validator);
  const paid = withLedger(pool, payOut(ledgerOf(pool, snapshot.clock.slot), tokens, quote.lamports, 0n));
  const [status, term] =
    quote.from === "stake"
      ? ([record.stakeStatus, "stakeLamports"] as const)
      : ([record.transientStatus, "transientLamports"] as const);
  const cools = status === StakeStatus.Deactivating ? quote.lamports : 0n;
  const given = {
    ...record,
    [term]: minus(record[term], quote.lamports),
    coolingLamports: saturatingMinus(record.coolingLamports, cools),
  };
  const staked = { ...paid, stakedLamports: minus(paid.stakedLamports, quote.lamports) };
  return recool(staked, given, record.coolingLamports).pool;
}
