import { SystemProgram, type TransactionInstruction } from "@solana/web3.js";
import type { ChainReader } from "../../accounts/chain";
import { DISCRIMINATOR_BYTES, fetchMany } from "../../accounts/common";
import type { Pool } from "../../accounts/pool";
import { fetchRent } from "../../accounts/sysvars";
import type { Ticket } from "../../accounts/ticket";
import { claimTicket } from "../../instructions/claimTicket";
import { sizeOf } from "../../layout";
import { isDone } from "../../quote/ticket";
import { nodesIn, type Session, walletOf } from "../../transaction/session";

/** The claim of a ticket. */
export function claimOf(pool: Pool, { address, owner, rentPayer }: Ticket): TransactionInstruction {
  return claimTicket({ pool, ticket: address, owner, rentPayer });
}

/** The claims of tickets. One that stays needs its rent of now, which the wallet sends where it has risen. */
export async function claimsOf(session: Session, pool: Pool, tickets: Ticket[]): Promise<TransactionInstruction[]> {
  const staying = tickets.filter((ticket) => !isDone(pool, ticket));
  const missing = await missingRents(session, staying, ({ claimableLamports }) => claimableLamports);
  const claims = tickets.map((ticket) => claimOf(pool, ticket));
  return [...missing, ...claims];
}

/** Rent of a ticket's account, now. */
export async function ticketRent(reader: ChainReader): Promise<bigint> {
  return (await fetchRent(reader))(DISCRIMINATOR_BYTES + sizeOf("ticket"));
}

/**
 * Transfers, from the wallet, of what tickets' accounts lack of a rent that has risen since they were made. `leaving` is what
 * is about to leave an account.
 */
export async function missingRents(
  session: Session,
  tickets: Ticket[],
  leaving: (ticket: Ticket) => bigint = () => 0n,
): Promise<TransactionInstruction[]> {
  if (tickets.length === 0) return [];
  const connection = nodesIn(session);
  const { publicKey: fromPubkey } = walletOf(session);
  const addresses = tickets.map(({ address }) => address);
  const [rent, accounts] = await Promise.all([ticketRent(connection), fetchMany(connection, addresses)]);
  return tickets.flatMap((ticket, place) => {
    const account = accounts[place];
    const missing = account ? rent + leaving(ticket) - BigInt(account.lamports) : 0n;
    const transfer = { fromPubkey, toPubkey: ticket.address, lamports: missing };
    return missing > 0n ? [SystemProgram.transfer(transfer)] : [];
  });
}
