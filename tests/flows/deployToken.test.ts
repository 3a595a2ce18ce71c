// The name of a token in migrations/deploy.ts, with the real metadata program.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { Keypair, type PublicKey } from "@solana/web3.js";
import { InProcessChain } from "@truestake/localnet";
import { deployment, keypairWallet, PROGRAM_ID, TruestakeClient } from "@truestake/sdk";
import { parseConfig } from "../../migrations/config";
import { type DeployReport, deploy } from "../../migrations/pool";
import { SOL } from "../common/defaults";
import { METADATA, metadataProgram } from "../common/tokenMetadata";

type Description = Record<string, unknown>;

const TRUESTAKE = { address: PROGRAM_ID, file: path.resolve(__dirname, "../../artifacts/truestake.so") };

describe("migrations/deploy.ts, the token", () => {
  let chain: InProcessChain;
  let deployer: Keypair;
  let folder: string;
  let mint: PublicKey;

  beforeEach(() => begin([TRUESTAKE, metadataProgram()]));
  afterEach(() => fs.rmSync(folder, { recursive: true }));

  function begin(programs: { address: PublicKey; file: string }[]): void {
    chain = new InProcessChain({ programs });
    deployer = Keypair.generate();
    chain.airdropNow(deployer.publicKey, 100n * SOL);
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "truestake-deploy-"));
    const keypair = Keypair.generate();
    mint = keypair.publicKey;
    fs.writeFileSync(path.join(folder, "mint.json"), JSON.stringify([...keypair.secretKey]));
  }

  function run(changes: Description = {}, by = deployer): Promise<DeployReport> {
    const description = {
      mint: "mint.json",
      fees: { reward: 500, deposit: 0, withdrawal: 10, ticket: 5, referralShare: 2_500 },
      policy: { reserveBuffer: 100, maxValidatorShare: 500, maxMove: 1_000, movingPart: 1_000 },
      token: METADATA,
      ...changes,
    };
    const config = parseConfig(description, folder);
    return deploy({ connection: chain.connection, wallet: keypairWallet(by), config });
  }

  const named = async () => {
    const found = await new TruestakeClient({ connection: chain.connection, mint }).tokenMetadata();
    return found && { name: found.name, symbol: found.symbol, uri: found.uri };
  };

  it("has its name from the first transaction on; a second run changes nothing", async () => {
    const before = chain.transactionCount;
    const { status, changes, mismatches } = await run();
    assert.deepEqual({ status, mismatches }, { status: "created", mismatches: [] });
    assert.deepEqual([changes.length, chain.transactionCount], [1, before + 1]);
    assert.deepEqual(await named(), METADATA);
    const metadata = await new TruestakeClient({ connection: chain.connection, mint }).tokenMetadata();
    assert.deepEqual(metadata?.updateAuthority, deployment({ mint }).mintAuthority);
    assert.equal((await run()).status, "unchanged");
  });

  it("has none where none is described, and gets it later", async () => {
    await run({ token: undefined });
    assert.equal(await named(), undefined);
    assert.equal((await run({ token: undefined })).status, "unchanged");
    const { status, changes } = await run();
    assert.equal(status, "completed");
    assert.deepEqual(
      changes.map(({ what }) => what),
      [`named the token ${METADATA.name}`],
    );
    assert.deepEqual(await named(), METADATA);
    assert.equal((await run({ token: undefined })).status, "unchanged");
  });

  it("can do without a URI", async () => {
    const { uri: _, ...token } = METADATA;
    await run({ token });
    assert.deepEqual(await named(), { ...token, uri: "" });
    assert.equal((await run({ token })).status, "unchanged");
  });

  it("has the longest name, symbol and URI that there are", async () => {
    const token = { name: "n".repeat(32), symbol: "s".repeat(10), uri: "u".repeat(200) };
    const { status, warnings } = await run({ token });
    assert.deepEqual([status, warnings], ["created", []]);
    assert.deepEqual(await named(), token);
  });

  it("is named by the admin alone", async () => {
    const admin = Keypair.generate();
    chain.airdropNow(admin.publicKey, SOL);
    const roles = { admin: admin.publicKey.toBase58() };
    const { status, mismatches } = await run({ roles });
    assert.equal(status, "mismatch");
    assert.deepEqual(
      mismatches,
      (["name", "symbol", "uri"] as const).map((key) => ({
        what: `token.${key}`,
        config: METADATA[key],
        chain: "none yet",
      })),
    );
    assert.equal((await run({ roles }, admin)).status, "completed");
    assert.equal((await run({ roles })).status, "unchanged");
  });

  it("that differs is told and left alone", async () => {
    await run();
    const before = chain.transactionCount;
    const { status, mismatches } = await run({ token: { ...METADATA, symbol: "other" } });
    assert.deepEqual(
      { status, mismatches },
      { status: "mismatch", mismatches: [{ what: "token.symbol", config: "other", chain: METADATA.symbol }] },
    );
    assert.equal(chain.transactionCount, before);
  });

  it("says what is wrong with a description", async () => {
    for (const [token, words] of [
      ["Staked SOL", /token is missing: an object with name, symbol, uri/],
      [{ ...METADATA, image: "x" }, /token has no "image"; there are name, symbol, uri/],
      [{ symbol: "s" }, /token.name: missing/],
      [{ name: "n", symbol: 1 }, /token.symbol: 1 is no text/],
      [{ name: "n", symbol: "" }, /token: a name and a symbol are needed/],
      [{ name: "ñ".repeat(17), symbol: "s" }, /token.name: ".*" has 34 bytes of at most 32/],
      [{ name: "n", symbol: "s".repeat(11) }, /token.symbol: ".*" has 11 bytes of at most 10/],
      [{ name: "n", symbol: "s", uri: "u".repeat(201) }, /token.uri: ".*" has 201 bytes of at most 200/],
    ] as [unknown, RegExp][]) {
      assert.throws(() => run({ token }), words);
    }
  });

  it("says that a chain has no metadata program", async () => {
    fs.rmSync(folder, { recursive: true });
    begin([TRUESTAKE]);
    await assert.rejects(run(), /this chain has no metadata program, .*: leave token out/);
    assert.equal((await run({ token: undefined })).status, "created");
  });
});
