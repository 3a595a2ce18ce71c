// The liquidity pool and its fee line.
import {
  coming,
  type LiquidityConfig,
  MINIMUM_LIQUIDITY_SEED_LAMPORTS,
  type PoolSnapshot,
  U64_MAX,
} from "@truestake/sdk";
import { quoteLiquidityConfig } from "@truestake/sdk/operators";
import { UsageError } from "../../output/exit";
import { sol } from "../../output/words";
import type { Description } from "../pool";
import { bps, type Line, limit, type Plan, SAYS, when } from "./step";

export function liquidity(plan: Plan, of: Description, { pool, liquidity: lp }: PoolSnapshot): void {
  const wanted = of.liquidity;
  if (!wanted) return;
  const now = lp ? coming(lp.fees) : undefined;
  const { target = now?.target, minFee = now?.min, maxFee = now?.max, treasuryCut = now?.treasuryCut } = wanted;
  const cap = wanted.cap ?? lp?.cap ?? U64_MAX;
  if (target === undefined || minFee === undefined || maxFee === undefined || treasuryCut === undefined) {
    throw new UsageError(
      `${of.file}: to create the liquidity pool, liquidity.target, min-fee, max-fee and treasury-cut have to be given`,
    );
  }
  if (minFee > maxFee) {
    const path = wanted.minFee === undefined ? "max-fee" : "min-fee";
    throw of.wrong(`liquidity.${path}`, `min-fee would be ${minFee}, which is more than max-fee, ${maxFee}`);
  }
  const config: LiquidityConfig = { target, minFee, maxFee, treasuryCut, cap };
  const text = { target: sol, minFee: bps, maxFee: bps, treasuryCut: bps, cap: limit } as unknown as Record<
    string,
    (value: unknown) => string
  >;
  const keys = {
    target: "target",
    minFee: "min-fee",
    maxFee: "max-fee",
    treasuryCut: "treasury-cut",
    cap: "cap",
  } as Record<string, string>;
  if (!lp) {
    const seedLamports = wanted.seed ?? BigInt(MINIMUM_LIQUIDITY_SEED_LAMPORTS);
    const line = (what: string, to: string, reason: string): Line => ({
      what: `liquidity.${what}`,
      from: null,
      to,
      reason,
    });
    const lines = [
      line("seed", sol(seedLamports), "there is no liquidity pool yet; the seed is locked for ever"),
      ...Object.entries(config).map(([key, value]) => line(keys[key] ?? key, text[key]?.(value) ?? "", SAYS)),
    ];
    plan.steps.push({
      by: "admin",
      signer: pool.admin,
      lines,
      run: (own) => own.createLiquidity({ seedLamports, config }),
    });
    return;
  }
  // Against what is about to be in force: what waits already is not proposed again.
  const before: LiquidityConfig = {
    target: now?.target ?? 0n,
    minFee: now?.min ?? 0,
    maxFee: now?.max ?? 0,
    treasuryCut: now?.treasuryCut ?? 0,
    cap: lp.cap,
  };
  const differing = (Object.keys(config) as (keyof LiquidityConfig)[]).filter((key) => before[key] !== config[key]);
  if (differing.length === 0) return;
  const { fromUpdate } = quoteLiquidityConfig(lp, pool, config);
  const lines = differing.map(
    (key): Line => ({
      ...{ what: `liquidity.${keys[key]}`, from: text[key]?.(before[key]) ?? "", to: text[key]?.(config[key]) ?? "" },
      reason: `${SAYS}; ${key === "cap" ? "at once" : when(fromUpdate)}`,
    }),
  );
  plan.steps.push({ by: "admin", signer: pool.admin, lines, run: (own) => own.setLiquidityConfig({ config }) });
}
