// A pool under a steward on a real validator: its ratings are of real votes, and who stops voting loses its stake and pays.
import assert from "node:assert/strict";
import { getAccount, getMint } from "@solana/spl-token";
import { PublicKey, SYSVAR_STAKE_HISTORY_PUBKEY } from "@solana/web3.js";
import type { ValidatorChain } from "@truestake/localnet";
import { delegatedLamports, fetchPriceHistory, type TruestakeClient, type ValidatorRecord } from "@truestake/sdk";
import { isMovingAt } from "@truestake/sdk/quotes";
import * as sdk from "@truestake/sdk/steward";
import { closeChain, funded, type NewPool, newPoolOn, SOL, STEWARD, startChain, TRUESTAKE, until } from "./shared";
import { type Json, Terminal } from "./terminal";
import { Voter } from "./voter";

/** Epochs of ten seconds, with slots that are long enough for a vote from outside to land two slots later. */
const [SLOTS, TICKS] = [64, 24];
/** SIMD-0357, which is not active on the main network: only vote accounts with a BLS key would earn. */
const ADMISSION_TICKET = new PublicKey("VAT9huvhPjRN9cyrPytq9rwvEJ3J4ADtjdncgZRyANJ");
const EPOCH_REWARDS = new PublicKey("SysvarEpochRewards1111111111111111111111111");

const DEPOSIT = 50_000n * SOL;
const BOND = 100n * SOL;
/** What both validators pledge, and what the second one's account says, in basis points. */
const PLEDGE = 500n;
/** A vote that comes a slot late brings 15 credits of 16: a tenth less than the mean is forgiven. */
const TOLERANCE = 1_000n;
/** An epoch of more than 16 credits a slot, where a vote of the one before came late, is not known. */
const MOST_CREDITS = 16n * BigInt(SLOTS);
/** Less is carried on: the usual hundredth of a SOL. */
const LEAST_DEBT = SOL / 100n;
const [MILLION, BPS, TRILLION] = [1_000_000n, 10_000n, 1_000_000_000_000n];
/** Epochs in which the one that has stopped has to have paid and lost its stake: two without a vote are enough for the gate. */
const MOST_EPOCHS = 8;

/** What the cluster earned in an epoch, as the sysvars say. */
interface Reference {
  /** Mean credits in thousandths, and what a lamport of stake earned, in parts per trillion. */
  credits: bigint;
  growth: bigint;
}

describe("a steward on a validator", function () {
  this.timeout(600_000);
  let chain: ValidatorChain;
  let terminal: Terminal;
  let pool: NewPool<ValidatorChain>;
  let admin: TruestakeClient;
  let voter: Voter;
  let [own, second]: PublicKey[] = [];
  /** By epoch, read from the sysvars by this test itself. */
  const references = new Map<bigint, Reference>();

  before(async () => {
    chain = await startChain({
      ...{ programs: [TRUESTAKE, STEWARD], slotsPerEpoch: SLOTS, ticksPerSlot: TICKS },
      inactiveFeatures: [ADMISSION_TICKET],
    });
    const key = await funded(chain, 10n * SOL);
    own = chain.ownVote;
    // With an identity that runs nowhere no block would come in the slots of its stake.
    second = await chain.createVoteAccount({ identity: chain.identity, voter: key.publicKey });
    voter = new Voter(chain.connection, second, key);

    pool = await newPoolOn(chain, [], { maxMove: 10_000, rewardFee: 0, depositFee: 0 });
    ({ admin } = pool);
    terminal = new Terminal("steward", chain.url);
    terminal.pool = admin.mint.toBase58();
    terminal.writeKeeper(await funded(chain, 100n * SOL));
    terminal.write("admin.json", pool.adminKey);
    terminal.write("operator.json", pool.userKey);
    terminal.write(`${own.toBase58()}.json`, chain.ownVoteKey);
    terminal.write(`${second.toBase58()}.json`, chain.faucet);
    await pool.user.depositSol({ lamports: DEPOSIT });
  });
  after(async () => {
    await voter?.stop();
    terminal?.close();
    await closeChain(chain);
  });

  const keys = () => sdk.stewardOf(admin.deployment);
  const memberOf = (vote: PublicKey) => sdk.fetchMember(chain.connection, keys(), vote);
  const both = (): [PublicKey, PublicKey] => [own ?? assert.fail(), second ?? assert.fail()];

  /** Credits of a vote account by epoch, by the node's own words. */
  async function creditsOf(vote: PublicKey): Promise<Map<bigint, bigint>> {
    const { value } = await chain.connection.getParsedAccountInfo(vote);
    assert.ok(value && "parsed" in value.data);
    const entries: { epoch: number; credits: string; previousCredits: string }[] = value.data.parsed.info.epochCredits;
    return new Map(
      entries.map(({ epoch, credits, previousCredits }) => [BigInt(epoch), BigInt(credits) - BigInt(previousCredits)]),
    );
  }

  /** Remembers what the epoch before was like, once its rewards are paid. */
  async function observe(): Promise<void> {
    const { epoch, rewardsActive } = await chain.time();
    if (epoch === 0n || rewardsActive || references.has(epoch - 1n)) return;
    const accounts = await chain.connection.getMultipleAccountsInfo([EPOCH_REWARDS, SYSVAR_STAKE_HISTORY_PUBKEY]);
    const [rewards, history] = accounts.map((account) => account?.data ?? assert.fail("the chain has the sysvar"));
    if (history?.readBigUInt64LE(8) !== epoch - 1n || !rewards) return;
    const points = rewards.readBigUInt64LE(48) + (rewards.readBigUInt64LE(56) << 64n);
    const effective = history.readBigUInt64LE(16);
    references.set(epoch - 1n, {
      credits: (points * 1_000n) / effective,
      growth: (rewards.readBigUInt64LE(64) * TRILLION) / effective,
    });
  }

  /** The mean of a validator's known performances in the ten epochs before `epoch`, in parts per million, by the rule. */
  function performanceOf(credits: Map<bigint, bigint>, { notes }: sdk.Steward, epoch: bigint): bigint {
    const known = notes.flatMap((note) => {
      const own = credits.get(note.epoch) ?? 0n;
      const isKnown = note.credits > 0n && note.epoch < epoch && note.epoch + 10n >= epoch && own <= MOST_CREDITS;
      if (!isKnown) return [];
      const part = (own * 1_000n * MILLION) / (references.get(note.epoch) ?? note).credits;
      return [part < MILLION ? part : MILLION];
    });
    assert.ok(known.length >= 5, `${known.length} epochs are known`);
    return known.reduce((sum, part) => sum + part, 0n) / BigInt(known.length);
  }

  it("takes the pool over while both vote, and both join by commands when they are old enough", async () => {
    const { authority } = await terminal.json(
      ...["steward", "create", "-k", "admin.json", "--share", "60", "--tolerance", "10", "--yes"],
    );
    await admin.setRole({ role: "validatorManager", newHolder: new PublicKey(authority) });
    await terminal.keeping(async () => {
      const isOld = async (vote: PublicKey): Promise<boolean> => {
        const [first] = (await creditsOf(vote)).keys();
        return first !== undefined && first + sdk.JOIN_EPOCHS <= (await chain.time()).epoch;
      };
      for (let epochs = 0n; !((await isOld(both()[0])) && (await isOld(both()[1]))); epochs++) {
        assert.ok(epochs < 2n * sdk.JOIN_EPOCHS, "they earn no credits");
        await chain.passEpoch();
        await observe();
      }
      await until("the role", async () => (await terminal.json("steward", "show")).isManager);
      for (const vote of both()) {
        const withdrawer = `${vote.toBase58()}.json`;
        const joined = await terminal.json(
          ...["steward", "join", vote.toBase58(), "100", "--pledge", "5", "--withdrawer", withdrawer],
          ...["-k", "operator.json", "--yes"],
        );
        assert.equal(BigInt(joined.tokens), BOND);
      }
      // The keeper has them listed and rated, and the pool gives them stake, which earns a whole epoch later.
      const haveEarned = async (): Promise<boolean> => {
        await observe();
        const { records, members } = await sdk.fetchStewarded(chain.connection, keys());
        return both().every((vote) => {
          const earning = records.get(vote.toBase58())?.earning;
          const member = members.members.find((each) => each.vote.equals(vote));
          return earning !== undefined && earning.base > 0n && member?.assessedEpoch === earning.epoch;
        });
      };
      await until("what both earn", haveEarned, 120);
    });
  });

  it("rates both by their real credits, and neither owes anything", async () => {
    const { steward, records } = await sdk.fetchStewarded(chain.connection, keys());
    // What was noted is what the sysvars said.
    const known = steward.notes.filter(({ credits }) => credits > 0n);
    assert.ok(known.length >= 5, `${known.length} notes`);
    for (const { epoch, credits, growth } of known) {
      const seen = references.get(epoch);
      if (seen) assert.deepEqual({ credits, growth }, seen, `epoch ${epoch}`);
    }
    for (const vote of both()) {
      const member = await memberOf(vote);
      const performance = performanceOf(await creditsOf(vote), steward, member.ratedEpoch);
      assert.equal(BigInt(member.performance), performance);
      assert.ok(member.score > 0 && member.gates === 0, `score ${member.score}, gates ${member.gates}`);
      assert.deepEqual([member.tokens, member.debt, member.carriedLamports], [BOND, 0n, 0n]);
      const record = records.get(vote.toBase58()) ?? assert.fail("the pool lists it");
      assert.ok(delegatedLamports(record) > 10_000n * SOL, `${record.stakeLamports}`);
      // The pool has measured what the chain says that it paid.
      const { base, earned, since, epoch } = record.earning;
      assert.ok(base > 0n && earned > 0n);
      let paid = 0n;
      for (let at = since; at < epoch; at++) {
        const [reward] = await chain.connection.getInflationReward([record.stake], Number(at));
        paid += BigInt(reward?.amount ?? 0);
      }
      assert.equal(earned, paid);
    }
  });

  const session = () => admin.session;
  const isOf = (epoch: bigint, slot: bigint): boolean => slot / BigInt(SLOTS) === epoch;

  /** What is owed for an earning by the rules, in lamports, of the sysvars and the node's own list of credits. */
  function owedFor(
    { since, epoch, base, earned }: ValidatorRecord["earning"],
    credits: Map<bigint, bigint>,
    { notes }: sdk.Steward,
  ) {
    const growth = { own: 0n, mean: 0n };
    for (let at = since; at < epoch; at++) {
      const note = notes.find((each) => each.epoch === at && each.credits > 0n);
      const own = credits.get(at) ?? 0n;
      // For an epoch that is unknown nobody owes anything.
      if (!note || own > MOST_CREDITS) return { commission: 0n, uptime: 0n };
      const reference = references.get(at) ?? note;
      growth.own += (reference.growth * own * 1_000n) / reference.credits;
      growth.mean += reference.growth;
    }
    const [own, mean] = [(base * growth.own) / TRILLION, (base * growth.mean) / TRILLION];
    const left = (lamports: bigint): bigint => (lamports * (BPS - PLEDGE)) / BPS;
    const [taken, missing] = [left(own) - earned, mean - own];
    return {
      commission: taken > own / 1_000n ? taken : 0n,
      uptime: missing > (mean * TOLERANCE) / BPS ? left(missing) : 0n,
    };
  }

  /** Has all earnings of the epoch assessed and paid. Returns the tokens that were burned, and whether it was all in this epoch. */
  async function charge(epoch: bigint): Promise<{ tokens: bigint; isInTime: boolean }> {
    const { connection } = chain;
    const before = await sdk.fetchStewarded(connection, keys());
    const seen = await sdk.fetchVotes(connection, both());
    const { entries } = await fetchPriceHistory(connection, admin.deployment);
    const { members, transactions } = await sdk.assessMembers(session());
    const isInTime = transactions.every(({ slot }) => isOf(epoch, slot));
    if (!isInTime) return { tokens: 0n, isInTime };
    let debts = 0n;
    for (const { index, commission, uptime, lost, carried, debt } of members) {
      const member = before.members.members[index] ?? assert.fail("it is a member");
      const address = member.vote.toBase58();
      const record = before.records.get(address) ?? assert.fail("the pool lists it");
      const told = sdk.assessmentOf(
        ...([member, before.steward, sdk.termsOf(before), record] as const),
        ...([sdk.stewardMath.seeVote(seen.get(address)), before.prices] as const),
      );
      const owed = commission + uptime + lost;
      assert.deepEqual({ owed, carried, debt }, told);
      const rule = owedFor(record.earning, await creditsOf(member.vote), before.steward);
      assert.deepEqual({ commission, uptime, lost }, { ...rule, lost: 0n });
      // Tokens at the price of the update before, rounded up: burning them makes the others' worth what it was.
      const due = member.carriedLamports + owed;
      const price = entries.filter((entry) => entry.epoch < record.earning.epoch).at(-1) ?? assert.fail("a price");
      const tokens = (due * price.supply + price.total - 1n) / price.total;
      assert.equal(debt - member.debt, due < LEAST_DEBT ? 0n : tokens);
      debts += debt;
    }
    const held = async () =>
      [(await getMint(connection, admin.mint)).supply, (await getAccount(connection, keys().vault)).amount] as const;
    const [supply, vault] = await held();
    const { tokens, debt } = await sdk.coverMembers(session());
    assert.deepEqual([tokens, debt], [debts, 0n]);
    assert.deepEqual(await held(), [supply - debts, vault - debts]);
    return { tokens, isInTime };
  }

  /** Has all rated. Undefined where the epoch ended meanwhile. */
  async function rate(epoch: bigint): Promise<sdk.RatedMember[] | undefined> {
    const { connection } = chain;
    const before = await sdk.fetchStewarded(connection, keys());
    const seen = await sdk.fetchVotes(connection, both());
    const { members, transactions } = await sdk.rateMembers(session());
    const { slot } = transactions[0] ?? assert.fail("all are rated in one transaction");
    if (!isOf(epoch, slot)) return undefined;
    for (const { index, performance, quality, score, cap, gates } of members) {
      const member = before.members.members[index] ?? assert.fail("it is a member");
      // The price rises with every slot, and caps with it.
      const then = { ...before, clock: { ...before.clock, slot } };
      const { counted: _, ...told } = sdk.predicted(then, seen, member);
      assert.deepEqual({ performance, quality, score, cap, gates }, told);
      assert.equal(BigInt(performance), performanceOf(await creditsOf(member.vote), before.steward, epoch));
    }
    return members;
  }

  it("one stops voting: its bond pays what is missing, to the token, and its stake leaves", async () => {
    const [good, bad] = both();
    await voter.stop();
    const { index } = await memberOf(bad);
    let [burned, drainedIn]: [bigint, bigint | undefined] = [0n, undefined];
    for (let epochs = 0; epochs < MOST_EPOCHS && (burned === 0n || drainedIn === undefined); epochs++) {
      await chain.passEpoch();
      await observe();
      const { epoch } = await chain.time();
      await terminal.json("steward", "note", "-k", "keeper.json", "--yes");
      await admin.refresh();
      const { tokens, isInTime } = await charge(epoch);
      burned += tokens;
      const rated = isInTime ? await rate(epoch) : undefined;
      const of = rated?.find((each) => each.index === index);
      if (of === undefined || of.score > 0) continue;
      assert.equal(of.gates & sdk.HARD_GATES, sdk.GATE_BITS.performance);
      // No stake of its own moves before the moving part; in it all does.
      await until("the moving part", async () => {
        const { pool: now, clock } = await admin.snapshot();
        return isMovingAt(now, clock) || clock.epoch !== epoch;
      });
      await admin.deactivateAll();
      const record = (await admin.snapshot()).validators.find(bad) ?? assert.fail("the pool lists it");
      if ((await chain.time()).epoch !== epoch) continue;
      assert.ok(record.coolingLamports > 10_000n * SOL && delegatedLamports(record) < SOL);
      drainedIn = epoch;
    }
    assert.ok(burned > 0n && drainedIn !== undefined, `${burned} tokens, drained in ${drainedIn}`);
    // Its bond is smaller by what was burned; the one that votes has paid nothing.
    assert.deepEqual([(await memberOf(bad)).tokens, (await memberOf(good)).tokens], [BOND - burned, BOND]);
    assert.equal((await memberOf(good)).debt, 0n);

    await chain.passEpoch();
    await admin.refresh();
    const { current, delinquent } = await chain.connection.getVoteAccounts();
    const staked = [...current, ...delinquent].find(({ votePubkey }) => votePubkey === bad.toBase58());
    assert.equal(staked?.activatedStake ?? 0, 0, "the cluster has no stake with it");
    const explained = await terminal.json("steward", "explain", bad.toBase58());
    assert.deepEqual([explained.rated.score, explained.gates.map(({ name }: Json) => name)], [0, ["performance"]]);
    assert.equal((await admin.proofOfBacking()).ok, true);
  });
});
