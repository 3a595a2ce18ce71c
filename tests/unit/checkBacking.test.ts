import assert from "node:assert/strict";
import type { PublicKey } from "@solana/web3.js";
import { decodeBackingAnswer, instructions, PROGRAM_ID } from "@truestake/sdk";
import { fixture, SOL, type TestContext, type TestPool, type User } from "../common";
import { stakedPool } from "./fixture";

/**
 * 400 SOL with validators 0 and 1, stake of validator 0 in both accounts, and a queued ticket; validator 2 has nothing. The
 * books are those of the update.
 */
const staked = stakedPool();
const given = fixture(() => {
  const { context, pool, user } = staked();
  pool.deposit(user, 100n * SOL);
  pool.delegateAll();
  pool.order(user, 5n * SOL);
  return { context, pool, user };
});

describe("check_backing", () => {
  let context: TestContext;
  let pool: TestPool;
  let user: User;

  beforeEach(() => {
    ({ context, pool, user } = given());
  });

  const check = (indexes = [0, 1, 2]) => {
    const { list } = pool;
    return instructions.checkBacking({ pool: pool.deployment, validators: indexes.map((at) => list.record(at)) });
  };
  const refuses = (error: string, indexes?: number[]) => context.refused(check(indexes), [], error);
  function answer(indexes?: number[]) {
    const { changes, events, landed } = context.done(check(indexes));
    assert.deepEqual(changes, {});
    assert.deepEqual(events, []);
    assert(landed.returnData?.program.equals(PROGRAM_ID));
    return landed.returnData?.data ?? assert.fail();
  }
  /** Takes lamports out of an account, as no instruction does. */
  const steal = (address: PublicKey, lamports = 1n) =>
    context.chain.setLamports(address, context.chain.balance(address) - lamports);

  describe("when the accounts hold what the books say", () => {
    it("answers with both sums, in 17 bytes", () => {
      const data = answer();
      assert.equal(data.length, 17);
      assert.equal(data.readUInt8(0), 1);
      const { reserveLamports, stakedLamports } = pool.state;
      assert.equal(data.readBigUInt64LE(1), reserveLamports + stakedLamports);
      assert.equal(data.readBigUInt64LE(9), reserveLamports + stakedLamports);
    });

    it("answers for the reserve alone, and for the list in slices that add up", () => {
      const { reserveLamports, stakedLamports } = pool.state;
      assert.equal(decodeBackingAnswer(answer([])).booked, reserveLamports);
      const slices = [[0], [1], [2], [0, 1], [2, 1, 0]].map((slice) => decodeBackingAnswer(answer(slice)).booked);
      const [first = 0n, second = 0n, third = 0n, both, all] = slices.map((booked) => booked - reserveLamports);
      assert.equal(first + second + third, stakedLamports);
      assert.equal(both, first + second);
      assert.equal(all, stakedLamports);
    });

    it("counts what they hold beyond the books", () => {
      const { booked } = decodeBackingAnswer(answer());
      for (const address of [pool.pdas.reserve, pool.stake(0), pool.transient(1)]) context.chain.donate(address, SOL);
      assert.deepEqual({ ...decodeBackingAnswer(answer()) }, { version: 1, booked, held: booked + 3n * SOL });
      context.chain.passEpochs(1);
      context.chain.payRewards([{ vote: pool.vote(0), partsPerMillion: 1_000n }]);
      assert(decodeBackingAnswer(answer()).held > booked + 3n * SOL);
    });

    it("is open in any epoch, while rewards are being paid out and the pool is paused", () => {
      context.chain.passEpochs(2);
      context.chain.setRewardsActive(true);
      pool.pause();
      answer();
    });
  });

  describe("when an account is short", () => {
    it("refuses for a lamport less in the reserve", () => {
      steal(pool.pdas.reserve);
      refuses("NotBacked", []);
    });
    it("refuses when the reserve does not hold even its rent", () => {
      context.chain.setLamports(pool.pdas.reserve, 1n);
      refuses("NotBacked", []);
    });
    it("refuses for a lamport less in a validator stake account, and not where nobody looks", () => {
      steal(pool.stake(1));
      refuses("NotBacked");
      refuses("NotBacked", [1]);
      answer([0, 2]);
    });
    it("refuses for a lamport less in a transient account", () => {
      steal(pool.transient(0));
      refuses("NotBacked", [0]);
    });
    it("refuses when one account is short though another has more", () => {
      steal(pool.stake(1));
      context.chain.donate(pool.stake(0), SOL);
      context.chain.donate(pool.pdas.reserve, SOL);
      refuses("NotBacked");
    });
    it("refuses when an account is gone", () => {
      context.chain.setLamports(pool.stake(1), 0n);
      refuses("NotBacked", [1]);
    });
    it("refuses when an account is somebody else's", () => {
      const account = context.chain.account(pool.stake(1)) ?? assert.fail();
      user.address.toBuffer().copy(account.data, 12 + 32);
      context.chain.setAccount(pool.stake(1), account);
      refuses("NotBacked", [1]);
      context.chain.setAccount(pool.stake(1), { ...account, owner: PROGRAM_ID });
      refuses("NotBacked", [1]);
    });
    it("refuses after a loss, until the update has written it off", () => {
      context.chain.slash(pool.stake(0), 1_000n);
      refuses("NotBacked", [0]);
      pool.nextEpoch();
      answer();
    });
    it("refuses when the escrow holds less than the tickets", () => {
      const account = context.chain.account(pool.pdas.escrow) ?? assert.fail();
      account.data.writeBigUInt64LE(5n * SOL - 1n, 64);
      context.chain.setAccount(pool.pdas.escrow, account);
      refuses("NotBacked", []);
    });
    it("refuses when the mint has issued more than the books know", () => {
      pool.injectSupply(pool.supply + 1n);
      refuses("SupplyAboveBooks", []);
    });
    it("passes when tokens were burned", () => {
      pool.burn(user, SOL);
      answer();
    });
  });

  describe("when the accounts are not those of the validators", () => {
    const changed = (change: (keys: ReturnType<typeof check>["keys"]) => void, error: string, indexes = [0, 1]) => {
      const instruction = check(indexes);
      change(instruction.keys);
      context.refused(instruction, [], error);
    };
    const NAMED = 5;

    it("refuses a missing one", () => changed((keys) => keys.pop(), "WrongAccountCount"));
    it("refuses one too many, twice the same too", () => {
      changed((keys) => keys.push({ pubkey: user.address, isSigner: false, isWritable: false }), "WrongAccountCount");
      changed((keys) => keys.push(keys.at(-1) ?? assert.fail()), "WrongAccountCount");
    });
    it("refuses a wrong validator stake account", () => {
      changed((keys) => {
        keys[NAMED] = { pubkey: pool.stake(1), isSigner: false, isWritable: false };
      }, "WrongStakeAccount");
    });
    it("refuses a wrong transient account", () => {
      changed((keys) => {
        keys[NAMED + 1] = { pubkey: pool.transient(1), isSigner: false, isWritable: false };
      }, "WrongTransientAccount");
    });
    it("refuses them in another order", () => {
      changed((keys) => {
        const [stake, transient] = keys.splice(NAMED, 2);
        keys.splice(NAMED, 0, transient ?? assert.fail(), stake ?? assert.fail());
      }, "WrongStakeAccount");
    });
    it("refuses an index outside the list", () => {
      const { ...record } = pool.record(0);
      for (const index of [3, 2 ** 32 - 1]) {
        const instruction = instructions.checkBacking({ pool: pool.deployment, validators: [{ ...record, index }] });
        context.refused(instruction, [], "ValidatorNotFound");
      }
    });
  });
});
