import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { SystemProgram, TransactionMessage, VersionedTransaction } from "@solana/web3.js";
import { OWN_METHODS } from "../../src/own";
import { METHODS } from "../../src/rpc";
import { REFUSED } from "../../src/rpc/refused";
import {
  anything,
  assertShape,
  base58,
  either,
  exactly,
  flag,
  fraction,
  nothing,
  record,
  type Shape,
  text,
  u64,
} from "../shape";
import { errorOf } from "../support";
import { makeWorld, type World } from "./world";

/** With the context that it is true in. */
const inContext = (value: Shape): Shape => ({ context: { apiVersion: text, slot: u64 }, value });

const AMOUNT = { amount: text, decimals: u64, uiAmount: fraction, uiAmountString: text };
const account = (data: Shape): Shape => ({
  data,
  executable: flag,
  lamports: u64,
  owner: base58,
  rentEpoch: exactly((1n << 64n) - 1n),
  space: u64,
});
const BASE64 = account((data) => Array.isArray(data) && data.length === 2 && data[1] === "base64");
const INFLATION = {
  foundation: fraction,
  foundationTerm: fraction,
  initial: fraction,
  taper: fraction,
  terminal: fraction,
};
const META = {
  computeUnitsConsumed: u64,
  err: nothing,
  fee: u64,
  innerInstructions: [anything],
  loadedAddresses: { readonly: [base58], writable: [base58] },
  logMessages: [text],
  postBalances: [u64],
  postTokenBalances: [anything],
  preBalances: [u64],
  preTokenBalances: [anything],
  rewards: [anything],
  status: { Ok: nothing },
} satisfies Shape;
const MESSAGE = {
  accountKeys: [base58],
  header: { numReadonlySignedAccounts: u64, numReadonlyUnsignedAccounts: u64, numRequiredSignatures: u64 },
  instructions: [{ accounts: [u64], data: text, programIdIndex: u64, stackHeight: exactly(1n) }],
  recentBlockhash: base58,
  addressTableLookups: [anything],
} satisfies Shape;
const TRANSACTION = { signatures: [base58], message: MESSAGE } satisfies Shape;
const SIMULATION = {
  accounts: nothing,
  err: nothing,
  fee: u64,
  innerInstructions: nothing,
  loadedAccountsDataSize: nothing,
  loadedAddresses: { readonly: [base58], writable: [base58] },
  logs: [text],
  replacementBlockhash: nothing,
  returnData: nothing,
  unitsConsumed: u64,
} satisfies Shape;
const VOTER = {
  activatedStake: u64,
  commission: u64,
  epochCredits: [[u64]],
  epochVoteAccount: flag,
  inflationRewardsCommissionBps: u64,
  lastVote: u64,
  nodePubkey: base58,
  rootSlot: u64,
  votePubkey: base58,
} satisfies Shape;
const NODE = {
  clientId: text,
  featureSet: u64,
  gossip: nothing,
  pubkey: base58,
  pubsub: either(text, nothing),
  rpc: either(text, nothing),
  serveRepair: nothing,
  shredVersion: u64,
  tpu: nothing,
  tpuForwards: nothing,
  tpuForwardsQuic: nothing,
  tpuQuic: nothing,
  tpuVote: nothing,
  tvu: nothing,
  version: text,
} satisfies Shape;

interface Example {
  params?: (world: World) => unknown[];
  shape: Shape;
}

const CONFIRMED = { commitment: "confirmed" };
const PROCESSED = { commitment: "processed" };

/** A request of each method, and what its documentation says of the answer. */
const EXAMPLES: Record<string, Example> = {
  getAccountInfo: {
    params: ({ payer }) => [payer.publicKey.toBase58(), { encoding: "base64" }],
    shape: inContext(BASE64),
  },
  getBalance: { params: ({ payer }) => [payer.publicKey.toBase58()], shape: inContext(u64) },
  getBlock: {
    params: ({ localnet }) => [localnet.chain.slot - 20n, { maxSupportedTransactionVersion: 0 }],
    shape: {
      blockHeight: u64,
      blockTime: u64,
      blockhash: base58,
      parentSlot: u64,
      previousBlockhash: base58,
      rewards: [anything],
      transactions: [{ meta: META, transaction: TRANSACTION, version: exactly(0n) }],
    },
  },
  getBlockCommitment: {
    params: ({ localnet }) => [localnet.chain.slot],
    shape: { commitment: nothing, totalStake: u64 },
  },
  getBlockHeight: { shape: u64 },
  getBlockProduction: {
    shape: inContext({ byIdentity: record([u64]), range: { firstSlot: u64, lastSlot: u64 } }),
  },
  getBlocks: { params: ({ localnet }) => [localnet.chain.slot - 12n, localnet.chain.slot - 10n], shape: [u64] },
  getBlocksWithLimit: { params: ({ localnet }) => [localnet.chain.slot - 12n, 3], shape: [u64] },
  getBlockTime: { params: ({ localnet }) => [localnet.chain.slot - 12n], shape: u64 },
  getClusterNodes: { shape: [NODE] },
  getEpochInfo: {
    shape: {
      absoluteSlot: u64,
      blockHeight: u64,
      epoch: u64,
      slotIndex: u64,
      slotsInEpoch: u64,
      transactionCount: u64,
    },
  },
  getEpochSchedule: {
    shape: {
      firstNormalEpoch: u64,
      firstNormalSlot: u64,
      leaderScheduleSlotOffset: u64,
      slotsPerEpoch: u64,
      warmup: flag,
    },
  },
  getFeeForMessage: {
    params: (world) => [Buffer.from(transferOf(world).message.serialize()).toString("base64"), PROCESSED],
    shape: inContext(exactly(5_000n)),
  },
  getFirstAvailableBlock: { shape: u64 },
  getGenesisHash: { shape: base58 },
  getHealth: { shape: exactly("ok") },
  getIdentity: { shape: { identity: base58 } },
  getInflationGovernor: { shape: INFLATION },
  getInflationRate: { shape: { epoch: u64, foundation: fraction, total: fraction, validator: fraction } },
  getInflationReward: {
    params: ({ stake }) => [[stake.toBase58()], PROCESSED],
    shape: [{ amount: u64, commission: nothing, effectiveSlot: u64, epoch: u64, postBalance: u64 }],
  },
  getLatestBlockhash: { shape: inContext({ blockhash: base58, lastValidBlockHeight: u64 }) },
  getLeaderSchedule: { shape: record([u64]) },
  getMinimumBalanceForRentExemption: { params: () => [200], shape: exactly(2_282_880n) },
  getMultipleAccounts: {
    params: ({ payer, localnet }) => [[payer.publicKey.toBase58(), localnet.key("nobody").publicKey.toBase58()]],
    shape: inContext([either(BASE64, nothing)]),
  },
  getProgramAccounts: {
    params: () => ["Stake11111111111111111111111111111111111111", { encoding: "base64" }],
    shape: [{ account: BASE64, pubkey: base58 }],
  },
  getRecentPerformanceSamples: {
    params: () => [1],
    shape: [{ numNonVoteTransactions: u64, numSlots: u64, numTransactions: u64, samplePeriodSecs: u64, slot: u64 }],
  },
  getRecentPrioritizationFees: { shape: [{ prioritizationFee: u64, slot: u64 }] },
  getSignaturesForAddress: {
    params: ({ payer }) => [payer.publicKey.toBase58(), { limit: 2 }],
    shape: [
      {
        blockTime: u64,
        confirmationStatus: exactly("finalized"),
        err: nothing,
        memo: either(text, nothing),
        signature: base58,
        slot: u64,
      },
    ],
  },
  getSignatureStatuses: {
    params: ({ signature }) => [[signature]],
    shape: inContext([
      { confirmationStatus: text, confirmations: nothing, err: nothing, slot: u64, status: { Ok: nothing } },
    ]),
  },
  getSlot: { shape: u64 },
  getSlotLeader: { shape: base58 },
  getSlotLeaders: { params: ({ localnet }) => [localnet.chain.slot, 10], shape: [base58] },
  getStakeMinimumDelegation: { shape: inContext(exactly(1_000_000_000n)) },
  getTokenAccountBalance: { params: ({ holding }) => [holding.toBase58()], shape: inContext(AMOUNT) },
  getTokenAccountsByDelegate: {
    params: ({ payer, mint }) => [payer.publicKey.toBase58(), { mint: mint.toBase58() }, { encoding: "base64" }],
    shape: inContext([{ account: BASE64, pubkey: base58 }]),
  },
  getTokenAccountsByOwner: {
    params: ({ payer, mint }) => [payer.publicKey.toBase58(), { mint: mint.toBase58() }, { encoding: "base64" }],
    shape: inContext([{ account: BASE64, pubkey: base58 }]),
  },
  getTokenLargestAccounts: {
    params: ({ mint }) => [mint.toBase58()],
    shape: inContext([{ address: base58, ...AMOUNT }]),
  },
  getTokenSupply: { params: ({ mint }) => [mint.toBase58()], shape: inContext(AMOUNT) },
  getTransaction: {
    params: ({ signature }) => [signature, { maxSupportedTransactionVersion: 0 }],
    shape: { blockTime: u64, meta: META, slot: u64, transaction: TRANSACTION, version: exactly(0n) },
  },
  getTransactionCount: { shape: u64 },
  getVersion: { shape: { "feature-set": u64, "solana-core": (value) => /^\d+\.\d+\.\d+$/.test(String(value)) } },
  getVoteAccounts: { shape: { current: [VOTER], delinquent: [VOTER] } },
  isBlockhashValid: {
    params: ({ localnet }) => [localnet.chain.blockhashOf(localnet.chain.slot - 20n).blockhash],
    shape: inContext(exactly(true)),
  },
  minimumLedgerSlot: { shape: u64 },
  requestAirdrop: { params: ({ localnet }) => [localnet.key("poor").publicKey.toBase58(), 5_000_000], shape: base58 },
  sendTransaction: {
    params: (world) => [wire(transferOf(world)), { encoding: "base64", preflightCommitment: "processed" }],
    shape: base58,
  },
  simulateTransaction: {
    params: (world) => [wire(transferOf(world, 2_000_000n)), { encoding: "base64", commitment: "processed" }],
    shape: inContext(SIMULATION),
  },
};

function transferOf({ localnet, payer }: World, lamports = 1_000_000n): VersionedTransaction {
  const to = localnet.key("receiver").publicKey;
  const instructions = [SystemProgram.transfer({ fromPubkey: payer.publicKey, toPubkey: to, lamports })];
  const recentBlockhash = localnet.chain.blockhashOf(localnet.chain.slot).blockhash;
  const message = new TransactionMessage({ payerKey: payer.publicKey, recentBlockhash, instructions });
  const transaction = new VersionedTransaction(message.compileToV0Message());
  transaction.sign([payer]);
  return transaction;
}

function wire(transaction: VersionedTransaction): string {
  return Buffer.from(transaction.serialize()).toString("base64");
}

describe("Methods", () => {
  let world: World;
  before(async () => {
    world = await makeWorld();
  });
  after(() => world.localnet.close());

  it("each have an example", () => {
    assert.deepEqual(Object.keys(EXAMPLES).sort(), Object.keys(METHODS).sort());
  });

  for (const [method, { params, shape }] of Object.entries(EXAMPLES)) {
    it(`${method} answers as documented`, async () => {
      const given = params?.(world) ?? [];
      assertShape(await world.localnet.call(method, ...given), shape);
    });
  }

  for (const [method, why] of Object.entries(REFUSED)) {
    it(`${method} is refused by name`, async () => {
      const { code, message } = await errorOf(world.localnet.call(method));
      assert.deepEqual([code, message], [-32601n, `Method not found: ${why}`]);
    });
  }

  it("are refused by name if they do not exist, also where objects have such names", async () => {
    for (const method of ["getEverything", "toString", "__proto__", "constructor"]) {
      const { code, message } = await errorOf(world.localnet.call(method));
      assert.deepEqual([code, message], [-32601n, `Method not found: the local network does not know ${method}`]);
    }
  });

  it("refuse parameters that are not theirs, with a reason", async () => {
    const { localnet } = world;
    const cases: [method: string, params: unknown[], message: RegExp][] = [
      ["getBalance", [], /expected a string/],
      ["getBalance", ["abc"], /WrongSize/],
      ["getBalance", ["0OIl"], /Invalid param: Invalid/],
      ["getBalance", [localnet.key("x").publicKey.toBase58(), { commitment: "recent" }], /unknown variant `recent`/],
      ["getSlotLeaders", [1, 5_001], /max 5000/],
      ["getMultipleAccounts", [Array(101).fill("11111111111111111111111111111111")], /max 100, got 101/],
      ["getSignatureStatuses", [Array(257).fill("1".repeat(64))], /max 256/],
      ["getSignaturesForAddress", ["11111111111111111111111111111111", { limit: 1_001 }], /max 1000/],
      ["getBlockTime", ["soon"], /expected u64/],
      ["getTransaction", ["1".repeat(64), PROCESSED], /below `confirmed`/],
      [
        "getProgramAccounts",
        ["11111111111111111111111111111111", { filters: Array(5).fill({ dataSize: 1 }) }],
        /max 4/,
      ],
      ["getTokenSupply", ["11111111111111111111111111111111"], /not a Token mint/],
      ["sendTransaction", ["AAAA", { encoding: "hex" }], /unknown variant `hex`/],
      ["sendTransaction", ["AAAA", { encoding: "base64" }], /failed to deserialize/],
      ["sendTransaction", ["!", { encoding: "base64" }], /invalid base64/],
      ["sendTransaction", ["A".repeat(1_648), { encoding: "base64" }], /too large: 1648 bytes/],
    ];
    for (const [method, params, wanted] of cases) {
      const { code, message } = await errorOf(localnet.call(method, ...params));
      assert.equal(code, -32602n, `${method}: ${message}`);
      assert.match(message, wanted);
    }
  });

  it("refuse a slot that has not come yet, or before the chain, or without a block", async () => {
    const { localnet } = world;
    const { chain } = localnet;
    await localnet.call("localnet_skipSlots", { slots: 2 });
    const skipped = chain.slot - 1n;
    await localnet.call("localnet_advanceSlots", { slots: 10 });
    const codeOf = async (slot: bigint) => (await errorOf(localnet.call("getBlock", slot))).code;
    assert.equal(await codeOf(chain.slot + 5n), -32004n);
    assert.equal(await codeOf(chain.blocks.first - 1n), -32001n);
    assert.equal(await codeOf(skipped), -32007n);
    const blocks = await localnet.call<bigint[]>("getBlocks", skipped - 2n, skipped + 2n, CONFIRMED);
    assert.deepEqual(blocks, [skipped - 2n, skipped + 1n, skipped + 2n]);
    const block = await localnet.call<{ parentSlot: bigint }>("getBlock", skipped + 1n);
    assert.equal(block.parentSlot, skipped - 2n);
    assert.equal(chain.blocks.height(skipped + 1n), chain.blocks.height(skipped - 2n) + 1n);
  });

  it("of its own each begin with localnet_ and are documented", () => {
    const readme = fs.readFileSync(path.join(__dirname, "../../README.md"), "utf8");
    for (const method of Object.keys(OWN_METHODS)) {
      assert.match(method, /^localnet_/);
      assert(readme.includes(`\`${method}\``), `${method} is not in README.md`);
    }
  });
});
