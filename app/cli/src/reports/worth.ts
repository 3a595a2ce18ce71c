// What tokens are worth at the true price, floored.
import { fetchParts as fetch, math, type PartialSnapshot, priceAt, type TruestakeClient } from "@truestake/sdk";

type Parts = PartialSnapshot<"pool" | "clock">;

export const fetchParts = (client: TruestakeClient): Promise<Parts> =>
  fetch(client.connection, client.deployment, ["clock"]);

export function lamportsOf({ pool, clock }: Parts, tokens: bigint): bigint {
  return tokens === 0n ? 0n : math.lamportsFor(priceAt(pool, clock.slot), tokens);
}
