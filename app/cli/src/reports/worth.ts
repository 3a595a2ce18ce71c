// What tokens are worth at the true price, floored.
import { fetchParts as fetch, type PartialSnapshot, type TruestakeClient } from "@truestake/sdk";
import * as math from "@truestake/sdk/math";
import { priceAt } from "@truestake/sdk/quotes";

type Parts = PartialSnapshot<"pool" | "clock">;

export const fetchParts = (client: TruestakeClient): Promise<Parts> =>
  fetch(client.connection, client.deployment, ["clock"]);

export function lamportsOf({ pool, clock }: Parts, tokens: bigint): bigint {
  return tokens === 0n ? 0n : math.lamportsFor(priceAt(pool, clock.slot), tokens);
}
