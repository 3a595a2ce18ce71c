import { type Listed, listValidator, listValidators } from "@truestake/sdk/steward";
import { command } from "../../framework/command";
import { counted } from "../../output/words";
import { address, amount, list, object, whole } from "../../schema/build";
import { act } from "../../signing/act";
import { actedSchema, actedText, type Shown, shown } from "../../signing/acted";
import { VOTES, votesOf } from "./shared";

interface Result {
  listed: { vote: string; score: number; cap: bigint }[];
}

export const stewardList = command<Shown<Result>>({
  name: "list",
  summary: "have the pool list members that qualify; anybody may, and pays for their places",
  arguments: [VOTES],
  sends: true,
  schema: actedSchema({ listed: list(object({ vote: address, score: whole, cap: amount })) }),
  run: async (context, given) => {
    const votes = votesOf(given);
    const acted = await act(context, {
      question: "Have the pool list members that qualify?",
      run: async ({ session }): Promise<Listed[]> => {
        if (!votes) return listValidators(session);
        const done: Listed[] = [];
        for (const vote of votes) done.push(await listValidator(session, { vote }));
        return done;
      },
      kind: "steps",
      isAnybodys: true,
    });
    return shown(acted, (done) => ({
      listed: done.map(({ vote, score, cap }) => ({ vote: vote.toBase58(), score, cap })),
    }));
  },
  text: (result, { io }) =>
    actedText(result, io.width, ({ listed }) => `${counted(listed.length, "validator")} listed`),
});
