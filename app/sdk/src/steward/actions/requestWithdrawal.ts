import type { PublicKey } from "@solana/web3.js";
import { checkAmount } from "../../errors/arguments";
import { nodesIn, type Session, walletOf } from "../../transaction/session";
import { fetchMember } from "../accounts/members";
import { requestWithdrawal as instruction } from "../instructions/requestWithdrawal";
import { keysOf, resultOf, type StewardSent, sendSteward } from "./internal/send";

export interface RequestWithdrawalParameters {
  /** The member's vote account. */
  vote: PublicKey;
  /** Tokens that are asked back in all; fewer than before take a request back. */
  tokens: bigint;
}

/** Tokens of a bond that were asked back. */
export interface WithdrawalRequested extends StewardSent {
  /** Asked back now, in all. */
  tokens: bigint;
  /** Lamports that the stake misses that idles for it: they are owed. */
  idledLamports: bigint;
  /** What the bond owes, in tokens. */
  debt: bigint;
}

async function request(
  session: Session,
  vote: PublicKey,
  tokens: bigint,
  leaves: boolean,
): Promise<WithdrawalRequested> {
  const { publicKey: owner } = walletOf(session);
  const keys = keysOf(session);
  const { index } = await fetchMember(nodesIn(session), keys, vote);
  const sent = await sendSteward(session, [instruction({ steward: keys, index, vote, owner, tokens, leaves })]);
  const result = resultOf(session, sent, "WithdrawalRequested", (data) => ({
    ...{ tokens: data.tokens, idledLamports: data.idledLamports, debt: data.debt },
  }));
  return { ...sent, ...result };
}

/**
 * Asks a part of a bond back: it counts no longer, and is paid by {@link withdrawBond} four epochs later, once the stake that it
 * covered is gone. Asking for all of it is leaving; what stays otherwise has to be worth the policy's `minBond`, else `BondTooSmall`. The
 * wallet has to be the bond's owner.
 *
 * @example
 * ```ts
 * const { idledLamports } = await requestWithdrawal(session, { vote, tokens: 10_000_000_000n });
 * ```
 */
export function requestWithdrawal(
  session: Session,
  { vote, tokens }: RequestWithdrawalParameters,
): Promise<WithdrawalRequested> {
  checkAmount("tokens", tokens);
  return request(session, vote, tokens, false);
}

/**
 * Leaves: asks all of a bond back, and the pool's stake goes. `requestWithdrawal` of fewer tokens takes that back. Who leaves while it
 * is vetoed may not join again before the veto would have ended. The wallet has to be the bond's owner.
 *
 * @example
 * ```ts
 * await leave(session, { vote });
 * ```
 */
export function leave(
  session: Session,
  { vote }: Pick<RequestWithdrawalParameters, "vote">,
): Promise<WithdrawalRequested> {
  return request(session, vote, 0n, true);
}
