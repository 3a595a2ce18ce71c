import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { isError } from "../errors";
import { checkAddresses, checkAmount, checkAmounts } from "../errors/arguments";
import { growQueue } from "../instructions/growQueue";
import * as instructions from "../instructions/orderUnstake";
import { quoteOrderUnstake } from "../quote/orderUnstake";
import type { Sent } from "../transaction/send";
import { type Session, walletOf } from "../transaction/session";
import { minimumOf, ownTokens } from "./internal/look";
import { atFreeNonce } from "./internal/nonces";
import { sendPriced } from "./internal/priced";

export interface OrderUnstakeParameters {
  tokens: bigint;
  /** The least lamports that the ticket is worth; the quote less the slippage if not given. */
  minimumLamportsOut?: bigint | undefined;
  /** Token account that gives the tokens; the wallet's own if not given. */
  source?: PublicKey | undefined;
}

/** An order that landed. */
export interface UnstakeOrdered extends Sent {
  /** Address of the ticket. */
  ticket: PublicKey;
}

/** What it reads of the pool. */
const PARTS = ["pool", "clock"] as const;

/**
 * Orders the redemption of tokens, at an address of the wallet's own: nobody else's order can be in its way. What is ordered
 * before the moving part of an epoch is SOL from the next epoch on; see `ticketPosition`.
 *
 * @example
 * ```ts
 * const { ticket: mine } = await orderUnstake(session, { tokens: 1_000_000_000n });
 * console.log(await ticketPosition(session, { ticket: mine }));
 * ```
 */
export async function orderUnstake(session: Session, parameters: OrderUnstakeParameters): Promise<UnstakeOrdered> {
  const { tokens, minimumLamportsOut } = parameters;
  checkAmount("tokens", tokens);
  checkAmounts({ minimumLamportsOut });
  checkAddresses({ source: parameters.source });
  const { publicKey: owner } = walletOf(session);
  const { address: source } = ownTokens(session, parameters.source);
  return atFreeNonce(session, "ticket", async ({ nonce, address: ticket }) => {
    const attempt = (...before: TransactionInstruction[]): Promise<Sent> =>
      sendPriced(session, PARTS, ({ pool, clock }) => {
        const least = minimumLamportsOut ?? minimumOf(session, quoteOrderUnstake({ pool, clock }, tokens).lamports);
        const order = { pool, owner, source, nonce, tokens, minimumLamportsOut: least };
        return [...before, instructions.orderUnstake(order)];
      });
    const sent = await attempt().catch((error) => {
      if (!isError(error, "QueueFull")) throw error;
      return attempt(growQueue({ pool: session.deployment, payer: owner }));
    });
    return { ...sent, ticket };
  });
}
