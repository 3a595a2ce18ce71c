// Compares the ways out, sells a half of the tokens at once, and orders the rest at the true price.

import type { PublicKey } from "@solana/web3.js";
import { TruestakeClient } from "@truestake/sdk";
import { type Stage, sol } from "./stage";

export async function main(
  { connection, wallet, mint, print }: Stage,
  tokens = 2_000_000_000n,
): Promise<{ lamports: bigint; ticket: PublicKey }> {
  const pool = new TruestakeClient({ connection, wallet, mint });
  const plan = await pool.planExit({ tokens });
  for (const name of ["liquid", "ticket", "stake"] as const) {
    const { possible, lamports, fee, waitEpochs, refusal } = plan[name];
    const offer = `${sol(lamports)} after ${waitEpochs} epochs, for a fee of ${sol(fee)}`;
    print(`${name}: ${possible ? offer : refusal?.message}`);
  }

  const { lamports } = await pool.liquidUnstake({ tokens: tokens / 2n });
  print(`sold: ${sol(lamports)}`);
  const { ticket } = await pool.orderUnstake({ tokens: tokens - tokens / 2n });
  const { expectedEpoch } = await pool.ticketPosition({ ticket });
  print(`ordered: ticket ${ticket.toBase58()}, paid in epoch ${expectedEpoch} or as SOL comes`);
  // Once it is paid: pool.claimTicket({ ticket }); keepers do so, too.
  return { lamports, ticket };
}
