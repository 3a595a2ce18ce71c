import { type Deployment, liquidityAddresses, type PoolId } from "../deployment";
import { STAKE_ACCOUNT_BYTES } from "../layout/constants";
import { type ChainReader, COMMITMENT } from "./chain";
import { missing } from "./common";
import { decodeLiquidityPool, type LiquidityPool } from "./liquidityPool";
import { decodePool, fetchPool, hasLiquidity, type Pool } from "./pool";
import { type ChainClock, CLOCK_ADDRESSES, decodeClock, decodeRent, RENT_ADDRESS } from "./sysvars";
import { decodeMint, receivesTokens } from "./token";
import { decodeValidatorList, type ValidatorList } from "./validatorList";

/** A pool and what its instructions read beside it, all of one moment: what quotes and plans are made from. */
export interface PoolSnapshot {
  pool: Pool;
  validators: ValidatorList;
  /** The liquidity pool, if there is one. */
  liquidity: LiquidityPool | undefined;
  /** All lamports of its SOL account, its rent included; 0 when there is none. */
  liquidityBalance: bigint;
  clock: ChainClock;
  /** Tokens that the mint has issued. */
  mintSupply: bigint;
  /** All lamports of the reserve, its rent included. */
  reserveBalance: bigint;
  /** Rent of the reserve, as of every account without data. */
  reserveRent: bigint;
  /** Rent of a stake account, now. */
  stakeRent: bigint;
  /** Whether the treasury can receive fees; without that none are charged. */
  treasuryReceives: boolean;
}

/** Reads a pool with everything that quotes and plans need. `AccountMissing` when there is no such pool. */
export async function fetchSnapshot(reader: ChainReader, id: PoolId): Promise<PoolSnapshot> {
  const known = await fetchPool(reader, id);
  const { mint, validators, reserve, treasury, liquidity } = known;
  // A deployment has them already.
  const { liquiditySol } = "liquidityPool" in id ? (id as Deployment).liquidityPool : liquidityAddresses(known);
  const own = [known.pool, validators, mint, reserve, treasury, liquidity, liquiditySol];
  const addresses = [...own, RENT_ADDRESS, ...CLOCK_ADDRESSES];
  const accounts = await reader.getMultipleAccountsInfo(addresses, COMMITMENT);
  const [poolAccount, listAccount, mintAccount, reserveAccount, treasuryAccount, ...others] = accounts;
  const [liquidityAccount, solAccount, rentAccount, ...clockAccounts] = others;
  if (!poolAccount) throw missing("the pool", known.pool);
  if (!listAccount) throw missing("the validator list", validators);
  const pool = decodePool(known.pool, poolAccount.data, known.programId);
  // Changed since the first look: the accounts are not those of the pool any more.
  if (!pool.treasury.equals(treasury) || !pool.liquidity.equals(liquidity)) return fetchSnapshot(reader, id);
  const rentOf = decodeRent(rentAccount);
  return {
    pool,
    validators: decodeValidatorList(listAccount.data),
    liquidity:
      hasLiquidity(pool) && liquidityAccount ? decodeLiquidityPool(liquidity, liquidityAccount.data) : undefined,
    liquidityBalance: BigInt(solAccount?.lamports ?? 0),
    clock: decodeClock(clockAccounts),
    mintSupply: decodeMint(mint, mintAccount ?? null).supply,
    // web3.js gives lamports as a double: exact up to 9 million SOL in one account.
    reserveBalance: BigInt(reserveAccount?.lamports ?? 0),
    reserveRent: rentOf(0),
    stakeRent: rentOf(STAKE_ACCOUNT_BYTES),
    treasuryReceives: receivesTokens(treasuryAccount ?? null, mint),
  };
}

/** Whether the price is of the current epoch and its rewards are paid out: what uses it works. */
export function isFresh({ pool, clock }: Pick<PoolSnapshot, "pool" | "clock">): boolean {
  return pool.lastUpdateEpoch === clock.epoch && !clock.rewardsActive;
}
