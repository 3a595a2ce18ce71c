// Fees, policy, deposit cap and treasury: what rises waits.
import type { PublicKey } from "@solana/web3.js";
import { type ConfigChange, coming, isPending, type PoolSnapshot } from "@truestake/sdk";
import { quoteConfig } from "@truestake/sdk/operators";
import { type Description, FEES, type FeeKey, POLICY, type PolicyKey } from "../pool";
import { bps, type Line, limit, type Plan, SAYS, when } from "./step";

export function settings(plan: Plan, of: Description, { pool }: PoolSnapshot): void {
  const next = coming(pool.fees);
  const change: ConfigChange & Record<string, number | bigint | PublicKey | undefined> = {};
  const lines: Line[] = [];
  const note = (what: string, name: string, from: string, to: string, value: number | bigint | PublicKey) => {
    change[name] = value;
    lines.push({ what, from, to, reason: SAYS });
  };
  for (const key of Object.keys(of.fees) as FeeKey[]) {
    const value = of.fees[key] as number;
    const name = key === "referral-share" ? "referralShare" : key;
    if (next[name] !== value) note(`fees.${key}`, FEES[key], bps(next[name]), bps(value), value);
  }
  for (const key of Object.keys(of.policy) as PolicyKey[]) {
    const [value, name] = [of.policy[key] as number, POLICY[key]];
    if (pool[name] !== value) note(`policy.${key}`, name, bps(pool[name]), bps(value), value);
  }
  if (of.depositCap !== undefined && of.depositCap !== pool.depositCap) {
    note("deposit-cap", "depositCap", limit(pool.depositCap), limit(of.depositCap), of.depositCap);
  }
  const { treasury } = of.roles;
  if (treasury && !treasury.equals(pool.treasury)) {
    note("roles.treasury", "treasury", pool.treasury.toBase58(), treasury.toBase58(), treasury);
  }
  if (isPending(pool.fees, pool.updates)) {
    const reason = `takes effect with epoch update ${pool.fees.fromUpdate}; the last was ${pool.updates}`;
    plan.notes.push({ what: "coming fees", from: null, to: `reward ${bps(pool.fees.next.reward)}`, reason });
  }
  if (lines.length === 0) return;
  const quote = quoteConfig(pool, change);
  for (const line of lines) {
    const setting = quote.changes.find((each) => each.setting === nameOf(line.what));
    if (setting) line.reason = `${SAYS}; ${when(setting.fromUpdate)}`;
  }
  plan.steps.push({ by: "admin", signer: pool.admin, lines, run: (own) => own.proposeConfig({ change }) });
}

function nameOf(what: string): string {
  const [, key = what] = what.split(".");
  return { ...FEES, ...POLICY, "deposit-cap": "depositCap" }[key as FeeKey] ?? key;
}
