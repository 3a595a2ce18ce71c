import assert from "node:assert/strict";
import { isError, PROGRAM_ID, programError, transactionError } from "../src";
import { HINTS as BY_RETRY } from "../src/errors/hints";
import idl from "../src/idl/truestake.json";

/** The hints by name; a name twice would be one too few. */
const HINTS: Record<string, string> = Object.assign({}, ...Object.values(BY_RETRY));

const failed = (program: string, code: number) =>
  `Program ${program} failed: custom program error: 0x${code.toString(16)}`;
const TOKEN = "TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA";
const SYSTEM = "11111111111111111111111111111111";
const ours = PROGRAM_ID.toBase58();

describe("errors", () => {
  it("has a hint for every error of the program, and for no other", () => {
    assert.deepEqual(Object.keys(HINTS).sort(), idl.errors.map(({ name }) => name).sort());
    for (const hint of Object.values(HINTS)) assert.match(hint, /^[A-Z`].{10,}\.$/);
  });

  it("knows every error of the program by its number", () => {
    for (const { code, name, msg } of idl.errors) {
      const error = transactionError({ InstructionError: [0, { Custom: code }] }, [failed(ours, code)], {
        landed: true,
      });
      assert.deepEqual([error.name, error.code, error.message], [name, code, msg]);
      assert.equal(error.hint, HINTS[name]);
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
