import {
  type Cascade,
  type LeverageInputs,
  type LeverageResult,
  leverage as leverageOf,
} from "@truestake/sdk/scenario";
import { amountOf } from "../../options/values";
import { facts, table } from "../../output/table";
import { decimal, percent, ppmPercent, sol } from "../../output/words";
import { amount, object, orNull, type Schema, signedAmount, whole } from "../../schema/build";
import { part, present, REWARD_OPTION, rewardIn, SEED_OPTION, SLOT_OPTION, scenario, wholeIn } from "./scenario";

const cascade: Schema = object({
  ...{ rounds: whole, liquidated: whole, paid: amount, tokens: amount, soldNow: amount, toTickets: amount },
  ...{ left: object({ positions: whole, debt: amount }), badDebt: amount, liquidity: amount, discountPpm: whole },
});

const ROWS: readonly (readonly [string, (of: Cascade) => string])[] = [
  ["rounds", ({ rounds }) => String(rounds)],
  ["positions liquidated", ({ liquidated }) => String(liquidated)],
  ["debt paid, SOL", ({ paid }) => decimal(paid)],
  ["tokens seized", ({ tokens }) => decimal(tokens)],
  ["sold at once, SOL", ({ soldNow }) => decimal(soldNow)],
  ["to tickets, SOL", ({ toTickets }) => decimal(toTickets)],
  ["nobody takes", ({ left }) => `${left.positions} with ${decimal(left.debt)}`],
  ["lender loses, SOL", ({ badDebt }) => decimal(badDebt)],
  ["liquidity left, SOL", ({ liquidity }) => decimal(liquidity)],
  ["last discount", ({ discountPpm }) => ppmPercent(discountPpm)],
];

export const leverage = scenario<LeverageInputs, LeverageResult>({
  name: "leverage",
  summary: "loops over the token: health, when they unwind, cascades",
  details:
    "By the rules of programs/example-lender: a loop deposits, borrows against the tokens and deposits again. Then the price falls, and a market of such loops is liquidated until nothing changes: once as the lender does it, at the true price, and once as if it read a market's price, which is what liquidity pays for the next token.",
  options: [
    { flags: "--equity <sol>", summary: "what a loop begins with; 100 if not given" },
    { flags: "--loops <count>", summary: "how often it borrows; 10 if not given" },
    { flags: "--use <percent>", summary: "how much of what it may it borrows; 95 if not given" },
    { flags: "--loan-to-value <percent>", summary: "most that can be borrowed; 85 if not given" },
    { flags: "--threshold <percent>", summary: "of the worth, over which debt is liquidated; 90 if not given" },
    { flags: "--bonus <percent>", summary: "a liquidator's; 5 if not given" },
    { flags: "--interest <percent>", summary: "of the principal in an epoch; 0.01 if not given" },
    { flags: "--shock <percent>", summary: "what the true price falls; 20 if not given" },
    { flags: "--positions <count>", summary: "loops in the market, of random size; 200 if not given" },
    { flags: "--opportunity <percent>", summary: "what waiting costs a liquidator in a year; 7 if not given" },
    { flags: "--wait-epochs <count>", summary: "epochs that a liquidator's ticket waits; 2 if not given" },
    REWARD_OPTION,
    SEED_OPTION,
    SLOT_OPTION,
  ],
  inputs: {
    ...{ equity: amount, loops: whole, useBps: whole, loanToValue: whole, liquidationThreshold: whole },
    ...{ liquidationBonus: whole, interest: whole, shockPpm: whole, positions: whole, rewardPpb: whole },
    ...{ seed: whole, opportunityBps: whole, waitEpochs: whole, slotMs: whole },
  },
  result: object({
    loop: object({
      ...{ tokens: amount, debt: amount, leverageBps: whole, healthBps: whole, bufferPpm: whole, carry: signedAmount },
      ...{ unwindsAt: object({ interest: whole, yearBps: whole }), epochsToLiquidation: orNull(whole) },
    }),
    market: object({ positions: whole, debt: amount, tokens: amount }),
    ...{ byTruePrice: cascade, byMarketPrice: cascade },
  }),
  run: ({ state, options, slotMs }) => {
    const { equity } = options;
    return leverageOf(state, {
      slotMs,
      ...present<Omit<LeverageInputs, "slotMs">>({
        equity: equity === undefined ? undefined : amountOf("--equity", equity),
        loops: wholeIn(options, "loops", "--loops", 0, 100),
        useBps: part(options, "use", "--use", 2),
        loanToValue: part(options, "loanToValue", "--loan-to-value", 2),
        liquidationThreshold: part(options, "threshold", "--threshold", 2),
        liquidationBonus: part(options, "bonus", "--bonus", 2, 50),
        interest: part(options, "interest", "--interest", 4),
        shockPpm: part(options, "shock", "--shock", 4),
        positions: wholeIn(options, "positions", "--positions", 0, 10_000),
        opportunityBps: part(options, "opportunity", "--opportunity", 2, 1_000),
        waitEpochs: wholeIn(options, "waitEpochs", "--wait-epochs", 0, 1_000),
        rewardPpb: rewardIn(options),
        seed: wholeIn(options, "seed", "--seed", 0, 2 ** 32 - 1),
      }),
    });
  },
  text: ({ inputs, result }, width) => {
    const { loop, market, byTruePrice, byMarketPrice } = result;
    const { unwindsAt, epochsToLiquidation: epochs } = loop;
    const head = facts(
      [
        ["a loop", `${decimal(loop.tokens)} tokens, ${sol(loop.debt)} of debt, leverage ${loop.leverageBps / 10_000}`],
        ["health", `${loop.healthBps / 10_000}: liquidated below 1, after a fall of ${ppmPercent(loop.bufferPpm)}`],
        ["earns", `${sol(loop.carry)} in an epoch at ${ppmPercent(inputs.interest)} interest`],
        ["unwinds at", `${ppmPercent(unwindsAt.interest)} in an epoch, ${percent(unwindsAt.yearBps)} a year`],
        ["at this interest", epochs === null ? "never liquidated" : `liquidated after ${epochs} epochs`],
        ["the market", `${market.positions} loops with ${sol(market.debt)} of debt`],
        ["the shock", `the true price falls by ${ppmPercent(inputs.shockPpm)}`],
      ],
      width,
    );
    const rows = table(
      ROWS,
      [
        { title: "collateral counts", of: ([name]) => name },
        { title: "at the true price", of: ([, of]) => of(byTruePrice), isNumber: true },
        { title: "at a market's", of: ([, of]) => of(byMarketPrice), isNumber: true },
      ],
      width,
    );
    return `${head}\n\n${rows}`;
  },
});
