import type { PublicKey } from "@solana/web3.js";
import { checkAddresses, checkAmount, checkAmounts } from "../errors/arguments";
import * as instructions from "../instructions/withdrawStakeAccount";
import { quoteWithdrawStakeAccount } from "../quote/withdrawStakeAccount";
import { EPOCH_ENDED, retrying } from "../transaction/races";
import type { Sent } from "../transaction/send";
import { type Session, send, walletOf } from "../transaction/session";
import { eventData, minimumOf, ownTokens } from "./internal/look";
import { atFreeNonce } from "./internal/nonces";
import { giverOf } from "./internal/situations";

export interface WithdrawStakeAccountParameters {
  tokens: bigint;
  /** Vote account of the validator; one that can give all of it if not given. */
  vote?: PublicKey | undefined;
  /** The least lamports of stake to accept; the quote less the slippage if not given. */
  minimumLamportsOut?: bigint | undefined;
  /** Token account that gives the tokens; the wallet's own if not given. */
  source?: PublicKey | undefined;
  /** Becomes staker and withdrawer of the account; the wallet if not given. */
  authority?: PublicKey | undefined;
}

/** A stake account that was taken. */
export interface StakeTaken extends Sent {
  /** Its address. */
  stake: PublicKey;
  /** Vote account of its validator. */
  vote: PublicKey;
  /** Delegated lamports. */
  lamports: bigint;
}

/**
 * Burns tokens for a stake account, at an address of the wallet's own: no new key has to sign. The wallet pays its rent.
 *
 * @example
 * ```ts
 * const { stake: mine, lamports } = await withdrawStakeAccount(session, { tokens: 1_000_000_000n });
 * ```
 */
export async function withdrawStakeAccount(
  session: Session,
  parameters: WithdrawStakeAccountParameters,
): Promise<StakeTaken> {
  const { tokens, minimumLamportsOut, authority } = parameters;
  checkAmount("tokens", tokens);
  checkAmounts({ minimumLamportsOut });
  checkAddresses({ vote: parameters.vote, source: parameters.source, authority });
  const { publicKey: owner } = walletOf(session);
  const { address: source } = ownTokens(session, parameters.source);
  return atFreeNonce(session, "exit", ({ nonce, address: stake }) =>
    retrying(EPOCH_ENDED, async () => {
      const { snapshot, rules, validator } = await giverOf(session, parameters.vote, tokens);
      const { vote } = validator.record;
      const quote = () => quoteWithdrawStakeAccount(snapshot, rules, validator, tokens);
      const withdrawal = instructions.withdrawStakeAccount({
        pool: snapshot.pool,
        owner,
        authority,
        source,
        validator: { vote },
        nonce,
        tokens,
        minimumLamportsOut: minimumLamportsOut ?? minimumOf(session, quote().lamports),
      });
      const sent = await send(session, [withdrawal]);
      return { ...sent, stake, vote, lamports: eventData(sent, "StakeAccountWithdrawn").lamports };
    }),
  );
}
