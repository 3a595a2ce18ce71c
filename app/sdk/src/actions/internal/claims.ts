import { type PublicKey, SYSVAR_RENT_PUBKEY, SystemProgram, type TransactionInstruction } from "@solana/web3.js";
import { DISCRIMINATOR_BYTES } from "../../accounts/common";
import type { Pool } from "../../accounts/pool";
import { decodeRent } from "../../accounts/rent";
import { fetchRound, type RawAccount } from "../../accounts/round";
import { fetchTogether } from "../../accounts/snapshot";
import { decodeTicketAccount, type Ticket } from "../../accounts/ticket";
import type { PoolId } from "../../deployment";
import { claimTicket } from "../../instructions/claimTicket";
import { sizeOf } from "../../layout";
import { isClaimable, isDone } from "../../quote/ticket";
import { nodesIn, type Session, walletOf } from "../../transaction/session";

/** The claim of a ticket. */
export function claimOf(pool: PoolId, { address, owner, rentPayer }: Ticket): TransactionInstruction {
  return claimTicket({ pool, ticket: address, owner, rentPayer });
}

/** A pool, and a ticket as it was read with it. `AccountMissing` when there is none. */
export async function fetchWithTicket(session: Session, address: PublicKey): Promise<{ pool: Pool; ticket: Ticket }> {
  const { deployment } = session;
  const { snapshot, beside } = await fetchTogether(nodesIn(session), deployment, ["pool"], [{ address }]);
  return { pool: snapshot.pool, ticket: decodeTicketAccount(address, beside[0] ?? null, deployment.programId) };
}

/**
 * The claims of those tickets that something is paid on or that are done. One that stays needs its rent of now, which the
 * wallet sends where it has risen.
 */
export async function claimsOf(session: Session, addresses: PublicKey[]): Promise<TransactionInstruction[]> {
  if (addresses.length === 0) return [];
  const { deployment } = session;
  const wanted = [SYSVAR_RENT_PUBKEY, ...addresses].map((address) => ({ address }));
  const { snapshot, beside } = await fetchTogether(nodesIn(session), deployment, ["pool"], wanted);
  const [rent, ...accounts] = beside;
  // Claimed by somebody else, and closed.
  const tickets = addresses.flatMap((address, place) => {
    const account = accounts[place];
    return account ? [decodeTicketAccount(address, account, deployment.programId)] : [];
  });
  const { pool } = snapshot;
  const claimable = tickets.filter((ticket) => isClaimable(pool, ticket));
  const found = new Map(addresses.map((address, place) => [address.toBase58(), accounts[place] ?? null]));
  const staying = claimable.filter((ticket) => !isDone(pool, ticket));
  const missing = rentsFor(session, staying, rent, found, ({ claimableLamports }) => claimableLamports);
  return [...missing, ...claimable.map((ticket) => claimOf(pool, ticket))];
}

/** The claim of one ticket, with the rent that it may need before; also where nothing is paid on it: the program says why not. */
export async function claimOrRefusal(
  session: Session,
  address: PublicKey,
): Promise<{ instructions: TransactionInstruction[]; isClaimable: boolean }> {
  const claims = await claimsOf(session, [address]);
  if (claims.length > 0) return { instructions: claims, isClaimable: true };
  const { pool, ticket } = await fetchWithTicket(session, address);
  return { instructions: [claimOf(pool, ticket)], isClaimable: false };
}

/** Transfers, from the wallet, of what tickets' accounts lack of a rent that has risen since they were made. */
export async function missingRents(session: Session, tickets: Ticket[]): Promise<TransactionInstruction[]> {
  if (tickets.length === 0) return [];
  const wanted = [SYSVAR_RENT_PUBKEY, ...tickets.map(({ address }) => address)].map((address) => ({ address }));
  const { accounts } = await fetchRound(nodesIn(session), wanted);
  const found = new Map(tickets.map(({ address }, place) => [address.toBase58(), accounts[place + 1] ?? null]));
  return rentsFor(session, tickets, accounts[0], found, () => 0n);
}

/** The same from accounts that were read; `leaving` is what is about to leave an account. */
function rentsFor(
  session: Session,
  tickets: Ticket[],
  rent: RawAccount | null | undefined,
  accounts: Map<string, RawAccount | null>,
  leaving: (ticket: Ticket) => bigint,
): TransactionInstruction[] {
  const { publicKey: fromPubkey } = walletOf(session);
  const needed = decodeRent(rent)(DISCRIMINATOR_BYTES + sizeOf("ticket"));
  return tickets.flatMap((ticket) => {
    const account = accounts.get(ticket.address.toBase58());
    const missing = account ? needed + leaving(ticket) - BigInt(account.lamports) : 0n;
    const transfer = { fromPubkey, toPubkey: ticket.address, lamports: missing };
    return missing > 0n ? [SystemProgram.transfer(transfer)] : [];
  });
}
