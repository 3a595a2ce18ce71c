// Deposits SOL, and takes no less than the quote less half a percent.
import { fetchSnapshot, formatPrice, minimumFor, TruestakeClient } from "@truestake/sdk";
import { quoteDepositSol } from "@truestake/sdk/quotes";
import { type Stage, sol } from "./stage";

export async function main({ connection, wallet, mint, print }: Stage, lamports = 5_000_000_000n): Promise<bigint> {
  const pool = new TruestakeClient({ connection, wallet, mint });
  await pool.refresh(); // Quotes need the price of this epoch.
  const quote = quoteDepositSol(await fetchSnapshot(connection, pool.deployment), { lamports });
  print(`${sol(lamports)} give ${quote.tokens} tokens at ${formatPrice(quote.ask)} SOL`);

  const { tokens, signature } = await pool.depositSol({ lamports, minimumTokensOut: minimumFor(quote.tokens, 50) });
  print(`received ${tokens} tokens: ${signature}`);
  return tokens;
}
