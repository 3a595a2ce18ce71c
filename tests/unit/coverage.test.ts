// The table of instructions × errors that ends `npm test`: that it counts what happens, and finds what is missing.
import assert from "node:assert/strict";
import { SystemProgram } from "@solana/web3.js";
import { InProcessChain, type Run } from "@truestake/localnet";
import { instructions } from "@truestake/sdk";
import { outcomesOf } from "../../toolchain/test/coverage/record";
import { merge, namedIn, type Outcomes, type Program, problems, rows } from "../../toolchain/test/coverage/table";
import { SOL } from "../common";
import { throughAnother } from "../common/caller";
import { pricedPool } from "./fixture";

const PROGRAM: Program = {
  instructions: [
    { name: "give", docs: ["Gives.", "", "Errors: `Poor`,", "`Late`."] },
    { name: "take", docs: ["Takes. Never `Late`."] },
  ],
  errors: [{ name: "Poor" }, { name: "Late" }, { name: "Broken" }],
  anywhere: ["Broken"],
};
const WHOLE = { give: { ok: 1, Poor: 2, Late: 1, ConstraintMut: 1 }, take: { ok: 3, Broken: 1 } };

describe("the table of instructions × errors", () => {
  describe("finds nothing wrong", () => {
    it("where every error is produced and documented", () => {
      assert.deepEqual(problems(WHOLE, PROGRAM), []);
    });
  });

  describe("finds", () => {
    const finds = (outcomes: Outcomes, expected: string[], program = PROGRAM) =>
      assert.deepEqual(problems({ ...WHOLE, ...outcomes }, program), expected);

    it("an error that no test produces", () => finds({ take: { ok: 1 } }, ["no test produces Broken"]));
    it("an instruction that passes nowhere, or never ran", () => {
      finds({ take: { Broken: 1 } }, ["take passes in no test"]);
      finds({ take: {}, give: { ...WHOLE.give, Broken: 1 } }, ["take passes in no test"]);
    });
    it("a documented error that no test produces there, though another instruction gives it", () => {
      finds({ give: { ok: 1, Poor: 1 }, take: { ok: 1, Late: 1, Broken: 1 } }, [
        "give documents Late, and no test produces it there",
        "take gives Late, and does not document it",
      ]);
    });
    it("a documented error that there is not", () => {
      const [give, take] = PROGRAM.instructions as [Program["instructions"][0], Program["instructions"][0]];
      const program = { ...PROGRAM, instructions: [give, { ...take, docs: ["Errors: `Gone`."] }] };
      finds({}, ["take documents Gone, which the program does not have"], program);
    });
  });

  it("reads the paragraph of errors alone", () => {
    assert.deepEqual(
      namedIn(["Emits `Given`.", "", "Errors, at first: `Poor`. Always:", "`Late`.", "", "See `Other`."]),
      ["Poor", "Late"],
    );
    assert.deepEqual(namedIn(["Gives."]), []);
    assert.deepEqual(namedIn(), []);
  });

  it("adds up what several processes saw", () => {
    assert.deepEqual(merge([{ give: { ok: 1 } }, { give: { ok: 2, Poor: 1 } }, { take: { ok: 1 } }]), {
      give: { ok: 3, Poor: 1 },
      take: { ok: 1 },
    });
  });

  it("shows a line of each instruction that ran", () => {
    const { give } = WHOLE;
    const [, line, ...more] = rows({ give }, PROGRAM).split("\n");
    assert.equal(line, "give      1  Poor Late | ConstraintMut");
    assert.deepEqual(more, []);
  });
});

describe("what an instruction came to", () => {
  const given = pricedPool();

  /** What the chain tells of a transaction. */
  function told(action: () => unknown): Run {
    const runs: Run[] = [];
    const watch = InProcessChain.watch;
    InProcessChain.watch = (run) => runs.push(run);
    try {
      action();
    } finally {
      InProcessChain.watch = watch;
    }
    assert.equal(runs.length, 1);
    return runs[0] as Run;
  }

  it("is counted for each one that passes, views too", () => {
    const { context, pool, user } = given();
    const deposit = pool.depositInstruction(user, SOL);
    const both = told(() => context.send([deposit, pool.orderInstruction(user, SOL)], [user.keypair]));
    assert.deepEqual(outcomesOf(both), { instructions: ["deposit_sol", "order_unstake"] });
    const view = told(() => context.view(instructions.getPrice({ pool: pool.deployment })));
    assert.deepEqual(outcomesOf(view), { instructions: ["get_price"] });
  });

  it("is counted for the one that fails, not for those before it", () => {
    const { context, pool, user } = given();
    const failing = [pool.depositInstruction(user, SOL), pool.orderInstruction(user, 0n)];
    const run = told(() => context.send(failing, [user.keypair]));
    assert.deepEqual(outcomesOf(run), { instructions: ["order_unstake"], error: "ZeroAmount" });
  });

  it("is counted where another program calls, by whatever it ends", () => {
    const { context, pool, user } = given();
    const passing = throughAnother(context, pool.depositInstruction(user, SOL));
    const passed = told(() => context.send(passing, [user.keypair]));
    assert.deepEqual(outcomesOf(passed), { instructions: ["deposit_sol"] });
    const failing = throughAnother(context, pool.depositInstruction(user, 0n));
    const failed = told(() => context.send(failing, [user.keypair]));
    assert.deepEqual(outcomesOf(failed), { instructions: ["deposit_sol"], error: "ZeroAmount" });
  });

  it("is not counted where the program did not run", () => {
    const { context, user } = given();
    const transfer = { fromPubkey: user.address, toPubkey: user.address, lamports: 2 ** 50 };
    const run = told(() => context.send(SystemProgram.transfer(transfer), [user.keypair]));
    assert.deepEqual(outcomesOf(run).instructions, []);
  });
});
