import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import * as web3 from "@solana/web3.js";
import ts from "typescript";
import * as sdk from "../src";
import { loadedTexts, setTexts } from "../src/errors/TruestakeError";
import { hintFor, messageOf } from "../src/hints";
import * as operators from "../src/operators";
import * as quotes from "../src/quote";
import { newPool } from "./pool";

const readme = fs.readFileSync(path.join(__dirname, "../README.md"), "utf8");
const [example = "", once = "", tables = "", errors = ""] = [...readme.matchAll(/```ts\n([\s\S]*?)```/g)].map(
  (match) => match[1] ?? "",
);

/** Runs a block of TypeScript with these names in scope and these modules to import. Returns what it printed. */
async function run(code: string, modules: Record<string, unknown>, scope: Record<string, unknown>): Promise<string[]> {
  const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 };
  const { outputText } = ts.transpileModule(code, { compilerOptions });
  const printed: string[] = [];
  const print = (...values: unknown[]) => printed.push(values.map(String).join(" "));
  const names = {
    ...scope,
    exports: {},
    require: (name: string) => modules[name],
    console: { log: print, error: print },
  };
  const AsyncFunction = (async () => undefined).constructor as FunctionConstructor;
  await new AsyncFunction(...Object.keys(names), outputText)(...Object.values(names));
  return printed;
}

describe("README", () => {
  it("has an example of ten lines that works", async () => {
    const { chain, user, userKey } = await newPool();
    const modules = {
      "@solana/web3.js": {
        ...web3,
        Connection: function Connection() {
          return chain.connection;
        },
      },
      "@truestake/sdk": sdk,
    };
    const scope = { url: "", secretKey: userKey.secretKey, mint: user.mint.toBase58() };
    assert.ok(example.split("\n").filter((line) => line.trim() !== "").length <= 10);
    const [price, position] = await run(example, modules, scope);
    assert.equal(price, "4995000000 units of a billionth token, at 1.000000000 SOL a token");
    assert.equal(position, "[object Object]");
    assert.equal((await user.tickets()).length, 1);
  });

  it("has an example of doing a thing once that works, also when nobody knows", async () => {
    const { chain, user, userKey } = await newPool();
    const kept = new Map<string, string>();
    let isKnown = true;
    const connection = new Proxy(chain.connection, {
      get(target, name) {
        const member = Reflect.get(target, name);
        if (name === "getSignatureStatuses" && !isKnown) {
          isKnown = true;
          return () => new Promise(() => undefined);
        }
        return typeof member === "function" ? member.bind(target) : member;
      },
    });
    const wallet = sdk.keypairWallet(userKey);
    const options = { callTimeout: 30, deadline: 20, pollEvery: 1 };
    const pool = new sdk.TruestakeClient({ connection, mint: user.mint, wallet, options });
    for (const [known, said] of [
      [true, []],
      [false, ["landed"]],
    ] as const) {
      const { amount = 0n } =
        sdk.decodeTokenAccount(chain.account(sdk.tokenAddress(user.mint, userKey.publicKey))) ?? {};
      const store = {
        set(key: string, value: string) {
          kept.set(key, value);
          isKnown = known;
        },
        get: (key: string) => kept.get(key),
      };
      const scope = { pool, store, lamports: 1_000_000_000n, ifBalance: amount };
      assert.deepEqual(await run(once, { "@truestake/sdk": sdk }, scope), said);
    }
    assert.equal(chain.transactionsWith(user.deployment.reserve).filter(({ err }) => err === null).length > 2, true);
  });

  it("has an example of lookup tables that works", async () => {
    const { chain, admin, user, userKey } = await newPool();
    await user.depositSol({ lamports: 100_000_000_000n });
    const { publicKey: authority } = userKey;
    const wallet = sdk.keypairWallet(userKey);
    const scope = { keeper: user, connection: chain.connection, authority, wallet, mint: user.mint };
    // A new address can be used in the next slot.
    const timer = setInterval(() => chain.advanceSlots(1n), 5);
    const printed = await run(tables, { "@truestake/sdk": sdk, "@truestake/sdk/operators": operators }, scope).finally(
      () => clearInterval(timer),
    );
    const { pool, validators } = await admin.snapshot();
    const addresses = operators.crankAddresses(pool, validators.records()).length;
    assert.deepEqual(printed, [`tables made: 1, addresses added: ${addresses}`, "still to be closed: 1"]);
    const { stakedLamports } = await admin.pool();
    assert.ok(stakedLamports > 0n, "the keeper has delegated");
  });

  it("has an example of errors that works", async () => {
    const { user } = await newPool();
    const scope = { pool: user, lamports: 1_000_000_000n, minimumTokensOut: 10n ** 18n };
    const loaded = loadedTexts();
    setTexts({ message: messageOf, hint: hintFor });
    const modules = { "@truestake/sdk": sdk, "@truestake/sdk/hints": {} };
    const [line] = await run(errors, modules, scope).finally(() => setTexts(loaded));
    assert.match(line ?? "", /minimum that the caller accepts\. The price moved/);
  });

  it("names only what there is", () => {
    const table = readme.slice(readme.indexOf("## What there is"), readme.indexOf("## Concepts"));
    const names = [...table.matchAll(/`([a-zA-Z]+)(?:\(s\))?`/g)].map((match) => match[1] ?? "");
    const members = Object.getOwnPropertyNames(sdk.TruestakeClient.prototype);
    // Types leave no trace in a running program.
    const known = [
      ...[sdk, quotes, operators].flatMap((entry) => Object.keys(entry)),
      ...members,
      "createPool",
      "ChainReader",
      "ChainSender",
      "Connection",
      "Session",
    ];
    const others = ["data", "TransactionInstruction", "Deployment", "Program"];
    const unknown = names.filter((name) => !known.includes(name) && !others.includes(name));
    assert.deepEqual(unknown, []);
    assert.ok(names.length > 40);
  });
});
