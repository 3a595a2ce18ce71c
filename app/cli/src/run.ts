// A command line from its words to its exit code, in this process: what main.ts and the tests call.

import { ALONE, GROUPS } from "./commands";
import type { Io } from "./context/io";
import { CommanderError, type OnResult, programOf } from "./framework/program";
import { errorText } from "./output/errors";
import { EXIT, exitCodeOf } from "./output/exit";

/** Whether the words ask for JSON, known also where they make no sense otherwise. */
function outputOf(words: readonly string[], { env }: Io): "table" | "json" {
  const at = words.lastIndexOf("--output");
  const given = at >= 0 ? words[at + 1] : words.find((word) => word.startsWith("--output="))?.slice("--output=".length);
  return (given ?? env.TRUESTAKE_OUTPUT) === "json" ? "json" : "table";
}

/** Runs a command line, such as `["pool", "show"]`. Never throws. */
export async function run(words: readonly string[], io: Io, onResult?: OnResult): Promise<number> {
  let code: number = EXIT.ok;
  const program = programOf(GROUPS, ALONE, io, (exitCode, ran) => {
    code = exitCode;
    onResult?.(ran);
  });
  try {
    await program.parseAsync([...words], { from: "user" });
    return code;
  } catch (error) {
    // Commander has said it.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    io.error(errorText(error, outputOf(words, io)));
    return exitCodeOf(error);
  }
}
