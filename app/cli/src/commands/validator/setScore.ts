import { fetchValidatorList, type Sent, TruestakeError } from "@truestake/sdk";
import { command } from "../../framework/command";
import { addressOf } from "../../options/values";
import { UsageError } from "../../output/exit";
import { address, list, object, whole } from "../../schema/build";
import { act } from "../../signing/act";
import { actedSchema, actedText, type Shown, shown } from "../../signing/acted";
import { capOf, type Scored, scoreOf } from "./add";

export const validatorSetScore = command<Shown<{ scores: Scored[] }>>({
  name: "set-score",
  summary: "set scores, caps and keep flags: VOTE=SCORE ...",
  details:
    "Sets the scores of one or several validators at once, all or none: VOTE=SCORE for each. --cap and --keep apply to all that are named. Score 0 drains a validator. Only the validator manager may.",
  arguments: [{ name: "<changes...>", summary: "VOTE=SCORE" }],
  options: [
    { flags: "--cap <amount>", summary: "the most SOL that each ever gets, or none" },
    { flags: "--keep", summary: "keep them from being removed" },
    { flags: "--unkeep", summary: "let them be removed" },
  ],
  sends: true,
  schema: actedSchema({ scores: list(object({ vote: address, score: whole })) }),
  run: async (context, { lists, options, flags }) => {
    const client = await context.reader();
    const validators = await fetchValidatorList(client.connection, client.deployment);
    const wanted = (lists.changes ?? []).map((each) => {
      const [vote = "", score, ...rest] = each.split("=");
      if (score === undefined || rest.length > 0) throw new UsageError(`"${each}" is no VOTE=SCORE`);
      return { vote: addressOf("a vote account", vote), score: scoreOf(score) };
    });
    const cap = options.cap === undefined ? undefined : capOf(options.cap);
    const changes = wanted.map(({ vote, score }) => {
      const record = validators.find(vote);
      if (!record) throw new TruestakeError("ValidatorNotFound", `${vote.toBase58()} is not in the pool's list`);
      return {
        index: record.index,
        vote,
        score,
        cap: cap ?? record.cap,
        keep: flags.has("keep") || (record.keep !== 0 && !flags.has("unkeep")),
      };
    });
    const acted = await act(context, {
      question: `Set ${changes.length} scores?`,
      run: (own) => own.setScores({ changes }),
      result: ([sent]) => sent as Sent,
    });
    return shown(acted, () => ({ scores: wanted.map(({ vote, score }) => ({ vote: vote.toBase58(), score })) }));
  },
  text: (result, { io }) =>
    actedText(result, io.width, ({ scores }) => scores.map(({ vote, score }) => `${vote}: ${score}`).join("\n")),
});
