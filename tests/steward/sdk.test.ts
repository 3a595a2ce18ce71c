// The SDK's steward: what it foretells is what the program does, and each action with what keeps it from working.
import assert from "node:assert/strict";
import { Keypair, type PublicKey, type TransactionInstruction } from "@solana/web3.js";
import { isError, keypairWallet, type Session, StakeStatus, type TruestakeError } from "@truestake/sdk";
import { setRole, unsignedMessage } from "@truestake/sdk/actions";
import * as sdk from "@truestake/sdk/steward";
import fc from "fast-check";
import { SOL, type TestContext, type TestPool, type User } from "../common";
import { SEED } from "../common/seeds";
import { TestSteward, type TestValidator } from "../common/steward";
import { stakedMembers, stewardedPool } from "./fixture";

const none = stewardedPool(3);
const staked = stakedMembers(5, 1);
const many = stakedMembers(12);
/** Two of three have stake of an earlier manager's. */
const takenOver = stewardedPool(3, {}, 2);
const MEMBERS = new Map<typeof none, number>([
  [staked, 5],
  [many, 12],
]);

/** What a validator does in an epoch of a random life. */
interface Deed {
  who: number;
  credits: bigint;
  commission: number;
  taken: bigint | undefined;
  act: string;
  noted: boolean;
  layout: number;
}

const DEED = { who: 0, credits: 14n, commission: 500, taken: undefined, noted: true, layout: 0 };
/** What every life begins with: who has most of the stake leaves, so that stake is sent away. */
const FIRST_DEED: Deed = { ...DEED, act: "departure" };
/** What every life ends with: the policy asks for keys and balances, nobody notes six epochs, and one loses more than its bond. */
const LAST_DEEDS: Deed[] = ["asks", "outage", "ruin"].map((act) => ({ ...DEED, act }));

describe("the SDK's steward", () => {
  let context: TestContext;
  let pool: TestPool;
  let holder: User;
  let steward: TestSteward;
  let validators: TestValidator[];
  let first: TestValidator;

  function begin(given: typeof none): void {
    ({ context, pool, holder, steward } = given());
    validators = steward.validators;
    for (const [place, validator] of validators.entries()) {
      const index = place < (MEMBERS.get(given) ?? 0) ? place : -1;
      Object.assign(validator, { credits: 14n, taken: undefined, index });
    }
    steward.notes = true;
    first = validators[0] ?? assert.fail();
  }

  function as(key: Keypair = context.payer as Keypair): Session {
    const { connection } = context.chain;
    return { connection, deployment: pool.deployment, wallet: keypairWallet(key), options: {} };
  }
  const keeper = () => as();
  const admin = () => as(pool.roles.admin);
  const ownerOf = ({ owner }: TestValidator) => as(owner.keypair);
  const keys = () => sdk.stewardOf(pool.deployment);
  const fetchAll = () => sdk.fetchStewarded(context.chain.connection, keys());
  const votesOf = (addresses: PublicKey[]) => sdk.fetchVotes(context.chain.connection, addresses);
  const joinBy = (validator: TestValidator, more: Partial<sdk.JoinParameters> = {}) =>
    sdk.join(ownerOf(validator), {
      ...{ vote: validator.vote, tokens: 100n * SOL, pledge: 500, withdrawer: validator.withdrawer },
      ...more,
    });

  async function refused(run: Promise<unknown>, name: string, hint?: RegExp): Promise<TruestakeError> {
    const error = await run.then(
      () => assert.fail(`${name} expected, and it went well`),
      (caught) => caught,
    );
    assert(isError(error, name as never), `${name} expected: ${error}`);
    assert(error.hint.length > 10, name);
    assert.equal(error.code !== undefined, !["InsufficientTokens", "InvalidArgument"].includes(name), name);
    if (hint) assert.match(error.hint, hint);
    return error;
  }

  describe("addresses and accounts", () => {
    it("are the program's", async () => {
      begin(staked);
      const { steward: address, authority, members, vault } = keys();
      assert.deepEqual(
        [address, authority, members, vault].map(String),
        [steward.address, steward.authority, steward.members, steward.vault].map(String),
      );
      const read = await sdk.fetchSteward(context.chain.connection, keys());
      assert.equal(read.bondTokens, 500n * SOL);
      assert.equal(read.policy.floorRatio, 400_000);
      const list = await sdk.fetchMembers(context.chain.connection, keys());
      assert.deepEqual([list.places, list.members.length, list.freePlace], [5, 5, 5]);
      const one = await sdk.fetchMember(context.chain.connection, keys(), first.vote);
      assert.deepEqual(one, list.members[0]);
      assert.deepEqual(
        [one.tokens, one.joinedEpoch, one.score, one.gates],
        [100n * SOL, steward.member(first).joined_epoch, steward.member(first).score, 0],
      );
      const stranger = validators[5] ?? assert.fail();
      await refused(sdk.fetchMember(context.chain.connection, keys(), stranger.vote), "MemberNotFound");
    });

    it("of a pool without a steward are missing, and a keeper's pass does nothing", async () => {
      begin(none);
      const other = context.createTestPool();
      const session = { ...keeper(), deployment: other.deployment };
      assert.equal(
        await sdk.fetchStewardSituation(context.chain.connection, sdk.stewardOf(other.deployment)),
        undefined,
      );
      await assert.rejects(sdk.stewardReport(session), (error) => isError(error, "AccountMissing"));
      const report = await sdk.crankSteward(session);
      assert(Object.values(report).every((sent) => sent.length === 0));
    });
  });

  describe("create and update", () => {
    beforeEach(() => begin(none));

    it("a steward, by the admin", async () => {
      const other = context.createTestPool();
      const session = { ...as(other.roles.admin), deployment: other.deployment };
      const { authority, policy, stewardEvents } = await sdk.createSteward(session, { policy: { share: 900 } });
      assert.equal(policy.share, 900);
      assert.equal(stewardEvents[0]?.name, "StewardCreated");
      const { policy: found } = await sdk.fetchSteward(context.chain.connection, sdk.stewardOf(other.deployment));
      assert.deepEqual(found, policy);
      await setRole(session, { role: "validatorManager", newHolder: authority });
      const { fromEpoch } = await sdk.updatePolicy(session, { policy: { minBond: 11n * SOL } });
      assert.equal(fromEpoch, context.chain.epoch + sdk.POLICY_EPOCHS);
      // What waits is not undone by another change.
      await sdk.updatePolicy(session, { policy: { share: 800 } });
      const { nextPolicy } = await sdk.fetchSteward(context.chain.connection, sdk.stewardOf(other.deployment));
      assert.deepEqual([nextPolicy.minBond, nextPolicy.share], [11n * SOL, 800]);
    });

    it("refuse whoever is not the admin, and a policy beyond the limits", async () => {
      const other = context.createTestPool();
      const stranger = as(context.keypair("stranger"));
      await refused(sdk.createSteward({ ...stranger, deployment: other.deployment }), "NotAdmin");
      const own = { ...as(other.roles.admin), deployment: other.deployment };
      await refused(
        sdk.createSteward(own, { policy: { share: 0 } }),
        "PolicyOutOfRange",
        /`share` is 0\.01 % at least/,
      );
      const ratios = { targetRatio: 400_000, floorRatio: 1_000_000 };
      await refused(
        sdk.createSteward(own, { policy: ratios }),
        "PolicyOutOfRange",
        /`floorRatio` is .* 0\.04 % at most/,
      );
      await sdk.createSteward(own);
      await refused(sdk.createSteward(own), "InvalidArgument");
      await refused(sdk.updatePolicy(stranger, { policy: { share: 500 } }), "NotAdmin");
      await refused(sdk.updatePolicy(admin(), { policy: { tolerance: 49 } }), "PolicyOutOfRange");
    });

    it("are messages for a multisig, too", async () => {
      const other = context.createTestPool();
      const session = { ...keeper(), deployment: other.deployment };
      const authority = other.roles.admin.publicKey;
      const { instructions } = await unsignedMessage(session, { authority, act: (own) => sdk.createSteward(own) });
      const [built] = instructions;
      const decoded = sdk.decodeStewardInstruction(built ?? assert.fail());
      assert.equal(decoded?.name, "createSteward");
      assert.equal(decoded?.accounts.admin?.toBase58(), authority.toBase58());
      assert.deepEqual(decoded?.args.policy, sdk.DEFAULT_STEWARD_POLICY);
    });
  });

  describe("join, deposit and pledge", () => {
    beforeEach(() => begin(none));

    it("make a member of a validator", async () => {
      const { index } = await joinBy(first, { pledge: 300 });
      assert.equal(index, 0);
      const second = await joinBy(validators[1] ?? assert.fail());
      assert.equal(second.index, 1);
      const { bond } = await sdk.depositBond(ownerOf(first), { vote: first.vote, tokens: 7n * SOL });
      assert.equal(bond, 107n * SOL);
      const lower = await sdk.setPledge(ownerOf(first), { vote: first.vote, pledge: 100 });
      assert.equal(lower.fromEpoch, context.chain.epoch);
      const higher = await sdk.setPledge(ownerOf(first), { vote: first.vote, pledge: 200 });
      assert.equal(higher.fromEpoch, context.chain.epoch + 4n);
      const member = await sdk.fetchMember(context.chain.connection, keys(), first.vote);
      assert.deepEqual([sdk.stewardMath.pledgeAt(member, context.chain.epoch), member.pledge], [100, 200]);
    });

    it("refuse what the program refuses, by name", async () => {
      await refused(joinBy(first, { pledge: 501 }), "PledgeTooHigh", /at most 5 %/);
      // The price is 1.
      await refused(joinBy(first, { tokens: 9n * SOL }), "BondTooSmall", /at least 10 SOL: 10 tokens now/);
      await refused(joinBy(first, { tokens: 201n * SOL }), "InsufficientTokens");
      await refused(joinBy(first, { withdrawer: Keypair.generate() }), "NotWithdrawer");
      first.close();
      await refused(joinBy(first), "WrongVoteAccount");
      const other = validators[1] ?? assert.fail();
      await refused(sdk.depositBond(ownerOf(other), { vote: other.vote, tokens: SOL }), "MemberNotFound");
      await joinBy(other);
      await refused(sdk.depositBond(ownerOf(other), { vote: other.vote, tokens: 0n }), "ZeroAmount");
      await refused(sdk.setPledge(ownerOf(first), { vote: other.vote, pledge: 100 }), "NotOwner");
      await refused(sdk.setPledge(ownerOf(other), { vote: other.vote, pledge: 501 }), "PledgeTooHigh");
      const third = validators[2] ?? assert.fail();
      await sdk.updatePolicy(admin(), { policy: { maxMembers: 1 } });
      steward.pass(5);
      await refused(joinBy(third), "MembersFull", /The policy allows 1:/);
    });
  });

  describe("the cranks", () => {
    it("note, assess, cover, list and rate what is due, and nothing twice", async () => {
      begin(none);
      for (const validator of validators) await joinBy(validator);
      for (const [place, validator] of validators.entries()) validator.index = place;
      steward.notes = false;
      steward.nextEpoch();
      const { noted, listed, rated } = await sdk.crankSteward(keeper());
      // Listing rates, too.
      assert.deepEqual([noted.length, listed.length, rated.length], [1, 3, 0]);
      // With what counts of the bonds now the ratio is another one; after that nothing is due.
      await sdk.crankSteward(keeper());
      const again = await sdk.crankSteward(keeper());
      assert(Object.values(again).every((sent) => sent.length === 0));
      await refused(sdk.noteEpoch(keeper()), "AlreadyNoted");
      steward.move();
      steward.nextEpoch();
      const next = await sdk.crankSteward(keeper());
      assert.deepEqual(
        [next.noted, next.assessed, next.rated].map(({ length }) => length),
        [1, 1, 1],
      );
    });

    it("list who qualifies, and say why who does not", async () => {
      begin(none);
      first.credits = 7n;
      steward.pass(10);
      await joinBy(first);
      await refused(sdk.listValidator(keeper(), { vote: first.vote }), "NotQualified");
      assert.deepEqual(await sdk.listValidators(keeper()), []);
      const { binding, gates } = await sdk.explainMember(keeper(), { vote: first.vote });
      assert.deepEqual([binding, gates[0]?.name], ["gate", "performance"]);
      const other = validators[1] ?? assert.fail();
      await joinBy(other);
      const [listed] = await sdk.listValidators(keeper());
      assert((listed?.score ?? 0) > 0 && listed?.vote.equals(other.vote));
    });

    it("charge who takes more than pledged, and burn the debt", async () => {
      begin(staked);
      first.taken = 10_000n;
      steward.nextEpoch();
      const { members } = await sdk.assessMembers(keeper());
      const charged = members.find(({ index }) => index === 0) ?? assert.fail();
      assert(charged.commission > 0n && charged.debt > 0n);
      const { commission, explain, bond } = await sdk.explainMember(keeper(), { vote: first.vote });
      assert.deepEqual([commission.pledged, commission.announced, commission.measured], [500, 500, 10_000]);
      assert(bond.debt === charged.debt && explain.length > 20);
      const { tokens, debt } = await sdk.coverMembers(keeper());
      assert.deepEqual([tokens, debt], [charged.debt, 0n]);
      assert.equal(steward.member(first).tokens, 100n * SOL - tokens);
      assert.deepEqual((await sdk.coverMembers(keeper())).transactions, []);
    });

    it("find out who is silent, also where nothing else is due", async () => {
      begin(staked);
      steward.nextEpoch();
      await sdk.crankSteward(keeper());
      first.credits = 0n;
      context.chain.advanceSlots(context.chain.slotsPerEpoch / 10n);
      for (const one of validators.slice(1)) one.voteNow();
      const { rated } = await sdk.crankSteward(keeper());
      assert.equal(rated.length, 1);
      assert.deepEqual(
        sdk.gatesOf(steward.member(first).gates).map(({ name }) => name),
        ["silent"],
      );
      assert.equal(steward.member(first).score, 0);
    });

    it("find nobody silent where all are, in epochs so short that a witness elsewhere would be silent here", async () => {
      begin(staked);
      steward.nextEpoch();
      await sdk.crankSteward(keeper());
      for (const one of validators) one.voteNow();
      // Later than a twentieth of the 1,000 slots, and within the 150 of a witness.
      context.chain.advanceSlots(60n);
      const situation = await fetchAll();
      const votes = await votesOf(validators.map(({ vote }) => vote));
      const told = situation.members.members.map((member) => sdk.predicted(situation, votes, member).gates);
      const { members } = await sdk.rateMembers(keeper());
      assert.deepEqual(
        members.map(({ gates }) => gates),
        told,
      );
      assert.deepEqual(told, [0, 0, 0, 0, 0]);
    });

    it("remove whoever has no bond left, and nobody else", async () => {
      begin(staked);
      const { vote } = first;
      await refused(sdk.removeMember(keeper(), { vote }), "BondThere");
      await refused(sdk.removeMember(keeper(), { vote: validators[5]?.vote ?? assert.fail() }), "MemberNotFound");
      // A loss of more than its bond, of which the rest is open.
      context.chain.slash(steward.record(first).stake, 10_000n);
      steward.nextEpoch();
      const { removed, covered } = await sdk.crankSteward(keeper());
      assert.deepEqual([covered.length, removed.length], [1, 0]);
      await refused(sdk.removeMember(keeper(), { vote }), "DebtOpen");
      const session = as(holder.keypair);
      await sdk.depositBond(session, { vote, tokens: steward.member(first).debt });
      await sdk.coverMembers(keeper(), { votes: [vote] });
      await refused(sdk.removeMember(keeper(), { vote }), "StakeNotGone");
      assert.deepEqual(sdk.dueForRemoval(await fetchAll()), []);
      steward.endEpoch();
      await refused(sdk.removeMember(keeper(), { vote }), "NotAssessed");
      pool.update();
      steward.crank();
      steward.move();
      for (let epoch = 0; epoch < 2; epoch++) {
        steward.nextEpoch();
        await sdk.assessMembers(keeper());
      }
      // A keeper finds it by its plan, and by its pass.
      const [due] = await sdk.planSteward(context.chain.connection, keys(), { payer: context.payer.publicKey });
      assert.deepEqual([due?.step, due?.count], ["remove", 1]);
      const [one] = await sdk.removeMembers(keeper());
      assert.deepEqual([one?.index, one?.stewardEvents.map(({ name }) => name)], [0, ["MemberRemoved"]]);
      assert.deepEqual(await sdk.removeMembers(keeper()), []);
      await refused(sdk.fetchMember(context.chain.connection, keys(), vote), "MemberNotFound");
      assert.equal((await sdk.fetchMembers(context.chain.connection, keys())).freePlace, 0);
      // It may join anew, at the place that is free.
      assert.equal((await joinBy(first)).index, 0);
    });

    it("remove whoever has no bond left in a keeper's pass", async () => {
      begin(staked);
      steward.burnOut(first, holder);
      steward.crank();
      steward.move();
      steward.pass(2);
      await sdk.crankSteward(keeper());
      const { removed, migrated } = await sdk.crankSteward(keeper());
      // Its score is 0 as it is, but its last rating keeps its place in the pool's list: that is taken back.
      assert.deepEqual([removed.length, migrated.length], [1, 1]);
    });
  });

  describe("migrateValidators", () => {
    beforeEach(() => begin(takenOver));

    const scoreOf = (validator: TestValidator) => {
      const { score, cap, keep } = steward.record(validator);
      return [score, cap, Boolean(keep)];
    };

    it("has who has no bond keep its stake for ten epochs, and then takes it", async () => {
      const [old, other] = validators as [TestValidator, TestValidator];
      const { managedSince } = (await fetchAll()).steward;
      const stakes = [old, other].map((one) => steward.stakeOf(one));
      assert(stakes.every((stake) => stake > 90_000n * SOL));
      // The pool's admin has given both a score of 1,000 and no cap; named is one of them.
      const [one] = await sdk.migrateValidators(keeper(), { votes: [old.vote] });
      assert.deepEqual(
        one?.stewardEvents.map(({ name, data }) => [name, (data as { count: number }).count]),
        [["Migrated", 1]],
      );
      // Each has about half of 200,000 SOL, which is more than the largest part, and keeps it by the best quality.
      const { reserveLamports, stakedLamports } = pool.state;
      const all = reserveLamports + stakedLamports;
      const scores = stakes.map((stake) => Number((1_000_000n * stake + all - 1n) / all));
      assert.deepEqual(scoreOf(old), [scores[0], stakes[0], false]);
      assert.deepEqual(scoreOf(other).slice(0, 1), [1_000]);
      const [rest, ...none] = await sdk.migrateValidators(keeper());
      assert.deepEqual([rest?.stewardEvents.length, none], [1, []]);
      assert.deepEqual(scoreOf(other), [scores[1], stakes[1], false]);
      assert.deepEqual(await sdk.migrateValidators(keeper()), [], "nothing is sent twice");
      // One brings a bond: it is a member now, and no other's migration reaches it.
      await joinBy(other);
      assert.deepEqual(await sdk.migrateValidators(keeper(), { votes: [other.vote] }), []);
      steward.pass(Number(managedSince + 10n - context.chain.epoch));
      const last = await sdk.migrateValidators(keeper());
      assert.deepEqual(
        last.flatMap(({ stewardEvents }) => stewardEvents.map(({ data }) => (data as { isGrace: boolean }).isGrace)),
        [false],
      );
      assert.deepEqual(scoreOf(old), [0, 0n, false]);
      assert.deepEqual(await sdk.migrateValidators(keeper()), []);
    });

    it("refuses what the program refuses, by name", async () => {
      const [old, other] = validators as [TestValidator, TestValidator];
      const send = (instruction: TransactionInstruction) => context.send(instruction).error;
      const place = (vote: PublicKey) => ({ index: steward.placeInPool(vote), vote });
      const build = (...of: { index: number; vote: PublicKey }[]) =>
        sdk.stewardInstructions.migrate({ steward: keys(), validators: of });
      assert.equal(send(build()), "WrongPlaces");
      assert.equal(send(build({ index: 1, vote: old.vote })), "WrongValidator", "another's place");
      assert.equal(send(build({ index: 99, vote: old.vote })), "WrongValidator", "no place");
      const short = build(place(old.vote), place(other.vote));
      short.keys.pop();
      assert.equal(send(short), "WrongPlaces", "a membership for each");
      const swapped = build(place(old.vote), place(other.vote));
      swapped.keys.push(...swapped.keys.splice(-2, 1));
      assert.equal(send(swapped), "WrongMembership");
      await joinBy(other);
      assert.equal(send(build(place(old.vote), place(other.vote))), "IsMember");
      assert.equal(send(build(place(old.vote))), undefined);
      steward.takeOver(pool.roles.manager.publicKey);
      assert.equal(send(build(place(old.vote))), "NotManager");
      await refused(sdk.migrateValidators(keeper()), "NotManager");
      const elsewhere = { ...keeper(), deployment: context.createTestPool().deployment };
      await assert.rejects(sdk.migrateValidators(elsewhere), (error) => isError(error, "AccountMissing"));
      await assert.rejects(
        async () => sdk.migrateValidators(keeper(), { votes: old.vote as never }),
        (error) => isError(error, "InvalidArgument"),
      );
    });

    it("refuses every wrong account by name", () => {
      const other = new TestSteward(context, context.createTestPool());
      context.done(other.create(), [other.pool.roles.admin]);
      const [old] = validators as [TestValidator];
      const stranger = Keypair.generate().publicKey;
      const wrong: [string, PublicKey, string][] = [
        ["steward", other.address, "WrongPool"],
        ["members", other.members, "WrongMembers"],
        ["authority", other.authority, "WrongAuthority"],
        ["pool", other.pool.pdas.pool, "WrongPool"],
        ["validators", other.pool.pdas.validators, "WrongValidatorList"],
        ["pool_program", stranger, "InvalidProgramId"],
      ];
      for (const [name, key, error] of wrong) {
        context.refused(steward.migrate([old.vote], { [name]: key }), [], error);
      }
    });
  });

  describe("leaving", () => {
    beforeEach(() => begin(staked));

    it("pays the bond after four epochs, when the stake is gone", async () => {
      const vote = first.vote;
      const { tokens, idledLamports, debt } = await sdk.leave(ownerOf(first), { vote });
      assert.equal(tokens, 100n * SOL);
      assert(idledLamports > 0n && debt > 0n);
      // Nothing of its bond counts, either: a deposit would change nothing.
      const { gates, explain } = await sdk.explainMember(keeper(), { vote });
      assert.deepEqual(
        gates.map(({ name }) => name),
        ["coverage", "leaving"],
      );
      assert.match(explain, /it has asked all of its bond back, .*ends with: asking for less/);
      await sdk.coverMembers(keeper());
      const from = context.chain.epoch + sdk.EXIT_EPOCHS;
      const wait = new RegExp(`Wait for epoch ${from}: this is epoch ${context.chain.epoch}`);
      await refused(sdk.withdrawBond(keeper(), { vote }), "TooEarly", wait);
      for (let epoch = 0; epoch < 4; epoch++) {
        steward.nextEpoch();
        await sdk.crankSteward(keeper());
        steward.move();
      }
      // The SDK notes, updates, assesses and covers by itself where that is missing.
      steward.notes = false;
      steward.endEpoch();
      const before = pool.tokensOf(first.owner.tokens);
      const { left, tokens: paid } = await sdk.withdrawBond(keeper(), { vote });
      assert.equal(left, true);
      assert.equal(pool.tokensOf(first.owner.tokens), before + paid);
      await refused(sdk.fetchMember(context.chain.connection, keys(), vote), "MemberNotFound");
      assert.equal((await sdk.fetchMembers(context.chain.connection, keys())).freePlace, 0);
    });

    it("[fault-late-score] has a rating come first where nobody has rated since", async () => {
      const last = validators[5] ?? assert.fail();
      await joinBy(last);
      for (let epoch = 0; epoch < 3; epoch++) {
        steward.nextEpoch();
        await sdk.crankSteward(keeper());
      }
      const { vote } = last;
      await sdk.leave(ownerOf(last), { vote });
      steward.pass(4);
      assert(steward.record(last).score > 0 && steward.record(last).cap > 0n);
      const { left, stewardEvents } = await sdk.withdrawBond(keeper(), { vote });
      assert.deepEqual([left, stewardEvents.map(({ name }) => name)], [true, ["Assessed", "Rated", "BondWithdrawn"]]);
      assert.deepEqual([steward.record(last).score, steward.record(last).cap], [0, 0n]);
    });

    it("asks a part back, and takes that back", async () => {
      const vote = first.vote;
      const sent = context.chain.transactionCount;
      await refused(sdk.withdrawBond(keeper(), { vote }), "NothingRequested");
      assert.equal(context.chain.transactionCount, sent);
      await refused(sdk.requestWithdrawal(ownerOf(first), { vote, tokens: 101n * SOL }), "InsufficientBond");
      await refused(sdk.requestWithdrawal(keeper(), { vote, tokens: SOL }), "NotOwner");
      const { tokens } = await sdk.requestWithdrawal(ownerOf(first), { vote, tokens: 5n * SOL });
      assert.equal(tokens, 5n * SOL);
      const { bond } = await sdk.explainMember(keeper(), { vote });
      assert.deepEqual([bond.requested, bond.payableFrom], [5n * SOL, context.chain.epoch + sdk.EXIT_EPOCHS]);
      assert.equal((await sdk.requestWithdrawal(ownerOf(first), { vote, tokens: 0n })).tokens, 0n);
    });

    it("waits for nothing where the steward is the pool's manager no longer, and says so", async () => {
      const [vote, newHolder] = [first.vote, context.keypair("another manager").publicKey];
      const yet = await sdk.explainMember(keeper(), { vote });
      assert.doesNotMatch(yet.explain, /manager/);
      await setRole(admin(), { role: "validatorManager", newHolder });
      steward.pass(5);
      const { binding, explain } = await sdk.explainMember(keeper(), { vote });
      assert.equal(binding, "manager");
      assert.match(explain, /is not the pool's validator manager any more/);
      const found = await fetchAll();
      const told = sdk.requestOf(found, await sdk.memberIn(context.chain.connection, found, vote));
      // No stake idles for it: the other manager has it.
      assert.deepEqual([told.leavingStake, told.idledLamports, told.payableFrom], [0n, 0n, context.chain.epoch]);
      await sdk.leave(ownerOf(first), { vote });
      const { bond } = await sdk.explainMember(keeper(), { vote });
      assert.equal(bond.payableFrom, context.chain.epoch);
      assert.equal((await sdk.withdrawBond(keeper(), { vote })).left, true);
    });

    it("is told where the stake has not come back", async () => {
      const vote = first.vote;
      await sdk.leave(ownerOf(first), { vote });
      steward.pass(4);
      await refused(
        sdk.withdrawBond(keeper(), { vote }),
        "StakeNotGone",
        /[\d.]+ SOL of the pool's stake are still with it/,
      );
    });
  });

  describe("a veto", () => {
    it("is announced, reaches a tenth of all bonds, and ends", async () => {
      begin(many);
      const { vote } = first;
      await refused(sdk.veto(keeper(), { vote, reason: "it forks" }), "NotAdmin");
      await refused(sdk.veto(admin(), { vote, reason: " " }), "WrongReason");
      const { fromEpoch, untilEpoch } = await sdk.veto(admin(), { vote, reason: "it forks" });
      assert.deepEqual([fromEpoch, untilEpoch], [context.chain.epoch + 2n, context.chain.epoch + 32n]);
      await refused(sdk.veto(admin(), { vote, reason: "it forks" }), "AlreadyVetoed");
      const announced = await sdk.explainMember(keeper(), { vote });
      assert.deepEqual([announced.veto, announced.gates], [{ from: fromEpoch, until: untilEpoch }, []]);
      const second = validators[1] ?? assert.fail();
      await refused(
        sdk.veto(admin(), { vote: second.vote, reason: "it forks" }),
        "VetoTooWide",
        /can be vetoed at a time/,
      );
      steward.pass(2);
      const { gates } = await sdk.explainMember(keeper(), { vote });
      assert.deepEqual(
        gates.map(({ name, isHard }) => [name, isHard]),
        [["vetoed", true]],
      );
      await sdk.liftVeto(admin(), { vote });
      assert.equal((await sdk.explainMember(keeper(), { vote })).veto, undefined);
      await refused(sdk.liftVeto(admin(), { vote }), "NotVetoed");
    });
  });

  describe("what it foretells", () => {
    /** What validators do in an epoch. */
    const deed: fc.Arbitrary<Deed> = fc.record({
      who: fc.nat(11),
      credits: fc.constantFrom(0n, 7n, 12n, 13n, 14n, 14n),
      commission: fc.constantFrom(0, 500, 500, 10_000),
      taken: fc.constantFrom(undefined, undefined, 10_000n, 600n),
      act: fc.constantFrom("none", "none", "deposit", "ask", "leave", "pledge", "close", "unknown"),
      noted: fc.constantFrom(true, true, true, false),
      layout: fc.nat(9),
    });

    it(`is what rate and assess say, to the number, in random lives [TEST_SEED=${SEED}]`, async function () {
      this.timeout(600_000);
      let [rated, assessed, idled] = [0, 0, 0];
      const seenGates = new Set<string>();
      const life = async (deeds: Deed[]) => {
        begin(many);
        const largest = () => {
          const staked = validators.filter((each) => steward.record(each).stakeStatus === StakeStatus.Delegated);
          const by = staked.sort((a, b) => Number(steward.stakeOf(b) - steward.stakeOf(a)));
          return by[0] ?? assert.fail("somebody has stake");
        };
        const asksBack = async (one: TestValidator, tokens?: bigint) => {
          const { vote } = one;
          const found = await fetchAll();
          const member = await sdk.memberIn(context.chain.connection, found, vote);
          const told = sdk.requestOf(found, member, tokens);
          const asks = () => sdk.requestWithdrawal(ownerOf(one), { vote, tokens: tokens ?? 0n });
          const sent = tokens === undefined ? await sdk.leave(ownerOf(one), { vote }) : await asks();
          assert.deepEqual([told.tokens, told.idledLamports, told.debt], [sent.tokens, sent.idledLamports, sent.debt]);
          if (sent.idledLamports > 0n) idled++;
        };
        const unreadable = new Set<TestValidator>();
        for (const { who, credits, commission, taken, act, noted, layout } of [FIRST_DEED, ...deeds, ...LAST_DEEDS]) {
          const one = validators[who] ?? assert.fail();
          Object.assign(one, { credits, taken });
          if (!one.isClosed && !unreadable.has(one)) one.setCommission(commission);
          const { vote } = one;
          const does: Record<string, () => unknown> = {
            deposit: () => sdk.depositBond(ownerOf(one), { vote, tokens: 20n * SOL }),
            ask: () => asksBack(one, steward.member(one).tokens / 3n),
            leave: () => asksBack(one),
            departure: () => asksBack(largest()),
            pledge: () => sdk.setPledge(ownerOf(one), { vote, pledge: 300 }),
            close: () => one.close(),
            // Harder, so it takes effect five epochs later.
            asks: () => sdk.updatePolicy(admin(), { policy: { requireBlsKey: 1, minVoteBalance: SOL } }),
            outage: () => {
              steward.notes = false;
              steward.pass(6);
            },
            // More than a bond of 100 SOL.
            ruin: () => context.chain.slash(steward.record(largest()).stake, 20_000n),
            unknown: () => {
              if (one.isClosed) return;
              one.write((data) => data.writeUInt32LE(layout, 0));
              unreadable.add(one);
            },
          };
          // The tests cannot write votes into what they cannot read.
          const silence = () => {
            for (const each of unreadable) each.credits = 0n;
          };
          silence();
          await does[act]?.();
          silence();
          steward.notes = noted;
          steward.nextEpoch();
          const situation = await fetchAll();
          const votes = await votesOf(validators.map((each) => each.vote));
          const terms = sdk.termsOf(situation);
          const foretold = new Map(
            situation.members.members.flatMap((member) => {
              const [record, account] = [
                situation.records.get(member.vote.toBase58()),
                votes.get(member.vote.toBase58()),
              ];
              if (!record) return [];
              const seen = sdk.stewardMath.seeVote(account);
              const found = sdk.assessmentOf(member, situation.steward, terms, record, seen, situation.prices);
              return found ? [[member.index, found] as const] : [];
            }),
          );
          const due = sdk.dueForAssessment(situation).map(({ member }) => member);
          assert.deepEqual([...foretold.keys()], due);
          const { members: found } = await sdk.assessMembers(keeper());
          for (const { index, commission: c, uptime, lost, carried, debt } of found) {
            const told = foretold.get(index) ?? assert.fail(`${index} was not foretold`);
            assert.deepEqual({ owed: c + uptime + lost, carried, debt }, told);
            assessed++;
          }
          assert.equal(found.length, foretold.size);
          await sdk.coverMembers(keeper());
          const after = await fetchAll();
          const ratings = new Map(
            after.members.members.map((member) => [member.index, sdk.predicted(after, votes, member)]),
          );
          const { members: results } = await sdk.rateMembers(keeper());
          const counted = (await sdk.fetchMembers(context.chain.connection, keys())).members;
          for (const { index, performance, quality, score, cap, gates } of results) {
            const told = ratings.get(index) ?? assert.fail();
            const now = counted.find((member) => member.index === index) ?? assert.fail();
            assert.deepEqual({ performance, quality, score, cap, gates, counted: now.countedInSum }, told);
            for (const { name } of sdk.gatesOf(gates)) seenGates.add(name);
            rated++;
          }
          // A rating goes by what counted of all bonds before it. Where that has changed the ratio much, a second one is due, and no third:
          // what counts of a bond does not depend on the ratio.
          const done = await fetchAll();
          if (sdk.dueForRating(done, votes).length > 0) await sdk.rateMembers(keeper());
          assert.deepEqual(sdk.dueForRating(await fetchAll(), votes), []);
          steward.move();
        }
      };
      const lives = fc.asyncProperty(fc.array(deed, { minLength: 5, maxLength: 9 }), life);
      await fc.assert(lives, { seed: SEED, numRuns: 4, endOnFailure: true });
      console.log(`      ${rated} ratings, ${assessed} assessments, gates ${[...seenGates].sort().join(" ")}`);
      assert(rated > 150 && assessed > 80, `${rated} ${assessed}`);
      assert(idled > 0, "no request sent stake away");
      const last = ["debt", "blsKey", "balance", "unknown"];
      assert.deepEqual(
        last.filter((name) => !seenGates.has(name)),
        [],
      );
    });

    it("tells who bears a loss by the rules that charge it: at the price before, not at all before it joined", async () => {
      begin(staked);
      const situation = await fetchAll();
      const votes = await votesOf(validators.map(({ vote }) => vote));
      const [member] = situation.members.members;
      assert(member);
      const told = (of: sdk.Member) => sdk.bearersOf(situation, votes, of, 10);
      const { lost, burned, bond, left, holders, perToken, perTokenAlone } = told(member);
      // The price of the epoch before is lower: it takes more tokens to make the loss good.
      const before = situation.prices.at(-2) ?? assert.fail();
      const now = situation.prices.at(-1) ?? assert.fail();
      assert.equal(burned, (lost * before.supply + before.total - 1n) / before.total);
      assert(burned > (lost * now.supply + now.total - 1n) / now.total);
      assert.deepEqual([bond, holders, perToken, left], [lost, 0n, 0n, 100n * SOL - burned]);
      assert.equal(perTokenAlone, (lost * SOL + pool.state.supply - 1n) / pool.state.supply);
      // It joined after what the loss would be measured with began; it owes nearly all; the loss is too little to charge.
      const late = told({ ...member, joinedEpoch: context.chain.epoch });
      assert.deepEqual([late.burned, late.bond, late.holders, late.perToken], [0n, 0n, lost, perTokenAlone]);
      const indebted = told({ ...member, debt: 99n * SOL });
      assert.deepEqual([indebted.burned, indebted.left], [SOL, 0n]);
      assert.equal(indebted.unpaid, burned - SOL);
      const policy = { ...situation.steward.policy, leastDebt: lost + 1n };
      const easy = { ...situation, steward: { ...situation.steward, policy } };
      const carried = sdk.bearersOf(easy, votes, member, 10);
      assert.deepEqual([carried.burned, carried.carried, carried.holders], [0n, lost, lost]);
    });

    it("explains every gate, and who bears a loss", async () => {
      begin(staked);
      const { whatIf, stake, binding } = await sdk.explainMember(keeper(), {
        vote: first.vote,
        lossesBps: [1, 10_000],
      });
      const [small, all] = whatIf;
      assert(small && all);
      assert.deepEqual([small.lost, small.bond, small.holders], [stake / 10_000n, stake / 10_000n, 0n]);
      // A bond of 100 SOL; the price is 1.
      assert.equal(all.lost, stake);
      assert.equal(all.bond + all.holders, stake);
      assert(all.burned === 100n * SOL && all.holders > 0n && all.priceFallPpb > 0n);
      assert(["share", "bond", "score", "ramp"].includes(binding), binding);
      const report = await sdk.stewardReport(keeper());
      assert.deepEqual([report.members.length, report.isManager, report.knownEpochs], [5, true, 10]);
      assert.equal(report.bondTokens, 500n * SOL);
      const { bond } = report.members[0] ?? assert.fail();
      // Bonds abound, so a thousandth is asked for: the bond allows a thousand times what it is worth, whatever the largest share is. That
      // share needs a thousandth of itself in tokens, each rounded up; the rest of the bond is spare.
      const { ratio, most, price } = report.terms;
      assert.equal(ratio, 1_000_000);
      assert.equal(bond.covers, bond.lamports * 1_000n);
      const needed = (((most + 999n) / 1_000n) * price.supply + price.total - 1n) / price.total;
      assert.equal(bond.spare, 100n * SOL - needed);
      assert(report.members[0]?.cap === most && bond.covers > most, "the share is less than the bond allows");
      for (const name of sdk.GATE_NAMES) {
        const [gate] = sdk.gatesOf(sdk.GATE_BITS[name]);
        assert(gate && gate.reason.length > 10 && gate.name === name);
        assert.equal(gate.isHard, gate.bit < 256);
      }
    });
  });
});
