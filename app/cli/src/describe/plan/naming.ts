// What wallets show of the tokens.
import type { PoolSnapshot, TokenMetadata, TruestakeClient } from "@truestake/sdk";
import { UsageError } from "../../output/exit";
import type { Description } from "../pool";
import { type Line, type Plan, SAYS } from "./step";

/** What wallets show of the pool token, or of the shares, which there are once there is liquidity. */
export async function naming(
  plan: Plan,
  of: Description,
  client: TruestakeClient,
  { snapshot: { pool, liquidity: lp }, table }: { snapshot: PoolSnapshot; table: "token" | "shares" },
): Promise<void> {
  const given = of[table];
  const keys = Object.keys(given) as (keyof TokenMetadata)[];
  if (keys.length === 0 || (table === "shares" && !lp)) return;
  const token = table === "shares" ? "shares" : "pool";
  const found = await client.tokenMetadata(token);
  const wanted = { name: found?.name ?? "", symbol: found?.symbol ?? "", uri: found?.uri ?? "", ...given };
  for (const key of ["name", "symbol"] as const) {
    if (wanted[key] === "") throw new UsageError(`${of.file}: ${table}.${key} has to be given: there is none yet`);
  }
  const lines = keys
    .filter((key) => found?.[key] !== wanted[key])
    .map((key): Line => ({ what: `${table}.${key}`, from: found?.[key] ?? null, to: wanted[key], reason: SAYS }));
  if (lines.length === 0) return;
  const parameters = { ...wanted, token } as const;
  plan.steps.push({
    ...{ by: "admin", signer: pool.admin, lines },
    run: (own) => (found ? own.updateTokenMetadata(parameters) : own.createTokenMetadata(parameters)),
  });
}
