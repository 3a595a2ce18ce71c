import { fetchValidatorList, type Sent, TruestakeError } from "@truestake/sdk";
import { isDrained } from "@truestake/sdk/operators";
import { command } from "../../framework/command";
import { addressOf } from "../../options/values";
import { address, one } from "../../schema/build";
import { act } from "../../signing/act";
import { actedSchema, actedText, type Shown, shown } from "../../signing/acted";

interface Removed {
  vote: string;
  state: "removed" | "draining";
}

export const validatorRemove = command<Shown<Removed>>({
  name: "remove",
  summary: "drain a validator, and take it off the list once it is empty",
  details:
    "Sets the score to 0, for which the validator manager has to sign; what its stake needs to come back takes epochs. Once it has, the same command, which anybody may run then, takes it off the list.",
  arguments: [{ name: "<vote>", summary: "its vote account" }],
  sends: true,
  schema: actedSchema({ vote: address, state: one("removed", "draining") }),
  run: async (context, { args }) => {
    const vote = addressOf("the vote account", args.vote ?? "");
    const client = await context.reader();
    const record = (await fetchValidatorList(client.connection, client.deployment)).find(vote);
    if (!record) throw new TruestakeError("ValidatorNotFound", `${vote.toBase58()} is not in the pool's list`);
    const named = vote.toBase58();
    if (record.score > 0) {
      const change = { index: record.index, vote, score: 0, cap: record.cap, keep: false };
      const acted = await act(context, {
        question: `Drain ${named}?`,
        run: (own) => own.setScores({ changes: [change] }),
        result: ([sent]) => sent as Sent,
      });
      return shown(acted, () => ({ vote: named, state: "draining" as const }));
    }
    if (!isDrained(record))
      throw new TruestakeError("ValidatorNotDrained", `${named} still has stake that has to come back`);
    const acted = await act(context, {
      question: `Take ${named} off the list?`,
      run: (own) => own.removeValidator({ vote }),
      result: ([sent]) => sent as Sent,
    });
    return shown(acted, () => ({ vote: named, state: "removed" as const }));
  },
  text: (result, { io }) =>
    actedText(result, io.width, ({ vote, state }) =>
      state === "removed"
        ? `${vote} is off the list`
        : `${vote} is being drained: run this again when its stake has come back`,
    ),
});
