import { type PublicKey, SYSVAR_RENT_PUBKEY, type TransactionInstruction } from "@solana/web3.js";
import { decodeRent } from "../../accounts/rent";
import { fetchTogether, type SnapshotPart } from "../../accounts/snapshot";
import { decodeTicketAccount, type Ticket } from "../../accounts/ticket";
import type { PoolId } from "../../deployment";
import { claimTicket } from "../../instructions/claimTicket";
import { claimableNow } from "../../quote/claimable";
import { isDone } from "../../quote/ticket";
import { nodesIn, type Session } from "../../transaction/session";

/** The claim of a ticket. */
export function claimOf(pool: PoolId, { address, owner, rentPayer }: Ticket): TransactionInstruction {
  return claimTicket({ pool, ticket: address, owner, rentPayer });
}

/** Parts of a pool, and a ticket as it was read with them. `AccountMissing` when there is none. */
export async function fetchWithTicket<P extends SnapshotPart>(
  session: Session,
  address: PublicKey,
  parts: readonly P[],
) {
  const { deployment } = session;
  const { snapshot, beside } = await fetchTogether(nodesIn(session), deployment, parts, [{ address }]);
  return { snapshot, ticket: decodeTicketAccount(address, beside[0] ?? null, deployment.programId) };
}

/**
 * The claims of those tickets that something is paid on or that are done. One that stays keeps its rent of now, and what it was paid
 * until that is there.
 */
export async function claimsOf(session: Session, addresses: PublicKey[]): Promise<TransactionInstruction[]> {
  if (addresses.length === 0) return [];
  const { deployment } = session;
  const wanted = [SYSVAR_RENT_PUBKEY, ...addresses].map((address) => ({ address }));
  const { snapshot, beside } = await fetchTogether(nodesIn(session), deployment, ["pool"], wanted);
  const [rent, ...accounts] = beside;
  const rentOf = decodeRent(rent);
  const { pool } = snapshot;
  return addresses.flatMap((address, place) => {
    const account = accounts[place];
    if (!account) return []; // Claimed by somebody else, and closed.
    const ticket = decodeTicketAccount(address, account, deployment.programId);
    const pays = isDone(pool, ticket) || claimableNow(pool, ticket, BigInt(account.lamports), rentOf) > 0n;
    return pays ? [claimOf(pool, ticket)] : [];
  });
}

/** The claim of one ticket; also where nothing can be claimed: the program says why not. */
export async function claimOrRefusal(
  session: Session,
  address: PublicKey,
): Promise<{ instructions: TransactionInstruction[]; isClaimable: boolean }> {
  const claims = await claimsOf(session, [address]);
  if (claims.length > 0) return { instructions: claims, isClaimable: true };
  const { snapshot, ticket } = await fetchWithTicket(session, address, ["pool"]);
  return { instructions: [claimOf(snapshot.pool, ticket)], isClaimable: false };
}
