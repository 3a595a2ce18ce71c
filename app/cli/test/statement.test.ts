import assert from "node:assert/strict";
import { FaultProxy } from "@truestake/localnet";
import { decimal } from "../src/output/words";
import { SOL, Stage } from "./support";

describe("truestake stake statement", () => {
  let stage: Stage;

  before(async () => {
    stage = await Stage.open();
    stage.fund("dora", 30n * SOL);
    await stage.send("dora", "stake", "in", "10");
    await stage.send("dora", "liquidity", "add", "2");
    await stage.localnet.call("localnet_passEpochs", { epochs: 1 });
    await stage.send("dora", "pool", "refresh");
    await stage.send("dora", "stake", "out", "4", "--by", "liquid");
  });
  after(() => stage.close());

  it("opening plus rows is closing, in every epoch", async () => {
    const { periods, gaps, complete } = await stage.json("stake", "statement", "-k", "dora.json");
    assert.deepEqual([gaps, complete], [[], true]);
    assert.equal(periods.length, 2);
    const [first, second] = periods;
    assert.deepEqual([first.opening, first.closing, first.balances], ["0", String(10n * SOL), true]);
    assert.deepEqual([second.opening, second.closing, second.balances], [String(10n * SOL), String(6n * SOL), true]);
    const [deposit] = first.rows;
    assert.equal(deposit.what, "SolDeposited");
    // What left the wallet: the deposit, the rent of the token account, the fee.
    assert.equal(BigInt(deposit.lamports), -10n * SOL - BigInt(deposit.fee) + BigInt(deposit.rent));
    assert.ok(second.price !== null && BigInt(second.worth) >= 6n * SOL);
    const added = first.rows.find(({ what }: { what: string }) => what === "LiquidityAdded");
    assert.ok(BigInt(added.shares) > 0n);
  });

  it("as CSV, with exact decimals; prices join another currency", async () => {
    const { out, code } = await stage.run("stake", "statement", "-k", "dora.json");
    assert.equal(code, 0);
    assert.match(out, /^100,,opening,0,/m);
    assert.match(out, /^101,,closing,6,/m);
    const day = new Date(Date.now()).toISOString().slice(0, 10);
    const days = [day, new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)];
    stage.write("prices.csv", `date,price\n${days.map((each) => `${each},100.5`).join("\n")}\n`);
    const { fiat, periods } = await stage.json("stake", "statement", "-k", "dora.json", "--prices", "prices.csv");
    const worth = BigInt(periods[1].worth);
    assert.equal(fiat[0].worth, decimal((worth * 1_005n) / 10n));
    stage.write("bad.csv", "date,price\nyesterday,1\n");
    assert.match(
      await stage.failing(2, "stake", "statement", "-k", "dora.json", "--prices", "bad.csv"),
      /bad\.csv:2:1/,
    );
  });

  it("what the node does not keep is a gap, and the epoch is marked", async () => {
    let lost = 0;
    const proxy = await FaultProxy.start(stage.localnet, {
      async call({ method }, forward) {
        // The first transaction is older than the node's history.
        if (method === "getTransaction" && lost++ === 0) return { result: null };
        return forward();
      },
    });
    const { code, out, error } = await stage.run(
      "stake",
      "statement",
      "-k",
      "dora.json",
      "-u",
      proxy.url,
      "--output",
      "json",
    );
    await proxy.close();
    assert.equal(code, 0, error);
    const { gaps, complete, periods } = JSON.parse(out);
    assert.equal(complete, false);
    const missing = gaps.find(({ says }: { says: string }) => /does not keep this transaction/.test(says));
    assert.ok(missing, "it is named");
    // Its tokens are there before the first row that is known, and nobody makes up where they come from.
    const begins = gaps.find(({ says }: { says: string }) => /begins later/.test(says));
    assert.equal(begins.tokens, String(10n * SOL));
    assert.equal(periods[0].opening, String(10n * SOL));
  });
});
