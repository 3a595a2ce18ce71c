// Whoever has the IDL, solders and solana-py can do and read everything: examples/python.
import assert from "node:assert/strict";
import { execFile, spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { ensurePython } from "../../toolchain/python";
import { camelCase } from "./support/idl";
import { type Client, judge } from "./support/judge";
import { readByOurs } from "./support/ours";
import { plainStruct } from "./support/plain";
import { samples } from "./support/samples";
import { DEPOSIT, NONCE, ORDERED, TERMS } from "./support/terms";
import { funded, withNetwork } from "./support/world";

const root = path.join(__dirname, "../..");
const idl = path.join(root, "artifacts/truestake.json");
const script = (name: string): string => path.join(root, "examples/python", name);

type Decoded = [name: string, fields: Record<string, unknown>];

/** Has Python decode, a line for each question. */
function ask(questions: object[]): unknown[] {
  const input = questions.map((question) => `${JSON.stringify(question)}\n`).join("");
  const options = { input, encoding: "utf8", maxBuffer: 2 ** 28 } as const;
  const { status, stdout, stderr } = spawnSync(ensurePython(), [script("read.py"), idl], options);
  assert.equal(status, 0, stderr);
  return stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
}

/** Python's names are those of the IDL. */
function named(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(named);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [camelCase(name), named(each)]));
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");

const reader: Client = {
  account(name, data) {
    const [found] = ask([{ account: base64(data) }]) as Decoded[];
    assert.equal(found?.[0], name);
    return named(found?.[1]);
  },
  events(logs) {
    const [found] = ask([{ logs }]) as Decoded[][];
    return (found ?? []).map(([name, fields]) => ({ name, data: named(fields) }));
  },
};

describe("a user of solders with the IDL", function () {
  this.timeout(180_000);
  const network = withNetwork();

  it("creates, deposits, orders, asks the price, and reads all of it as the SDK does", async () => {
    const localnet = network();
    const [owner, mint] = [await funded(localnet, "python owner"), localnet.key("python mint")];
    const amounts = { seedLamports: Number(TERMS.seedLamports), depositCap: Number(TERMS.depositCap) };
    const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    const config = Object.fromEntries(
      Object.entries({ ...TERMS, ...amounts }).map(([name, each]) => [snake(name), each]),
    );
    const keys = { owner: [...owner.secretKey], mint: [...mint.secretKey] };
    const terms = { ...keys, config, deposit: Number(DEPOSIT), ordered: Number(ORDERED), nonce: Number(NONCE) };
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "truestake-python-"));
    try {
      const file = path.join(folder, "terms.json");
      fs.writeFileSync(file, JSON.stringify(terms));
      const { stdout } = await promisify(execFile)(ensurePython(), [script("story.py"), localnet.url, idl, file]);
      const { signatures, total, supply } = JSON.parse(stdout);
      const price = { total: BigInt(total), supply: BigInt(supply) };
      await judge({ localnet, mint: mint.publicKey, owner: owner.publicKey, signatures, price }, reader);
    } finally {
      fs.rmSync(folder, { recursive: true });
    }
  });

  it("reads every field of every account and event as the SDK does", () => {
    const all = samples(3);
    const answers = ask(all.map(({ kind, bytes }) => ({ [kind]: base64(bytes) }))) as Decoded[];
    assert.equal(answers.length, all.length);
    for (const [place, sample] of all.entries()) {
      const [name, fields] = answers[place] ?? assert.fail(sample.name);
      assert.equal(name, sample.name);
      assert.deepEqual(plainStruct(name, named(fields)), readByOurs(sample), name);
    }
  });
});
