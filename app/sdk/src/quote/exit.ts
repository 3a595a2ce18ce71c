import type { PoolSnapshot } from "../accounts/snapshot";
import { isTruestakeError, programError, type TruestakeError } from "../errors";
import { mostLiquidTokens, quoteLiquidUnstake } from "./liquidUnstake";
import type { StakeRules, ValidatorSituation } from "./moves";
import { quoteOrderUnstake } from "./orderUnstake";
import { planStakeWithdrawals, type StakeWithdrawal } from "./withdrawStakeAccount";

/** One way to turn tokens into SOL. */
export interface ExitWay {
  /** Whether the program would do it now. */
  possible: boolean;
  /** Why not, with what to do about it. */
  refusal?: TruestakeError;
  /** Lamports that arrive; 0 when it is not possible. */
  lamports: bigint;
  /** Lamports of the fee: what is missing to the tokens' worth at the true price, but for rounding. */
  fee: bigint;
  /** Epochs until they are SOL in hand, if the cranks run; see `TicketPosition` and its owner's own deactivation. */
  waitEpochs: bigint;
  /** Lamports of rent that are needed on top. Those of new accounts come back when they are closed. */
  rent: bigint;
}

/** All ways out for the same tokens, side by side. */
export interface ExitPlan {
  tokens: bigint;
  /** Sale to the liquidity pool, at once. `mostTokens` is what it could take now. */
  liquid: ExitWay & { mostTokens: bigint };
  /** Redemption by ticket: at the lower of the price now and when it is settled, in parts as SOL comes. */
  ticket: ExitWay & { lamportsAhead: bigint };
  /** Active stake accounts, one or several; SOL once their owner has deactivated them. */
  stake: ExitWay & { withdrawals: StakeWithdrawal[] };
}

/** What the exit by stake account depends on, beside the pool. */
export interface ExitStakes {
  rules: StakeRules;
  /** Validators that may give the stake, best first; see `fetchExitStakes`. */
  validators: ValidatorSituation[];
}

/** Rent that an account needs while a way out is under way. */
export interface ExitRents {
  ticketRent?: bigint | undefined;
}

type Snapshot = Pick<
  PoolSnapshot,
  "pool" | "clock" | "liquidity" | "liquidityBalance" | "reserveRent" | "stakeRent" | "treasuryReceives"
>;

/**
 * Every way out for `tokens` in the snapshot's slot: lamports, fee, wait, and why it is closed if it is. Without `stakes`
 * the way by stake account is left closed as `NotEnoughStake`.
 *
 * @example
 * ```ts
 * const { liquid, ticket, stake } = planExit(snapshot, 1_000_000_000n, { stakes });
 * ```
 */
export function planExit(
  snapshot: Snapshot,
  tokens: bigint,
  { stakes, ticketRent = 0n }: { stakes?: ExitStakes | undefined } & ExitRents = {},
): ExitPlan {
  const withdrawals: StakeWithdrawal[] = [];
  const stake = way(1n, () => {
    if (!stakes) throw programError("NotEnoughStake");
    withdrawals.push(...planStakeWithdrawals(snapshot, stakes.rules, stakes.validators, tokens));
    const sum = (of: (quote: StakeWithdrawal["quote"]) => bigint): bigint =>
      withdrawals.reduce((total, { quote }) => total + of(quote), 0n);
    return {
      lamports: sum(({ lamports }) => lamports),
      fee: sum(({ fee }) => fee),
      rent: sum(({ rent, missingRent }) => rent + missingRent),
    };
  });
  const { pool, clock } = snapshot;
  let waitEpochs = 1n;
  const ticket = way(1n, () => {
    const quote = quoteOrderUnstake(snapshot, tokens, stakes?.rules.stakeHistory);
    waitEpochs = quote.expectedEpoch - clock.epoch;
    return { rent: ticketRent, ...quote };
  });
  return {
    tokens,
    liquid: {
      ...way(0n, () => ({ rent: 0n, ...quoteLiquidUnstake(snapshot, tokens) })),
      mostTokens: mostNow(snapshot),
    },
    ticket: {
      ...ticket,
      waitEpochs,
      lamportsAhead: BigInt.asUintN(64, pool.cumulativeOrderedLamports - pool.cumulativePassedLamports),
    },
    stake: { ...stake, withdrawals },
  };
}

function way(waitEpochs: bigint, quote: () => { lamports: bigint; fee: bigint; rent: bigint }): ExitWay {
  try {
    const { lamports, fee, rent } = quote();
    return { possible: true, lamports, fee, waitEpochs, rent };
  } catch (refusal) {
    if (!isTruestakeError(refusal)) throw refusal;
    return { possible: false, refusal, lamports: 0n, fee: 0n, waitEpochs, rent: 0n };
  }
}

function mostNow(snapshot: Snapshot): bigint {
  try {
    return mostLiquidTokens(snapshot);
  } catch (error) {
    // Without a price nothing can be sold.
    if (isTruestakeError(error)) return 0n;
    throw error;
  }
}
