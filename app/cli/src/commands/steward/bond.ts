import { depositBond } from "@truestake/sdk/steward";
import { command } from "../../framework/command";
import { amountOf } from "../../options/values";
import { tokens as tokensText } from "../../output/words";
import { address, amount } from "../../schema/build";
import { act } from "../../signing/act";
import { actedSchema, actedText, type Shown, shown } from "../../signing/acted";
import { VOTE, voteOf } from "./shared";

export const stewardBond = command<Shown<{ vote: string; tokens: bigint; bond: bigint }>>({
  name: "bond",
  summary: "add tokens to a member's bond; anybody may",
  details: "New tokens count a tenth more in each epoch. What the member owes is burned of them at once.",
  arguments: [VOTE, { name: "<tokens>", summary: "how many" }],
  sends: true,
  schema: actedSchema({ vote: address, tokens: amount, bond: amount }),
  run: async (context, given) => {
    const vote = voteOf(given);
    const tokens = amountOf("the bond", given.args.tokens ?? "");
    const acted = await act(context, {
      question: `Add ${tokensText(tokens)} to the bond of ${vote.toBase58()}?`,
      run: ({ session }) => depositBond(session, { vote, tokens }),
    });
    return shown(acted, ({ bond }) => ({ vote: vote.toBase58(), tokens, bond }));
  },
  text: (result, { io }) =>
    actedText(result, io.width, ({ vote, bond }) => `the bond of ${vote} has ${tokensText(bond)}`),
});
