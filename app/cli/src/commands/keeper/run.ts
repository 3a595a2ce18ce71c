import { Keeper, redacted } from "@truestake/keeper";
import { command } from "../../framework/command";
import { messageOf } from "../../output/errors";
import { object, whole } from "../../schema/build";
import { keeperExitCode } from "./once";
import { CONFIG, keeperWallet, readKeeperFile } from "./settings";

export const run = command<{ exitCode: number }>({
  name: "run",
  summary: "look after pools until it is told to stop",
  details:
    "Runs every crank when it is due, beside other keepers. Logs JSON lines to stderr. SIGHUP reads the file again; SIGTERM and Ctrl-C let what is under way come to its end. Stops by itself where an account or the program is not what this version knows.",
  options: [CONFIG, { flags: "--log-level <level>", summary: "debug, info, warn or error; info if not given" }],
  schema: object({ exitCode: whole }),
  run: async ({ io }, { options }) => {
    const file = readKeeperFile(io, options.config);
    const { config, folder } = file;
    const keeper = new Keeper({
      ...{ config, folder, wallet: keeperWallet(file), logLevel: options.logLevel },
      sink: { write: (line) => io.error(line.trimEnd()) },
    });
    io.onReload?.(() => {
      try {
        const next = readKeeperFile(io, options.config);
        const fixed = ["keypair", "history", "metricsPort", "cluster"] as const;
        const changed = fixed.filter((name) => next.config[name] !== config[name]);
        if (changed.length > 0) keeper.log.warn({ changed }, "these need a restart");
        keeper.reload(next.config);
      } catch (error) {
        // What ran before is better than nothing.
        keeper.log.error({ error }, "the settings are wrong: those of before stay");
      }
    });
    const stop = () => keeper.stop();
    io.signal?.addEventListener("abort", stop);
    if (io.signal?.aborted) stop();
    try {
      await keeper.run();
      return { exitCode: 0 };
    } catch (error) {
      io.error(redacted(messageOf(error), [...config.endpoints, ...config.broadcasters]));
      return { exitCode: keeperExitCode(error) };
    } finally {
      io.signal?.removeEventListener("abort", stop);
    }
  },
  text: () => "",
  exitCode: ({ exitCode }) => exitCode,
});
