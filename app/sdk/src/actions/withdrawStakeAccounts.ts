import type { PublicKey } from "@solana/web3.js";
import { isTruestakeError, TruestakeError } from "../errors";
import { checkAddresses, checkAmount } from "../errors/arguments";
import { type Session, walletOf } from "../transaction/session";
import { withdrawalsOf } from "./internal/situations";
import { type StakeTaken, withdrawStakeAccount } from "./withdrawStakeAccount";

export interface WithdrawStakeAccountsParameters {
  tokens: bigint;
  /** Token account that gives the tokens; the wallet's own if not given. */
  source?: PublicKey | undefined;
}

/**
 * Burns tokens for as many stake accounts as it takes, one transaction each; see `planStakeWithdrawals`. `PartlyDone` with those
 * that were taken when an error stops the rest.
 *
 * @example
 * ```ts
 * const taken = await withdrawStakeAccounts(session, { tokens: 500_000_000_000n });
 * ```
 */
export async function withdrawStakeAccounts(
  session: Session,
  { tokens, source }: WithdrawStakeAccountsParameters,
): Promise<StakeTaken[]> {
  checkAmount("tokens", tokens);
  checkAddresses({ source });
  walletOf(session);
  const done: StakeTaken[] = [];
  for (const { record, tokens: part } of await withdrawalsOf(session, tokens)) {
    try {
      done.push(await withdrawStakeAccount(session, { tokens: part, source, vote: record.vote }));
    } catch (error) {
      if (done.length === 0 || !isTruestakeError(error)) throw error;
      const message = `${done.length} stake accounts were taken before this: ${error.message}`;
      throw new TruestakeError("PartlyDone", message, { args: { done, error }, cause: error });
    }
  }
  return done;
}
