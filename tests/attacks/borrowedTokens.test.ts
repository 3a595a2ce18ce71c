// Tokens borrowed for a transaction, or held for an epoch, could be ordered, have stake deactivated for them and be taken
// back: the pool's stake would idle, for nothing. The guards are the epoch's moving part, which serves only what was ordered
// before it began, and the price of cancelling after that: what the stake idles for.
import assert from "node:assert/strict";
import { createTransferInstruction } from "@solana/spl-token";
import type { TransactionInstruction } from "@solana/web3.js";
import { instructions, ticketAddress } from "@truestake/sdk";
import { SOL, TestContext, type TestPool, type User } from "../common";
import { FREE } from "./helpers";

const EPOCHS = 20;
/** Rewards of an epoch in parts per million: about what the chain pays. */
const REWARDS = 400n;
/** Parts of all tokens that are borrowed, in per cent. */
const PARTS = [20n, 40n, 90n];

interface Attacked {
  pool: TestPool;
  lender: User;
  thief: User;
  part: bigint;
}

/** Pools of 1,000 SOL that are active with two validators each: one to be left alone, and one for each part. */
function pools(context: TestContext): { undisturbed: TestPool; attacked: Attacked[] } {
  const make = () => {
    const pool = context.createTestPool({ ...FREE, scores: [100, 100] });
    const [lender, thief] = [pool.user("lender"), pool.user("thief")];
    pool.deposit(lender, 999n * SOL);
    pool.delegateAll();
    return { pool, lender, thief };
  };
  const undisturbed = make().pool;
  const attacked = PARTS.map((part) => ({ ...make(), part }));
  context.chain.passEpochs(1);
  for (const { pool } of [{ pool: undisturbed }, ...attacked]) pool.update();
  return { undisturbed, attacked };
}

/** The next epoch, with its rewards, in which keepers delegate first of all. */
function nextEpoch(context: TestContext, all: TestPool[]): void {
  context.chain.passEpochs(1);
  const votes = all.flatMap((pool) => pool.votes);
  context.chain.payRewards(votes.map((vote) => ({ vote, partsPerMillion: REWARDS })));
  for (const pool of all) {
    pool.update();
    pool.delegateAll();
  }
}

/** By how much a token's price has grown from 1 when all is released, in parts of 10^15. */
function growth(pool: TestPool): bigint {
  const { reserveLamports, stakedLamports, supply } = pool.state;
  return ((reserveLamports + stakedLamports) * 1_000_000_000_000_000n) / supply - 1_000_000_000_000_000n;
}

/** Runs the attack in every epoch, and compares how the pools have grown. */
function compare(attack: (attacked: Attacked) => void, toMovingPart = false): void {
  const context = new TestContext();
  const { undisturbed, attacked } = pools(context);
  const all = [undisturbed, ...attacked.map(({ pool }) => pool)];
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    if (toMovingPart) undisturbed.toMovingPart();
    for (const each of attacked) attack(each);
    nextEpoch(context, all);
  }
  const expected = growth(undisturbed);
  // 19 or 20 epochs of 400 millionths each.
  assert(expected > 7_500_000_000_000n && expected < 8_500_000_000_000n, `${expected}`);
  for (const { pool, part } of attacked) {
    const grown = growth(pool);
    assert(grown * 100n >= expected * 99n, `with ${part} % borrowed it grew by ${grown} instead of ${expected}`);
  }
}

const borrowed = ({ pool, lender, part }: Attacked): bigint => (pool.tokensOf(lender.tokens) * part) / 100n;

/** Borrows, orders, does something with the ticket, cancels and pays back, in one transaction. */
function loan({ pool, lender, thief }: Attacked, tokens: bigint, between: TransactionInstruction[]) {
  const nonce = pool.nextNonce();
  const { address: owner, tokens: destination } = thief;
  const ticket = ticketAddress(pool.pdas, owner, nonce);
  const all = [
    createTransferInstruction(lender.tokens, destination, lender.address, tokens),
    pool.orderInstruction(thief, tokens, 1n, { nonce }),
    ...between,
    instructions.cancelTicket({ pool: pool.deployment, ticket, owner, destination, minimumTokensOut: 0n }),
    createTransferInstruction(destination, lender.tokens, owner, tokens),
  ];
  return pool.context.send(all, [lender.keypair, thief.keypair]);
}

describe("[fault-borrowed] somebody who borrows tokens for a transaction, orders and cancels", function () {
  this.timeout(600_000);

  for (const [when, isLate] of [
    ["at the beginning of the epoch", false],
    ["in its moving part", true],
  ] as const) {
    it(`has no stake deactivated ${when}`, () => {
      compare((attacked) => {
        const tokens = borrowed(attacked);
        const { pool } = attacked;
        for (const index of [0, 1]) {
          const { error } = loan(attacked, tokens, [pool.deactivateInstruction(index)]);
          assert(error === "AtTarget" || error === "OutsideMovingPart", `${error}`);
        }
        // Without it nothing has moved, and the loan is paid back; but not in the moving part, when cancelling takes some of it.
        const { error } = loan(attacked, tokens, []);
        assert.equal(error, isLate ? "Token:InsufficientFunds" : undefined);
        assert.equal(pool.state.coolingLamports, 0n);
        assert.equal(pool.tokensOf(attacked.lender.tokens), 999n * SOL, "it costs nothing, and does nothing");
      }, isLate);
    });
  }
});

describe("[fault-borrowed] somebody who holds tokens until the moving part, has stake moved for them and cancels", function () {
  this.timeout(600_000);

  it("pays for what it idles", () => {
    compare((attacked) => {
      const { pool, lender } = attacked;
      const ticket = pool.order(lender, borrowed(attacked));
      pool.deactivateAll();
      pool.cancel(lender, ticket);
    });
  });
});
