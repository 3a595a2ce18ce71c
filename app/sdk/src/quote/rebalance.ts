// Which validators are off their targets, and what moves at each: one after the other, as keepers send it.
import type { PoolSnapshot } from "../accounts/snapshot";
import { StakeStatus, type ValidatorRecord } from "../accounts/validatorList";
import { type Holdings, shortfall, target } from "../math/target";
import { saturatingMinus } from "../math/units";
import { policyOf, unmovableStake } from "./books";
import {
  afterDeactivation,
  afterDelegation,
  holdingsNow,
  type Move,
  quoteDeactivate,
  quoteDelegate,
  type StakeRules,
  scoresOf,
  shareOf,
  type ValidatorSituation,
} from "./moves";

/** A move, and what has to be sent before it. */
export interface PlannedMove extends Move {
  /** Lamports that whoever moves the stake sends to the transient address first: the reserve cannot pay that rent. */
  rentToSend?: bigint | undefined;
}

/** The validators that are off their target by a distance over 0, the farthest first. */
export function farthest(
  snapshot: PoolSnapshot,
  distance: (wanted: bigint, stake: bigint) => bigint,
  holdings: Holdings = holdingsNow(snapshot),
): ValidatorRecord[] {
  const { pool, validators } = snapshot;
  const [policy, scores] = [policyOf(pool), scoresOf(validators)];
  const far = validators.records().flatMap((record) => {
    const share = shareOf(record);
    const lamports = distance(target(policy, holdings, scores, share), share.stake);
    return lamports > 0n ? [{ record, lamports }] : [];
  });
  far.sort((a, b) => (a.lamports > b.lamports ? -1 : Number(a.lamports < b.lamports)));
  return far.map(({ record }) => record);
}

/** The validators that something may be delegated to, the farthest from their target first. */
export function belowTarget(snapshot: PoolSnapshot): ValidatorRecord[] {
  return farthest(snapshot, saturatingMinus);
}

/** What `delegate_reserve` does at these validators, one after the other. */
export function quoteDelegations(
  snapshot: PoolSnapshot,
  rules: StakeRules,
  situations: readonly ValidatorSituation[],
): Move[] {
  let holdings = holdingsNow(snapshot);
  return situations.map((situation) => {
    const move = quoteDelegate(snapshot, rules, situation, holdings);
    holdings = afterDelegation(holdings, move.lamports);
    return move;
  });
}

/** Whether a validator may have stake of this epoch: in its transient account, or all that it has. */
function isActivating({ stakeStatus, transientStatus, earning }: ValidatorRecord): boolean {
  return transientStatus === StakeStatus.Delegated || (stakeStatus === StakeStatus.Delegated && earning.base === 0n);
}

/** The validators that something may be deactivated at, the farthest over their target first. */
export function overTarget(snapshot: PoolSnapshot): ValidatorRecord[] {
  const holdings = holdingsNow(snapshot);
  // Only tickets that may be served now lower the target; where no more is missing than nobody can deactivate, that too.
  const [missing, unmovable] = [shortfall(holdings), unmovableStake(snapshot.pool)];
  const owed = { ...holdings, queued: holdings.servable + (missing > 0n && missing <= unmovable ? unmovable : 0n) };
  const over = farthest(snapshot, (wanted, stake) => saturatingMinus(stake, wanted), owed);
  // What tickets may take back of this epoch's delegations does not ask for a surplus.
  const young = missing > 0n ? snapshot.validators.records().filter(isActivating) : [];
  const known = new Set(over.map(({ index }) => index));
  return [...young.filter(({ index }) => !known.has(index)), ...over];
}

/** What `deactivate_stake` does at these validators, one after the other: stake of this epoch first, which has earned nothing yet. */
export function quoteDeactivations(
  snapshot: PoolSnapshot,
  rules: StakeRules,
  situations: readonly ValidatorSituation[],
): PlannedMove[] {
  const { clock, stakeRent } = snapshot;
  const isYoung = ({ stake, transient }: ValidatorSituation): boolean =>
    [stake, transient].some((account) => account?.delegation?.activationEpoch === clock.epoch);
  const ordered = [...situations].sort((a, b) => Number(isYoung(b)) - Number(isYoung(a)));
  let holdings = holdingsNow(snapshot);
  return ordered.map((situation) => {
    const move = withRent(quoteDeactivate(snapshot, rules, situation, holdings), () =>
      quoteDeactivate(snapshot, rules, { ...situation, transientBalance: stakeRent }, holdings),
    );
    if (move.lamports > 0n) holdings = afterDeactivation(holdings, move);
    return move;
  });
}

/** The move, or where only a rent is missing for it, what moves once that is there. */
function withRent(move: Move, funded: () => Move): PlannedMove {
  return move.binding === "RentMissing" ? { ...funded(), rentToSend: move.missingRent } : move;
}
