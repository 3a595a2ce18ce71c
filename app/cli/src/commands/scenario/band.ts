import { formatPrice } from "@truestake/sdk";
import { type BandInputs, type BandResult, band as bandOf } from "@truestake/sdk/scenario";
import { facts, table } from "../../output/table";
import { decimal } from "../../output/words";
import { amount, list, number, object, one, orNull, whole, yes } from "../../schema/build";
import { part, present, SLOT_OPTION, scenario } from "./scenario";
import { SIZES_OPTION, sizesIn } from "./sizes";

const ratio = object({ total: amount, supply: amount });
const way = one("liquid", "ticket", "stake");
const shown = (bps: number): string => `${(bps / 100).toFixed(4)} %`;

export const band = scenario<BandInputs, BandResult>({
  name: "band",
  summary: "the market prices at which nobody earns against the pool",
  details:
    "The floor is the best way out, less what waiting for it costs; below it, it pays to buy and leave. The ceiling is what a deposit pays for a token; above it, it pays to deposit and sell. Fees of the market and of transactions come on top.",
  options: [
    SIZES_OPTION,
    { flags: "--opportunity <percent>", summary: "what waiting costs in a year; 7 if not given" },
    SLOT_OPTION,
  ],
  inputs: { sizes: list(amount), opportunityBps: whole, slotMs: whole },
  result: object({
    ...{ price: ratio, ask: ratio },
    bands: list(
      object({
        ...{ size: amount, tokens: amount, floorBy: orNull(way), floor: amount, ceiling: amount },
        ...{ floorBps: number, ceilingBps: number },
        ways: list(object({ way, possible: yes, lamports: amount, waitSeconds: amount, price: amount })),
      }),
    ),
  }),
  run: ({ state, options, lists, slotMs }) => {
    const opportunityBps = part(options, "opportunity", "--opportunity", 2, 1_000);
    return bandOf(state, { slotMs, ...present({ sizes: sizesIn(lists), opportunityBps }) });
  },
  text: ({ result: { price, ask, bands } }, width) => {
    const head = facts(
      [
        ["true price", `${formatPrice(price)} SOL, which whoever leaves gets`],
        ["ask", `${formatPrice(ask)} SOL, which whoever comes in pays`],
      ],
      width,
    );
    const rows = table(
      bands,
      [
        { title: "size, SOL", of: ({ size }) => decimal(size), isNumber: true },
        { title: "floor, SOL", of: ({ floor }) => decimal(floor), isNumber: true },
        { title: "below", of: ({ floorBps }) => shown(floorBps), isNumber: true },
        { title: "by", of: ({ floorBy }) => floorBy ?? "none" },
        { title: "ceiling, SOL", of: ({ ceiling }) => (ceiling === 0n ? "closed" : decimal(ceiling)), isNumber: true },
        { title: "above", of: ({ ceiling, ceilingBps }) => (ceiling === 0n ? "-" : shown(ceilingBps)), isNumber: true },
      ],
      width,
    );
    return `${head}\n\n${rows}`;
  },
});
