import { MAX_PAUSE_SECONDS, type Sent } from "@truestake/sdk";
import { command } from "../../framework/command";
import { spanOf } from "../../options/values";
import { UsageError } from "../../output/exit";
import { span, utc } from "../../output/words";
import { time } from "../../schema/build";
import { act } from "../../signing/act";
import { actedSchema, actedText, type Shown, shown } from "../../signing/acted";
import { told } from "../../signing/told";

interface Paused {
  /** When it ends by itself. */
  until: string;
  /** From when on the pool can be paused again. */
  nextPauseFrom: string;
}

export const pause = command<Shown<Paused>>({
  name: "pause",
  summary: "stop deposits, sales, adding liquidity and new delegation for a time",
  details: `Only the guardian may, for ${span(Number(MAX_PAUSE_SECONDS))} at most, and then not for a day. Tickets, claims, stake accounts, removing liquidity and the update go on: nobody is kept in.`,
  arguments: [{ name: "<for>", summary: "how long: 90min, 12h, 3d" }],
  sends: true,
  schema: actedSchema({ until: time, nextPauseFrom: time }),
  run: async (context, { args }) => {
    const seconds = spanOf("for", args.for ?? "");
    if (seconds === 0 || BigInt(seconds) > MAX_PAUSE_SECONDS) {
      throw new UsageError(`a pause takes between 1 s and ${span(Number(MAX_PAUSE_SECONDS))}, not ${args.for}`);
    }
    const acted = await act(context, {
      question: `Pause the pool for ${span(seconds)}?`,
      run: (client) => client.pause({ seconds }),
      result: ([sent]) => sent as Sent,
    });
    return shown(acted, (sent) => {
      const { until, nextPauseFrom } = told(sent, "PoolPaused");
      return { until: utc(until), nextPauseFrom: utc(nextPauseFrom) };
    });
  },
  text: (result, { io }) =>
    actedText(
      result,
      io.width,
      ({ until, nextPauseFrom }) =>
        `the pool is paused until ${until}; it can be paused again from ${nextPauseFrom} on`,
    ),
});
