import type { PublicKey } from "@solana/web3.js";
import type { PoolSnapshot } from "../accounts/snapshot";
import { isLocked, isOwnedBy, missingRent, type StakeAccount } from "../accounts/stakeAccount";
import { StakeStatus } from "../accounts/validatorList";
import { programError, withProgramErrors } from "../errors";
import { planDeposit } from "../math/deposit";
import { phaseOf } from "../math/phase";
import type { Price } from "../math/price";
import { minus, plus } from "../math/units";
import { priceAt } from "./books";
import { requireFresh, requireRunning } from "./fresh";
import type { StakeRules, ValidatorSituation } from "./moves";

export interface StakeDepositQuote {
  /** Tokens that the depositor receives, floored. */
  tokens: bigint;
  /** Tokens of the deposit fee, ceiled; the treasury's. */
  feeTokens: bigint;
  /** Lamports that join the validator's stake. */
  stakeLamports: bigint;
  /** All other lamports of the account, its rent included: credited as SOL. */
  looseLamports: bigint;
  price: Price;
}

/**
 * What depositing a stake account gives its owner in the snapshot's slot. Throws the error that the program would refuse
 * with: of the account, of the validator, or of the pool.
 */
export function quoteDepositStakeAccount(
  snapshot: Pick<PoolSnapshot, "pool" | "clock" | "treasuryReceives" | "mintSupply" | "stakeRent">,
  rules: StakeRules,
  validator: ValidatorSituation,
  { deposited, depositor }: { deposited: StakeAccount; depositor: PublicKey },
): StakeDepositQuote {
  const { pool, clock, treasuryReceives, mintSupply, stakeRent } = snapshot;
  const { record } = validator;
  requireFresh(snapshot);
  requireRunning(snapshot);
  if (mintSupply > pool.supply) throw programError("SupplyAboveBooks");
  if (isLocked(deposited, clock)) throw programError("StakeLocked");
  if (!isOwnedBy(deposited, depositor)) throw programError("NotStakeOwner");
  const { delegation } = deposited;
  if (!delegation) throw programError("StakeNotActive");
  if (!delegation.vote.equals(record.vote)) throw programError("WrongValidator");
  if (phaseOf(delegation, clock.epoch, rules.stakeHistory) !== "Active") throw programError("StakeNotActive");
  if (record.score === 0) throw programError("ValidatorDraining");
  const canonical = validator.stake && isOwnedBy(validator.stake, pool.stakeAuthority) ? validator.stake : undefined;
  const phase = canonical && phaseOf(canonical.delegation, clock.epoch, rules.stakeHistory);
  if (phase !== undefined && phase !== "Active" && phase !== "Inactive") throw programError("StakeNotActive");
  if (phase !== "Active" && delegation.stake < rules.minimumDelegation) throw programError("BelowMinimumDelegation");
  return withProgramErrors(() => {
    const looseLamports = minus(deposited.lamports, delegation.stake);
    const price = priceAt(pool, clock.slot);
    if (plus(price.total, deposited.lamports) > pool.depositCap) throw programError("DepositCapExceeded");
    const plan = planDeposit(deposited.lamports, price, 0n, treasuryReceives ? pool.fees.deposit : 0, 0);
    if (plan.depositor === 0n) throw programError("ZeroResult");
    const canonicalRent = canonical ? missingRent(canonical, stakeRent, phase === "Active") : stakeRent;
    const rents = canonicalRent + (record.transientStatus === StakeStatus.None ? stakeRent : 0n);
    if (rents > pool.reserveLamports) throw programError("ReserveNeeded");
    return {
      tokens: plan.depositor,
      feeTokens: plan.treasury,
      stakeLamports: delegation.stake,
      looseLamports,
      price,
    };
  });
}
