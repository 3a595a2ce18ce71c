import assert from "node:assert/strict";
import type { PublicKey } from "@solana/web3.js";
import { makeWorld, type World } from "./rpc/world";
import { errorOf, SOL, transfer } from "./support";

describe("Own methods", () => {
  let world: World;
  beforeEach(async () => {
    world = await makeWorld();
  });
  afterEach(() => world.localnet.close());

  const call = <T>(method: string, settings: object = {}) => world.localnet.call<T>(`localnet_${method}`, settings);
  const stakeOf = (address: PublicKey) => world.localnet.chain.stakeAccount(address)?.delegation?.stake ?? 0n;

  it("pass epochs, with the rewards that the chain pays less commission", async () => {
    const { localnet, stake } = world;
    const before = stakeOf(stake);
    const { epoch, slot } = await call<{ epoch: bigint; slot: bigint }>("passEpochs", { epochs: 1 });
    assert.deepEqual([epoch, slot], [103n, 10_300n]);
    // 1,000 parts per million, less 10 %.
    const paid = stakeOf(stake) - before;
    assert.equal(paid, (before * 900n) / 1_000_000n);
    await call("advanceSlots", { slots: 8 });
    const [reward] = await localnet.call<{ amount: bigint; epoch: bigint }[]>("getInflationReward", [stake.toBase58()]);
    assert.deepEqual([reward?.amount, reward?.epoch], [paid, 102n]);
    const block = await localnet.call<{ rewards: { lamports: bigint }[] }>("getBlock", 10_300n);
    assert.deepEqual(
      block.rewards.map(({ lamports }) => lamports),
      [paid],
    );
  });

  it("stop a validator: it earns nothing, makes no blocks, and is delinquent", async () => {
    const { localnet, vote, stake } = world;
    const { vote: other } = await call<{ vote: string }>("createValidator", { commission: 3 });
    await call("setVoting", { vote: vote.toBase58(), votes: false });
    const before = stakeOf(stake);
    await call("passEpochs", { epochs: 2 });
    assert.equal(stakeOf(stake), before);
    await call("advanceSlots", { slots: 60 });
    const { current, delinquent } = await localnet.call<Record<string, { votePubkey: string; commission: bigint }[]>>(
      "getVoteAccounts",
      { commitment: "processed", keepUnstakedDelinquents: true },
    );
    assert.deepEqual(
      current?.map(({ votePubkey, commission }) => [votePubkey, commission]),
      [[other, 3n]],
    );
    assert.deepEqual(
      delinquent?.map(({ votePubkey }) => votePubkey),
      [vote.toBase58()],
    );
    const identity = localnet.key("identity").publicKey.toBase58();
    const { value } = await localnet.call<{ value: { byIdentity: Record<string, bigint[]> } }>("getBlockProduction");
    assert((value.byIdentity[identity]?.[0] ?? 0n) > 0n);
    assert.equal(value.byIdentity[identity]?.[1], 0n);
    await call("setVoting", { vote: vote.toBase58(), votes: true });
    await call("passEpochs");
    assert(stakeOf(stake) > before);
    assert.match((await errorOf(call("closeValidator", { vote: other }))).message, /cannot be closed/);
  });

  it("pay rewards and slash, and say how much it was", async () => {
    const { vote, stake } = world;
    const before = stakeOf(stake);
    const paid = await call<{ lamports: bigint }>("payRewards", { vote: vote.toBase58(), lamports: SOL });
    assert.deepEqual([paid.lamports, stakeOf(stake)], [SOL, before + SOL]);
    const lost = await call<{ lamports: bigint }>("slash", { vote: vote.toBase58(), partsPerMillion: 500_000 });
    assert.equal(lost.lamports, (before + SOL) / 2n);
    assert.equal(stakeOf(stake), before + SOL - lost.lamports);
    const account = { stakeAccount: stake.toBase58(), partsPerMillion: 1_000_000 };
    assert.equal((await call<{ lamports: bigint }>("slash", account)).lamports, before + SOL - lost.lamports);
    const { message } = await errorOf(call("slash", { stakeAccount: vote.toBase58(), partsPerMillion: 1 }));
    assert.match(message, /has no stake/);
  });

  it("change rent, and what is being paid out", async () => {
    const { localnet } = world;
    await call("setRent", { lamportsPerByte: 696 });
    assert.equal(await localnet.call("getMinimumBalanceForRentExemption", 200), 228_288n);
    await call("setRewardsActive", { active: true });
    const { PublicKey } = await import("@solana/web3.js");
    const sysvar = localnet.chain.exact(new PublicKey("SysvarEpochRewards1111111111111111111111111"));
    assert.equal(sysvar?.data.at(-1), 1);
  });

  it("keep a state and come back to it, transactions included", async () => {
    const { localnet, payer } = world;
    const state = await call<bigint>("snapshot");
    const { slot } = localnet.chain;
    const balance = localnet.chain.balance(payer.publicKey);
    const somebody = localnet.key("somebody").publicKey;
    const signature = await localnet.call<string>("requestAirdrop", somebody.toBase58(), SOL);
    await call("passEpochs", { epochs: 2 });
    for (let times = 0; times < 2; times++) {
      assert.equal((await call<{ slot: bigint }>("restore", { id: state })).slot, slot);
      assert.equal(localnet.chain.balance(somebody), 0n);
      assert.equal(localnet.chain.balance(payer.publicKey), balance);
      assert.equal(localnet.chain.transaction(signature), undefined);
      await call("advanceSlots", { slots: 3 });
    }
    assert.match((await errorOf(call("restore", { id: 7 }))).message, /there are 1 snapshots/);
  });

  it("leave a fork: what was only processed has never been, and may land after all", async () => {
    const { localnet, payer } = world;
    const { chain } = localnet;
    await call("advanceSlots", { slots: 1 });
    const balance = chain.balance(payer.publicKey);
    const early = await transfer(localnet, payer, SOL, { commitment: "confirmed" });
    const late = await transfer(localnet, payer, 2n * SOL, { commitment: "processed" });
    const send = ({ bytes }: { bytes: string }) =>
      localnet.call<string>("sendTransaction", bytes, { encoding: "base64", preflightCommitment: "processed" });
    for (const each of [early, late]) assert.equal(await send(each), each.signature);
    assert.equal(chain.balance(early.to), SOL);
    const { dropped, now } = await call<{ dropped: string[]; now: { slot: bigint } }>("fork");
    assert.deepEqual(dropped, [early.signature, late.signature]);
    assert.equal(now.slot, chain.slot);
    assert.deepEqual([chain.balance(payer.publicKey), chain.balance(early.to)], [balance, 0n]);
    const { value } = await localnet.call<{ value: unknown[] }>("getSignatureStatuses", [early.signature]);
    assert.deepEqual(value, [null]);
    // Its blockhash is of a block that was left behind.
    assert.match((await errorOf(send(late))).message, /Blockhash not found/);
    await send(early);
    assert.equal(chain.balance(early.to), SOL);
    await call("advanceSlots", { slots: 8 });
    assert.deepEqual((await call<{ dropped: string[] }>("fork")).dropped, []);
    assert.equal(chain.balance(early.to), SOL);
    await call("passEpochs");
    assert.match((await errorOf(call("fork"))).message, /an epoch has begun since/);
  });

  it("move time by themselves, if they are told to", async () => {
    const { localnet } = world;
    const { slot } = localnet.chain;
    await call("setSlotMilliseconds", { milliseconds: 5 });
    const { until } = await import("./support");
    await until("slots", () => localnet.chain.slot > slot + 3n);
    await call("setSlotMilliseconds", { milliseconds: 0 });
    const stopped = localnet.chain.slot;
    await call("info");
    assert.equal(localnet.chain.slot, stopped);
  });

  it("tell what the chain is like", async () => {
    const info = await call<{ seed: string; slotsPerEpoch: bigint; finalitySlots: bigint }>("info");
    assert.deepEqual([info.seed, info.slotsPerEpoch, info.finalitySlots], [world.localnet.seed, 100n, 8n]);
  });

  it("say what they need", async () => {
    const cases: [method: string, settings: object, message: RegExp][] = [
      ["slash", { partsPerMillion: 2_000_000 }, /0 to 1000000/],
      ["slash", { partsPerMillion: 1 }, /stakeAccount or vote/],
      ["payRewards", { vote: world.vote.toBase58() }, /lamports or partsPerMillion/],
      ["payRewards", { lamports: 1 }, /vote account/],
      ["setVoting", { vote: world.vote.toBase58() }, /true or false/],
      ["setRent", {}, /lamportsPerByte/],
      ["setBalance", { lamports: -1 }, /expected u64/],
      ["setBalance", {}, /address and lamports/],
      ["setAccount", {}, /address and account/],
      ["setSlotMilliseconds", { milliseconds: 100_000 }, /0 to 60000/],
      ["setRewardsActive", {}, /true or false/],
      ["createValidator", { commission: 101 }, /0 to 100/],
      ["closeValidator", {}, /vote account/],
    ];
    for (const [method, settings, wanted] of cases) {
      const { code, message } = await errorOf(call(method, settings));
      assert.equal(code, -32602n, method);
      assert.match(message, wanted);
    }
  });
});
