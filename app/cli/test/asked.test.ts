import assert from "node:assert/strict";
import { PublicKey, TransactionMessage, VersionedMessage } from "@solana/web3.js";
import { FaultProxy } from "@truestake/localnet";
import { decodeInstruction } from "@truestake/sdk";
import { type Json, SOL, Stage } from "./support";

describe("truestake, what was asked is what is sent", () => {
  let stage: Stage;

  before(async () => {
    stage = await Stage.open();
    stage.fund("dora", 200n * SOL);
    stage.fund("sponsor", 10n * SOL);
    await stage.send("dora", "stake", "in", "50");
    await stage.localnet.call("localnet_passEpochs", { epochs: 1 });
  });
  after(() => stage.close());
  afterEach(() => {
    stage.ask = undefined;
  });

  const lamportsOf = (name: string): bigint =>
    BigInt(stage.localnet.chain.account(stage.key(name).publicKey)?.lamports ?? 0n);
  const tokensOf = async (name: string): Promise<bigint> =>
    BigInt((await stage.json("stake", "list", "-k", `${name}.json`)).tokens);
  const forgetful = () =>
    FaultProxy.start(stage.localnet, {
      call: async ({ method }, forward) => (method === "getTransaction" ? { result: null } : forward()),
    });

  it("[fault-zero-minimum] out of date: no minimum is taken from a quote that there is not", async () => {
    const words = ["--print-only", "--slippage-bps", "10", "-k", "dora.json"];
    for (const by of ["liquid", "ticket", "stake"]) {
      assert.match(await stage.failing(7, "stake", "out", "10", "--by", by, ...words), /has not been updated/);
    }
    const printed = await stage.json(
      "stake",
      "out",
      "10",
      "--by",
      "liquid",
      "--minimum",
      "9.5",
      ...words.slice(0, 1),
      "-k",
      "dora.json",
    );
    const { instructions } = await stage.json("decode", printed.message.base64);
    assert.equal(instructions.at(-1).args.minimumLamportsOut, "9500000000");
  });

  it("out of date: the cranks are asked for, then the quote of after them is the minimum", async () => {
    const asked: string[] = [];
    stage.ask = async (question) => {
      asked.push(question);
      return asked.length === 1 ? "y" : "n";
    };
    await stage.failing(4, "stake", "out", "10", "--by", "liquid", "-k", "dora.json");
    assert.match(asked[0] ?? "", /run its missing cranks first, 2 transactions at most/);
    assert.match(asked[1] ?? "", /for at least 9\.\d+ SOL/);
    assert.equal((await tokensOf("dora")) > 49n * SOL, true);
  });

  it("[fault-stake-minimum] --minimum holds for stake accounts, too", async () => {
    const before = await tokensOf("dora");
    const words = ["stake", "out", "5", "--by", "stake", "--minimum", "100", "-k", "dora.json", "--yes"];
    assert.match(await stage.failing(7, ...words), /would be received now, and at least 100 were asked for/);
    assert.equal(await tokensOf("dora"), before);
    // What is signed later is held to it by the program.
    const { message } = await stage.json(...words, "--print-only");
    const { instructions } = TransactionMessage.decompile(
      VersionedMessage.deserialize(Buffer.from(message.base64, "base64")),
    );
    const taken = instructions.map(decodeInstruction).find((each) => each?.name === "withdrawStakeAccount");
    assert.equal(taken?.args.minimumLamportsOut, 100n * SOL);
  });

  it("[fault-unasked-minimum] the least of the question is held to when the price falls before the answer", async () => {
    const before = await tokensOf("dora");
    stage.ask = async () => {
      await stage.client("alice").liquidUnstake({ tokens: 1_500n * SOL });
      return "y";
    };
    const said = await stage.failing(7, "stake", "out", "10", "--by", "liquid", "-k", "dora.json");
    assert.match(said, /Less would be received/);
    assert.equal(await tokensOf("dora"), before);
    await stage.client("alice").addLiquidity({ lamports: 1_500n * SOL });
  });

  it("exit-all asks again where a step gives less than was shown", async () => {
    const before = await tokensOf("dora");
    const asked: string[] = [];
    stage.ask = async (question) => {
      asked.push(question);
      if (asked.length > 1) return "n";
      await stage.client("alice").liquidUnstake({ tokens: 1_000n * SOL });
      return "y";
    };
    await stage.failing(4, "stake", "exit-all", "--fastest", "-k", "dora.json");
    assert.match(asked[1] ?? "", /gives less than was shown/);
    assert.equal(await tokensOf("dora"), before);
    await stage.client("alice").addLiquidity({ lamports: 1_000n * SOL });
  });

  it("ticket cancel: what was free when it was asked stays free, or is not done", async () => {
    const { ticket } = await stage.send("dora", "stake", "out", "2", "--by", "ticket");
    stage.ask = async (question) => {
      assert.match(question, /at least 2 .*for 0 /);
      const { chain } = stage.localnet;
      await stage.localnet.call("localnet_advanceSlots", { slots: Number(950n - (chain.slot % chain.slotsPerEpoch)) });
      return "y";
    };
    assert.match(await stage.failing(7, "ticket", "cancel", ticket, "-k", "dora.json"), /Less would be received/);
  });

  it("--vault without --squads, and --squads with --fee-payer: 2", async () => {
    assert.match(
      await stage.failing(2, "stake", "in", "1", "--vault", "3", "--dry-run", "-k", "dora.json"),
      /--squads/,
    );
    const multisig = PublicKey.default.toBase58();
    const words = ["stake", "in", "1", "--minimum", "0.9", "--squads", multisig, "--fee-payer", "sponsor.json"];
    assert.match(await stage.failing(2, ...words, "-k", "dora.json", "--yes"), /exclude each other/);
  });

  it("--fee-payer: every result is what the transaction did", async () => {
    const sponsored = (...words: string[]): Promise<Json> =>
      stage.send("dora", ...words, "--fee-payer", "sponsor.json");
    let held = await tokensOf("dora");
    const gained = async (): Promise<bigint> => {
      const now = await tokensOf("dora");
      const by = now - held;
      held = now;
      return by;
    };
    const stake = await sponsored("stake", "out", "5", "--by", "stake");
    assert.deepEqual([stake.stakeAccounts.length, await gained()], [1, -5n * SOL]);
    const back = await sponsored("stake", "in", "--stake-account", stake.stakeAccounts[0], "--minimum", "4");
    assert.equal(back.tokens, String(await gained()));
    const before = lamportsOf("dora");
    const sold = await sponsored("stake", "out", "1", "--by", "liquid");
    assert.equal(BigInt(sold.lamports), lamportsOf("dora") - before);
    await gained();
    const { ticket } = await sponsored("stake", "out", "1", "--by", "ticket");
    const { tickets } = await stage.json("ticket", "list", "-k", "dora.json");
    assert.ok(tickets.some((each: Json) => each.ticket === ticket));
    const added = await sponsored("liquidity", "add", "1");
    assert.equal((await stage.json("stake", "list", "-k", "dora.json")).shares, added.shares);
    assert.equal((await sponsored("liquidity", "remove", "all")).shares, added.shares);
    assert.equal((await sponsored("ticket", "claim")).tickets, 0);
  });

  it("--fee-payer in messages and simulations", async () => {
    const [dora, sponsor] = ["dora", "sponsor"].map((name) => stage.key(name).publicKey.toBase58());
    const words = ["stake", "in", "1", "-k", "dora.json", "--fee-payer", "sponsor.json"];
    const { message } = await stage.json(...words, "--print-only", "--minimum", "0.9");
    assert.deepEqual([message.authority, message.payer], [dora, sponsor]);
    const { simulated } = await stage.json(...words, "--dry-run");
    const change = (address?: string) => simulated[0].changes.find((each: Json) => each.address === address).lamports;
    assert.deepEqual([change(dora), change(sponsor)], [String(-SOL), String(-BigInt(simulated[0].fee))]);
  });

  it("a node that keeps no transactions: done, and no amount is made up", async () => {
    const proxy = await forgetful();
    const { ticket } = await stage.send("dora", "stake", "out", "2", "--by", "ticket");
    const { mode } = await stage.send("dora", "ticket", "cancel", ticket, "--slippage-bps", "100", "-u", proxy.url);
    assert.equal(mode, "landed");
    await stage.localnet.call("localnet_passEpochs", { epochs: 1 });
    await stage.client("operator").crank();
    const before = lamportsOf("dora");
    const claimed = await stage.send("dora", "ticket", "claim", "-u", proxy.url);
    assert.deepEqual([claimed.mode, "lamports" in claimed], ["landed", false]);
    assert.ok(lamportsOf("dora") > before);
    await proxy.close();
  });
});
