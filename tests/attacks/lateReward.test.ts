// SOL that comes in an epoch's last slots cannot be delegated before the next one: whoever brings it pays for the rewards of the
// epoch, and leaves with none of the others'.
import assert from "node:assert/strict";
import { SOL, TestContext } from "../common";
import { FREE } from "./helpers";
import { beginLateSol, leaveWith, toSlot } from "./lateSol";

function life(brought: bigint) {
  const life = beginLateSol({ users: 999n * SOL });
  // The last slot of the epoch.
  toSlot(life, life.pool.chain.slotsPerEpoch - 1n);
  if (brought > 0n) life.pool.deposit(life.thief, brought);
  return leaveWith(life, brought);
}

describe("[fault-late-reward] SOL that comes in the last slot and is recalled in the next epoch's moving part", () => {
  const alone = life(0n);
  for (const brought of [100n * SOL, 1_000n * SOL, 9_000n * SOL]) {
    it(`of ${brought / SOL} SOL beside 1,000 takes nothing of the others' rewards`, () => {
      const { gain, users } = life(brought);
      const lost = alone.users - users;
      // What its SOL earned: nothing.
      assert(gain <= 0n, `gained ${gain}`);
      assert(lost <= 0n, `the user lacks ${lost}`);
    });
  }
});

const [REWARDS, OTHER] = [400n, 150n];

describe("[fault-late-reward] stake that is taken in the last slot", () => {
  it("brings its taker no more than the fee, tips included", () => {
    const context = new TestContext();
    const pool = context.createTestPool({ ...FREE, scores: [100, 100] });
    const chain = context.chain;
    const [user, thief] = [pool.user("user"), pool.user("thief")];
    pool.deposit(user, 999n * SOL);
    pool.delegateAll();
    pool.nextEpoch();
    const pay = (exit?: ReturnType<typeof pool.exitStake>) => {
      chain.passEpochs(1);
      chain.payRewards(pool.votes.map((vote) => ({ vote, partsPerMillion: REWARDS })));
      for (const account of [pool.stake(0), pool.stake(1), ...(exit ? [exit] : [])]) {
        const stake = chain.stakeAccount(account)?.delegation?.stake ?? 0n;
        chain.donate(account, (stake * OTHER) / 1_000_000n);
      }
      pool.update();
    };
    for (let epoch = 0; epoch < 3; epoch++) pay();
    // All of that is released.
    pool.chain.advanceSlots(chain.slotsPerEpoch - 1n - (chain.slot % chain.slotsPerEpoch));
    const before = chain.balance(thief.address);
    pool.deposit(thief, 400n * SOL);
    const nonce = pool.nextNonce();
    context.done(pool.withdrawStakeInstruction(thief, 0, pool.tokensOf(thief.tokens), { nonce }), [thief.keypair]);
    const exit = pool.exitStake(thief, nonce);
    pay(exit);
    const gain = chain.balance(thief.address) + chain.balance(exit) - before;
    assert(gain <= 1_000_000n, `${gain}`);
  });
});
