import { command } from "../../framework/command";
import { addressOf } from "../../options/values";
import { counted, sol } from "../../output/words";
import { amount } from "../../schema/build";
import { act } from "../../signing/act";
import { actedSchema, actedText, type Shown, shown } from "../../signing/acted";
import { allTold } from "../../signing/told";

interface Measured {
  loss: bigint;
  /** Counts with the next update. */
  gain: bigint;
}

export const measure = command<Shown<Measured>>({
  name: "measure",
  summary: "take a loss into the price that somebody knows of already",
  details:
    "Measures validators again whose stake accounts hold other lamports than the books say. A loss counts at once, a gain from the next update on. Anybody may.",
  arguments: [{ name: "[vote...]", summary: "vote accounts; all validators whose stake has changed if not given" }],
  sends: true,
  schema: actedSchema({ loss: amount, gain: amount }),
  run: async (context, { lists }) => {
    const votes = (lists.vote ?? []).map((each) => addressOf("a vote account", each));
    const acted = await act(context, {
      question: votes.length > 0 ? `Measure ${counted(votes.length, "validator")}?` : "Measure what has changed?",
      kind: "steps",
      isAnybodys: true,
      run: (client) => client.measureAgain(votes.length > 0 ? { votes } : {}),
    });
    return shown(acted, (sent) => {
      const events = allTold(sent, "ValidatorsUpdated");
      return {
        loss: events.reduce((sum, { loss }) => sum + loss, 0n),
        gain: events.reduce((sum, { earned, other }) => sum + earned + other, 0n),
      };
    });
  },
  text: (result, { io }) =>
    actedText(result, io.width, ({ loss, gain }) =>
      loss + gain === 0n
        ? "nothing has changed since it was measured"
        : `${sol(loss)} lost, which counts now; ${sol(gain)} gained, which counts with the next update`,
    ),
});
