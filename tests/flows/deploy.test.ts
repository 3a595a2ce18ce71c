import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { getAssociatedTokenAddressSync } from "@solana/spl-token";
import { Keypair, type PublicKey } from "@solana/web3.js";
import { InProcessChain } from "@truestake/localnet";
import {
  deployment,
  feesOf,
  instructions,
  keypairWallet,
  managerOf,
  PROGRAM_ID,
  sendTransaction,
  TruestakeClient,
} from "@truestake/sdk";
import { parseConfig, readConfig } from "../../migrations/config";
import { type DeployReport, deploy } from "../../migrations/pool";
import { SOL } from "../common/defaults";

const migrate: (provider: unknown) => Promise<void> = require("../../migrations/deploy");

type Description = Record<string, unknown>;

describe("migrations/deploy.ts", () => {
  let chain: InProcessChain;
  let deployer: Keypair;
  let folder: string;
  let mint: PublicKey;
  let votes: PublicKey[];

  beforeEach(() => {
    chain = new InProcessChain({
      programs: [{ address: PROGRAM_ID, file: path.resolve(__dirname, "../../artifacts/truestake.so") }],
    });
    deployer = Keypair.generate();
    chain.airdropNow(deployer.publicKey, 100n * SOL);
    votes = Array.from({ length: 30 }, () => chain.createVoteAccount());
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "truestake-deploy-"));
    const keypair = Keypair.generate();
    mint = keypair.publicKey;
    fs.writeFileSync(path.join(folder, "mint.json"), JSON.stringify([...keypair.secretKey]));
  });
  afterEach(() => fs.rmSync(folder, { recursive: true }));

  function description(changes: Description = {}): Description {
    return {
      mint: "mint.json",
      fees: { reward: 500, deposit: 0, withdrawal: 10, ticket: 5, referralShare: 2_500 },
      policy: { reserveBuffer: 100, maxValidatorShare: 500, maxMove: 1_000, movingPart: 2_000 },
      depositCap: "5000000000000",
      validators: votes.map((vote, index) => ({ vote: vote.toBase58(), score: 100 + index })),
      ...changes,
    };
  }

  function run(changes: Description = {}, by = deployer): Promise<DeployReport> {
    const config = parseConfig(description(changes), folder);
    return deploy({ connection: chain.connection, wallet: keypairWallet(by), config });
  }

  it("creates the pool as described", async () => {
    const guardian = Keypair.generate().publicKey;
    const { status, addresses, mismatches, warnings } = await run({ roles: { guardian: guardian.toBase58() } });
    assert.deepEqual({ status, mismatches, warnings }, { status: "created", mismatches: [], warnings: [] });
    assert.equal(addresses.pool, deployment({ mint }).pool.toBase58());

    const client = new TruestakeClient({ connection: chain.connection, mint });
    const { pool, validators } = await client.snapshot();
    const { publicKey } = deployer;
    assert.deepEqual([pool.admin, managerOf(pool), pool.guardian], [publicKey, publicKey, guardian]);
    assert.deepEqual(pool.treasury, getAssociatedTokenAddressSync(mint, publicKey));
    assert.equal(chain.account(pool.treasury)?.data.length, 165);
    const { reward, deposit, withdrawal, ticket, referralShare } = feesOf(pool);
    assert.deepEqual([reward, deposit, withdrawal, ticket, referralShare], [500, 0, 10, 5, 2_500]);
    assert.deepEqual([pool.reserveBuffer, pool.maxValidatorShare, pool.maxMove], [100, 500, 1_000]);
    assert.equal(pool.movingPart, 2_000);
    assert.equal(pool.depositCap, 5_000n * SOL);
    assert.deepEqual(
      validators.records().map(({ vote, score }) => ({ vote, score })),
      votes.map((vote, index) => ({ vote, score: 100 + index })),
    );
    assert.equal((await client.history()).count, 0n);
  });

  it("changes nothing the second time, and says so", async () => {
    await run();
    const before = chain.transactionCount;
    const { status, changes } = await run();
    assert.deepEqual({ status, changes }, { status: "unchanged", changes: [] });
    assert.equal(chain.transactionCount, before);
    // An address is enough to check.
    assert.equal((await run({ mint: mint.toBase58() })).status, "unchanged");
  });

  it("completes what an interrupted run has left", async () => {
    await run({ validators: undefined });
    const { status, changes } = await run();
    assert.equal(status, "completed");
    assert.ok(changes.length > 1 && changes.every(({ what }) => what.startsWith("listed ")));
    assert.equal((await run()).status, "unchanged");
  });

  it("completes a pool that another tool created without its history and treasury", async () => {
    const keypair = readConfigured().mintKeypair as Keypair;
    const admin = deployer.publicKey;
    const create = instructions.createPool({
      creator: admin,
      pool: deployment({ mint }),
      config: {
        seedLamports: SOL,
        admin,
        validatorManager: admin,
        guardian: admin,
        treasury: getAssociatedTokenAddressSync(mint, admin),
        rewardFee: 500,
        depositFee: 0,
        withdrawalFee: 10,
        ticketFee: 5,
        referralShare: 2_500,
        depositCap: 5_000n * SOL,
        reserveBuffer: 100,
        maxValidatorShare: 500,
        maxMove: 1_000,
        movingPart: 2_000,
      },
    });
    await sendTransaction(chain.connection, keypairWallet(deployer), { instructions: [create], signers: [keypair] });
    const { status, changes } = await run({ validators: undefined });
    assert.equal(status, "completed");
    assert.deepEqual(
      changes.map(({ what }) => what.split(" ").slice(0, 3).join(" ")),
      ["gave the price", "opened the treasury"],
    );
    assert.equal((await run({ validators: undefined })).status, "unchanged");
  });

  it("names every difference and leaves it alone", async () => {
    await run();
    const somebody = Keypair.generate().publicKey;
    const before = chain.transactionCount;
    const [first, ...others] = description().validators as { vote: string; score: number }[];
    assert.ok(first);
    const dropped = others.pop();
    const { status, mismatches, changes } = await run({
      roles: { admin: somebody.toBase58() },
      fees: { reward: 400, deposit: 0, withdrawal: 10, ticket: 5, referralShare: 2_500 },
      policy: { reserveBuffer: 100, maxValidatorShare: 600, maxMove: 1_000, movingPart: 2_000 },
      depositCap: undefined,
      validators: [{ ...first, score: 7 }, ...others],
    });
    assert.deepEqual({ status, changes }, { status: "mismatch", changes: [] });
    assert.deepEqual(mismatches, [
      { what: "roles.admin", config: somebody.toBase58(), chain: deployer.publicKey.toBase58() },
      { what: "fees.reward", config: "400", chain: "500" },
      { what: "policy.maxValidatorShare", config: "600", chain: "500" },
      { what: "depositCap", config: "18446744073709551615", chain: "5000000000000" },
      { what: `score of ${first.vote}`, config: "7", chain: "100" },
      { what: `score of ${dropped?.vote}`, config: "not listed", chain: String(dropped?.score) },
    ]);
    assert.equal(chain.transactionCount, before);
  });

  it("says what only the validator manager can do, and what nobody gets", async () => {
    const [manager, treasury] = [Keypair.generate(), Keypair.generate().publicKey];
    const roles = { validatorManager: manager.publicKey.toBase58(), treasury: treasury.toBase58() };
    const { status, mismatches, warnings } = await run({ roles });
    assert.equal(status, "mismatch");
    assert.equal(mismatches.length, votes.length);
    assert.deepEqual(mismatches[0], { what: `score of ${votes[0]?.toBase58()}`, config: "100", chain: "not listed" });
    assert.match(warnings.join(), /no token account of the mint: no fees are charged/);
    chain.airdropNow(manager.publicKey, 10n * SOL);
    assert.equal((await run({ roles }, manager)).status, "completed");
  });

  it("says what is wrong with a description", async () => {
    for (const [changes, words] of [
      [{ mint: "nowhere.json" }, /mint \(there is no such file\): "nowhere.json" is no address/],
      [{ mint: undefined }, /mint is missing/],
      [{ fees: undefined }, /fees is missing: an object with reward/],
      [{ fees: { reward: 500 } }, /fees.deposit: missing/],
      [{ fees: { reward: "5 %" } }, /fees.reward: "5 %" is no whole number/],
      [{ policies: {} }, /the description has no "policies"/],
      [{ roles: { owner: "x" } }, /roles has no "owner"/],
      [{ roles: { admin: "x" } }, /roles.admin: "x" is no address/],
      [{ depositCap: "1.5" }, /depositCap: "1.5" is no number of lamports/],
      [{ validators: [{ vote: votes[0]?.toBase58() }] }, /validators\[0\].score: missing/],
      [{ validators: [votes[0], votes[0]].map((vote) => ({ vote: vote?.toBase58(), score: 1 })) }, /is there twice/],
    ] as [Description, RegExp][]) {
      assert.throws(() => parseConfig(description(changes), folder), words);
    }
    assert.throws(() => readConfig(path.join(folder, "no.json")), /no such file/);
    await assert.rejects(run({ mint: mint.toBase58() }), /there is no pool of .*; to create one/);
    await assert.rejects(run({ fees: { reward: 1_001, deposit: 0, withdrawal: 0, ticket: 0, referralShare: 0 } }), {
      name: "FeeTooHigh",
    });
  });

  it("is what anchor migrate calls", async () => {
    const file = path.join(folder, "pool.json");
    fs.writeFileSync(file, JSON.stringify(description({ validators: undefined })));
    const provider = { connection: chain.connection, wallet: keypairWallet(deployer) };
    const { TRUESTAKE_CONFIG } = process.env;
    const [log, error] = [console.log, console.error];
    const printed: string[] = [];
    try {
      delete process.env.TRUESTAKE_CONFIG;
      await assert.rejects(migrate(provider), /which pool\?/);
      process.env.TRUESTAKE_CONFIG = file;
      Object.assign(console, { log: (text: string) => printed.push(text), error: () => undefined });
      await migrate(provider);
      await migrate(provider);
      fs.writeFileSync(file, JSON.stringify(description({ validators: undefined, depositCap: "1" })));
      await assert.rejects(migrate(provider), /not as described/);
    } finally {
      Object.assign(console, { log, error });
      if (TRUESTAKE_CONFIG !== undefined) process.env.TRUESTAKE_CONFIG = TRUESTAKE_CONFIG;
      else delete process.env.TRUESTAKE_CONFIG;
    }
    assert.deepEqual(
      printed.map((text) => JSON.parse(text).status),
      ["created", "unchanged", "mismatch"],
    );
  });

  function readConfigured() {
    return parseConfig(description(), folder);
  }
});
