import type { PublicKey } from "@solana/web3.js";
import { checkAddresses, checkAmount, checkAmounts } from "../errors/arguments";
import { mulDivCeil } from "../math/mulDiv";
import { reporting } from "../transaction/partly";
import { type Session, walletOf } from "../transaction/session";
import { withdrawalsOf } from "./internal/situations";
import { type StakeTaken, withdrawStakeAccount } from "./withdrawStakeAccount";

export interface WithdrawStakeAccountsParameters {
  tokens: bigint;
  /** The least lamports of stake to accept of all of it, of each account its share (ceiled); the quotes less the slippage if not given. */
  minimumLamportsOut?: bigint | undefined;
  /** Token account that gives the tokens; the wallet's own if not given. */
  source?: PublicKey | undefined;
}

/**
 * Burns tokens for as many stake accounts as it takes, one transaction each; see `planStakeWithdrawals`. `PartlyDone` with those
 * that were taken when an error stops the rest.
 *
 * @example
 * ```ts
 * const taken = await client.withdrawStakeAccounts({ tokens });
 * console.log(taken.map(({ stake, lamports }) => `${stake}: ${lamports}`));
 * ```
 */
export async function withdrawStakeAccounts(
  session: Session,
  { tokens, minimumLamportsOut, source }: WithdrawStakeAccountsParameters,
): Promise<StakeTaken[]> {
  checkAmount("tokens", tokens);
  checkAmounts({ minimumLamportsOut });
  checkAddresses({ source });
  walletOf(session);
  const done: StakeTaken[] = [];
  return reporting(done, async () => {
    for (const { record, tokens: part } of await withdrawalsOf(session, tokens)) {
      const least = minimumLamportsOut === undefined ? undefined : mulDivCeil(minimumLamportsOut, part, tokens);
      const own = { tokens: part, source, vote: record.vote, minimumLamportsOut: least };
      done.push(await withdrawStakeAccount(session, own));
    }
    return done;
  });
}
