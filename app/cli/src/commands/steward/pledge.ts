import { setPledge } from "@truestake/sdk/steward";
import { command } from "../../framework/command";
import { percentOf } from "../../options/values";
import { percent } from "../../output/words";
import { address, amount, whole } from "../../schema/build";
import { act } from "../../signing/act";
import { actedSchema, actedText, type Shown, shown } from "../../signing/acted";
import { warningOf } from "./pledged";
import { VOTE, voteOf } from "./shared";

export const stewardPledge = command<Shown<{ vote: string; pledgeBps: number; fromEpoch: bigint }>>({
  name: "pledge",
  summary: "promise another commission: a lower one at once, a higher one after four epochs",
  arguments: [VOTE, { name: "<percent>", summary: "the most commission that it takes" }],
  sends: true,
  schema: actedSchema({ vote: address, pledgeBps: whole, fromEpoch: amount }),
  run: async (context, given) => {
    const vote = voteOf(given);
    const pledge = percentOf("the pledge", given.args.percent ?? "", 2);
    const acted = await act(context, {
      question: `${await warningOf(context, vote, pledge)}Pledge ${percent(pledge)} for ${vote.toBase58()}?`,
      run: ({ session }) => setPledge(session, { vote, pledge }),
    });
    return shown(acted, ({ fromEpoch }) => ({ vote: vote.toBase58(), pledgeBps: pledge, fromEpoch }));
  },
  text: (result, { io }) =>
    actedText(result, io.width, ({ pledgeBps, fromEpoch }) => `${percent(pledgeBps)} from epoch ${fromEpoch} on`),
});
