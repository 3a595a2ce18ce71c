import type { PublicKey } from "@solana/web3.js";
import type { PartialSnapshot } from "../accounts/snapshot";
import { checkAddresses, checkAmount, checkAmounts } from "../errors/arguments";
import * as instructions from "../instructions/addLiquidity";
import { quoteAddLiquidity } from "../quote/addLiquidity";
import type { Sent } from "../transaction/details";
import { type Session, walletOf } from "../transaction/session";
import { minimumOf, ownTokens } from "./internal/look";
import { sendPriced } from "./internal/priced";
import { atSlot, changeOf, resultOf } from "./internal/results";

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
 * Adds SOL to the liquidity pool for shares of it. With `ifBalance` a second call cannot add twice: `BalanceChanged`.
 *
 * @example
 * ```ts
 * const { shares } = await client.addLiquidity({ lamports: 1_000_000_000n });
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
  const witnesses = { tokens: [destination.address] };
  const quote = (snapshot: Parameters<typeof quoteAddLiquidity>[0]) => quoteAddLiquidity(snapshot, lamports).shares;
  const build = (snapshot: PartialSnapshot<(typeof PARTS)[number]>) => {
    const least = minimumSharesOut ?? minimumOf(session, "minimumSharesOut", () => quote(snapshot));
    const addition = { provider, destination: destination.address, lamports, minimumSharesOut: least, ifBalance };
    return [...destination.create, instructions.addLiquidity({ pool: snapshot.pool, ...addition })];
  };
  const { sent, planned, before } = await sendPriced(session, PARTS, build, witnesses);
  const shares = await resultOf(
    sent,
    "LiquidityAdded",
    (data) => data.shares,
    async () => {
      const [change] = await changeOf(session, witnesses, before);
      return change === quote(atSlot(planned, sent.slot)) ? change : undefined;
    },
  );
  return { ...sent, shares };
}
