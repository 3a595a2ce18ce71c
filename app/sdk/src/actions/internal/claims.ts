import type { TransactionInstruction } from "@solana/web3.js";
import type { ChainReader } from "../../accounts/chain";
import { DISCRIMINATOR_BYTES } from "../../accounts/common";
import type { Pool } from "../../accounts/pool";
import type { Ticket } from "../../accounts/ticket";
import { claimTicket } from "../../instructions/claimTicket";
import { sizeOf } from "../../layout";

/** Rent of a ticket's account, now. */
export async function ticketRent(reader: ChainReader): Promise<bigint> {
  return BigInt(await reader.getMinimumBalanceForRentExemption(DISCRIMINATOR_BYTES + sizeOf("ticket")));
}

/** The claim of a ticket. */
export function claimOf(pool: Pool, { address, owner, rentPayer }: Ticket): TransactionInstruction {
  return claimTicket({ pool, ticket: address, owner, rentPayer });
}
