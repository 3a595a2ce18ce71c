// A slash that bonds make good, held to both programs: what assess charges and cover burns, and what a token is worth after it.
import assert from "node:assert/strict";
import { type TestContext, type TestPool, SOL as TOKENS } from "../../../../tests/common";
import type { TestSteward, TestValidator } from "../../../../tests/common/steward";
import { stakedMembers, stewardedPool } from "../../../../tests/steward/fixture";
import { afterRelease } from "../../src/math/ledger";
import { ledgerOf } from "../../src/quote";
import { type BondHit, fetchScenarioState, inputsHash, type ScenarioState, slash } from "../../src/scenario";
import { stateFromJson, stateToJson } from "../../src/scenario/state";
import { decode, type StewardTypeName, sizeOf } from "../../src/steward/layout";
import { ScenarioTwin, SOL } from "./twin";

/** What stake of a test's validators earns in an epoch: 400 parts per million, of which they take a twentieth. */
const REWARD_PPB = 380_000;
const MILLION = 1_000_000n;

const staked = stakedMembers(4);
const old = stewardedPool(4, {}, 3);

describe("a slash that bonds make good", () => {
  let context: TestContext;
  let pool: TestPool;
  let steward: TestSteward;
  let first: TestValidator;

  function begin(given: typeof old): void {
    ({ context, pool, steward } = given());
    for (const [place, validator] of steward.validators.entries()) {
      Object.assign(validator, { credits: 14n, taken: undefined, index: given === staked ? place : -1 });
    }
    steward.notes = true;
    first = steward.validators[0] ?? assert.fail();
  }

  const read = (options = {}): Promise<ScenarioState> =>
    fetchScenarioState(context.chain.connection, pool.deployment, options);
  const placeOf = (validator = first): number => steward.placeInPool(validator.vote);

  /** Takes parts per million of all stake with a validator. */
  function slashOnChain(ppm: number, validator = first): bigint {
    const index = placeOf(validator);
    return [pool.stake(index), pool.transient(index)].reduce((sum, address) => {
      const isThere = context.chain.stakeAccount(address)?.delegation !== undefined;
      return isThere ? sum + context.chain.slash(address, BigInt(ppm)) : sum;
    }, 0n);
  }

  const measure = (validator = first) => context.done(pool.updateValidatorsInstruction([placeOf(validator)]));

  /** Lamports that an assessment charges. */
  function assess(validator = first): bigint {
    const [event] = steward.events(context.done(steward.assess([validator])));
    const [member] = (event?.data.members ?? []) as { commission: bigint; uptime: bigint; lost: bigint }[];
    return member ? member.commission + member.uptime + member.lost : 0n;
  }

  /** What cover burns and leaves, against what the scenario says. */
  function covers({ tokens, burned, left, unpaid, carried }: BondHit, owedBefore = 0n): void {
    const before = pool.tokensOf(steward.vault);
    context.done(steward.cover([first.index]));
    assert.equal(before - pool.tokensOf(steward.vault), owedBefore + burned, "burned");
    assert.equal(tokens - burned, left);
    const { tokens: found, debt, carried_lamports } = steward.member(first);
    assert.deepEqual([found, debt, carried_lamports], [left, unpaid, carried]);
  }

  /** What a token is worth once all that the last update found is released. */
  const later = (): bigint => {
    const { total, supply } = afterRelease(ledgerOf(pool.state, context.chain.slot));
    return (TOKENS * total) / supply;
  };

  async function told(inputs: { lossPpm: number; when?: "now" | "turn" }, state?: ScenarioState) {
    const of = state ?? (await read());
    const { result } = slash(of, { validators: [placeOf()], rewardPpb: REWARD_PPB, ...inputs });
    const { bonds } = result;
    assert(bonds, "the steward manages");
    return { result, bonds, hit: bonds.validators[0] ?? assert.fail() };
  }

  it("now, and it covers it whole: the bond pays, and no token is worth less", async () => {
    begin(staked);
    // A thousandth of some 50,000 SOL is about 50 SOL, of a bond of 100.
    const { bonds, hit, result } = await told({ lossPpm: 1_000 });
    const before = steward.lastPrice();
    const lost = slashOnChain(1_000);
    measure();
    assert.equal(result.lost, lost);
    assert.deepEqual([hit.less, hit.charged, hit.bond], [lost, lost, lost]);
    assert.equal(assess(), hit.charged);
    const history = (await read()).prices.at(-2) ?? assert.fail();
    assert.equal(hit.burned, (lost * history.supply + history.total - 1n) / history.total, "at the price before");
    assert(before.total * history.supply > history.total * before.supply, "which was lower than that of this epoch");
    covers(hit);
    assert.deepEqual([bonds.holders, bonds.burned], [0n, hit.burned]);
    steward.nextEpoch();
    assert.equal(bonds.token.after, later());
    assert(bonds.token.after >= bonds.token.before, "the burn restores what was lost");
    assert(bonds.token.without < bonds.token.before);
  });

  it("now, and it is more than the bond: all of that is burned, and the holders bear the rest", async () => {
    begin(staked);
    const { bonds, hit } = await told({ lossPpm: 500_000 });
    const lost = slashOnChain(500_000);
    measure();
    assert.equal(assess(), lost);
    assert.deepEqual([hit.less, hit.burned, hit.left], [lost, 100n * TOKENS, 0n]);
    assert(hit.unpaid > 0n && bonds.holders === lost - hit.bond && bonds.holders > 0n);
    covers(hit);
    steward.nextEpoch();
    assert.equal(bonds.token.after, later());
    assert(bonds.token.without < bonds.token.after && bonds.token.after < bonds.token.before);
  });

  it("at the turn: with the rewards that the lost stake does not earn", async () => {
    begin(staked);
    const { bonds, hit, result } = await told({ lossPpm: 2_000, when: "turn" });
    assert.equal(result.lost, slashOnChain(2_000));
    endEpochExactly();
    pool.update();
    assert.equal(assess(), hit.charged);
    // What it would have earned, less what it did: 380 parts per million of the stake that is gone.
    const unearned = hit.less - result.lost;
    assert(unearned > 0n && unearned - (result.lost * BigInt(REWARD_PPB)) / 1_000_000_000n <= 2n, `${unearned}`);
    covers(hit);
    steward.nextEpoch();
    assert.equal(bonds.token.after, later());
  });

  it("is not charged where it is too little, and what was owed before comes first", async () => {
    begin(staked);
    context.done(steward.updatePolicy({ least_debt: SOL }), [pool.roles.admin]);
    steward.live(5);
    const small = await told({ lossPpm: 1 });
    assert(small.hit.less > 0n && small.hit.less < SOL, "a millionth of some 50,000 SOL");
    assert.deepEqual([small.hit.burned, small.hit.bond, small.hit.carried], [0n, 0n, small.hit.less]);
    slashOnChain(1);
    measure();
    assert.equal(assess(), small.hit.charged);
    assert.equal(steward.member(first).carried_lamports, small.hit.carried);
    // A debt that nobody has covered yet.
    first.taken = 10_000n;
    steward.nextEpoch();
    const unknown = await told({ lossPpm: 1_000 });
    assert.equal(unknown.hit.isAssessed, false, "what it took beyond its pledge is not known without its votes");
    assess();
    const { debt } = steward.member(first);
    assert(debt > TOKENS, `${debt}`);
    const { hit } = await told({ lossPpm: 1_000 });
    assert.equal(hit.isAssessed, true);
    assert.equal(hit.tokens, 100n * TOKENS - debt);
    slashOnChain(1_000);
    measure();
    assert.equal(assess(), hit.charged);
    covers(hit, debt);
  });

  it("is charged to nobody who joined after what it is measured with, nor where there is no bond", async () => {
    begin(old);
    steward.admit(first);
    const state = await read();
    const stranger = steward.validators[1] ?? assert.fail();
    const { result } = slash(state, { validators: [placeOf(), placeOf(stranger)], lossPpm: 10_000 });
    const [hit, none] = result.bonds?.validators ?? [];
    assert(hit && none);
    assert.deepEqual([hit.isMember, hit.charged, hit.burned, hit.left], [true, 0n, 0n, 100n * TOKENS]);
    assert.deepEqual([none.isMember, none.charged, none.left], [false, 0n, 0n]);
    assert.equal(result.bonds?.holders, result.lost);
    const lost = slashOnChain(10_000);
    measure();
    assert.equal(steward.record(first).earning.lost, lost);
    assert.equal(assess(), 0n);
  });

  it("of a steward that does not manage is there only for who asks", async () => {
    begin(staked);
    steward.takeOver(pool.roles.manager.publicKey);
    const state = await read();
    assert.equal(state.bonds, undefined);
    assert.equal(slash(state, { lossPpm: 1_000 }).result.bonds, null);
    // Its bonds stand until the end of the epoch in which somebody sees that it was dismissed: the first assessment does.
    const stands: boolean[] = [];
    for (let epoch = 0; epoch < 2; epoch++) {
      const { hit } = await told({ lossPpm: 100 }, await read({ steward: true }));
      const lost = slashOnChain(100);
      measure();
      assess();
      const charged = steward.member(first).debt > 0n;
      assert.equal(hit.charged, charged ? lost : 0n, `epoch ${epoch}`);
      covers(hit);
      stands.push(charged);
      steward.nextEpoch();
      assess();
    }
    assert.deepEqual(stands, [true, false]);
    const other = new ScenarioTwin({ scores: [1] });
    await assert.rejects(
      fetchScenarioState(other.context.chain.connection, other.pool.deployment, { steward: true }),
      /the pool's steward/,
    );
  });

  it("comes out again of a saved state, with the same hash", async () => {
    begin(staked);
    const state = await read();
    const again = stateFromJson(stateToJson(state));
    const [run, same] = [slash(state), slash(again)];
    assert.deepEqual(same, run);
    assert.equal(await inputsHash(same, again), await inputsHash(run, state));
    const { bonds: _, ...none } = state;
    assert.notEqual(await inputsHash(run, state), await inputsHash(run, none));
    const broken = stateToJson(state).replace(/"carriedLamports": "\d+"/, '"carriedLamports": "some"');
    assert.throws(() => stateFromJson(broken), /state\.bonds\.members\[0\]\.carriedLamports/);
  });

  it("by numbers worked out by hand", async () => {
    // 1,000 SOL at a price of 1; 10 % of a stake, of which the bond has half.
    const twin = new ScenarioTwin({ scores: [1], reserveBuffer: 0, rewardFee: 0 });
    twin.pool.deposit(twin.pool.user("ann", 2_000n * SOL), 999n * SOL);
    twin.pool.delegateAll();
    for (let epoch = 0; epoch < 2; epoch++) twin.pool.nextEpoch();
    const state = await twin.state();
    const zeros = <N extends StewardTypeName>(name: N) => decode(name, new Uint8Array(sizeOf(name)));
    const [validator] = state.validators;
    assert(validator);
    const stake = validator.stake?.delegation?.stake ?? assert.fail();
    const lost = (stake * 100_000n) / MILLION;
    const { vote, earning } = validator.record;
    const member = {
      ...{ ...zeros("member"), vote, index: 0, status: 1, tokens: lost / 2n, assessedEpoch: earning.epoch },
      ...{ assessedLost: earning.lost, pledge: 500, pledgeBefore: 500, pledgeEarlier: 500 },
    };
    const own = { ...zeros("steward"), steward: vote, authority: state.pool.validatorManager.now, managedSince: 1n };
    const inputs = { validators: [0], lossPpm: 100_000, rewardPpb: 0 };
    const { bonds } = slash({ ...state, bonds: { steward: own, members: [member] } }, inputs).result;
    assert(bonds);
    assert.deepEqual(
      [bonds.less, bonds.bond, bonds.holders, bonds.burned],
      [lost, lost / 2n, lost - lost / 2n, lost / 2n],
    );
    // Nothing is earned. Before it a token is 1 SOL; without the bond 1,000 tokens share what is left, with it fewer do.
    const supply = 1_000n * SOL;
    assert.deepEqual(bonds.token, {
      before: SOL,
      without: ((supply - lost) * SOL) / supply,
      after: ((supply - lost) * SOL) / (supply - lost / 2n),
    });
  });

  /** Ends the epoch with what a lamport earned in the mean as a whole number of parts per trillion: 400 million. */
  function endEpochExactly(): void {
    const { chain } = context;
    const ended = chain.epoch;
    steward.notes = false;
    steward.endEpoch();
    const effective = chain.stakeHistory.get(ended)?.effective ?? assert.fail();
    const points = effective * 14n * chain.slotsPerEpoch;
    chain.setEpochRewards({ points, lamports: (effective * 400n + MILLION - 1n) / MILLION });
    context.done(steward.noteEpoch());
    steward.notes = true;
  }
});
