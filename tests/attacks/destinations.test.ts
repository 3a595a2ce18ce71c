// What is given to an address that can never be paid, or a role to one that can never sign, is lost, or stops what waits for
// it. The guards: tickets go only to addresses that can be paid, roles only to accounts that can act, and the pool's own
// accounts refer nobody.
import assert from "node:assert/strict";
import {
  ComputeBudgetProgram,
  Keypair,
  type PublicKey,
  StakeProgram,
  SYSVAR_CLOCK_PUBKEY,
  SystemProgram,
} from "@solana/web3.js";
import { instructions, markAddress, PROGRAM_ID, type Role } from "@truestake/sdk";
import { fixture, SOL, TestContext, type TestPool } from "../common";

const given = fixture(() => {
  const context = new TestContext();
  const pool = context.createTestPool({ scores: [100], rewardFee: 0 });
  pool.createLiquidity();
  const user = pool.user("user");
  pool.deposit(user, 99n * SOL);
  pool.delegateAll();
  pool.order(user, 10n * SOL);
  pool.order(user, 2n * SOL);
  return { context, pool, user };
});

/** Addresses of the program's and of the chain's at which nothing can be received or signed for. */
const NOBODY: Record<string, (pool: TestPool) => PublicKey> = {
  "the pool": ({ pdas }) => pdas.pool,
  "the reserve": ({ pdas }) => pdas.reserve,
  "the escrow": ({ pdas }) => pdas.escrow,
  "the seed": ({ pdas }) => pdas.seed,
  "the mint": ({ pdas }) => pdas.mint,
  "the validator list": ({ pdas }) => pdas.validators,
  "the price history": ({ pdas }) => pdas.history,
  "the queue": ({ pdas }) => pdas.queue,
  "the stake authority": ({ pdas }) => pdas.stakeAuthority,
  "the mint authority": ({ pdas }) => pdas.mintAuthority,
  "the liquidity pool": ({ liquidityPdas }) => liquidityPdas.liquidity,
  "the liquidity pool's SOL": ({ liquidityPdas }) => liquidityPdas.liquiditySol,
  "the liquidity pool's tokens": ({ liquidityPdas }) => liquidityPdas.liquidityTokens,
  "the mint of its shares": ({ liquidityPdas }) => liquidityPdas.liquidityMint,
  "a validator's mark": (pool) => markAddress(pool.pdas, pool.vote(0)),
  "a ticket": (pool) => pool.ticketAddress(1n),
  "a sysvar": () => SYSVAR_CLOCK_PUBKEY,
  "the system program": () => SystemProgram.programId,
  "a builtin program": () => ComputeBudgetProgram.programId,
  "the stake program": () => StakeProgram.programId,
  "the pool's program": () => PROGRAM_ID,
};

/** What the chain lets nobody write to, whatever a transaction says. */
const UNWRITABLE = new Set([
  "a sysvar",
  "the system program",
  "a builtin program",
  "the stake program",
  "the pool's program",
]);

describe("[fault-destinations] a ticket cannot be given to", () => {
  for (const [name, address] of Object.entries(NOBODY)) {
    it(name, () => {
      const { context, pool, user } = given();
      const transfer = { pool: pool.deployment, ticket: pool.ticketAddress(0n), owner: user.address };
      const instruction = instructions.transferTicket({ ...transfer, newOwner: address(pool) });
      const { error } = context.send(instruction, [user.keypair]);
      // What the chain lets nobody write to is refused by Anchor already.
      assert.equal(error, UNWRITABLE.has(name) ? "ConstraintMut" : "WrongRecipient");
    });
  }

  it("but to anybody who has nothing yet", () => {
    const { context, pool, user } = given();
    const heir = Keypair.generate().publicKey;
    const transfer = { pool: pool.deployment, ticket: pool.ticketAddress(0n), owner: user.address, newOwner: heir };
    context.done(instructions.transferTicket(transfer), [user.keypair]);
    pool.nextEpoch();
    pool.deactivateAll();
    pool.nextEpoch();
    pool.settle(2);
    // 10 SOL less 10 basis points.
    pool.claim(heir, 0n);
    assert.equal(context.chain.balance(heir), 9_990_000_000n);
  });
});

describe("[fault-destinations] a role cannot be given to", () => {
  const addresses: typeof NOBODY = {
    ...NOBODY,
    "a validator's stake account": (pool) => pool.stake(0),
  };
  for (const [name, address] of Object.entries(addresses)) {
    it(name, () => {
      const { context, pool } = given();
      const { admin } = pool.roles;
      for (const role of ["validatorManager", "guardian"] as Role[]) {
        const set = { pool: pool.deployment, admin: admin.publicKey, role, newHolder: address(pool) };
        const { error } = context.send(instructions.setRole(set), [admin]);
        assert.equal(error, name === "the system program" ? "MissingRole" : "WrongRoleHolder");
      }
    });
  }
});

describe("[fault-destinations] a role at the address of a transient stake account to come", () => {
  it("revives nothing when the validator is removed, and does not stop it from being listed again", () => {
    const { context, pool } = given();
    const { admin, manager } = pool.roles;
    pool.setScore(0, 0);
    pool.emergency(0);
    pool.nextEpoch();
    const [vote, stake, transient] = [pool.vote(0), pool.stake(0), pool.transient(0)];
    // No account tells it from anybody's that has only SOL. The change waits five updates.
    const set = {
      pool: pool.deployment,
      admin: admin.publicKey,
      role: "validatorManager" as Role,
      newHolder: transient,
    };
    context.done(instructions.setRole(set), [admin]);
    for (let update = 0; update < 5; update++) pool.nextEpoch();
    pool.removeValidator(0);
    assert.deepEqual([context.chain.account(stake), context.chain.account(transient)], [null, null]);
    context.done(instructions.setRole({ ...set, newHolder: manager.publicKey }), [admin]);
    for (let update = 0; update < 5; update++) pool.nextEpoch();
    pool.addValidator(100, vote);
    pool.deposit(pool.user(), 50n * SOL);
    pool.delegate(0);
  });
});

describe("[fault-referrer] the fee's share goes to no account of", () => {
  const accounts: Record<string, (pool: TestPool) => PublicKey> = {
    "the liquidity pool": ({ liquidityPdas }) => liquidityPdas.liquidityTokens,
    "the escrow": ({ pdas }) => pdas.escrow,
    "the seed, which is locked": ({ pdas }) => pdas.seed,
  };
  for (const [name, address] of Object.entries(accounts)) {
    it(name, () => {
      const { context, pool, user } = given();
      const deposit = pool.depositInstruction(user, 10n * SOL, { referrer: address(pool) });
      context.refused(deposit, [user.keypair], "WrongReferrer");
    });
  }

  it("and somebody who refers themselves gets the referrer's share of the treasury's fee, and nothing of anybody else's", () => {
    const { pool, user } = given();
    const before = pool.books;
    const tokens = pool.tokensOf(user.tokens);
    const { event } = pool.deposit(user, 100n * SOL, { referrer: user.tokens });
    // A fee of 10 basis points, 0.1 token, of which the referrer gets a quarter.
    assert.equal(event.data.treasury_tokens, 75_000_000n);
    assert.equal(event.data.referrer_tokens, 25_000_000n);
    assert.equal(pool.tokensOf(user.tokens) - tokens, 99_925_000_000n);
    assert.equal(pool.books.total - before.total, pool.books.supply - before.supply, "the price is 1 as before");
  });
});
