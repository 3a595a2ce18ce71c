// The limit of a deposit of stake is a share of what stays when ALL tickets are paid, those of this epoch included, which can be cancelled
// for nothing until the moving part: a large holder keeps everybody from depositing stake, for all but an epoch's last tenth, for nothing.
//
// What is right: tickets that cost nothing to cancel stop nobody ([P-14]). Ten validators of 100 SOL each, a largest share of 20 %:
// with 10 SOL more the first has 110 SOL of 1,010, where 202 are allowed. While 599 are ordered 411 stay, of which 82 are allowed: that
// counts in the moving part, where the order costs something to cancel.
import assert from "node:assert/strict";
import { SOL, TestContext } from "../common";
import { FREE } from "./helpers";

describe("[fault-ordered-limits] [P-14] a deposit of stake while a large holder has an order that costs nothing to cancel", () => {
  function begin() {
    const context = new TestContext();
    const pool = context.createTestPool({ ...FREE, scores: Array(10).fill(100), maxValidatorShare: 2_000 });
    const [user, whale] = [pool.user("user"), pool.user("whale")];
    pool.deposit(whale, 599n * SOL);
    pool.deposit(pool.user("others"), 400n * SOL);
    pool.delegateAll();
    const small = context.stakeAccount(user.keypair, pool.vote(0), 10n * SOL);
    pool.nextEpoch();
    const deposit = () => context.send(pool.depositStakeInstruction(user, small, 0), [user.keypair]).error;
    return { pool, whale, deposit };
  }

  it("is taken", () => {
    const { pool, whale, deposit } = begin();
    const before = pool.tokensOf(whale.tokens);
    const ticket = pool.order(whale, before);
    const error = deposit();
    pool.cancel(whale, ticket);
    assert.equal(pool.tokensOf(whale.tokens), before, "it cost nothing");
    assert.equal(error, undefined);
  });

  it("is refused once cancelling costs something", () => {
    const { pool, whale, deposit } = begin();
    const ticket = pool.order(whale, pool.tokensOf(whale.tokens));
    pool.toMovingPart();
    assert.equal(deposit(), "ValidatorCapExceeded");
    pool.cancel(whale, ticket);
    assert.equal(deposit(), undefined);
  });
});
