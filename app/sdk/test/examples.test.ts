// Every example in the docs compiles, and every action has one.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import ts from "typescript";
import * as actions from "../src/actions";

const root = path.join(__dirname, "../../..");
const sources = path.join(__dirname, "../src");

/** What examples may take for granted. */
const GIVEN = `import { type Connection, Keypair, type PublicKey } from "@solana/web3.js";
import * as sdk from "@truestake/sdk";
import {
  ${Object.keys(actions).join(", ")},
} from "@truestake/sdk/actions";
declare const session: sdk.Session, connection: Connection, wallet: sdk.Wallet, config: sdk.PoolConfig;
declare const line: sdk.LiquidityConfig, owner: PublicKey, vote: PublicKey, ticket: PublicKey, stake: PublicKey;
`;

/** The examples of a file, with whom they belong to. */
function examplesOf(file: string): { of: string; code: string }[] {
  const text = fs.readFileSync(file, "utf8");
  return [
    ...text.matchAll(/\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\n(?:export )?(?:async )?(?:function |class |const )?(\w+)/g),
  ].flatMap(([, doc = "", of = ""]) =>
    [...doc.matchAll(/@example\n \* ```ts\n([\s\S]*?) \* ```/g)].map(([, code = ""]) => ({
      of,
      code: code.replace(/^ \* ?/gm, ""),
    })),
  );
}

describe("the examples in the docs", () => {
  const files = fs.readdirSync(sources, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
  const examples = files.flatMap((file) => examplesOf(path.join(sources, file)));

  it("are there for every action", () => {
    const without = Object.keys(actions).filter((name) => !examples.some(({ of }) => of === name));
    assert.deepEqual(without, []);
  });

  it("compile", function () {
    this.timeout(120_000);
    const code = examples
      .map(({ of, code }) => `async function example_${of}() {\n${code}}\nexample_${of};\n`)
      .join("");
    const file = path.join(__dirname, "examples.of.docs.ts");
    const { config } = ts.readConfigFile(path.join(root, "tsconfig.json"), ts.sys.readFile);
    const { options } = ts.parseJsonConfigFileContent({ ...config, include: [] }, ts.sys, root);
    const host = ts.createCompilerHost(options);
    const { getSourceFile, fileExists } = host;
    const whole = `${GIVEN}${code}console.log(Keypair);\n`;
    host.fileExists = (name) => name === file || fileExists(name);
    host.getSourceFile = (name, ...rest) =>
      name === file ? ts.createSourceFile(name, whole, ts.ScriptTarget.ES2022) : getSourceFile(name, ...rest);
    const program = ts.createProgram([file], options, host);
    const source = program.getSourceFile(file) ?? assert.fail("there are no examples");
    const problems = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
    const told = problems.map(({ messageText, start = 0 }) => {
      const line = ts.getLineAndCharacterOfPosition(source, start).line;
      return `${whole.split("\n")[line]}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`;
    });
    assert.deepEqual(told, []);
  });
});
