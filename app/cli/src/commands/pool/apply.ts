import { setTimeout as sleep } from "node:timers/promises";
import type { TransactionInstruction } from "@solana/web3.js";
import { type ErrorName, isError, TruestakeError } from "@truestake/sdk";
import type { Context } from "../../context/context";
import type { Step } from "../../describe/plan";
import { command } from "../../framework/command";
import { EXIT, UsageError } from "../../output/exit";
import { counted, sol } from "../../output/words";
import { either, extended, list, object, one, text, yes } from "../../schema/build";
import { type Acted, act, clientOf, proposePacks, type Transaction } from "../../signing/act";
import { actedSchema, actedText } from "../../signing/acted";
import { reporting, sentIn } from "../../signing/sent";
import { planned, planSchema, planText, shownPlan } from "./plan";

type Plan = ReturnType<typeof shownPlan>;
type Result =
  | { mode: "applied"; created: boolean; done: string[]; transactions: Transaction[]; plan: Plan }
  | Exclude<Acted<never>, { mode: "sent" }>;

/** Rounds of planning: creating the pool brings what follows. */
const MOST_ROUNDS = 4;

const ROLE_ERRORS: Record<string, ErrorName> = {
  admin: "NotAdmin",
  "validator-manager": "NotValidatorManager",
  "proposed admin": "NotPendingAdmin",
};

const says = (step: Step): string => step.lines.map(({ what }) => what).join(", ");

const WAIT_MILLISECONDS = 1_000;
const MOST_WAITS = 600;

/** Runs a step. While the chain pays out an epoch's rewards, which takes some slots or minutes, it waits and tries again. */
async function afterRewards<T>(context: Context, run: () => Promise<T>): Promise<T> {
  for (let waits = 0; ; waits++) {
    try {
      return await run();
    } catch (error) {
      if (!isError(error, "EpochRewardsActive") || waits === MOST_WAITS) throw error;
      if (waits === 0) context.note("The chain is paying out the epoch's rewards: it goes on when they are complete.");
      await sleep(WAIT_MILLISECONDS);
    }
  }
}

/** Applies a file; with `mayCreate` only a pool that is not there yet. */
export async function applied(context: Context, file: string, { only }: { only?: "create" } = {}): Promise<Result> {
  const { globals } = context;
  const first = await planned(context, file);
  const { exists, place } = first.plan;
  if (only === "create" && exists)
    throw new UsageError(`the pool ${place.pool.toBase58()} exists: pool apply changes it`);
  const isMine = ({ signer }: Step) => signer === null || signer.equals(first.who);
  const mine = first.plan.steps.filter(isMine);
  const [foreign] = first.plan.steps;
  if (first.plan.steps.length > 0 && mine.length === 0 && foreign) {
    const signer = foreign.signer?.toBase58();
    throw new TruestakeError(
      ROLE_ERRORS[foreign.by] ?? "NotAdmin",
      `${says(foreign)}: only the ${foreign.by}, ${signer}, may do this`,
    );
  }
  const { needed, held } = first.plan.funds;
  if (needed > held) {
    const who = first.who.toBase58();
    throw new TruestakeError(
      "InsufficientFunds",
      `${who} has ${sol(held)}, and the seeds and rents of ${file} are ${sol(needed)}; nothing was sent`,
      { args: { account: who, held, needed } },
    );
  }
  if (globals.squads !== undefined) {
    const packs: TransactionInstruction[][] = [];
    // What anybody may do needs no votes.
    for (const step of mine.filter(({ signer }) => signer !== null)) {
      const client = clientOf(context, place, { publicKey: first.who });
      packs.push(...(await client.unsignedAll(first.who, step.run)).map(({ instructions }) => instructions));
    }
    const question = mine.map(says).join("; ");
    return { mode: "proposals", proposals: await proposePacks(context, packs, question) };
  }
  if (globals.printOnly || globals.dryRun) {
    const [step] = mine;
    if (!step) return { mode: "applied", created: false, done: [], transactions: [], plan: shownPlan(first) };
    context.note(`The first of ${counted(mine.length, "step")}; the others follow once it has landed.`);
    return (await act(context, { question: says(step), deployment: place, run: step.run })) as Exclude<
      Acted<never>,
      { mode: "sent" }
    >;
  }
  const done: string[] = [];
  const transactions: Transaction[] = [];
  if (mine.length > 0) {
    context.note(planText(shownPlan(first), context.io.width));
    const acted = await act(context, {
      question: `Apply ${counted(mine.length, "step")}?`,
      deployment: place,
      kind: "steps",
      run: (client) => {
        const results: unknown[] = [];
        return reporting(results, async () => {
          for (let round = 0; round < MOST_ROUNDS; round++) {
            // Anew from the first round on: what an earlier run had left open may have landed since the question.
            const { plan } = await planned(context, file);
            const steps = plan.steps.filter(isMine);
            if (steps.length === 0) break;
            for (const step of steps) {
              const result = await afterRewards(context, () => step.run(client));
              results.push(sentIn(result));
              done.push(says(step));
              context.note(`done: ${says(step)}`);
            }
          }
          return results;
        });
      },
    });
    if (acted.mode === "sent" || acted.mode === "landed") transactions.push(...acted.transactions);
  }
  const after = shownPlan(await planned(context, file));
  return { mode: "applied", created: !exists && after.exists, done, transactions, plan: after };
}

const [, ...unsent] = (actedSchema({}) as { anyOf: Parameters<typeof either> }).anyOf;
export const appliedSchema = either(
  extended(object({ mode: one("applied"), created: yes, done: list(text) }), {
    transactions: list(object({ signature: text, slot: text, explorer: text })),
    plan: planSchema,
  }),
  ...unsent,
);

export const appliedText = (result: Result, width: number): string => {
  if (result.mode !== "applied") return actedText(result as never, width, () => "");
  const { done, plan, created } = result;
  const head = `${created ? "The pool was created. " : ""}${counted(done.length, "step")} done.`;
  return `${head}\n\n${planText(plan, width)}`;
};

/** What is left is somebody else's. */
export const appliedCode = (result: Result): number =>
  result.mode === "applied" && result.plan.steps.length > 0 ? EXIT.partly : EXIT.ok;

export const apply = command<Result>({
  name: "apply",
  summary: "make the chain what a TOML file says",
  details: `Does what \`pool plan\` shows, as far as this key may, in steps; run again, it goes on where it stopped. Creates the pool where there is none. Ends with ${EXIT.partly} when steps are left for another key.`,
  arguments: [{ name: "<file>", summary: "the description, TOML" }],
  sends: true,
  schema: appliedSchema,
  run: (context, { args }) => applied(context, args.file ?? ""),
  text: (result, { io }) => appliedText(result, io.width),
  exitCode: appliedCode,
});
