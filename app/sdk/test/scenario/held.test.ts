// Scenarios held to the program: what they say happens on the in-process chain, to the lamport.
import assert from "node:assert/strict";
import { eventsIn, type User } from "../../../../tests/common";
import { LENDER, TERMS, TestMarket } from "../../../../tests/common/lender";
import { keypairWallet, TruestakeClient } from "../../src";
import { afterRelease } from "../../src/math/ledger";
import { lamportsFor } from "../../src/math/price";
import { ledgerOf, priceAt, unreleasedAt } from "../../src/quote";
import { exit, instant, keeper, outage, slash } from "../../src/scenario";
import { ordersOf } from "../../src/scenario/exit";
import {
  accrued,
  afterSeizure,
  debtOf,
  lent,
  liquidationLimit,
  type Position,
  seize,
} from "../../src/scenario/lending";
import { randomOf } from "../../src/scenario/random";
import { ScenarioTwin, SOL } from "./twin";

const REWARD = 300_000;
const PPM = [300, 300, 300];

describe("scenarios, held to the program", () => {
  let twin: ScenarioTwin;
  let ann: User;

  async function open(options: ConstructorParameters<typeof ScenarioTwin>[0], chain = {}): Promise<void> {
    twin = new ScenarioTwin({ scores: [700, 200, 100], ...options }, chain);
    ann = twin.pool.user("ann", 2_000n * SOL);
    twin.pool.deposit(ann, 1_200n * SOL);
    twin.pool.delegateAll();
    const { chain: of } = twin.context;
    for (let epoch = 0; epoch < 10; epoch++) {
      of.passEpochs(1);
      of.payRewards(PPM.map((ppm, at) => ({ vote: twin.pool.vote(at), partsPerMillion: BigInt(ppm) })));
      twin.pool.update();
    }
  }

  const slashOnChain = (index: number, ppm: number): bigint =>
    [twin.pool.stake(index), twin.pool.transient(index)].reduce((sum, address) => {
      const isThere = twin.context.chain.stakeAccount(address)?.delegation !== undefined;
      return isThere ? sum + twin.context.chain.slash(address, BigInt(ppm)) : sum;
    }, 0n);

  const nextEpoch = (ppm: readonly number[] = PPM): void => {
    twin.context.chain.passEpochs(1);
    twin.context.chain.payRewards(ppm.map((of, at) => ({ vote: twin.pool.vote(at), partsPerMillion: BigInt(of) })));
  };

  /** What a ticket pays when the queue's only one is settled whole. */
  const price = () => priceAt(twin.pool.state, twin.context.chain.slot);

  it("a slash that is measured in its epoch", async () => {
    await open({});
    twin.pool.order(ann, 100n * SOL);
    const state = await twin.state();
    const { result } = slash(state, { validators: [0, 2], lossPpm: 123_457, when: "now" });
    assert.deepEqual(result.price.before, price());
    const lost = slashOnChain(0, 123_457) + slashOnChain(2, 123_457);
    twin.context.done(twin.pool.updateValidatorsInstruction([0, 2]));
    assert.equal(result.lost, lost);
    assert.deepEqual(result.price.after, price());
    assert.equal(result.token.after, lamportsFor(price(), SOL));
    assert.equal(result.fromGains + result.fromPrice, lost, "what is lost is borne by somebody");
    // The ticket, when it is paid: by then all of the release is the price, and what it pays is what it was said to.
    const head = twin.pool.ticket(twin.pool.state.nextSettlement);
    const { total, supply } = price();
    const all = { total: total + unreleasedAt(twin.pool.state, twin.context.chain.slot), supply };
    const gross = [lamportsFor(all, head.tokens), head.orderedLamports].sort((a, b) => (a < b ? -1 : 1))[0] as bigint;
    assert.equal(result.tickets.after, gross - (gross * 10n + 9_999n) / 10_000n, "less the fee of 10 basis points");
  });

  it("a slash of a validator whose stake has come back takes nothing", async () => {
    await open({ maxMove: 10_000 });
    twin.pool.setScore(2, 0);
    twin.pool.toMovingPart();
    twin.pool.deactivateAll();
    for (let epoch = 0; epoch < 2; epoch++) twin.pool.nextEpoch();
    const state = await twin.state();
    assert(state.validators[2]?.stake?.delegation, "the account keeps the words of its past");
    assert.equal(slash(state, { validators: [2], lossPpm: 1_000_000 }).result.lost, 0n);
    const staked = [0, 1].map(
      (index) => twin.context.chain.stakeAccount(twin.pool.stake(index))?.delegation?.stake ?? 0n,
    );
    const { lost } = slash(state, { validators: [0, 1, 2], lossPpm: 1_000_000 }).result;
    assert.equal(lost, (staked[0] as bigint) + (staked[1] as bigint));
  });

  it("a slash that the next epoch's update finds with the rewards", async () => {
    await open({});
    const { result } = slash(await twin.state(), {
      validators: [1],
      lossPpm: 200_000,
      when: "turn",
      rewardPpb: REWARD,
    });
    assert.equal(result.lost, slashOnChain(1, 200_000));
    nextEpoch();
    twin.pool.update();
    assert.deepEqual(result.price.after, price());
  });

  it("an outage of the largest validator, with keepers that run", async () => {
    await open({ maxValidatorShare: 10_000 });
    const { result } = outage(await twin.state(), { epochs: 4, rewardPpb: REWARD });
    const { chain } = twin.context;
    const wallet = keypairWallet(twin.context.payer);
    const client = new TruestakeClient({ connection: chain.connection, wallet, mint: twin.pool.deployment.mint });
    for (let epoch = 0; epoch < 4; epoch++) {
      twin.pool.toMovingPart();
      await client.crank();
      nextEpoch([0, 300, 300]);
      twin.pool.update();
      await client.crank();
    }
    assert.deepEqual(result.price.with, afterRelease(ledgerOf(twin.pool.state, chain.slot)));
    assert.ok(result.lost > SOL, `${result.lost}`);
  });

  it("a mass exit, paid in parts over epochs as the cluster lets stake cool down", async () => {
    await open({ reserveBuffer: 100, ticketFee: 10 }, { clusterStake: 2_000n * SOL });
    const inputs = { leavingBps: 7_000, tickets: 9, overEpochs: 2, instantBps: 0, othersBps: 0, samples: 1, seed: 5 };
    const state = await twin.state();
    const { result } = exit(state, { ...inputs, rewardPpb: REWARD });
    const orders = ordersOf(await twin.world(), result.tokens, inputs, randomOf(5));
    const { chain } = twin.context;
    const wallet = keypairWallet(twin.context.payer);
    const client = new TruestakeClient({ connection: chain.connection, wallet, mint: twin.pool.deployment.mint });
    const paidBy = async (work: () => Promise<unknown>): Promise<bigint> => {
      const before = chain.allTransactions().length;
      await work();
      const events = chain
        .allTransactions()
        .slice(before)
        .flatMap(({ logs }) => eventsIn(logs));
      const settled = events.filter(({ name }) => name === "TicketsSettled");
      return settled.reduce((sum, { data }) => sum + (data.lamports as bigint), 0n);
    };
    const orderUntil = (slot: bigint): void => {
      for (let next = orders[0]; next && next.slot < slot; next = orders[0]) {
        if (next.slot > chain.slot) chain.advanceSlots(next.slot - chain.slot);
        twin.pool.order(ann, next.tokens);
        orders.shift();
      }
    };
    let paid = await paidBy(() => client.crank());
    let waited = 0;
    for (const expected of result.epochs) {
      orderUntil(twin.pool.movingSlot);
      twin.pool.toMovingPart();
      paid += await paidBy(() => client.crank());
      orderUntil((chain.epoch + 1n) * chain.slotsPerEpoch);
      const { queuedLamports, reserveLamports, coolingLamports, stakedLamports } = twin.pool.state;
      assert.deepEqual(
        {
          epoch: waited,
          paid,
          queued: queuedLamports,
          reserve: reserveLamports,
          cooling: coolingLamports,
          staked: stakedLamports,
        },
        expected,
      );
      waited++;
      nextEpoch();
      twin.pool.update();
      paid = await paidBy(() => client.crank());
    }
    assert.ok(result.epochs.length >= 5, `${result.epochs.length} epochs: the cluster's limit is felt`);
    assert.equal(
      result.paid,
      result.epochs.reduce((sum, { paid: each }) => sum + each, 0n),
    );
    assert.equal(twin.pool.state.queuedTokens, 0n);
  });

  it("an update after epochs without one", async () => {
    await open({});
    const { result } = keeper(await twin.state(), { epochs: 3, rewardPpb: REWARD });
    for (let epoch = 0; epoch < 3; epoch++) nextEpoch();
    twin.pool.update();
    const last = result.epochs.at(-1) ?? assert.fail();
    assert.deepEqual(last.outlook, afterRelease(ledgerOf(twin.pool.state, twin.context.chain.slot)));
  });

  it("a sale of the size that empties the liquidity pool", async () => {
    await open({});
    twin.pool.createLiquidity();
    const { result } = instant(await twin.state());
    const { lamports, tokens } = result.emptying;
    const done = twin.pool.sell(ann, tokens);
    assert.equal(done.event.data.lamports, lamports);
  });

  it("a loan, its interest and its liquidation, as example-lender books them", async () => {
    await open({ rewardFee: 0 }, { programs: [LENDER] });
    const { context, pool } = twin;
    const market = new TestMarket(context, pool, context.keypair("lender", 1_000n * SOL));
    context.done([market.create(), market.fund(500n * SOL)], [market.lender]);
    context.done([market.open(ann), market.deposit(ann, 100n * SOL)], [ann.keypair]);
    const bob = pool.user("bob", 500n * SOL);
    pool.deposit(bob, 10n * SOL);
    const terms = {
      loanToValue: TERMS.loan_to_value,
      liquidationThreshold: TERMS.liquidation_threshold,
      liquidationBonus: TERMS.liquidation_bonus,
      interest: TERMS.interest,
    };
    const lamports = 69n * SOL + 7n;
    context.done(market.borrow(ann, lamports), [ann.keypair]);
    let position: Position = lent({ tokens: 100n * SOL, principal: 0n, interest: 0n }, terms, lamports);
    const same = () => {
      const { tokens, principal, debt } = market.state(ann.address);
      assert.deepEqual([position.tokens, position.principal, debtOf(position)], [tokens, principal, debt]);
    };
    same();
    for (const index of [0, 1, 2]) slashOnChain(index, 150_000);
    for (let epoch = 0; epoch < 2; epoch++) {
      nextEpoch([0, 0, 0]);
      pool.update();
    }
    position = accrued(position, terms, 2);
    // After a loss the price now is the lowest of the lender's three.
    assert.ok(debtOf(position) > liquidationLimit(terms, position.tokens, price()));
    const seizure = seize(terms, position, 30n * SOL, price());
    const tokens = bob.tokens;
    const before = pool.tokensOf(tokens);
    context.done(market.liquidate(bob, ann.address, 30n * SOL), [bob.keypair]);
    assert.equal(pool.tokensOf(tokens) - before, seizure.tokens);
    position = afterSeizure(position, seizure);
    same();
  });
});
