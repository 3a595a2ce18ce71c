import type { ExitPlan } from "@truestake/sdk/quotes";
import type { Pool } from "../data/reader";

/** The way out by stake account, which depends on validators: read from the node, by what only actions load. */
export async function stakeWay(pool: Pool, tokens: bigint): Promise<ExitPlan["stake"]> {
  const { readerOf } = await import("../send/act");
  return (await readerOf(pool).planExit({ tokens })).stake;
}
