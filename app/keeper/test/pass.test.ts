// Passes in process, on a network whose time stands still until a test moves it.
import assert from "node:assert/strict";
import type { VersionedTransaction } from "@solana/web3.js";
import { FaultProxy, type RpcCall } from "@truestake/localnet";
import { deployment } from "@truestake/sdk";
import Ajv from "ajv";
import { UnknownGround } from "../src/guard";
import { HISTORY_SCHEMA, readHistory } from "../src/history";
import type { Keeper } from "../src/keeper";
import { burned } from "../src/ledger";
import { SOL, Stage, until } from "./stage";

/** The value of a metric with these labels; 0 where it was never told. */
async function metric(keeper: Keeper, name: string, labels: Record<string, string> = {}): Promise<number> {
  const lines = (await keeper.metrics.text()).split("\n").filter((line) => line.startsWith(`${name}{`));
  const found = lines.filter((line) =>
    Object.entries(labels).every(([key, value]) => line.includes(`${key}="${value}"`)),
  );
  return found.reduce((sum, line) => sum + Number(line.split(" ").at(-1)), 0);
}

describe("keeper: a pass", () => {
  let stage: Stage;

  before(async () => {
    stage = await Stage.open();
  });
  after(() => stage.close());

  const isFresh = async (): Promise<boolean> => {
    const { pool, clock } = await stage.client().snapshot();
    return pool.lastUpdateEpoch === clock.epoch;
  };

  it("brings the pool into the epoch, and pays exactly what its ledger says", async () => {
    const payer = stage.payer();
    const keeper = stage.keeper(payer);
    await stage.passEpoch();
    const [cycle] = await keeper.once();
    assert.equal(cycle?.error, undefined, JSON.stringify(stage.lines, null, 1));
    assert.ok(await isFresh());
    const costs = keeper.ledger.costs();
    assert.ok(costs.transactions > 0);
    const left = stage.localnet.chain.balance(payer.publicKey);
    assert.equal(10n * SOL - left, burned(costs) + costs.returnable);
    assert.equal(await metric(keeper, "truestake_fee_lamports_total"), Number(burned(costs)));
  });

  it("names the rule that binds for all that it does not do", async () => {
    const keeper = stage.keeper(stage.payer());
    await keeper.once();
    const of = (crank: string, rule: string) => metric(keeper, "truestake_skipped", { crank, rule });
    assert.equal(await of("update", "UpToDate"), 1);
    assert.equal(await of("settle", "QueueEmpty"), 1);
    assert.equal(await of("deactivate", "OutsideMovingPart"), 1);
    assert.equal(await of("remove", "NothingDrained"), 1);
    await stage.localnet.call("localnet_setRewardsActive", { active: true });
    await keeper.once();
    assert.equal(await of("measure", "EpochRewardsActive"), 1);
    assert.equal(await of("update", "UpToDate"), 0, "what binds no more is 0");
    await stage.localnet.call("localnet_setRewardsActive", { active: false });
  });

  it("writes a line of history for each epoch, as its schema says", async () => {
    const payer = stage.payer();
    const keeper = stage.keeper(payer);
    await stage.passEpoch();
    await keeper.once();
    await keeper.once();
    const lines = readHistory(stage.folderOf(payer), stage.demo.mint);
    assert.equal(lines.length, 1);
    const validate = new Ajv({ strict: false }).compile(HISTORY_SCHEMA);
    assert.ok(validate(lines[0]), JSON.stringify(validate.errors));
    assert.equal(lines[0]?.backing.ok, true);
    assert.equal(lines[0]?.concentration.validators, 3);
    assert.equal(lines[0]?.redemption.length, 5);
  });

  it("pays tickets, and takes stake back for them in the moving part", async () => {
    const key = stage.keyOf(stage.demo.users.bob?.secretKey ?? []);
    const keeper = stage.keeper(stage.payer());
    await keeper.once();
    await stage.client(key).orderUnstake({ tokens: 500n * SOL });
    await stage.localnet.call("localnet_advanceSlots", { slots: 950 });
    await keeper.once();
    assert.ok((await metric(keeper, "truestake_crank_total", { crank: "deactivate", result: "ok" })) > 0);
    await stage.passEpoch();
    await keeper.once();
    assert.ok((await metric(keeper, "truestake_crank_total", { crank: "settle", result: "ok" })) > 0);
    const { pool } = await stage.client().snapshot();
    assert.equal(pool.queuedLamports, 0n);
  });

  it("spends no more than its budget: nothing is sent then, and it says so", async () => {
    const payer = stage.payer();
    const keeper = stage.keeper(payer, { budget: 4_999n });
    await stage.passEpoch();
    await keeper.once();
    assert.equal(stage.localnet.chain.balance(payer.publicKey), 10n * SOL);
    assert.equal(keeper.ledger.open.length, 0);
    assert.ok(stage.lines.some(({ msg }) => msg === "the epoch's budget is spent"));
    assert.equal(await isFresh(), false);
  });

  it("pays more where what it sends is dropped, and remembers what has worked", async () => {
    const floor = 8_000n;
    const prices: bigint[] = [];
    const price = (call: RpcCall): bigint => stage.priceOf(String(call.params[0]));
    const proxy = await FaultProxy.start(stage.localnet, {
      call: async (call, forward) => {
        if (call.method !== "sendTransaction") return forward();
        prices.push(price(call));
        if (price(call) >= floor) return forward();
        return { result: stage.signatureOf(String(call.params[0])) };
      },
    });
    try {
      const fees = { first: 1_000n, factor: 3, most: 1_000_000n, patience: 150 };
      const keeper = stage.keeper(stage.payer(), { fees }, [proxy.url]);
      await keeper.once();
      assert.ok(await isFresh());
      assert.deepEqual([...new Set(prices)].slice(0, 3), [1_000n, 3_000n, 9_000n]);
      // Those that were dropped are open until their blockhash has expired; then they cost nothing.
      assert.ok(keeper.ledger.open.length >= 2);
      await stage.localnet.call("localnet_advanceSlots", { slots: 150 });
      await until("what was dropped has expired", async () => {
        await keeper.once();
        return keeper.ledger.open.length === 0;
      });
      prices.length = 0;
      await stage.passEpoch();
      await keeper.once();
      assert.ok((prices[0] ?? 0n) > 1_000n, "the next epoch begins near what has worked");
    } finally {
      await proxy.close();
    }
  });

  it("what somebody else has done meanwhile is no error", async () => {
    await stage.passEpoch();
    const [one, other] = [stage.keeper(stage.payer()), stage.keeper(stage.payer())];
    const cycles = (await Promise.all([one.once(), other.once()])).flat();
    assert.deepEqual(
      cycles.map(({ error }) => error),
      [undefined, undefined],
    );
    for (const keeper of [one, other]) {
      assert.equal(await metric(keeper, "truestake_crank_total", { result: "error" }), 0);
    }
    assert.ok(await isFresh());
  });

  it("two keepers that run beside each other: only one of them pays", async () => {
    const payers = [stage.payer(), stage.payer()];
    const stagger = { slice: 1_500, places: 8, keepers: payers.map(({ publicKey }) => publicKey.toBase58()) };
    const keepers = payers.map((payer) => stage.keeper(payer, { stagger }));
    await stage.passEpoch();
    const runs = keepers.map((keeper) => keeper.run());
    await until("the pool is fresh", isFresh);
    await until("both have seen it", async () => {
      const epochs = keepers.map((keeper) => metric(keeper, "truestake_validators_unmeasured"));
      return (await Promise.all(epochs)).every((unmeasured) => unmeasured === 0);
    });
    for (const keeper of keepers) keeper.stop();
    await Promise.all(runs);
    const updates = keepers.map(({ ledger }) => ledger.costs({ crank: "update" }).transactions);
    assert.deepEqual(updates.sort(), [0, 1]);
  });

  it("stops where an account is not what it knows", async () => {
    const { chain } = stage.localnet;
    const { pool } = deployment({ mint: stage.mint });
    const account = chain.account(pool) ?? assert.fail();
    const keeper = stage.keeper(stage.payer());
    const data = Buffer.from(account.data);
    data[0] = (data[0] ?? 0) ^ 0xff;
    chain.setAccount(pool, { ...account, data });
    await assert.rejects(keeper.run(), UnknownGround);
    chain.setAccount(pool, account);
  });

  it("stops where the program is another than before", async () => {
    let owner: string | undefined;
    const proxy = await FaultProxy.start(stage.localnet, {
      call: async (call, forward) => {
        const answer = await forward();
        if (!owner || call.method !== "getMultipleAccounts" || !("result" in answer)) return answer;
        const { value } = answer.result as { value: { owner: string; executable: boolean }[] };
        for (const each of value) if (each?.executable) each.owner = owner;
        return answer;
      },
    });
    try {
      const keeper = stage.keeper(stage.payer(), {}, [proxy.url]);
      await keeper.once();
      owner = "BPFLoader1111111111111111111111111111111111";
      await assert.rejects(
        keeper.run(),
        (error: Error) => error instanceof UnknownGround && /start the keeper again/.test(error.message),
      );
    } finally {
      await proxy.close();
    }
  });

  it("a further broadcaster gets the same bytes, and its failure is nobody's", async () => {
    const got: Uint8Array[] = [];
    const keeper = stage.keeper(stage.payer(), {}, undefined, [
      { name: "own", send: async (bytes) => void got.push(bytes) },
      { name: "broken", send: () => Promise.reject(new Error("closed")) },
    ]);
    await stage.passEpoch();
    const [cycle] = await keeper.once();
    assert.equal(cycle?.error, undefined);
    assert.ok(got.length > 0);
    const sent: VersionedTransaction[] = got.map((bytes) => stage.decoded(Buffer.from(bytes).toString("base64")));
    assert.ok(sent.every(({ message }) => message.compiledInstructions.length > 0));
  });
});
