import { liftVeto, veto } from "@truestake/sdk/steward";
import { command } from "../../framework/command";
import { UsageError } from "../../output/exit";
import { address, amount, orNull } from "../../schema/build";
import { act } from "../../signing/act";
import { actedSchema, actedText, type Shown, shown } from "../../signing/acted";
import { VOTE, voteOf } from "./shared";

interface Veto {
  vote: string;
  fromEpoch: bigint | null;
  untilEpoch: bigint | null;
}

export const stewardVeto = command<Shown<Veto>>({
  name: "veto",
  summary: "announce that a member gets no stake, with a reason; or end that with --lift",
  details:
    "It begins two epochs later and lasts 30; at most a tenth of all bonds that count can be vetoed, and of one that has just come counts the policy's least bond. The bond stays its owner's; who leaves meanwhile may not join again before the veto would have ended. Only the pool's admin may.",
  arguments: [
    VOTE,
    { name: "[reason]", summary: "128 bytes at most, for everybody to read in the log of the transaction" },
  ],
  options: [{ flags: "--lift", summary: "end the veto" }],
  sends: true,
  schema: actedSchema({ vote: address, fromEpoch: orNull(amount), untilEpoch: orNull(amount) }),
  run: async (context, given) => {
    const vote = voteOf(given);
    const { reason } = given.args;
    const lifts = given.flags.has("lift");
    if (lifts === (reason !== undefined)) throw new UsageError("give either a reason, or --lift");
    const none = { fromEpoch: null, untilEpoch: null };
    const acted = await act(context, {
      question: lifts ? `End the veto of ${vote.toBase58()}?` : `Veto ${vote.toBase58()} because: ${reason}?`,
      run: async ({ session }) =>
        reason === undefined ? { ...(await liftVeto(session, { vote })), ...none } : veto(session, { vote, reason }),
    });
    return shown(acted, ({ fromEpoch, untilEpoch }) => ({ vote: vote.toBase58(), fromEpoch, untilEpoch }));
  },
  text: (result, { io }) =>
    actedText(result, io.width, ({ vote, fromEpoch, untilEpoch }) =>
      fromEpoch === null
        ? `the veto of ${vote} is over`
        : `${vote} is vetoed from epoch ${fromEpoch} until epoch ${untilEpoch}`,
    ),
});
