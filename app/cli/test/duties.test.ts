// What roles do when something is wrong, and what anybody may do for a pool: pausing, measuring, draining, settling.
import assert from "node:assert/strict";
import { stakeAccountsOf } from "@truestake/sdk";
import { SOL, Stage } from "./support";

describe("duties by the command line", () => {
  let stage: Stage;

  before(async () => {
    stage = await Stage.open();
  });
  after(() => stage.close());

  const vote = async (index: number) => {
    const { validators } = await stage.client().snapshot();
    return validators.records()[index] ?? assert.fail(`validator ${index} exists`);
  };

  it("pool pause and unpause: the guardian's, for three days at most, and then not for a day", async () => {
    assert.match(await stage.failing(2, "pool", "pause", "soon", "-k", "operator.json"), /"soon" is no span of time/);
    assert.match(await stage.failing(2, "pool", "pause", "4d", "-k", "operator.json"), /between 1 s and 3 d, not 4d/);
    assert.match(await stage.failing(4, "pool", "pause", "1h", "-k", "alice.json", "--yes"), /guardian/i);
    const { unixTimestamp } = (await stage.client().snapshot()).clock;
    const paused = await stage.send("operator", "pool", "pause", "12h");
    assert.equal(Date.parse(paused.until) / 1_000, Number(unixTimestamp) + 12 * 3_600);
    // The next pause a day after the end of this one.
    assert.equal(Date.parse(paused.nextPauseFrom) - Date.parse(paused.until), 86_400_000);
    assert.equal((await stage.json("pool", "show")).pausedUntil, paused.until);
    assert.match(await stage.failing(7, "stake", "in", "1", "-k", "alice.json", "--yes"), /paused/i);

    const resumed = await stage.send("operator", "pool", "unpause");
    assert.equal((await stage.json("pool", "show")).pausedUntil, null);
    assert.ok(resumed.nextPauseFrom <= paused.nextPauseFrom);
    await stage.send("alice", "stake", "in", "1");
    assert.match(await stage.failing(7, "pool", "pause", "1h", "-k", "operator.json", "--yes"), /again/i);
  });

  it("pool measure: a loss counts at once, and is named to the lamport", async () => {
    const [stake] = stakeAccountsOf(stage.client().deployment, await vote(0));
    const lost = stage.localnet.chain.slash(stake ?? assert.fail("it has stake"), 50_000n);
    assert.ok(lost > 0n);
    const before = (await stage.client().snapshot()).pool;
    const measured = await stage.send("alice", "pool", "measure");
    assert.deepEqual([measured.loss, measured.gain], [String(lost), "0"]);
    const after = (await stage.client().snapshot()).pool;
    assert.equal(before.stakedLamports - after.stakedLamports, lost);
    const again = await stage.run("pool", "measure", "-k", "alice.json", "--yes");
    assert.deepEqual([again.code, again.out], [0, "nothing has changed since it was measured"]);
  });

  it("validator emergency: all stake of a validator, once its score is 0", async () => {
    const { vote: address, score } = await vote(1);
    const named = address.toBase58();
    assert.ok(score > 0);
    assert.match(await stage.failing(7, "validator", "emergency", named, "-k", "operator.json", "--yes"), /score/i);
    await stage.send("operator", "validator", "set-score", `${named}=0`);
    assert.match(await stage.failing(4, "validator", "emergency", named, "-k", "alice.json", "--yes"), /manager/i);
    const done = await stage.send("operator", "validator", "emergency", named);
    const { pool } = await stage.client().snapshot();
    assert.equal(done.lamports, String(pool.coolingLamports));
    assert.ok(pool.coolingLamports > 0n);
  });

  it("ticket settle: pays from the reserve in order, and says what the rest waits for", async () => {
    const nothing = await stage.send("bob", "ticket", "settle");
    assert.deepEqual([nothing.tickets, nothing.lamports, nothing.waitsFor], [0, "0", null]);
    await stage.send("alice", "stake", "out", "3", "--by", "ticket");
    const early = await stage.run("ticket", "settle", "-k", "bob.json", "--yes");
    assert.deepEqual([early.code, early.out], [0, "nothing is paid; the queue waits: TicketNotDue"]);
    await stage.localnet.call("localnet_passEpochs", { epochs: 1 });
    const done = await stage.send("bob", "ticket", "settle");
    assert.equal(done.tickets, 1);
    assert.equal(done.waitsFor, null);
    const [ticket] = await stage.client("alice").tickets();
    assert.equal(done.lamports, String(ticket?.paidLamports));
    assert.ok(BigInt(done.lamports) > 2n * SOL);
  });

  it("pool accept-admin: only who was proposed", async () => {
    const next = stage.fund("next", SOL);
    await stage.client("operator").proposeAdmin({ newAdmin: next.publicKey });
    assert.match(await stage.failing(4, "pool", "accept-admin", "-k", "bob.json", "--yes"), /propos/i);
    const accepted = await stage.send("next", "pool", "accept-admin");
    assert.equal(accepted.admin, next.publicKey.toBase58());
    assert.equal((await stage.json("pool", "show")).roles.admin, accepted.admin);
  });
});
