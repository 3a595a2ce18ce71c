import type { PublicKey } from "@solana/web3.js";
import { tokenAddress } from "../../accounts/token";
import { checkAddresses, checkAmount } from "../../errors/arguments";
import { nodesIn, type Session, walletOf } from "../../transaction/session";
import { fetchMember } from "../accounts/members";
import { cover } from "../instructions/cover";
import { depositBond as instruction } from "../instructions/depositBond";
import { keysOf, resultOf, type StewardSent, sendSteward } from "./internal/send";

export interface DepositBondParameters {
  /** The member's vote account. */
  vote: PublicKey;
  tokens: bigint;
  /** Token account of the wallet's that gives; the associated one unless named. */
  source?: PublicKey | undefined;
}

/** Tokens that were added to a bond. */
export interface BondDeposited extends StewardSent {
  /** Tokens of the bond after it, before what it owes is burned of them. */
  bond: bigint;
}

/**
 * Adds tokens of the wallet's to a member's bond; anybody may. What the member owes is burned of them in the same transaction.
 *
 * @example
 * ```ts
 * const { bond } = await depositBond(session, { vote, tokens: 10_000_000_000n });
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
  const deposit = instruction({ steward: keys, index, source, sourceOwner, tokens });
  const covered = debt > 0n ? [cover({ steward: keys, indexes: [index] })] : [];
  const sent = await sendSteward(session, [deposit, ...covered]);
  return { ...sent, bond: resultOf(session, sent, "BondDeposited", (data) => data.bond) };
}
