import type { PublicKey } from "@solana/web3.js";
import type { PoolSnapshot } from "../accounts/snapshot";
import { NEVER, type StakeAccount } from "../accounts/stakeAccount";
import type { StakeHistory } from "../accounts/stakeHistory";
import { delegatedLamports, StakeStatus, type ValidatorRecord } from "../accounts/validatorList";
import { type ProgramErrorName, programError, withProgramErrors } from "../errors";
import { phaseOf } from "../math/phase";
import {
  type Binding,
  type Decision,
  decideDeactivation,
  decideDelegation,
  type Holdings,
  shortfall,
  target,
} from "../math/target";
import { max, saturatingMinus } from "../math/units";
import { holdingsOf, policyOf } from "./books";
import { staleness } from "./fresh";

/** One validator, as the chain has it. */
export interface ValidatorSituation {
  record: ValidatorRecord;
  /** Its canonical stake account, if it exists. */
  stake: StakeAccount | undefined;
  /** Its transient stake account, if it exists. */
  transient: StakeAccount | undefined;
  /** Whether its vote account is open. */
  voteOpen: boolean;
}

/** What moving stake depends on, beside the pool. */
export interface StakeRules {
  stakeHistory: StakeHistory;
  /** Least delegation that the stake program accepts, in lamports. */
  minimumDelegation: bigint;
}

type Snapshot = Pick<PoolSnapshot, "pool" | "clock" | "stakeRent" | "validators">;

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
  /**
   * Lamports that the transient address lacks, because rent has risen since the pool funded it: whoever moves the stake
   * sends them first. The next update takes them in as a gain.
   */
  missingRent: bigint;
  /** The rule that binds, as the program names it. */
  binding?: ProgramErrorName;
  /** In words. */
  explain: string;
}

const BINDINGS: Record<Binding, ProgramErrorName> = {
  AtTarget: "AtTarget",
  ReserveNeeded: "ReserveNeeded",
  BelowMinimum: "BelowMinimumDelegation",
  MoveLimit: "MoveLimitReached",
};

/** What `delegate_reserve` does at a validator now. Takes the holdings of an earlier move, if there was one. */
export function quoteDelegate(
  snapshot: Snapshot,
  rules: StakeRules,
  validator: ValidatorSituation,
  holdings: Holdings = holdingsOf(snapshot.pool, snapshot.clock.epoch),
): Move {
  return quote(snapshot, validator, holdings, "delegated", () => {
    const { pool, clock, stakeRent } = snapshot;
    const stale = staleness(snapshot);
    if (stale) return stale;
    if (clock.unixTimestamp < pool.pausedUntil) return "Paused";
    if (!validator.voteOpen) return "InvalidVoteAccount";
    const receiver = receiverOf(validator, clock.epoch, stakeRent, rules.stakeHistory);
    if (typeof receiver === "string") return receiver;
    const { record } = validator;
    const newRent = receiver.exists ? 0n : stakeRent;
    const transientRent = record.transientStatus === StakeStatus.None ? stakeRent : 0n;
    const least = max(saturatingMinus(rules.minimumDelegation, receiver.present) + newRent + transientRent, 1n);
    return decideDelegation(policyOf(pool), holdings, shareOf(snapshot, record), least);
  });
}

/** What `deactivate_stake` does at a validator now. Takes the holdings of an earlier move, if there was one. */
export function quoteDeactivate(
  snapshot: Snapshot,
  rules: StakeRules,
  validator: ValidatorSituation,
  holdings: Holdings = holdingsOf(snapshot.pool, snapshot.clock.epoch),
): Move {
  return quote(snapshot, validator, holdings, "deactivated", () => {
    const stale = staleness(snapshot);
    if (stale) return stale;
    const { record, stake, transient } = validator;
    const { epoch } = snapshot.clock;
    const least = rules.minimumDelegation;
    const decide = (whole: bigint): Decision =>
      decideDeactivation(policyOf(snapshot.pool), holdings, shareOf(snapshot, record), { whole, least });
    // What cannot be divided goes when all of it is wanted.
    if (record.transientStatus === StakeStatus.Delegated) {
      if (!transient) return "UnexpectedStakeState";
      const whole = transient.delegation?.stake ?? 0n;
      const isDelegated = transient.delegation?.deactivationEpoch === NEVER;
      if (isDelegated && decide(whole).lamports === whole) return { lamports: whole };
    }
    if (record.stakeStatus === StakeStatus.Deactivating) return "StakeCoolingDown";
    if (record.stakeStatus !== StakeStatus.Delegated) return "NothingToDeactivate";
    if (!stake) return "UnexpectedStakeState";
    if (stake.delegation?.deactivationEpoch !== NEVER) return "StakeCoolingDown";
    const whole = stake.delegation.stake;
    const decision = decide(whole);
    const divides = decision.lamports !== undefined && decision.lamports !== whole;
    if (!divides) return decision;
    if (phaseOf(stake.delegation, epoch, rules.stakeHistory) !== "Active") return "StakeNotActive";
    if (record.transientStatus !== StakeStatus.Idle) return "TransientInUse";
    return { ...decision, missingRent: saturatingMinus(snapshot.stakeRent, record.transientLamports) };
  });
}

/** The holdings after a validator received a delegation. */
export function afterDelegation(holdings: Holdings, lamports: bigint): Holdings {
  return { ...holdings, reserve: holdings.reserve - lamports, staked: holdings.staked + lamports };
}

/** The holdings after stake was deactivated. */
export function afterDeactivation(holdings: Holdings, lamports: bigint): Holdings {
  return {
    ...holdings,
    cooling: holdings.cooling + lamports,
    moved: holdings.moved + saturatingMinus(lamports, shortfall(holdings)),
  };
}

function quote(
  snapshot: Snapshot,
  { record }: ValidatorSituation,
  holdings: Holdings,
  verb: string,
  decide: () => (Decision & { missingRent?: bigint }) | ProgramErrorName,
): Move {
  return withProgramErrors(() => {
    const share = shareOf(snapshot, record);
    const wanted = target(policyOf(snapshot.pool), holdings, share);
    const move = { record, vote: record.vote, target: wanted, stake: share.stake, lamports: 0n, missingRent: 0n };
    const decision = decide();
    const binding = typeof decision === "string" ? decision : decision.binding && BINDINGS[decision.binding];
    if (binding) {
      const { name, message } = programError(binding);
      return { ...move, binding, explain: `nothing is ${verb}: ${message} (${name})` };
    }
    const { lamports, missingRent = 0n } = decision as { lamports: bigint; missingRent?: bigint };
    return {
      ...move,
      lamports,
      missingRent,
      explain: `${lamports} lamports are ${verb}: ${share.stake} are there, ${wanted} the target`,
    };
  });
}

function shareOf(snapshot: Snapshot, record: ValidatorRecord): { score: number; totalScore: bigint; stake: bigint } {
  return { score: record.score, totalScore: snapshot.validators.totalScore, stake: delegatedLamports(record) };
}

/** Which account takes the lamports, and what it holds above its rent. */
function receiverOf(
  { record, stake, transient }: ValidatorSituation,
  epoch: bigint,
  rent: bigint,
  history: StakeHistory,
): { exists: boolean; present: bigint } | ProgramErrorName {
  if (!stake) return { exists: false, present: 0n };
  const present = ({ lamports, rentReserve }: StakeAccount): bigint =>
    saturatingMinus(lamports, max(rent, rentReserve));
  const phase = phaseOf(stake.delegation, epoch, history);
  const open = phase === "Inactive" || phase === "Activating";
  if (open && record.stakeStatus !== StakeStatus.Deactivating) return { exists: true, present: present(stake) };
  if (phase !== "Active" && phase !== "WarmingUp") return "StakeCoolingDown";
  if (!transient) return { exists: true, present: 0n };
  const second = phaseOf(transient.delegation, epoch, history);
  const secondOpen = second === "Inactive" || second === "Activating";
  if (secondOpen && record.transientStatus !== StakeStatus.Deactivating)
    return { exists: true, present: present(transient) };
  return "TransientInUse";
}
