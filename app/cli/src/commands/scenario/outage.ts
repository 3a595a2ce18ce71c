import { formatPrice } from "@truestake/sdk";
import { largestValidators, type OutageInputs, type OutageResult, outage as outageOf } from "@truestake/sdk/scenario";
import { facts } from "../../output/table";
import { counted, percent, ppmPercent, sol } from "../../output/words";
import { amount, list, object, signedAmount, whole } from "../../schema/build";
import {
  LARGEST_OPTION,
  present,
  REWARD_OPTION,
  rewardIn,
  scenario,
  VALIDATORS_OPTION,
  validatorsOf,
  wholeIn,
} from "./scenario";

const ratio = object({ total: amount, supply: amount });

export const outage = scenario<OutageInputs, OutageResult>({
  name: "outage",
  summary: "validators that do not vote: the yield that is lost",
  details:
    "Some validators earn nothing for some epochs, the others as always, and keepers run. Compared at the end, with all that is known released. No stake is lost.",
  options: [
    VALIDATORS_OPTION,
    LARGEST_OPTION,
    { flags: "--epochs <count>", summary: "how long; 5 if not given" },
    REWARD_OPTION,
  ],
  inputs: { validators: list(whole), epochs: whole, rewardPpb: whole },
  result: object({
    ...{ lost: amount, perToken: signedAmount, fallPpm: whole, yieldBps: whole },
    price: object({ without: ratio, with: ratio }),
  }),
  run: (asked) => {
    const { state, options } = asked;
    const validators = validatorsOf(asked, (count) => largestValidators(state, count));
    const epochs = wholeIn(options, "epochs", "--epochs", 1, 500);
    return outageOf(state, { validators, ...present({ epochs, rewardPpb: rewardIn(options) }) });
  },
  text: ({ inputs, result: { lost, price, perToken, fallPpm, yieldBps } }, width) =>
    facts(
      [
        ["silent", `${counted(inputs.validators.length, "validator")} for ${counted(inputs.epochs, "epoch")}`],
        ["rewards lost", sol(lost)],
        ["yield", `${percent(yieldBps)} of what it would be`],
        ["price without", `${formatPrice(price.without)} SOL`],
        ["price with it", `${formatPrice(price.with)} SOL, ${ppmPercent(fallPpm)} lower`],
        ["a token", `${sol(perToken)} less`],
      ],
      width,
    ),
});
