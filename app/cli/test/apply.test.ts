// A pool's file against pools that are there in part: begun by another tool, interrupted, of other keys, without names.
import assert from "node:assert/strict";
import { Keypair, type PublicKey } from "@solana/web3.js";
import {
  deployment,
  feesOf,
  instructions,
  keypairWallet,
  managerOf,
  sendTransaction,
  TruestakeClient,
  tokenAddress,
} from "@truestake/sdk";
import { METADATA, metadataProgram } from "../../../tests/common/tokenMetadata";
import { type Json, SOL, Stage } from "./support";

const RATES = `[fees]
reward = 500
deposit = 0
withdrawal = 10
ticket = 5
referral-share = 2500
[policy]
reserve-buffer = 100
max-validator-share = 500
max-move = 1000
moving-part = 2000
`;

const named = ({ name, symbol, uri }: Partial<typeof METADATA>): string =>
  `[token]\n${name === undefined ? "" : `name = "${name}"\n`}symbol = "${symbol}"\n${uri === undefined ? "" : `uri = "${uri}"\n`}`;

describe("truestake pool apply", () => {
  let stage: Stage;
  let mint: PublicKey;
  let maker: PublicKey;

  before(async () => {
    stage = await Stage.open({ demo: false, programs: [metadataProgram()] });
    maker = stage.fund("maker", 1_000n * SOL).publicKey;
  });
  after(() => stage.close());
  beforeEach(() => {
    const keypair = Keypair.generate();
    mint = keypair.publicKey;
    stage.write("mint.json", JSON.stringify([...keypair.secretKey]));
  });

  const file = (content: string): string => stage.write("pool.toml", `mint = "mint.json"\n${content}`);
  const apply = (content: string, by = "maker"): Promise<Json> => {
    file(content);
    return stage.send(by, "pool", "apply", "pool.toml");
  };
  /** The same, where something is left for another key. */
  const partly = async (content: string): Promise<Json> => {
    file(content);
    const words = ["pool", "apply", "pool.toml", "-k", "maker.json", "--yes", "--output", "json"];
    const { code, out, error } = await stage.run(...words);
    assert.equal(code, 10, error);
    return JSON.parse(out);
  };
  const client = () => new TruestakeClient({ connection: stage.localnet.chain.connection, mint });
  const listed = (votes: readonly PublicKey[]): string =>
    votes.map((vote, at) => `[[validators]]\nvote = "${vote.toBase58()}"\nscore = ${100 + at}\n`).join("");

  it("creates the pool as described, to the last setting", async () => {
    const guardian = Keypair.generate().publicKey;
    const roles = `[roles]\nguardian = "${guardian.toBase58()}"\n`;
    const { created, plan } = await apply(`deposit-cap = "5000"\n${RATES}${roles}`);
    assert.deepEqual([created, plan.differences, plan.notes], [true, 0, []]);
    const { pool, validators } = await client().snapshot();
    assert.deepEqual([pool.admin, managerOf(pool), pool.guardian], [maker, maker, guardian]);
    assert.deepEqual(pool.treasury, tokenAddress(mint, maker));
    assert.equal(stage.localnet.chain.account(pool.treasury)?.data.length, 165);
    const { reward, deposit, withdrawal, ticket, referralShare } = feesOf(pool);
    assert.deepEqual([reward, deposit, withdrawal, ticket, referralShare], [500, 0, 10, 5, 2_500]);
    assert.deepEqual(
      [pool.reserveBuffer, pool.maxValidatorShare, pool.maxMove, pool.movingPart],
      [100, 500, 1_000, 2_000],
    );
    assert.equal(pool.depositCap, 5_000n * SOL);
    assert.equal(validators.count, 0);
  });

  it("goes on where it was stopped: of 30 validators those that are missing", async () => {
    const votes = Array.from({ length: 30 }, () => stage.localnet.chain.createVoteAccount());
    await apply(`${RATES}${listed(votes.slice(0, 10))}`);
    const { done } = await apply(listed(votes));
    // 20 are missing, 4 of them in a transaction.
    assert.equal(done.length, 5);
    assert.deepEqual(
      (await client().snapshot()).validators.records().map(({ vote, score }) => [vote, score]),
      votes.map((vote, at) => [vote, 100 + at]),
    );
    assert.deepEqual((await apply(listed(votes))).done, []);
  });

  it("completes a pool that another tool created without its history and treasury", async () => {
    const key = stage.key("mint");
    const pool = deployment({ mint });
    const create = instructions.createPool({
      creator: maker,
      pool,
      config: {
        ...{ seedLamports: SOL, admin: maker, validatorManager: maker, guardian: maker },
        ...{ treasury: tokenAddress(mint, maker), depositCap: 5_000n * SOL },
        ...{ rewardFee: 500, depositFee: 0, withdrawalFee: 10, ticketFee: 5, referralShare: 2_500 },
        ...{ reserveBuffer: 100, maxValidatorShare: 500, maxMove: 1_000, movingPart: 2_000 },
      },
    });
    const { connection } = stage.localnet.chain;
    await sendTransaction(connection, keypairWallet(stage.key("maker")), { instructions: [create], signers: [key] });
    assert.deepEqual((await apply(RATES)).done, ["price history", "treasury"]);
    assert.deepEqual((await apply(RATES)).done, []);
  });

  it("says what only the validator manager can do, and that a treasury takes no fees", async () => {
    const [manager, treasury] = [stage.fund("manager", 10n * SOL), Keypair.generate().publicKey];
    const votes = [stage.localnet.chain.createVoteAccount()];
    const roles = `[roles]\nvalidator-manager = "${manager.publicKey.toBase58()}"\ntreasury = "${treasury.toBase58()}"\n`;
    const { plan } = await partly(`${RATES}${roles}${listed(votes)}`);
    assert.deepEqual(
      plan.steps.map(({ by, signer, mine }: Json) => [by, signer, mine]),
      [["validator-manager", manager.publicKey.toBase58(), false]],
    );
    const [note] = plan.notes.filter(({ what }: Json) => what === "treasury");
    assert.match(note.reason, /no fee is charged without/);
    assert.equal((await apply(`${roles}${listed(votes)}`, "manager")).done.length, 1);
  });

  const names = async () => {
    const found = await client().tokenMetadata();
    return found && { name: found.name, symbol: found.symbol, uri: found.uri };
  };

  it("names the token in the pool's first transaction", async () => {
    const before = stage.localnet.chain.transactionCount;
    const { transactions } = await apply(`${RATES}${named(METADATA)}`);
    assert.deepEqual([transactions.length, stage.localnet.chain.transactionCount], [1, before + 1]);
    assert.deepEqual(await names(), METADATA);
    assert.deepEqual((await client().tokenMetadata())?.updateAuthority, deployment({ mint }).mintAuthority);
    assert.deepEqual((await apply(named(METADATA))).done, []);
  });

  it("names it later, without a URI too; then changes what differs, and nothing else", async () => {
    await apply(RATES);
    assert.equal(await names(), undefined);
    const { uri: _, ...token } = METADATA;
    assert.deepEqual((await apply(named(token))).done, ["token.name, token.symbol"]);
    assert.deepEqual(await names(), { ...token, uri: "" });
    assert.deepEqual((await apply(named({ ...token, symbol: "other" }))).done, ["token.symbol"]);
    assert.deepEqual(await names(), { ...token, symbol: "other", uri: "" });
  });

  it("names the shares once there is liquidity", async () => {
    const liquidity = '[liquidity]\nseed = "1"\ntarget = "100"\nmin-fee = 10\nmax-fee = 300\ntreasury-cut = 2500\n';
    const shares = '[shares]\nname = "Shares of the tests"\nsymbol = "testLP"\n';
    const { done, plan } = await apply(`${RATES}${named(METADATA)}${liquidity}${shares}`);
    assert.deepEqual([done.at(-1), plan.differences], ["shares.name, shares.symbol", 0]);
    const found = await client().tokenMetadata("shares");
    assert.deepEqual([found?.name, found?.symbol, found?.uri], ["Shares of the tests", "testLP", ""]);
    assert.deepEqual(await names(), METADATA);
  });

  it("takes the longest name, symbol and URI that there are", async () => {
    const token = { name: "n".repeat(32), symbol: "s".repeat(10), uri: "u".repeat(200) };
    await apply(`${RATES}${named(token)}`);
    assert.deepEqual(await names(), token);
  });

  it("leaves the name to the admin", async () => {
    const admin = stage.fund("admin", SOL).publicKey.toBase58();
    const { plan } = await partly(`${RATES}${named(METADATA)}[roles]\nadmin = "${admin}"\n`);
    assert.deepEqual(
      plan.steps.map(({ by, signer }: Json) => [by, signer]),
      [["admin", admin]],
    );
    await apply(named(METADATA), "admin");
    assert.deepEqual(await names(), METADATA);
  });

  it("says what is wrong with a token, with its line", async () => {
    const said = (token: string) => {
      file(`[token]\n${token}`);
      return stage.failing(2, "pool", "apply", "pool.toml", "-k", "maker.json", "--yes");
    };
    assert.match(
      await said('name = "n"\nsymbol = "s"\nimage = "x"'),
      /pool\.toml:5:1: token\.image: there is no such key/,
    );
    assert.match(
      await said(`name = "${"ñ".repeat(17)}"\nsymbol = "s"`),
      /pool\.toml:3:1: token\.name: .* has 34 bytes of at most 32/,
    );
    assert.match(await said('name = "n"\nsymbol = 1'), /pool\.toml:4:1: token\.symbol: a text is needed/);
    assert.match(await said('name = "n"\nsymbol = ""'), /pool\.toml:4:1: token\.symbol: a text of a byte at least/);
    await apply(RATES);
    assert.match(await said('symbol = "s"'), /pool\.toml: token\.name has to be given/);
  });

  it("says that a chain has no metadata program, and that it has no pool to change", async () => {
    const bare = await Stage.open({ demo: false });
    try {
      bare.fund("maker", 100n * SOL);
      bare.write("pool.toml", `mint = "${mint.toBase58()}"\n${RATES}${named(METADATA)}`);
      const words = ["pool", "apply", "pool.toml", "-k", "maker.json", "--yes"];
      assert.match(await bare.failing(2, ...words), /no metadata program, .*: leave \[token\] and \[shares\] out/);
      bare.write("pool.toml", `mint = "${mint.toBase58()}"\n${RATES}`);
      assert.match(await bare.failing(2, ...words), /there is no pool of .*; to create one, mint has to be a keypair/);
    } finally {
      await bare.close();
    }
  });
});
