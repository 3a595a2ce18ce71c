// Guards of the steward that only a rare state reaches: each test fails where one of them is missing (tests/mutants).
import assert from "node:assert/strict";
import { Keypair, type PublicKey, SystemProgram, type TransactionInstruction } from "@solana/web3.js";
import { fixture, SOL, TestContext, type TestPool, type User } from "../common";
import { GATES, STEWARD, TestSteward, type TestValidator } from "../common/steward";
import { stakedMembers, stewardedPool } from "./fixture";

const none = stewardedPool(3);
const staked = stakedMembers(5, 1);
const takenOver = stewardedPool(3, {}, 2);
/** With a sixth member, whose bond is small enough to be vetoed. */
const small = fixture(() => {
  const world = staked();
  const { steward } = world;
  steward.admit(steward.validators.at(-1) ?? assert.fail(), { tokens: 20n * SOL });
  steward.live(12);
  return world;
});

/** Of the price history, before its entries, and of one of those, before its two numbers. */
const [HISTORY_HEADER, ENTRY, TOTAL_AT, SUPPLY_AT, ENTRIES] = [72, 56, 24, 32, 512];
/** Of a membership, before its place and its steward, and before the epoch up to which it is barred. */
const [INDEX_AT, STEWARD_AT, BARRED_AT] = [10, 14, 110];
/** Of a vote account of version 4: whether it has a BLS key, and bytes of one. */
const [BLS_AT, BLS_BYTES] = [144, 48];

describe("a guard of the steward's", () => {
  let context: TestContext;
  let pool: TestPool;
  let steward: TestSteward;
  let holder: User;
  let first: TestValidator;
  let second: TestValidator;
  /** No member, where others are. */
  let last: TestValidator;

  function begin(given: typeof none): void {
    ({ context, pool, steward, holder } = given());
    for (const [place, validator] of steward.validators.entries()) {
      const members = given === small ? 6 : given === staked ? 5 : 0;
      const index = place < members ? place : -1;
      Object.assign(validator, { credits: 14n, taken: undefined, index });
    }
    steward.notes = true;
    [first, second] = steward.validators as [TestValidator, TestValidator];
    last = steward.validators.at(-1) ?? assert.fail();
  }

  const refused = (instruction: TransactionInstruction, error: string, signers: Keypair[] = []) =>
    context.refused(instruction, signers, error);
  const done = (instruction: TransactionInstruction, signers: Keypair[] = []) => context.done(instruction, signers);
  const admin = () => pool.roles.admin;
  const ownerOf = ({ owner }: TestValidator) => [owner.keypair];
  const signersOf = ({ withdrawer, owner }: TestValidator) => [withdrawer, owner.keypair];

  const eventOf = (sent: { logs: string[] }) => (steward.events(sent)[0] ?? assert.fail("no event")).data;
  const idledBy = (validator: TestValidator, tokens: bigint, leaves = false): bigint =>
    eventOf(done(steward.request(validator, tokens, leaves), ownerOf(validator))).idled_lamports as bigint;
  const fieldOf = (validator: TestValidator, name: string): bigint =>
    (steward.member(validator) as unknown as Record<string, bigint>)[name] ?? assert.fail(name);

  /** Writes into an account what no instruction writes. */
  function overwrite(address: PublicKey, change: (data: Buffer) => void, from: PublicKey = address): void {
    const account = context.chain.account(from) ?? assert.fail();
    const data = Buffer.from(account.data);
    change(data);
    context.chain.setAccount(address, { ...account, data });
  }

  /** What a lamport of stake earned in the mean in the last epoch, in parts per trillion. */
  function lastGrowth(): bigint {
    const notes = steward.state.notes as { epoch: bigint; growth: bigint }[];
    return notes.find(({ epoch }) => epoch === context.chain.epoch - 1n)?.growth ?? assert.fail();
  }

  /** Has so many tokens of all bonds count: that number stands behind all tokens of bonds. */
  function count(tokens: bigint): void {
    const bonds = Buffer.alloc(8);
    bonds.writeBigUInt64LE(steward.state.bond_tokens as bigint);
    overwrite(steward.address, (data) => data.writeBigUInt64LE(tokens, data.indexOf(bonds) + 8));
    assert.equal(steward.state.counted_tokens, tokens);
  }

  /**
   * The most tokens that are worth less than the least bond of 10 SOL, by a part of a lamport only: floored they are too few, and rounded
   * up they would be enough.
   */
  function justTooFew(): bigint {
    const least = 10n * SOL;
    // Nearly every price has such a number, and the price rises by the slot.
    for (let slot = 0; slot < 100; slot++) {
      const { total, supply } = pool.price;
      const tokens = (least * supply - 1n) / total;
      if (least * supply - tokens * total < supply) return tokens;
      context.chain.advanceSlots(1n);
    }
    return assert.fail("no price has tokens that are worth just too little");
  }

  describe("of layouts", () => {
    it("makes no steward for a pool that it does not know, notes nothing of one, and takes no bond with it", () => {
      begin(none);
      const other = context.createTestPool();
      other.injectPool("version", 2n);
      const { admin: owner } = other.roles;
      refused(new TestSteward(context, other).create({}, { admin: owner.publicKey }), "WrongPool", [owner]);
      steward.notes = false;
      steward.endEpoch();
      pool.injectPool("version", 2n);
      refused(steward.noteEpoch(), "WrongPool");
      refused(steward.join(first), "WrongPool", signersOf(first));
    });

    it("reads vote accounts of version 3, and BLS keys of version 4", () => {
      begin(staked);
      done(steward.updatePolicy({ require_bls_key: 1 }), [admin()]);
      steward.pass(5);
      const gatesAndScore = (validator: TestValidator) => {
        done(steward.rate([validator]));
        const { gates, quality, performance } = steward.member(validator);
        return [gates, quality, performance];
      };
      const [, quality, performance] = gatesAndScore(first);
      assert.deepEqual([quality, performance], [814, 1_000_000]);
      first.write((data) => {
        const rest = Buffer.from(data.subarray(BLS_AT + 1, data.length - BLS_BYTES));
        data.fill(7, BLS_AT + 1, BLS_AT + 1 + BLS_BYTES);
        data.writeUInt8(1, BLS_AT);
        rest.copy(data, BLS_AT + 1 + BLS_BYTES);
      });
      assert.deepEqual(gatesAndScore(first), [0, quality, performance]);
      // The byte at the place of version 4's flag is no flag in version 3, which has no such key.
      second.write((data) => asVersion3(data).copy(data));
      assert.equal(second.data.readUInt8(BLS_AT) > 1, true);
      assert.deepEqual(gatesAndScore(second), [GATES.blsKey, quality, performance]);
    });
  });

  describe("of the price", () => {
    it("joins and stays with what is worth the least bond, not a part of a lamport less", () => {
      begin(staked);
      const tokens = justTooFew();
      refused(steward.join(last, { tokens }), "BondTooSmall", signersOf(last));
      const { tokens: bond } = steward.member(first);
      refused(steward.request(first, bond - tokens), "BondTooSmall", ownerOf(first));
      done(steward.request(first, bond - tokens - 1n), ownerOf(first));
      steward.admit(last, { tokens: tokens + 1n });
    });

    it("needs a pool that has a price: lamports and tokens", () => {
      begin(staked);
      const { supply } = pool.state;
      pool.injectPool("supply", 0n);
      refused(steward.assess([first]), "Overflow");
      pool.injectPool("supply", supply);
      // All there is: with no lamports in the books nothing is worth anything, and the bond would be too small.
      const fields = ["reserve_lamports", "staked_lamports", "release_lamports", "pending_gain", "pending_loss"];
      for (const field of fields) pool.injectPool(field, 0n);
      refused(steward.join(last), "Overflow", signersOf(last));
    });

    it("needs prices of before that are prices", () => {
      for (const at of [TOTAL_AT, SUPPLY_AT]) {
        begin(staked);
        steward.nextEpoch();
        overwrite(pool.pdas.history, (data) => {
          for (let entry = 0; entry < ENTRIES; entry++) data.writeBigUInt64LE(0n, HISTORY_HEADER + entry * ENTRY + at);
        });
        refused(steward.assess([first]), "Overflow");
      }
    });

    it("gives the least score where nothing can be staked, and a bond back whose stake is gone but for rent", () => {
      begin(staked);
      done(steward.request(first, SOL), ownerOf(first));
      pool.injectPool("reserve_buffer", 10_000n);
      steward.live(5);
      const { score } = steward.member(first);
      assert.deepEqual([score, steward.record(first).cap], [1, 0n]);
      const left = steward.stakeOf(first);
      assert(left > 0n && left < SOL, "rent");
      const before = pool.tokensOf(first.owner.tokens);
      done(steward.withdraw(first));
      assert.equal(pool.tokensOf(first.owner.tokens), before + SOL);
    });
  });

  describe("of a rounding", () => {
    it("floors performance and quality, each step of them", () => {
      // By credits of an epoch, of 14,000 in the mean, and commission. The performance is 936,285.7 and 982,285.7 parts per million. With
      // the first a quality is 799, and 800 were the division by 0.99 or one of the squares rounded up; with the second it is 930, and 931
      // were the product.
      for (const [credits, commission, performance, quality] of [
        [13_108n, 0, 936_285, 799],
        [13_752n, 100, 982_285, 930],
      ] as const) {
        begin(none);
        first.setCommission(commission);
        first.write((data) => withCreditsOf(data, credits).copy(data));
        steward.admit(first, { pledge: commission });
        done(steward.list(first));
        const found = steward.member(first);
        assert.deepEqual([found.performance, found.quality], [performance, quality]);
      }
    });

    it("covers too little with a bond whose worth is floored", () => {
      begin(staked);
      const { total, supply } = pool.price;
      const worth = (100n * SOL * total) / supply;
      assert((100n * SOL * total) % supply > 0n);
      const place = steward.placeInPool(first.vote);
      // Half of four basis points: so much stake, and not a lamport more.
      const [most, { transientLamports, coolingLamports }] = [worth * 5_000n, steward.record(first)];
      for (const [more, gates] of [
        [0n, 0],
        [1n, GATES.coverage],
      ] as const) {
        pool.injectRecord(place, "stake_lamports", most + more - transientLamports + coolingLamports);
        done(steward.rate([first]));
        assert.equal(steward.member(first).gates, gates);
      }
    });

    it("forgives a thousandth of commission, floored, and a lamport more not", () => {
      for (const more of [0n, 1n]) {
        begin(staked);
        steward.nextEpoch();
        const place = steward.placeInPool(first.vote);
        const { base } = steward.record(first).earning;
        const own = (base * lastGrowth()) / 10n ** 12n;
        assert(own % 1_000n > 0n);
        const taken = own / 1_000n + more;
        pool.injectRecord(place, "earning.earned", (own * 9_500n) / 10_000n - taken);
        const { members } = eventOf(done(steward.assess([first]))) as { members: Record<string, bigint>[] };
        assert.equal(members[0]?.commission, more * taken);
      }
    });

    it("tolerates a hundredth of what the mean earned, floored, and a lamport more not", () => {
      const missed = (more: bigint): void => {
        begin(staked);
        steward.nextEpoch();
        // 13,860 of 14,000 credits are 99 of 100.
        first.write((data) => withCreditsOf(data, 13_860n).copy(data));
        const mean = lastGrowth();
        const own = (mean * 13_860n) / 14_000n;
        const missingOf = (base: bigint) => (base * mean) / 10n ** 12n - (base * own) / 10n ** 12n;
        let { base } = steward.record(first).earning;
        const isSought = () => missingOf(base) === (base * mean) / 10n ** 14n + more;
        while (!isSought() || ((base * mean) / 10n ** 12n) % 100n === 0n) base++;
        const place = steward.placeInPool(first.vote);
        pool.injectRecord(place, "earning.base", base);
        // Nothing is missing by commission.
        pool.injectRecord(place, "earning.earned", base);
        const { members } = eventOf(done(steward.assess([first]))) as { members: Record<string, bigint>[] };
        assert.equal(members[0]?.uptime, more * ((missingOf(base) * 9_500n) / 10_000n));
      };
      missed(0n);
      missed(1n);
    });

    it("asks for no more than the bonds are worth, floored", () => {
      const asked = (more: bigint): number => {
        begin(staked);
        const { total, supply } = pool.price;
        const { reserveLamports, stakedLamports, queuedLamports } = pool.state;
        const stakeable = reserveLamports + stakedLamports - queuedLamports;
        // The least worth for which the ratio is one part per billion more, and the most tokens that are not quite worth it.
        for (let ratio = 500_001n; ratio < 600_000n; ratio++) {
          const worth = (ratio * stakeable + 10n ** 9n - 1n) / 10n ** 9n;
          const tokens = (worth * supply - 1n) / total;
          if (worth * supply - tokens * total >= supply) continue;
          count(tokens + more);
          return (eventOf(done(steward.rate([first]))).ratio as number) - Number(ratio);
        }
        return assert.fail("the price is 1");
      };
      assert.deepEqual([asked(0n), asked(1n)], [-1, 0]);
    });
  });

  describe("of time", () => {
    it("assesses an earlier epoch without a note of the last one", () => {
      begin(staked);
      first.taken = 10_000n;
      steward.nextEpoch();
      first.taken = undefined;
      steward.notes = false;
      steward.endEpoch();
      const { members } = eventOf(done(steward.assess([first]))) as { members: Record<string, bigint>[] };
      assert.equal(members[0]?.epoch, context.chain.epoch - 1n);
      assert((members[0]?.commission ?? 0n) > SOL);
    });

    it("notes an epoch as unknown where the stake history has nothing", () => {
      begin(none);
      steward.notes = false;
      steward.endEpoch();
      context.chain.setStakeHistory(new Map());
      assert.equal(eventOf(done(steward.noteEpoch())).credits, 0n);
    });

    it("counts as the manager anew, when it is that again", () => {
      begin(staked);
      const { managed_since } = steward.state as { managed_since: bigint };
      steward.takeOver(pool.roles.manager.publicKey);
      steward.nextEpoch();
      assert.equal(steward.state.dismissed_epoch, context.chain.epoch);
      steward.takeOver();
      steward.nextEpoch();
      assert.equal(steward.state.dismissed_epoch, 0n);
      assert((steward.state.managed_since as bigint) > managed_since + 5n);
    });

    it("knows the manager of a pool that never had another", () => {
      begin(staked);
      overwrite(pool.pdas.pool, (data) => {
        // Who was, who is next, and from which update on.
        const next = data.indexOf(steward.authority.toBuffer());
        steward.authority.toBuffer().copy(data, next - 32);
        data.fill(0, next, next + 40);
      });
      done(steward.rate([first]));
    });

    it("finds silence after a twentieth of an epoch, floored where its slots do not divide by 20", () => {
      // Of 1,010 slots that is 50: whoever voted 50 slots ago is not silent, 51 slots ago is.
      context = new TestContext({ programs: [STEWARD], slotsPerEpoch: 1_010n });
      pool = context.createTestPool({ rewardFee: 0, depositFee: 0 });
      steward = new TestSteward(context, pool);
      done(steward.create(), [admin()]);
      const members = Array.from({ length: 4 }, () => steward.newValidator());
      steward.pass(6);
      steward.takeOver();
      for (const member of members) {
        steward.admit(member);
        done(steward.list(member));
      }
      const [silent, ...witnesses] = members as [TestValidator, ...TestValidator[]];
      silent.voteNow();
      const voted = context.chain.slot;
      const gatesAfter = (slots: bigint): number => {
        context.chain.advanceSlots(voted + slots - context.chain.slot);
        for (const witness of witnesses) witness.voteNow();
        assert.equal(context.chain.slot, voted + slots);
        done(steward.rate(members));
        return steward.member(silent).gates;
      };
      assert.deepEqual([gatesAfter(50n), gatesAfter(51n)], [0, GATES.silent]);
    });
  });

  describe("of votes", () => {
    it("takes no account for a vote account that another program owns, whatever it says", () => {
      begin(none);
      const forged = Keypair.generate().publicKey;
      const account = context.chain.account(first.vote) ?? assert.fail();
      context.chain.setAccount(forged, { ...account, owner: SystemProgram.programId });
      const other = { vote: forged, membership: steward.membership(forged) };
      refused(steward.join(first, {}, other), "WrongVoteAccount", signersOf(first));
      context.chain.setAccount(forged, account);
      done(steward.join(first, {}, other), signersOf(first));
    });

    it("knows nothing of what stands before Alpenglow's mark", () => {
      begin(staked);
      first.addCredits(2n ** 63n, 1n, context.chain.slot);
      done(steward.rate([first]));
      assert.equal(steward.member(first).gates & GATES.unknown, GATES.unknown);
    });

    it("takes an account that was made anew for one without votes, from the epoch on in which it joined", () => {
      begin(staked);
      steward.admit(last);
      const joined = steward.member(last).joined_epoch;
      done(steward.list(last));
      steward.pass(7);
      last.write((data) => withoutCreditsBefore(data, joined + 1n).copy(data));
      done(steward.rate([last]));
      const { performance, gates } = steward.member(last);
      // Of the last ten epochs six have votes, that in which it joined has none, and those before are nobody's business: six sevenths.
      assert.equal(performance, 857_142);
      assert.equal(gates & GATES.performance, GATES.performance);
    });
  });

  describe("of vetoes", () => {
    it("reach a tenth of what counts, and not a token more: of a newcomer the least bond, else what the sum has of it", () => {
      begin(staked);
      steward.admit(last, { tokens: 20n * SOL });
      const { total, supply } = pool.price;
      const least = (10n * SOL * supply) / total;
      const counted = steward.member(first).counted_in_sum;
      assert(counted > 80n * SOL && (10n * SOL * supply) % total > 0n);
      for (const [one, tokens] of [
        [last, least],
        [first, counted],
      ] as const) {
        count(10n * tokens - 1n);
        refused(steward.veto(one), "VetoTooWide", [admin()]);
        count(10n * tokens);
        done(steward.veto(one), [admin()]);
        assert.deepEqual([fieldOf(one, "vetoed_tokens"), steward.state.vetoed_tokens], [tokens, tokens]);
        // What is vetoed already is part of the tenth.
        count(10n * (tokens + counted) - 1n);
        refused(steward.veto(second), "VetoTooWide", [admin()]);
        count(10n * (tokens + counted));
        done(steward.veto(second), [admin()]);
        for (const vetoed of [one, second]) done(steward.liftVeto(vetoed), [admin()]);
        assert.equal(steward.state.vetoed_tokens, 0n);
      }
    });

    it("count nothing of who has no bond, and of one that is less than the least all of it", () => {
      begin(staked);
      steward.burnOut(first, holder);
      // What counted of it is burned, and out of the sum.
      assert.equal(steward.member(first).counted_in_sum, 0n);
      count(0n);
      done(steward.veto(first), [admin()]);
      assert.equal(steward.state.vetoed_tokens, 0n);
      done(steward.liftVeto(first), [admin()]);
      // A policy asks for more than there was: of the newcomer counts the whole bond.
      steward.admit(last, { tokens: 20n * SOL });
      done(steward.updatePolicy({ min_bond: 50n * SOL }), [admin()]);
      steward.pass(5);
      count(200n * SOL - 1n);
      refused(steward.veto(last), "VetoTooWide", [admin()]);
      count(200n * SOL);
      done(steward.veto(last), [admin()]);
    });
  });

  describe("of what is asked back", () => {
    it("takes any number of tokens for all, where it leaves", () => {
      begin(staked);
      done(steward.request(first, 101n * SOL, true), ownerOf(first));
      assert.equal(steward.member(first).status, 2);
    });

    it("lets a bond stay that would be too small by now", () => {
      begin(staked);
      done(steward.request(first, SOL), ownerOf(first));
      done(steward.updatePolicy({ min_bond: 150n * SOL }), [admin()]);
      steward.pass(5);
      refused(steward.request(first, 2n * SOL), "BondTooSmall", ownerOf(first));
      done(steward.request(first, 0n), ownerOf(first));
      assert.equal(steward.member(first).requested, 0n);
    });

    it("has what stays count no faster than a tenth of itself each epoch", () => {
      begin(staked);
      const ramp = () => [fieldOf(first, "counted"), fieldOf(first, "counted_step")];
      // All of 100 SOL count, with a step of a tenth of them; of 50 SOL and a unit the step is a tenth, rounded up.
      done(steward.request(first, 50n * SOL - 1n), ownerOf(first));
      assert.deepEqual(ramp(), [50n * SOL + 1n, 5n * SOL + 1n]);
      // Less than before makes nothing faster or slower but what comes back.
      done(steward.request(first, 30n * SOL), ownerOf(first));
      assert.deepEqual(ramp(), [50n * SOL + 1n, 2n * SOL]);
      // A step that is less than a tenth of what stays is kept.
      done(steward.request(first, 60n * SOL), ownerOf(first));
      assert.deepEqual(ramp(), [40n * SOL, 2n * SOL]);
    });

    it("waits no longer for who asks for less than before", () => {
      begin(staked);
      done(steward.request(first, 30n * SOL), ownerOf(first));
      const { epoch } = context.chain;
      steward.live(2);
      assert.equal(idledBy(first, 10n * SOL), 0n);
      assert.equal(fieldOf(first, "requested_epoch"), epoch);
    });

    it("waits for who leaves without a bond, too", () => {
      begin(staked);
      steward.burnOut(first, holder);
      steward.crank();
      steward.move();
      steward.live(2);
      done(steward.request(first, 0n, true), ownerOf(first));
      assert.equal(fieldOf(first, "requested_epoch"), context.chain.epoch);
      const from = { source_owner: holder.address, source: holder.tokens };
      done(steward.deposit(first, 20n * SOL, from), [holder.keypair]);
      refused(steward.withdraw(first), "TooEarly");
    });

    it("charges nobody whose stake a veto sends away, and everybody once it is over", () => {
      const leaving = (epochs: number): bigint => {
        begin(small);
        done(steward.veto(last), [admin()]);
        steward.pass(epochs);
        assert(steward.record(last).score > 0 && steward.stakeOf(last) > 1_000n * SOL);
        return idledBy(last, 0n, true);
      };
      assert(leaving(1) > 0n, "announced");
      assert.equal(leaving(2), 0n);
      assert.equal(leaving(31), 0n);
      assert(leaving(32) > 0n, "over");
    });
  });

  describe("of payment", () => {
    /** Asks for a part, and lets the epochs pass that it waits for. */
    function askedAndWaited(): void {
      begin(staked);
      done(steward.request(first, SOL), ownerOf(first));
      steward.live(4);
    }

    it("pays nothing out while stake cools down, or lies in a transient account", () => {
      begin(staked);
      done(steward.request(first, 0n, true), ownerOf(first));
      done(steward.cover([0]));
      steward.live(6);
      const place = steward.placeInPool(first.vote);
      for (const [field, value] of [
        ["transient_status", 2n],
        ["cooling_lamports", 1n],
      ] as const) {
        pool.injectRecord(place, field, value);
        refused(steward.withdraw(first), "StakeNotGone");
        pool.injectRecord(place, field, 0n);
      }
      done(steward.withdraw(first));
    });

    it("pays a part with stake of 20 basis points over the cap, rounded up, beside what was earned since, and not a lamport more", () => {
      askedAndWaited();
      const { reserveLamports, stakedLamports } = pool.state;
      // Bonds abound: each one's cap is two fifths of the pool.
      const cap = ((reserveLamports + stakedLamports) * 4_000n) / 10_000n;
      assert(cap % 500n > 0n);
      const { earning, transientLamports } = steward.record(first);
      assert(earning.earned > SOL);
      const place = steward.placeInPool(first.vote);
      pool.injectRecord(place, "earning.other", 7n);
      const most = cap + cap / 500n + 1n + earning.earned + 7n;
      pool.injectRecord(place, "stake_lamports", most + 1n - transientLamports);
      refused(steward.withdraw(first), "StakeNotGone");
      pool.injectRecord(place, "stake_lamports", most - transientLamports);
      done(steward.withdraw(first));
    });

    it("bars nobody whose veto ends in the epoch in which it leaves, and everybody whose veto ends later", () => {
      const barredUntil = (later: bigint, leave: () => TransactionInstruction): bigint => {
        const until = context.chain.epoch + later;
        const old = fieldOf(last, "veto_until");
        const before = Buffer.alloc(8);
        before.writeBigUInt64LE(old);
        overwrite(steward.members, (data) => data.writeBigUInt64LE(until, data.lastIndexOf(before)));
        assert.equal(fieldOf(last, "veto_until"), until);
        const membership = steward.membership(last.vote);
        done(leave());
        assert.equal(fieldOf(last, "status"), 0);
        assert.equal(steward.state.vetoed_tokens, 0n);
        const account = context.chain.account(membership);
        if (!account) return 0n;
        return account.data.readBigUInt64LE(BARRED_AT) - context.chain.epoch;
      };
      const paid = (later: bigint): bigint => {
        begin(small);
        done(steward.veto(last), [admin()]);
        done(steward.request(last, 0n, true), ownerOf(last));
        steward.live(5);
        return barredUntil(later, () => steward.withdraw(last));
      };
      const removed = (later: bigint): bigint => {
        begin(small);
        done(steward.veto(last), [admin()]);
        steward.burnOut(last, holder);
        steward.crank();
        steward.move();
        steward.live(2);
        return barredUntil(later, () => steward.remove(last));
      };
      for (const left of [paid, removed]) assert.deepEqual([left(0n), left(1n)], [0n, 1n]);
    });

    it("pays nothing out before what was lost since is assessed", () => {
      askedAndWaited();
      context.chain.slash(steward.record(first).stake, 1n);
      pool.updateValidators();
      refused(steward.withdraw(first), "NotAssessed");
    });

    it("pays in the epoch in which the pool lists it, unless that has brought a loss already", () => {
      const listed = (): void => {
        begin(staked);
        steward.admit(last);
        done(steward.request(last, SOL), ownerOf(last));
        steward.pass(4);
        done(steward.list(last));
      };
      listed();
      done(steward.withdraw(last));
      listed();
      pool.deposit(holder, 50_000n * SOL);
      steward.move();
      assert(steward.stakeOf(last) > SOL);
      context.chain.slash(steward.record(last).stake, 1_000n);
      pool.updateValidators();
      const { since, lost } = steward.record(last).earning;
      assert(since === context.chain.epoch && lost > 0n);
      refused(steward.withdraw(last), "NotAssessed");
    });

    it("pays by no membership of another steward's, nor by one of another place", () => {
      askedAndWaited();
      const own = steward.membership(first.vote);
      const other = Keypair.generate().publicKey;
      // The same validator is a member of another pool's steward.
      const elsewhere = STEWARD.derive("membership", other, first.vote);
      overwrite(elsewhere, (data) => other.toBuffer().copy(data, STEWARD_AT), own);
      refused(steward.withdraw(first, { membership: elsewhere }), "WrongMembership");
      refused(steward.remove(first, { membership: elsewhere }), "WrongMembership");
      overwrite(own, (data) => data.writeUInt32LE(second.index, INDEX_AT));
      refused(steward.withdraw(first), "WrongMembership");
      refused(steward.remove(first), "WrongMembership");
      overwrite(own, (data) => data.writeUInt32LE(first.index, INDEX_AT));
      done(steward.withdraw(first));
    });
  });

  it("frees the place of who gets no stake by its score, or by its cap", () => {
    for (const [score, cap] of [
      // As where somebody took the whole stake account out of the pool: without rent there, nothing is too little covered.
      [1n, 0n],
      // As where a gate had closed before the bond was burned.
      [0n, SOL],
    ] as const) {
      begin(staked);
      steward.burnOut(first, holder);
      steward.crank();
      steward.move();
      steward.live(2);
      const place = steward.placeInPool(first.vote);
      pool.injectRecord(place, "score", score);
      pool.injectRecord(place, "cap", cap);
      done(steward.remove(first));
    }
  });

  it("goes no further with a vault that lacks tokens, or with more that counts than there is", () => {
    begin(staked);
    const { bond_tokens } = steward.state as { bond_tokens: bigint };
    const amountAt = 64;
    const tokens = pool.tokensOf(steward.vault);
    overwrite(steward.vault, (data) => data.writeBigUInt64LE(tokens - 1n, amountAt));
    refused(steward.deposit(first, SOL), "InvariantViolated", ownerOf(first));
    overwrite(steward.vault, (data) => data.writeBigUInt64LE(tokens, amountAt));
    count(bond_tokens + SOL + 1n);
    refused(steward.deposit(first, SOL), "InvariantViolated", ownerOf(first));
    done(steward.deposit(first, SOL + 1n), ownerOf(first));
  });

  describe("of an earlier manager's validators", () => {
    it("gives none a score that had none, and wants as many memberships as validators", () => {
      begin(takenOver);
      pool.injectRecord(steward.placeInPool(first.vote), "score", 0n);
      const short = steward.migrate([first.vote, second.vote]);
      short.keys.pop();
      refused(short, "WrongPlaces");
      done(steward.migrate([first.vote, second.vote]));
      assert.deepEqual([steward.record(first).score, steward.record(first).cap], [0, 0n]);
      assert(steward.record(second).score > 0);
    });
  });
});

/** Entries of a vote account of version 4: bytes before their number, with neither votes nor voters skipped over. */
function creditsAt(data: Buffer): number {
  const list = (at: number, entry: number): number => at + 8 + Number(data.readBigUInt64LE(at)) * entry;
  const root = list(BLS_AT + 1, 13);
  return list(root + (data.readUInt8(root) === 1 ? 9 : 1), 40);
}

/** With so many credits in each of its epochs. */
function withCreditsOf(data: Buffer, credits: bigint): Buffer {
  const copy = Buffer.from(data);
  const at = creditsAt(data);
  const count = Number(data.readBigUInt64LE(at));
  for (let entry = 0; entry < count; entry++) {
    const place = at + 8 + entry * 24;
    copy.writeBigUInt64LE(BigInt(entry + 1) * credits, place + 8);
    copy.writeBigUInt64LE(BigInt(entry) * credits, place + 16);
  }
  return copy;
}

/** Without its credits of the epochs before one: as an account that was made then. */
function withoutCreditsBefore(data: Buffer, epoch: bigint): Buffer {
  const at = creditsAt(data);
  const count = Number(data.readBigUInt64LE(at));
  const from = at + 8;
  const kept = Array.from({ length: count }, (_, entry) => data.subarray(from + entry * 24, from + entry * 24 + 24))
    .filter((entry) => entry.readBigUInt64LE(0) >= epoch)
    .map((entry) => Buffer.from(entry));
  const copy = Buffer.alloc(data.length);
  data.copy(copy, 0, 0, at);
  copy.writeBigUInt64LE(BigInt(kept.length), at);
  Buffer.concat([...kept, data.subarray(from + count * 24)]).copy(copy, from);
  return copy;
}

/**
 * The same account in version 3: its commission in whole per cent, votes where version 4 has its flag, no root and no voters, and 32
 * earlier voters before its credits.
 */
function asVersion3(data: Buffer): Buffer {
  const [votes, bytes] = [6, 6 * 13];
  const copy = Buffer.alloc(data.length);
  copy.writeUInt32LE(2);
  data.copy(copy, 4, 4, 68);
  copy.writeUInt8(data.readUInt16LE(132) / 100, 68);
  copy.writeBigUInt64LE(BigInt(votes), 69);
  copy.fill(9, 77, 77 + bytes);
  const root = 77 + bytes;
  const credits = root + 1 + 8 + 32 * 48 + 9;
  data.copy(copy, credits, creditsAt(data));
  return copy;
}
