import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { errorsPage, PAGE } from "../../../toolchain/errors";
import { type ErrorName, isError, PROGRAM_ID, programError, TruestakeError, transactionError } from "../src";
import { CODES } from "../src/errors";
import { frameworkErrorNames } from "../src/errors/framework";
import { loadedTexts, setTexts } from "../src/errors/TruestakeError";
import { hintFor, messageOf } from "../src/hints";
import idl from "../src/idl/truestake.json";

const failed = (program: string, code: number) =>
  `Program ${program} failed: custom program error: 0x${code.toString(16)}`;
const TOKEN = "TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA";
const SYSTEM = "11111111111111111111111111111111";
const ours = PROGRAM_ID.toBase58();

describe("errors", () => {
  const loaded = loadedTexts();
  before(() => setTexts({ message: messageOf, hint: hintFor }));
  after(() => setTexts(loaded));

  it("have a hint for every name there is, once the hints were loaded", () => {
    const names = [...idl.errors.map(({ name }) => name), ...Object.keys(CODES), "ConstraintSeeds"] as ErrorName[];
    for (const name of names) {
      assert.match(hintFor(name), /^[A-Z`].{10,}\.$/, name);
      assert.equal(new TruestakeError(name, "").hint, hintFor(name));
    }
    assert.equal(hintFor("Nothing" as ErrorName), "");
  });

  it("have a page that their link leads to, in words of today", () => {
    const root = path.join(__dirname, "../../..");
    const names = [
      ...idl.errors.map(({ name }) => name),
      ...Object.keys(CODES),
      ...frameworkErrorNames(),
    ] as ErrorName[];
    assert.ok(names.length > 150);
    const pages = new Map<string, string>();
    for (const name of names) {
      const { pathname, hash } = new URL(new TruestakeError(name, "").docs);
      const page = pages.get(pathname) ?? fs.readFileSync(path.join(root, pathname), "utf8");
      pages.set(pathname, page);
      const places = [...page.matchAll(/^### (\w+)$/gm)].map(([, heading = ""]) => `#${heading.toLowerCase()}`);
      assert.ok(places.includes(hash), `${pathname} has no ${hash}`);
    }
    assert.deepEqual([...pages.keys()], [`/${PAGE}`]);
    assert.equal(pages.get(`/${PAGE}`), errorsPage(), "npm run generate");
  });

  it("have a general hint before that, by what helps", () => {
    setTexts(undefined);
    try {
      assert.match(programError("PoolOutOfDate").hint, /refresh\(\)/);
      assert.match(programError("Paused").hint, /Wait/);
      assert.equal(programError("DepositTooSmall").message, "Deposit too small");
      const logs = [
        "Program log: AnchorError occurred. Error Code: Paused. Error Number: 6013. Error Message: It rests.",
      ];
      assert.equal(programError("Paused", { logs }).message, "It rests");
      assert.notEqual(programError("ZeroAmount").hint, programError("NotAdmin").hint);
    } finally {
      setTexts({ message: messageOf, hint: hintFor });
    }
  });

  it("knows every error of the program by its number", () => {
    for (const { code, name, msg } of idl.errors) {
      const error = transactionError({ InstructionError: [0, { Custom: code }] }, [failed(ours, code)], {
        landed: true,
      });
      assert.deepEqual([error.name, error.code, error.message], [name, code, msg]);
      assert.equal(error.hint, hintFor(name as ErrorName));
    }
    const withoutLogs = transactionError({ InstructionError: [2, { Custom: 6000 }] }, null, { landed: false });
    assert.equal(withoutLogs.name, "ZeroAmount");
  });

  it("does not take another program's number for ours", () => {
    const logs = [failed(TOKEN, 6000), failed(ours, 6000)];
    const error = transactionError({ InstructionError: [0, { Custom: 6000 }] }, logs, { landed: true });
    assert.equal(error.name, "TransactionFailed");
    assert.match(error.message, new RegExp(TOKEN));
    const system = transactionError({ InstructionError: [0, { Custom: 1 }] }, [failed(SYSTEM, 1)], { landed: false });
    assert.equal(system.name, "InsufficientFunds");
  });

  it("knows Anchor's own errors and those of the chain", () => {
    const framework = transactionError({ InstructionError: [0, { Custom: 2006 }] }, [failed(ours, 2006)], {
      landed: true,
    });
    assert.equal(framework.name, "ConstraintSeeds");
    assert.ok(framework.hint.length > 10);
    const named = (error: unknown) => transactionError(error, [], { landed: false }).name;
    assert.equal(named("AccountNotFound"), "InsufficientFunds");
    assert.equal(named({ InsufficientFundsForRent: { account_index: 0 } }), "InsufficientFunds");
    assert.equal(named({ InstructionError: [0, "ComputationalBudgetExceeded"] }), "SimulationFailed");
    assert.ok(isError(programError("Paused"), "Paused", "NoPrice"));
    assert.ok(!isError(new Error("Paused"), "Paused"));
  });
});
