import { formatPrice } from "@truestake/sdk";
import {
  type BondsHit,
  largestValidators,
  type SlashInputs,
  type SlashResult,
  slash as slashOf,
} from "@truestake/sdk/scenario";
import { UsageError } from "../../output/exit";
import { facts, table } from "../../output/table";
import { counted, decimal, ppmPercent, sol, tokens } from "../../output/words";
import { address, amount, list, object, one, orNull, type Schema, signedAmount, whole, yes } from "../../schema/build";
import {
  LARGEST_OPTION,
  part,
  present,
  REWARD_OPTION,
  rewardIn,
  STEWARD_OPTION,
  scenario,
  VALIDATORS_OPTION,
  validatorsOf,
} from "./scenario";

const ratio: Schema = object({ total: amount, supply: amount });
const worth = { before: amount, after: amount };
const bondHit: Schema = object({
  ...{ validator: whole, vote: address, isMember: yes, isAssessed: yes, tokens: amount, less: signedAmount },
  ...{ charged: signedAmount, burned: amount, bond: signedAmount, left: amount, unpaid: amount, carried: amount },
});
const bondsHit: Schema = object({
  ...{ validators: list(bondHit), less: signedAmount, bond: signedAmount, holders: signedAmount, burned: amount },
  token: object({ before: amount, without: amount, after: amount }),
});

export const slash = scenario<SlashInputs, SlashResult>({
  name: "slash",
  summary: "stake is lost: what that takes from tokens, tickets, shares",
  details:
    "Takes a part of the stake of some validators and books it as the program does: gains that are known bear it first, then the price. --when now is a loss that somebody measures at once, --when turn one that the next epoch's update finds together with the rewards. Where a steward manages the validators, it says what their bonds make good, and what is left to the holders.",
  options: [
    VALIDATORS_OPTION,
    LARGEST_OPTION,
    { flags: "--loss <percent>", summary: "what of their stake is lost; 5 if not given" },
    { flags: "--when <moment>", summary: "now or turn; now if not given" },
    REWARD_OPTION,
    STEWARD_OPTION,
  ],
  inputs: { validators: list(whole), lossPpm: whole, when: one("now", "turn"), rewardPpb: whole },
  result: object({
    ...{ lost: amount, fromGains: signedAmount, fromPrice: signedAmount, fallPpm: whole },
    ...{ price: object({ before: ratio, after: ratio }), token: object(worth) },
    ...{ tickets: object({ ...worth, count: whole }), shares: object(worth) },
    bonds: orNull(bondsHit),
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
    const { lost, fromGains, fromPrice, price, fallPpm, token, tickets, shares, bonds } = result;
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
    return [head, shown, ...(bonds ? [bondsText(bonds, width)] : [])].join("\n\n");
  },
});

function bondsText({ validators, less, bond, holders, burned, token }: BondsHit, width: number): string {
  const unknown = validators.filter(({ isAssessed }) => !isAssessed).length;
  const head = facts(
    [
      ["then bonds", `make good ${sol(bond)} of ${sol(less)}: ${tokens(burned)} of them are burned`],
      ["holders", `bear ${sol(holders)}`],
      [
        "a token",
        `once that is released: ${sol(token.before)} without the loss, ${sol(token.without)} with it, ${sol(token.after)} with the bonds`,
      ],
      unknown === 0
        ? undefined
        : ["but", `what ${counted(unknown, "validator")} earned is not assessed: what is owed for it comes first`],
    ],
    width,
  );
  const rows = table(
    validators,
    [
      { title: "validator", of: ({ vote }) => vote, canShrink: true },
      { title: "bond", of: ({ tokens: of, isMember }) => (isMember ? decimal(of) : "none"), isNumber: true },
      { title: "charged, SOL", of: ({ charged }) => decimal(charged), isNumber: true },
      { title: "burned", of: ({ burned: of }) => decimal(of), isNumber: true },
      { title: "left", of: ({ left }) => decimal(left), isNumber: true },
      { title: "still owed", of: ({ unpaid }) => decimal(unpaid), isNumber: true },
    ],
    width,
  );
  return `${head}\n\n${rows}`;
}
