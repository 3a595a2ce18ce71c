// A pool on the in-process chain and a world beside it that does the same: after every step both are the same, to the lamport.
import assert from "node:assert/strict";
import { TestContext, type TestPool, type User } from "../../../../tests/common";
import { keypairWallet, plain, TruestakeClient } from "../../src";
import { fetchScenarioState, type ScenarioState } from "../../src/scenario";
import { crank } from "../../src/scenario/world/move";
import { order } from "../../src/scenario/world/queue";
import { slashStake, toMovingPart, toNextEpoch } from "../../src/scenario/world/time";
import { update, updateValidators } from "../../src/scenario/world/update";
import { type World, worldOf } from "../../src/scenario/world/world";

export const SOL = 1_000_000_000n;

type PoolOptions = Parameters<TestContext["createTestPool"]>[0];
type ContextOptions = ConstructorParameters<typeof TestContext>[0];

/** Who the tickets are for and where they lie is not a scenario's business. */
const OWN = ["address", "owner", "orderer", "nonce", "rentPayer", "bump", "reserved"];

export class ScenarioTwin {
  readonly context: TestContext;
  readonly pool: TestPool;
  private readonly keeper: TruestakeClient;

  constructor(options: PoolOptions, contextOptions: ContextOptions = {}) {
    this.context = new TestContext(contextOptions);
    this.pool = this.context.createTestPool({ rewardFee: 500, depositFee: 0, ...options });
    const { connection } = this.context.chain;
    const wallet = keypairWallet(this.context.payer);
    this.keeper = new TruestakeClient({ connection, wallet, mint: this.pool.deployment.mint });
  }

  async state(): Promise<ScenarioState> {
    return fetchScenarioState(this.context.chain.connection, this.pool.deployment);
  }

  async world(): Promise<World> {
    return worldOf(await this.state());
  }

  /** A keeper's pass on the chain and in the world. */
  async crank(world: World): Promise<void> {
    await this.keeper.crank();
    crank(world);
    await this.same(world, "after the cranks");
  }

  async order(world: World, user: User, tokens: bigint): Promise<void> {
    this.pool.order(user, tokens);
    order(world, tokens);
    await this.same(world, "after an order");
  }

  async toMovingPart(world: World): Promise<void> {
    this.pool.toMovingPart();
    toMovingPart(world);
    await this.same(world, "in the moving part");
  }

  /** The next epoch with its rewards, in parts per million, and its update. */
  async nextEpoch(world: World, partsPerMillion: readonly number[]): Promise<void> {
    const { chain } = this.context;
    chain.passEpochs(1);
    chain.payRewards(
      partsPerMillion.map((ppm, index) => ({ vote: this.pool.vote(index), partsPerMillion: BigInt(ppm) })),
    );
    toNextEpoch(world, ({ record }) => 1_000 * (partsPerMillion[record.index] ?? 0));
    this.pool.update();
    update(world);
    await this.same(world, "after an update");
  }

  slash(world: World, index: number, partsPerMillion: number): void {
    const { chain } = this.context;
    let loss = 0n;
    for (const address of [this.pool.stake(index), this.pool.transient(index)]) {
      if (chain.stakeAccount(address)?.delegation) loss += chain.slash(address, BigInt(partsPerMillion));
    }
    assert.equal(slashStake(world, index, partsPerMillion), loss, "what is lost");
  }

  async measure(world: World, index: number): Promise<void> {
    this.context.done(this.pool.updateValidatorsInstruction([index]));
    updateValidators(world, [index]);
    await this.same(world, "after measuring");
  }

  /** Every field of the pool, its validators with their stake accounts, the queue, the clock and the balances. */
  async same(world: World, when: string): Promise<void> {
    const state = await this.state();
    const own = (ticket: object) => Object.fromEntries(Object.entries(ticket).filter(([name]) => !OWN.includes(name)));
    assert.deepEqual(plain(world.pool), plain(state.pool), `the pool ${when}`);
    assert.deepEqual(plain(world.validators.map(kept)), plain(state.validators.map(kept)), `the validators ${when}`);
    const limits = ({ scores, top, loweredEpoch }: World | ScenarioState) => plain({ scores, top, loweredEpoch });
    assert.deepEqual(limits(world), limits(state), `the limits ${when}`);
    assert.deepEqual(world.tickets.map(own).map(plain), state.tickets.map(own).map(plain), `the queue ${when}`);
    assert.deepEqual(plain(world.clock), plain(state.clock), `the clock ${when}`);
    assert.deepEqual(
      [world.reserveBalance, world.mintSupply],
      [state.reserveBalance, state.mintSupply],
      `reserve and supply ${when}`,
    );
    const last = state.cluster[0];
    if (last) {
      const { epoch, ...entry } = last;
      assert.deepEqual(world.stakeHistory.get(epoch), entry, `the cluster's stake ${when}`);
    }
  }
}

/** A validator without what only its address says: a stake account that is at rest keeps words of its past. */
function kept({ record, stake, transient, voteOpen }: World["validators"][number]): unknown {
  const account = (of: typeof stake, isUsed: boolean) =>
    of && { lamports: of.lamports, ...(isUsed ? { delegation: of.delegation } : {}) };
  return {
    ...{ record, voteOpen },
    stake: account(stake, record.stakeStatus > 1),
    transient: account(transient, record.transientStatus > 1),
  };
}
