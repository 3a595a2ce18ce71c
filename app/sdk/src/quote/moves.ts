import type { PublicKey } from "@solana/web3.js";
import type { Pool } from "../accounts/pool";
import type { PoolSnapshot } from "../accounts/snapshot";
import { isDelegated, isOwnedBy, missingRent as missingRentOf, type StakeAccount } from "../accounts/stakeAccount";
import type { StakeHistory } from "../accounts/stakeHistory";
import { delegatedLamports, StakeStatus, type ValidatorList, type ValidatorRecord } from "../accounts/validatorList";
import { type ProgramErrorName, programError } from "../errors";
import type { Scores } from "../math/level";
import { phaseOf } from "../math/phase";
import {
  type Binding,
  type Decision,
  decideDeactivation,
  decideDelegation,
  type Holdings,
  recall,
  type Share,
  shortfall,
  target,
} from "../math/target";
import { max, min, saturatingMinus, U64_MAX } from "../math/units";
import { certainClaim, type Holder, holdingsOf, policyOf, remeasure, unmovableStake, withReserve } from "./books";
import { staleness } from "./fresh";

/** One validator, as the chain has it. */
export interface ValidatorSituation {
  record: ValidatorRecord;
  /** The validator stake account, if it exists. */
  stake: StakeAccount | undefined;
  /** Its transient stake account, if it exists. */
  transient: StakeAccount | undefined;
  /** All lamports at the validator stake account's address, also where none has been made of it yet; none if not given. */
  stakeBalance?: bigint | undefined;
  /** All lamports at its transient address, also where no stake account has been made of it yet; those booked if not given. */
  transientBalance?: bigint | undefined;
  /** Which of the two hold what nobody can read: nothing can be done with those. None if not given. */
  unreadable?: readonly Holder[] | undefined;
  /** Whether its vote account is open. */
  voteOpen: boolean;
}

/** What moving stake depends on, beside the pool. */
export interface StakeRules {
  stakeHistory: StakeHistory;
  /** Least delegation that the stake program accepts, in lamports. */
  minimumDelegation: bigint;
}

type Snapshot = Pick<PoolSnapshot, "pool" | "clock" | "stakeRent" | "validators" | "reserveBalance" | "reserveRent">;

/** What would move at a validator, or the rule that stops it. */
export interface Move {
  record: ValidatorRecord;
  vote: PublicKey;
  /** Lamports that the score wants with the validator, floored. */
  target: bigint;
  /** Lamports that are with it and stay so. */
  stake: bigint;
  /** Lamports that move; 0 when a rule binds. */
  lamports: bigint;
  /** Whether it is stake of this same epoch, which is back in the reserve at once. */
  recalled: boolean;
  /**
   * Lamports that the transient address lacks, because rent has risen since the pool funded it. The reserve pays them; where it
   * has less, `RentMissing` binds until somebody sends them.
   */
  missingRent: bigint;
  /** The rule that binds, as the program names it. */
  binding?: ProgramErrorName;
  /** In words. */
  explain: string;
}

const BINDINGS: Record<Binding | "RentMissing", ProgramErrorName> = {
  AtTarget: "AtTarget",
  ReserveNeeded: "ReserveNeeded",
  BelowMinimum: "BelowMinimumDelegation",
  MoveLimit: "MoveLimitReached",
  NotMoving: "OutsideMovingPart",
  RentMissing: "RentMissing",
};

/**
 * What the snapshot's pool holds and owes once it has looked at its reserve: what the first move goes by.
 *
 * @example
 * ```ts
 * const { reserve } = holdingsNow(snapshot);
 * ```
 */
export function holdingsNow(snapshot: Pick<Snapshot, "pool" | "clock" | "reserveBalance" | "reserveRent">): Holdings {
  return holdingsOf(withReserve(snapshot), snapshot.clock);
}

/**
 * A validator's part in the delegation.
 *
 * @example
 * ```ts
 * const { score, stake: lamports } = shareOf(record);
 * ```
 */
export function shareOf(record: ValidatorRecord): Share {
  const { score, cap, clipped, clippedLimit } = record;
  const limit = clipped === 1 ? { share: Number(clippedLimit) } : { cap: clippedLimit };
  return { score, cap, clipped: clipped === 0 ? undefined : limit, stake: delegatedLamports(record) };
}

/**
 * The sums over all validators that targets go by.
 *
 * @example
 * ```ts
 * const { total } = scoresOf(snapshot.validators);
 * ```
 */
export function scoresOf(list: ValidatorList): Scores {
  const { totalScore: total, clippedScore: clipped, clippedShare, clippedCaps, level } = list;
  return { total, clipped, clippedShare, clippedCaps, level };
}

/**
 * What `delegate_reserve` does at a validator now. Takes the holdings of an earlier move, if there was one.
 *
 * @example
 * ```ts
 * const { lamports, binding } = quoteDelegate(snapshot, rules, validator);
 * ```
 */
export function quoteDelegate(
  snapshot: Snapshot,
  rules: StakeRules,
  validator: ValidatorSituation,
  holdings: Holdings = holdingsNow(snapshot),
): Move {
  const { situation, pool: measured } = withReceiverMeasured(snapshot, validator, rules.stakeHistory);
  const found = measured.stakedLamports - snapshot.pool.stakedLamports;
  // Before the moving part this epoch's tickets keep nothing back: what is delegated now can be taken back for them.
  const kept = { ...holdings, staked: holdings.staked + found, queued: certainClaim(measured, snapshot.clock) };
  return quote(snapshot, situation, kept, "delegated", () => {
    const { pool, clock, stakeRent } = snapshot;
    const stale = staleness(snapshot);
    if (stale) return stale;
    if (clock.unixTimestamp < pool.pausedUntil) return "Paused";
    if (!validator.voteOpen) return "InvalidVoteAccount";
    const receiver = receiverOf(snapshot, validator, rules.stakeHistory);
    if (typeof receiver === "string") return receiver;
    const { record } = situation;
    const newRent = receiver.exists ? 0n : stakeRent;
    const transientRent = record.transientStatus === StakeStatus.None ? stakeRent : 0n;
    // What an account that rests lacks of its rent, which may have risen since it received that, stays undelegated.
    const lacking = receiver.exists ? saturatingMinus(stakeRent, receiver.lamports ?? record.transientLamports) : 0n;
    const rents = newRent + transientRent + lacking;
    const least = max(saturatingMinus(rules.minimumDelegation, receiver.present) + rents, 1n);
    return decideDelegation(policyOf(pool), kept, scoresOf(snapshot.validators), shareOf(record), least);
  });
}

/** Validator and pool once the account that receives a delegation is measured: what was sent to it is delegated with the rest. */
function withReceiverMeasured(
  snapshot: Snapshot,
  situation: ValidatorSituation,
  history: StakeHistory,
): { situation: ValidatorSituation; pool: Pool } {
  const pool = withReserve(snapshot);
  const receiver = receiverOf(snapshot, situation, history);
  if (typeof receiver === "string" || receiver.lamports === undefined) return { situation, pool };
  const after = remeasure(pool, snapshot.clock, situation.record, receiver.holder, receiver.lamports);
  return { situation: { ...situation, record: after.record }, pool: after.pool };
}

/** A decision, and what comes with it. */
type Decided = (Decision | { lamports?: undefined; binding: "RentMissing" }) & {
  missingRent?: bigint;
  recalled?: boolean;
};

/**
 * What `deactivate_stake` does at a validator now. Takes the holdings of an earlier move, if there was one.
 *
 * @example
 * ```ts
 * const { lamports, binding } = quoteDeactivate(snapshot, rules, validator);
 * ```
 */
export function quoteDeactivate(
  snapshot: Snapshot,
  rules: StakeRules,
  validator: ValidatorSituation,
  holdings: Holdings = holdingsNow(snapshot),
): Move {
  return quote(snapshot, validator, holdings, "deactivated", () => {
    const stale = staleness(snapshot);
    if (stale) return stale;
    const { record } = validator;
    const { epoch } = snapshot.clock;
    const unmovable = unmovableStake(snapshot.pool);
    const [stake, transient] = [ownOf(snapshot, validator.stake), ownOf(snapshot, validator.transient)];
    const wanted = (whole: bigint) => recall(holdings, { whole, least: rules.minimumDelegation });
    const recalled = recallOf(snapshot, validator, { stake, transient }, wanted);
    if (recalled) return recalled;
    const decide = (account: StakeAccount, whole: bigint): Decision => {
      const scores = scoresOf(snapshot.validators);
      // What stays has to keep its account alive, also where that was made at a lower rent.
      const least = max(rules.minimumDelegation, missingRentOf(account, snapshot.stakeRent));
      return decideDeactivation(policyOf(snapshot.pool), holdings, scores, shareOf(record), {
        whole,
        least,
        unmovable,
      });
    };
    // What cannot be divided goes when all of it is wanted.
    if (record.transientStatus === StakeStatus.Delegated) {
      if (!transient) return "UnexpectedStakeState";
      const whole = transient.delegation?.stake ?? 0n;
      if (isDelegated(transient) && decide(transient, whole).lamports === whole) return { lamports: whole };
    }
    if (record.stakeStatus === StakeStatus.Deactivating) return "StakeCoolingDown";
    if (record.stakeStatus !== StakeStatus.Delegated) return "NothingToDeactivate";
    if (!stake) return "UnexpectedStakeState";
    if (!stake.delegation || !isDelegated(stake)) return "StakeCoolingDown";
    const whole = stake.delegation.stake;
    const decision = decide(stake, whole);
    const divides = decision.lamports !== undefined && decision.lamports !== whole;
    if (!divides) return decision;
    if (phaseOf(stake.delegation, epoch, rules.stakeHistory) !== "Active") return "StakeNotActive";
    // A second ticket of an epoch is served as the first: what began to cool down in this epoch takes more.
    const { transientStatus } = record;
    if (transientStatus === StakeStatus.Deactivating && transient && validator.voteOpen) {
      // Above the rent of now there has to be what is delegated again, and the least that may be.
      const again = max(transient.delegation?.stake ?? 0n, rules.minimumDelegation);
      const isEnough = saturatingMinus(transient.lamports, snapshot.stakeRent) >= again;
      if (isEnough && wasActive(transient, epoch, rules.stakeHistory)) return decision;
    }
    // One that is gone is made again.
    if (transientStatus > StakeStatus.Idle) return "TransientInUse";
    const missingRent = saturatingMinus(snapshot.stakeRent, validator.transientBalance ?? record.transientLamports);
    return missingRent > holdings.reserve ? { binding: "RentMissing", missingRent } : { ...decision, missingRent };
  });
}

/**
 * The holdings after a validator received a delegation.
 *
 * @example
 * ```ts
 * const holdings = afterDelegation(holdingsNow(snapshot), 1_000_000_000n);
 * ```
 */
export function afterDelegation(holdings: Holdings, lamports: bigint): Holdings {
  return { ...holdings, reserve: holdings.reserve - lamports, staked: holdings.staked + lamports };
}

/**
 * The holdings after stake was deactivated.
 *
 * @example
 * ```ts
 * const move = quoteDeactivate(snapshot, rules, validator);
 * const holdings = afterDeactivation(holdingsNow(snapshot), move);
 * ```
 */
export function afterDeactivation(
  holdings: Holdings,
  { lamports, recalled, missingRent }: Pick<Move, "lamports" | "recalled" | "missingRent">,
): Holdings {
  if (recalled) {
    return { ...holdings, reserve: holdings.reserve + lamports, staked: holdings.staked - lamports };
  }
  return {
    ...holdings,
    reserve: holdings.reserve - missingRent,
    staked: holdings.staked + missingRent,
    cooling: holdings.cooling + lamports,
    moved: holdings.moved + lamports - min(lamports, shortfall(holdings)),
  };
}

function quote(
  snapshot: Snapshot,
  { record }: ValidatorSituation,
  holdings: Holdings,
  verb: string,
  decide: () => Decided | ProgramErrorName,
): Move {
  const share = shareOf(record);
  // Only tickets that may be served now lower the target that stake is deactivated to.
  const owed = verb === "deactivated" ? holdings.servable : holdings.queued;
  const scores = scoresOf(snapshot.validators);
  const wanted = target(policyOf(snapshot.pool), { ...holdings, queued: owed }, scores, share);
  const move = {
    ...{ record, vote: record.vote, target: wanted, stake: share.stake },
    ...{ lamports: 0n, recalled: false, missingRent: 0n },
  };
  const decision = decide();
  const binding = typeof decision === "string" ? decision : decision.binding && BINDINGS[decision.binding];
  if (binding) {
    const { name, message } = programError(binding);
    const { missingRent = 0n } = typeof decision === "string" ? {} : decision;
    return { ...move, missingRent, binding, explain: `nothing is ${verb}: ${message} (${name})` };
  }
  const { lamports, missingRent = 0n, recalled = false } = decision as Decided & { lamports: bigint };
  const done = recalled ? "taken back at once" : verb;
  const explain = `${lamports} lamports are ${done}: ${share.stake} are there, ${wanted} the target`;
  return { ...move, lamports, recalled, missingRent, explain };
}

/** The account, if it is the pool's. */
function ownOf({ pool }: Pick<Snapshot, "pool">, account: StakeAccount | undefined): StakeAccount | undefined {
  return account && isOwnedBy(account, pool.stakeAuthority) ? account : undefined;
}

/** Whether an account was active until it was deactivated in `epoch`. */
function wasActive({ delegation }: StakeAccount, epoch: bigint, history: StakeHistory): boolean {
  if (delegation?.deactivationEpoch !== epoch) return false;
  return phaseOf({ ...delegation, deactivationEpoch: U64_MAX }, epoch, history) === "Active";
}

/** What tickets take of stake that was delegated in this epoch: it has earned nothing yet, and is free at once. */
function recallOf(
  { clock, stakeRent }: Pick<Snapshot, "clock" | "stakeRent">,
  { record, voteOpen }: ValidatorSituation,
  accounts: Record<Holder, StakeAccount | undefined>,
  wanted: (whole: bigint) => bigint,
): Decided | ProgramErrorName | undefined {
  for (const holder of ["transient", "stake"] as const) {
    const status = holder === "stake" ? record.stakeStatus : record.transientStatus;
    if (status !== StakeStatus.Delegated) continue;
    const account = accounts[holder];
    if (!account) return "UnexpectedStakeState";
    const { delegation } = account;
    if (!delegation || !isDelegated(account) || delegation.activationEpoch !== clock.epoch) continue;
    // An account that lacks rent keeps that much of its stake.
    const whole = saturatingMinus(delegation.stake, missingRentOf(account, stakeRent));
    const lamports = wanted(whole);
    if (lamports === 0n) continue;
    // With a closed vote account nothing can be delegated again.
    return { lamports: voteOpen ? lamports : whole, recalled: true };
  }
  return undefined;
}

/** The account that takes a delegation. */
export interface Receiver {
  holder: Holder;
  /** Whether the validator has a stake account already. */
  exists: boolean;
  /** What it holds above its rent. */
  present: bigint;
  /** All lamports at its address; undefined where the situation does not tell. */
  lamports: bigint | undefined;
}

/**
 * Which account takes a delegation, or why none does.
 *
 * @example
 * ```ts
 * console.log(receiverOf(snapshot, validator, rules.stakeHistory));
 * ```
 */
export function receiverOf(
  snapshot: Pick<Snapshot, "pool" | "clock" | "stakeRent">,
  { record, stakeBalance, transientBalance, unreadable, ...accounts }: ValidatorSituation,
  history: StakeHistory,
): Receiver | ProgramErrorName {
  const { epoch } = snapshot.clock;
  const [stake, transient] = [ownOf(snapshot, accounts.stake), ownOf(snapshot, accounts.transient)];
  if (unreadable?.includes("stake")) return "UnexpectedStakeState";
  if (!stake) return { holder: "stake", exists: false, present: 0n, lamports: stakeBalance };
  const existing = (holder: Holder, { lamports }: StakeAccount): Receiver => {
    return { holder, exists: true, present: saturatingMinus(lamports, snapshot.stakeRent), lamports };
  };
  const phase = phaseOf(stake.delegation, epoch, history);
  const open = phase === "Inactive" || phase === "Activating";
  if (open && record.stakeStatus !== StakeStatus.Deactivating) return existing("stake", stake);
  if (phase !== "Active" && phase !== "WarmingUp") return "StakeCoolingDown";
  if (unreadable?.includes("transient")) return "UnexpectedStakeState";
  if (!transient) return { holder: "transient", exists: true, present: 0n, lamports: transientBalance };
  const second = phaseOf(transient.delegation, epoch, history);
  const secondOpen = second === "Inactive" || second === "Activating";
  if (secondOpen && record.transientStatus !== StakeStatus.Deactivating) return existing("transient", transient);
  return "TransientInUse";
}
