import assert from "node:assert/strict";
import { VersionedMessage } from "@solana/web3.js";
import { tokenAddress } from "@truestake/sdk";
import { SOL, Stage } from "./support";

describe("truestake stake", () => {
  let stage: Stage;

  before(async () => {
    stage = await Stage.open();
  });
  after(() => stage.close());

  const tokensOf = async (name: string): Promise<bigint> => {
    const account = await stage.localnet
      .connection()
      .getTokenAccountBalance(tokenAddress(stage.mint, stage.key(name).publicKey));
    return BigInt(account.value.amount);
  };
  const lamportsOf = (name: string): bigint =>
    BigInt(stage.localnet.chain.account(stage.key(name).publicKey)?.lamports ?? 0n);

  it("in: the tokens that arrived are the ones it tells", async () => {
    stage.fund("dora", 20n * SOL);
    const done = await stage.send("dora", "stake", "in", "5.5");
    assert.deepEqual([done.mode, done.lamports], ["sent", String(5_500_000_000n)]);
    assert.equal(done.tokens, String(await tokensOf("dora")));
    assert.match(done.transactions[0].explorer, /cluster=custom/);
  });

  it("in all: what is kept is there for fees", async () => {
    stage.fund("emil", 3n * SOL);
    const done = await stage.send("emil", "stake", "in", "all");
    assert.ok(BigInt(done.lamports) < 3n * SOL - 10_000_000n);
    const left = lamportsOf("emil");
    assert.ok(left >= 9_900_000n && left <= 10_000_000n, String(left));
  });

  it("--dry-run sends nothing, and shows what the balances would do", async () => {
    const before = stage.localnet.chain.transactionCount;
    const { mode, simulated } = await stage.send("dora", "stake", "in", "1", "--dry-run");
    assert.equal(mode, "dry-run");
    const [{ changes, fee, events }] = simulated;
    const wallet = changes.find((each: { label: string }) => each.label === "wallet");
    const reserve = changes.find((each: { label: string }) => each.label === "reserve");
    assert.ok(BigInt(wallet.lamports) <= -SOL && BigInt(wallet.lamports) >= -SOL - BigInt(fee));
    assert.equal(reserve.lamports, String(SOL));
    assert.deepEqual(events, ["SolDeposited"]);
    assert.equal(stage.localnet.chain.transactionCount, before);
    // An address is enough for it.
    const address = stage.key("dora").publicKey.toBase58();
    assert.equal((await stage.json("stake", "in", "1", "--dry-run", "-k", address)).mode, "dry-run");
  });

  it("--print-only gives a message without a keypair, with the bytes left", async () => {
    const address = stage.key("dora").publicKey.toBase58();
    const words = ["stake", "in", "1", "--print-only", "-k", address];
    assert.match(await stage.failing(2, ...words), /needs --minimum/);
    const { message } = await stage.json(...words, "--minimum", "0.9");
    const bytes = Buffer.from(message.base64, "base64");
    assert.equal(bytes.length, message.bytes);
    const decoded = VersionedMessage.deserialize(bytes);
    assert.equal(decoded.staticAccountKeys[0]?.toBase58(), address);
    assert.equal(message.bytesLeft, 1_232 - message.bytes - 1 - 64);
    assert.equal(message.durable, false);
  });

  it("out shows all ways, each with its least, and a market only by what the user says", async () => {
    const { mode, ways, market } = await stage.json("stake", "out", "5", "-k", "dora.json", "--market-quote", "4.9");
    assert.equal(mode, "ways");
    assert.equal(market.lamports, "4900000000");
    const plan = await stage.client().planExit({ tokens: 5n * SOL });
    for (const way of ways) {
      const { lamports, fee } = plan[way.way as "liquid"];
      assert.deepEqual([way.lamports, way.fee], [String(lamports), String(fee)]);
      assert.equal(way.least, String((lamports * 9_990n) / 10_000n));
    }
    const shown = await stage.run("stake", "out", "5", "-k", "dora.json");
    assert.match(shown.out, /market +no quote/);
  });

  it("out --by liquid pays what it says", async () => {
    const before = lamportsOf("dora");
    const done = await stage.send("dora", "stake", "out", "1", "--by", "liquid");
    assert.equal(lamportsOf("dora"), before + BigInt(done.lamports) - 5_000n);
  });

  it("out --by stake, deactivate, an epoch, withdraw: SOL in the wallet", async () => {
    const done = await stage.send("alice", "stake", "out", "100", "--by", "stake");
    assert.equal(done.stakeAccounts.length, 1);
    const { stakeAccounts } = await stage.json("stake", "list", "-k", "alice.json");
    assert.equal(stakeAccounts[0].address, done.stakeAccounts[0]);
    assert.match(
      await stage.failing(2, "stake", "withdraw", "-k", "alice.json", "--yes"),
      /no stake account to withdraw/,
    );
    await stage.send("alice", "stake", "deactivate");
    await stage.localnet.call("localnet_passEpochs", { epochs: 1 });
    const before = lamportsOf("alice");
    const { lamports } = await stage.send("alice", "stake", "withdraw", "all");
    assert.equal(lamportsOf("alice"), before + BigInt(lamports) - 5_000n);
    // The stake, and the rent that the account had.
    assert.ok(BigInt(lamports) > BigInt(done.lamports));
    assert.deepEqual((await stage.json("stake", "list", "-k", "alice.json")).stakeAccounts, []);
  });

  it("stake that the cluster's limit still cools down is no SOL yet: list says so, exit-all waits and goes on", async () => {
    // What is deactivated in the epoch of its activation has never been active.
    await stage.localnet.call("localnet_passEpochs", { epochs: 1 });
    await stage.client("operator").crank();
    const { lamports } = await stage.send("alice", "stake", "out", "100", "--by", "stake");
    await stage.send("alice", "stake", "deactivate");
    await stage.localnet.call("localnet_passEpochs", { epochs: 1 });
    await stage.client("operator").crank();
    const { chain } = stage.localnet;
    // 9 % of 600 SOL may cool down in an epoch, 54 SOL, and this stake is all that does: of about 100 SOL 46 are left. Of 546 SOL
    // 49.14 may cool down in the next one.
    const entry = { effective: 600n * SOL, activating: 0n, deactivating: BigInt(lamports) };
    chain.setStakeHistory(new Map(chain.stakeHistory).set(chain.epoch - 1n, entry));
    const [account] = (await stage.json("stake", "list", "-k", "alice.json")).stakeAccounts;
    assert.deepEqual([account.state, account.next], ["deactivating", "wait for the next epoch"]);
    assert.match(
      await stage.failing(2, "stake", "withdraw", "-k", "alice.json", "--yes"),
      /no stake account to withdraw/,
    );
    const { steps } = await stage.send("alice", "stake", "exit-all", "--most", "--dry-run");
    const does = steps.map((step: { does: string }) => step.does);
    assert.deepEqual([does[0], does.includes("withdraw")], ["wait", false]);
    // 9 % of 200 SOL: 18 SOL. 82 are left; 16.38, 14.91, 13.56, 12.34, 11.23 and 10.22 SOL in the epochs to
    // come are 78.64, and the seventh may take 9.3.
    const slower = { ...entry, effective: 200n * SOL };
    chain.setStakeHistory(new Map(chain.stakeHistory).set(chain.epoch - 1n, slower));
    const [slow] = (await stage.json("stake", "list", "-k", "alice.json")).stakeAccounts;
    assert.equal(slow.next, "wait about 7 epochs");
    await stage.localnet.call("localnet_passEpochs", { epochs: 1 });
    await stage.client("operator").crank();
    await stage.send("alice", "stake", "withdraw", "all");
  });

  it("--fee-payer: a wallet without SOL of its own for fees leaves by a ticket", async () => {
    stage.fund("payer", SOL);
    const before = [lamportsOf("payer"), lamportsOf("dora")];
    const done = await stage.send("dora", "stake", "out", "1", "--by", "liquid", "--fee-payer", "payer.json");
    assert.equal(done.mode, "sent");
    assert.ok(lamportsOf("payer") < (before[0] as bigint), "the payer has paid");
    assert.ok(lamportsOf("dora") > (before[1] as bigint), "the seller has paid nothing");
  });
});
