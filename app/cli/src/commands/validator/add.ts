import type { Sent } from "@truestake/sdk";
import { MAX_SCORE, U64_MAX } from "@truestake/sdk";
import { command } from "../../framework/command";
import { addressOf, amountOf, wholeOf } from "../../options/values";
import { address, whole } from "../../schema/build";
import { act } from "../../signing/act";
import { actedSchema, actedText, type Shown, shown } from "../../signing/acted";

export interface Scored {
  vote: string;
  score: number;
}

/** A cap of the command line: SOL, or none. */
export const capOf = (given: string): bigint => (given === "none" ? U64_MAX : amountOf("--cap", given));
export const scoreOf = (given: string): number => wholeOf("the score", given, 0, Number(MAX_SCORE));

export const validatorAdd = command<Shown<Scored>>({
  name: "add",
  summary: "list a validator",
  details:
    "Lists a validator by its vote account, with a score from 0 on: its part of the stake among all scores. Only the validator manager may.",
  arguments: [
    { name: "<vote>", summary: "its vote account" },
    { name: "<score>", summary: "a whole number" },
  ],
  options: [{ flags: "--cap <amount>", summary: "the most SOL it ever gets, or none" }],
  sends: true,
  schema: actedSchema({ vote: address, score: whole }),
  run: async (context, { args, options }) => {
    const vote = addressOf("the vote account", args.vote ?? "");
    const score = scoreOf(args.score ?? "");
    const cap = options.cap === undefined ? undefined : capOf(options.cap);
    const acted = await act(context, {
      question: `List ${vote.toBase58()} with score ${score}?`,
      run: (client) => client.addValidator({ vote, score, cap }),
      result: ([sent]) => sent as Sent,
    });
    return shown(acted, () => ({ vote: vote.toBase58(), score }));
  },
  text: (result, { io }) => actedText(result, io.width, ({ vote, score }) => `${vote} is listed with score ${score}`),
});
