import { type Cycle, Keeper, type KeeperConfig, redacted } from "@truestake/keeper";
import { isFresh } from "@truestake/sdk";
import { command } from "../../framework/command";
import { messageOf } from "../../output/errors";
import { EXIT, exitCodeOf } from "../../output/exit";
import { facts } from "../../output/table";
import { amount, list, object, orNull, text, whole, yes } from "../../schema/build";
import { CONFIG, keeperWallet, settingsOfOnce } from "./settings";

interface Pool {
  mint: string;
  epoch: bigint | null;
  fresh: boolean;
  landed: number;
  left: number;
  error: { name: string; message: string } | null;
}

interface Once {
  pools: Pool[];
  /** Of the worst that happened. */
  exitCode: number;
}

function poolOf({ pool, report, error }: Cycle, { endpoints, broadcasters }: KeeperConfig): Pool {
  const name = error instanceof Error ? error.name : "Error";
  const snapshot = report?.snapshot;
  return {
    mint: pool,
    epoch: snapshot?.clock.epoch ?? null,
    fresh: snapshot !== undefined && isFresh(snapshot),
    ...{ landed: report?.landed ?? 0, left: report?.left ?? 0 },
    error: error === undefined ? null : { name, message: redacted(messageOf(error), [...endpoints, ...broadcasters]) },
  };
}

/** What a keeper that does not know what it sees ends with: nothing that a restart helps against. */
export function keeperExitCode(error: unknown): number {
  return error instanceof Error && error.name === "UnknownGround" ? EXIT.missing : exitCodeOf(error);
}

function worst(cycles: readonly Cycle[]): number {
  const failed = cycles.filter(({ error }) => error !== undefined);
  if (failed.length === 0) return EXIT.ok;
  const [first] = failed.map(({ error }) => keeperExitCode(error));
  const hasLanded = cycles.some(({ report }) => (report?.landed ?? 0) > 0);
  return hasLanded ? EXIT.partly : (first ?? EXIT.unexpected);
}

export const once = command<Once>({
  name: "once",
  summary: "run all cranks that are due, once",
  details: `One pass of every pool, without waiting for other keepers' turns. Without a file it is one pass of --pool, by -k and -u, for at most 0.02 SOL of fees. Ends with the code of what went wrong, ${EXIT.partly} where something was done beside that.`,
  options: [CONFIG],
  schema: object({
    pools: list(
      object({
        ...{ mint: text, epoch: orNull(amount), fresh: yes, landed: whole, left: whole },
        error: orNull(object({ name: text, message: text })),
      }),
    ),
    exitCode: whole,
  }),
  run: async (context, { options }) => {
    const { io } = context;
    const file = await settingsOfOnce(context, options.config);
    const { config, folder } = file;
    const keeper = new Keeper({
      config,
      folder,
      wallet: keeperWallet(file),
      sink: { write: (line) => io.error(line.trimEnd()) },
    });
    const cycles = await keeper.once();
    return { pools: cycles.map((cycle) => poolOf(cycle, config)), exitCode: worst(cycles) };
  },
  text: ({ pools }, { io }) =>
    facts(
      pools.map(({ mint, epoch, fresh, landed, left, error }) => {
        const state = epoch === null ? "not read" : `epoch ${epoch}, ${fresh ? "fresh" : "NOT fresh"}`;
        return [mint, `${state}, ${landed} transactions, ${left} left${error ? `: ${error.message}` : ""}`] as const;
      }),
      io.width,
    ),
  exitCode: ({ exitCode }) => exitCode,
});
