// What a thousand validators cost to score, in calls; and two hundred scores through a multisig, in proposals.
import assert from "node:assert/strict";
import { Keypair, PublicKey, TransactionMessage } from "@solana/web3.js";
import * as squads from "@sqds/multisig";
import { FaultProxy } from "@truestake/localnet";
import { deployment, fits, instructions, type ScoreChange, U64_MAX } from "@truestake/sdk";
import {
  HISTORY_ENTRIES_AT,
  HISTORY_ENTRY_BYTES,
  HISTORY_HEAD_AT,
  TIP_DISTRIBUTION_PROGRAM_ID,
  tipDistributionAddress,
  VALIDATOR_HISTORY_PROGRAM_ID,
  validatorHistoryAddress,
} from "@truestake/sdk/validators";
import { batchesOf } from "../src/scores/apply";
import { type Json, SOL, Stage } from "./support";

const POLICY = "superminority = true\nmax-rank = 0\nmin-epochs = 3\nmax-share = 5000\n";
const [VALIDATORS, WITH_HISTORY] = [1_000, 700];

describe("truestake validator score, many validators", function () {
  this.timeout(120_000);
  let stage: Stage;
  let proxy: FaultProxy;
  let votes: PublicKey[];
  const calls = new Map<string, number>();
  const sliced = { most: 0 };

  before(async () => {
    stage = await Stage.open();
    const { chain } = stage.localnet;
    await stage.localnet.call("localnet_passEpochs", { epochs: 12 });
    // The bytes of a real one that has voted.
    const model = chain.exact(new PublicKey(stage.demo.validators[0]?.vote as string)) ?? assert.fail("no account");
    votes = stage.demo.validators.map(({ vote }) => new PublicKey(vote));
    while (votes.length < VALIDATORS) {
      const vote = stage.localnet.key(`vote ${votes.length}`).publicKey;
      const data = Buffer.from(model.data);
      stage.localnet.key(`node ${votes.length}`).publicKey.toBuffer().copy(data, 4);
      chain.put(vote, { ...model, data });
      votes.push(vote);
    }
    stage.write("policy.toml", POLICY);
    proxy = await FaultProxy.start(stage.localnet, {
      call: (call, forward) => {
        const { method, params } = call;
        calls.set(method, (calls.get(method) ?? 0) + 1);
        if (method === "getMultipleAccounts") {
          const { dataSlice } = (params[1] ?? {}) as { dataSlice?: { length: bigint | number } };
          const { length } = params[0] as unknown[];
          assert.ok(length <= 100);
          if (dataSlice) sliced.most = Math.max(sliced.most, Number(dataSlice.length));
        }
        return forward();
      },
    });
    stage.env = { TRUESTAKE_URL: proxy.url };
  });
  after(async () => {
    await proxy.close();
    await stage.close();
  });

  async function counted(...words: string[]): Promise<{ count: number; result: Json }> {
    calls.clear();
    sliced.most = 0;
    const result = await stage.json("validator", ...words);
    return { count: [...calls.values()].reduce((sum, each) => sum + each, 0), result };
  }

  it("at most 20 calls at 1,000 validators", async () => {
    const { count, result } = await counted("score", "--policy", "policy.toml");
    assert.equal(result.scores.length, 3);
    // 100 vote accounts with each of ten; the pool and where it is, the clock, and what an epoch brings; and four that are no accounts.
    assert.equal(count, 18, JSON.stringify([...calls]));
    assert.equal(calls.get("getMultipleAccounts"), 14);
    const report = await counted("report", "--network");
    assert.deepEqual([report.result.validators.length, report.count], [VALIDATORS, 16]);
  });

  it("at most 45 with Jito's accounts, of which only slices are read", async () => {
    const { chain } = stage.localnet;
    const entry = (epoch: number, commission: number, mev: number): Buffer => {
      const bytes = Buffer.alloc(HISTORY_ENTRY_BYTES, 0xff);
      bytes.writeUInt16LE(epoch, 8);
      bytes.writeUInt16LE(mev, 10);
      bytes[16] = commission;
      return bytes;
    };
    for (const [at, vote] of votes.entries()) {
      if (at < WITH_HISTORY) {
        // Rings that began at several times.
        const latest = 60 + Math.floor(at / 100);
        const data = Buffer.alloc(HISTORY_ENTRIES_AT + 512 * HISTORY_ENTRY_BYTES, 0xff);
        data.writeBigUInt64LE(BigInt(latest), HISTORY_HEAD_AT);
        data[HISTORY_HEAD_AT + 8] = 0;
        for (let back = 0; back < 12; back++) {
          const of = entry(112 - back, at === 1 && back === 4 ? 50 : 5, 700);
          of.copy(data, HISTORY_ENTRIES_AT + (latest - back) * HISTORY_ENTRY_BYTES);
        }
        const owner = VALIDATOR_HISTORY_PROGRAM_ID;
        chain.put(validatorHistoryAddress(vote), { lamports: SOL, owner, data, executable: false });
      } else {
        const head = Buffer.concat([Buffer.alloc(8), vote.toBuffer(), Buffer.alloc(33)]);
        const tail = Buffer.alloc(19);
        tail.writeBigUInt64LE(111n, 0);
        tail.writeUInt16LE(900, 8);
        const data = Buffer.concat([head, tail, Buffer.alloc(64)]);
        const owner = TIP_DISTRIBUTION_PROGRAM_ID;
        chain.put(tipDistributionAddress(vote, 111n), { lamports: SOL, owner, data, executable: false });
      }
    }
    const { count, result } = await counted("score", "--policy", "policy.toml", "--jito");
    // Ten more for where each ring is, and ten of entries and tips.
    assert.equal(count, 38, JSON.stringify([...calls]));
    // Nothing of 65 kB is read whole: the largest slice is of the vote accounts.
    assert.ok(sliced.most <= 3_762, String(sliced.most));
    // 50 % four epochs ago, which nobody here has seen: Jito's account has.
    const [, ben] = result.scores;
    assert.match(ben.reason, /commission: 50 % of inflation rewards in epoch 108/);
    const { result: report } = await counted("report", "--network", "--jito");
    const mev = new Map<string, Json>(report.validators.map((each: Json) => [each.vote, each.mevCommissionBps]));
    assert.deepEqual(
      [0, 699, 700, 999].map((at) => mev.get(votes[at]?.toBase58() ?? "")),
      [700, 700, 900, 900],
    );
  });

  it("200 scores through a multisig: the proposals are counted, and each has room for its wrapper", async () => {
    const operator = stage.client("operator");
    for (let at = 3; at < 200; at++) await operator.addValidator({ vote: votes[at] as PublicKey, score: 1 });
    const multisig = Keypair.generate().publicKey;
    const dora = stage.fund("dora", 30n * SOL).publicKey;
    stage.localnet.chain.put(multisig, {
      ...{ lamports: SOL, owner: squads.PROGRAM_ID, executable: false },
      data: squads.accounts.Multisig.fromArgs({
        ...{ createKey: multisig, configAuthority: PublicKey.default, threshold: 1, timeLock: 0 },
        ...{ transactionIndex: 0, staleTransactionIndex: 0, rentCollector: null, bump: 255 },
        members: [{ key: dora, permissions: { mask: 7 } }],
      }).serialize()[0],
    });
    stage.ask = async () => "n";
    const words = [
      "validator",
      "score",
      "--policy",
      "policy.toml",
      "--apply",
      "--squads",
      multisig.toBase58(),
      "-k",
      "dora.json",
    ];
    const said = await stage.failing(4, ...words);
    const [, count] = /^(\d+) of \1 proposals to be made$/m.exec(said) ?? [];
    const place = deployment({ mint: stage.mint });
    const changes = votes
      .slice(0, 200)
      .map((vote, index): ScoreChange => ({ index, vote, score: 5, cap: U64_MAX, keep: false }));
    const [vault] = squads.getVaultPda({ multisigPda: multisig, index: 0 });
    const batches = batchesOf(changes, { place, manager: vault, isWrapped: true });
    // 49 bytes a change: place, vote account, score, cap and flag. Four keys and the rest of a message are 186: 13 make 823 of 848.
    assert.deepEqual([batches.length, batches[0]?.length], [16, 13]);
    assert.equal(batchesOf(changes, { place, manager: vault, isWrapped: false }).length, 12);
    assert.equal(Number(count), batches.length);
    const message = new TransactionMessage({
      payerKey: vault,
      recentBlockhash: PublicKey.default.toBase58(),
      instructions: [instructions.setScores({ pool: place, validatorManager: vault, changes: batches[0] ?? [] })],
    });
    const member = { multisigPda: multisig, transactionIndex: 1n, creator: dora };
    const wrapper = [
      squads.instructions.vaultTransactionCreate({
        ...member,
        vaultIndex: 0,
        ephemeralSigners: 0,
        transactionMessage: message,
      }),
      squads.instructions.proposalCreate(member),
    ];
    assert.ok(fits(dora, wrapper));
  });
});
