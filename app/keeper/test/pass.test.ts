// Passes in process, on a network whose time stands still until a test moves it.
import assert from "node:assert/strict";
import { Keypair, type PublicKey, StakeProgram, type VersionedTransaction } from "@solana/web3.js";
import { FaultProxy, type RpcCall } from "@truestake/localnet";
import {
  type ChainReader,
  delegatedLamports,
  deployment,
  type PoolSnapshot,
  PROGRAM_ID,
  type ValidatorRecord,
} from "@truestake/sdk";
import Ajv from "ajv";
import { newPool } from "../../sdk/test/pool";
import { UnknownGround } from "../src/guard";
import { HISTORY_SCHEMA, readHistory } from "../src/history";
import type { Keeper } from "../src/keeper";
import { burned } from "../src/ledger";
import { Losses } from "../src/losses";
import { SOL, Stage, until } from "./stage";

/** The value of a metric with these labels; 0 where it was never told. */
async function metric(keeper: Keeper, name: string, labels: Record<string, string> = {}): Promise<number> {
  const lines = (await keeper.metrics.text()).split("\n").filter((line) => line.startsWith(`${name}{`));
  const found = lines.filter((line) =>
    Object.entries(labels).every(([key, value]) => line.includes(`${key}="${value}"`)),
  );
  return found.reduce((sum, line) => sum + Number(line.split(" ").at(-1)), 0);
}

describe("keeper: a pass", function () {
  this.timeout(30_000);
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

  describe("shares of stake", () => {
    const BLS_AT = 144;
    const series = async (keeper: Keeper): Promise<Record<string, number>> => {
      const lines = (await keeper.metrics.text())
        .split("\n")
        .filter((line) => line.startsWith("truestake_stake_share{"));
      return Object.fromEntries(
        lines.map((line) => [/bucket="(\w+)"/.exec(line)?.[1] ?? "", Number(line.split(" ").at(-1))]),
      );
    };
    /** A keeper whose node answers otherwise, after one pass. */
    const seen = async (change: (call: RpcCall, result: never) => unknown): Promise<Record<string, number>> => {
      const proxy = await FaultProxy.start(stage.localnet, {
        call: async (call, forward) => {
          const answer = await forward();
          return "result" in answer ? ({ result: change(call, answer.result as never) } as never) : answer;
        },
      });
      try {
        const keeper = stage.keeper(stage.payer(), {}, [proxy.url]);
        await keeper.once();
        return await series(keeper);
      } finally {
        await proxy.close();
      }
    };
    type Slice = { dataSlice: { length: number | bigint } };
    type Slices = { value: ({ data: [string, string] } | null)[] };
    type Votes = Record<"current" | "delinquent", { votePubkey: string; activatedStake: bigint }[]>;
    const isBls = ({ method, params: [, config] }: RpcCall): boolean =>
      method === "getMultipleAccounts" && Number((config as Partial<Slice> | undefined)?.dataSlice?.length) === 145;
    const sharesOf = async (): Promise<Map<string, number>> => {
      const records = (await stage.client().snapshot()).validators.records();
      const total = records.reduce((sum, record) => sum + delegatedLamports(record), 0n);
      const share = (lamports: bigint): number => Number((lamports * 10_000n) / total) / 10_000;
      return new Map(records.map((record) => [record.vote.toBase58(), share(delegatedLamports(record))]));
    };

    it("without a BLS key, in the superminority, silent: as the chain says it", async () => {
      const shares = await sharesOf();
      const [first = "", second = ""] = [...shares.keys()];
      const found = await seen((call, result: never) => {
        if (isBls(call)) {
          const [account] = (result as Slices).value;
          const data = Buffer.from(account?.data[0] ?? "", "base64");
          assert.equal(data.readUInt32LE(0), 3, "a vote account of version 4");
          data[BLS_AT] = 1;
          if (account) account.data = [data.toString("base64"), "base64"];
        } else if (call.method === "getVoteAccounts") {
          // The second has more than a third of the network's stake, and is silent.
          const votes = result as Votes;
          const all = [...votes.current, ...votes.delinquent];
          for (const each of all) each.activatedStake = each.votePubkey === second ? 10n ** 15n : 10n;
          votes.current = all.filter(({ votePubkey }) => votePubkey !== second);
          votes.delinquent = all.filter(({ votePubkey }) => votePubkey === second);
        }
        return result;
      });
      const near = (value: number | undefined, expected: number) =>
        assert.ok(Math.abs((value ?? Number.NaN) - expected) < 0.001, `${value} is not ${expected}`);
      near(found.no_bls, 1 - (shares.get(first) ?? 0));
      near(found.superminority, shares.get(second) ?? 0);
      near(found.delinquent, shares.get(second) ?? 0);
      assert.equal(found.removing, 0);
    });

    it("what a node does not tell has no series, and is not 0", async () => {
      const nobody = await seen((call, result) =>
        call.method === "getVoteAccounts" ? { current: [], delinquent: [] } : result,
      );
      assert.deepEqual(Object.keys(nobody).sort(), ["no_bls", "removing"]);
      const unknown = await seen((call, result: never) => {
        if (!isBls(call)) return result;
        for (const account of (result as Slices).value) {
          if (account) account.data = [Buffer.alloc(145, 9).toString("base64"), "base64"];
        }
        return result;
      });
      assert.deepEqual(Object.keys(unknown).sort(), ["delinquent", "removing", "superminority"]);
    });
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

  describe("a loss in the middle of an epoch", () => {
    const LEAST_COST = 5_000n;
    const slash = async (): Promise<bigint> => {
      const { validators } = await stage.client().snapshot();
      const [{ stake }] = validators.records() as [ValidatorRecord];
      const of = { stakeAccount: stake.toBase58(), partsPerMillion: 50_000 };
      const { lamports } = await stage.localnet.call<{ lamports: bigint | number }>("localnet_slash", of);
      return BigInt(lamports);
    };

    it("counts in the same epoch: one transaction, and the price falls by exactly that", async () => {
      const payer = stage.payer();
      const keeper = stage.keeper(payer, { fees: { first: 0n, factor: 3, most: 0n, patience: 2_000 } });
      await stage.passEpoch();
      await keeper.once();
      await stage.localnet.call("localnet_advanceSlots", { slots: 400 });
      await keeper.once();
      const before = await stage.client().snapshot();
      const loss = await slash();
      assert.ok(loss > SOL, `${loss}`);
      await keeper.once();
      const after = await stage.client().snapshot();
      assert.equal(after.clock.epoch, before.clock.epoch);
      // What the reserve delegates afterwards stays in the sum.
      const heldBy = ({ pool }: PoolSnapshot): bigint => pool.stakedLamports + pool.reserveLamports;
      assert.equal(heldBy(before) - heldBy(after), loss);
      assert.equal(after.validators.records()[0]?.earning.lost, loss);
      const { transactions, base, priority } = keeper.ledger.costs({ crank: "measure" });
      assert.deepEqual([transactions, base + priority], [1, LEAST_COST]);
      const { held, booked } = await stage.client().checkBacking();
      assert.equal(held, booked);
    });

    it("costs a call that answers with no data where nothing has fallen, and no transaction", async () => {
      const slices: { accounts: number; bytes: number }[] = [];
      const proxy = await FaultProxy.start(stage.localnet, {
        call: async ({ method, params }, forward) => {
          const answer = await forward();
          const [addresses, config] = params as [string[], { dataSlice?: { length: number | bigint } } | undefined];
          const text = JSON.stringify(answer, (_, value) => (typeof value === "bigint" ? Number(value) : value));
          if (method === "getMultipleAccounts" && Number(config?.dataSlice?.length) === 0)
            slices.push({ accounts: addresses.length, bytes: text.length });
          return answer;
        },
      });
      try {
        const payer = stage.payer();
        const keeper = stage.keeper(payer, {}, [proxy.url]);
        await keeper.once();
        slices.length = 0;
        const before = stage.localnet.chain.balance(payer.publicKey);
        await keeper.once();
        // The other asks whether the pool has a steward, by one address.
        const [stakes, ...more] = slices.filter((each) => each.accounts > 1);
        assert.deepEqual([slices.length, more.length], [2, 0]);
        // Two for a validator at most.
        const { accounts, bytes } = stakes ?? assert.fail("its stake accounts are asked for");
        assert.ok(accounts >= 3 && accounts <= 6, `${accounts} accounts`);
        console.log(`      ${Math.ceil(bytes / accounts)} bytes of an answer for each stake account`);
        assert.ok(bytes < 250 * accounts, `${bytes} bytes`);
        assert.equal(stage.localnet.chain.balance(payer.publicKey), before);
      } finally {
        await proxy.close();
      }
    });

    it("is looked for in a part of the list at a time, and all of it within the time that is set", async () => {
      const count = 1_000;
      const records = Array.from({ length: count }, (_, index) => ({
        ...{ index, vote: Keypair.generate().publicKey, stake: Keypair.generate().publicKey },
        ...{ stakeLamports: SOL, transientLamports: 0n, stakeStatus: 2, transientStatus: 0 },
      })) as unknown as ValidatorRecord[];
      const fallen = records[777]?.stake.toBase58();
      const asked: number[] = [];
      let lost = 0n;
      const reader = {
        async getMultipleAccountsInfoAndContext(addresses: PublicKey[]) {
          asked.push(addresses.length);
          const value = addresses.map((each) => ({
            ...{ owner: StakeProgram.programId, data: Buffer.alloc(0), executable: false },
            lamports: Number(SOL - (each.toBase58() === fallen ? lost : 0n)),
          }));
          return { context: { slot: 1 }, value };
        },
      } as unknown as ChainReader;
      const snapshot = {
        pool: { lastUpdateEpoch: 7n },
        clock: { epoch: 7n, rewardsActive: false },
        validators: { count, records: () => records },
      } as unknown as PoolSnapshot;
      const losses = new Losses(600_000);
      const times = Array.from({ length: 20 }, (_, at) => 30_000 * at);
      const look = async (now: number): Promise<number> => (await losses.look(reader, snapshot, now)).length;
      assert.deepEqual(await Promise.all(times.slice(0, 1).map(look)), [0]);
      lost = 1n;
      const found: number[] = [];
      for (const now of times.slice(1)) found.push(await look(now));
      // 100 of 1,000 at each look, as one call: the eighth sees it, and no later one forgets it.
      assert.deepEqual(found, [...Array(6).fill(0), ...Array(13).fill(1)]);
      assert.ok(asked.every((addresses) => addresses <= 100));
      assert.equal((await losses.lookAgain(reader, snapshot)).length, 1);
      // After ten minutes without a look all of them are looked at.
      asked.length = 0;
      await look(1_200_000);
      assert.equal(
        asked.reduce((sum, each) => sum + each, 0),
        count,
      );
    });
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

  it("looks after many pools in one process: one that fails keeps none of the others from it", async () => {
    const other = await newPool({ chain: stage.localnet.chain, validators: 1 });
    const nobody = Keypair.generate().publicKey;
    const mints = [stage.mint, other.user.mint, nobody];
    const pools = mints.map((mint) => ({ mint, programId: PROGRAM_ID }));
    const payer = stage.payer();
    const keeper = stage.keeper(payer, { pools });
    await stage.passEpoch();
    const cycles = await keeper.once();
    assert.deepEqual(
      cycles.map(({ pool, error }) => [pool, error === undefined]),
      mints.map((mint) => [mint.toBase58(), !mint.equals(nobody)]),
    );
    assert.ok(await isFresh());
    const { pool, clock } = await other.user.snapshot();
    assert.equal(pool.lastUpdateEpoch, clock.epoch);
    for (const mint of mints.slice(0, 2)) {
      assert.ok(keeper.ledger.costs({ pool: mint.toBase58() }).transactions > 0);
      assert.equal(readHistory(stage.folderOf(payer), mint.toBase58()).length, 1);
    }
    assert.deepEqual(Object.keys(keeper.health.report().pools), mints.map(String));
  });

  it("goes on by its other nodes where one does not answer", async () => {
    const dead = await FaultProxy.start(stage.localnet, { call: () => "hang up" });
    try {
      const keeper = stage.keeper(stage.payer(), {}, [dead.url, stage.localnet.url]);
      await stage.passEpoch();
      const [cycle] = await keeper.once();
      assert.equal(cycle?.error, undefined);
      assert.ok(await isFresh());
      assert.ok((await metric(keeper, "truestake_rpc_seconds_count", { endpoint: "node0", code: "unreachable" })) > 0);
      assert.ok((await metric(keeper, "truestake_rpc_seconds_count", { endpoint: "node1", code: "200" })) > 0);
    } finally {
      await dead.close();
    }
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
