// The words of a command line in a process of its own: stdout, stderr, a terminal that can be asked, signals.
import { createInterface } from "node:readline/promises";
import type { Io } from "./io";

const USUAL_WIDTH = 100;
const INTERRUPTED = 130;

async function ask(question: string): Promise<string> {
  // Questions are no result: they go where progress goes.
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await terminal.question(question);
  } finally {
    terminal.close();
  }
}

function stopSignal(): AbortSignal {
  const stopping = new AbortController();
  process.once("SIGINT", () => {
    stopping.abort();
    // Once more ends it whatever it does; what was sent is written down.
    process.once("SIGINT", () => process.exit(INTERRUPTED));
  });
  process.once("SIGTERM", () => stopping.abort());
  return stopping.signal;
}

/** The process's own. Call it once: it takes the process's signals. */
export function processIo(): Io {
  // Whoever reads only the first lines of a long answer has seen enough.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
  return {
    out: (text) => process.stdout.write(`${text}\n`),
    error: (text) => process.stderr.write(`${text}\n`),
    env: process.env,
    cwd: process.cwd(),
    width: process.stdout.columns ?? (Number(process.env.COLUMNS) || USUAL_WIDTH),
    ask: process.stdin.isTTY ? ask : undefined,
    now: Date.now,
    signal: stopSignal(),
    onReload: (run) => process.on("SIGHUP", run),
  };
}
