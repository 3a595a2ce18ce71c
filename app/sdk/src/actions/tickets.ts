import { type PublicKey, SystemProgram, type TransactionInstruction } from "@solana/web3.js";
import { DISCRIMINATOR_BYTES, fetchMany } from "../accounts/common";
import { fetchPoolOfMint, type Pool } from "../accounts/pool";
import { fetchTicket, fetchTickets, type Ticket } from "../accounts/ticket";
import type { ChainReader } from "../chain";
import { isError } from "../errors";
import * as instructions from "../instructions";
import { sizeOf } from "../layout";
import { poolAddresses } from "../pda";
import { quoteOrderUnstake } from "../quote/orderUnstake";
import { isClaimable, isDone } from "../quote/ticket";
import { CLAIM_RACES, retrying } from "../races";
import { pack } from "../transaction/pack";
import type { Sent } from "../transaction/send";
import { atFreeNonce } from "./nonces";
import { sendPriced } from "./priced";
import { minimumOf, type Session, send } from "./session";

export interface Order {
  tokens: bigint;
  /** Gives the tokens. */
  source: PublicKey;
  minimumLamportsOut: bigint | undefined;
}

/** Orders the redemption of tokens, at an address of the wallet's own: nobody else's order can be in its way. */
export async function orderUnstake(
  session: Session,
  { tokens, source, minimumLamportsOut }: Order,
): Promise<Sent & { ticket: PublicKey }> {
  const { mint, wallet, options } = session;
  const { programId } = options;
  const owner = wallet.publicKey;
  const { pool } = poolAddresses(mint, programId);
  return atFreeNonce(session, "ticket", pool, async ({ nonce, address }) => {
    const attempt = (...before: TransactionInstruction[]): Promise<Sent> =>
      sendPriced(session, ({ pool, clock }) => {
        const least = minimumLamportsOut ?? minimumOf(session, quoteOrderUnstake({ pool, clock }, tokens).lamports);
        const order = { pool, owner, source, nonce, tokens, minimumLamportsOut: least, programId };
        return [...before, instructions.orderUnstake(order)];
      });
    const grow = () => instructions.growQueue({ pool: poolAddresses(mint, programId), payer: owner, programId });
    const sent = await attempt().catch((error) => {
      if (!isError(error, "QueueFull")) throw error;
      return attempt(grow());
    });
    return { ...sent, ticket: address };
  });
}

/** What a claim takes at most, in compute units. */
const CLAIM_UNITS = 30_000;
/** Instructions that it is. */
const CLAIM_CALLS = 2;

/** Pays a ticket to its owner, whoever that is: all of it, or the part that is paid. */
export async function claimTicket(session: Session, address: PublicKey): Promise<Sent> {
  const { connection, mint, options } = session;
  const [pool, ticket] = await Promise.all([
    fetchPoolOfMint(connection, mint, options.programId),
    fetchTicket(connection, address),
  ]);
  return send(session, await claimsOf(session, pool, [ticket]));
}

/** Pays what is paid on all tickets of an owner, and closes those that are done. Others may claim them at the same time. */
export async function claimTickets(session: Session, owner: PublicKey): Promise<Sent[]> {
  const { connection, wallet, mint, options } = session;
  const sent: Sent[] = [];
  return retrying(CLAIM_RACES, async () => {
    const pool = await fetchPoolOfMint(connection, mint, options.programId);
    const tickets = await fetchTickets(connection, { pool: pool.pool, owner }, options.programId);
    const claimable = tickets.filter((ticket) => isClaimable(pool, ticket));
    const claims = await claimsOf(session, pool, claimable);
    for (const batch of pack(wallet.publicKey, claims, { units: CLAIM_UNITS, calls: CLAIM_CALLS })) {
      sent.push(await send(session, batch));
    }
    return sent;
  });
}

/** Gives back what is left of a ticket; pays and closes it in the same transaction, if the queue has passed it by then. */
export async function cancelTicket(
  session: Session,
  {
    ticket: address,
    destination,
    before,
  }: { ticket: PublicKey; destination: PublicKey; before: TransactionInstruction[] },
): Promise<Sent> {
  const { connection, wallet, mint, options } = session;
  const { programId } = options;
  const [pool, ticket] = await Promise.all([
    fetchPoolOfMint(connection, mint, programId),
    fetchTicket(connection, address),
  ]);
  const owner = wallet.publicKey;
  const cancel = instructions.cancelTicket({ pool, ticket: address, owner, destination, programId });
  // A cancelled head is passed at once.
  const isPassed = ticket.sequence <= pool.nextSettlement;
  const claim = isPassed ? [claimOf(pool, ticket, programId)] : [];
  return send(session, [...before, cancel, ...claim]);
}

function claimOf(pool: Pool, { address, owner, rentPayer }: Ticket, programId?: PublicKey): TransactionInstruction {
  return instructions.claimTicket({ pool, ticket: address, owner, rentPayer, programId });
}

/** The claims of tickets. One that stays needs its rent of now, which the wallet sends where it has risen. */
async function claimsOf(session: Session, pool: Pool, tickets: Ticket[]): Promise<TransactionInstruction[]> {
  const staying = tickets.filter((ticket) => !isDone(pool, ticket));
  const missing = await missingRents(session, staying, ({ claimableLamports }) => claimableLamports);
  const claims = tickets.map((ticket) => claimOf(pool, ticket, session.options.programId));
  return [...missing, ...claims];
}

/** Rent of a ticket's account, now. */
export async function ticketRent(reader: ChainReader): Promise<bigint> {
  return BigInt(await reader.getMinimumBalanceForRentExemption(DISCRIMINATOR_BYTES + sizeOf("ticket")));
}

/**
 * Transfers, from the wallet, of what tickets' accounts lack of a rent that has risen since they were made. `leaving` is what
 * is about to leave an account.
 */
export async function missingRents(
  { connection, wallet }: Session,
  tickets: Ticket[],
  leaving: (ticket: Ticket) => bigint = () => 0n,
): Promise<TransactionInstruction[]> {
  if (tickets.length === 0) return [];
  const addresses = tickets.map(({ address }) => address);
  const [rent, accounts] = await Promise.all([ticketRent(connection), fetchMany(connection, addresses)]);
  return tickets.flatMap((ticket, place) => {
    const account = accounts[place];
    const missing = account ? rent + leaving(ticket) - BigInt(account.lamports) : 0n;
    const transfer = { fromPubkey: wallet.publicKey, toPubkey: ticket.address, lamports: missing };
    return missing > 0n ? [SystemProgram.transfer(transfer)] : [];
  });
}
