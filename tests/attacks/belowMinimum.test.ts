// A deposit of which every validator lacks less than the smallest delegation could be delegated to none of them: it idled for as long as
// it stayed, and took the others' rewards. No validator is busy and the closing part has not begun, so the ask counts nothing.
//
// What is right: such SOL is delegated as far as it goes, an account's smallest delegation each, and takes nothing of what the others earn.
import assert from "node:assert/strict";
import { MINIMUM_DELEGATION, SOL } from "../common";
import { beginLateSol, leaveWith, toLastOpenSlot } from "./lateSol";

const VALIDATORS = 50;

function life(brought: bigint) {
  const life = beginLateSol({ users: 499n * SOL, scores: Array(VALIDATORS).fill(100) });
  const { pool } = life;
  toLastOpenSlot(life);
  if (brought > 0n) pool.deposit(life.thief, brought);
  const delegations = pool.delegateAll();
  return { delegations, idle: pool.state.reserveLamports, ...leaveWith(life, brought) };
}

describe("[fault-below-minimum] SOL of which no validator's part reaches the smallest delegation", function () {
  this.timeout(600_000);
  it(`of ${VALIDATORS - 2} SOL beside 500 takes nothing of the others' rewards`, () => {
    const alone = life(0n);
    const found = life(BigInt(VALIDATORS - 2) * SOL);
    // 48 validators get the smallest delegation, 0.04 SOL more than they lack; where that is a lamport all get what they lack.
    const receivers = MINIMUM_DELEGATION === SOL ? VALIDATORS - 2 : VALIDATORS;
    assert.deepEqual([found.delegations, found.idle], [receivers, 0n]);
    assert(found.users + 1_000n >= alone.users, `the user lacks ${alone.users - found.users}`);
  });
});
