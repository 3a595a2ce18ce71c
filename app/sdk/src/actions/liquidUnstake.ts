import type { PublicKey } from "@solana/web3.js";
import { checkAddresses, checkAmount, checkAmounts } from "../errors/arguments";
import * as instructions from "../instructions/liquidUnstake";
import { quoteLiquidUnstake } from "../quote/liquidUnstake";
import type { Sent } from "../transaction/send";
import { type Session, walletOf } from "../transaction/session";
import { eventData, minimumOf, ownTokens } from "./internal/look";
import { sendPriced } from "./internal/priced";

export interface LiquidUnstakeParameters {
  tokens: bigint;
  /** The least lamports to accept; the quote less the slippage if not given. */
  minimumLamportsOut?: bigint | undefined;
  /** Token account that gives the tokens; the wallet's own if not given. */
  source?: PublicKey | undefined;
  /** Receives the lamports; the wallet if not given. */
  recipient?: PublicKey | undefined;
  /** What the source must hold before, so that a retry cannot sell twice. */
  ifBalance?: bigint | undefined;
}

/** A sale that landed. */
export interface LiquidUnstaked extends Sent {
  /** Lamports that it gave. */
  lamports: bigint;
}

/** What it reads of the pool. */
const PARTS = ["pool", "clock", "liquidity", "liquidityBalance", "reserveRent", "treasuryReceives"] as const;

/**
 * Sells tokens to the liquidity pool at once.
 *
 * @example
 * ```ts
 * const { lamports } = await liquidUnstake(session, { tokens: 1_000_000_000n });
 * ```
 */
export async function liquidUnstake(session: Session, parameters: LiquidUnstakeParameters): Promise<LiquidUnstaked> {
  const { tokens, minimumLamportsOut, recipient, ifBalance } = parameters;
  checkAmount("tokens", tokens);
  checkAmounts({ minimumLamportsOut, ifBalance });
  checkAddresses({ source: parameters.source, recipient });
  const { publicKey: seller } = walletOf(session);
  const { address: source } = ownTokens(session, parameters.source);
  const sent = await sendPriced(session, PARTS, (snapshot) => {
    const minimum = minimumLamportsOut ?? minimumOf(session, quoteLiquidUnstake(snapshot, tokens).lamports);
    const sale = { seller, source, recipient, tokens, minimumLamportsOut: minimum, ifBalance };
    return [instructions.liquidUnstake({ pool: snapshot.pool, ...sale })];
  });
  return { ...sent, lamports: eventData(sent, "LiquidUnstaked").lamports };
}
