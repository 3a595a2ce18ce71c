// Rent may change at any time: what accounts were made with is then too little or too much.
import assert from "node:assert/strict";
import type { PublicKey } from "@solana/web3.js";
import { keypairWallet, StakeStatus, TicketStatus, TruestakeClient } from "@truestake/sdk";
import { SOL, TestContext, type TestPool, Twin, type User } from "../common";

describe("[lesson-c] [class-minimum] [bug-marinade-rent] [bug-solido-split] when rent changes", () => {
  let context: TestContext;
  let pool: TestPool;
  let twin: Twin;
  let user: User;
  /** Rent of a stake account when the pool was made. */
  let old: bigint;

  beforeEach(() => {
    context = new TestContext({ lamportsPerByte: 6_960n }); // Rents below are of this: 890,880 of an account without data.
    pool = context.createTestPool({ scores: [100, 100], maxMove: 10_000, rewardFee: 0 });
    twin = new Twin(pool);
    user = pool.user();
    twin.deposit(user, 299n * SOL);
    twin.delegateAll();
    old = context.chain.rentFor(200n);
  });

  const nextEpoch = () => {
    context.chain.passEpochs(1);
    return twin.update();
  };
  const setRent = (times: bigint, over = 1n) => context.chain.setRent((context.chain.lamportsPerByte * times) / over);

  describe("and becomes cheaper", () => {
    beforeEach(() => {
      nextEpoch();
      setRent(1n, 2n);
    });

    it("moves the reserve's share of it, as a gain, and touches no stake account's", () => {
      const { event } = nextEpoch();
      assert.equal(event.data.gain, 445_440n);
      twin.checkBacking();
    });

    it("drains a validator down to the rent of now, and touches no address that was never used", () => {
      nextEpoch();
      pool.setScore(0, 0);
      twin.deactivateAll();
      nextEpoch();
      const { stakeStatus, stakeLamports, transientLamports } = pool.record(0);
      assert.deepEqual([stakeStatus, stakeLamports, transientLamports], [StakeStatus.Idle, old / 2n, old]);
      twin.checkBacking();
    });

    it("goes on delegating, into new accounts at the new rent too", () => {
      nextEpoch();
      twin.deposit(user, 100n * SOL);
      pool.addValidator(100);
      assert.equal(twin.delegateAll(), 1);
      nextEpoch();
      assert.equal(pool.record(2).transientLamports, old / 2n);
      twin.checkBacking();
    });
  });

  describe("and becomes dearer", () => {
    it("takes what the reserve has to keep for a loss", () => {
      nextEpoch();
      setRent(2n);
      const { event } = nextEpoch();
      assert.equal(event.data.loss, 890_880n);
    });

    it("updates, and takes back what has cooled down less the dearer rent", () => {
      nextEpoch();
      pool.setScore(0, 0);
      twin.deactivateAll();
      setRent(2n);
      nextEpoch();
      assert.equal(pool.record(0).stakeLamports, 2n * old);
      assert.equal(pool.record(0).stakeStatus, StakeStatus.Idle);
      twin.checkBacking();
    });

    it("delegates again into an account with too little rent, and makes up for it", () => {
      nextEpoch();
      pool.setScore(0, 0);
      twin.deactivateAll();
      nextEpoch();
      setRent(2n);
      nextEpoch();
      pool.setScore(0, 100);
      twin.delegateAll();
      const stake = context.chain.stakeAccount(pool.stake(0));
      assert.equal(stake?.lamports, (stake?.delegation?.stake ?? 0n) + 2n * old);
      nextEpoch();
      twin.checkBacking();
    });

    describe("while a transient account becomes active", () => {
      beforeEach(() => {
        nextEpoch();
        twin.deposit(user, 100n * SOL);
        twin.delegateAll();
        setRent(2n);
        context.chain.passEpochs(1);
      });

      it("joins it, with what its account lacks from the reserve", () => {
        const reserve = pool.state.reserveLamports;
        twin.update();
        assert.equal(pool.record(0).transientStatus, StakeStatus.Idle);
        assert.equal(pool.record(0).transientLamports, 2n * old);
        // Both validators' transient accounts lack as much again as they were made with, and so does the reserve.
        assert.equal(pool.state.reserveLamports, reserve - 2n * old - 890_880n);
        twin.checkBacking();
      });

      it("leaves it where it is while the reserve has nothing for it", () => {
        const account = context.chain.account(pool.pdas.reserve) ?? assert.fail();
        context.chain.setLamports(pool.pdas.reserve, 2n * 890_880n);
        twin.update();
        assert.equal(pool.record(0).transientStatus, StakeStatus.Delegated);
        assert(BigInt(account.lamports) > 2n * 890_880n);
      });

      it("takes the validator's other account back all the same", () => {
        twin.update();
        pool.setScore(0, 0);
        twin.deactivateAll();
        twin.deactivateAll();
        nextEpoch();
        assert.equal(pool.state.coolingLamports, 0n);
        assert.equal(pool.record(0).stakeStatus, StakeStatus.Idle);
        twin.checkBacking();
      });

      it("joins it when anybody has sent what is missing", () => {
        context.chain.donate(pool.transient(0), old);
        twin.update();
        assert.equal(pool.record(0).transientStatus, StakeStatus.Idle);
        twin.checkBacking();
      });

      it("needs no more than refresh() of the SDK", async () => {
        const { connection } = context.chain;
        const wallet = keypairWallet(user.keypair);
        await new TruestakeClient({ connection, wallet, mint: pool.pdas.mint }).refresh();
        assert.equal(pool.state.lastUpdateEpoch, context.chain.epoch);
      });
    });

    describe("before a transient address was ever used", () => {
      beforeEach(() => {
        nextEpoch();
        setRent(2n);
        nextEpoch();
        twin.order(user, 50n * SOL);
        pool.toMovingPart();
      });

      it("takes a part of the stake, with what the address lacks from the reserve", () => {
        const { reserveLamports, stakedLamports } = pool.state;
        pool.deactivate(0);
        assert.equal(pool.state.reserveLamports, reserveLamports - old);
        assert.equal(pool.state.stakedLamports, stakedLamports + old);
        assert.equal(pool.record(0).transientLamports - pool.state.coolingLamports, 2n * old);
        pool.deactivate(1);
        nextEpoch();
        assert.equal(twin.settle(1), 1);
      });

      it("needs no more than deactivateAll() of the SDK", async () => {
        const { connection } = context.chain;
        const keeper = context.keypair("keeper");
        const client = new TruestakeClient({ connection, wallet: keypairWallet(keeper), mint: pool.pdas.mint });
        const { moves } = await client.deactivateAll();
        assert(moves.some(({ lamports }) => lamports > 0n));
        nextEpoch();
        assert.equal(twin.settle(1), 1);
      });

      it("takes the whole", () => {
        pool.setScore(0, 0);
        const { event } = pool.deactivate(0);
        assert.equal(event.data.stake, pool.stake(0).toBase58());
        nextEpoch();
        assert.equal(twin.settle(1), 1);
      });
    });

    describe("and stake comes and goes", () => {
      let stake: PublicKey;

      beforeEach(() => {
        stake = context.stakeAccount(user.keypair, pool.vote(0), 5n * SOL);
        nextEpoch();
        context.chain.setRent((context.chain.lamportsPerByte * 11n) / 10n);
        nextEpoch();
      });

      const missing = () => context.chain.rentFor(200n) - old;

      it("takes a deposited account, and the validator stake account's missing rent from the reserve", () => {
        const { reserveLamports, stakedLamports } = pool.state;
        const { event } = pool.depositStake(user, stake, 0);
        const { stake_lamports, loose_lamports } = event.data as { stake_lamports: bigint; loose_lamports: bigint };
        assert.equal(pool.state.reserveLamports, reserveLamports + loose_lamports - missing());
        assert.equal(pool.state.stakedLamports, stakedLamports + stake_lamports + missing());
        twin.checkBacking();
      });

      it("gives a stake account; who takes it sends what the other lacks", () => {
        const before = context.chain.balance(pool.stake(0));
        const { event } = pool.withdrawStake(user, 0, 10n * SOL);
        const { lamports } = event.data as { lamports: bigint };
        assert.equal(context.chain.balance(pool.stake(0)), before - lamports + missing());
        assert.equal(nextEpoch().event.data.gain, missing() + BigInt(event.data.fee as bigint), "it is everybody's");
      });

      it("delegates beside active stake into an address that has never been used", () => {
        pool.deposit(user, 100n * SOL);
        pool.delegate(0);
        const { delegation } = context.chain.stakeAccount(pool.transient(0)) ?? assert.fail();
        assert.equal(context.chain.balance(pool.transient(0)), (delegation?.stake ?? 0n) + context.chain.rentFor(200n));
      });
    });

    it("settles and pays the tickets that were made before: what they are paid fills up what their accounts lack", () => {
      nextEpoch();
      twin.order(user, SOL);
      setRent(2n);
      nextEpoch();
      assert.equal(twin.settle(1), 1);
      context.done(pool.claimInstruction(user.address, 0n));
    });

    it("passes a ticket that is smaller than its missing rent, and gives its tokens back", () => {
      nextEpoch();
      twin.order(user, 1_000_000n);
      setRent(3n);
      nextEpoch();
      context.done(pool.settleInstruction(1));
      assert.equal(pool.ticket(0n).status, TicketStatus.Returned);
      assert.equal(pool.cancel(user, 0n).event.data.tokens, 1_000_000n);
    });

    it("pays a part of a ticket that stays open above the rent of now, and the rest when it closes", () => {
      nextEpoch();
      const { reserveLamports } = pool.state;
      twin.order(user, reserveLamports + 10n * SOL);
      setRent(2n);
      nextEpoch();
      // All of the reserve; nothing was deactivated for the rest.
      assert.equal(twin.settle(1), 0);
      const { claimableLamports } = pool.ticket(0n);
      const missing = context.chain.rentFor(256n) / 2n;
      assert.equal(twin.claim(0n), claimableLamports - missing);
      // The validators' transient addresses lack rent as well: the reserve pays that.
      twin.deposit(user, SOL);
      pool.toMovingPart();
      twin.deactivateAll();
      nextEpoch();
      assert.equal(twin.settle(1), 1);
      twin.claim(0n);
      assert.equal(context.chain.account(pool.ticketAddress(0n)), null);
    });
  });
});
