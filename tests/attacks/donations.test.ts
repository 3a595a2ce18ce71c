// Class: lamports and tokens sent where the pool does not expect them, to block it or to move its price.
import assert from "node:assert/strict";
import { Authorized, Keypair, Lockup, StakeProgram, SystemProgram } from "@solana/web3.js";
import { mergeStake } from "@truestake/localnet";
import { StakeStatus } from "@truestake/sdk";
import { SOL, type TestContext, type TestPool, type User } from "../common";
import { stakedPool } from "./helpers";

const given = stakedPool();

describe("[C3-donation] a donation", () => {
  let context: TestContext;
  let pool: TestPool;
  let victim: User;
  let thief: User;

  beforeEach(() => {
    ({ context, pool, victim, thief } = given());
  });

  it("[lesson-b] [bug-spl-lamports] of a lamport to every account of the pool blocks nothing", () => {
    const accounts = [pool.pdas.reserve, pool.pdas.pool, pool.pdas.mint, pool.pdas.escrow, pool.pdas.seed];
    accounts.push(
      pool.pdas.validators,
      pool.pdas.history,
      ...[0, 1].flatMap((at) => [pool.stake(at), pool.transient(at)]),
    );
    const dust = () => {
      for (const address of accounts) context.chain.donate(address, 1n);
    };
    for (let epoch = 0; epoch < 3; epoch++) {
      dust();
      pool.deposit(victim, 50n * SOL);
      dust();
      pool.delegateAll();
      dust();
      const ticket = pool.order(victim, 60n * SOL);
      dust();
      pool.deactivateAll(); // What was only activating,
      pool.updateValidators();
      pool.deactivateAll(); // and the rest.
      dust();
      pool.nextEpoch();
      dust();
      pool.settle();
      context.chain.donate(pool.ticketAddress(ticket), 1n);
      pool.claim(victim.address, ticket);
    }
  });

  it("does not move the price before the next update, and then no more than a reward would", () => {
    const before = pool.books;
    for (const address of [pool.pdas.reserve, pool.stake(0), pool.stake(1)]) context.chain.donate(address, 10n * SOL);
    assert.deepEqual(pool.books, before);
    const { event } = pool.nextEpoch();
    assert.equal(event.data.gain, 30n * SOL);
    const after = pool.books;
    assert.equal(after.total - after.supply, before.total - before.supply, "the price is the same at first");
  });

  it("cannot be bought back cheaply by the donor: who buys before and sells after it loses", () => {
    const start = context.chain.balance(thief.address);
    pool.deposit(thief, 1_000n * SOL);
    context.done(
      SystemProgram.transfer({ fromPubkey: thief.address, toPubkey: pool.pdas.reserve, lamports: 100n * SOL }),
      [thief.keypair],
    );
    pool.nextEpoch();
    pool.nextEpoch();
    pool.order(thief, pool.tokensOf(thief.tokens));
    pool.nextEpoch();
    pool.settle();
    pool.claim(thief.address, 0n);
    assert(context.chain.balance(thief.address) < start);
  });

  it("to a stake account of nothing yet does not stop its creation", () => {
    pool.addValidator(100);
    context.chain.donate(pool.stake(2), 890_880n);
    context.chain.donate(pool.transient(2), 890_880n);
    pool.deposit(victim, 100n * SOL);
    pool.delegate(2);
    assert.equal(pool.record(2).stakeStatus, StakeStatus.Delegated);
    pool.nextEpoch();
    pool.order(victim, 200n * SOL);
    pool.toMovingPart().deactivate(2);
    pool.nextEpoch();
    assert.equal(pool.state.coolingLamports, 0n);
  });

  it("of tokens to escrow and seed changes no books", () => {
    pool.order(victim, 2n * SOL);
    pool.transferTokens(victim, pool.pdas.escrow, SOL);
    pool.transferTokens(victim, pool.pdas.seed, SOL);
    assert.equal(pool.state.queuedTokens, 2n * SOL);
    pool.nextEpoch();
    pool.settle();
    assert.equal(pool.escrowed, SOL);
    assert.equal(pool.supply, pool.state.supply);
  });

  it("of stake cannot be merged into the pool's accounts", () => {
    const own = Keypair.generate();
    const rent = context.chain.rentFor(200n);
    const { address } = thief;
    context.done(
      [
        SystemProgram.createAccount({
          fromPubkey: address,
          newAccountPubkey: own.publicKey,
          lamports: Number(rent + 2n * SOL),
          space: 200,
          programId: StakeProgram.programId,
        }),
        StakeProgram.initialize({
          stakePubkey: own.publicKey,
          authorized: new Authorized(address, address),
          lockup: Lockup.default,
        }),
        ...StakeProgram.delegate({ stakePubkey: own.publicKey, authorizedPubkey: address, votePubkey: pool.vote(0) })
          .instructions,
      ],
      [thief.keypair, own],
    );
    context.chain.passEpochs(1);
    const merge = mergeStake(pool.stake(0), own.publicKey, address);
    context.refused(merge, [thief.keypair], "Stake:MissingRequiredSignature");
  });

  describe("and stake of the pool", () => {
    it("cannot be withdrawn, split, deactivated or taken over by an outsider", () => {
      const stakePubkey = pool.stake(0);
      const { address } = thief;
      const attempts = [
        StakeProgram.withdraw({ stakePubkey, authorizedPubkey: address, toPubkey: address, lamports: 1 }),
        StakeProgram.deactivate({ stakePubkey, authorizedPubkey: address }),
        StakeProgram.delegate({ stakePubkey, authorizedPubkey: address, votePubkey: pool.vote(1) }),
        StakeProgram.authorize({
          stakePubkey,
          authorizedPubkey: address,
          newAuthorizedPubkey: address,
          stakeAuthorizationType: { index: 1 },
        }),
      ];
      for (const { instructions } of attempts) {
        context.refused(instructions, [thief.keypair], "Stake:MissingRequiredSignature");
      }
    });

    it("[C3-lockup] has no lockup and no custodian", () => {
      const data = context.chain.account(pool.stake(0))?.data ?? assert.fail();
      assert(data.subarray(76, 124).every((byte) => byte === 0));
    });
  });
});
