// Class: a stake account of the pool's that has become somebody else's: taken over, reset after a restart, never
// initialized. Whatever led there, nothing is sent after it, and what it held is a loss like any other. The guard is the
// check of both authorities in StakeAccount::read.
import assert from "node:assert/strict";
import { type PublicKey, StakeProgram } from "@solana/web3.js";
import { SOL, type TestContext, type TestPool, type User } from "../common";
import { stakedPool } from "./helpers";

const given = stakedPool();

describe("[class-restart] a stake account of the pool's address", () => {
  let context: TestContext;
  let pool: TestPool;
  let victim: User;
  let thief: User;

  beforeEach(() => {
    ({ context, pool, victim, thief } = given());
  });

  /** Writes the thief's address over the staker, the withdrawer or both. */
  function seize(address: PublicKey, offsets = [12, 44]): void {
    const account = context.chain.account(address) ?? assert.fail();
    for (const offset of offsets) thief.address.toBuffer().copy(account.data, offset);
    context.chain.setAccount(address, account);
  }

  const HANDS: Record<string, (address: PublicKey) => void> = {
    "under a thief's authority": (address) => seize(address),
    "with a thief as staker": (address) => seize(address, [12]),
    "with a thief as withdrawer": (address) => seize(address, [44]),
    "that is a ruin, not initialized": (address) => {
      const account = context.chain.account(address) ?? assert.fail();
      context.chain.setAccount(address, { ...account, data: Buffer.alloc(200) });
    },
  };

  for (const [how, spoil] of Object.entries(HANDS)) {
    describe(how, () => {
      it("is written off, and stops nobody", () => {
        const { total } = pool.books;
        const lost = pool.record(1).stakeLamports;
        spoil(pool.stake(1));
        pool.nextEpoch();
        assert.equal(pool.books.total, total - lost);
        pool.deposit(victim, SOL);
        const ticket = pool.order(victim, 50n * SOL);
        pool.toMovingPart().deactivate(0);
        pool.nextEpoch();
        pool.settle();
        pool.claim(victim.address, ticket);
      });

      it("receives nothing from the pool any more, before the update and after it", () => {
        spoil(pool.stake(1));
        const held = context.chain.balance(pool.stake(1));
        const stake = context.stakeAccount(victim.keypair, pool.vote(1), 10n * SOL);
        for (let round = 0; round < 2; round++) {
          pool.deposit(victim, 300n * SOL);
          const attempts = [pool.delegateInstruction(1), pool.depositStakeInstruction(victim, stake, 1)];
          for (const instruction of attempts) {
            const signers = instruction.keys.some(({ isSigner }) => isSigner) ? [victim.keypair] : [];
            const { error } = context.send(instruction, signers);
            assert(error !== undefined);
          }
          pool.nextEpoch();
        }
        assert.equal(context.chain.balance(pool.stake(1)), held);
      });

      it("is neither given to a user nor taken for backing", () => {
        spoil(pool.stake(1));
        assert.throws(() => pool.withdrawStake(victim, 1, 10n * SOL), /NotEnoughStake/);
      });
    });
  }

  it("[bug-spl-transient] that was to be the transient one, made by a thief, receives no stake to cool down", () => {
    const { lamports } = context.chain.account(pool.transient(0)) ?? assert.fail();
    const template = context.stakeAccount(thief.keypair, pool.vote(0), 0n);
    const account = context.chain.account(template) ?? assert.fail();
    context.chain.setAccount(pool.transient(0), { ...account, lamports });
    pool.order(victim, 50n * SOL);
    pool.toMovingPart();
    const { error } = context.send(pool.deactivateInstruction(0));
    assert.match(error ?? "", /^Stake:/);
    // Another validator serves the ticket.
    pool.deactivate(1);
  });

  it("[bug-spl-transient] cannot be made by anybody: the address has no room without the program's signature", () => {
    pool.addValidator(100);
    for (const address of [pool.stake(2), pool.transient(2)]) {
      context.chain.donate(address, 10n * SOL);
      const authorized = { staker: thief.address, withdrawer: thief.address };
      const initialize = StakeProgram.initialize({ stakePubkey: address, authorized });
      context.refused(initialize, [], "Stake:InvalidAccountData");
    }
  });
});
