// Who comes late, when everybody can see that something is about to come into the price: it is others', who earned it or lost
// before. The guard is the ask, which all that comes in pays: SOL, stake, tokens from liquidity, shares, and what a sale to
// liquidity leaves behind.
import assert from "node:assert/strict";
import type { PublicKey } from "@solana/web3.js";
import { fixture, type Provider, SOL, TestContext, type TestPool, type User } from "../common";
import { FREE, worth } from "./helpers";

/** What rounding may give, in lamports, over all that a newcomer does. */
const ROUNDING = 50n;

interface Late {
  context: TestContext;
  pool: TestPool;
  holder: User;
  thief: Provider;
  /** A stake account of the thief's with validator 0. */
  stake: PublicKey;
}

/**
 * 1,000 SOL that are active, a thief with 10,000 SOL and a stake account of 500 SOL, and a liquidity pool of 100 SOL in which
 * 50 tokens lie that were sold at no fee and are released.
 */
const calm = fixture((): Late => {
  const context = new TestContext();
  const pool = context.createTestPool({ ...FREE, scores: [100, 100] });
  pool.createLiquidity({ minFee: 0, maxFee: 0, treasuryCut: 0 }, 100n * SOL);
  const [holder, thief] = [pool.user("holder"), pool.provider("thief")];
  pool.deposit(holder, 999n * SOL);
  pool.sell(holder, 50n * SOL);
  pool.delegateAll();
  const stake = context.stakeAccount(thief.keypair, pool.vote(0), 500n * SOL);
  pool.nextEpoch();
  pool.nextEpoch();
  return { context, pool, holder, thief, stake };
});

/** What is about to come into the price. */
const STATES: Record<string, (late: Late) => void> = {
  "after 20 skipped epochs": ({ context, pool }) => {
    for (let epoch = 0; epoch < 20; epoch++) {
      context.chain.passEpochs(1);
      context.chain.payRewards(pool.votes.map((vote) => ({ vote, partsPerMillion: 400n })));
    }
    pool.update();
  },
  "after a recovery": ({ context, pool }) => {
    context.chain.slash(pool.stake(0), 200_000n);
    context.chain.slash(pool.stake(1), 200_000n);
    pool.nextEpoch();
    context.chain.donate(pool.pdas.reserve, 200n * SOL);
    pool.nextEpoch();
  },
  "after a near-total loss, with a little on its way back": ({ context, pool }) => {
    context.chain.slash(pool.stake(0), 990_000n);
    context.chain.slash(pool.stake(1), 990_000n);
    pool.nextEpoch();
    context.chain.donate(pool.pdas.reserve, 40n * SOL);
    pool.nextEpoch();
    // And some of it measured in this epoch.
    context.chain.donate(pool.stake(0), 10n * SOL);
    pool.updateValidators();
  },
  "before a large settlement of tickets below the price": ({ context, pool, holder }) => {
    pool.order(holder, 800n * SOL);
    pool.deactivateAll();
    context.chain.donate(pool.pdas.reserve, 250n * SOL);
    // What was donated is found now and waits; then it is released.
    pool.nextEpoch();
    context.chain.advanceSlots(500n);
  },
  "after a large fee of a sale": ({ pool, holder }) => {
    pool.setLiquidity({ minFee: 1_000, maxFee: 1_000, treasuryCut: 0 });
    pool.nextEpoch();
    pool.nextEpoch();
    pool.sell(holder, 45n * SOL);
    pool.nextEpoch();
  },
};

/** Ways in; each uses SOL or stake, and whatever it can. */
const WAYS: Record<string, (late: Late) => void> = {
  "a deposit": ({ pool, thief }) => {
    pool.deposit(thief, 9_000n * SOL);
  },
  "a deposit of stake": ({ pool, thief, stake }) => {
    pool.depositStake(thief, stake, 0);
  },
  "tokens from liquidity": ({ pool, thief }) => {
    const { event } = pool.deposit(thief, SOL / 5n);
    assert.equal(event.data.lamports_to_liquidity, SOL / 5n);
  },
  "shares of the liquidity pool": ({ pool, thief }) => {
    pool.addLiquidity(thief, 900n * SOL);
  },
  "shares, and a sale that leaves something behind": ({ context, pool, thief }) => {
    pool.addLiquidity(thief, 900n * SOL);
    pool.deposit(thief, 300n * SOL);
    pool.sell(thief, pool.tokensOf(thief.tokens));
    context.chain.advanceSlots(1n);
    pool.removeLiquidity(thief, pool.tokensOf(thief.shares) / 2n);
  },
};

/** Lets everything come into the price that was known, pays the queue, and takes the thief's shares out. */
function releaseAll({ context, pool, thief }: Late): void {
  for (let epoch = 0; epoch < 4; epoch++) {
    pool.deactivateAll();
    pool.nextEpoch();
    if (pool.state.queuedTokens > 0n) context.send(pool.settleInstruction());
  }
  assert.equal(pool.state.queuedTokens, 0n);
  const shares = pool.tokensOf(thief.shares);
  if (shares > 0n) pool.removeLiquidity(thief, shares);
  context.chain.advanceSlots(context.chain.slotsPerEpoch - 1n - (context.chain.slot % context.chain.slotsPerEpoch));
  pool.nextEpoch();
}

describe("[fault-late] somebody who comes late", () => {
  for (const [when, prepare] of Object.entries(STATES)) {
    describe(when, () => {
      const given = fixture(() => {
        const late = calm();
        prepare(late);
        return late;
      });

      for (const [how, come] of Object.entries(WAYS)) {
        it(`with ${how} gains nothing, and lowers no price`, () => {
          const late = given();
          const { context, pool, thief, stake } = late;
          const wealth = () =>
            context.chain.balance(thief.address) +
            context.chain.balance(stake) +
            worth(pool, pool.tokensOf(thief.tokens));
          const [before, books] = [wealth(), pool.books];
          come(late);
          const { total, supply } = pool.books;
          assert(total * books.supply >= books.total * supply, "the true price has not fallen");
          releaseAll(late);
          const gained = wealth() - before;
          assert(gained <= ROUNDING, `${gained} lamports`);
        });
      }
    });
  }

  it("is told what they paid over the true price, and holds it in the end", () => {
    const late = calm();
    (STATES["after a recovery"] as (late: Late) => void)(late);
    const { pool, thief } = late;
    const { event } = pool.deposit(thief, 1_000n * SOL);
    const { tokens, premium } = event.data as { tokens: bigint; premium: bigint };
    const now = worth(pool, tokens);
    assert(now + premium >= 1_000n * SOL - 1n && now + premium <= 1_000n * SOL);
    assert(premium > 150n * SOL, "the price is a fifth below what it will be");
    releaseAll(late);
    assert(worth(pool, tokens) >= 1_000n * SOL - 10n, "what was paid is what there is");
  });
});
