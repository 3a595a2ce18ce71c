// A transient address that was given a lower rent lacks the difference after a rise. What is delegated next pays it first; where that is
// all there is, the stake program refuses with an error of its own, instead of ours that says what is the matter.
import assert from "node:assert/strict";
import { SOL, TestContext } from "../common";
import { FREE } from "./helpers";

describe("[fault-small-delegation] a delegation of less than the transient account lacks of its rent", () => {
  it("is refused by name", () => {
    const context = new TestContext({ minimumDelegation: 1n, lamportsPerByte: 696n });
    const pool = context.createTestPool({ ...FREE, scores: [100] });
    pool.deposit(pool.user("user"), 99n * SOL);
    pool.delegateAll();
    pool.nextEpoch();
    context.chain.setRent(6_960n);
    context.chain.donate(pool.pdas.reserve, 1_000_000n + context.chain.rentFor(0n));
    pool.nextEpoch();
    const { error } = context.send(pool.delegateInstruction(0));
    assert(error === undefined || error === "BelowMinimumDelegation", `${error}`);
  });
});
