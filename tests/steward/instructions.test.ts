// Every instruction of the steward: what it does, and every error that it gives.
import assert from "node:assert/strict";
import { Keypair, PublicKey, type TransactionInstruction } from "@solana/web3.js";
import { SOL, type TestContext, type TestPool, type User } from "../common";
import { GATES, type Member, type POLICY, TestSteward, type TestValidator } from "../common/steward";
import { stakedMembers, stewardedPool } from "./fixture";

const none = stewardedPool(3);
const staked = stakedMembers(5, 1);
const takenOver = stewardedPool(3, {}, 2);
/** The earlier manager still runs its set. */
const early = stewardedPool(3, {}, 2, false);

describe("the steward's instructions", () => {
  let context: TestContext;
  let pool: TestPool;
  let holder: User;
  let steward: TestSteward;
  let validators: TestValidator[];
  let first: TestValidator;
  let second: TestValidator;

  function begin(given: typeof none): void {
    ({ context, pool, holder, steward } = given());
    for (const [place, validator] of steward.validators.entries()) {
      const index = given === staked && place < 5 ? place : -1;
      Object.assign(validator, { credits: 14n, taken: undefined, index });
    }
    steward.notes = true;
    validators = steward.validators;
    [first, second] = validators as [TestValidator, TestValidator];
  }

  const refused = (instruction: TransactionInstruction, error: string, signers: Keypair[] = []) =>
    context.refused(instruction, signers, error);
  const admin = () => pool.roles.admin;
  const signersOf = ({ withdrawer, owner }: TestValidator) => [withdrawer, owner.keypair];

  describe("create_steward and update_policy", () => {
    beforeEach(() => begin(none));

    it("make a steward for the pool's admin, once", () => {
      const { state } = steward;
      assert.equal(state.pool, pool.pdas.pool.toBase58());
      assert.equal(state.authority, steward.authority.toBase58());
      assert.equal(steward.count, 0);
      refused(steward.create(), "System:AccountAlreadyInUse", [admin()]);
    });

    it("refuse whoever is not the admin, and a policy beyond the limits", () => {
      const stranger = context.keypair("stranger");
      const other = new TestSteward(context, context.createTestPool());
      refused(other.create({}, { admin: stranger.publicKey }), "NotAdmin", [stranger]);
      refused(other.create({ min_bond: 0n }), "PolicyOutOfRange", [other.pool.roles.admin]);
      refused(steward.updatePolicy({}, { admin: stranger.publicKey }), "NotAdmin", [stranger]);
      const beyond = [
        { min_bond: 0n },
        { join_fee: SOL + 1n },
        { target_ratio: 100_000_001 },
        { target_ratio: 0 },
        { floor_ratio: 1_000_001 },
        { floor_ratio: 0 },
        { max_members: 0 },
        { max_members: 10_001 },
        { share: 0 },
        { share: 10_001 },
        { commission_ceiling: 10_001 },
        { tolerance: 49 },
        { tolerance: 10_001 },
        { require_bls_key: 2 },
      ];
      for (const change of beyond) refused(steward.updatePolicy(change), "PolicyOutOfRange", [admin()]);
    });

    it("change what is asked for five epochs later, harder or easier", () => {
      const { epoch } = context.chain;
      const update = (policy: Partial<typeof POLICY>) => {
        const [event] = steward.events(context.done(steward.updatePolicy(policy), [admin()]));
        return event?.data.from_epoch;
      };
      assert.equal(update({ min_bond: 150n * SOL }), epoch + 5n);
      // Another one takes the place of what waits, and waits anew.
      steward.pass(1);
      assert.equal(update({ min_bond: 150n * SOL, join_fee: 0n }), epoch + 6n);
      steward.pass(4);
      steward.admit(first);
      steward.pass(1);
      refused(steward.join(second), "BondTooSmall", signersOf(second));
      assert.equal(update({ min_bond: 5n * SOL }), epoch + 11n);
      steward.pass(4);
      refused(steward.join(second, { tokens: 6n * SOL }), "BondTooSmall", signersOf(second));
      steward.pass(1);
      steward.admit(second, { tokens: 6n * SOL });
    });

    it("leave everything as it is until then", () => {
      const { policy } = steward.state;
      const changes = [
        ...[{ min_bond: 9n * SOL }, { min_bond: 11n * SOL }, { join_fee: 0n }, { join_fee: SOL }],
        ...[{ least_debt: 1n }, { least_debt: SOL }, { min_vote_balance: 1n }],
        ...[{ target_ratio: 999_999 }, { target_ratio: 1_000_001 }, { floor_ratio: 399_999 }, { floor_ratio: 400_001 }],
        ...[{ max_members: 999 }, { max_members: 1_001 }, { share: 3_999 }, { share: 4_001 }],
        ...[{ commission_ceiling: 499 }, { commission_ceiling: 501 }, { tolerance: 99 }, { tolerance: 101 }],
        { require_bls_key: 1 },
      ];
      for (const change of changes) {
        context.done(steward.updatePolicy(change), [admin()]);
        assert.equal(steward.state.policy_epoch, context.chain.epoch + 5n, Object.keys(change)[0]);
        assert.deepEqual(steward.state.policy, policy);
      }
    });
  });

  describe("note_epoch", () => {
    beforeEach(() => begin(none));

    it("writes down the mean of credits and what a lamport earned, once an epoch", () => {
      steward.notes = false;
      steward.endEpoch();
      const done = context.done(steward.noteEpoch());
      const { epoch } = context.chain;
      // 14 credits for each of 1,000 slots, in thousandths; 400 parts per million, floored twice.
      const { data } = steward.events(done)[0] ?? assert.fail();
      assert.deepEqual([data.epoch, data.credits, data.is_manager], [epoch - 1n, 14_000_000n, true]);
      const growth = data.growth as bigint;
      assert(growth === 400_000_000n || growth === 399_999_999n, String(growth));
      refused(steward.noteEpoch(), "AlreadyNoted");
    });

    it("dismisses no steward that was never the manager", () => {
      begin(early);
      steward.endEpoch();
      assert.deepEqual([steward.state.managed_since, steward.state.dismissed_epoch], [0n, 0n]);
    });

    it("waits for the rewards", () => {
      steward.notes = false;
      steward.endEpoch();
      context.chain.setRewardsActive(true);
      refused(steward.noteEpoch(), "EpochRewardsActive");
    });

    it("knows old rewards, and Alpenglow's, as unknown", () => {
      steward.notes = false;
      context.chain.passEpochs(1);
      // The sysvar is still that of the epoch before.
      const old = steward.events(context.done(steward.noteEpoch()))[0];
      assert.deepEqual([old?.data.credits, old?.data.growth], [0n, 0n]);
      steward.endEpoch();
      context.chain.setEpochRewards({ points: 10n ** 30n, lamports: 10n ** 15n });
      assert.equal(steward.events(context.done(steward.noteEpoch()))[0]?.data.credits, 0n);
    });
  });

  describe("join", () => {
    beforeEach(() => begin(none));

    it("takes the bond and the fee, and remembers owner and pledge", () => {
      const reserve = context.chain.balance(pool.pdas.reserve);
      const done = steward.admit(first, { pledge: 300, tokens: 50n * SOL });
      assert.equal(steward.events(done)[0]?.name, "Joined");
      const { tokens, pledge, joined_epoch, status } = steward.member(first);
      assert.deepEqual([tokens, pledge, joined_epoch, status], [50n * SOL, 300, context.chain.epoch, 1]);
      assert.equal(pool.tokensOf(steward.vault), 50n * SOL);
      assert.equal(context.chain.balance(pool.pdas.reserve), reserve + SOL / 5n);
      assert.equal(steward.state.bond_tokens, 50n * SOL);
    });

    it("needs the authorized withdrawer", () => {
      const stranger = context.keypair("stranger");
      const signers = [stranger, first.owner.keypair];
      refused(steward.join(first, {}, { withdrawer: stranger.publicKey }), "NotWithdrawer", signers);
    });

    it("needs ten epochs of votes", () => {
      const late = steward.newValidator();
      steward.validators.pop();
      late.addCredits(context.chain.epoch, 1n, context.chain.slot);
      refused(steward.join(late), "TooNew", signersOf(late));
    });

    it("refuses too little, too much commission, a foreign account, a taken place and a gap", () => {
      refused(steward.join(first, { tokens: 10n * SOL - 1_000_000n }), "BondTooSmall", signersOf(first));
      refused(steward.join(first, { pledge: 501 }), "PledgeTooHigh", signersOf(first));
      refused(steward.join(first, { tokens: 201n * SOL }), "Token:InsufficientFunds", signersOf(first));
      refused(steward.join(first, { index: 1 }), "MemberNotFound", signersOf(first));
      const { publicKey } = Keypair.generate();
      refused(
        steward.join(first, {}, { vote: publicKey, membership: steward.membership(publicKey) }),
        "WrongVoteAccount",
        signersOf(first),
      );
      refused(steward.join(first, {}, { owner: PublicKey.default }), "WrongOwner", signersOf(first));
      steward.admit(first);
      refused(steward.join(second, { index: 0 }), "PlaceTaken", signersOf(second));
      refused(steward.join(first), "System:AccountAlreadyInUse", signersOf(first));
    });

    it("refuses an unknown layout, and more members than the policy allows", () => {
      context.done(steward.updatePolicy({ max_members: 1 }), [admin()]);
      steward.pass(5);
      steward.admit(first);
      refused(steward.join(second), "MembersFull", signersOf(second));
      second.write((data) => data.writeUInt32LE(9, 0));
      refused(steward.join(second), "WrongVoteAccount", signersOf(second));
    });
  });

  describe("list_validator and rate", () => {
    it("lists a member with its first positive score, whose cap grows with its bond", () => {
      begin(none);
      steward.admit(first);
      context.done(steward.list(first));
      assert(steward.isListed(first));
      const caps: bigint[] = [];
      for (let epoch = 0; epoch < 12; epoch++) {
        steward.nextEpoch();
        context.done(steward.rate([first]));
        caps.push(steward.record(first).cap);
      }
      // Scarce: 4 basis points. 10 SOL more count in each epoch: 25,000 SOL each, up to two fifths of the pool.
      assert(caps[0] !== undefined && caps[0] > 24_000n * SOL && caps[0] < 26_000n * SOL, String(caps[0]));
      assert(caps[1] !== undefined && caps[1] > 49_000n * SOL && caps[1] < 51_000n * SOL, String(caps[1]));
      assert.equal(caps[11], caps[10]);
      const { quality, performance, gates, score } = steward.member(first);
      // 0.95^4 = 0.8145
      assert.deepEqual([quality, performance, gates], [814, 1_000_000, 0]);
      // Of two fifths of what can be staked.
      assert.equal(score, (814_000 * 2) / 5);
      assert(steward.record(first).keep);
    });

    it("reckon with an order once stake moves for it, and with one of the moving part in the next epoch", () => {
      begin(staked);
      steward.nextEpoch();
      const { chain } = context;
      // Bonds abound: each one's cap is the largest, two fifths of what can be staked.
      const capOf = (): bigint => {
        context.done(steward.rate([first]));
        return steward.record(first).cap;
      };
      const largest = (unserved: bigint): bigint => {
        const { reserveLamports, stakedLamports, queuedLamports } = pool.state;
        return ((reserveLamports + stakedLamports - queuedLamports + unserved) * 4_000n) / 10_000n;
      };
      pool.order(holder, 10_000n * SOL);
      const early = pool.state.queuedLamports;
      chain.advanceSlots(pool.movingSlot - 1n - chain.slot);
      assert.equal(capOf(), largest(early));
      chain.advanceSlots(1n);
      assert.equal(capOf(), largest(0n));
      pool.order(holder, 20_000n * SOL);
      const late = pool.state.queuedLamports - early;
      assert(late > early);
      assert.equal(capOf(), largest(late));
      // The queue has not seen the next epoch before the pool's update.
      steward.endEpoch();
      assert.equal(capOf(), largest(0n));
      pool.update();
      assert.equal(capOf(), largest(0n));
    });

    it("count of a bond what its member has a use for", () => {
      begin(staked);
      steward.nextEpoch();
      // What so much stake needs at ten basis points, rounded up, in tokens.
      const needed = (stake: bigint): bigint => {
        const { total, supply } = pool.price;
        return (((stake + 999n) / 1_000n) * supply) / total;
      };
      const countsOf = (validator: TestValidator): bigint => {
        context.done(steward.rate([validator]));
        return steward.member(validator).counted_in_sum;
      };
      const sumOf = () => steward.validators.slice(0, 5).map((one) => steward.member(one).counted_in_sum);
      const { reserveLamports, stakedLamports } = pool.state;
      // Of 100 SOL what two fifths of the pool need, which is a little over 80,000 SOL.
      const most = needed(((reserveLamports + stakedLamports) * 4_000n) / 10_000n);
      assert(most > 80n * SOL && most < 81n * SOL, String(most));
      assert.equal(countsOf(first), most);
      // With a soft gate what its stake needs, with a hard one nothing.
      first.write((data) => data.writeUInt32LE(9, 0));
      const { stakeLamports, transientLamports } = steward.record(first);
      assert.equal(countsOf(first), needed(stakeLamports + transientLamports));
      assert(needed(stakeLamports + transientLamports) < most);
      first.write((data) => data.writeUInt32LE(3, 0));
      second.close();
      assert.deepEqual([countsOf(first), countsOf(second)], [most, 0n]);
      // And where the bond is less than that, all of it: 100 SOL less 60 that are asked back, and what that costs.
      const third = validators[2] ?? assert.fail();
      context.done(steward.request(third, 60n * SOL), [third.owner.keypair]);
      const left = 40n * SOL - steward.member(third).debt;
      assert.deepEqual([steward.member(third).counted_in_sum, countsOf(third)], [left, left]);
      assert.equal(
        steward.state.counted_tokens,
        sumOf().reduce((sum, one) => sum + one, 0n),
      );
    });

    it("count more of a bond by a rating only, and less by whatever takes of it", () => {
      begin(staked);
      const last = steward.validators[5] ?? assert.fail();
      const counted = () => steward.member(last).counted_in_sum;
      steward.admit(last, { tokens: 20n * SOL });
      context.done(steward.list(last));
      steward.pass(5);
      // Half of it counts by now, whoever asks for a little and takes that back.
      const owner = [last.owner.keypair];
      for (const tokens of [1n, 0n]) context.done(steward.request(last, tokens), owner);
      context.done(steward.deposit(last, SOL), owner);
      assert.equal(counted(), 0n);
      context.done(steward.rate([last]));
      assert.equal(counted(), 10n * SOL);
      context.done(steward.request(last, 11n * SOL - 1n), owner);
      assert.equal(counted(), 10n * SOL);
      context.done(steward.request(last, 0n, true), owner);
      assert.equal(counted(), 0n);
    });

    it("refuse what does not belong together", () => {
      begin(staked);
      const third = validators[2] ?? assert.fail();
      const rate = steward.rate([first, second]);
      const swapped = rate.keys.slice();
      swapped.splice(-2, 2, ...rate.keys.slice(-2).reverse());
      refused(Object.assign(rate, { keys: swapped }), "WrongVoteAccount");
      refused(steward.rate([second, first]), "WrongPlaces");
      refused(steward.rate([first, first]), "WrongPlaces");
      refused(steward.rate([]), "WrongPlaces");
      const short = steward.rate([first, second]);
      short.keys.pop();
      refused(short, "WrongPlaces");
      const other = Object.assign(Object.create(first), { vote: third.vote });
      refused(steward.rate([other]), "WrongVoteAccount");
      refused(steward.rate([Object.assign(Object.create(first), { index: 99 })]), "MemberNotFound");
      const last = steward.validators[5] ?? assert.fail();
      refused(steward.list(Object.assign(Object.create(last), { index: 0 })), "WrongVoteAccount");
    });

    it("refuse a place in the pool that is another's", () => {
      begin(staked);
      const rate = steward.rate([first]);
      rate.data.writeUInt32LE(steward.placeInPool(second.vote), 8 + 4 + 4);
      refused(rate, "WrongValidator");
      rate.data.writeUInt32LE(999, 8 + 4 + 4);
      refused(rate, "WrongValidator");
    });

    it("refuse a pool of a layout that they do not know", () => {
      begin(staked);
      pool.injectPool("version", 2n);
      for (const instruction of [steward.rate([first]), steward.assess([first])]) {
        refused(instruction, "WrongPool");
      }
    });

    it("refuse while the steward is not the manager", () => {
      begin(staked);
      const last = steward.validators[5] ?? assert.fail();
      steward.admit(last);
      steward.takeOver(pool.roles.manager.publicKey);
      refused(steward.rate([first]), "NotManager");
      refused(steward.list(last), "NotManager");
      refused(steward.migrate([first.vote]), "NotManager");
    });

    it("list nobody without a quality", () => {
      begin(none);
      first.credits = 7n;
      steward.pass(10);
      steward.admit(first);
      refused(steward.list(first), "NotQualified");
      assert(!steward.isListed(first));
    });

    it("set each gate", () => {
      begin(staked);
      const gatesOf = (validator: TestValidator): number => {
        context.done(steward.rate([validator]));
        return steward.member(validator).gates;
      };
      assert.equal(gatesOf(first), 0);
      first.write((data) => data.writeUInt32LE(9, 0));
      const before = steward.record(first).score;
      assert.equal(gatesOf(first), GATES.unreadable);
      assert.equal(steward.record(first).score, before);
      first.write((data) => data.writeUInt32LE(3, 0));
      context.done(steward.updatePolicy({ min_vote_balance: 100n * SOL, require_bls_key: 1 }), [admin()]);
      steward.pass(5);
      assert.equal(gatesOf(first), GATES.balance | GATES.blsKey);
      assert(steward.record(first).score > 0);
      context.done(steward.request(first, 0n, true), [first.owner.keypair]);
      assert.equal(gatesOf(first) & 0xff, GATES.leaving | GATES.coverage);
      assert.equal(steward.record(first).score, 0);
      second.close();
      assert.equal(gatesOf(second), GATES.closed);
    });
  });

  describe("rate, by votes", () => {
    it("keeps the stake of who is a little worse than the mean, and takes that of who is much worse", () => {
      begin(staked);
      // 13 of 14 credits are 928,571 millionths, 12 are 857,142; the others vote on.
      [first.credits, second.credits] = [13n, 12n];
      for (let epoch = 0; epoch < 10; epoch++) {
        steward.nextEpoch();
        steward.crank();
      }
      const { performance, gates, score } = steward.member(first);
      assert.deepEqual([performance, gates], [928_571, GATES.lowPerformance]);
      assert(score > 0);
      const { cap, stakeLamports, transientLamports, coolingLamports } = steward.record(first);
      assert(cap <= stakeLamports + transientLamports - coolingLamports, "it gets no more");
      const worse = steward.member(second);
      assert.deepEqual(
        [worse.performance, worse.gates & GATES.performance, worse.score],
        [857_142, GATES.performance, 0],
      );
      assert.equal(worse.gates & GATES.lowPerformance, 0);
    });
  });

  describe("rate, by votes and commission", () => {
    it("keeps a quality within a tenth, as long as the commission is the same to the basis point", () => {
      begin(staked);
      const qualityAt = (commission: number): number[] => {
        first.setCommission(commission);
        context.done(steward.rate([first]));
        const { quality, quality_commission } = steward.member(first);
        return [quality, quality_commission];
      };
      assert.deepEqual(qualityAt(500), [814, 500]);
      // 0.9499^4 = 0.81416 and 0.9498^4 = 0.81382
      assert.deepEqual(qualityAt(501), [814, 501]);
      assert.deepEqual(qualityAt(502), [813, 502]);
      assert.deepEqual(qualityAt(500), [814, 500]);
      // Two of ten epochs with 13 of 14 credits: 0.985714 of the mean, and (0.985714 / 0.99)^4 x 0.81451 = 0.80049.
      first.credits = 13n;
      steward.pass(2);
      assert.deepEqual(qualityAt(500), [814, 500]);
      // 0.98280 x 0.81416 = 0.80016
      assert.deepEqual(qualityAt(501), [800, 501]);
    });
  });

  describe("migrate", () => {
    it("[class-bond] has an earlier manager's validators keep their stake for ten epochs, and then no longer", () => {
      begin(takenOver);
      const { managed_since } = steward.state as { managed_since: bigint };
      const kept = [first, second].map((one) => steward.stakeOf(one));
      assert(kept.every((stake) => stake > 90_000n * SOL));
      const done = context.done(steward.migrate([first.vote, second.vote]));
      assert.equal(steward.events(done)[0]?.data.is_grace, true);
      // A member's bond covers a tenth of it: it keeps its stake all the same, and no gate is closed.
      steward.admit(second, { tokens: 10n * SOL });
      while (context.chain.epoch < managed_since + 9n) {
        steward.nextEpoch();
        context.done(steward.rate([second]));
        context.done(steward.migrate([first.vote]));
        assert.equal(steward.member(second).gates, 0);
        steward.move();
      }
      const { score, cap, keep } = steward.record(first);
      // As a member of the best quality whose bond covers just that, rounded up.
      const all = pool.state.reserveLamports + pool.state.stakedLamports;
      assert.deepEqual([BigInt(score), Boolean(keep)], [(1_000_000n * cap + all - 1n) / all, false]);
      for (const [place, one] of [first, second].entries()) {
        assert(
          steward.stakeOf(one) >= (kept[place] ?? 0n),
          "also what is more than the two fifths that are each one's most",
        );
      }
      steward.nextEpoch();
      assert.equal(context.chain.epoch, managed_since + 10n);
      const last = context.done(steward.migrate([first.vote]));
      assert.equal(steward.events(last)[0]?.data.is_grace, false);
      context.done(steward.rate([second]));
      assert.deepEqual([steward.record(first).score, steward.record(first).cap], [0, 0n]);
      assert.deepEqual([steward.record(second).score, steward.member(second).gates], [0, GATES.coverage]);
    });

    it("refuses members, wrong addresses and wrong places", () => {
      begin(staked);
      refused(steward.migrate([first.vote]), "IsMember");
      const wrong = steward.migrate([first.vote]);
      wrong.keys.splice(-1, 1, { pubkey: second.vote, isSigner: false, isWritable: false });
      refused(wrong, "WrongMembership");
      refused(steward.migrate([]), "WrongPlaces");
      const other = steward.migrate([first.vote]);
      const stranger = Keypair.generate().publicKey;
      stranger.toBuffer().copy(other.data, 8 + 4 + 4);
      other.keys.splice(-1, 1, { pubkey: steward.membership(stranger), isSigner: false, isWritable: false });
      refused(other, "WrongValidator");
    });
  });

  describe("assess and cover", () => {
    beforeEach(() => begin(staked));

    it("find nothing with honest validators, and change nothing twice", () => {
      steward.nextEpoch();
      const done = context.done(steward.assess(validators.slice(0, 5)));
      const { members } = (steward.events(done)[0] ?? assert.fail()).data as { members: Record<string, unknown>[] };
      assert.equal(members.length, 5);
      for (const { commission, uptime, lost, is_known } of members) {
        assert.deepEqual([commission, uptime, lost, is_known], [0n, 0n, 0n, true]);
      }
      assert.equal(steward.events(context.done(steward.assess(validators.slice(0, 5)))).length, 0);
      assert.equal(steward.events(context.done(steward.cover([0, 1]))).length, 0);
    });

    it("charge what was taken beyond the pledge, to the lamport, at the price before; and burn it", () => {
      steward.nextEpoch();
      const { total, supply } = pool.price;
      first.taken = 10_000n;
      steward.nextEpoch();
      const { base } = steward.record(first).earning;
      const done = context.done(steward.assess([first]));
      const { members } = (steward.events(done)[0] ?? assert.fail()).data as { members: Record<string, bigint>[] };
      const { growth } =
        (steward.state.notes as { epoch: bigint; growth: bigint }[]).find(
          ({ epoch }) => epoch === context.chain.epoch - 1n,
        ) ?? assert.fail();
      const owed = (((base * growth) / 10n ** 12n) * 9_500n) / 10_000n;
      assert.equal(members[0]?.commission, owed);
      const debt = (owed * supply + total - 1n) / total;
      assert.equal(steward.member(first).debt, debt);
      const covered = context.done(steward.cover([0]));
      assert.equal(steward.events(covered)[0]?.data.tokens, debt);
      assert.equal(steward.member(first).tokens, 100n * SOL - debt);
      assert.equal(pool.tokensOf(steward.vault), 500n * SOL - debt);
    });

    it("charge what was not earned", () => {
      first.credits = 7n;
      steward.nextEpoch();
      const done = context.done(steward.assess([first]));
      const { members } = (steward.events(done)[0] ?? assert.fail()).data as { members: Record<string, bigint>[] };
      const { base } = steward.record(first).earning;
      const exact = (base * 200n * 9_500n) / (1_000_000n * 10_000n);
      const difference = exact - (members[0]?.uptime ?? 0n);
      assert(difference > -1_000_000n && difference < 1_000_000n, String(difference));
      assert.equal(members[0]?.commission, 0n);
    });

    it("charge what was lost, and what is lost later in the same epoch once more only", () => {
      steward.nextEpoch();
      context.done(steward.assess([first]));
      const loss = context.chain.slash(steward.record(first).stake, 100n);
      pool.updateValidators();
      const done = context.done(steward.assess([first]));
      const { members } = (steward.events(done)[0] ?? assert.fail()).data as { members: Record<string, bigint>[] };
      assert.equal(members[0]?.lost, loss);
      assert.equal(steward.events(context.done(steward.assess([first]))).length, 0);
    });

    it("need the note of the epoch", () => {
      steward.notes = false;
      steward.nextEpoch();
      refused(steward.assess([first]), "EpochNotNoted");
    });

    it("carry what is too little", () => {
      context.done(steward.updatePolicy({ least_debt: 100n * SOL }), [admin()]);
      steward.pass(5);
      first.credits = 7n;
      steward.nextEpoch();
      context.done(steward.assess([first]));
      const { debt, carried_lamports } = steward.member(first);
      assert.equal(debt, 0n);
      assert(carried_lamports > SOL);
    });

    it("carry nothing of who has no bond left: no place is held by what is too little to charge", () => {
      steward.burnOut(first, holder);
      context.done(steward.updatePolicy({ least_debt: 1_000n * SOL }), [admin()]);
      steward.pass(5);
      [first.taken, second.taken] = [10_000n, 10_000n];
      steward.nextEpoch();
      context.done(steward.assess([first, second]));
      const [burned, bonded] = [first, second].map((one) => steward.member(one)) as [Member, Member];
      assert.deepEqual([burned.debt > 0n, burned.carried_lamports], [true, 0n]);
      assert.deepEqual([bonded.debt, bonded.carried_lamports > 0n], [0n, true]);
    });

    it("refuse another's vote account, and another's place in the pool", () => {
      const assess = steward.assess([first, second]);
      const swapped = assess.keys.slice();
      swapped.splice(-2, 2, ...assess.keys.slice(-2).reverse());
      refused(Object.assign(assess, { keys: swapped }), "WrongVoteAccount");
      const elsewhere = steward.assess([first]);
      elsewhere.data.writeUInt32LE(steward.placeInPool(second.vote), 8 + 4 + 4);
      refused(elsewhere, "WrongValidator");
    });

    it("refuse wrong places", () => {
      refused(steward.assess([second, first]), "WrongPlaces");
      refused(steward.cover([]), "WrongPlaces");
      refused(steward.cover([77]), "MemberNotFound");
    });
  });

  describe("[class-charge] assess", () => {
    it("[fault-before-manager] charges nothing before the steward was the manager", () => {
      begin(early);
      steward.admit(first);
      first.taken = 10_000n;
      steward.nextEpoch();
      const { earning } = steward.record(first);
      assert(earning.base > 0n && earning.since >= steward.member(first).joined_epoch);
      assert.equal(chargedTo(first), 0n);
      assert.equal(steward.state.managed_since, 0n);
    });

    const chargedTo = (validator: TestValidator): bigint => {
      const done = context.done(steward.assess([validator]));
      const { members } = (steward.events(done)[0] ?? assert.fail()).data as { members: Record<string, bigint>[] };
      return (members[0]?.commission ?? 0n) + (members[0]?.lost ?? 0n);
    };

    it("charges no bond for what was before it, nor lost", () => {
      begin(takenOver);
      first.taken = 10_000n;
      context.chain.slash(steward.record(first).stake, 100n);
      steward.nextEpoch();
      steward.admit(first);
      const { earning } = steward.record(first);
      assert(earning.base > 0n && earning.lost > 0n);
      assert.equal(chargedTo(first), 0n);
      steward.nextEpoch();
      assert(chargedTo(first) > 30n * SOL, "from the epoch on in which it joined");
    });

    it("charges what was while the steward was the manager, and nothing after it", () => {
      begin(staked);
      steward.takeOver(pool.roles.manager.publicKey);
      assert.equal(steward.state.dismissed_epoch, 0n, "nobody has seen it yet");
      first.taken = 10_000n;
      steward.nextEpoch();
      assert.equal(steward.state.dismissed_epoch, context.chain.epoch, "the note has");
      assert(chargedTo(first) > 10n * SOL);
      steward.nextEpoch();
      assert.equal(chargedTo(first), 0n);
    });
  });

  describe("set_pledge and deposit_bond", () => {
    beforeEach(() => begin(staked));

    it("lower a pledge at once, raise it later, for the owner only", () => {
      const { owner } = first;
      const { epoch } = context.chain;
      const lowered = context.done(steward.setPledge(first, 100), [owner.keypair]);
      assert.equal(steward.events(lowered)[0]?.data.from_epoch, epoch);
      const raised = context.done(steward.setPledge(first, 400), [owner.keypair]);
      assert.equal(steward.events(raised)[0]?.data.from_epoch, epoch + 4n);
      refused(steward.setPledge(first, 501), "PledgeTooHigh", [owner.keypair]);
      const stranger = context.keypair("stranger");
      refused(steward.setPledge(first, 1, { owner: stranger.publicKey }), "NotOwner", [stranger]);
    });

    it("add any tokens where there is a bond, and a bond or less than is owed where it is used up", () => {
      const owner = [first.owner.keypair];
      context.done(steward.deposit(first, 1n), owner);
      context.chain.slash(steward.record(first).stake, 4_000n);
      steward.nextEpoch();
      context.done(steward.assess([first]));
      // It owes more than it has: at most that is taken, or the least bond beside it.
      const { tokens, debt } = steward.member(first);
      const missing = debt - tokens;
      assert(missing > 2n && missing < 80n * SOL, String(missing));
      refused(steward.deposit(first, missing + 1n), "BondTooSmall", owner);
      context.done(steward.deposit(first, missing - 1n), owner);
      context.done(steward.deposit(first, 1n), owner);
      refused(steward.deposit(first, 1n), "BondTooSmall", owner);
      context.done(steward.deposit(first, 11n * SOL), owner);
      context.done(steward.deposit(first, 1n), owner);
      context.done(steward.cover([0]));
      assert.deepEqual([steward.member(first).tokens, steward.member(first).debt], [11n * SOL + 1n, 0n]);
    });

    it("add any tokens to a bond that is less than what a policy asks for by now", () => {
      context.done(steward.updatePolicy({ min_bond: 500n * SOL }), [pool.roles.admin]);
      steward.pass(5);
      context.done(steward.deposit(first, 1n), [first.owner.keypair]);
      assert.equal(steward.member(first).tokens, 100n * SOL + 1n);
    });

    it("add tokens of anybody", () => {
      const { owner } = second;
      const other = { source_owner: owner.address, source: owner.tokens };
      context.done(steward.deposit(first, 7n * SOL, other), [owner.keypair]);
      assert.equal(steward.member(first).tokens, 107n * SOL);
      refused(steward.deposit(first, 0n), "ZeroAmount", [first.owner.keypair]);
      refused(steward.deposit(first, 2n ** 64n - 1n), "Overflow", [first.owner.keypair]);
    });
  });

  describe("request_withdrawal and withdraw_bond", () => {
    beforeEach(() => begin(staked));

    it("pay a part that covers no stake after four epochs", () => {
      const { owner } = first;
      const before = pool.tokensOf(owner.tokens);
      context.done(steward.request(first, SOL), [owner.keypair]);
      refused(steward.withdraw(first), "TooEarly");
      for (let epoch = 0; epoch < 4; epoch++) steward.live();
      refused(steward.withdraw(first, { destination: second.owner.tokens }), "WrongDestination");
      context.done(steward.withdraw(first));
      assert.equal(pool.tokensOf(owner.tokens), before + SOL);
      refused(steward.withdraw(first), "NothingRequested");
    });

    it("pay all of it once the stake is gone, and free the place", () => {
      const { owner } = first;
      context.done(steward.request(first, 0n, true), [owner.keypair]);
      const owed = steward.member(first).debt;
      assert(owed > 0n, "the epoch that the stake idles");
      context.done(steward.rate([first]));
      refused(steward.withdraw(first), "DebtOpen");
      context.done(steward.cover([0]));
      steward.pass(4);
      refused(steward.withdraw(first), "NotAssessed");
      context.done(steward.assess([first]));
      refused(steward.withdraw(first), "NotRated");
      context.done(steward.rate([first]));
      refused(steward.withdraw(first), "StakeNotGone");
      steward.move();
      steward.live(2);
      const before = pool.tokensOf(owner.tokens);
      const done = context.done(steward.withdraw(first));
      assert.equal(steward.events(done)[0]?.data.left, true);
      assert.equal(pool.tokensOf(owner.tokens), before + 100n * SOL - owed);
      assert.equal(context.chain.account(steward.membership(first.vote)), null);
      refused(steward.withdraw(first), "AccountNotInitialized");
      refused(steward.deposit(first, SOL), "MemberNotFound", [owner.keypair]);
      // The pool keeps it until somebody says that it is no member any more.
      const place = steward.placeInPool(first.vote);
      refused(pool.removeValidatorInstruction(place), "ValidatorKept");
      context.done(steward.migrate([first.vote]));
      pool.removeValidator(place);
      assert(!steward.isListed(first));
      // Another takes the place.
      const last = steward.validators[5] ?? assert.fail();
      context.done(steward.join(last, { index: 0 }), [last.withdrawer, last.owner.keypair]);
      assert.equal(steward.count, 5);
    });

    it("[class-owing] pay a part only when the stake that it covered is gone", () => {
      context.done(steward.request(first, 70n * SOL), [first.owner.keypair]);
      context.done(steward.cover([0]));
      // Its stake stays where it is: nobody moves it.
      for (let epoch = 0; epoch < 4; epoch++) {
        steward.nextEpoch();
        steward.crank();
      }
      const { stakeLamports, cap } = steward.record(first);
      assert(stakeLamports > cap);
      refused(steward.withdraw(first), "StakeNotGone");
      steward.move();
      steward.live(1);
      const before = pool.tokensOf(first.owner.tokens);
      context.done(steward.withdraw(first));
      assert.equal(pool.tokensOf(first.owner.tokens), before + 70n * SOL);
      assert.equal(context.chain.account(steward.membership(first.vote)) !== null, true, "it stays a member");
    });

    it("charge what a request sends away, and not what an earlier one has", () => {
      const idled = (tokens: bigint): bigint => {
        const done = context.done(steward.request(first, tokens), [first.owner.keypair]);
        return steward.events(done)[0]?.data.idled_lamports as bigint;
      };
      const most = idled(80n * SOL);
      assert(most > 0n, "20 SOL cover less than there is");
      // Two more: what they cover goes, which is less than what went before. That is not sent away again.
      const more = idled(82n * SOL);
      assert(more > 0n && more < most, `${more} after ${most}`);
      assert.equal(idled(82n * SOL), 0n);
    });

    it("refuse strangers, and more than there is", () => {
      const stranger = context.keypair("stranger");
      refused(steward.request(first, SOL, false, { owner: stranger.publicKey }), "NotOwner", [stranger]);
      refused(steward.request(first, 100n * SOL + 1n), "InsufficientBond", [first.owner.keypair]);
    });

    it("give the bond back at once where the steward is dismissed, after a last assessment", () => {
      const { owner } = first;
      steward.takeOver(pool.roles.manager.publicKey);
      context.done(steward.request(first, 0n, true), [owner.keypair]);
      assert.equal(steward.member(first).debt, 0n, "nobody sends its stake away");
      refused(steward.withdraw(first), "NotAssessed");
      context.done(steward.assess([first]));
      context.done(steward.withdraw(first));
      assert.equal(pool.tokensOf(owner.tokens), 200n * SOL);
      assert(steward.stakeOf(first) > 0n);
    });
  });

  describe("remove_member", () => {
    beforeEach(() => begin(staked));

    /** Its stake leaves, and comes back to the pool. */
    const drain = (): void => {
      steward.crank();
      steward.move();
      steward.live(2);
    };
    const gone = ({ vote }: TestValidator) => context.chain.account(steward.membership(vote)) === null;

    it("frees the place of who has no bond any more, for others and for itself", () => {
      steward.burnOut(first, holder);
      drain();
      const rent = context.chain.balance(steward.membership(first.vote));
      const before = context.chain.balance(context.payer.publicKey);
      const done = context.done(steward.remove(first));
      assert.deepEqual(
        steward.events(done).map(({ name, data }) => [name, data.vote, data.index]),
        [["MemberRemoved", first.vote.toBase58(), 0]],
      );
      assert.equal(context.chain.balance(context.payer.publicKey), before + rent - done.landed.fee, "who paid it");
      assert(gone(first));
      assert.deepEqual([steward.member({ index: 0 }).status, steward.state.bond_tokens], [0, 400n * SOL]);
      refused(steward.remove(first), "AccountNotInitialized");
      // The pool keeps it until somebody says that it is no member any more, as with whoever leaves.
      context.done(steward.migrate([first.vote]));
      assert.deepEqual([steward.record(first).score, steward.record(first).cap], [0, 0n]);
      const last = steward.validators[5] ?? assert.fail();
      context.done(steward.join(last, { index: 0 }), signersOf(last));
      context.done(steward.join(first, { index: 5 }), signersOf(first));
    });

    it("does so for who asked for its bond before that was burned", () => {
      context.done(steward.request(first, 0n, true), [first.owner.keypair]);
      steward.burnOut(first, holder);
      refused(steward.withdraw(first), "NothingRequested");
      drain();
      context.done(steward.remove(first));
      assert(gone(first));
    });

    it("refuses whoever has a bond, also a new one", () => {
      refused(steward.remove(first), "BondThere");
      steward.burnOut(first, holder);
      drain();
      const owner = [first.owner.keypair];
      const { total, supply } = pool.price;
      const least = (10n * SOL * supply + total - 1n) / total;
      refused(steward.deposit(first, least - 1n), "BondTooSmall", owner);
      context.done(steward.deposit(first, least), owner);
      refused(steward.remove(first), "BondThere");
    });

    it("refuses whoever owes, until that is paid", () => {
      context.chain.slash(steward.record(first).stake, 10_000n);
      steward.nextEpoch();
      drain();
      const { tokens, debt } = steward.member(first);
      assert(tokens === 0n && debt > 0n);
      refused(steward.remove(first), "DebtOpen");
      const other = { source_owner: holder.address, source: holder.tokens };
      context.done(steward.deposit(first, debt, other), [holder.keypair]);
      context.done(steward.cover([0]));
      context.done(steward.remove(first));
    });

    it("waits for what the last epoch brought, and for what was lost since", () => {
      steward.burnOut(first, holder);
      drain();
      steward.nextEpoch();
      refused(steward.remove(first), "NotAssessed");
      context.done(steward.assess([first]));
      steward.endEpoch();
      refused(steward.remove(first), "NotAssessed");
      pool.update();
      context.done(steward.assess([first]));
      context.done(steward.remove(first));
    });

    it("waits for the stake, and for a rating that takes its score", () => {
      steward.burnOut(first, holder);
      refused(steward.remove(first), "StakeNotGone");
      // It is gone by the score of an earlier bond: until it is rated the pool would give it as much anew.
      const { score, cap } = steward.record(first);
      assert(score > 0 && cap > 0n);
      drain();
      const place = steward.placeInPool(first.vote);
      assert.deepEqual([steward.record(first).cap, steward.stakeOf(first) < SOL], [0n, true]);
      pool.injectRecord(place, "score", BigInt(score));
      pool.injectRecord(place, "cap", cap);
      refused(steward.remove(first), "StakeNotGone");
      context.done(steward.rate([first]));
      context.done(steward.remove(first));
    });

    it("ends a veto with it", () => {
      begin(staked);
      const last = steward.validators[5] ?? assert.fail();
      steward.admit(last, { tokens: 20n * SOL });
      steward.live(12);
      context.done(steward.veto(last), [admin()]);
      assert.equal(steward.state.vetoed_tokens, 20n * SOL);
      steward.burnOut(last, holder, 100_000n);
      drain();
      context.done(steward.remove(last));
      assert.equal(steward.state.vetoed_tokens, 0n);
    });

    it("waits for no stake where the steward is dismissed, and for nothing where the pool does not list it", () => {
      steward.burnOut(first, holder);
      drain();
      steward.burnOut(second, holder);
      steward.takeOver(pool.roles.manager.publicKey);
      refused(steward.remove(second), "NotAssessed");
      context.done(steward.assess([second]));
      assert(steward.stakeOf(second) > 1_000n * SOL);
      context.done(steward.remove(second));
      const index = steward.placeInPool(first.vote);
      pool.setScores({ index, score: 0, keep: false });
      pool.removeValidator(index);
      context.done(steward.remove(first));
    });
  });

  describe("whatever moves tokens of bonds", () => {
    beforeEach(() => begin(staked));

    /** Lets a number of an account's be one more or less than it is. */
    const alter = (address: PublicKey, value: bigint, by: bigint): void => {
      const account = context.chain.account(address) ?? assert.fail();
      const [data, bytes] = [Buffer.from(account.data), Buffer.alloc(8)];
      bytes.writeBigUInt64LE(value);
      const at = data.indexOf(bytes);
      assert(at > 0 && data.indexOf(bytes, at + 1) < 0, "it is there once");
      data.writeBigUInt64LE(value + by, at);
      context.chain.setAccount(address, { ...account, data });
    };
    /** Each as it passes. */
    const moves = (): [TransactionInstruction, Keypair[]][] => {
      const last = steward.validators[5] ?? assert.fail();
      return [
        [steward.join(last), signersOf(last)],
        [steward.deposit(first, 7n), [first.owner.keypair]],
        [steward.cover([1]), []],
        [steward.withdraw(first), []],
      ];
    };
    const prepare = (): void => {
      context.done(steward.request(first, SOL), [first.owner.keypair]);
      steward.live(4);
      second.taken = 10_000n;
      steward.nextEpoch();
      context.done(steward.assess([first, second]));
    };

    it("ends with at least as many tokens in the vault as bonds have", () => {
      prepare();
      alter(steward.vault, pool.tokensOf(steward.vault), -1n);
      for (const [instruction, signers] of moves()) refused(instruction, "InvariantViolated", signers);
      alter(steward.vault, pool.tokensOf(steward.vault), 1n);
      for (const [instruction, signers] of moves()) context.done(instruction, signers);
    });

    it("ends with no more tokens that count than bonds have", () => {
      prepare();
      const { counted_tokens, bond_tokens } = steward.state as { counted_tokens: bigint; bond_tokens: bigint };
      // What the four take out of it or bring is less.
      alter(steward.address, counted_tokens, bond_tokens + 200n * SOL - counted_tokens);
      for (const [instruction, signers] of moves()) refused(instruction, "InvariantViolated", signers);
    });
  });

  describe("veto and lift_veto", () => {
    it("take a member's stake for 30 epochs, announced and bounded", () => {
      begin(staked);
      refused(steward.veto(first), "VetoTooWide", [admin()]);
      const last = steward.validators[5] ?? assert.fail();
      steward.admit(last, { tokens: 20n * SOL });
      steward.live(2);
      refused(steward.veto(last, ""), "WrongReason", [admin()]);
      refused(steward.veto(last, "x".repeat(129)), "WrongReason", [admin()]);
      refused(steward.liftVeto(last), "NotVetoed", [admin()]);
      const stranger = context.keypair("stranger");
      refused(steward.veto(last, "no", { admin: stranger.publicKey }), "NotAdmin", [stranger]);
      refused(steward.liftVeto(last, { admin: stranger.publicKey }), "NotAdmin", [stranger]);
      context.done(steward.veto(last), [admin()]);
      refused(steward.veto(last), "AlreadyVetoed", [admin()]);
      steward.live(1);
      assert.equal(steward.member(last).gates, 0, "it is announced");
      steward.live(1);
      assert.equal(steward.member(last).gates, GATES.vetoed);
      assert.equal(steward.record(last).score, 0);
      assert.equal(steward.member(last).tokens, 20n * SOL, "the bond is the owner's");
      context.done(steward.liftVeto(last), [admin()]);
      steward.live(1);
      assert.equal(steward.member(last).gates, 0);
      context.done(steward.veto(last), [admin()]);
      steward.pass(32);
      context.done(steward.rate([last]));
      assert.equal(steward.member(last).gates & GATES.vetoed, 0);
    });
  });

  describe("close_membership", () => {
    it("lets who left while it was vetoed join again once that would have ended", () => {
      begin(staked);
      const { chain, payer } = context;
      const last = steward.validators[5] ?? assert.fail();
      const membership = steward.membership(last.vote);
      const account = () => chain.account(membership);
      refused(steward.closeMembership(last), "AccountNotInitialized");
      steward.admit(last, { tokens: 20n * SOL });
      steward.live(2);
      context.done(steward.veto(last), [admin()]);
      const until = chain.epoch + 32n;
      context.done(steward.request(last, 0n, true), [last.owner.keypair]);
      steward.live(5);
      refused(steward.closeMembership(last), "IsMember");
      const rent = chain.balance(membership);
      const tokens = pool.tokensOf(last.owner.tokens);
      context.done(steward.withdraw(last));
      const left = pool.tokensOf(last.owner.tokens) - tokens;
      assert(left > 19n * SOL && left <= 20n * SOL, "the bond is paid back");
      // The place is free and nothing is vetoed; only the membership stays.
      const { vetoed_tokens, bond_tokens } = steward.state;
      assert.deepEqual([vetoed_tokens, bond_tokens, steward.member(last).status], [0n, 500n * SOL, 0]);
      assert.equal(chain.balance(membership), rent);
      refused(steward.withdraw(last), "MemberNotFound");
      refused(steward.remove(last), "MemberNotFound");
      refused(steward.join(last, { index: last.index }), "System:AccountAlreadyInUse", signersOf(last));
      // It is no member, and so anybody takes its score away, and it off the list.
      context.done(steward.migrate([last.vote]));
      assert.deepEqual([steward.record(last).score, steward.record(last).keep], [0, 0]);

      chain.passEpochs(Number(until - 1n - chain.epoch));
      refused(steward.closeMembership(last), "Barred");
      chain.passEpochs(1);
      const before = chain.balance(payer.publicKey);
      const done = context.done(steward.closeMembership(last));
      const [event] = steward.events(done);
      assert.deepEqual(
        [event?.name, event?.data.steward, event?.data.vote],
        ["MembershipClosed", steward.address.toBase58(), last.vote.toBase58()],
      );
      assert.equal(account(), null);
      // The fee of a signature.
      assert.equal(chain.balance(payer.publicKey), before + rent - 5_000n);
      context.done(steward.join(last, { index: last.index, tokens: 20n * SOL }), signersOf(last));
    });

    it("closes no member's membership, vetoed or not", () => {
      begin(staked);
      refused(steward.closeMembership(first), "IsMember");
      const last = steward.validators[5] ?? assert.fail();
      steward.admit(last, { tokens: 20n * SOL });
      steward.live(2);
      context.done(steward.veto(last), [admin()]);
      context.chain.passEpochs(33);
      refused(steward.closeMembership(last), "IsMember");
    });
  });
});
