#!/usr/bin/env node
import { createInterface } from "node:readline/promises";
import { run } from "./run";

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

const stopping = new AbortController();
process.once("SIGINT", () => {
  stopping.abort();
  // Once more ends it whatever it does; what was sent is written down.
  process.once("SIGINT", () => process.exit(INTERRUPTED));
});
process.once("SIGTERM", () => stopping.abort());
// Whoever reads only the first lines of a long answer has seen enough.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

run(process.argv.slice(2), {
  out: (text) => process.stdout.write(`${text}\n`),
  error: (text) => process.stderr.write(`${text}\n`),
  env: process.env,
  cwd: process.cwd(),
  width: process.stdout.columns ?? (Number(process.env.COLUMNS) || USUAL_WIDTH),
  ask: process.stdin.isTTY ? ask : undefined,
  now: Date.now,
  signal: stopping.signal,
  onReload: (run) => process.on("SIGHUP", run),
}).then((code) => {
  process.exitCode = code;
});
