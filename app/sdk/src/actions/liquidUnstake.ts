import type { PublicKey } from "@solana/web3.js";
import type { PartialSnapshot } from "../accounts/snapshot";
import { checkAddresses, checkAmount, checkAmounts } from "../errors/arguments";
import * as instructions from "../instructions/liquidUnstake";
import { quoteLiquidUnstake } from "../quote/liquidUnstake";
import type { Sent } from "../transaction/details";
import { type Session, walletOf } from "../transaction/session";
import { minimumOf, ownTokens } from "./internal/look";
import { sendPriced } from "./internal/priced";
import { atSlot, changeOf, resultOf } from "./internal/results";

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
 * Sells tokens to the liquidity pool at once. With `ifBalance` a second call cannot sell twice: `BalanceChanged`.
 *
 * @example
 * ```ts
 * const { lamports } = await client.liquidUnstake({ tokens, ifBalance: balance });
 * ```
 */
export async function liquidUnstake(session: Session, parameters: LiquidUnstakeParameters): Promise<LiquidUnstaked> {
  const { tokens, minimumLamportsOut, recipient, ifBalance } = parameters;
  checkAmount("tokens", tokens);
  checkAmounts({ minimumLamportsOut, ifBalance });
  checkAddresses({ source: parameters.source, recipient });
  const { publicKey: seller } = walletOf(session);
  const { address: source } = ownTokens(session, parameters.source);
  const witnesses = { tokens: [source], lamports: [session.deployment.liquidityPool.liquiditySol] };
  const quote = (snapshot: Parameters<typeof quoteLiquidUnstake>[0]) => quoteLiquidUnstake(snapshot, tokens).lamports;
  const build = (snapshot: PartialSnapshot<(typeof PARTS)[number]>) => {
    const minimum = minimumLamportsOut ?? minimumOf(session, "minimumLamportsOut", () => quote(snapshot));
    const sale = { seller, source, recipient, tokens, minimumLamportsOut: minimum, ifBalance };
    return [instructions.liquidUnstake({ pool: snapshot.pool, ...sale })];
  };
  const { sent, planned, before } = await sendPriced(session, PARTS, build, witnesses);
  const lamports = await resultOf(
    sent,
    "LiquidUnstaked",
    (data) => data.lamports,
    async () => {
      const [sold, paid] = await changeOf(session, witnesses, before);
      const expected = quote(atSlot(planned, sent.slot));
      return sold === -tokens && paid !== undefined && -paid === expected ? expected : undefined;
    },
  );
  return { ...sent, lamports };
}
