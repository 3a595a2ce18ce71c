import { type Concentration, concentrationOf } from "@truestake/sdk/operators";
import { command } from "../../framework/command";
import { table } from "../../output/table";
import { decimal } from "../../output/words";
import { address, amount, list, number, object, one, orNull, text, whole, yes } from "../../schema/build";

interface Row {
  vote: string;
  score: number;
  cap: bigint | null;
  keep: boolean;
  stake: bigint;
  target: bigint;
  cooling: bigint;
  next: string;
  lamports: bigint;
  binding: string | null;
  explain: string;
}

const NONE = 0xffff_ffff_ffff_ffffn;
const NEXT = one("delegate", "deactivate", "remove", "return", "join", "nothing");

export const concentrationSchema = object({
  ...{ hhi: whole, effective: number, largestBps: whole, toAThird: whole, validators: whole },
});

/** The rule that binds has the name of the program's error: `MoveLimitReached` is "move limit reached". */
const inWords = (name: string): string => name.replace(/(?!^)([A-Z])/g, " $1").toLowerCase();

export const validatorList = command<{ validators: Row[]; concentration: Concentration }>({
  name: "list",
  summary: "every validator: stake, target, what moves next, and which rule binds",
  schema: object({
    validators: list(
      object({
        ...{ vote: address, score: whole, cap: orNull(amount), keep: yes, stake: amount, target: amount },
        ...{ cooling: amount, next: NEXT, lamports: amount, binding: orNull(text), explain: text },
      }),
    ),
    concentration: concentrationSchema,
  }),
  run: async (context) => {
    const found = await (await context.reader()).explainValidators();
    const validators = found.map(
      ({ record, vote, stake, target, cooling, next, lamports, binding, explain }): Row => ({
        ...{ vote: vote.toBase58(), score: record.score, cap: record.cap === NONE ? null : record.cap },
        ...{ keep: record.keep !== 0, stake, target, cooling, next, lamports, binding: binding ?? null, explain },
      }),
    );
    return { validators, concentration: concentrationOf(validators.map(({ stake }) => stake)) };
  },
  text: ({ validators, concentration }, { io }) => {
    const rows = table(
      validators,
      [
        { title: "validator", of: ({ vote }) => vote, canShrink: true },
        { title: "score", of: ({ score }) => String(score), isNumber: true },
        { title: "stake", of: ({ stake }) => decimal(stake), isNumber: true },
        { title: "target", of: ({ target }) => decimal(target), isNumber: true },
        { title: "next", of: ({ next, binding }) => (next === "nothing" && binding ? inWords(binding) : next) },
      ],
      io.width,
    );
    return `${rows}\n\n${concentration.validators} with stake, ${concentration.toAThird} to a third, HHI ${concentration.hhi}`;
  },
});
