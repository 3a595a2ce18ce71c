// What a program has to know that stakes with an address of its own, shown on the example vault.
import assert from "node:assert/strict";
import { instructions } from "@truestake/sdk";
import { fixture, SOL, TestContext, type TestPool, type User } from "../common";
import { TestVault, VAULT } from "../common/vault";

/** A pool of 100 SOL at a price of 1, all of it active but for a reserve of 1 SOL; and a vault with 50 SOL. */
const given = fixture(() => {
  const context = new TestContext({ programs: [VAULT] });
  const pool = context.createTestPool({ scores: [100], rewardFee: 0, depositFee: 0 });
  const user = pool.user();
  pool.deposit(user, 99n * SOL);
  pool.delegateAll();
  pool.nextEpoch();
  const vault = new TestVault(context, pool, context.keypair("owner"));
  context.done(vault.create(), [vault.owner]);
  vault.fund(user.keypair, 50n * SOL);
  return { context, pool, user, vault };
});

describe("a vault that stakes", () => {
  let context: TestContext;
  let pool: TestPool;
  let user: User;
  let vault: TestVault;

  beforeEach(() => {
    ({ context, pool, user, vault } = given());
  });

  const done = (instruction: ReturnType<TestVault["create"]>) => context.done(instruction, [vault.owner]);

  it("values its tokens as the pool's program does, in every slot of a release", () => {
    done(vault.deposit(7n * SOL + 3n));
    context.chain.donate(pool.pdas.reserve, 5n * SOL + 1n);
    pool.nextEpoch();
    for (const slots of [0n, 1n, 332n, 600n]) {
      context.chain.advanceSlots(slots);
      const { total, supply } = pool.price;
      const { tokens, tokensWorth } = vault.holdings;
      assert.equal(tokensWorth, (tokens * total) / supply);
    }
  });

  it("pays a premium for what is being released, and has it back when that is over", () => {
    context.chain.donate(pool.pdas.reserve, 10n * SOL);
    pool.nextEpoch();
    // 110 SOL will stand for 100 tokens: 11 SOL buy 10 tokens, which are worth 10 SOL now.
    const { event } = done(vault.deposit(11n * SOL));
    assert.equal(event.data.premium, SOL);
    assert.deepEqual(vault.holdings, { lamports: 39n * SOL, tokens: 10n * SOL, tokensWorth: 10n * SOL });
    pool.nextEpoch();
    // 121 SOL for 110 tokens.
    assert.equal(vault.holdings.tokensWorth, 11n * SOL);
  });

  it("is paid a ticket in parts", () => {
    done(vault.deposit(50n * SOL));
    pool.delegateAll();
    pool.nextEpoch();
    // So late that no stake is deactivated for it in this epoch.
    pool.toMovingPart();
    const paid = context.chain.balance(vault.owner.publicKey);
    done(vault.order(0n, 50n * SOL));
    pool.nextEpoch();
    pool.settle();
    context.done(vault.claim(0n));
    const part = vault.available;
    assert(part > 0n && part < 2n * SOL, "the reserve was all that there was");

    pool.deactivateAll();
    pool.nextEpoch();
    pool.settle();
    context.done(vault.claim(0n));
    // 50 SOL less 0.1 %, and a lamport: the fee of each of the two parts is ceiled.
    assert.equal(vault.available, 49_949_999_999n);
    assert.equal(context.chain.account(vault.ticket(0n)), null);
    assert.equal(context.chain.balance(vault.owner.publicKey), paid, "the rent is back");
    assert.deepEqual(vault.holdings, { lamports: 49_949_999_999n, tokens: 0n, tokensWorth: 0n });
  });

  it("leaves in three ways with all that it came with, less what each way costs", () => {
    pool.createLiquidity({ minFee: 100, maxFee: 100 }, 100n * SOL);
    pool.settleLiquidity();
    done(vault.deposit(30n * SOL));
    done(vault.order(0n, 10n * SOL));
    done(vault.sell(10n * SOL));
    // 20 SOL and ⌊10 ÷ 1.01⌋: the rate is of what leaves the liquidity pool.
    assert.equal(vault.available, 29_900_990_099n);
    done(vault.takeStake(0n, pool.vote(0), 10n * SOL));
    // 10 SOL less 0.1 %.
    assert.equal(context.chain.balance(vault.exitStake(0n)), 9_990_000_000n + context.chain.rentFor(200n));
    pool.deactivateAll();
    pool.nextEpoch();
    pool.settle();
    context.done(vault.claim(0n));
    // 9.99 SOL more.
    assert.deepEqual(vault.holdings, { lamports: 39_890_990_099n, tokens: 0n, tokensWorth: 0n });
    done(vault.withdrawSol(39_890_990_099n));
  });

  it("takes the tokens of a ticket back that somebody gave it", () => {
    const sequence = pool.order(user, 5n * SOL);
    const ticket = pool.ticketAddress(sequence);
    const gift = { pool: pool.deployment, ticket, owner: user.address, newOwner: vault.holder };
    context.done(instructions.transferTicket(gift), [user.keypair]);
    done(vault.cancel(0n, { ticket }));
    assert.equal(pool.tokensOf(vault.tokens), 5n * SOL);
  });
});
