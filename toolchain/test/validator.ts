import { type ChildProcess, spawn } from "node:child_process";
import { root } from "../lib/paths";
import { TYPESCRIPT } from "./mocha";
import { ended, type Output } from "./output";

/** The validator that processes of a suite share: started for the first of them, ended after the last. */
export class SharedValidator {
  private host: { process: ChildProcess; ended: ReturnType<typeof ended> } | undefined;
  private complaints = "";
  private started: Promise<string> | undefined;

  /** So many will {@link use} it. */
  constructor(private left: number) {}

  /** Does something with what tests/validator/shared.ts joins it by. */
  async use<Result>(output: Output, work: (reference: string) => Promise<Result>): Promise<Result> {
    try {
      this.started ??= this.start();
      return await work(await this.started);
    } finally {
      this.left--;
      if (this.left === 0) await this.end(output);
    }
  }

  private async start(): Promise<string> {
    const args = ["--require", TYPESCRIPT, "tests/validator/host.ts"];
    const host = spawn(process.execPath, args, { cwd: root, stdio: ["pipe", "pipe", "pipe"] });
    this.host = { process: host, ended: ended(host) };
    let said = "";
    host.stderr.setEncoding("utf8").on("data", (text: string) => {
      this.complaints += text;
    });
    const line = new Promise<void>((resolve) => {
      host.stdout.setEncoding("utf8").on("data", (text: string) => {
        said += text;
        if (said.endsWith("\n")) resolve();
      });
    });
    await Promise.race([line, this.host.ended]);
    if (!said.endsWith("\n")) throw new Error(`no validator: ${this.complaints || (await this.host.ended)}`);
    return said;
  }

  /** It ends with its input; says what was wrong with it. */
  private async end(output: Output): Promise<void> {
    if (!this.host) return;
    this.host.process.stdin?.end();
    const status = await this.host.ended;
    if (status !== 0) output.problem(`the validator's process ended with ${status}`);
    output.write(this.complaints);
  }
}
