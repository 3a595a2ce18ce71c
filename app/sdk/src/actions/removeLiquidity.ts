import type { PublicKey } from "@solana/web3.js";
import { fetchTogether } from "../accounts/snapshot";
import { checkAddresses, checkAmount, checkAmounts } from "../errors/arguments";
import * as instructions from "../instructions/removeLiquidity";
import { quoteRemoveLiquidity } from "../quote/removeLiquidity";
import { minimumsFor, type RemovalMinimums } from "../quote/slippage";
import type { Sent } from "../transaction/details";
import { nodesIn, type Session, send, walletOf } from "../transaction/session";
import { fromQuote, ownTokens } from "./internal/look";
import { atSlot, changeOf, resultOf, witnessesWanted } from "./internal/results";

export interface RemoveLiquidityParameters {
  shares: bigint;
  /** The least lamports to accept; the quote less the slippage if not given. */
  minimumLamportsOut?: bigint | undefined;
  /** The least tokens to accept; the quote less the slippage if not given. */
  minimumTokensOut?: bigint | undefined;
  /** Token account that gives the shares; the wallet's own if not given. */
  source?: PublicKey | undefined;
  /** Token account that receives the tokens; the wallet's own if not given, which is made if need be. */
  destination?: PublicKey | undefined;
  /** Receives the lamports; the wallet if not given. */
  recipient?: PublicKey | undefined;
  /** What the source must hold before, so that a retry cannot remove twice. */
  ifBalance?: bigint | undefined;
}

/** A removal that landed. */
export interface LiquidityRemoved extends Sent {
  lamports: bigint;
  tokens: bigint;
}

/** What it reads of the pool. */
const PARTS = ["clock", "liquidity", "liquidityBalance", "reserveRent"] as const;

/**
 * Redeems shares of the liquidity pool for SOL and tokens, at any time. With `ifBalance` a second call cannot redeem twice:
 * `BalanceChanged`.
 *
 * @example
 * ```ts
 * const { lamports, tokens } = await client.removeLiquidity({ shares, ifBalance: shares });
 * ```
 */
export async function removeLiquidity(
  session: Session,
  parameters: RemoveLiquidityParameters,
): Promise<LiquidityRemoved> {
  const { shares, recipient, ifBalance } = parameters;
  checkAmount("shares", shares);
  const { minimumLamportsOut, minimumTokensOut } = parameters;
  checkAmounts({ minimumLamportsOut, minimumTokensOut, ifBalance });
  checkAddresses({ source: parameters.source, destination: parameters.destination, recipient });
  const { publicKey: provider } = walletOf(session);
  const { deployment } = session;
  const source = ownTokens(session, parameters.source, deployment.liquidityPool.liquidityMint);
  const destination = ownTokens(session, parameters.destination);
  const witnesses = {
    tokens: [source.address, destination.address],
    lamports: [deployment.liquidityPool.liquiditySol],
  };
  const read = await fetchTogether(nodesIn(session), deployment, PARTS, witnessesWanted(witnesses));
  const { snapshot, beside: before } = read;
  const leastOf = (name: keyof RemovalMinimums) =>
    fromQuote(session, name, (slippageBps) => minimumsFor(quoteRemoveLiquidity(snapshot, shares), slippageBps)[name]);
  const removal = instructions.removeLiquidity({
    pool: deployment,
    provider,
    source: source.address,
    destination: destination.address,
    shares,
    minimumLamportsOut: minimumLamportsOut ?? leastOf("minimumLamportsOut"),
    minimumTokensOut: minimumTokensOut ?? leastOf("minimumTokensOut"),
    recipient,
    ifBalance,
  });
  const sent = await send(session, [...destination.create, removal]);
  const result = await resultOf(
    sent,
    "LiquidityRemoved",
    ({ lamports, tokens }) => ({ lamports, tokens }),
    async () => {
      const [burned, received, paid] = await changeOf(session, witnesses, before);
      const expected = quoteRemoveLiquidity(atSlot(snapshot, sent.slot), shares);
      const isSo = burned === -shares && received === expected.tokens && paid === -expected.lamports;
      return isSo ? { lamports: expected.lamports, tokens: expected.tokens } : undefined;
    },
  );
  return { ...sent, ...result };
}
