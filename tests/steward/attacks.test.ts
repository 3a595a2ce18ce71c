// What somebody might try: stake without a bond, a bond back while owing, another's rating, the reference, a hidden commission, a
// way around a debt, charges for others' doing, and an outage that drains the pool.
import assert from "node:assert/strict";
import { SOL, type TestContext, type TestPool, type User } from "../common";
import { GATES, STEWARD, type TestSteward, type TestValidator } from "../common/steward";
import { stakedMembers } from "./fixture";

const given = stakedMembers(5, 1);

describe("attacks on the steward", () => {
  let context: TestContext;
  let pool: TestPool;
  let holder: User;
  let steward: TestSteward;
  let validators: TestValidator[];
  let bad: TestValidator;

  beforeEach(() => {
    ({ context, pool, holder, steward } = given());
    validators = steward.validators.slice(0, 5);
    for (const validator of steward.validators) Object.assign(validator, { credits: 14n, taken: undefined });
    const last = steward.validators[5] ?? assert.fail();
    last.index = -1;
    steward.notes = true;
    bad = validators[0] ?? assert.fail();
  });

  const signer = ({ owner }: TestValidator) => [owner.keypair];
  const scores = () => validators.map((validator) => steward.record(validator).score);
  const debts = () => validators.map((validator) => steward.member(validator).debt);
  const carried = () => validators.map((validator) => steward.member(validator).carried_lamports);

  describe("[class-bond] stake without a bond", () => {
    it("a bond that is lent for a rating counts nothing yet", () => {
      const { cap } = steward.record(bad);
      pool.deposit(holder, 50_000n * SOL);
      const other = { source_owner: holder.address, source: holder.tokens };
      context.done(steward.deposit(bad, 40_000n * SOL, other), [holder.keypair]);
      context.done(steward.rate([bad]));
      assert(steward.record(bad).cap <= cap + cap / 3n, "only the pool's own growth");
    });

    it("a bond that is asked back counts nothing at once", () => {
      const { cap } = steward.record(bad);
      context.done(steward.request(bad, 90n * SOL), signer(bad));
      context.done(steward.rate([bad]));
      assert(steward.record(bad).cap <= cap / 8n);
    });

    it("a member that leaves and stays anew ramps up anew", () => {
      const { cap } = steward.record(bad);
      context.done(steward.request(bad, 0n, true), signer(bad));
      context.done(steward.request(bad, 0n), signer(bad));
      context.done(steward.cover([bad.index]));
      context.done(steward.rate([bad]));
      assert(steward.record(bad).cap < cap / 5n);
    });

    it("[fault-empty-place] a place without a bond is free again, however the bond was asked back", () => {
      const [, other] = validators as [TestValidator, TestValidator];
      const last = steward.validators[5] ?? assert.fail();
      // What stays has to be a bond, whether more is asked for or less.
      context.refused(steward.request(bad, 100n * SOL - 1n), signer(bad), "BondTooSmall");
      context.done(steward.request(bad, 0n, true), signer(bad));
      context.refused(steward.request(bad, 95n * SOL), signer(bad), "BondTooSmall");
      context.done(steward.request(bad, 0n), signer(bad));
      // One asks for all as if it were a part; of the other's bond a loss leaves no more than it has asked for.
      context.done(steward.cover([bad.index]));
      context.done(steward.request(bad, steward.member(bad).tokens), signer(bad));
      context.done(steward.request(other, 90n * SOL), signer(other));
      context.chain.slash(steward.record(other).stake, 1_000n);
      steward.live(8);
      for (const one of [bad, other]) {
        context.done(steward.withdraw(one));
        assert.equal(context.chain.account(steward.membership(one.vote)), null);
      }
      context.done(steward.join(last, { index: other.index }), [last.withdrawer, last.owner.keypair]);
    });

    it("[fault-late-score] a bond is not paid before the pool knows: it would give its stake without one", () => {
      const last = steward.validators[5] ?? assert.fail();
      steward.admit(last);
      // Rated with a cap, and nobody has moved stake to it yet.
      for (let epoch = 0; epoch < 5; epoch++) {
        steward.nextEpoch();
        steward.crank();
      }
      assert(steward.record(last).cap > 1_000n * SOL && steward.stakeOf(last) === 0n);
      context.done(steward.request(last, 0n, true), signer(last));
      steward.pass(4);
      context.done(steward.assess([last]));
      context.refused(steward.withdraw(last), [], "NotRated");
      context.done(steward.rate([last]));
      context.done(steward.withdraw(last));
      steward.move();
      assert.equal(steward.stakeOf(last), 0n, "who has no bond gets no stake");
    });

    it("[fault-late-score] nor where a loss took what would have stayed of it, after the last rating", () => {
      // Half of it is asked back; a rating knows of that.
      context.done(steward.request(bad, 50n * SOL), signer(bad));
      steward.live(4);
      const { score, cap } = steward.record(bad);
      assert(score > 0 && cap > 0n);
      // So much is lost that no more than that is left: it leaves.
      const place = steward.placeInPool(bad.vote);
      context.chain.slash(steward.record(bad).stake, (1_000_000n * 55n * SOL) / steward.stakeOf(bad));
      steward.nextEpoch();
      context.done(steward.assess([bad]));
      context.done(steward.cover([bad.index]));
      assert.equal(steward.member(bad).status, 2, "it leaves");
      steward.rateAll();
      steward.drain();
      steward.pass(2);
      context.done(steward.assess([bad]));
      // As it was before that rating, whoever has emptied the account.
      pool.injectRecord(place, "score", BigInt(score));
      pool.injectRecord(place, "cap", cap);
      context.refused(steward.withdraw(bad), [], "StakeNotGone");
      context.done(steward.rate([bad]));
      context.done(steward.withdraw(bad));
    });

    it("a validator without a bond is listed by nobody", () => {
      const last = steward.validators[5] ?? assert.fail();
      context.refused(steward.list(Object.assign(Object.create(last), { index: 0 })), [], "WrongVoteAccount");
      context.refused(steward.list(Object.assign(Object.create(last), { index: 5 })), [], "MemberNotFound");
    });
  });

  describe("[class-place] a place in the list", () => {
    it("[fault-burned-place] is not held for ever by who has no bond any more", () => {
      const last = steward.validators[5] ?? assert.fail();
      context.done(steward.updatePolicy({ max_members: 5 }), [pool.roles.admin]);
      steward.pass(5);
      steward.burnOut(bad, holder);
      // Its owner neither asks for anything nor answers, and there is nothing to withdraw.
      context.refused(steward.withdraw(bad), [], "NothingRequested");
      steward.crank();
      steward.move();
      steward.live(2);
      const signers = [last.withdrawer, last.owner.keypair];
      context.refused(steward.join(last), signers, "MembersFull");
      context.done([steward.remove(bad), steward.join(last, { index: bad.index })], signers);
    });

    it("[fault-dust-place] is held by no dust", () => {
      steward.burnOut(bad, holder);
      steward.crank();
      steward.move();
      steward.live(2);
      // By nobody's: were it enough, anybody could keep the place taken for a unit.
      const other = { source_owner: holder.address, source: holder.tokens };
      for (const dust of [1n, 9n * SOL]) {
        context.refused(steward.deposit(bad, dust, other), [holder.keypair], "BondTooSmall");
      }
      context.done(steward.remove(bad));
    });

    it("is lost by nobody who has a bond, owes, or has stake with the pool", () => {
      const [, second, third] = validators as [TestValidator, TestValidator, TestValidator];
      // Whoever has a bond: also one that leaves, is vetoed, silent, closed, or worth nearly nothing.
      context.done(steward.request(second, 0n, true), signer(second));
      third.close();
      for (const one of validators) context.refused(steward.remove(one), [], "BondThere");
      // A loss burns all of a bond: it owes, and that bars its key, whatever its place is wanted for.
      context.chain.slash(steward.record(bad).stake, 10_000n);
      steward.nextEpoch();
      context.done(steward.assess([bad]));
      context.refused(steward.remove(bad), [], "BondThere");
      context.done(steward.cover([bad.index]));
      context.refused(steward.remove(bad), [], "DebtOpen");
      // Nobody pays less of it than all, and who pays all takes its place only when its stake is gone.
      const { debt } = steward.member(bad);
      const other = { source_owner: holder.address, source: holder.tokens };
      context.done(steward.deposit(bad, debt - 1n, other), [holder.keypair]);
      context.done(steward.cover([bad.index]));
      context.refused(steward.remove(bad), [], "DebtOpen");
      context.done(steward.deposit(bad, 1n, other), [holder.keypair]);
      context.done(steward.cover([bad.index]));
      context.refused(steward.remove(bad), [], "StakeNotGone");
      // A new bond keeps the place.
      context.done(steward.deposit(bad, 50n * SOL), signer(bad));
      steward.live(3);
      context.refused(steward.remove(bad), [], "BondThere");
    });
  });

  describe("[class-owing] a bond back while owing", () => {
    it("waits for what the last epoch brought", () => {
      context.done(steward.request(bad, 0n, true), signer(bad));
      context.done(steward.cover([bad.index]));
      steward.pass(3);
      bad.taken = 10_000n;
      steward.nextEpoch();
      context.refused(steward.withdraw(bad), [], "NotAssessed");
      context.done(steward.assess([bad]));
      context.refused(steward.withdraw(bad), [], "DebtOpen");
      context.done(steward.cover([bad.index]));
      // The stake has to be back first.
      context.done(steward.rate([bad]));
      context.refused(steward.withdraw(bad), [], "StakeNotGone");
    });

    it("waits for an update in the same epoch", () => {
      context.done(steward.request(bad, SOL), signer(bad));
      for (let epoch = 0; epoch < 4; epoch++) steward.live();
      steward.endEpoch();
      context.refused(steward.withdraw(bad), [], "NotAssessed");
    });

    it("asking for a little early gives nothing more away", () => {
      context.done(steward.request(bad, 1n), signer(bad));
      for (let epoch = 0; epoch < 4; epoch++) steward.live();
      context.done(steward.request(bad, 50n * SOL), signer(bad));
      context.refused(steward.withdraw(bad), [], "TooEarly");
    });
  });

  describe("[class-rating] another's rating", () => {
    it("does not fall by who calls when with whom", () => {
      const before = scores();
      steward.nextEpoch();
      for (const batch of [[bad], validators.slice(0, 2), validators.slice(1, 4), validators]) {
        context.done(steward.rate(batch));
      }
      context.chain.advanceSlots(700n);
      context.done(steward.rate([bad]));
      assert.deepEqual(scores(), before);
    });

    it("is silent only with three witnesses, and stays so without them", () => {
      steward.nextEpoch();
      context.chain.advanceSlots(400n);
      for (const witness of validators.slice(1, 3)) witness.voteNow();
      context.done(steward.rate(validators.slice(0, 3)));
      assert.equal(steward.member(bad).gates, 0, "two witnesses are too few");
      validators[3]?.voteNow();
      context.done(steward.rate(validators.slice(0, 4)));
      assert.equal(steward.member(bad).gates, GATES.silent);
      context.done(steward.rate([bad]));
      assert.equal(steward.record(bad).score, 0, "calling alone does not undo it");
      bad.voteNow();
      context.done(steward.rate([bad]));
      assert(steward.record(bad).score > 0);
    });

    it("[fault-own-witness] does not fall by its own votes, nor by those of others that are as late", () => {
      steward.nextEpoch();
      const before = scores();
      // A twentieth of an epoch is 50 slots here, and shorter than what makes a witness elsewhere.
      context.chain.advanceSlots(100n);
      context.done(steward.rate(validators.slice(0, 3)));
      context.done(steward.rate(validators));
      assert.deepEqual(scores(), before);
      for (const witness of validators.slice(1, 4)) witness.voteNow();
      context.done(steward.rate(validators));
      assert.equal(steward.member(bad).gates, GATES.silent);
      assert.equal(steward.member(validators[4] ?? assert.fail()).gates, GATES.silent);
    });

    it("does not fall by a rich newcomer's bond", () => {
      // All are just above the least that keeps their stake.
      for (const one of validators.slice(1)) context.done(steward.request(one, 85n * SOL), signer(one));
      pool.deposit(holder, 80_000n * SOL);
      const other = { source_owner: holder.address, source: holder.tokens };
      context.done(steward.deposit(bad, 60_000n * SOL, other), [holder.keypair]);
      steward.rateAll();
      const gates = () => validators.map((validator) => steward.member(validator).gates);
      const before = gates();
      for (let epoch = 0; epoch < 10; epoch++) {
        steward.nextEpoch();
        steward.rateAll();
      }
      assert.deepEqual(gates(), before);
    });

    it("does not fall by credits that others have", () => {
      const before = scores();
      for (const one of validators.slice(1)) one.credits = 16n;
      steward.live(3);
      assert.deepEqual(scores(), before);
      assert.deepEqual(debts(), [0n, 0n, 0n, 0n, 0n]);
    });
  });

  describe("[class-reference] the reference", () => {
    it("is noted once, and by the sysvars alone", () => {
      steward.notes = false;
      steward.endEpoch();
      context.chain.setRewardsActive(true);
      context.refused(steward.noteEpoch(), [], "EpochRewardsActive");
      context.chain.setRewardsActive(false);
      context.done(steward.noteEpoch());
      context.refused(steward.noteEpoch(), [], "AlreadyNoted");
    });
  });

  describe("[class-reference] an epoch", () => {
    it("that nobody noted cannot be noted later, by the sysvars of another", () => {
      steward.notes = false;
      steward.endEpoch();
      const missed = context.chain.epoch - 1n;
      steward.endEpoch();
      const done = context.done(steward.noteEpoch());
      assert.equal(steward.events(done)[0]?.data.epoch, missed + 1n);
      const notes = steward.state.notes as { epoch: bigint }[];
      assert(!notes.some(({ epoch }) => epoch === missed));
      context.refused(steward.noteEpoch(), [], "AlreadyNoted");
    });

    it("of more credits than slots can bring is unknown with who shows them, and no better for it", () => {
      const before = scores();
      bad.credits = 17n;
      bad.taken = 10_000n;
      for (let epoch = 0; epoch < 6; epoch++) {
        steward.nextEpoch();
        context.done(steward.rate(validators));
      }
      assert.equal(steward.member(bad).gates, GATES.unknown, "five of its last ten epochs are known no more");
      assert.deepEqual(scores(), before);
      // Not known is not charged; the others are rated and charged as ever.
      const other = validators[1] ?? assert.fail();
      other.taken = 10_000n;
      steward.nextEpoch();
      context.done(steward.assess(validators));
      const [first = 0n, second = 0n] = debts();
      assert.equal(first, 0n);
      assert(second > 0n);
    });
  });

  describe("[class-commission] a hidden commission", () => {
    it("is measured, whatever the account says at each look", () => {
      bad.taken = 10_000n;
      steward.nextEpoch();
      context.done(steward.rate([bad]));
      assert.equal(steward.member(bad).gates, 0, "the looks see nothing");
      context.done(steward.assess([bad]));
      assert(steward.member(bad).debt > 0n);
    });

    it("is too high in an epoch when any look of it says so", () => {
      for (const _ of [0, 1]) {
        steward.nextEpoch();
        context.done(steward.rate([bad]));
        bad.setCommission(10_000);
        context.done(steward.rate([bad]));
        bad.setCommission(500);
        context.done(steward.rate([bad]));
      }
      assert.equal(steward.member(bad).gates, GATES.commission);
      assert.equal(steward.record(bad).score, 0);
    });
  });

  describe("[class-commission] another pledge", () => {
    it("[fault-past-pledge] changes nothing of what was pledged for rewards that are not assessed yet", () => {
      bad.setCommission(0);
      context.done(steward.setPledge(bad, 0), signer(bad));
      steward.live(1);
      // Raised from four epochs later on: the fourth epoch's rewards are still without commission.
      context.done(steward.setPledge(bad, 500), signer(bad));
      steward.live(3);
      assert.equal(steward.member(bad).debt, 0n);
      bad.taken = 500n;
      steward.nextEpoch();
      // Now that it is raised, another change made what was before look as raised, too.
      context.done(steward.setPledge(bad, 0), signer(bad));
      const { base } = steward.record(bad).earning;
      const done = context.done(steward.assess([bad]));
      const { members } = (steward.events(done)[0] ?? assert.fail()).data as { members: Record<string, bigint>[] };
      // A twentieth of 400 parts per million.
      const exact = (base * 20n) / 1_000_000n;
      const difference = exact - (members[0]?.commission ?? 0n);
      assert(difference >= 0n && difference < 1_000_000n, String(difference));
    });

    it("is charged by the one that held, in whatever order it is changed and assessed", () => {
      bad.setCommission(0);
      context.done(steward.setPledge(bad, 300), signer(bad));
      steward.live(1);
      // Lowered once and once more in an epoch whose predecessor is not assessed: that was 3 %, and is what was taken.
      bad.taken = 300n;
      steward.nextEpoch();
      for (const pledge of [200, 100, 500, 0]) context.done(steward.setPledge(bad, pledge), signer(bad));
      context.done(steward.assess([bad]));
      assert.equal(steward.member(bad).debt, 0n);
      bad.taken = 0n;
      // Raised twice, the second time in the epoch in which the first is in force: neither takes anything back.
      context.done(steward.setPledge(bad, 200), signer(bad));
      steward.live(4);
      context.done(steward.setPledge(bad, 400), signer(bad));
      for (let epoch = 0; epoch < 4; epoch++) {
        bad.taken = 200n;
        steward.live(1);
        assert.equal(steward.member(bad).debt, 0n);
      }
      bad.taken = 400n;
      steward.live(1);
      assert.equal(steward.member(bad).tokens, 100n * SOL, "nothing was charged");
    });
  });

  describe("[class-debt] a way around a debt", () => {
    it("is none by assessing before the epoch is noted", () => {
      steward.notes = false;
      bad.taken = 10_000n;
      steward.nextEpoch();
      context.refused(steward.assess([bad]), [], "EpochNotNoted");
      context.done(steward.noteEpoch());
      context.done(steward.assess([bad]));
      assert(steward.member(bad).debt > 0n);
    });

    it("is none by closing the vote account, nor by making it anew", () => {
      bad.credits = 0n;
      steward.nextEpoch();
      context.done(steward.assess([bad]));
      const first = steward.member(bad).debt;
      assert(first > 0n);
      bad.close();
      steward.nextEpoch();
      context.done(steward.assess([bad]));
      const second = steward.member(bad).debt;
      assert(second > first);
      // Made anew, its credits begin with this epoch: those of the epochs before are 0, not unknown.
      const fresh = context.chain.account(context.chain.createVoteAccount()) ?? assert.fail();
      steward.endEpoch();
      context.chain.setAccount(bad.vote, fresh);
      bad.addCredits(context.chain.epoch, 1n, context.chain.slot);
      pool.update();
      context.done(steward.assess([bad]));
      assert(steward.member(bad).debt > second);
    });

    it("is none by joining anew with the same key", () => {
      bad.taken = 10_000n;
      for (let epoch = 0; epoch < 2; epoch++) {
        steward.nextEpoch();
        context.done(steward.assess([bad]));
      }
      const signers = [bad.withdrawer, bad.owner.keypair];
      context.refused(steward.join(bad), signers, "System:AccountAlreadyInUse");
    });

    it("is none by a new key: the old one owes on, and a new one begins without a bond and with ten epochs' wait", () => {
      bad.taken = 10_000n;
      steward.nextEpoch();
      context.done(steward.assess([bad]));
      const { debt } = steward.member(bad);
      assert(debt > 0n);
      bad.close();
      const fresh = steward.newValidator();
      steward.validators.pop();
      fresh.addCredits(context.chain.epoch, 1n, context.chain.slot);
      context.refused(steward.join(fresh), [fresh.withdrawer, fresh.owner.keypair], "TooNew");
      context.done(steward.rate([bad]));
      assert.equal(steward.record(bad).score, 0);
      const bond = steward.member(bad).tokens;
      context.done(steward.cover([bad.index]));
      assert.equal(steward.member(bad).tokens, bond - debt);
    });

    it("is none by leaving: what a bond could not pay stays, and takes the score", () => {
      context.done(steward.request(bad, 90n * SOL), signer(bad));
      context.chain.slash(steward.record(bad).stake, 10_000n);
      steward.nextEpoch();
      context.done(steward.assess([bad]));
      context.done(steward.cover([bad.index]));
      const { tokens, debt } = steward.member(bad);
      assert.equal(tokens, 0n);
      assert(debt > 0n);
      context.done(steward.rate([bad]));
      assert.equal(steward.member(bad).gates & GATES.debt, GATES.debt);
      context.refused(steward.withdraw(bad), [], "NothingRequested");
      context.done(steward.request(bad, 0n, true), signer(bad));
      context.refused(steward.withdraw(bad), [], "NothingRequested");
      // Paying it ends it.
      pool.deposit(holder, debt);
      const other = { source_owner: holder.address, source: holder.tokens };
      context.done(steward.deposit(bad, debt, other), [holder.keypair]);
      context.done(steward.cover([bad.index]));
      assert.equal(steward.member(bad).debt, 0n);
    });
  });

  describe("[class-charge] charges for others' doing", () => {
    it("are none for stake that the pool moves", () => {
      pool.order(holder, 100_000n * SOL);
      for (let epoch = 0; epoch < 4; epoch++) {
        steward.live();
        if (pool.state.nextSettlement < pool.state.nextTicket) context.send(pool.settleInstruction());
      }
      assert.deepEqual(debts(), [0n, 0n, 0n, 0n, 0n]);
      assert.equal(pool.tokensOf(steward.vault), 500n * SOL);
    });

    it("are none for lamports that somebody sends, nor for the update's time", () => {
      context.chain.donate(steward.record(bad).stake, 7n * SOL);
      steward.endEpoch();
      context.chain.advanceSlots(950n);
      pool.update();
      context.done(steward.assess(validators));
      assert.deepEqual(debts(), [0n, 0n, 0n, 0n, 0n]);
    });

    it("are none for stake that holders bring and take", () => {
      const index = steward.placeInPool(bad.vote);
      for (let epoch = 0; epoch < 3; epoch++) {
        // Taken before what it earned is measured, and after; brought where it was active with the validator all the time.
        pool.withdrawStake(holder, index, 3_000n * SOL);
        const brought = context.stakeAccount(holder.keypair, bad.vote, 2_000n * SOL);
        steward.nextEpoch();
        pool.depositStake(holder, brought, index);
        pool.withdrawStake(holder, index, 1_000n * SOL);
        context.done(steward.assess(validators));
        assert.deepEqual(debts(), [0n, 0n, 0n, 0n, 0n]);
        assert.deepEqual(carried(), [0n, 0n, 0n, 0n, 0n]);
      }
      // What it takes of the rest is found to the same part as ever.
      bad.taken = 10_000n;
      pool.withdrawStake(holder, index, 3_000n * SOL);
      steward.nextEpoch();
      const { base } = steward.record(bad).earning;
      const done = context.done(steward.assess([bad]));
      const { members } = (steward.events(done)[0] ?? assert.fail()).data as { members: Record<string, bigint>[] };
      const difference = (base * 380n) / 1_000_000n - (members[0]?.commission ?? 0n);
      assert(difference >= 0n && difference < 1_000_000n, String(difference));
    });

    it("are none for an epoch's skipped update", () => {
      steward.endEpoch();
      steward.endEpoch();
      pool.update();
      context.done(steward.assess(validators));
      assert.deepEqual(debts(), [0n, 0n, 0n, 0n, 0n]);
    });

    it("[fault-before-manager] are none for epochs in which another was the manager", () => {
      steward.takeOver(pool.roles.manager.publicKey);
      bad.taken = 10_000n;
      steward.takeOver();
      // It is the manager again by this update; what was earned before it was another's matter.
      const { since, epoch, base } = steward.record(bad).earning;
      assert(base > 0n && since < epoch);
      context.done(steward.assess([bad]));
      assert.equal(steward.state.managed_since, context.chain.epoch);
      assert.equal(steward.member(bad).debt, 0n);
      steward.nextEpoch();
      context.done(steward.assess([bad]));
      assert(steward.member(bad).debt > 0n, "from then on it is the steward's");
    });

    it("are whole over epochs that were updated together", () => {
      steward.nextEpoch();
      context.done(steward.assess([bad]));
      bad.taken = 10_000n;
      steward.endEpoch();
      steward.endEpoch();
      pool.update();
      const { base, since, epoch } = steward.record(bad).earning;
      assert.equal(epoch - since, 2n);
      const done = context.done(steward.assess([bad]));
      const { members } = (steward.events(done)[0] ?? assert.fail()).data as { members: Record<string, bigint>[] };
      const exact = (2n * base * 380n) / 1_000_000n;
      const difference = exact - (members[0]?.commission ?? 0n);
      assert(difference >= 0n && difference < 1_000_000n, String(difference));
    });
  });

  describe("[class-outage] an outage", () => {
    it("of the keepers changes no score and charges nobody", () => {
      const before = scores();
      steward.notes = false;
      steward.pass(15);
      context.done(steward.noteEpoch());
      steward.rateAll();
      assert.deepEqual(scores(), before);
      assert.deepEqual(
        validators.map((one) => steward.member(one).gates & GATES.unknown),
        [4_096, 4_096, 4_096, 4_096, 4_096],
      );
      context.done(steward.assess(validators));
      assert.deepEqual(debts(), [0n, 0n, 0n, 0n, 0n]);
    });

    it("of the cluster finds nobody silent", () => {
      const before = scores();
      steward.nextEpoch();
      context.chain.advanceSlots(800n);
      context.done(steward.rate(validators));
      assert.deepEqual(scores(), before);
    });

    it("of half the cluster's votes charges nobody", () => {
      for (const one of validators) one.credits = 7n;
      steward.notes = false;
      steward.endEpoch();
      const effective = context.chain.stakeHistory.get(context.chain.epoch - 1n)?.effective ?? assert.fail();
      context.chain.setEpochRewards({ points: effective * 7_000n, lamports: (effective * 200n) / 1_000_000n });
      context.done(steward.noteEpoch());
      pool.update();
      context.done(steward.assess(validators));
      assert.deepEqual(debts(), [0n, 0n, 0n, 0n, 0n]);
    });
  });

  it("the steward signs for scores and its vault alone: it has no other account", () => {
    assert.equal(context.chain.account(steward.authority), null);
    assert(STEWARD.derive("vault", steward.address).equals(steward.vault));
  });
});
