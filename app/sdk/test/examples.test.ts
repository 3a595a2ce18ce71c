// Every example in the docs compiles, and every action has one.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import ts from "typescript";
import * as sdk from "../src";
import * as actions from "../src/actions";
import * as operators from "../src/operators";
import * as quotes from "../src/quote";
import * as scenario from "../src/scenario";
import * as steward from "../src/steward";
import * as validators from "../src/validators";

const root = path.join(__dirname, "../../..");
const sources = path.join(__dirname, "../src");

/** What the examples of actions may take for granted. */
const GIVEN = `import { type Connection, Keypair, type PublicKey, type TransactionInstruction } from "@solana/web3.js";
import * as sdk from "@truestake/sdk";
import {
  ${Object.keys(actions).join(", ")},
} from "@truestake/sdk/actions";
declare const session: sdk.Session, connection: Connection, wallet: sdk.Wallet, config: sdk.PoolConfig;
declare const line: sdk.LiquidityConfig, owner: PublicKey, vote: PublicKey, ticket: PublicKey, stake: PublicKey;
declare const client: sdk.TruestakeClient, keeper: sdk.TruestakeClient, payer: Keypair, mint: PublicKey, vault: PublicKey;
declare const slot: bigint, lamports: bigint, tokens: bigint, shares: bigint, balance: bigint, minimumTokensOut: bigint;
declare const instructions: TransactionInstruction[], file: string, store: (text: string) => void;
console.log(Keypair);
`;

/** What those of builders, quotes and readers may: all that the SDK exports, and what was read before. */
const GIVEN_TO_OTHERS = `import type { Connection, PublicKey } from "@solana/web3.js";
import type * as types from "@truestake/sdk";
import { ${Object.keys(sdk).join(", ")} } from "@truestake/sdk";
import type { ExitStakes, StakeRules, ValidatorSituation } from "@truestake/sdk/quotes";
import { ${Object.keys(quotes)
  .filter((name) => !(name in sdk))
  .join(", ")} } from "@truestake/sdk/quotes";
import { ${Object.keys(operators)
  .filter((name) => !(name in sdk) && !(name in quotes))
  .join(", ")} } from "@truestake/sdk/operators";
import { ${Object.keys(validators)
  .filter((name) => !(name in sdk) && !(name in quotes) && !(name in operators))
  .join(", ")} } from "@truestake/sdk/validators";
import type { ScenarioState } from "@truestake/sdk/scenario";
import { ${Object.keys(scenario).join(", ")} } from "@truestake/sdk/scenario";
declare const state: ScenarioState, json: string;
declare const connection: Connection, client: types.TruestakeClient, wallet: PublicKey, owner: PublicKey, vote: PublicKey;
declare const mint: PublicKey, destination: PublicKey, source: PublicKey, stake: PublicKey, ticket: PublicKey;
declare const address: PublicKey, account: types.RawAccount, data: Uint8Array, returnData: Uint8Array, slot: bigint;
declare const minimumTokensOut: bigint, minimumLamportsOut: bigint, minimumSharesOut: bigint, found: bigint, shares: bigint;
declare const pool: types.Pool, snapshot: types.PoolSnapshot, clock: types.ChainClock, record: types.ValidatorRecord;
declare const liquidity: types.LiquidityPool, line: types.LiquidityConfig, config: types.PoolConfig;
declare const metadata: types.TokenMetadata, rules: StakeRules, validator: ValidatorSituation;
declare const stakes: ExitStakes, stakeAccount: types.StakeAccount, ticketAccount: types.Ticket;
`;

/** Folders of what is pure or only reads, all of which has an example. */
/** What those of the steward may. */
const GIVEN_TO_STEWARD = `import type { Connection, Keypair, PublicKey, TransactionInstruction } from "@solana/web3.js";
import type * as types from "@truestake/sdk";
import { deployment, type Session } from "@truestake/sdk";
import { crank, setRole } from "@truestake/sdk/actions";
import type * as stewards from "@truestake/sdk/steward";
import { ${Object.keys(steward).join(", ")} } from "@truestake/sdk/steward";
declare const session: Session, connection: Connection, payer: Keypair, mint: PublicKey, vote: PublicKey, wallet: PublicKey;
declare const source: PublicKey, destination: PublicKey, owner: PublicKey, pool: types.Pool, clock: types.ChainClock;
declare const instruction: TransactionInstruction, sent: stewards.StewardSent;
declare const member: stewards.Member, terms: stewards.StewardTerms, record: types.ValidatorRecord, seen: stewards.Seen;
declare const steward: stewards.StewardKeys & stewards.Steward, situation: stewards.StewardSituation, votes: stewards.VotesSeen;
console.log(deployment, crank, setRole);
`;

const FOLDERS = ["accounts", "instructions", "quote", "scenario", "validators"];

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

/** What is wrong with these examples, each in a function of its own. */
function problemsOf(given: string, examples: { of: string; code: string }[]): string[] {
  const imports: string[] = [];
  const functions = examples.map(({ code }, place) => {
    const body = code.replace(/^import .*\n/gm, (line) => {
      imports.push(line);
      return "";
    });
    return `async function example${place}() {\n${body}}\nexample${place};\n`;
  });
  const whole = `${[...new Set(imports)].join("")}${given}${functions.join("")}`;
  const file = path.join(__dirname, "examples.of.docs.ts");
  const { config } = ts.readConfigFile(path.join(root, "tsconfig.json"), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [] }, ts.sys, root);
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.fileExists = (name) => name === file || fileExists(name);
  host.getSourceFile = (name, ...rest) =>
    name === file ? ts.createSourceFile(name, whole, ts.ScriptTarget.ES2022) : getSourceFile(name, ...rest);
  const program = ts.createProgram([file], options, host);
  const source = program.getSourceFile(file) ?? assert.fail("there are no examples");
  const problems = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
  return problems.map(({ messageText, start = 0 }) => {
    const line = ts.getLineAndCharacterOfPosition(source, start).line;
    return `${whole.split("\n")[line]}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`;
  });
}

describe("the examples in the docs", () => {
  const files = fs.readdirSync(sources, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
  const isSteward = (file: string) => file.startsWith(`steward${path.sep}`);
  const isOther = (file: string) => FOLDERS.includes(path.dirname(file));
  const of = (some: string[]) => some.flatMap((file) => examplesOf(path.join(sources, file)));
  const examples = of(files.filter((file) => !isOther(file) && !isSteward(file)));
  const ofSteward = of(files.filter(isSteward));
  const others = of(files.filter(isOther));

  it("are there for every action", () => {
    const functions = Object.entries(actions).filter(([, member]) => typeof member === "function");
    const without = functions.filter(([name]) => !examples.some(({ of }) => of === name));
    assert.deepEqual(without, []);
  });

  it("are there for every builder, quote and reader that is exported", () => {
    const exported = new Set<unknown>(
      [sdk, sdk.instructions, quotes, operators, scenario, validators].flatMap((entry) => Object.values(entry)),
    );
    const functions = files.filter(isOther).flatMap((file) => {
      const module = require(path.join(sources, file)) as Record<string, unknown>;
      const names = [
        ...fs.readFileSync(path.join(sources, file), "utf8").matchAll(/^export (?:async )?function (\w+)/gm),
      ];
      return names.flatMap(([, name = ""]) => (exported.has(module[name]) ? [{ file, name }] : []));
    });
    assert.ok(functions.length > 140, `${functions.length} were found`);
    const without = functions.filter(({ file, name }) => !of([file]).some((example) => example.of === name));
    assert.deepEqual(without, []);
  });

  it("are there for every action and builder of the steward", () => {
    const names = fs
      .readdirSync(path.join(sources, "steward/actions"))
      .concat(fs.readdirSync(path.join(sources, "steward/instructions")))
      .flatMap((file) => (/^(?!index|places|build)(\w+)\.ts$/.exec(file) ?? []).slice(1));
    assert.ok(names.length > 28, `${names.length} were found`);
    const without = names.filter((name) => !ofSteward.some((example) => example.of === name));
    assert.deepEqual(without, []);
  });

  it("compile, those of the steward", function () {
    this.timeout(120_000);
    assert.deepEqual(problemsOf(GIVEN_TO_STEWARD, ofSteward), []);
  });

  it("compile, those of actions", function () {
    this.timeout(120_000);
    assert.deepEqual(problemsOf(GIVEN, examples), []);
  });

  it("compile, those of builders, quotes and readers", function () {
    this.timeout(120_000);
    assert.deepEqual(problemsOf(GIVEN_TO_OTHERS, others), []);
  });
});
