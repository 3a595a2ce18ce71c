import type { PublicKey } from "@solana/web3.js";
import { checkAddresses, checkAmount, checkAmounts } from "../errors/arguments";
import * as instructions from "../instructions/depositSol";
import { quoteDepositSol } from "../quote/depositSol";
import type { Sent } from "../transaction/send";
import { type Session, walletOf } from "../transaction/session";
import { eventData, minimumOf, ownTokens } from "./internal/look";
import { sendPriced } from "./internal/priced";

export interface DepositSolParameters {
  lamports: bigint;
  /** The least tokens to accept; the quote less the slippage if not given. */
  minimumTokensOut?: bigint | undefined;
  /** Token account that receives them; the wallet's own if not given, which is made if need be. */
  destination?: PublicKey | undefined;
  /** Token account that receives its share of the fee. */
  referrer?: PublicKey | undefined;
  /** What the destination must hold before, so that a retry cannot deposit twice. */
  ifBalance?: bigint | undefined;
}

/** A deposit that landed. */
export interface SolDeposited extends Sent {
  /** Tokens that it gave. */
  tokens: bigint;
}

/** What it reads of the pool. */
const PARTS = [
  "pool",
  "clock",
  "liquidity",
  "treasuryReceives",
  "mintSupply",
  "reserveBalance",
  "reserveRent",
] as const;

/**
 * Deposits lamports for tokens, with the epoch's missing cranks before it.
 *
 * @example
 * ```ts
 * const { tokens } = await depositSol(session, { lamports: 5_000_000_000n });
 * ```
 */
export async function depositSol(session: Session, parameters: DepositSolParameters): Promise<SolDeposited> {
  const { lamports, minimumTokensOut, referrer, ifBalance } = parameters;
  checkAmount("lamports", lamports);
  checkAmounts({ minimumTokensOut, ifBalance });
  checkAddresses({ destination: parameters.destination, referrer });
  const { publicKey: depositor } = walletOf(session);
  const destination = ownTokens(session, parameters.destination);
  const sent = await sendPriced(session, PARTS, (snapshot) => {
    const quote = () => quoteDepositSol(snapshot, { lamports, referred: referrer !== undefined }).tokens;
    const deposit = instructions.depositSol({
      pool: snapshot.pool,
      depositor,
      destination: destination.address,
      lamports,
      minimumTokensOut: minimumTokensOut ?? minimumOf(session, quote()),
      referrer,
      ifBalance,
    });
    return [...destination.create, deposit];
  });
  return { ...sent, tokens: eventData(sent, "SolDeposited").tokens };
}
