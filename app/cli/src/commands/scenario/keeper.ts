import { formatPrice } from "@truestake/sdk";
import { type KeeperInputs, type KeeperResult, keeper as keeperOf } from "@truestake/sdk/scenario";
import { facts, table } from "../../output/table";
import { decimal, ppmPercent, sol, span } from "../../output/words";
import { amount, list, object, signedAmount, whole } from "../../schema/build";
import { present, REWARD_OPTION, rewardIn, SLOT_OPTION, scenario, wholeIn } from "./scenario";

const ratio = object({ total: amount, supply: amount });

export const keeper = scenario<KeeperInputs, KeeperResult>({
  name: "keeper",
  summary: "nobody cranks: the age of the price, and how far it is behind",
  details:
    "Epochs pass without an update. Meanwhile the program refuses what needs a price, and tickets wait; taking a ticket's paid SOL needs none. Any user's deposit or order ends it, since it brings the update along.",
  options: [{ flags: "--epochs <count>", summary: "how long; 5 if not given" }, REWARD_OPTION, SLOT_OPTION],
  inputs: { epochs: whole, rewardPpb: whole, slotMs: whole },
  result: object({
    queued: amount,
    epochs: list(
      object({
        ...{ missed: whole, ageSeconds: signedAmount, unmeasured: signedAmount, stale: ratio, outlook: ratio },
        behindPpm: whole,
      }),
    ),
  }),
  run: ({ state, options, slotMs }) => {
    const epochs = wholeIn(options, "epochs", "--epochs", 1, 500);
    return keeperOf(state, { slotMs, ...present({ epochs, rewardPpb: rewardIn(options) }) });
  },
  text: ({ result: { epochs, queued } }, width) => {
    const rows = table(
      epochs,
      [
        { title: "missed", of: ({ missed }) => String(missed), isNumber: true },
        { title: "age", of: ({ ageSeconds }) => span(Number(ageSeconds)), isNumber: true },
        { title: "unmeasured, SOL", of: ({ unmeasured }) => decimal(unmeasured), isNumber: true },
        { title: "old price", of: ({ stale }) => formatPrice(stale), isNumber: true },
        { title: "after an update", of: ({ outlook }) => formatPrice(outlook), isNumber: true },
        { title: "behind", of: ({ behindPpm }) => ppmPercent(behindPpm), isNumber: true },
      ],
      width,
    );
    return `${rows}\n\n${facts([["tickets that wait", sol(queued)]], width)}`;
  },
});
