// A transient account that was delegated in this epoch takes more, but the look that came after counted its validator as busy: by the status,
// which is the same for stake that warms up since an earlier epoch. Anybody's look after the keeper's delegation made the ask count an
// epoch's rewards that new SOL would earn, and whoever came in paid the holders for them.
//
// What is right: both validators take more, nobody is busy, and a look changes nothing for anybody.
import assert from "node:assert/strict";
import { SOL } from "../common";
import { worth } from "./helpers";
import { beginLateSol } from "./lateSol";

function life(looks: boolean) {
  const {
    pool,
    context,
    user,
    leaver,
    thief: newcomer,
    next,
  } = beginLateSol({ users: 499n * SOL, leavers: 500n * SOL });
  pool.deposit(user, 10n * SOL);
  assert.equal(pool.delegateAll(), 2);
  if (looks) context.done(pool.updateValidatorsInstruction());
  assert.equal(pool.state.busyShare, 0);
  pool.deposit(newcomer, 100n * SOL);
  const tokens = pool.tokensOf(newcomer.tokens);
  for (const index of [0, 1]) context.done(pool.delegateInstruction(index));
  for (let epoch = 0; epoch < 3; epoch++) next();
  return { newcomer: worth(pool, tokens), holder: worth(pool, pool.tokensOf(leaver.tokens)) };
}

describe("[fault-busy-again] a look at validators that were delegated to in this epoch", function () {
  this.timeout(600_000);

  it("makes nobody who comes in pay for an epoch in which the SOL earns", () => {
    assert.deepEqual(life(true), life(false));
  });
});
