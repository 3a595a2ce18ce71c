import assert from "node:assert/strict";
import { SOL, Stage } from "./support";

describe("truestake pool", () => {
  let stage: Stage;

  before(async () => {
    stage = await Stage.open();
  });
  after(() => stage.close());

  it("show: the books to the lamport", async () => {
    const shown = await stage.json("pool", "show");
    const { pool } = await stage.client().snapshot();
    assert.equal(shown.mint, stage.demo.mint);
    assert.deepEqual([shown.price.total, shown.price.supply], ["7501000000000", "7501000000000"]);
    assert.equal(shown.reserve, String(pool.reserveLamports));
    assert.equal(shown.fees.reward, 500);
    // By the pool's own address as well.
    assert.deepEqual(await stage.json("pool", "show", "--pool", stage.demo.pool), shown);
  });

  it("watch: a line, and its numbers", async () => {
    const { lines } = await stage.json("pool", "watch", "--count", "1");
    assert.equal(lines[0].total, "7501000000000");
    assert.equal(lines[0].liquidity, String(2_501n * SOL));
  });

  it("health: what is known is fine, what is not is unknown", async () => {
    const { status, checks } = await stage.json("pool", "health");
    const by = (name: string) => checks.find((check: { name: string }) => check.name === name);
    assert.equal(by("freshness").status, "ok");
    assert.equal(by("backing").status, "ok");
    assert.match(by("admin").says, /a single key/);
    assert.notEqual(status, "bad");
    const wrong = await stage.run("pool", "health", "--program-hash", "00".repeat(32));
    assert.equal(wrong.code, 11);
    assert.match(wrong.out, /program +BAD/);
  });

  it("risk: exit depth at 5 % is what a sale of it costs, and no more can be sold at that", async () => {
    const { exitDepth, concentration, scope } = await stage.json("pool", "risk");
    const [, , first] = exitDepth;
    assert.ok(BigInt(first.tokens) > 2_501n * SOL);
    const { liquid } = await stage.client().planExit({ tokens: BigInt(first.tokens) });
    assert.equal(String(liquid.lamports), first.lamports);
    assert.ok(liquid.fee * 20n <= liquid.lamports + liquid.fee);
    const { liquid: more } = await stage.client().planExit({ tokens: BigInt(first.tokens) + 1_000_000n });
    assert.ok(!more.possible || more.fee * 20n > more.lamports + more.fee);
    assert.deepEqual([concentration.largestBps, concentration.toAThird, scope.refuses], [7000, 1, false]);
  });

  it("in an old epoch health warns, and ends with 11 after two; refresh mends it once", async () => {
    await stage.localnet.call("localnet_passEpochs", { epochs: 2 });
    const { code, out } = await stage.run("pool", "health");
    assert.equal(code, 11);
    assert.match(out, /freshness +BAD/);
    assert.equal((await stage.json("pool", "risk")).scope.refuses, true);
    const done = await stage.send("alice", "pool", "refresh");
    assert.ok(done.count > 0 && done.transactions.length === done.count);
    assert.equal((await stage.send("alice", "pool", "refresh")).count, 0);
    assert.equal((await stage.json("pool", "health")).status !== "bad", true);
    const shown = await stage.json("pool", "show");
    assert.equal(shown.fresh, true);
    assert.ok(BigInt(shown.price.total) + BigInt(shown.unreleased) > 7_501n * SOL);
  });
});
