import { closeMembership } from "@truestake/sdk/steward";
import { command } from "../../framework/command";
import { address } from "../../schema/build";
import { act } from "../../signing/act";
import { actedSchema, actedText, type Shown, shown } from "../../signing/acted";
import { VOTE, voteOf } from "./shared";

export const stewardClose = command<Shown<{ vote: string }>>({
  name: "close",
  summary: "close the membership that a validator left behind while it was vetoed; anybody may",
  details:
    "Until the epoch in which that veto would have ended the validator may not join again. `steward join` closes it by itself, and no crank does: nothing lists those memberships. The rent goes to who paid it.",
  arguments: [VOTE],
  sends: true,
  schema: actedSchema({ vote: address }),
  run: async (context, given) => {
    const vote = voteOf(given);
    const acted = await act(context, {
      question: `Close the membership that ${vote.toBase58()} left behind?`,
      run: ({ session }) => closeMembership(session, { vote }),
      isAnybodys: true,
    });
    return shown(acted, () => ({ vote: vote.toBase58() }));
  },
  text: (result, { io }) => actedText(result, io.width, ({ vote }) => `${vote} may join again`),
});
