import { formatPrice } from "@truestake/sdk";
import { largestValidators, type SlashInputs, type SlashResult, slash as slashOf } from "@truestake/sdk/scenario";
import { UsageError } from "../../output/exit";
import { facts, table } from "../../output/table";
import { counted, decimal, ppmPercent, sol } from "../../output/words";
import { amount, list, object, one, type Schema, signedAmount, whole } from "../../schema/build";
import {
  LARGEST_OPTION,
  part,
  present,
  REWARD_OPTION,
  rewardIn,
  scenario,
  VALIDATORS_OPTION,
  validatorsOf,
} from "./scenario";

const ratio: Schema = object({ total: amount, supply: amount });
const worth = { before: amount, after: amount };

export const slash = scenario<SlashInputs, SlashResult>({
  name: "slash",
  summary: "stake is lost: what that takes from tokens, tickets, shares",
  details:
    "Takes a part of the stake of some validators and books it as the program does: gains that are known bear it first, then the price. --when now is a loss that somebody measures at once, --when turn one that the next epoch's update finds together with the rewards.",
  options: [
    VALIDATORS_OPTION,
    LARGEST_OPTION,
    { flags: "--loss <percent>", summary: "what of their stake is lost; 5 if not given" },
    { flags: "--when <moment>", summary: "now or turn; now if not given" },
    REWARD_OPTION,
  ],
  inputs: { validators: list(whole), lossPpm: whole, when: one("now", "turn"), rewardPpb: whole },
  result: object({
    ...{ lost: amount, fromGains: signedAmount, fromPrice: signedAmount, fallPpm: whole },
    ...{ price: object({ before: ratio, after: ratio }), token: object(worth) },
    ...{ tickets: object({ ...worth, count: whole }), shares: object(worth) },
  }),
  run: (asked) => {
    const { state, options } = asked;
    const { when } = options;
    if (when !== undefined && when !== "now" && when !== "turn") {
      throw new UsageError(`--when: "${when}" is neither now nor turn`);
    }
    const validators = validatorsOf(asked, (count) => largestValidators(state, count));
    const lossPpm = part(options, "loss", "--loss", 4);
    return slashOf(state, { validators, ...present({ lossPpm, when, rewardPpb: rewardIn(options) }) });
  },
  text: ({ inputs, result }, width) => {
    const { lost, fromGains, fromPrice, price, fallPpm, token, tickets, shares } = result;
    const head = facts(
      [
        [
          "lost",
          `${sol(lost)}: ${ppmPercent(inputs.lossPpm)} of the stake with ${counted(inputs.validators.length, "validator")}`,
        ],
        ["borne by", `gains that are not in the price yet ${sol(fromGains)}, the price ${sol(fromPrice)}`],
        ["price", `${formatPrice(price.before)} → ${formatPrice(price.after)} SOL, ${ppmPercent(fallPpm)} lower`],
      ],
      width,
    );
    const rows = [
      { of: "one token", ...token },
      { of: `the queue, ${tickets.count}`, before: tickets.before, after: tickets.after },
      { of: "liquidity shares", ...shares },
    ];
    const shown = table(
      rows,
      [
        { title: "worth of", of: ({ of }) => of },
        { title: "without, SOL", of: ({ before }) => decimal(before), isNumber: true },
        { title: "with, SOL", of: ({ after }) => decimal(after), isNumber: true },
        { title: "less", of: ({ before, after }) => decimal(before - after), isNumber: true },
      ],
      width,
    );
    return `${head}\n\n${shown}`;
  },
});
