import type { PublicKey } from "@solana/web3.js";
import { tokenAddress } from "../../accounts/token";
import { checkAddresses, checkAmount } from "../../errors/arguments";
import { nodesIn, type Session, walletOf } from "../../transaction/session";
import { fetchMember } from "../accounts/members";
import { findStewardEvent } from "../events";
import { cover } from "../instructions/cover";
import { depositBond as instruction } from "../instructions/depositBond";
import { keysOf, resultOf, type StewardSent, sendSteward } from "./internal/send";
import { refuseMoreThan } from "./internal/tokens";

export interface DepositBondParameters {
  /** The member's vote account. */
  vote: PublicKey;
  tokens: bigint;
  /** Token account of the wallet's that gives; the associated one unless named. */
  source?: PublicKey | undefined;
}

/** Tokens that were added to a bond. */
export interface BondDeposited extends StewardSent {
  /** Tokens of the bond after it: what was owed is burned of them. */
  bond: bigint;
  /** Tokens that were burned for what it owed, and what it owes still because there were no more of them. */
  burned: bigint;
  debt: bigint;
}

/**
 * Adds tokens of the wallet's to a member's bond; anybody may. What the member owes is burned of them in the same transaction.
 * `InsufficientTokens` where the wallet has fewer.
 *
 * @example
 * ```ts
 * const { bond, debt } = await depositBond(session, { vote, tokens: 10_000_000_000n });
 * ```
 */
export async function depositBond(session: Session, parameters: DepositBondParameters): Promise<BondDeposited> {
  const { vote, tokens } = parameters;
  checkAmount("tokens", tokens);
  checkAddresses({ source: parameters.source });
  const { publicKey: sourceOwner } = walletOf(session);
  const keys = keysOf(session);
  const { index, debt } = await fetchMember(nodesIn(session), keys, vote);
  const source = parameters.source ?? tokenAddress(keys.pool.mint, sourceOwner);
  await refuseMoreThan(session, source, tokens);
  const deposit = instruction({ steward: keys, index, source, sourceOwner, tokens });
  const covered = debt > 0n ? [cover({ steward: keys, indexes: [index] })] : [];
  const sent = await sendSteward(session, [deposit, ...covered]);
  const result = resultOf(session, sent, "BondDeposited", ({ bond }) => {
    // It says nothing where nothing was owed any more.
    const paid = findStewardEvent(sent.stewardEvents, "Covered")?.data ?? { tokens: 0n, debt: 0n };
    return { bond: bond - paid.tokens, burned: paid.tokens, debt: paid.debt };
  });
  return { ...sent, ...result };
}
