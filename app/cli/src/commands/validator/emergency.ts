import type { Sent } from "@truestake/sdk";
import { command } from "../../framework/command";
import { addressOf } from "../../options/values";
import { sol } from "../../output/words";
import { address, amount } from "../../schema/build";
import { act } from "../../signing/act";
import { actedSchema, actedText, type Shown, shown } from "../../signing/acted";
import { told } from "../../signing/told";

interface Deactivated {
  vote: string;
  lamports: bigint;
}

export const validatorEmergency = command<Shown<Deactivated>>({
  name: "emergency",
  summary: "deactivate all stake of a validator with score 0 at once",
  details:
    "Does not wait for the moving part of the epoch, and the pool's limit on moves does not bind. For a validator that is lost: set its score to 0 first. Only the validator manager may.",
  arguments: [{ name: "<vote>", summary: "its vote account" }],
  sends: true,
  schema: actedSchema({ vote: address, lamports: amount }),
  run: async (context, { args }) => {
    const vote = addressOf("the vote account", args.vote ?? "");
    const acted = await act(context, {
      question: `Deactivate all stake of ${vote.toBase58()} now?`,
      run: (client) => client.emergencyDeactivate({ vote }),
      result: ([sent]) => sent as Sent,
    });
    return shown(acted, (sent) => ({
      vote: vote.toBase58(),
      lamports: told(sent, "EmergencyDeactivated").lamports,
    }));
  },
  text: (result, { io }) =>
    actedText(
      result,
      io.width,
      ({ vote, lamports }) => `${sol(lamports)} of ${vote} cool down; they are in the reserve in the next epoch`,
    ),
});
