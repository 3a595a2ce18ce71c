// A keeper at a pool whose validator manager is a steward: over several epochs, with one validator that takes all and pays.
import assert from "node:assert/strict";
import path from "node:path";
import type { PublicKey } from "@solana/web3.js";
import { payEpochRewards } from "@truestake/localnet";
import { delegatedLamports } from "@truestake/sdk";
import {
  createSteward,
  fetchMembers,
  join,
  STEWARD_PROGRAM_ID,
  stewardOf,
  stewardReport,
} from "@truestake/sdk/steward";
import { SOL, Stage } from "./stage";

const FILE = path.join(__dirname, "../../../artifacts/steward.so");
/** What the cluster's stake earns in an epoch, in parts per million. */
const REWARD_PPM = 400n;

describe("keeper: a pool with a steward", function () {
  this.timeout(300_000);
  let stage: Stage;
  let votes: PublicKey[];
  const cheats = new Set<string>();

  before(async () => {
    stage = await Stage.open({ programs: [{ address: STEWARD_PROGRAM_ID, file: FILE }] });
  });
  after(() => stage.close());

  /** Ends the epoch, of whose rewards a cheat leaves nothing, whatever its account says. */
  function passEpoch(): void {
    const { chain } = stage.localnet;
    chain.passEpochs(1);
    const taken = (vote: string) => (cheats.has(vote) ? 10_000n : undefined);
    payEpochRewards(chain, { partsPerMillion: REWARD_PPM, taken });
  }
  const toMovingPart = () => stage.localnet.chain.advanceSlots((stage.localnet.chain.slotsPerEpoch * 91n) / 100n);

  it("notes, assesses, covers, lists and rates; who takes all loses its stake and pays", async () => {
    const { chain } = stage.localnet;
    const admin = stage.client(stage.keyOf(stage.demo.operator.secretKey));
    const withdrawer = stage.payer();
    votes = Array.from({ length: 5 }, () =>
      chain.createVoteAccount({ commission: 5, withdrawer: withdrawer.publicKey }),
    );
    const keys = stewardOf(admin.deployment);
    const { authority } = await createSteward(admin.session, { policy: { share: 3_000 } });
    await admin.setRole({ role: "validatorManager", newHolder: authority });
    const keeper = stage.keeper(stage.payer(100n * SOL));
    const pass = async () => {
      const [cycle] = await keeper.once();
      assert.equal(cycle?.error, undefined, JSON.stringify(stage.lines.slice(-20), null, 1));
    };
    /** An epoch with a pass after its beginning and one in its moving part. */
    const live = async () => {
      passEpoch();
      await pass();
      toMovingPart();
      chain.vote();
      await pass();
    };
    for (let epoch = 0; epoch < 11; epoch++) await live();
    const before = await stewardReport(admin.session);
    assert.deepEqual([before.isManager, before.knownEpochs, before.members.length], [true, 10, 0]);

    const alice = stage.client(stage.keyOf(stage.demo.users.alice?.secretKey ?? assert.fail()));
    for (const vote of votes) await join(alice.session, { vote, tokens: 20n * SOL, pledge: 500, withdrawer });
    for (let epoch = 0; epoch < 12; epoch++) await live();
    const staked = await stewardReport(admin.session);
    for (const { isListed, stake, gates, rated } of staked.members) {
      assert(isListed && stake > 500n * SOL && rated.epoch === chain.epoch, `${stake}`);
      assert.deepEqual(gates, []);
    }
    // What the earlier manager's validators had has left: they have no bond.
    const list = await admin.snapshot().then(({ validators }) => validators);
    for (const stranger of staked.strangers) {
      const record = list.find(stranger) ?? assert.fail();
      assert(record.score === 0 || delegatedLamports(record) < 2n * SOL);
    }

    const [bad] = votes as [PublicKey];
    cheats.add(bad.toBase58());
    const supply = (await admin.snapshot()).pool.supply;
    const tokensOf = async (vote: PublicKey) => {
      const { members } = await fetchMembers(chain.connection, keys);
      const { tokens, debt } = members.find((each) => each.vote.equals(vote)) ?? assert.fail();
      assert.equal(debt, 0n, "the bond pays all");
      return tokens;
    };
    // It keeps all rewards for three epochs, whatever its account says: each time the bond pays what its stake missed.
    for (let epoch = 0; epoch < 3; epoch++) {
      const bond = await tokensOf(bad);
      await live();
      const { base, earned } = (await admin.snapshot()).validators.find(bad)?.earning ?? assert.fail();
      const missed = (base * REWARD_PPM * 9_500n) / 10_000_000_000n - earned;
      const paid = bond - (await tokensOf(bad));
      const { total, supply: all } = await admin.price();
      const worth = (paid * total) / all;
      assert(
        missed > SOL / 100n && worth > (missed * 99n) / 100n && worth < (missed * 101n) / 100n,
        `${worth} ${missed}`,
      );
    }
    // Then it votes no more: the next rating sees it, and all of its stake leaves.
    chain.setVoting(bad, false);
    const held = (await admin.snapshot()).validators.find(bad)?.stakeLamports ?? assert.fail();
    const bond = await tokensOf(bad);
    passEpoch();
    await pass();
    const seen = (await stewardReport(admin.session)).members.find(({ vote }) => vote.equals(bad)) ?? assert.fail();
    assert.deepEqual([seen.gates.map(({ name }) => name).includes("silent"), seen.rated.score], [true, 0]);
    toMovingPart();
    chain.vote();
    await pass();
    const moving = (await admin.snapshot()).validators.find(bad) ?? assert.fail();
    assert(moving.coolingLamports > 0n, "its stake leaves in the moving part of the same epoch");
    for (let epoch = 0; epoch < 6; epoch++) await live();
    const gone = (await admin.snapshot()).validators.find(bad) ?? assert.fail();
    assert(held > 500n * SOL && gone.stakeLamports + gone.transientLamports < SOL, `${gone.stakeLamports}`);
    const left = await tokensOf(bad);
    assert(left < bond, "it pays for the epoch without votes");
    assert((await admin.snapshot()).pool.supply < supply, "what was burned is the holders'");
    for (const { vote, gates } of (await stewardReport(admin.session)).members) {
      if (!vote.equals(bad)) assert.deepEqual(gates, []);
    }
    console.log(`      ${20n * SOL - left} token units of a bond were burned`);
    // Nothing was an error, and of what was sent nearly nothing in vain.
    const failures = stage.lines.filter(({ level }) => Number(level) >= 50);
    assert.deepEqual(failures, []);
  });

  it("leaves another pool's steward alone where there is none", async () => {
    const other = await Stage.open();
    try {
      const keeper = other.keeper(other.payer());
      await other.passEpoch();
      const [cycle] = await keeper.once();
      assert.equal(cycle?.error, undefined);
      const steward = other.lines.filter(({ crank }) => crank === "steward");
      assert.deepEqual(steward, []);
    } finally {
      await other.close();
    }
  });
});
