import { command } from "../../framework/command";
import { UsageError } from "../../output/exit";
import { counted } from "../../output/words";
import { list, object } from "../../schema/build";
import { Journal } from "../../signing/journal";
import { type Run, runOf, runSchema, runsText } from "./list";

export const pendingForget = command<{ forgotten: Run[] }>({
  name: "forget",
  summary: "give up what an earlier command has left",
  details:
    "Takes commands off the list, by their ids, or all: for transactions whose outcome no node can tell any more. What is forgotten and lands after all is done, and the same command again does it once more: look for its signature in an explorer first.",
  arguments: [{ name: "<id>", summary: "an id that `pending list` shows, or all" }],
  options: [{ flags: "-y, --yes", summary: "do not ask" }],
  schema: object({ forgotten: list(runSchema) }),
  run: async (context, { args, flags }) => {
    const { address: wallet } = await context.signer();
    const journal = new Journal(context.io, wallet);
    const all = journal.left();
    const chosen = args.id === "all" ? all : all.filter(({ id }) => id === args.id || id.endsWith(`-${args.id}`));
    if (chosen.length === 0) throw new UsageError(`nothing is pending as "${args.id}"`);
    const runs = chosen.map(runOf);
    if (!flags.has("yes")) {
      context.note(runsText(runs, context.io.width));
      await context.confirm(
        `Forget ${counted(runs.length, "command")}? What is open may have landed, or land yet, and could then be done twice.`,
      );
    }
    for (const { id } of chosen) journal.forget(id);
    return { forgotten: runs };
  },
  text: ({ forgotten }) => `${counted(forgotten.length, "command")} forgotten`,
});
