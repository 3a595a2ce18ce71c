// docs/INCIDENTS.md, rehearsed: every step by the command that it names, on the local network.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import type { PublicKey } from "@solana/web3.js";
import { stakeAccountsOf } from "@truestake/sdk";
import { SOL, Stage } from "./support";

const PLAN = fs.readFileSync(path.resolve(__dirname, "../../../docs/INCIDENTS.md"), "utf8");

describe("the incident plan", () => {
  let stage: Stage;
  const used = new Set<string>();

  beforeEach(async () => {
    stage = await Stage.open();
  });
  afterEach(() => stage.close());

  /** Takes down that a command of the plan was run. */
  const step = (words: readonly string[]): void => void used.add(words.slice(0, 2).join(" "));
  const send = (name: string, ...words: string[]) => {
    step(words);
    return stage.send(name, ...words);
  };
  const check = async (...words: string[]) => {
    step(words);
    const { code, out, error } = await stage.run(...words, "--output", "json");
    return { code, result: JSON.parse(out || error) };
  };
  const apply = (content: string) => {
    stage.write("pool.toml", `mint = "${stage.demo.mint}"\n${content}`);
    return send("operator", "pool", "apply", "pool.toml");
  };
  const slash = async (index: number, ppm: bigint): Promise<{ vote: string; lost: bigint }> => {
    const client = stage.client();
    const { validators } = await client.snapshot();
    const record = validators.records()[index] ?? assert.fail(`validator ${index} exists`);
    const [stake] = stakeAccountsOf(client.deployment, record);
    const lost = stage.localnet.chain.slash(stake ?? assert.fail("it has stake"), ppm);
    return { vote: record.vote.toBase58(), lost };
  };

  it("backing fails: paused, found, measured, backed again, and the price has fallen by just the loss", async () => {
    const before = (await stage.json("pool", "show")).price;
    const { lost } = await slash(0, 100_000n);
    const broken = await check("prove");
    assert.equal(broken.code, 11);
    assert.equal(BigInt(broken.result.owed) - BigInt(broken.result.held), lost);
    const paused = await send("operator", "pool", "pause", "3d");
    assert.match(await stage.failing(7, "stake", "in", "1", "-k", "alice.json", "--yes"), /paused/i);
    // Nobody is kept in: tickets go on.
    await stage.send("alice", "stake", "out", "1", "--by", "ticket");
    await send("operator", "pool", "measure");
    const mended = await check("prove");
    assert.deepEqual([mended.code, mended.result.ok], [0, true]);
    const after = (await stage.json("pool", "show")).price;
    assert.deepEqual([BigInt(before.total) - BigInt(after.total), after.supply], [lost, before.supply]);
    await send("operator", "pool", "unpause");
    assert.ok(paused.until);
    await stage.send("alice", "stake", "in", "1");
  });

  it("a validator is lost: drained at once, its stake with the others an epoch later, off the list", async () => {
    await stage.localnet.call("localnet_passEpochs", { epochs: 1 });
    await stage.send("operator", "pool", "refresh");
    const { vote } = await slash(1, 300_000n);
    await send("operator", "pool", "measure");
    const listed = (await stage.json("validator", "list")).validators.length;
    await send("operator", "validator", "set-score", `${vote}=0`);
    const cooling = BigInt((await send("operator", "validator", "emergency", vote)).lamports);
    assert.ok(cooling > 0n);
    const reserve = (await stage.client().snapshot()).pool.reserveLamports;
    await stage.localnet.call("localnet_passEpochs", { epochs: 1 });
    await send("operator", "pool", "refresh");
    const after = (await stage.client().snapshot()).pool.reserveLamports;
    // With what it has earned until the epoch's end.
    assert.ok(after - reserve >= cooling, "what cooled down is in the reserve");
    await send("operator", "validator", "remove", vote);
    assert.equal((await stage.json("validator", "list")).validators.length, listed - 1);
    const [before, now] = (await check("history")).result.entries.slice(-2);
    assert.ok(BigInt(before.total) * BigInt(now.supply) > BigInt(now.total) * BigInt(before.supply));
    assert.equal(now.gainBeforeFee.startsWith("-"), false, "the loss was booked before the update");
  });

  it("the guardian's key leaks: another one ends the thief's pause", async () => {
    const thief = stage.fund("thief", SOL);
    await apply(`[roles]\nguardian = "${thief.publicKey.toBase58()}"\n`);
    await stage.send("thief", "pool", "pause", "3d");
    const guard = stage.fund("guard", SOL);
    await apply(`[roles]\nguardian = "${guard.publicKey.toBase58()}"\n`);
    assert.match(await stage.failing(4, "pool", "unpause", "-k", "thief.json", "--yes"), /guardian/i);
    await send("guard", "pool", "unpause");
    assert.match(await stage.failing(4, "pool", "pause", "3d", "-k", "thief.json", "--yes"), /guardian/i);
    await stage.send("alice", "stake", "in", "1");
  });

  it("the manager's key leaks: the pause stops new delegation, another manager takes over five updates later", async () => {
    const thief = stage.fund("thief", 10n * SOL);
    const manager = stage.fund("manager", 10n * SOL);
    const passUpdates = async (count: number) => {
      for (let passed = 0; passed < count; passed++) {
        await stage.localnet.call("localnet_passEpochs", { epochs: 1 });
        await stage.send("operator", "pool", "refresh");
      }
    };
    const role = (key: PublicKey) => `[roles]\nvalidator-manager = "${key.toBase58()}"\n`;
    await apply(role(thief.publicKey));
    await passUpdates(5);
    const { vote } = await stage.localnet.call<{ vote: string }>("localnet_createValidator", { commission: 100 });
    await stage.send("thief", "validator", "add", vote, "1000000");
    await stage.send("alice", "stake", "in", "500");
    await send("operator", "pool", "pause", "3d");
    await apply(role(manager.publicKey));
    const before = (await stage.client().snapshot()).pool;
    await stage.client("bob").crank();
    const after = (await stage.client().snapshot()).pool;
    assert.equal(after.stakedLamports, before.stakedLamports, "nothing is delegated while the pool is paused");
    await send("operator", "pool", "unpause");
    await stage.client("bob").crank();
    assert.ok((await stage.client().snapshot()).pool.stakedLamports > before.stakedLamports, "without the pause it is");
    await passUpdates(5);
    assert.match(
      await stage.failing(4, "validator", "set-score", `${vote}=5`, "-k", "thief.json", "--yes"),
      /manager/i,
    );
    await send("manager", "validator", "set-score", `${vote}=0`);
  });

  it("the admin's key leaks: whoever hands the role over first has it", async () => {
    const safe = stage.fund("safe", 10n * SOL);
    await apply(`[roles]\nadmin = "${safe.publicKey.toBase58()}"\n`);
    await send("safe", "pool", "accept-admin");
    stage.write("pool.toml", `mint = "${stage.demo.mint}"\n[roles]\nguardian = "${safe.publicKey.toBase58()}"\n`);
    const words = ["pool", "apply", "pool.toml", "-k", "operator.json", "--yes"];
    const { code } = await stage.run(...words);
    assert.equal(code, 4, "the old key is the wrong one");
    await stage.send("safe", "pool", "apply", "pool.toml");
  });

  it("no price: refreshed by anybody", async () => {
    await stage.localnet.call("localnet_passEpochs", { epochs: 2 });
    assert.equal((await check("pool", "health")).code, 11);
    await send("bob", "pool", "refresh", "--max-fee-lamports", "1000000");
    assert.equal((await stage.json("pool", "show")).fresh, true);
  });

  after(() => {
    // The plan names no step that was not rehearsed. Its keeper and decode commands have tests of their own.
    const named = [...PLAN.matchAll(/`truestake\s+([a-z]+)(?:\s+([a-z-]+))?/g)].map(([, group = "", name = ""]) =>
      ["prove", "history", "decode"].includes(group) ? group : `${group} ${name}`,
    );
    assert.ok(named.length > 10);
    const missing = named.filter((name) => ![...used].some((each) => each.startsWith(name)));
    assert.deepEqual([...new Set(missing)].sort(), ["decode", "keeper status"]);
  });
});
