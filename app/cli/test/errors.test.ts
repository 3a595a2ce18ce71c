import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { FaultProxy } from "@truestake/localnet";
import { type ProgramErrorName, programError } from "@truestake/sdk";
import { type StewardErrorName, stewardError } from "@truestake/sdk/steward";
import { ERROR_NAMES } from "../../sdk/src/idl/errors";
import { ERROR_NAMES as STEWARD_NAMES } from "../../sdk/src/idl/stewardErrors";
import { errorText } from "../src/output/errors";
import { decimal } from "../src/output/words";
import { SOL, Stage } from "./support";

describe("truestake, what goes wrong", () => {
  let stage: Stage;

  before(async () => {
    stage = await Stage.open();
    stage.fund("dora", 20n * SOL);
  });
  after(() => stage.close());

  const count = (): number => Number(stage.localnet.chain.transactionCount);
  const supply = async (): Promise<bigint> => (await stage.client().pool()).supply;

  it("no keypair file, and one that is none: 2", async () => {
    assert.match(await stage.failing(2, "stake", "in", "1", "-k", "nobody.json", "--yes"), /no such keypair file/);
    stage.write("broken.json", "my secret words");
    const said = await stage.failing(2, "stake", "in", "1", "-k", "broken.json", "--yes");
    assert.match(said, /no keypair file/);
    assert.doesNotMatch(said, /secret/);
  });

  it("no SOL: 5", async () => {
    stage.fund("poor", 0n);
    assert.match(await stage.failing(5, "stake", "in", "1", "-k", "poor.json", "--yes"), /Send SOL/);
    const error = await stage.failingJson("stake", "in", "30", "-k", "dora.json", "--yes");
    assert.deepEqual([error.exitCode, error.name], [5, "InsufficientLamports"]);
  });

  it("no hint leaves a constant of the program's where a number belongs", async () => {
    const said = await stage.failing(7, "stake", "in", "0.0000001", "-k", "dora.json", "--yes");
    assert.match(said, /below the minimum deposit[\s\S]*Deposit at least 0\.00001 SOL\./);
    for (const name of ERROR_NAMES.split(" ") as ProgramErrorName[]) {
      assert.doesNotMatch(errorText(programError(name), "table"), /`?[A-Z]+_[A-Z_…]+`?/, name);
    }
  });

  it("no hint speaks to programmers: what it quotes is a command, an option or a line of a file", () => {
    const errors = [
      ...ERROR_NAMES.split(" ").map((name) => programError(name as ProgramErrorName)),
      ...STEWARD_NAMES.split(" ").map((name) => stewardError(name as StewardErrorName)),
    ];
    for (const error of errors) {
      const [, ...hint] = errorText(error, "table").split("\n");
      for (const [quoted] of hint.join("\n").matchAll(/`[^`]*`/g)) {
        assert.match(quoted, /^`(truestake |--)|^`(pledge|rate|keep = false)`$/, `${error.name}: ${hint}`);
      }
      assert.doesNotMatch(hint.join("\n"), /[a-z][A-Z]|\(\)/, error.name);
    }
    // What is said of one error only knows more than what is said of its name.
    const one = stewardError("TooEarly", { hint: "Wait for epoch 12: this is epoch 9." });
    assert.match(errorText(one, "table"), /\nWait for epoch 12: this is epoch 9\.$/);
  });

  it("unknown pool: 3, and no pool named: 2", async () => {
    const nowhere = stage.key("dora").publicKey.toBase58();
    assert.match(await stage.failing(3, "pool", "show", "--pool", nowhere), /there is no pool of/);
    stage.env = { TRUESTAKE_POOL: "" };
    assert.match(await stage.failing(2, "pool", "show"), /which pool\?/);
    stage.env = {};
    assert.match(await stage.failing(2, "pool", "show", "--pool", "xyz"), /is no address/);
  });

  it("node down: 6", async () => {
    assert.match(
      await stage.failing(6, "pool", "show", "-u", "http://127.0.0.1:9", "--timeout", "1"),
      /does not answer/,
    );
  });

  it("refused, and nobody to ask: 4, with nothing sent", async () => {
    const before = count();
    assert.match(await stage.failing(4, "stake", "in", "1", "-k", "dora.json"), /say --yes/);
    stage.ask = async () => "n";
    assert.match(await stage.failing(4, "stake", "in", "1", "-k", "dora.json"), /the answer was no/);
    stage.ask = undefined;
    const address = stage.key("dora").publicKey.toBase58();
    assert.match(await stage.failing(4, "stake", "in", "1", "-k", address, "--yes"), /only an address/);
    assert.equal(count(), before);
  });

  it("amounts that make no sense: 2", async () => {
    for (const [amount, says] of [
      ["1e3", /no amount/],
      ["-1", /no amount/],
      ["1.0000000001", /more than 9 decimals/],
      ["0", /more than 0/],
      ["99999999999999", /too much/],
    ] as const) {
      assert.match(await stage.failing(2, "stake", "in", amount, "-k", "dora.json", "--yes"), says);
    }
    assert.match(await stage.failing(2, "stake", "inn"), /unknown command/);
    assert.match(await stage.failing(2, "pool", "show", "--output", "yaml"), /Allowed choices/);
  });

  it("below the minimum: 7, with what was asked for, and nothing sent", async () => {
    const before = count();
    const said = await stage.failing(7, "stake", "in", "1", "--minimum", "2", "-k", "dora.json", "--yes");
    assert.match(said, /^Deposit 1 SOL, for at least 2 tokens:[\s\S]*Less would be received/m);
    const words = ["--by", "liquid", "--minimum", "2", "-k", "alice.json", "--yes"];
    const [{ lamports }] = (await stage.json("stake", "out", "1", "-k", "alice.json")).ways;
    const sale = await stage.failing(7, "stake", "out", "1", ...words);
    assert.ok(BigInt(lamports) < SOL);
    assert.ok(
      sale.includes(`${decimal(BigInt(lamports))} SOL would be received now, and at least 2 were asked for`),
      sale,
    );
    assert.equal(count(), before);
  });

  it("more tokens or shares than there are: 5, with both numbers, and nothing sent", async () => {
    await stage.send("dora", "stake", "in", "3");
    const before = count();
    for (const way of ["liquid", "ticket", "stake"]) {
      const said = await stage.failing(5, "stake", "out", "3.5", "--by", way, "-k", "dora.json", "--yes");
      assert.match(said, /the wallet has 3 tokens, and 3\.5 were asked for/);
    }
    const said = await stage.failing(5, "liquidity", "remove", "5", "-k", "dora.json", "--yes");
    assert.match(said, /the wallet has 0 shares, and 5 were asked for/);
    assert.equal(count(), before);
    // What will be signed later may find more there.
    const later = await stage.json(
      "stake",
      "out",
      "3.5",
      "--by",
      "ticket",
      "--minimum",
      "3",
      "-k",
      "dora.json",
      "--print-only",
    );
    assert.equal(later.mode, "message");
  });

  it("an unknown outcome: 9; the same command again settles it, and nothing is deposited twice", async () => {
    let isSilent = true;
    const proxy = await FaultProxy.start(stage.localnet, {
      async call({ method }, forward) {
        // What is sent arrives, and nobody hears of it.
        if (isSilent && ["getSignatureStatuses", "getTransaction"].includes(method)) return { status: 503 };
        return forward();
      },
    });
    const before = await supply();
    const words = ["stake", "in", "2", "-k", "dora.json", "--yes", "-u", proxy.url, "--timeout", "1"];
    const said = await stage.failing(9, ...words);
    assert.match(said, /cannot be told yet/);
    const folder = path.join(stage.home, ".local/state/truestake/open");
    assert.equal(fs.readdirSync(folder).length, 1);
    // Still unknown: nothing else is sent either.
    await stage.failing(9, ...words);
    isSilent = false;
    const again = await stage.run(...words, "--output", "json");
    assert.equal(again.code, 0, again.error);
    assert.equal(JSON.parse(again.out).mode, "earlier");
    const after = await supply();
    assert.equal(after - before, 2n * SOL);
    assert.deepEqual(fs.readdirSync(folder), []);
    // Settled: the same words are a new deed now.
    const third = await stage.run(...words, "--output", "json");
    assert.equal(JSON.parse(third.out).mode, "sent", third.error);
    assert.equal((await supply()) - after, 2n * SOL);
    await proxy.close();
  });

  it("tokens and shares that an unknown earlier run has taken are not missed by the same command again", async () => {
    await stage.send("dora", "liquidity", "add", "2");
    const { tokens, shares } = await stage.json("stake", "list", "-k", "dora.json");
    for (const words of [
      ["stake", "out", decimal(BigInt(tokens)), "--by", "liquid"],
      ["liquidity", "remove", decimal(BigInt(shares))],
    ]) {
      let isSilent = true;
      const proxy = await FaultProxy.start(stage.localnet, {
        call: async ({ method }, forward) =>
          isSilent && ["getSignatureStatuses", "getTransaction"].includes(method) ? { status: 503 } : forward(),
      });
      const all = [...words, "-k", "dora.json", "--yes", "-u", proxy.url, "--timeout", "1"];
      await stage.failing(9, ...all);
      isSilent = false;
      assert.equal((await stage.json(...all)).mode, "earlier");
      await stage.failing(5, ...all);
      await proxy.close();
    }
  });

  it("expired: 8, and nothing was changed", async () => {
    const proxy = await FaultProxy.start(stage.localnet, {
      async call({ method }, forward) {
        if (method !== "sendTransaction") return forward();
        // Lost on its way, while blocks go by.
        await stage.localnet.call("localnet_advanceSlots", { slots: 200 });
        return "hang up";
      },
    });
    const before = await supply();
    const said = await stage.failing(8, "stake", "in", "1", "-k", "dora.json", "--yes", "-u", proxy.url);
    assert.match(said, /Nothing was changed/);
    assert.equal(await supply(), before);
    await proxy.close();
  });

  it("paused: 7, while the exits stay open", async () => {
    await stage.client("operator").pause({ seconds: 3_600 });
    assert.match(await stage.failing(7, "stake", "in", "1", "-k", "dora.json", "--yes"), /paused/);
    const { ways } = await stage.json("stake", "out", "3", "-k", "dora.json");
    assert.deepEqual(
      ways.map((way: { way: string; possible: boolean }) => [way.way, way.possible]),
      [
        ["liquid", false],
        ["ticket", true],
        ["stake", true],
      ],
    );
    await stage.client("operator").unpause();
  });

  it("stale: a message for later says what is missing, a deposit now refreshes by itself", async () => {
    await stage.localnet.call("localnet_passEpochs", { epochs: 1 });
    assert.equal((await stage.json("pool", "show")).fresh, false);
    const done = await stage.send("dora", "stake", "in", "1");
    assert.equal(done.mode, "sent");
    assert.equal((await stage.json("pool", "show")).fresh, true);
  });
});
