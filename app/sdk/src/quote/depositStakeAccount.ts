import type { PublicKey } from "@solana/web3.js";
import { feesOf, type Pool } from "../accounts/pool";
import type { PoolSnapshot } from "../accounts/snapshot";
import { isDelegated, isLocked, isOwnedBy, missingRent, type StakeAccount } from "../accounts/stakeAccount";
import type { ChainClock } from "../accounts/sysvars";
import { StakeStatus, usesStake } from "../accounts/validatorList";
import { programError } from "../errors";
import { planDeposit, premium } from "../math/deposit";
import { phaseOf } from "../math/phase";
import type { Price } from "../math/price";
import { limitOfDeposit } from "../math/target";
import { minus, plus, saturatingMinus } from "../math/units";
import { askAt, certainClaim, foundAt, ledgerOf, policyOf, priceAt, remeasure, withReserve } from "./books";
import { requireFresh, requireRunning } from "./fresh";
import { type StakeRules, shareOf, type ValidatorSituation } from "./moves";

export interface StakeDepositQuote {
  /** Tokens that the depositor receives, floored. */
  tokens: bigint;
  /** Lamports that are paid over the true price of all tokens, floored; see `DepositQuote`. */
  premium: bigint;
  /** Tokens of the deposit fee, ceiled; the treasury's. */
  feeTokens: bigint;
  /** Lamports that join the validator's stake. */
  stakeLamports: bigint;
  /** All other lamports of the account, its rent included: credited as SOL. */
  looseLamports: bigint;
  /** The true price, at which tokens leave. */
  price: Price;
  /** What the tokens cost. */
  ask: Price;
}

type Snapshot = Pick<
  PoolSnapshot,
  "pool" | "clock" | "treasuryReceives" | "mintSupply" | "reserveBalance" | "reserveRent" | "stakeRent"
>;

/**
 * What depositing a stake account gives its owner in the snapshot's slot. Throws the error that the program would refuse
 * with: of the pool, of the validator, or of the account.
 *
 * @example
 * ```ts
 * const offer = { deposited: stakeAccount, depositor: wallet };
 * const { tokens } = quoteDepositStakeAccount(snapshot, rules, validator, offer);
 * ```
 */
export function quoteDepositStakeAccount(
  snapshot: Snapshot,
  rules: StakeRules,
  validator: ValidatorSituation,
  { deposited, depositor }: { deposited: StakeAccount; depositor: PublicKey },
): StakeDepositQuote {
  const { clock, treasuryReceives, mintSupply } = snapshot;
  requireFresh(snapshot);
  requireRunning(snapshot);
  if (!validator.voteOpen) throw programError("InvalidVoteAccount");
  if (mintSupply > snapshot.pool.supply) throw programError("SupplyAboveBooks");
  if (validator.record.score === 0) throw programError("ValidatorDraining");
  const stakeLamports = depositedStake(snapshot, rules, validator, deposited, depositor);
  const looseLamports = minus(deposited.lamports, stakeLamports);
  const stakeRent = receiverRent(snapshot, rules, validator, { stakeLamports, looseLamports });
  const { pool, record } = usesStake(validator.record)
    ? remeasure(withReserve(snapshot), clock, validator.record, "stake", foundAt(validator.stake, snapshot.pool))
    : { pool: withReserve(snapshot), record: validator.record };
  requireWithinCaps(pool, snapshot, { ...validator, record }, { stakeLamports, looseLamports });
  const [ask, price] = [askAt(pool, clock), priceAt(pool, clock.slot)];
  if (plus(price.total, deposited.lamports) > pool.depositCap) throw programError("DepositCapExceeded");
  const fee = treasuryReceives ? feesOf(pool).deposit : 0;
  const plan = planDeposit({ ask, onSale: 0n, fee, referralShare: 0 }, deposited.lamports);
  if (plan.depositor === 0n) throw programError("ZeroResult");
  const rents = stakeRent + (record.transientStatus === StakeStatus.None ? snapshot.stakeRent : 0n);
  if (rents > pool.reserveLamports) throw programError("ReserveNeeded");
  // The stake program has the last word: it merges active stake with active stake only.
  const receiver = receiverOf(snapshot, validator);
  if (isInUse(receiver, clock) && phaseOf(receiver?.delegation, clock.epoch, rules.stakeHistory) !== "Active")
    throw programError("StakeNotActive");
  return {
    tokens: plan.depositor,
    premium: premium(plan, deposited.lamports, price),
    feeTokens: plan.treasury,
    stakeLamports,
    looseLamports,
    price,
    ask,
  };
}

/** The delegated lamports of the account: fully active with the validator, free, and the depositor's. */
function depositedStake(
  { clock }: Snapshot,
  rules: StakeRules,
  { record }: ValidatorSituation,
  deposited: StakeAccount,
  depositor: PublicKey,
): bigint {
  if (isLocked(deposited, clock)) throw programError("StakeLocked");
  if (!isOwnedBy(deposited, depositor)) throw programError("NotStakeOwner");
  const { delegation } = deposited;
  if (!delegation) throw programError("StakeNotActive");
  if (!delegation.vote.equals(record.vote)) throw programError("WrongValidator");
  if (phaseOf(delegation, clock.epoch, rules.stakeHistory) !== "Active") throw programError("StakeNotActive");
  return delegation.stake;
}

/** The validator stake account, if it is the pool's. */
const receiverOf = ({ pool }: Snapshot, { stake }: ValidatorSituation): StakeAccount | undefined =>
  stake && isOwnedBy(stake, pool.stakeAuthority) ? stake : undefined;

/** Whether it was delegated in an earlier epoch, so that what is deposited merges with it. */
const isInUse = (receiver: StakeAccount | undefined, clock: ChainClock): boolean =>
  receiver?.delegation !== undefined && isDelegated(receiver) && receiver.delegation.activationEpoch < clock.epoch;

/** The rent that the validator stake account lacks, which the reserve pays. */
function receiverRent(
  snapshot: Snapshot,
  { stakeHistory, minimumDelegation }: StakeRules,
  validator: ValidatorSituation,
  { stakeLamports, looseLamports }: { stakeLamports: bigint; looseLamports: bigint },
): bigint {
  const { clock, stakeRent } = snapshot;
  const receiver = receiverOf(snapshot, validator);
  if (validator.unreadable?.includes("stake")) throw programError("UnexpectedStakeState");
  if (receiver && isInUse(receiver, clock)) return missingRent(receiver, stakeRent);
  if (phaseOf(receiver?.delegation, clock.epoch, stakeHistory) !== "Inactive") throw programError("StakeNotActive");
  if (stakeLamports < minimumDelegation) throw programError("BelowMinimumDelegation");
  // The stake program moves stake only out of an account that keeps its rent.
  if (looseLamports < stakeRent) throw programError("RentMissing");
  return saturatingMinus(stakeRent, receiver?.lamports ?? 0n);
}

/** Refuses stake that would bring the validator over its cap or the pool's largest share. */
function requireWithinCaps(
  pool: Pool,
  { clock }: Snapshot,
  { record }: ValidatorSituation,
  { stakeLamports, looseLamports }: { stakeLamports: bigint; looseLamports: bigint },
): void {
  const deposited = plus(stakeLamports, looseLamports);
  const share = shareOf(record);
  // Tickets that can be cancelled for nothing lower nobody's limit.
  const { held } = ledgerOf(pool, clock.slot);
  const staying = saturatingMinus(plus(held, deposited), certainClaim(pool, clock));
  const most = limitOfDeposit(policyOf(pool), staying, plus(pool.heldAtUpdate, deposited), share);
  if (plus(share.stake, stakeLamports) > most) throw programError("ValidatorCapExceeded");
}
