import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import path from "node:path";
import { validatorOnPath } from "../../app/localchain/src/validator/onPath";
import { cacheFolder } from "../lib/paths";
import { outputOf } from "../lib/process";

/** How many crates a build from nothing compiles; for the progress line only. */
const crates = 830;

/**
 * The path of a solana-test-validator that runs the programs: one on PATH if it is new enough, otherwise the one in the
 * cache, which is built first if need be. The build takes half an hour, once per machine; it runs at low
 * priority, so it can be started before the tests that need no validator.
 */
export async function ensureValidator(): Promise<string> {
  return installedValidator() ?? buildValidator();
}

/** A validator that is there already. */
export function installedValidator(): string | undefined {
  const onPath = validatorOnPath();
  if (onPath) return onPath;
  const cached = cacheFolder("validator/bin/solana-test-validator");
  return outputOf(cached, ["--version"]) === undefined ? undefined : cached;
}

async function buildValidator(): Promise<string> {
  const log = cacheFolder("validator.log");
  console.error(`validator: building it in the background, once, about 35 minutes; log: ${log}`);
  const output = fs.openSync(log, "w");
  const script = path.join(__dirname, "build-validator.sh");
  const child = spawn(script, [], { stdio: ["ignore", "pipe", output] });
  let binary = "";
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    binary += text;
  });
  const stop = (): void => {
    child.kill();
  };
  process.once("exit", stop);

  const started = Date.now();
  const progress = setInterval(() => {
    const text = fs.readFileSync(log, "utf8");
    const compiled = text.match(/^ +Compiling /gm)?.length ?? 0;
    const minutes = Math.round((Date.now() - started) / 60_000);
    console.error(`validator: ${minutes} min, ${compiled} of about ${crates} crates`);
  }, 60_000);
  try {
    const [status] = await once(child, "close");
    if (status !== 0) {
      const tail = fs.readFileSync(log, "utf8").trimEnd().split("\n").slice(-15).join("\n");
      throw new Error(`solana-test-validator could not be built; the end of ${log}:\n${tail}`);
    }
    return binary.trim();
  } finally {
    clearInterval(progress);
    process.off("exit", stop);
    fs.closeSync(output);
  }
}
