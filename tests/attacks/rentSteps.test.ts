// A rent that changes between two instructions of one epoch, with accounts that were made before it.
import assert from "node:assert/strict";
import { StakeStatus } from "@truestake/sdk";
import { SOL, TestContext } from "../common";
import { FREE } from "./helpers";

/** Rent of an account without data at 6,960 lamports a byte: what the liquidity pool's SOL account needs. */
const EMPTY = 890_880n;
/** Rent of a stake account then. */
const STAKE = 2_282_880n;

describe("[fault-liquidity-rent] after a rise of the rent", () => {
  it("the liquidity pool pays out all that lies over it, and the rest when anybody has sent what is missing", () => {
    const context = new TestContext();
    const pool = context.createTestPool(FREE);
    pool.createLiquidity({ minFee: 0, maxFee: 0, treasuryCut: 0 });
    const [provider, seller] = [pool.provider(), pool.user("seller")];
    pool.deposit(seller, 100n * SOL);
    pool.addLiquidity(provider, 99n * SOL);
    context.chain.setRent(context.chain.lamportsPerByte * 2n);
    assert.equal(pool.removeLiquidity(provider, 99n * SOL).event.data.lamports, 99n * SOL);
    // The seed's SOL is left, of which the dearer rent takes 890,880 lamports.
    context.refused(pool.sellInstruction(seller, SOL), [seller.keypair], "InsufficientLiquidity");
    assert.equal(pool.sell(seller, SOL - EMPTY).event.data.lamports, SOL - EMPTY);
    context.refused(pool.sellInstruction(seller, EMPTY), [seller.keypair], "InsufficientLiquidity");
    context.chain.donate(pool.liquidityPdas.liquiditySol, EMPTY);
    assert.equal(pool.sell(seller, EMPTY).event.data.lamports, EMPTY);
  });
});

describe("[fault-delegate-rent] a rise of the rent in mid-epoch", () => {
  for (const [what, lamports] of [
    ["stops no delegation beside active stake", 100n * SOL],
    ["nor one of the least there may be", SOL + 10n],
  ] as const) {
    it(what, () => {
      const context = new TestContext();
      const pool = context.createTestPool({ ...FREE, scores: [1] });
      const user = pool.user();
      pool.deposit(user, 99n * SOL);
      pool.delegateAll();
      pool.nextEpoch();
      pool.deposit(user, lamports);
      context.chain.setRent(context.chain.lamportsPerByte * 2n);
      const { error } = context.send(pool.delegateInstruction(0));
      // What the rent leaves of the least is too little: then it waits, and is told so.
      assert(error === undefined || error === "BelowMinimumDelegation", `${error}`);
      if (lamports >= 2n * SOL) assert.equal(error, undefined);
      pool.deposit(user, 50n * SOL);
      pool.delegateAll();
      pool.nextEpoch();
      assert.equal(pool.record(0).transientStatus, StakeStatus.Idle, "it has joined");
    });
  }
});

describe("[fault-deposit-rent] a stake account that was made at a lower rent", () => {
  for (const share of [100, 0]) {
    it(`is deposited at a higher one, ${share ? "beside active stake" : "as the first when what it lacks was sent"}`, () => {
      const context = new TestContext();
      context.chain.setRent(696n);
      const pool = context.createTestPool({ ...FREE, scores: [100, 100] });
      const user = pool.user();
      pool.deposit(user, 99n * SOL);
      const stake = context.stakeAccount(user.keypair, pool.vote(0), 5n * SOL);
      if (share) pool.delegateAll();
      pool.nextEpoch();
      context.chain.setRent(6_960n);
      pool.nextEpoch();
      pool.deposit(user, 50n * SOL);
      const { error } = context.send(pool.depositStakeInstruction(user, stake, 0), [user.keypair]);
      // Merging asks for no rent; to move all of it the stake program wants the rent of now, which is said by name.
      assert.equal(error, share ? undefined : "RentMissing");
      if (share) return;
      context.chain.donate(stake, STAKE);
      pool.depositStake(user, stake, 0);
    });
  }
});

describe("[fault-small-withdrawal] after a fall of the rent, while all stake cools down,", () => {
  it("a small withdrawal does not find what the accounts hold too much in its way, measured or not", () => {
    const context = new TestContext();
    // So dear that four accounts hold more than a withdrawal's least: 4 × 328 × 2,000,000 lamports.
    context.chain.setRent(2_000_000n);
    const pool = context.createTestPool({ ...FREE, scores: [100, 100] });
    const user = pool.user();
    pool.deposit(user, 299n * SOL);
    pool.delegateAll();
    pool.nextEpoch();
    pool.order(user, 200n * SOL);
    for (const index of [0, 1]) {
      pool.setScore(index, 0);
      pool.emergency(index);
    }
    context.chain.setRent(6_960n);
    const withdrawal = () => pool.withdrawStakeInstruction(user, 0, 2n * SOL);
    context.done(withdrawal(), [user.keypair]);
    pool.updateValidators();
    context.done(withdrawal(), [user.keypair]);
  });
});
