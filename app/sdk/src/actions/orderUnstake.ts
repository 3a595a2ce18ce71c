import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import type { RawAccount } from "../accounts/common";
import { decodeTicket } from "../accounts/ticket";
import { isError, isTruestakeError } from "../errors";
import { checkAddresses, checkAmount, checkAmounts } from "../errors/arguments";
import { growQueue } from "../instructions/growQueue";
import * as instructions from "../instructions/orderUnstake";
import { quoteOrderUnstake } from "../quote/orderUnstake";
import type { Sent } from "../transaction/details";
import { type Session, walletOf } from "../transaction/session";
import { minimumOf, ownTokens } from "./internal/look";
import { atNonce, type Chosen } from "./internal/nonces";
import { sendPriced } from "./internal/priced";

export interface OrderUnstakeParameters {
  tokens: bigint;
  /** The least lamports that the ticket is worth; the quote less the slippage if not given. */
  minimumLamportsOut?: bigint | undefined;
  /** Token account that gives the tokens; the wallet's own if not given. */
  source?: PublicKey | undefined;
  /**
   * Any number of the wallet's own, a free one if not given. A call with the same nonce and the same tokens is the same order: it
   * finds the ticket of the first. A ticket of other tokens is `NonceTaken`.
   */
  nonce?: bigint | undefined;
}

/** An order that landed. */
export interface UnstakeOrdered {
  /** Address of the ticket. */
  ticket: PublicKey;
  /** The nonce that it was ordered with. */
  nonce: bigint;
  /** The transaction; undefined when an earlier call with the same nonce has ordered it. */
  sent: Sent | undefined;
}

/** What it reads of the pool. */
const PARTS = ["pool", "clock"] as const;

/**
 * Orders the redemption of tokens, at an address of the wallet's own: nobody else's order can be in its way. What is ordered
 * before the moving part of an epoch is SOL from the next epoch on; see `ticketPosition`.
 *
 * @example
 * ```ts
 * const order = { tokens: 1_000_000_000n, nonce: 7n };
 * const { ticket: mine } = await client.orderUnstake(order);
 * const again = await client.orderUnstake(order); // the same ticket, and nothing is sent
 * ```
 */
export async function orderUnstake(session: Session, parameters: OrderUnstakeParameters): Promise<UnstakeOrdered> {
  const { tokens, minimumLamportsOut, nonce } = parameters;
  checkAmount("tokens", tokens);
  checkAmounts({ minimumLamportsOut, nonce });
  checkAddresses({ source: parameters.source });
  const { publicKey: owner } = walletOf(session);
  const { address: source } = ownTokens(session, parameters.source);
  const attempt = async ({ nonce: chosen, address: ticket }: Chosen): Promise<UnstakeOrdered> => {
    const order = async (...before: TransactionInstruction[]): Promise<Sent> => {
      const { sent } = await sendPriced(session, PARTS, ({ pool, clock }) => {
        const quoted = () => quoteOrderUnstake({ pool, clock }, tokens).lamports;
        const least = minimumLamportsOut ?? minimumOf(session, "minimumLamportsOut", quoted);
        const own = { pool, owner, source, nonce: chosen, tokens, minimumLamportsOut: least };
        return [...before, instructions.orderUnstake(own)];
      });
      return sent;
    };
    const sent = await order().catch((error) => {
      if (!isError(error, "QueueFull")) throw error;
      return order(growQueue({ pool: session.deployment, payer: owner }));
    });
    return { sent, ticket, nonce: chosen };
  };
  const existing = async ({ nonce: chosen, address }: Chosen, { data }: RawAccount) =>
    isOrder(session, address, data, tokens) ? { sent: undefined, ticket: address, nonce: chosen } : undefined;
  return atNonce(session, { kind: "ticket", nonce, attempt, existing });
}

/** Whether an account is a ticket of this many tokens, nothing of it paid yet: what is left of another says little. */
function isOrder({ deployment }: Session, address: PublicKey, data: Uint8Array, tokens: bigint): boolean {
  try {
    const ticket = decodeTicket(address, data);
    return ticket.pool.equals(deployment.pool) && ticket.paidLamports === 0n && ticket.tokens === tokens;
  } catch (error) {
    if (isTruestakeError(error)) return false;
    throw error;
  }
}
