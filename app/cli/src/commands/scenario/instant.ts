import { type InstantInputs, type InstantResult, instant as instantOf } from "@truestake/sdk/scenario";
import { table } from "../../output/table";
import { decimal, ppmPercent } from "../../output/words";
import { amount, list, object, whole, yes } from "../../schema/build";
import { present, scenario } from "./scenario";
import { SIZES_OPTION, sizesIn } from "./sizes";

const sale = object({ size: amount, tokens: amount, possible: yes, lamports: amount, fee: amount, feePpm: whole });

export const instant = scenario<InstantInputs, InstantResult>({
  name: "instant",
  summary: "leaving at once: its cost by size, and the size that empties it",
  details: "Each size is sold to the liquidity pool as it is now, one beside the other and not one after the other.",
  options: [SIZES_OPTION],
  inputs: { sizes: list(amount) },
  result: object({ sales: list(sale), emptying: sale }),
  run: ({ state, lists }) => instantOf(state, present<InstantInputs>({ sizes: sizesIn(lists) })),
  text: ({ result: { sales, emptying } }, width) =>
    table(
      [...sales.map((each) => ({ ...each, note: "" })), { ...emptying, note: "all there is" }],
      [
        { title: "worth, SOL", of: ({ size }) => decimal(size), isNumber: true },
        { title: "tokens", of: ({ tokens }) => decimal(tokens), isNumber: true },
        { title: "arrives, SOL", of: (of) => (of.possible ? decimal(of.lamports) : "-"), isNumber: true },
        { title: "cost", of: (of) => (of.possible ? ppmPercent(of.feePpm) : "-"), isNumber: true },
        { title: "", of: ({ possible, note }) => (possible ? note : "too much") },
      ],
      width,
    ),
});
