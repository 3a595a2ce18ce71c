import type { PublicKey } from "@solana/web3.js";
import type { RawAccount } from "../accounts/common";
import { PRICE_PARTS } from "../accounts/snapshot";
import { decodeStakeAccount, fetchStakeAccount, isOwnedBy } from "../accounts/stakeAccount";
import { checkAddresses, checkAmount, checkAmounts } from "../errors/arguments";
import * as instructions from "../instructions/withdrawStakeAccount";
import { lamportsFor } from "../math/price";
import { priceAt } from "../quote/books";
import { minimumFor } from "../quote/slippage";
import { quoteWithdrawStakeAccount } from "../quote/withdrawStakeAccount";
import type { Sent } from "../transaction/details";
import { EPOCH_ENDED, retrying } from "../transaction/races";
import { nodesIn, type Session, send, walletOf } from "../transaction/session";
import { lookAt, minimumOf, ownTokens } from "./internal/look";
import { atNonce, type Chosen } from "./internal/nonces";
import { resultOf } from "./internal/results";
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
  /**
   * Any number of the wallet's own, a free one if not given. A call with the same nonce, validator and authority, and stake worth
   * the tokens, is the same withdrawal: it finds the account of the first. Another account is `NonceTaken`.
   */
  nonce?: bigint | undefined;
}

/** A stake account that was taken. */
export interface StakeTaken {
  /** Its address. */
  stake: PublicKey;
  /** Vote account of its validator. */
  vote: PublicKey;
  /** Delegated lamports. */
  lamports: bigint;
  /** The nonce that it was taken with. */
  nonce: bigint;
  /** The transaction; undefined when an earlier call with the same nonce has taken it. */
  sent: Sent | undefined;
}

/** How far the stake of an earlier call may be from what the tokens are worth now, fees included, in basis points. */
const ALIKE_BPS = 300;

/**
 * Burns tokens for a stake account, at an address of the wallet's own: no new key has to sign. The wallet pays its rent.
 *
 * @example
 * ```ts
 * const { stake: mine, lamports } = await client.withdrawStakeAccount({ tokens: 3_000_000_000n, nonce: 1n });
 * ```
 */
export async function withdrawStakeAccount(
  session: Session,
  parameters: WithdrawStakeAccountParameters,
): Promise<StakeTaken> {
  const { tokens, minimumLamportsOut, nonce } = parameters;
  checkAmount("tokens", tokens);
  checkAmounts({ minimumLamportsOut, nonce });
  checkAddresses({ vote: parameters.vote, source: parameters.source, authority: parameters.authority });
  const { publicKey: owner } = walletOf(session);
  const { authority = owner } = parameters;
  const { address: source } = ownTokens(session, parameters.source);

  const attempt = ({ nonce: chosen, address: stake }: Chosen): Promise<StakeTaken> =>
    retrying(EPOCH_ENDED, async () => {
      const { snapshot, rules, validator } = await giverOf(session, parameters.vote, tokens);
      const { vote } = validator.record;
      const quoted = () => quoteWithdrawStakeAccount(snapshot, rules, validator, tokens).lamports;
      const withdrawal = instructions.withdrawStakeAccount({
        pool: snapshot.pool,
        owner,
        authority,
        source,
        validator: { vote },
        nonce: chosen,
        tokens,
        minimumLamportsOut: minimumLamportsOut ?? minimumOf(session, "minimumLamportsOut", quoted),
      });
      const sent = await send(session, [withdrawal]);
      const lamports = await resultOf(
        sent,
        "StakeAccountWithdrawn",
        (data) => data.lamports,
        // An account of its own: it says what was taken.
        async () => (await fetchStakeAccount(nodesIn(session), stake)).delegation?.stake,
      );
      return { sent, stake, vote, lamports, nonce: chosen };
    });

  const existing = async ({ nonce: chosen, address }: Chosen, account: RawAccount): Promise<StakeTaken | undefined> => {
    const stake = decodeStakeAccount(address, account);
    const { vote, stake: lamports } = stake?.delegation ?? {};
    if (!stake || !vote || lamports === undefined || !isOwnedBy(stake, authority)) return undefined;
    if (parameters.vote && !parameters.vote.equals(vote)) return undefined;
    const { pool, clock } = await lookAt(session, PRICE_PARTS);
    const worth = lamportsFor(priceAt(pool, clock.slot), tokens);
    if (worth === 0n || lamports === 0n) return undefined;
    const isAlike = lamports >= minimumFor(worth, ALIKE_BPS) && worth >= minimumFor(lamports, ALIKE_BPS);
    if (!isAlike || lamports < (minimumLamportsOut ?? 0n)) return undefined;
    return { sent: undefined, stake: address, vote, lamports, nonce: chosen };
  };
  return atNonce(session, { kind: "exit", nonce, attempt, existing });
}
