// Limits were counted by what stays when all queued tickets are paid, those of this very epoch too, which cost nothing to cancel before the
// moving part. Order, look and cancel in one transaction hid limits that bind: what they had given to the others counted as surplus,
// and anybody could have it deactivated; and SOL that came then could not be delegated, and took the others' rewards. Who set the scores
// that were there already, as the steward's `rate` does for anybody, hid them too: a limit was taken for none until the next look.
//
// What is right. Ten validators with equal scores, 1,000 SOL. Nine caps of 95 SOL bind: those have 95 each, and the tenth 145. Without 60
// SOL each would have 94, and no cap would bind; the tenth, at 100 by its score alone, would be 45 SOL over that. Nothing moves, since
// nothing has left; and who comes gets in what the epoch's ask says, as without the ticket.
import assert from "node:assert/strict";
import { instructions, ticketAddress } from "@truestake/sdk";
import { SOL, type User } from "../common";
import { worth } from "./helpers";
import { beginLimited, type LateSol, leaveWith, rebalance, toLastOpenSlot } from "./lateSol";

const COUNT = 10;
const CAPPED = [...Array(COUNT - 1).keys()];
const NONCE = 4_242n;

/** Such a pool, in the last slot before the moving part. The user has `users` lamports of it, the leaver the rest. */
function begin(cap: bigint, users: bigint): LateSol {
  const life = beginLimited({
    ...{ users, leavers: 999n * SOL - users, scores: Array(COUNT).fill(100), maxValidatorShare: 10_000 },
    ...{ maxMove: 10_000, caps: CAPPED.map(() => cap) },
  });
  const { pool } = life;
  assert.equal(pool.list.clippedScore, 100n * BigInt(COUNT - 1));
  pool.chain.advanceSlots(pool.movingSlot - pool.chain.slot - 1n);
  return life;
}

/** An order of `tokens`, a look at all validators, and the cancel: at no cost, in one transaction. */
function hide({ pool, context }: LateSol, owner: User, tokens: bigint): void {
  const ticket = ticketAddress(pool.deployment, owner.address, NONCE);
  const cancelled = {
    ...{ pool: pool.deployment, ticket, owner: owner.address, destination: owner.tokens },
    minimumTokensOut: tokens,
  };
  const order = pool.orderInstruction(owner, tokens, 1n, { nonce: NONCE });
  const look = pool.updateValidatorsInstruction();
  context.done([order, look, instructions.cancelTicket(cancelled)], [owner.keypair]);
}

describe("[fault-hidden-limits] limits that bind, behind an order that costs nothing to cancel", function () {
  this.timeout(600_000);

  it("take no stake from anybody", () => {
    const life = begin(95n * SOL, 799n * SOL);
    hide(life, life.leaver, 60n * SOL);
    assert.equal(life.pool.list.clippedScore, 900n);
    assert.equal(rebalance(life), 0n);
  });

  it("let SOL that comes be delegated, which pays the user the same", () => {
    const end = (hides: boolean) => {
      const life = begin(80n * SOL, 699n * SOL);
      const { pool, leaver, thief } = life;
      if (hides) hide(life, leaver, 290n * SOL);
      toLastOpenSlot(life);
      pool.deposit(thief, 1_000n * SOL);
      pool.delegateAll();
      assert.equal(pool.state.reserveLamports, 0n);
      return leaveWith(life, 1_000n * SOL);
    };
    assert.deepEqual(end(true), end(false));
  });
});

describe("[fault-forgotten-limits] limits that bind, behind new scores", function () {
  this.timeout(600_000);

  it("take no stake where the scores are those that were there, and pay the user the same", () => {
    const end = (sets: boolean) => {
      const life = begin(95n * SOL, 799n * SOL);
      const { pool, user, next } = life;
      const moved: bigint[] = [];
      for (let epoch = 0; epoch < 3; epoch++) {
        for (const index of sets ? pool.votes.keys() : []) pool.setScores({ index });
        assert.equal(pool.list.clippedScore, 900n);
        moved.push(rebalance(life));
        next();
        pool.delegateAll();
      }
      // The caps' validators grow by their rewards: what is over 95 SOL by more than a thousandth moves, where so little may.
      for (const lamports of moved) assert(lamports < 2n * SOL, `${moved}`);
      return { moved, users: worth(pool, pool.tokensOf(user.tokens)) };
    };
    assert.deepEqual(end(true), end(false));
  });

  // 1,000 SOL and two rewards of 0.04 %: with caps of 80 the tenth may have 280.8. The deactivated stake is what the caps are over.
  it("follow the caps that are set: the others' targets are right at once", () => {
    const life = begin(95n * SOL, 799n * SOL);
    const { pool } = life;
    for (const index of CAPPED) pool.setScores({ index, cap: 80n * SOL });
    const { clippedScore, clippedCaps } = pool.list;
    assert.deepEqual([clippedScore, clippedCaps], [900n, 720n * SOL]);
    pool.toMovingPart();
    const over = CAPPED.map((index) => pool.record(index)).map(
      ({ stakeLamports, transientLamports }) => stakeLamports + transientLamports - 80n * SOL,
    );
    assert.equal(
      rebalance(life),
      over.reduce((sum, lamports) => sum + lamports, 0n),
    );
  });
});
