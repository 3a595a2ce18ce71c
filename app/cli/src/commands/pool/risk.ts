import { command } from "../../framework/command";
import { facts, table } from "../../output/table";
import { decimal, percent, sol, span, utc } from "../../output/words";
import { type Risk, riskOf } from "../../reports/risk";
import { amount, list, number, object, orNull, price, text, whole, yes } from "../../schema/build";

const ppm = (parts: number): string => `${parts / 10_000} %`;

export const risk = command<Risk>({
  name: "risk",
  summary: "what lenders ask: price age, changes, exit depth, concentration",
  details:
    "One report for whoever takes the token as collateral. Amounts are lamports and token units; Bps are basis points, Ppm parts per million, Ppb parts per billion. Exit depth counts the liquidity pool alone: tickets take any amount, later.",
  schema: object({
    price: object({ text: price, total: amount, supply: amount, epoch: amount, ageSeconds: orNull(whole), fresh: yes }),
    changes: object({ updates: whole, largestRisePpm: whole, largestFallPpm: whole }),
    ratioCap: orNull(object({ snapshot: price, snapshotTime: whole, ageSeconds: whole, yearlyGrowthBps: whole })),
    exitDepth: list(object({ costBps: whole, tokens: amount, lamports: amount })),
    redemption: object({ ticketBps: whole, stakeBps: whole, idlePpb: whole, queuedLamports: amount }),
    concentration: object({ hhi: whole, effective: number, largestBps: whole, toAThird: whole, validators: whole }),
    scope: object({ refuses: yes, reasons: list(text) }),
  }),
  run: async (context) => riskOf(await context.reader()),
  text: (of, { io }) => {
    const { price: now, changes, ratioCap, exitDepth, redemption, concentration, scope } = of;
    const head = facts(
      [
        [
          "price",
          `${now.text} SOL, of epoch ${now.epoch}${now.ageSeconds === null ? "" : `, ${span(now.ageSeconds)} old`}${now.fresh ? "" : ", not up to date"}`,
        ],
        [
          "changes",
          `in ${changes.updates} updates at most ${ppm(changes.largestRisePpm)} up, ${ppm(changes.largestFallPpm)} down`,
        ],
        [
          "ratio cap",
          ratioCap
            ? `${ratioCap.snapshot} at ${utc(ratioCap.snapshotTime)}, growing ${percent(ratioCap.yearlyGrowthBps)} a year`
            : "no history yet",
        ],
        [
          "redemption",
          `ticket ${percent(redemption.ticketBps)}, stake account ${percent(redemption.stakeBps)} or ${redemption.idlePpb / 10_000_000} %, the more; ${sol(redemption.queuedLamports)} queued`,
        ],
        [
          "concentration",
          `${concentration.validators} validators, the largest ${percent(concentration.largestBps)}, HHI ${concentration.hhi}, ${concentration.toAThird} to a third`,
        ],
        ["Kamino Scope", scope.refuses ? `would refuse: ${scope.reasons.join("; ")}` : "would take this price"],
      ],
      io.width,
    );
    const depth = table(
      exitDepth,
      [
        { title: "cost at most", of: ({ costBps }) => percent(costBps), isNumber: true },
        { title: "tokens", of: ({ tokens }) => decimal(tokens), isNumber: true },
        { title: "SOL", of: ({ lamports }) => decimal(lamports), isNumber: true },
      ],
      io.width,
    );
    return `${head}\n\n${depth}`;
  },
});
