import { removeMember } from "@truestake/sdk/steward";
import { command } from "../../framework/command";
import { address, whole } from "../../schema/build";
import { act } from "../../signing/act";
import { actedSchema, actedText, type Shown, shown } from "../../signing/acted";
import { VOTE, voteOf } from "./shared";

export const stewardRemove = command<Shown<{ vote: string; index: number }>>({
  name: "remove",
  summary: "free the place of a member whose bond was burned whole; anybody may",
  details: "It owes nothing, and the pool has no stake with it. `crank` does it by itself.",
  arguments: [VOTE],
  sends: true,
  schema: actedSchema({ vote: address, index: whole }),
  run: async (context, given) => {
    const vote = voteOf(given);
    const acted = await act(context, {
      question: `Free the place of ${vote.toBase58()}?`,
      run: ({ session }) => removeMember(session, { vote }),
      isAnybodys: true,
    });
    return shown(acted, ({ index }) => ({ vote: vote.toBase58(), index }));
  },
  text: (result, { io }) =>
    actedText(result, io.width, ({ vote, index }) => `${vote} is no member any more; place ${index} is free`),
});
