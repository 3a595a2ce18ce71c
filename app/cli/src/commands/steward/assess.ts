import { type AssessedMember, assessMembers } from "@truestake/sdk/steward";
import { command } from "../../framework/command";
import { counted, sol, tokens } from "../../output/words";
import { amount, list, object, whole, yes } from "../../schema/build";
import { act } from "../../signing/act";
import { actedSchema, actedText, type Shown, shown } from "../../signing/acted";
import { membersNamed } from "./found";
import { VOTES } from "./shared";

export const stewardAssess = command<Shown<{ members: AssessedMember[] }>>({
  name: "assess",
  summary: "note what members owe for what the pool's stake earned with them; anybody may",
  arguments: [VOTES],
  sends: true,
  schema: actedSchema({
    members: list(
      object({
        index: whole,
        since: amount,
        epoch: amount,
        isKnown: yes,
        commission: amount,
        uptime: amount,
        lost: amount,
        carried: amount,
        debt: amount,
      }),
    ),
  }),
  run: async (context, given) => {
    const votes = await membersNamed(context, given);
    const acted = await act(context, {
      question: "Assess members?",
      run: ({ session }) => assessMembers(session, { votes }),
      kind: "steps",
      isAnybodys: true,
    });
    return shown(acted, ({ members }) => ({ members }));
  },
  text: (result, { io }) =>
    actedText(result, io.width, ({ members }) => {
      const owed = members.reduce((sum, each) => sum + each.commission + each.uptime + each.lost, 0n);
      const debt = members.reduce((sum, each) => sum + each.debt, 0n);
      return `${counted(members.length, "member")} assessed: ${sol(owed)} more are owed; their debts are ${tokens(debt)}`;
    }),
});
