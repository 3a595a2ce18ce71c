import type { PublicKey } from "@solana/web3.js";
import { fetchOwnTickets } from "../accounts/ticket";
import { checkAddress, checkList } from "../errors/arguments";
import type { Sent } from "../transaction/details";
import { pack } from "../transaction/pack";
import { reporting } from "../transaction/partly";
import { CLAIM_RACES, retrying } from "../transaction/races";
import { nodesIn, type Session, send, spareBytes, walletOf } from "../transaction/session";
import { claimsOf } from "./internal/claims";

export interface ClaimTicketsParameters {
  /** Whose tickets; the wallet's if not given. */
  owner?: PublicKey | undefined;
  /** Tickets that the owner has received from others, by their addresses; see `fetchOwnTickets`. */
  received?: readonly PublicKey[] | undefined;
}

/** What a claim takes at most, in compute units. */
const CLAIM_UNITS = 30_000;
/** Instructions that it is. */
const CLAIM_CALLS = 2;

/**
 * Pays what is paid on all tickets of an owner, and closes those that are done. Others may claim them at the same time: what they
 * have claimed is done. `PartlyDone` with what was claimed when an error stops the rest.
 *
 * @example
 * ```ts
 * const sent = await client.claimTickets();
 * ```
 */
export async function claimTickets(session: Session, parameters: ClaimTicketsParameters = {}): Promise<Sent[]> {
  const { publicKey: payer } = walletOf(session);
  const { owner = payer, received } = parameters;
  checkAddress("owner", owner);
  checkList("received", received);
  const nodes = nodesIn(session);
  const sent: Sent[] = [];
  const claimAll = async () => {
    const tickets = await fetchOwnTickets(nodes, session.deployment, { owner, received });
    const claims = await claimsOf(
      session,
      tickets.map(({ address }) => address),
    );
    const limits = { units: CLAIM_UNITS, calls: CLAIM_CALLS, leaving: spareBytes(session) };
    for (const batch of pack(payer, claims, limits)) sent.push(await send(session, batch));
    return sent;
  };
  return reporting(sent, () => retrying(CLAIM_RACES, claimAll));
}
