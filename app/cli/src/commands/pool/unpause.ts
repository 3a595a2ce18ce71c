import type { Sent } from "@truestake/sdk";
import { command } from "../../framework/command";
import { utc } from "../../output/words";
import { time } from "../../schema/build";
import { act } from "../../signing/act";
import { actedSchema, actedText, type Shown, shown } from "../../signing/acted";
import { told } from "../../signing/told";

interface Resumed {
  nextPauseFrom: string;
}

export const unpause = command<Shown<Resumed>>({
  name: "unpause",
  summary: "end a pause before its time",
  details: "Only the guardian may. Without it a pause ends by itself.",
  sends: true,
  schema: actedSchema({ nextPauseFrom: time }),
  run: async (context) => {
    const acted = await act(context, {
      question: "End the pool's pause?",
      run: (client) => client.unpause(),
      result: ([sent]) => sent as Sent,
    });
    return shown(acted, (sent) => ({ nextPauseFrom: utc(told(sent, "PoolResumed").nextPauseFrom) }));
  },
  text: (result, { io }) =>
    actedText(
      result,
      io.width,
      ({ nextPauseFrom }) => `the pool runs again; it can be paused again from ${nextPauseFrom} on`,
    ),
});
