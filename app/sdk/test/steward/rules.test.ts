// What the SDK foretells of a rating is what the program says, by the rules that bend it least: tickets, bonds, commissions, policies.
import assert from "node:assert/strict";
import { SOL } from "../../../../tests/common";
import { stakedMembers } from "../../../../tests/steward/fixture";
import * as sdk from "../../src/steward";
import { StewardStage } from "./support";

const four = stakedMembers(4);

describe("the steward's rules", () => {
  let stage: StewardStage;

  beforeEach(() => {
    stage = new StewardStage(four, 4);
  });

  /** Lamports of the pool, wherever they are. */
  const held = () => stage.pool.state.reserveLamports + stage.pool.state.stakedLamports;

  it("have tickets lower what can be staked once stake moves for them, not before", async () => {
    const { pool, steward, holder } = stage;
    /** Caps and terms with so much of the queue in them. Nothing is buffered, and each bond allows more than the largest share. */
    const counts = async (queued: bigint, when: string) => {
      const { stakeable, most } = await stage.terms();
      assert.equal(stakeable, held() - queued, when);
      // The policy's share is 40 %.
      assert.equal(most, (stakeable * 4n) / 10n, when);
      for (const { cap } of await stage.rate()) assert.equal(cap, most, when);
    };
    steward.nextEpoch();
    await counts(0n, "without tickets");
    pool.order(holder, 30_000n * SOL);
    const first = pool.state.queuedLamports;
    assert(first > 30_000n * SOL);
    await counts(0n, "of this epoch, before the moving part");
    pool.toMovingPart();
    await counts(first, "of this epoch, in the moving part");
    pool.order(holder, 20_000n * SOL);
    assert.equal(pool.state.lateLamports, pool.state.queuedLamports - first);
    await counts(first, "of the moving part, in it");
    steward.endEpoch();
    await counts(pool.state.queuedLamports, "of the epoch before");
    pool.update();
    await counts(pool.state.queuedLamports, "of the epoch before, after the update");
    pool.order(holder, 10_000n * SOL);
    await counts(pool.state.queuedLamports - pool.state.recentLamports, "some of this epoch, some of the one before");
  });

  it("count of a bond what the stake that it may have needs at the target ratio", async () => {
    const { steward } = stage;
    // 13 of 14 credits are 92.8 % of the mean: no new stake. Who has none for long is the third, whose account is closed.
    stage.validator(1).credits = 13n;
    steward.live(10);
    stage.validator(2).close();
    const { price, most } = await stage.terms();
    /** Tokens worth 0.1 % of so much stake: the lamports ceiled, the tokens floored. */
    const tokensFor = (stake: bigint) => (((stake + 999n) / 1_000n) * price.supply) / price.total;
    const stake = steward.stakeOf(stage.validator(1)) - steward.record(stage.validator(1)).coolingLamports;
    const [open, soft, closed] = await stage.rate();
    assert(open && soft && closed);
    assert.deepEqual([open.gates, soft.gates, closed.gates], [0, sdk.GATE_BITS.lowPerformance, sdk.GATE_BITS.closed]);
    // All of the bonds of 100 tokens count; nobody may have more than some 80,000 SOL, which needs some 80.
    assert.equal(open.counted, tokensFor(most));
    assert(open.counted > 78n * SOL && open.counted < 82n * SOL, `${open.counted}`);
    assert(stake < most - SOL);
    assert.equal(soft.counted, tokensFor(stake));
    assert.deepEqual([closed.quality, closed.counted], [0, 0n]);
    const { explain } = await sdk.explainMember(stage.as(), { vote: stage.validator(1).vote });
    // Its stake follows its score, which is lower: nothing says that all of it stays.
    assert.match(explain, /under 97 % of the cluster's credits, so it gets no new stake; ends with: better votes/);
    // A bond too small for its largest share counts whole.
    const vote = stage.validator(3).vote;
    await sdk.requestWithdrawal(stage.ownerOf(stage.validator(3)), { vote, tokens: 70n * SOL });
    const small = (await stage.rate())[3] ?? assert.fail();
    const { debt } = steward.member(stage.validator(3));
    assert.equal(small.counted, 30n * SOL - debt);
  });

  it("keep a quality within a tenth of the new one only with the same commission", async () => {
    const one = stage.validator(0);
    const [before] = await stage.rate();
    // 0.95 to the fourth is 0.8145; 0.97 is 0.8852, which is less than a tenth better.
    assert.equal(before?.quality, 814);
    await sdk.setPledge(stage.ownerOf(one), { vote: one.vote, pledge: 300 });
    one.setCommission(300);
    assert.equal((await stage.rate())[0]?.quality, 885);
    // 0.96 to the fourth is 0.8493: less than a tenth worse, and it counts at once, too.
    one.setCommission(400);
    assert.equal((await stage.rate())[0]?.quality, 849);
    assert.equal((await sdk.fetchMember(stage.context.chain.connection, stage.keys, one.vote)).qualityCommission, 400);
  });

  it("change five epochs later, also where nothing is harder", async () => {
    const begun = stage.epoch;
    const { fromEpoch } = await sdk.updatePolicy(stage.admin, { policy: { joinFee: 0n } });
    assert.equal(fromEpoch, begun + 5n);
    stage.steward.pass(4);
    assert.equal((await stage.terms()).policy.joinFee, SOL / 5n);
    stage.steward.pass(1);
    assert.equal((await stage.terms()).policy.joinFee, 0n);
    await sdk.updatePolicy(stage.admin, { policy: { share: 3_000 } });
    const { policy, nextPolicy, policyEpoch } = (await stage.situation()).steward;
    assert.deepEqual([policy.share, policy.joinFee, nextPolicy.share, nextPolicy.joinFee], [4_000, 0n, 3_000, 0n]);
    assert.equal(policyEpoch, begun + 10n);
  });
});
