import { type ChildProcess, spawn } from "node:child_process";
import { root } from "../lib/paths";
import { ended, type Output } from "./output";

/** Runs TypeScript as mocha does here. */
const TYPESCRIPT = ["--require", "ts-node/register/transpile-only", "--require", "./toolchain/lib/compiled.ts"];

/** The validator that processes of a suite share: started for the first of them, ended after the last. */
export class SharedValidator {
  private host: ChildProcess | undefined;
  private started: Promise<string> | undefined;

  /** So many will {@link use} it. */
  constructor(private left: number) {}

  /** Does something with what tests/validator/shared.ts joins it by. */
  async use<Result>(output: Output, work: (reference: string) => Promise<Result>): Promise<Result> {
    try {
      this.started ??= this.start(output);
      return await work(await this.started);
    } finally {
      this.left--;
      // It ends with its input.
      if (this.left === 0) this.host?.stdin?.end();
    }
  }

  private async start(output: Output): Promise<string> {
    const args = [...TYPESCRIPT, "tests/validator/host.ts"];
    const env = { ...process.env, TS_NODE_PROJECT: "tsconfig.json" };
    const host = spawn(process.execPath, args, { cwd: root, env, stdio: ["pipe", "pipe", "pipe"] });
    this.host = host;
    let [said, wrong] = ["", ""];
    host.stderr.setEncoding("utf8").on("data", (text: string) => {
      wrong += text;
    });
    for await (const text of host.stdout.setEncoding("utf8")) {
      said += text;
      if (said.endsWith("\n")) break;
    }
    if (!said.endsWith("\n")) throw new Error(`no validator: ${wrong || (await ended(host))}`);
    output.write(wrong);
    return said;
  }
}
