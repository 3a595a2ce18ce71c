import { coverMembers } from "@truestake/sdk/steward";
import { command } from "../../framework/command";
import { tokens as tokensText } from "../../output/words";
import { amount } from "../../schema/build";
import { act } from "../../signing/act";
import { actedSchema, actedText, type Shown, shown } from "../../signing/acted";
import { membersNamed } from "./found";
import { VOTES } from "./shared";

export const stewardCover = command<Shown<{ tokens: bigint; debt: bigint }>>({
  name: "cover",
  summary: "burn what members owe out of their bonds; anybody may",
  arguments: [VOTES],
  sends: true,
  schema: actedSchema({ tokens: amount, debt: amount }),
  run: async (context, given) => {
    const votes = await membersNamed(context, given);
    const acted = await act(context, {
      question: "Burn what members owe out of their bonds?",
      run: ({ session }) => coverMembers(session, { votes }),
      kind: "steps",
      isAnybodys: true,
    });
    return shown(acted, ({ tokens, debt }) => ({ tokens, debt }));
  },
  text: (result, { io }) =>
    actedText(result, io.width, ({ tokens, debt }) => `${tokensText(tokens)} burned, ${tokensText(debt)} still owed`),
});
