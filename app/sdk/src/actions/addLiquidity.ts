import type { PublicKey } from "@solana/web3.js";
import { checkAddresses, checkAmount, checkAmounts } from "../errors/arguments";
import * as instructions from "../instructions/addLiquidity";
import { quoteAddLiquidity } from "../quote/addLiquidity";
import type { Sent } from "../transaction/send";
import { type Session, walletOf } from "../transaction/session";
import { eventData, minimumOf, ownTokens } from "./internal/look";
import { sendPriced } from "./internal/priced";

export interface AddLiquidityParameters {
  lamports: bigint;
  /** The least shares to accept; the quote less the slippage if not given. */
  minimumSharesOut?: bigint | undefined;
  /** Token account that receives the shares; the wallet's own if not given, which is made if need be. */
  destination?: PublicKey | undefined;
  /** What the destination must hold before, so that a retry cannot add twice. */
  ifBalance?: bigint | undefined;
}

/** An addition that landed. */
export interface LiquidityAdded extends Sent {
  /** Shares that it gave. */
  shares: bigint;
}

/** What it reads of the pool. */
const PARTS = ["pool", "clock", "liquidity"] as const;

/**
 * Adds SOL to the liquidity pool for shares of it.
 *
 * @example
 * ```ts
 * const { shares } = await addLiquidity(session, { lamports: 5_000_000_000n });
 * ```
 */
export async function addLiquidity(session: Session, parameters: AddLiquidityParameters): Promise<LiquidityAdded> {
  const { lamports, minimumSharesOut, ifBalance } = parameters;
  checkAmount("lamports", lamports);
  checkAmounts({ minimumSharesOut, ifBalance });
  checkAddresses({ destination: parameters.destination });
  const { publicKey: provider } = walletOf(session);
  const { liquidityMint } = session.deployment.liquidityPool;
  const destination = ownTokens(session, parameters.destination, liquidityMint);
  const sent = await sendPriced(session, PARTS, (snapshot) => {
    const least = minimumSharesOut ?? minimumOf(session, quoteAddLiquidity(snapshot, lamports).shares);
    const addition = { provider, destination: destination.address, lamports, minimumSharesOut: least, ifBalance };
    return [...destination.create, instructions.addLiquidity({ pool: snapshot.pool, ...addition })];
  });
  return { ...sent, shares: eventData(sent, "LiquidityAdded").shares };
}
