// Scenarios with numbers worked out by hand, and what holds for any inputs.
import assert from "node:assert/strict";
import fc from "fast-check";
import { isError } from "../../src";
import {
  band,
  canonical,
  exit,
  hashOf,
  inputsHash,
  instant,
  keeper,
  leverage,
  outage,
  randomOf,
  rent,
  type ScenarioState,
  slash,
  slots,
  stateFromJson,
  stateToJson,
} from "../../src/scenario";
import { cascadeOf, type Exits } from "../../src/scenario/cascade";
import { type LendingTerms, type Position, seize } from "../../src/scenario/lending";
import { below, percentile } from "../../src/scenario/random";
import { snapshotOf, worldOf } from "../../src/scenario/world/world";
import { ScenarioTwin, SOL } from "./twin";

const TERMS: LendingTerms = { loanToValue: 5_000, liquidationThreshold: 8_000, liquidationBonus: 500, interest: 0 };

describe("scenarios", () => {
  let twin: ScenarioTwin;
  let state: ScenarioState;
  /** Stake of each validator, in lamports. */
  let stakes: bigint[];

  // 1,000 SOL at a price of 1, all but 1 % of it with three validators, two epochs old.
  before(async () => {
    twin = new ScenarioTwin({ scores: [700, 200, 100], reserveBuffer: 100, rewardFee: 0 });
    const ann = twin.pool.user("ann", 2_000n * SOL);
    twin.pool.deposit(ann, 999n * SOL);
    twin.pool.delegateAll();
    for (let epoch = 0; epoch < 2; epoch++) twin.pool.nextEpoch();
    twin.pool.createLiquidity({ target: 100n * SOL, minFee: 100, maxFee: 300 }, 100n * SOL);
    twin.pool.settleLiquidity();
    state = await twin.state();
    stakes = state.validators.map(({ stake }) => stake?.delegation?.stake ?? 0n);
  });

  it("slash: 10 % of one validator's stake is in the price at once, for all tokens alike", () => {
    const { result } = slash(state, { validators: [1], lossPpm: 100_000 });
    const lost = (stakes[1] as bigint) / 10n;
    assert.deepEqual([result.lost, result.fromGains, result.fromPrice], [lost, 0n, lost]);
    assert.deepEqual(result.price.before, { total: 1_000n * SOL, supply: 1_000n * SOL });
    assert.equal(result.token.after, (1_000n * SOL - lost) / 1_000n);
    assert.equal(result.shares.before, 100n * SOL);
  });

  it("outage: what does not come is the reward of those that are silent", () => {
    const { result } = outage(state, { validators: [2], epochs: 1, rewardPpb: 300_000 });
    const rewards = stakes.map((stake) => (stake * 300_000n) / 1_000_000_000n);
    const all = rewards.reduce((sum, each) => sum + each, 0n);
    assert.equal(result.lost, rewards[2]);
    assert.equal(result.yieldBps, Number(((all - (rewards[2] as bigint)) * 10_000n) / all));
    assert.equal(result.price.without.total - result.price.with.total, rewards[2]);
  });

  it("instant: at the least rate above the target, and all of it at the mean of the line", () => {
    // 100 SOL of liquidity are the target: the rate rises from 1 % to 3 % while they go, 2 % in the mean.
    const { result } = instant(state, { sizes: [2n * SOL] });
    assert.equal(result.emptying.lamports, 100n * SOL);
    assert.equal(result.emptying.fee, 2n * SOL);
    // The first SOL of a hundred costs 1 % to 1.02 %.
    const [sale] = result.sales;
    assert.ok(sale?.possible && sale.feePpm > 9_900 && sale.feePpm < 10_200, `${sale?.feePpm}`);
    assert.equal(instant(state, { sizes: [103n * SOL] }).result.sales[0]?.possible, false);
  });

  it("band: the ceiling is the ask, the floor the best way out less the wait", () => {
    const { result } = band(state, { sizes: [SOL, 50n * SOL], opportunityBps: 0, slotMs: 400 });
    const [one] = result.bands;
    // A ticket costs 10 basis points here, and waiting nothing.
    assert.deepEqual([one?.floorBy, one?.floor, one?.floorBps], ["ticket", 999_000_000n, 10]);
    assert.deepEqual(one?.ways.find(({ way }) => way === "ticket")?.lamports, 999_000_000n);
    const dear = band(state, { sizes: [SOL], opportunityBps: 100_000, slotMs: 60_000 }).result.bands[0];
    assert.ok((dear?.floor ?? 0n) < 999_000_000n);
    assert.ok((one?.ceiling ?? 0n) >= SOL);
  });

  it("rent: twice as much is missing once in each account", () => {
    const { result } = rent(state, { stakeRent: 2n * state.stakeRent, minimumDelegation: (stakes[2] as bigint) + 1n });
    assert.deepEqual([result.accounts, result.missing], [3, 3n * state.stakeRent]);
    assert.deepEqual(result.small, { validators: 1, lamports: stakes[2] });
    assert.equal(result.spare + result.toSend >= result.missing, true);
    assert.equal(rent(state, { stakeRent: state.stakeRent }).result.missing, 0n);
  });

  it("slots: half the time, half the waits, and the year's yield stays or doubles", () => {
    const { steps, slotsInEpoch } = slots(state, { slotMs: [400, 200], rewardPpb: 300_000 }).result;
    const [long, short] = steps;
    assert.equal(long?.epochSeconds, (slotsInEpoch * 400n) / 1_000n);
    assert.equal(short?.epochSeconds, (slotsInEpoch * 200n) / 1_000n);
    assert.equal(short?.rewardPpb, 150_000);
    assert.equal(long?.yearByTime, long?.yearByEpoch);
  });

  it("keeper: the price is as old as the epochs that were missed", () => {
    const { epochs } = keeper(state, { epochs: 2, rewardPpb: 300_000, slotMs: 400 }).result;
    const seconds = (state.clock.slotsInEpoch * 400n) / 1_000n;
    assert.deepEqual(
      epochs.map(({ ageSeconds }) => ageSeconds),
      [seconds, 2n * seconds],
    );
    const rewards = stakes.reduce((sum, stake) => sum + (stake * 300_000n) / 1_000_000_000n, 0n);
    assert.equal(epochs[0]?.unmeasured, rewards);
  });

  it("exit: what the reserve has is paid in the next epoch, and so is what cools down in one", () => {
    const inputs = { leavingBps: 5_000, tickets: 10, instantBps: 0, othersBps: 0, samples: 3, rewardPpb: 0 };
    const { result } = exit(state, inputs);
    assert.equal(result.tokens, 500n * SOL);
    assert.equal(result.ordered, 500n * SOL);
    // The last may be ordered in the moving part: stake is deactivated for those an epoch later.
    assert.ok(result.places.slice(0, 7).every(({ most }) => most === 1));
    assert.ok(result.places.every(({ most }) => most <= 2));
    // Ten basis points of each ticket stay with the others.
    const fee = result.ordered - result.paid;
    assert.ok(fee >= SOL / 2n && fee <= SOL / 2n + 10n, `${fee}`);
  });

  it("leverage: two loops at half the worth", () => {
    const inputs = { ...TERMS, equity: 100n * SOL, loops: 2, useBps: 10_000, positions: 0, rewardPpb: 0 };
    const { loop, market } = leverage(state, inputs).result;
    // 100, then 50 and 25 more: 175 tokens on a debt of 75, less the deposits' rounding.
    assert.ok(175n * SOL - loop.tokens < SOL, `${loop.tokens}`);
    assert.ok(75n * SOL - loop.debt < SOL / 2n, `${loop.debt}`);
    assert.ok(Math.abs(loop.leverageBps - 17_500) < 60, `${loop.leverageBps}`);
    assert.ok(Math.abs(loop.healthBps - 18_666) < 60, `${loop.healthBps}`);
    assert.ok(Math.abs(loop.bufferPpm - 464_285) < 2_000, `${loop.bufferPpm}`);
    assert.deepEqual([loop.unwindsAt.interest, loop.epochsToLiquidation], [0, null]);
    assert.equal(market.positions, 0);
  });

  describe("a cascade", () => {
    const one = { total: SOL, supply: SOL };
    const position = (tokens: bigint, debt: bigint): Position => ({ tokens, principal: debt, interest: 0n });
    const run = (positions: Position[], part: bigint, rule: "true" | "market" = "true") => {
      const { liquidity: _, ...rest } = snapshotOf(worldOf(state));
      const exits: Exits = {
        snapshot: { ...rest, liquidity: undefined },
        byTicket: (value) => (value * part) / 100n,
      };
      return cascadeOf({ positions, price: one, terms: TERMS, exits, rule });
    };

    it("pays what is owed for as much worth and the bonus", () => {
      const { liquidated, paid, tokens, left, badDebt } = run([position(100n * SOL, 85n * SOL)], 100n);
      assert.deepEqual([liquidated, paid, tokens], [1, 85n * SOL, 89_250_000_000n]);
      assert.deepEqual([left.positions, badDebt], [0, 0n]);
    });

    it("takes all collateral where that is not enough, and the lender bears the rest", () => {
      const { paid, tokens, badDebt } = run([position(100n * SOL, 97n * SOL)], 100n);
      assert.deepEqual([paid, tokens], [95_238_095_239n, 100n * SOL]);
      assert.equal(badDebt, 97n * SOL - 95_238_095_239n);
    });

    it("stops where what is seized sells for less than it costs", () => {
      const { liquidated, left } = run([position(100n * SOL, 85n * SOL)], 90n);
      assert.deepEqual([liquidated, left], [0, { positions: 1, debt: 85n * SOL }]);
    });

    it("hits healthy positions only where collateral counts at a market's price", () => {
      const positions = [position(100n * SOL, 79n * SOL)];
      assert.equal(run(positions, 97n).liquidated, 0);
      // At 97 % of the price 77.6 SOL are the limit.
      const { liquidated, discountPpm } = run(positions, 97n, "market");
      assert.deepEqual([liquidated, discountPpm], [1, 30_000]);
    });
  });

  it("a seizure never pays less than what is owed allows, nor takes more than the bonus", () => {
    const lamports = fc.bigInt(1n, 1_000_000n * SOL);
    fc.assert(
      fc.property(lamports, lamports, lamports, lamports, (total, supply, tokens, offered) => {
        const price = { total, supply };
        const { paid, tokens: seized } = seize(TERMS, { tokens, principal: offered, interest: 0n }, offered, price);
        assert.ok(paid <= offered && seized <= tokens);
        // Worth of what is seized: at most the payment and 5 %.
        assert.ok(seized * total * 10_000n <= (paid + 1n) * 10_500n * supply);
      }),
    );
  });

  it("of a slash, gains and price bear all; nobody gains by it, and the state stays as it is", async () => {
    const before = await hashOf(state);
    const validators = fc.subarray([0, 1, 2], { minLength: 1 });
    fc.assert(
      fc.property(
        validators,
        fc.nat(1_000_000),
        fc.constantFrom("now" as const, "turn" as const),
        (some, ppm, when) => {
          const { result } = slash(state, { validators: some, lossPpm: ppm, when, rewardPpb: 300_000 });
          assert.ok(result.fallPpm >= 0 && result.token.after <= result.token.before);
          // What is lost before the turn does not earn the epoch's reward either.
          const unearned = when === "turn" ? (result.lost * 300_000n) / 1_000_000_000n : 0n;
          const borne = result.fromGains + result.fromPrice - result.lost - unearned;
          assert.ok(borne >= 0n && borne <= (when === "turn" ? 3n : 0n), `${borne}`);
        },
      ),
      { numRuns: 25 },
    );
    assert.equal(await hashOf(state), before);
  });

  it("begins with the update where a state is of an epoch that has none yet", async () => {
    const { chain } = twin.context;
    const snapshot = chain.snapshot();
    chain.passEpochs(1);
    chain.payRewards([{ vote: twin.pool.vote(0), partsPerMillion: 300n }]);
    const stale = await twin.state();
    twin.pool.update();
    const fresh = await twin.state();
    const of = (from: ScenarioState) => slash(from, { validators: [0], lossPpm: 10_000 }).result;
    assert.deepEqual(of(stale), of(fresh));
    chain.restore(snapshot);
  });

  it("random numbers, percentiles and hashes are what they are everywhere", async () => {
    const random = randomOf(1);
    assert.equal(random(), 0.6270739405881613);
    const same = [randomOf(9), randomOf(9)].map((of) => Array.from({ length: 100 }, () => below(of, 9n)));
    assert.deepEqual(same[0], same[1]);
    assert.deepEqual([...new Set(same[0])].sort(), [0n, 1n, 2n, 3n, 4n, 5n, 6n, 7n, 8n, 9n]);
    const ten = [10, 9, 8, 7, 6, 5, 4, 3, 2, 1];
    assert.deepEqual([percentile(ten, 50), percentile(ten, 95), percentile(ten, 100)], [5, 10, 10]);
    assert.equal(canonical({ b: [1, null], a: "x" }), '{"a":"x","b":[1,null]}');
    // Of the text {"a":"1"}.
    assert.equal(await hashOf({ a: 1n }), "9afeb0f2b203f254312ec8ded441d0318b7c34c57f8695ede42d2215a30c0960");
  });

  it("a state is the same after a file; what is wrong in one is said with its place", async () => {
    const json = stateToJson(state);
    assert.equal(canonical(JSON.parse(stateToJson(stateFromJson(json)))), canonical(JSON.parse(json)));
    const run = slash(state);
    assert.equal(await inputsHash(run, stateFromJson(json)), await inputsHash(run, state));
    const wrong = (from: RegExp, to: string, says: RegExp) =>
      assert.throws(() => stateFromJson(json.replace(from, to)), says);
    wrong(/"epoch": "\d+"/, '"epoch": 7', /state\.\S+ has to be a whole number as text/);
    wrong(/"validators": \[/, '"validators": [{},', /state\.validators\[0\]\.record has to be an object/);
    wrong(/truestake-state\/1/, "truestake-state/0", /state\.format/);
  });

  it("refuses inputs that make no sense", () => {
    const refuses = (run: () => unknown) => assert.throws(run, (error) => isError(error, "InvalidArgument"));
    refuses(() => slash(state, { validators: [3] }));
    refuses(() => slash(state, { validators: [1, 1] }));
    refuses(() => slash(state, { lossPpm: 1_000_001 }));
    refuses(() => outage(state, { epochs: 0.5 }));
    refuses(() => exit(state, { samples: 0 }));
    refuses(() => exit(state, { leavingBps: 1, tickets: 10_000 }));
    refuses(() => slots(state, { slotMs: [] }));
    refuses(() => leverage(state, { loanToValue: 9_000, liquidationThreshold: 9_000 }));
    refuses(() => leverage(state, { equity: 0n }));
    refuses(() => band(state, { sizes: [-1n] }));
  });
});
