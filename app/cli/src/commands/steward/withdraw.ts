import { withdrawBond } from "@truestake/sdk/steward";
import { command } from "../../framework/command";
import { tokens as tokensText } from "../../output/words";
import { address, amount, yes } from "../../schema/build";
import { act } from "../../signing/act";
import { actedSchema, actedText, type Shown, shown } from "../../signing/acted";
import { VOTE, voteOf } from "./shared";

export const stewardWithdraw = command<Shown<{ vote: string; tokens: bigint; left: boolean }>>({
  name: "withdraw",
  summary: "pay what was asked back of a bond to its owner; anybody may",
  details: "What has to come first and anybody may do, comes first: the pool's update, the assessment, and the debt.",
  arguments: [VOTE],
  sends: true,
  schema: actedSchema({ vote: address, tokens: amount, left: yes }),
  run: async (context, given) => {
    const vote = voteOf(given);
    const acted = await act(context, {
      question: `Pay the bond of ${vote.toBase58()} back?`,
      run: ({ session }) => withdrawBond(session, { vote }),
      isAnybodys: true,
    });
    return shown(acted, ({ tokens, left }) => ({ vote: vote.toBase58(), tokens, left }));
  },
  text: (result, { io }) =>
    actedText(
      result,
      io.width,
      ({ vote, tokens, left }) => `${tokensText(tokens)} paid${left ? `; ${vote} is no member any more` : ""}`,
    ),
});
