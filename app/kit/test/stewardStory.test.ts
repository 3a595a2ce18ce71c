// A pool and its steward by @solana/kit alone: made, joined, bonded, listed, rated, and read as the SDK reads it.
import assert from "node:assert/strict";
import path from "node:path";
import { address, createKeyPairSignerFromBytes, createSolanaRpc, type Signature } from "@solana/kit";
import { PublicKey } from "@solana/web3.js";
import { getCreateAssociatedTokenIdempotentInstruction } from "@solana-program/token";
import { payEpochRewards } from "@truestake/localnet";
import { decodeMembers, decodeStewardEvents, STEWARD_PROGRAM_ID } from "@truestake/sdk/steward";
import { readStewardByOurs } from "../../../tests/clients/support/ours";
import { plainStruct } from "../../../tests/clients/support/plain";
import { dataOf, funded, SOL, withNetwork } from "../../../tests/clients/support/world";
import { root } from "../../../toolchain/lib/paths";
import { until } from "../../localchain/test/support";
import * as kit from "../src";
import * as client from "../src/steward";
import { creation, tokenOf } from "./pool";
import { stewardReader } from "./reader";
import { senderOf } from "./sender";

const STEWARD = { address: STEWARD_PROGRAM_ID, file: path.join(root, "artifacts/steward.so") };
/** What the cluster's stake earns in an epoch, in parts per million. */
const REWARD_PPM = 400n;
const POLICY = {
  minBond: 10n * SOL,
  joinFee: SOL / 5n,
  leastDebt: SOL / 100n,
  minVoteBalance: 0n,
  targetRatio: 1_000_000,
  floorRatio: 400_000,
  maxMembers: 10,
  share: 4_000,
  commissionCeiling: 500,
  tolerance: 100,
  requireBlsKey: 0,
};
const [JOINED, ADDED] = [20n * SOL, 5n * SOL];
/** Of these, five until the steward is the manager, and ten until the vote account is old enough. */
const EPOCHS = 11;

describe("a user of @solana/kit with a steward", function () {
  this.timeout(300_000);
  // A steward takes epoch 0 for noted.
  const network = withNetwork({ programs: [STEWARD], epoch: 20n });

  it("makes it, joins, deposits, lists and rates, and reads all of it as the SDK does", async () => {
    const localnet = network();
    const { chain } = localnet;
    const rpc = createSolanaRpc(localnet.url);
    const owner = await createKeyPairSignerFromBytes((await funded(localnet, "kit owner")).secretKey);
    const mint = await createKeyPairSignerFromBytes(localnet.key("kit mint").secretKey);
    const vote = address(chain.createVoteAccount({ withdrawer: new PublicKey(owner.address) }).toBase58());
    const send = senderOf(localnet, owner);

    const [pool] = await kit.findPoolPda({ mint: mint.address });
    const token = await tokenOf(owner.address, mint.address);
    await send(await creation(owner, mint, pool, token));
    const { reserve, validators } = (await kit.fetchPool(rpc, pool, { commitment: "confirmed" })).data;
    await send([
      getCreateAssociatedTokenIdempotentInstruction({
        ...{ payer: owner, ata: token, owner: owner.address, mint: mint.address },
      }),
      await kit.getDepositSolInstructionAsync({
        ...{ depositor: owner, mint: mint.address, destination: token, treasury: token },
        ...{ lamports: 500n * SOL, minimumTokensOut: 1n, ifBalance: 0n },
      }),
    ]);

    const keys = await client.findStewardAddresses(pool);
    const { steward, members, authority, vault } = keys;
    const signatures = [
      await send([
        await client.getCreateStewardInstructionAsync({
          ...{ payer: owner, admin: owner, pool, mint: mint.address, policy: POLICY },
        }),
        kit.getSetRoleInstruction({ admin: owner, pool, newHolder: authority, role: kit.Role.ValidatorManager }),
      ]),
    ];
    const update = await kit.getUpdatePoolInstructionAsync({ mint: mint.address, treasury: token });
    for (let epoch = 0; epoch < EPOCHS; epoch++) {
      chain.passEpochs(1);
      payEpochRewards(chain, { partsPerMillion: REWARD_PPM });
      // Transactions are tried on what is confirmed before they are sent.
      await until("the epoch is confirmed", async () => {
        const { epoch } = await rpc.getEpochInfo({ commitment: "confirmed" }).send();
        return epoch === chain.epoch;
      });
      signatures.push(await send([client.getNoteEpochInstruction({ steward, pool }), update]));
    }

    const join = await client.getJoinInstructionAsync({
      ...{ payer: owner, withdrawer: owner, sourceOwner: owner, owner: owner.address, steward, members, vault },
      ...{ vote, pool, reserve, source: token, index: 0, pledge: 500, tokens: JOINED },
    });
    const deposit = client.getDepositBondInstruction({
      ...{ sourceOwner: owner, steward, members, pool, vault, source: token, index: 0, tokens: ADDED },
    });
    signatures.push(await send([join, deposit]));
    chain.vote();
    const [mark] = await kit.findMarkPda({ pool, vote });
    const [stake] = await kit.findStakePda({ pool, vote });
    const [transient] = await kit.findTransientPda({ pool, vote });
    const list = client.getListValidatorInstruction({
      ...{ payer: owner, steward, members, authority, pool, validators, vote, stake, transient, mark, index: 0 },
    });
    const rate = client.getRateInstruction({
      ...{ steward, members, authority, pool, validators, places: [{ member: 0, validator: 0 }] },
    });
    signatures.push(await send([list, client.withRemaining(rate, [vote])]));

    // What the SDK reads of the accounts.
    const [membership] = await client.findMembershipPda({ steward, vote });
    for (const [name, at] of [
      ["Steward", steward],
      ["Members", members],
      ["Membership", membership],
    ] as const) {
      const bytes = await dataOf(localnet, new PublicKey(at));
      const ours = readStewardByOurs({ kind: "account", name, bytes });
      assert.deepEqual(plainStruct(name, stewardReader.account(name, bytes)), ours, name);
    }
    const data = await dataOf(localnet, new PublicKey(members));
    const [member, ...others] = client.decodeMemberPlaces(data);
    assert.ok(member && others.length === 0);
    assert.deepEqual(plainStruct("Member", member), plainStruct("Member", decodeMembers(data).members[0]));
    assert.deepEqual([member.tokens, member.pledge, member.vote, member.gates], [JOINED + ADDED, 500, vote, 0]);
    // 0.95 to the fourth: its commission is 5 %, and it voted better than the mean.
    assert.equal(member.quality, 814);

    // And of the events.
    const seen: string[] = [];
    for (const signature of signatures) {
      const landed = await rpc
        .getTransaction(signature as Signature, {
          commitment: "confirmed",
          encoding: "json",
          maxSupportedTransactionVersion: 0,
        })
        .send();
      const logs = landed?.meta?.logMessages ?? assert.fail("no logs");
      const [theirs, ours] = [stewardReader.events(logs), decodeStewardEvents(logs)];
      const plain = (events: readonly { name: string; data: unknown }[]) =>
        events.map(({ name, data }) => [name, plainStruct(name, data)]);
      assert.deepEqual(plain(theirs), plain(ours));
      seen.push(...theirs.map(({ name }) => name));
    }
    const noted = Array<string>(EPOCHS).fill("EpochNoted");
    assert.deepEqual(seen, ["StewardCreated", ...noted, "Joined", "BondDeposited", "Listed", "Rated"]);
    const [listed] = kit.decodeValidatorRecords(await dataOf(localnet, new PublicKey(validators)));
    assert.deepEqual([listed?.vote, listed?.score], [vote, member.score]);
    assert.ok(member.score > 0);
  });
});
