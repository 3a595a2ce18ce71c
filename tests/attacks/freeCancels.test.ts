// Cancelling a ticket was free while no stake was moved for it. What the pool did for a ticket is more than that: it kept SOL
// undelegated, cut the validators' targets and raised the ask; and stake that was moved could be made to look needed by another
// ticket that could be cancelled for nothing, or served by a ticket that was paid with other SOL.
import assert from "node:assert/strict";
import { createTransferInstruction } from "@solana/spl-token";
import { instructions, ticketAddress } from "@truestake/sdk";
import { SOL, TestContext, type TestPool } from "../common";
import { FREE } from "./helpers";

const EPOCHS = 10;
/** Rewards of an epoch in parts per million: about what the chain pays. */
const REWARDS = 400n;
const rewards = (pool: TestPool) => pool.votes.map((vote) => ({ vote, partsPerMillion: REWARDS }));

/** By how much a token's price has grown when all is released, in parts of 10^12. */
function growth(pool: TestPool): bigint {
  const { reserveLamports, stakedLamports, supply } = pool.state;
  return ((reserveLamports + stakedLamports) * 1_000_000_000_000n) / supply - 1_000_000_000_000n;
}

describe("[fault-hidden-move] who has stake moved for a ticket and cancels it", function () {
  this.timeout(600_000);

  it("pays for what idles, though another ticket that costs nothing to cancel seems to need it", () => {
    const context = new TestContext();
    const pool = context.createTestPool({ ...FREE, scores: [100, 100] });
    const [thief, lender] = [pool.user("thief"), pool.user("lender")];
    pool.deposit(thief, 450n * SOL);
    pool.deposit(lender, 549n * SOL);
    pool.delegateAll();
    pool.nextEpoch();
    const first = pool.order(thief, 400n * SOL);
    pool.deactivateAll();
    const { coolingLamports: moved } = pool.state;
    assert(moved > 399_999_000_000n && moved <= 400n * SOL, `${moved} are moved for it`);
    // In one transaction: borrow 400 tokens, order in the moving part, cancel the first ticket, cancel the second, pay back.
    const nonce = pool.nextNonce();
    const { address: owner, tokens: destination } = thief;
    const second = ticketAddress(pool.deployment, owner, nonce);
    context.done(
      [
        createTransferInstruction(lender.tokens, destination, lender.address, 400n * SOL),
        pool.orderInstruction(thief, 400n * SOL, 1n, { nonce }),
        pool.cancelInstruction(thief, first),
        instructions.cancelTicket({ pool: pool.deployment, ticket: second, owner, destination, minimumTokensOut: 0n }),
        createTransferInstruction(destination, lender.tokens, owner, 400n * SOL),
      ],
      [lender.keypair, thief.keypair],
    );
    // Nothing was measured yet: 10 bps of 400 SOL at a price of 1, which is 0.4 SOL. It was 0.
    const paid = 450n * SOL - pool.tokensOf(thief.tokens);
    assert(paid >= 399_999_000n, `paid ${paid} tokens for ${moved} lamports of stake that idle`);
  });

  it("pays for what idles, though a ticket before it was paid with other SOL", () => {
    const context = new TestContext();
    const pool = context.createTestPool({ ...FREE, scores: [100, 100] });
    const [holder, thief] = [pool.user("holder"), pool.user("thief")];
    pool.deposit(holder, 500n * SOL);
    pool.deposit(thief, 400n * SOL);
    pool.delegateAll();
    pool.nextEpoch();
    // 400 SOL that stay in the reserve for the first ticket; the second has stake moved for it.
    const come = [pool.depositInstruction(thief, 400n * SOL), pool.orderInstruction(thief, 400n * SOL)];
    context.done(come, [thief.keypair]);
    const second = pool.order(thief, 399n * SOL);
    pool.deactivateAll();
    assert(pool.state.coolingLamports >= 399n * SOL);
    context.chain.passEpochs(1);
    context.chain.payRewards(rewards(pool));
    const { events } = context.done(
      [
        pool.updateValidatorsInstruction(),
        pool.updatePoolInstruction(),
        pool.settleInstruction(1),
        pool.cancelInstruction(thief, second),
      ],
      [thief.keypair],
    );
    // 399 SOL came back for nothing. The epoch's rate is 400 millionths of what earned: 399 × 0.0004 = 0.1596 SOL. It was 0.
    const cost = events.at(-1)?.data.cost as bigint;
    assert(cost >= 159_000_000n, `cost ${cost}`);
  });
});

describe("[fault-kept-reserve] who orders and cancels, so that the pool keeps SOL for them,", function () {
  this.timeout(600_000);

  /** A pool of 1,000 SOL, of which the thief's 500 were never staked or are like all others. */
  function grown(isAttacked: boolean): { pool: TestPool; tokens: bigint } {
    const context = new TestContext();
    const pool = context.createTestPool({ ...FREE, scores: [100, 100] });
    const [holder, thief] = [pool.user("holder"), pool.user("thief")];
    pool.deposit(holder, 499n * SOL);
    pool.delegateAll();
    pool.nextEpoch();
    // Once cancelling costs something, fewer tokens are left each time.
    const order = (tokens: bigint) => (isAttacked ? [pool.orderInstruction(thief, tokens)] : []);
    context.done([pool.depositInstruction(thief, 500n * SOL), ...order(499n * SOL)], [thief.keypair]);
    for (let epoch = 0; epoch < EPOCHS; epoch++) {
      pool.delegateAll();
      pool.deactivateAll();
      // In the epoch's last slot, or before anybody can settle in the next.
      if (isAttacked) pool.cancel(thief, pool.state.nextTicket - 1n);
      context.chain.passEpochs(1);
      context.chain.payRewards(rewards(pool));
      const update = [pool.updateValidatorsInstruction(), pool.updatePoolInstruction()];
      context.done([...update, ...order(pool.tokensOf(thief.tokens))], isAttacked ? [thief.keypair] : []);
    }
    return { pool, tokens: pool.tokensOf(thief.tokens) + pool.escrowed };
  }

  it("pays for what that SOL would have earned", () => {
    const expected = growth(grown(false).pool);
    const attacked = grown(true);
    // 9 to 10 epochs of 400 millionths. With the thief's half of the pool idle it was half of that, at no cost.
    const grew = growth(attacked.pool);
    assert(
      grew * 100n >= expected * 99n,
      `it grew by ${grew} instead of ${expected}; ${attacked.tokens} tokens are left`,
    );
  });
});

describe("[fault-unclipped] a ticket that is there when validators are measured, and cancelled after,", function () {
  this.timeout(600_000);

  /** Growth over 10 epochs of a pool of 1,000 SOL with a validator whose cap of 100 SOL binds. */
  function grown(isAttacked: boolean): bigint {
    const context = new TestContext();
    const pool = context.createTestPool(FREE);
    pool.addValidator(100, undefined, 100n * SOL);
    pool.addValidator(100);
    pool.addValidator(100);
    const [holder, thief] = [pool.user("holder"), pool.user("thief")];
    pool.deposit(holder, 199n * SOL);
    pool.deposit(thief, 800n * SOL);
    for (let epoch = 0; epoch < 5; epoch++) {
      pool.delegateAll();
      pool.nextEpoch();
    }
    const start = growth(pool);
    for (let epoch = 0; epoch < EPOCHS; epoch++) {
      pool.deactivateAll();
      // All that there is: cancelling costs some each time.
      const ticket = isAttacked ? pool.order(thief, pool.tokensOf(thief.tokens)) : 0n;
      context.chain.passEpochs(1);
      context.chain.payRewards(rewards(pool));
      pool.updateValidators();
      if (isAttacked) pool.cancel(thief, ticket);
      context.done(pool.updatePoolInstruction());
      pool.delegateAll();
    }
    return growth(pool) - start;
  }

  it("lets no stake idle for nothing", () => {
    // With the ticket the cap seems not to bind: 233 SOL that the others should have are deactivated and idle.
    const [expected, grew] = [grown(false), grown(true)];
    assert(grew * 100n >= expected * 99n, `it grew by ${grew} instead of ${expected}`);
  });
});

describe("[fault-ask-cancelled] [P-18] cancelling a ticket", () => {
  it("does not lower the ask: who came in before paid for what the ticket would leave behind", () => {
    const context = new TestContext();
    const pool = context.createTestPool({ ...FREE, ticketFee: 50, scores: [100, 100] });
    const [holder, thief, victim] = [pool.user("holder"), pool.user("thief"), pool.user("victim")];
    pool.deposit(holder, 99n * SOL);
    pool.deposit(thief, 900n * SOL);
    pool.delegateAll();
    pool.nextEpoch();
    pool.toMovingPart();
    const ticket = pool.order(thief, 900n * SOL);
    pool.nextEpoch(rewards(pool));
    // 0.5 % of 900 SOL for the 100 SOL of the others: 10 SOL buy 9.53 tokens, and most of the 0.467 SOL is the thief's later.
    const before = pool.deposit(victim, 10n * SOL).event.data.tokens as bigint;
    pool.cancel(thief, ticket);
    const after = pool.deposit(victim, 10n * SOL).event.data.tokens as bigint;
    assert(after <= before + 1n, `10 SOL bought ${before} tokens, and ${after} when the ticket was cancelled`);
  });
});
