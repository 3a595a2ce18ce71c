import { type HistoryLine, Ledger, readHistory } from "@truestake/keeper";
import { connect, deployment, fetchSnapshot, isFresh, nodesOf } from "@truestake/sdk";
import { fetchFallen, planDue } from "@truestake/sdk/operators";
import { command } from "../../framework/command";
import { EXIT } from "../../output/exit";
import { facts } from "../../output/table";
import { sol } from "../../output/words";
import { amount, list, object, orNull, signedAmount, text, whole, yes } from "../../schema/build";
import { CONFIG, keeperWallet, readKeeperFile } from "./settings";

interface Due {
  crank: string;
  reason: string;
}

interface Waiting {
  crank: string;
  rule: string;
  count: number;
}

interface Pool {
  mint: string;
  epoch: bigint;
  updatedEpoch: bigint;
  fresh: boolean;
  due: Due[];
  waiting: Waiting[];
  /** Epoch of the last line of the history. */
  lastLine: number | null;
}

interface Status {
  payer: string;
  /** What the running keeper says of itself; null where none answers. */
  running: { healthy: boolean; budgetLeft: string | null; payerLamports: string | null } | null;
  pools: Pool[];
  costs: { base: bigint; priority: bigint; rent: bigint; returnable: bigint; transactions: number };
}

/** The value of a metric without labels but the cluster's. */
function metric(body: string, name: string): string | null {
  const [, value] = new RegExp(`^${name}(?:\\{[^}]*\\})? ([0-9.e+]+)$`, "m").exec(body) ?? [];
  return value === undefined ? null : BigInt(Math.round(Number(value))).toString();
}

async function runningAt(port: number | undefined): Promise<Status["running"]> {
  if (port === undefined || port === 0) return null;
  const at = `http://127.0.0.1:${port}`;
  try {
    const [health, metrics] = await Promise.all([fetch(`${at}/healthz`), fetch(`${at}/metrics`)]);
    const body = await metrics.text();
    return {
      healthy: health.status === 200,
      budgetLeft: metric(body, "truestake_budget_left_lamports"),
      payerLamports: metric(body, "truestake_payer_balance_lamports"),
    };
  } catch {
    return null;
  }
}

const lastEpoch = (lines: readonly HistoryLine[]): number | null => lines.at(-1)?.epoch ?? null;

export const status = command<Status>({
  name: "status",
  summary: "what is due, what waits for which rule, and what the keeper says of itself",
  details: `Reads the chain, the keeper's ledger and history and, where it runs on this machine, its metrics. Sends nothing. Ends with ${EXIT.failedCheck} when a pool is not fresh, or a keeper that runs is not healthy.`,
  options: [CONFIG],
  schema: object({
    payer: text,
    running: orNull(object({ healthy: yes, budgetLeft: orNull(amount), payerLamports: orNull(amount) })),
    pools: list(
      object({
        ...{ mint: text, epoch: amount, updatedEpoch: amount, fresh: yes, lastLine: orNull(whole) },
        due: list(object({ crank: text, reason: text })),
        waiting: list(object({ crank: text, rule: text, count: whole })),
      }),
    ),
    costs: object({ base: amount, priority: amount, rent: amount, returnable: signedAmount, transactions: whole }),
  }),
  run: async ({ io }, { options }) => {
    const file = readKeeperFile(io, options.config);
    const { config, folder } = file;
    const { publicKey: payer } = keeperWallet(file);
    const nodes = nodesOf(config.endpoints.map(({ url }) => connect(url)));
    const { removeDrained } = config;
    const pools = await Promise.all(
      config.pools.map(async ({ mint, programId }): Promise<Pool> => {
        const snapshot = await fetchSnapshot(nodes, deployment({ mint, programId }));
        const fallen = isFresh(snapshot) ? await fetchFallen(nodes, snapshot) : [];
        const { due, waiting } = await planDue(nodes, snapshot, { payer, removeDrained, fallen });
        return {
          ...{ mint: mint.toBase58(), epoch: snapshot.clock.epoch, updatedEpoch: snapshot.pool.lastUpdateEpoch },
          ...{ fresh: isFresh(snapshot), waiting },
          due: due.map(({ crank, reason }) => ({ crank, reason })),
          lastLine: lastEpoch(readHistory(folder, mint.toBase58())),
        };
      }),
    );
    const costs = Ledger.read(folder, payer.toBase58()).costs();
    return { payer: payer.toBase58(), running: await runningAt(config.metricsPort), pools, costs };
  },
  text: ({ payer, running, pools, costs }, { io }) =>
    facts(
      [
        ["payer", payer],
        ["keeper", running ? (running.healthy ? "healthy" : "NOT healthy") : "does not answer on this machine"],
        running?.budgetLeft ? ["budget left", sol(BigInt(running.budgetLeft))] : undefined,
        ["fees paid", `${sol(costs.base + costs.priority)} in ${costs.transactions} transactions`],
        ["rent paid", `${sol(costs.rent)}, and ${sol(costs.returnable)} that come back`],
        ...pools.flatMap(({ mint, epoch, updatedEpoch, fresh, due, waiting, lastLine }) => [
          ["pool", mint] as const,
          [
            "price",
            fresh ? `of this epoch, ${epoch}` : `NOT FRESH: of epoch ${updatedEpoch}, and this is ${epoch}`,
          ] as const,
          ["history", lastLine === null ? "no line yet" : `the last line is of epoch ${lastLine}`] as const,
          ...due.map(({ crank, reason }) => ["due", `${crank}: ${reason}`] as const),
          ...waiting.map(({ crank, rule, count }) => ["waits", `${crank}: ${rule} (${count})`] as const),
        ]),
      ],
      io.width,
    ),
  exitCode: ({ running, pools }) =>
    pools.every(({ fresh }) => fresh) && running?.healthy !== false ? EXIT.ok : EXIT.failedCheck,
});
