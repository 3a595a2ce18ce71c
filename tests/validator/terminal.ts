// The command line in a home folder of its own, in this process, against a chain.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Keypair } from "@solana/web3.js";
import { EXIT, type Io, run } from "@truestake/cli";

// biome-ignore lint/suspicious/noExplicitAny: results are read by name; the command line's own tests hold them to their schemas.
export type Json = any;

export class Terminal {
  readonly home: string;
  /** Token of the pool that commands are about; empty while there is none. */
  pool = "";

  constructor(
    name: string,
    private readonly url: string,
  ) {
    this.home = fs.mkdtempSync(path.join(os.tmpdir(), `truestake-${name}-`));
  }

  write(name: string, content: Keypair | string): void {
    const text = typeof content === "string" ? content : JSON.stringify([...content.secretKey]);
    fs.writeFileSync(path.join(this.home, name), text);
  }

  read(name: string): string {
    return fs.readFileSync(path.join(this.home, name), "utf8");
  }

  async run(words: string[], more: Partial<Io> = {}): Promise<{ code: number; out: string; error: string }> {
    const [out, error]: string[][] = [[], []];
    const { home, url, pool } = this;
    const io: Io = {
      out: (text) => out?.push(text),
      error: (text) => error?.push(text),
      env: { HOME: home, TRUESTAKE_URL: url, ...(pool ? { TRUESTAKE_POOL: pool } : {}) },
      ...{ cwd: home, width: 100, ask: undefined, now: Date.now },
      ...more,
    };
    const code = await run(words, io);
    return { code, out: out?.join("\n") ?? "", error: error?.join("\n") ?? "" };
  }

  /** The result of a command that has to go well. */
  async json(...words: string[]): Promise<Json> {
    const { code, out, error } = await this.run([...words, "--output", "json"]);
    assert.equal(code, EXIT.ok, `${words.join(" ")}: ${error}`);
    return JSON.parse(out);
  }

  /** Settings for a keeper of the pool that looks often; its key is keeper.json, its settings keeper.toml. */
  writeKeeper(key: Keypair): void {
    this.write("keeper.json", key);
    this.write(
      "keeper.toml",
      `cluster = "validator"
keypair = "keeper.json"
budget-lamports = 5_000_000
interval = "500ms"
poll = "100ms"
history = "history"
[[endpoints]]
name = "validator"
url = "${this.url}"
[[pools]]
mint = "${this.pool}"
[fees]
patience = "2s"
[stagger]
slice = "2s"
keepers = []
places = 1
`,
    );
  }

  /** Runs a keeper until `work` is done. */
  async keeping(work: () => Promise<void>): Promise<void> {
    const stopping = new AbortController();
    const keeper = this.run(["keeper", "run", "--config", "keeper.toml"], { signal: stopping.signal });
    try {
      await work();
    } finally {
      stopping.abort();
      const { code, error } = await keeper;
      assert.equal(code, EXIT.ok, error);
    }
  }

  close(): void {
    fs.rmSync(this.home, { recursive: true });
  }
}
