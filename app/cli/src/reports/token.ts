// The token's own name, for amounts of it.
import type { TruestakeClient } from "@truestake/sdk";

/** The symbol of the pool's token; "tokens" while it has none, or where the node does not say. */
export async function symbolOf(client: TruestakeClient): Promise<string> {
  const metadata = await client.tokenMetadata().catch(() => undefined);
  return metadata?.symbol || "tokens";
}
