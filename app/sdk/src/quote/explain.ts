import type { PublicKey } from "@solana/web3.js";
import type { PoolSnapshot } from "../accounts/snapshot";
import { StakeStatus, type ValidatorRecord } from "../accounts/validatorList";
import type { ProgramErrorName } from "../errors";
import { type Move, quoteDeactivate, quoteDelegate, type StakeRules, type ValidatorSituation } from "./moves";

/** What happens to a validator's stake next. */
export type NextStep =
  /** `delegate_reserve` would move lamports to it now. */
  | "delegate"
  /** `deactivate_stake` would take lamports from it now: to cool down, or at once where they are of this epoch. */
  | "deactivate"
  /** `remove_validator` would take it off the list now. */
  | "remove"
  /** What cools down comes back to the reserve with an update, from the next epoch on. */
  | "return"
  /** What has been delegated joins the validator stake account with an update, from the next epoch on. */
  | "join"
  /** Nothing: `binding` says why. */
  | "nothing";

/** Where a validator's stake stands, and what becomes of it. */
export interface ValidatorExplanation {
  record: ValidatorRecord;
  vote: PublicKey;
  /** Lamports that are with it and stay so. */
  stake: bigint;
  /** Lamports that its score wants there, floored. */
  target: bigint;
  /** Lamports on their way back to the reserve. */
  cooling: bigint;
  next: NextStep;
  /** Lamports that move next. */
  lamports: bigint;
  /** The rule that binds when nothing moves. */
  binding: ProgramErrorName | undefined;
  delegate: Move;
  deactivate: Move;
  /** All of it in words. */
  explain: string;
}

/**
 * Explains one validator as if it were the next to be served.
 *
 * @example
 * ```ts
 * const { next, explain } = explainValidator(snapshot, rules, validator);
 * ```
 */
export function explainValidator(
  snapshot: Pick<PoolSnapshot, "pool" | "clock" | "stakeRent" | "validators" | "reserveBalance" | "reserveRent">,
  rules: StakeRules,
  validator: ValidatorSituation,
): ValidatorExplanation {
  const { record } = validator;
  const delegate = quoteDelegate(snapshot, rules, validator);
  const deactivate = quoteDeactivate(snapshot, rules, validator);
  const { stake, target } = delegate;
  const move = delegate.lamports > 0n ? delegate : deactivate;
  // Where the stake is below its target the rule is the delegation's, else the deactivation's.
  const idle = stake < target ? delegate : deactivate;
  const base = { record, vote: record.vote, stake, target, cooling: record.coolingLamports, delegate, deactivate };
  const step = (next: NextStep, lamports: bigint, text: string, binding?: ProgramErrorName): ValidatorExplanation => ({
    ...{ ...base, next, lamports, binding },
    explain: `${stake} lamports, target ${target}: ${text}`,
  });
  if (move.lamports > 0n) return step(move === delegate ? "delegate" : "deactivate", move.lamports, move.explain);
  if (isDrained(record)) return step("remove", 0n, "score 0 and all stake has come back: it can be removed");
  if (record.coolingLamports > 0n) {
    return step("return", record.coolingLamports, `${record.coolingLamports} lamports cool down`, idle.binding);
  }
  if (record.transientStatus === StakeStatus.Delegated) {
    return step("join", record.transientLamports, `${record.transientLamports} lamports activate`, idle.binding);
  }
  return step("nothing", 0n, idle.explain, idle.binding);
}

/**
 * Whether `remove_validator` accepts a validator: its score is 0, nobody keeps it, and all its stake has come back.
 *
 * @example
 * ```ts
 * console.log(isDrained(record));
 * ```
 */
export function isDrained({ score, keep, stakeStatus, transientStatus }: ValidatorRecord): boolean {
  return score === 0 && keep === 0 && stakeStatus <= StakeStatus.Idle && transientStatus <= StakeStatus.Idle;
}
