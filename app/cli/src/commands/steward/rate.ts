import { type RatedMember, rateMembers } from "@truestake/sdk/steward";
import { command } from "../../framework/command";
import { counted } from "../../output/words";
import { amount, list, object, whole } from "../../schema/build";
import { act } from "../../signing/act";
import { actedSchema, actedText, type Shown, shown } from "../../signing/acted";
import { membersNamed } from "./found";
import { VOTES } from "./shared";

export const stewardRate = command<Shown<{ members: RatedMember[] }>>({
  name: "rate",
  summary: "set the scores and caps of members by the rules; anybody may",
  arguments: [VOTES],
  sends: true,
  schema: actedSchema({
    members: list(
      object({ index: whole, performance: whole, quality: whole, score: whole, cap: amount, gates: whole }),
    ),
  }),
  run: async (context, given) => {
    const votes = await membersNamed(context, given);
    const acted = await act(context, {
      question: "Rate members?",
      run: ({ session }) => rateMembers(session, { votes }),
      kind: "steps",
      isAnybodys: true,
    });
    return shown(acted, ({ members }) => ({ members }));
  },
  text: (result, { io }) => actedText(result, io.width, ({ members }) => `${counted(members.length, "member")} rated`),
});
