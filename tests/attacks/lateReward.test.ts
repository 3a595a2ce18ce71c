// SOL that comes in an epoch's last slots cannot be delegated before the next one: whoever brings it pays for the rewards of the
// epoch, and leaves with none of the others'.
import assert from "node:assert/strict";
import { SOL, TestContext } from "../common";
import { FREE } from "./helpers";

/** Parts per million that stake earns in an epoch. */
const RATE = 400n;

function life(brought: bigint) {
  const context = new TestContext();
  const pool = context.createTestPool({ ...FREE, scores: [100, 100] });
  const [user, thief] = [pool.user("user"), pool.user("thief", 1_000_000n * SOL)];
  pool.deposit(user, 999n * SOL);
  pool.delegateAll();
  const rewards = () => pool.votes.map((vote) => ({ vote, partsPerMillion: RATE }));
  pool.nextEpoch();
  for (let epoch = 0; epoch < 2; epoch++) pool.nextEpoch(rewards());
  const chain = context.chain;
  const before = chain.balance(thief.address);
  // The last slot of the epoch.
  chain.advanceSlots(chain.slotsPerEpoch - 1n - (chain.slot % chain.slotsPerEpoch));
  if (brought > 0n) pool.deposit(thief, brought);
  pool.nextEpoch(rewards());
  pool.delegateAll(); // an honest keeper delegates at once
  // The last slot before the moving part.
  chain.advanceSlots(pool.movingSlot - chain.slot - 1n);
  let ticket = -1n;
  if (brought > 0n) ticket = pool.order(thief, pool.tokensOf(thief.tokens));
  while (pool.deactivateAll() > 0);
  pool.nextEpoch(rewards());
  if (brought > 0n) {
    pool.settle();
    pool.claim(thief.address, ticket);
  }
  const gain = chain.balance(thief.address) - before;
  // All is released.
  pool.delegateAll();
  pool.nextEpoch(rewards());
  pool.nextEpoch(rewards());
  const { total, supply } = pool.books;
  return { gain, users: (pool.tokensOf(user.tokens) * total) / supply };
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
