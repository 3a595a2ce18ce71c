import assert from "node:assert/strict";
import { PublicKey, SystemProgram } from "@solana/web3.js";
import { decodeVote, startLocalnet } from "../src";
import { writeJson } from "../src/server/json";
import { makeWorld, type World } from "./rpc/world";
import { errorOf, SOL, transfer } from "./support";

const EPOCH_REWARDS = new PublicKey("SysvarEpochRewards1111111111111111111111111");
/** Stake of validators that are not on the chain. */
const ELSEWHERE = 400_000_000n * SOL;

describe("Own methods", () => {
  let world: World;
  beforeEach(async () => {
    world = await makeWorld();
  });
  afterEach(() => world.localnet.close());

  const call = <T>(method: string, settings: object = {}) => world.localnet.call<T>(`localnet_${method}`, settings);
  const stakeOf = (address: PublicKey) => world.localnet.chain.stakeAccount(address)?.delegation?.stake ?? 0n;
  /** What the EpochRewards sysvar says. */
  const rewards = ({ chain } = world.localnet) => {
    const { data } = chain.exact(EPOCH_REWARDS) ?? assert.fail("there is a sysvar");
    return {
      height: data.readBigUInt64LE(0),
      partitions: data.readBigUInt64LE(8),
      parent: new PublicKey(data.subarray(16, 48)).toBase58(),
      points: data.readBigUInt64LE(48) + (data.readBigUInt64LE(56) << 64n),
      lamports: data.readBigUInt64LE(64),
      distributed: data.readBigUInt64LE(72),
      active: data.readUInt8(80),
    };
  };

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

  it("say in the sysvar what an epoch's rewards came to, as the runtime does", async () => {
    const { localnet, vote, stake } = world;
    const { chain } = localnet;
    const before = stakeOf(stake);
    await call("setRewardsActive", { active: true });
    const { blockHeight } = await call<{ blockHeight: bigint }>("passEpochs");
    const { lamports, distributed, ...first } = rewards();
    // It has voted in the epoch before, too: 14 credits for each of 100 slots, and one for its first votes. So have those elsewhere.
    assert.deepEqual(first, {
      height: blockHeight + 1n,
      partitions: 1n,
      parent: chain.blocks.hash(10_299n),
      points: (ELSEWHERE + before) * 1_401n,
      active: 0,
    });
    // A thousandth of all stake, commissions included and rounded up; what the staker, the validator and others get is rounded down.
    assert.equal(lamports, (ELSEWHERE + before + 999n) / 1_000n);
    assert.ok(lamports - distributed >= 0n && lamports - distributed <= 3n, `${lamports - distributed}`);
    const state = await call<bigint>("snapshot");

    await call("setVoting", { vote: vote.toBase58(), votes: false });
    const silent = stakeOf(stake);
    await call("passEpochs", { epochs: 2 });
    // Its first votes of the epoch in which it was stopped are behind it, and it earns nothing.
    const second = rewards();
    assert.deepEqual(
      [second.points, second.lamports, stakeOf(stake) - silent],
      [ELSEWHERE * 1_401n, ELSEWHERE / 1_000n, 0n],
    );
    assert.equal(second.height, first.height + 200n);

    await call("restore", { id: state });
    assert.deepEqual(rewards(), { ...first, lamports, distributed });
    // Block heights do not count slots without a block, and an epoch that ends among those brings what it brings.
    await call("skipSlots", { slots: 120 });
    assert.equal(rewards().points, (ELSEWHERE + silent) * 1_401n);
    // The first block behind the gap is the next one.
    assert.equal(rewards().height, first.height + 1n);
    assert.equal(stakeOf(stake) - silent, (silent * 900n) / 1_000_000n);
  });

  it("say in the sysvar that an epoch without rewards had points, too", async () => {
    const localnet = await startLocalnet({ slotMs: 0, slotsPerEpoch: 100n });
    await localnet.call("localnet_passEpochs");
    const { points, lamports, distributed } = rewards(localnet);
    assert.deepEqual([points, lamports, distributed], [ELSEWHERE * 1_401n, 0n, 0n]);
    await localnet.close();
  });

  it("make a validator whose withdrawer is the payer, or whom one names, and close both", async () => {
    const { localnet } = world;
    const payer = localnet.key("payer").publicKey.toBase58();
    const info = await call<{ payer: { address: string; secretKey: bigint[] } }>("info");
    assert.deepEqual(info.payer, { address: payer, secretKey: [...localnet.key("payer").secretKey].map(BigInt) });
    const somebody = localnet.key("operator").publicKey.toBase58();
    for (const [settings, withdrawer] of [
      [{}, payer],
      [{ withdrawer: somebody }, somebody],
    ] as const) {
      const made = await call<{ vote: string; withdrawer: string }>("createValidator", settings);
      const vote = new PublicKey(made.vote);
      const { data } = localnet.chain.exact(vote) ?? assert.fail("it is there");
      assert.deepEqual([made.withdrawer, decodeVote(data).withdrawer.toBase58()], [withdrawer, withdrawer]);
      await call("setVoting", { vote: made.vote, votes: false });
      await call("passEpochs", { epochs: 3 });
      await call("closeValidator", { vote: made.vote });
      assert.equal(localnet.chain.balance(vote), 0n);
    }
    // Signatures are checked again.
    const { bytes, to } = await transfer(localnet, world.payer, SOL);
    const forged = Buffer.from(bytes, "base64");
    forged.writeUInt8(forged.readUInt8(1) ^ 1, 1);
    await localnet.call("sendTransaction", forged.toString("base64"), { encoding: "base64", skipPreflight: true });
    assert.equal(localnet.chain.balance(to), 0n);
  });

  it("write an account in every shape that tools give it, and delete it only if told so", async () => {
    const { localnet } = world;
    const owner = SystemProgram.programId.toBase58();
    const at = (name: string) => localnet.key(name).publicKey;
    const account = { lamports: 5n * SOL, owner, data: ["AQID", "base64"], executable: false, rentEpoch: 0, space: 3 };
    const file = { pubkey: at("own").toBase58(), account };
    const cases: [settings: object, address: PublicKey][] = [
      [{ address: at("rpc").toBase58(), account }, at("rpc")],
      [{ address: at("file").toBase58(), account: file }, at("file")],
      [{ account: file }, at("own")],
    ];
    for (const [settings, address] of cases) {
      assert.equal(await call("setAccount", settings), null);
      const written = localnet.chain.exact(address) ?? assert.fail("it is there");
      assert.deepEqual(
        [written.lamports, written.owner.toBase58(), [...written.data]],
        [account.lamports, owner, [1, 2, 3]],
      );
    }
    const address = at("rpc").toBase58();
    const faults: [account: object, message: RegExp][] = [
      [{}, /lamports are needed; 0 deletes/],
      [{ ...account, lamports: null }, /lamports are needed/],
      [{ pubkey: address, account: { ...account, lamports: undefined } }, /lamports are needed/],
      [{ ...account, owner: undefined }, /owner is needed/],
      [{ ...account, data: undefined }, /data is needed/],
      [{ ...account, data: ["AQID"] }, /data is needed/],
      [{ ...account, data: ["AQID", "base58"] }, /data is needed/],
      [{ ...account, data: ["A!ID", "base64"] }, /no base64/],
    ];
    for (const [given, message] of faults) {
      const error = await errorOf(call("setAccount", { address, account: given }));
      assert.equal(error.code, -32602n);
      assert.match(error.message, message);
    }
    assert.equal(localnet.chain.balance(at("rpc")), account.lamports, "what is refused changes nothing");
    await call("setAccount", { address, account: { lamports: 0 } });
    assert.equal(localnet.chain.exact(at("rpc")), null);
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

  it("give the same chain for the same seed and the same calls", async () => {
    const play = async () => {
      const localnet = await startLocalnet({ seed: 11, slotMs: 0, slotsPerEpoch: 100n });
      const somebody = localnet.key("somebody").publicKey.toBase58();
      const said = [
        await localnet.call("localnet_createValidator"),
        await localnet.call("requestAirdrop", somebody, SOL),
        await localnet.call("localnet_passEpochs", { epochs: 2 }),
        await localnet.call("getLatestBlockhash"),
        await localnet.call("getIdentity"),
      ].map((each) => writeJson(each).replace(/"unixTime":\d+/, ""));
      await localnet.close();
      return said;
    };
    assert.deepEqual(await play(), await play());
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
      ["setAccount", {}, /account is needed/],
      ["setAccount", { account: { lamports: 1 } }, /an address is needed/],
      // A name that is misspelt is not one that was left out.
      ["passEpochs", { epoch: 3 }, /epoch is not known: there are epochs/],
      ["setBehind", { slot: 3 }, /slot is not known/],
      ["createValidator", { fee: 1 }, /fee is not known: there are commission, withdrawer/],
      ["createValidator", { withdrawer: "x" }, /WrongSize/],
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
