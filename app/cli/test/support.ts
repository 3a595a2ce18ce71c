// One local network, and commands that run against it in this process. Every JSON result is held to its command's schema.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { Keypair, PublicKey } from "@solana/web3.js";
import { type Demo, type Localnet, type LocalnetOptions, startLocalnet } from "@truestake/localnet";
import { keypairWallet, TruestakeClient } from "@truestake/sdk";
import Ajv, { type ValidateFunction } from "ajv";
import { ENVIRONMENT } from "../../../tests/common/environment";
import type { Io } from "../src/context/io";
import { errorSchema } from "../src/output/errors";
import { run } from "../src/run";
import type { Schema } from "../src/schema/build";

const ajv = new Ajv({ strict: false, allErrors: true });
const validators = new Map<Schema, ValidateFunction>();

export function assertValid(schema: Schema, value: unknown): void {
  const validate = validators.get(schema) ?? ajv.compile(schema);
  validators.set(schema, validate);
  assert.ok(validate(value), `not as its schema says: ${ajv.errorsText(validate.errors)}\n${JSON.stringify(value)}`);
}

export interface Run {
  code: number;
  out: string;
  error: string;
}

// biome-ignore lint/suspicious/noExplicitAny: tests read results by name, and the schema has checked them.
export type Json = any;

/** Settings of a network whose time stands still until a test moves it, and on which all is final at once. */
const STILL: LocalnetOptions = { demo: true, slotMs: 0, slotsPerEpoch: 1_000n, finalitySlots: 0n };

/** A network, a home folder with keypair files, and commands. */
export class Stage {
  readonly home = fs.mkdtempSync(path.join(os.tmpdir(), "truestake-cli-"));
  /** Columns of the terminal. */
  width = 100;
  ask: Io["ask"];
  env: Record<string, string> = {};

  private constructor(readonly localnet: Localnet) {
    if (!this.demo) return;
    for (const [name, { secretKey }] of Object.entries({ operator: this.demo.operator, ...this.demo.users })) {
      this.write(`${name}.json`, JSON.stringify(secretKey));
    }
  }

  static async open(options: LocalnetOptions = {}): Promise<Stage> {
    return new Stage(await startLocalnet({ ...STILL, ...options, chain: { ...ENVIRONMENT, ...options.chain } }));
  }

  get demo(): Demo {
    return this.localnet.demo as Demo;
  }

  get url(): string {
    return this.localnet.url;
  }

  get mint(): PublicKey {
    return new PublicKey(this.demo.mint);
  }

  key(name: string): Keypair {
    return Keypair.fromSecretKey(Uint8Array.from(JSON.parse(fs.readFileSync(this.file(`${name}.json`), "utf8"))));
  }

  /** A new keypair file with SOL. */
  fund(name: string, lamports: bigint): Keypair {
    const key = this.localnet.key(`cli ${name}`);
    this.write(`${name}.json`, JSON.stringify([...key.secretKey]));
    if (lamports > 0n) this.localnet.chain.airdropNow(key.publicKey, lamports);
    return key;
  }

  /** The truth, beside what commands say. */
  client(name?: string): TruestakeClient {
    const wallet = name ? keypairWallet(this.key(name)) : undefined;
    return new TruestakeClient({ connection: this.localnet.chain.connection, wallet, mint: this.mint });
  }

  file(name: string): string {
    return path.join(this.home, name);
  }

  write(name: string, content: string, { append = false } = {}): string {
    fs.mkdirSync(path.dirname(this.file(name)), { recursive: true });
    fs.writeFileSync(this.file(name), content, { flag: append ? "a" : "w" });
    return this.file(name);
  }

  /** Runs a command as it is. */
  async run(...words: string[]): Promise<Run> {
    const out: string[] = [];
    const errors: string[] = [];
    const { home, width, ask } = this;
    const pool = this.demo && { TRUESTAKE_POOL: this.demo.mint };
    const env = { HOME: home, TRUESTAKE_URL: this.url, ...pool, ...this.env };
    const io: Io = {
      ...{ out: (text) => out.push(text), error: (text) => errors.push(text) },
      ...{ env, cwd: home, width, ask, now: Date.now },
    };
    const code = await run(words, io, ({ schema, result }) => assertValid(schema, result));
    return { code, out: out.join("\n"), error: errors.join("\n") };
  }

  /** The JSON of a command that has to succeed. */
  async json(...words: string[]): Promise<Json> {
    const { code, out, error } = await this.run(...words, "--output", "json");
    assert.equal(code, 0, `${words.join(" ")}: exit code ${code}\n${error}`);
    return JSON.parse(out);
  }

  /** The same of a command that sends, by one of the keypair files, without asking. */
  send(name: string, ...words: string[]): Promise<Json> {
    return this.json(...words, "-k", `${name}.json`, "--yes");
  }

  /** The error of a command that has to fail, in words, with its exit code. */
  async failing(code: number, ...words: string[]): Promise<string> {
    const plain = await this.run(...words);
    assert.equal(plain.code, code, `${words.join(" ")}: exit code ${plain.code}\n${plain.out}\n${plain.error}`);
    assert.equal(plain.out, "", "what fails has no result");
    return plain.error;
  }

  /** The same as JSON, held to the schema of errors. */
  async failingJson(...words: string[]): Promise<Json> {
    const { error } = await this.run(...words, "--output", "json");
    const found = JSON.parse(error.split("\n").at(-1) ?? "");
    assertValid(errorSchema, found);
    return found.error;
  }

  async close(): Promise<void> {
    await this.localnet.close();
    fs.rmSync(this.home, { recursive: true });
  }
}

export const SOL = 1_000_000_000n;
