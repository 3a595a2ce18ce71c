// Reports, scores and explanations of a network, by commands.
import assert from "node:assert/strict";
import fs from "node:fs";
import { Keypair, PublicKey } from "@solana/web3.js";
import { type Json, SOL, Stage } from "./support";

const POLICY = "superminority = true\nmax-share = 5000\nmax-commission = 1000\nmin-epochs = 3\n";
/** Where a vote account of version 4 has its commission, and where a BLS key is set. */
const [COMMISSION_AT, BLS_AT] = [132, 144];
/** The sysvar that says what the epoch that ended has paid. */
const EPOCH_REWARDS = new PublicKey("SysvarEpochRewards1111111111111111111111111");

describe("truestake validator report, score and explain", () => {
  let stage: Stage;
  let votes: string[];

  before(async () => {
    stage = await Stage.open();
    votes = stage.demo.validators.map(({ vote }) => vote);
    await stage.localnet.call("localnet_passEpochs", { epochs: 12 });
    stage.write("policy.toml", POLICY);
  });
  after(() => stage.close());

  /** Changes the bytes of a vote account. */
  function change(vote: string | undefined, by: (data: Buffer) => void): void {
    const address = new PublicKey(vote as string);
    const account = stage.localnet.chain.exact(address) ?? assert.fail("there is no such account");
    const data = Buffer.from(account.data);
    by(data);
    stage.localnet.chain.put(address, { ...account, data });
  }
  const setCommission = (vote: string | undefined, bps: number) =>
    change(vote, (data) => data.writeUInt16LE(bps, COMMISSION_AT));
  const scoresNow = async () => {
    const { validators } = await stage.json("validator", "list");
    return validators.map(({ score }: Json) => score);
  };
  const score = (...words: string[]) => ["validator", "score", "--policy", "policy.toml", ...words];

  it("report: what the chain has; what nobody can say is unknown", async () => {
    const report = await stage.json("validator", "report");
    const by = new Map<string, Json>(report.validators.map((each: Json) => [each.vote, each]));
    const rows = votes.map((vote) => by.get(vote));
    assert.deepEqual(
      rows.map((row) => row.commissionBps),
      [0, 500, 1_000],
    );
    assert.deepEqual(
      rows.map((row) => [row.rank, row.superminority, row.score]),
      [
        [1, true, 700],
        [2, false, 200],
        [3, false, 100],
      ],
    );
    assert.deepEqual(
      rows.map((row) => [row.blockCommissionBps, row.mevCommissionBps, row.bls, row.prefix]),
      Array(3).fill([10_000, "unknown", false, "unknown"]),
    );
    assert.deepEqual(
      rows.map((row) => row.performance),
      Array(3).fill("1000000"),
    );
    assert.equal(rows[0].epochs.length, 10);
    assert.equal(
      rows.reduce((sum, row) => sum + BigInt(row.stake), 0n),
      BigInt(report.stake),
    );
    assert.deepEqual(report.prefixes, [{ name: "unknown", shareBps: 10_000 }]);
    assert.equal(report.unnotedEpochs.length, 10);
    assert.deepEqual((await stage.json("validator", "report", "--network", "--epochs", "3")).validators[0].score, null);
  });

  it("report: as a table no wider than the terminal, and as CSV", async () => {
    const { out } = await stage.run("validator", "report");
    assert.ok(
      out.split("\n").every((line) => line.length <= stage.width),
      out,
    );
    assert.match(out, /^validator +rank +SOL/m);
    const { out: csv } = await stage.run("validator", "report", "--csv", "--epochs", "2");
    const lines = csv.split("\n");
    const columns = lines[0]?.split(",") ?? [];
    assert.deepEqual(columns.slice(-2), ["ppm in 110", "ppm in 111"]);
    assert.ok(lines.length === 4 && lines.every((line) => line.split(",").length === columns.length));
    assert.match(await stage.failing(2, "validator", "report", "--csv", "--output", "json"), /exclude each other/);
    assert.match(await stage.failing(2, "validator", "report", "--epochs", "64"), /from 1 to 63/);
  });

  it("score shows and sends nothing; what --apply sends is on the chain, and a second sends nothing", async () => {
    const before = stage.localnet.chain.transactionCount;
    const shown = await stage.json(...score());
    assert.deepEqual([shown.mode, shown.decision, shown.changes], ["scores", "concentration", 3]);
    assert.ok(shown.after.hhi < shown.before.hhi && shown.after.superminorityBps < shown.before.superminorityBps);
    // 0.36 SOL on 1,000 SOL, as the network pays an epoch's stake.
    assert.deepEqual([shown.rateKnown, shown.scores[0].yield], [true, "360000000"]);
    assert.equal(stage.localnet.chain.transactionCount, before);
    assert.match(await stage.failing(4, ...score("--apply"), "-k", "alice.json", "--yes"), /validator manager/);
    const sent = await stage.send("operator", ...score("--apply", "--publish", "scores.json"));
    assert.deepEqual([sent.mode, sent.transactions.length], ["sent", 1]);
    assert.deepEqual(
      await scoresNow(),
      shown.scores.map((each: Json) => each.score),
    );
    const after = stage.localnet.chain.transactionCount;
    const again = await stage.send("operator", ...score("--apply"));
    assert.deepEqual([again.mode, again.changes, again.decision], ["scores", 0, "kept"]);
    assert.equal(stage.localnet.chain.transactionCount, after);
  });

  it("--check computes a published file again; what was tampered with is found out: 11", async () => {
    const checked = await stage.json("validator", "score", "--check", "scores.json");
    assert.deepEqual([checked.hashMatches, checked.resultMatches, checked.chainMatches], [true, true, true]);
    const file = JSON.parse(fs.readFileSync(stage.file("scores.json"), "utf8"));
    assert.equal(file.hash, checked.hash);
    const tampered = async (by: (document: Json) => void) => {
      const document = structuredClone(file);
      by(document);
      stage.write("tampered.json", JSON.stringify(document));
      const { code, out } = await stage.run("validator", "score", "--check", "tampered.json", "--output", "json");
      const { hashMatches, resultMatches, chainMatches, differences } = JSON.parse(out);
      assert.ok(differences.length > 0);
      return [code, hashMatches, resultMatches, chainMatches];
    };
    const score0 = (document: Json) => {
      document.result.scores[0].score = 1;
    };
    assert.deepEqual(await tampered(score0), [11, false, false, false]);
    const isOwn = ({ vote }: Json) => vote === votes[1];
    assert.deepEqual(
      await tampered((document) => {
        document.inputs.network.validators.find(isOwn).commission = 0;
        document.inputs.network.validators.find(isOwn).credits = Array(10).fill("1");
      }),
      [11, false, false, true],
    );
    assert.deepEqual(
      await tampered((document) => {
        document.policy.exponent = 9;
      }),
      [11, false, false, true],
    );
    // Written by a spreadsheet of somebody's: the order of keys is no matter.
    const reversed = (value: Json): Json =>
      typeof value !== "object" || value === null || Array.isArray(value)
        ? value
        : Object.fromEntries(
            Object.entries(value)
              .reverse()
              .map(([key, each]) => [key, reversed(each)]),
          );
    stage.write("reversed.json", JSON.stringify(reversed(file)));
    assert.equal((await stage.json("validator", "score", "--check", "reversed.json")).hashMatches, true);
    await stage.send("operator", "validator", "set-score", `${votes[0]}=7`);
    const { code, out } = await stage.run("validator", "score", "--check", "scores.json");
    assert.equal(code, 11);
    assert.match(out, new RegExp(`has OTHER scores\n${votes[0]}: 7 on the chain`));
    await stage.send("operator", ...score("--apply"));
  });

  it("--check of what is no such file: a sentence with the place, 2", async () => {
    const wrong = async (content: string, says: RegExp) => {
      stage.write("wrong.json", content);
      assert.match(await stage.failing(2, "validator", "score", "--check", "wrong.json"), says);
    };
    await wrong("{", /wrong\.json: this is no JSON/);
    await wrong("[]", /format: a text is needed/);
    await wrong('{"format":"other/1"}', /format: it has to be truestake-scores\/1/);
    const file = JSON.parse(fs.readFileSync(stage.file("scores.json"), "utf8"));
    file.inputs.network.validators[1].stake = -5;
    await wrong(JSON.stringify(file), /inputs\.network\.validators\[1\]\.stake: a whole number as text is needed/);
    const endless = JSON.parse(fs.readFileSync(stage.file("scores.json"), "utf8"));
    endless.policy.exponent = 1_000_000_000;
    await wrong(JSON.stringify(endless), /policy\.exponent: a whole number from 1 to 10/);
    assert.match(await stage.failing(2, "validator", "score", "--check", "none.json"), /no such file/);
    assert.match(await stage.failing(2, ...score("--check", "scores.json")), /no other option/);
  });

  it("wrong inputs: a sentence and the exit code", async () => {
    assert.match(await stage.failing(2, "validator", "score"), /Name its file with --policy/);
    assert.match(
      await stage.failing(2, "validator", "score", "--policy", "none.toml"),
      /none\.toml: there is no such file/,
    );
    stage.write("bad.toml", "window = 10\n\nmax-share = 20000\n");
    assert.match(await stage.failing(2, "validator", "score", "--policy", "bad.toml"), /bad\.toml:3:1: max-share/);
    stage.write("pool.toml", `mint = "${stage.demo.mint}"\n`);
    assert.match(await stage.failing(2, "validator", "score", "--policy", "pool.toml"), /no \[scores\] table/);
    assert.match(await stage.failing(2, ...score("--dry-run")), /--dry-run is about sending: say --apply/);
    stage.write("notes.jsonl", '{"epoch":1,"validators":{}}\n{"epoch":"x"}\n');
    assert.match(await stage.failing(2, ...score("--history", "notes.jsonl")), /notes\.jsonl:2:1: this is no note/);
    const nobody = Keypair.generate().publicKey.toBase58();
    assert.match(await stage.failing(3, "validator", "explain", nobody, "--policy", "policy.toml"), /no vote account/);
    assert.match(await stage.failing(2, "validator", "explain", "x", "--policy", "policy.toml"), /no address/);
  });

  it("no rate of the chain's: yields are unknown, and tips alone are none", async () => {
    const { chain } = stage.localnet;
    const paid = chain.exact(EPOCH_REWARDS) ?? assert.fail("nothing was paid");
    chain.put(EPOCH_REWARDS, { ...paid, data: Buffer.alloc(paid.data.length) });
    const { rateKnown, scores } = await stage.json(...score());
    assert.deepEqual([rateKnown, scores[0].yield], [false, "unknown"]);
    stage.write("mev.toml", `${POLICY}mev-rate = "0.01"\n`);
    assert.match(
      await stage.failing(2, "validator", "score", "--policy", "mev.toml"),
      /what inflation brings is unknown/,
    );
    chain.put(EPOCH_REWARDS, paid);
  });

  it("a rate of the chain's makes yields of lamports", async () => {
    const { rateKnown, scores } = await stage.json(...score());
    assert.equal(rateKnown, true);
    // 0.36 SOL on 1,000 SOL, less 0, 5 and 10 %; the division may take a lamport.
    assert.deepEqual(
      scores.map((each: Json) => Math.round(Number(each.yield) / 1e6)),
      [360, 342, 324],
    );
  });

  it("commissions are noted epoch by epoch: one that rose and fell again fails until the window has passed it", async () => {
    const words = ["validator", "report", "--history", "own.jsonl"];
    await stage.json(...words);
    setCommission(votes[1], 2_000);
    await stage.json(...words);
    setCommission(votes[1], 500);
    await stage.json(...words);
    await stage.localnet.call("localnet_passEpochs", { epochs: 1 });
    const [row] = (await stage.json(...words)).validators.filter(({ vote }: Json) => vote === votes[1]);
    assert.deepEqual([row.commissionBps, row.highestCommissionBps], [500, 2_000]);
    const told = await stage.json(
      "validator",
      "explain",
      votes[1] ?? "",
      "--policy",
      "policy.toml",
      "--history",
      "own.jsonl",
    );
    const gate = told.gates.find((each: Json) => each.gate === "commission");
    // It was in epoch 112, and the window has ten.
    assert.deepEqual([told.binding, told.score, gate.state, told.firstClear], ["gate", 0, "fail", "123"]);
    assert.match(gate.reason, /20 % of inflation rewards in epoch 112, at most 10 %/);
    assert.match(
      (await stage.run("validator", "explain", votes[1] ?? "", "--policy", "policy.toml", "--history", "own.jsonl"))
        .out,
      /until: epoch 123 at\s+the\s+earliest/,
    );
    assert.equal(fs.readFileSync(stage.file("own.jsonl"), "utf8").trim().split("\n").length, 2);
  });

  it("explain: one that the pool does not have", async () => {
    const { vote } = await stage.localnet.call<{ vote: string }>("localnet_createValidator");
    const told = await stage.json("validator", "explain", vote, "--policy", "policy.toml");
    const states = Object.fromEntries(told.gates.map((each: Json) => [each.gate, each.state]));
    assert.deepEqual([told.listed, told.before, told.score, told.binding], [false, null, null, "gate"]);
    assert.deepEqual([states.age, states.rank], ["fail", "fail"]);
    // No epoch can be named for its rank.
    assert.equal(told.firstClear, null);
    // Without stake and without votes the node no longer lists it: that is known.
    await stage.localnet.call("localnet_setVoting", { vote, votes: false });
    await stage.localnet.call("localnet_advanceSlots", { slots: 200 });
    const silent = await stage.json("validator", "explain", vote, "--policy", "policy.toml");
    const gate = silent.gates.find((each: Json) => each.gate === "delinquent");
    assert.deepEqual([gate.state, gate.reason], ["fail", "it does not vote"]);
    await stage.localnet.chain.vote();
  });

  it("no BLS key where one is asked for: nobody would pass, and nothing is sent; one who sets it does", async () => {
    stage.write("bls.toml", `${POLICY}bls = true\n`);
    const words = ["validator", "score", "--policy", "bls.toml"];
    const before = stage.localnet.chain.transactionCount;
    assert.match(
      await stage.failing(2, ...words, "--apply", "-k", "operator.json", "--yes"),
      /no validator of the pool passes.*bls: it has no BLS key/,
    );
    assert.equal(stage.localnet.chain.transactionCount, before);
    const account = stage.localnet.chain.exact(new PublicKey(votes[2] as string)) ?? assert.fail("no account");
    const { data } = account;
    // The key stands before the votes, which move on by its 48 bytes.
    const withKey = Buffer.concat([data.subarray(0, BLS_AT), Buffer.alloc(49, 1), data.subarray(BLS_AT + 1, -48)]);
    stage.localnet.chain.put(new PublicKey(votes[2] as string), { ...account, data: withKey });
    const { scores } = await stage.json(...words);
    assert.deepEqual(
      scores.map(({ binding }: Json) => binding),
      ["gate", "gate", "cap"],
    );
  });

  it("--dry-run and --print-only", async () => {
    await stage.send("operator", "validator", "set-score", `${votes[0]}=7`);
    const before = stage.localnet.chain.transactionCount;
    assert.equal((await stage.send("operator", ...score("--apply", "--dry-run"))).simulated.length, 1);
    const { message } = await stage.json(...score("--apply", "--print-only"), "-k", stage.demo.operator.address);
    const decoded = await stage.json("decode", message.base58);
    assert.deepEqual(
      decoded.instructions.map(({ name }: Json) => name),
      ["setScores"],
    );
    assert.equal(stage.localnet.chain.transactionCount, before);
  });

  it("a pool's file with a policy: plan, apply, and nothing left; scores beside it: 2", async () => {
    stage.write(
      "pool.toml",
      `mint = "${stage.demo.mint}"\n\n[scores]\n${POLICY}\n[[validators]]\nvote = "${votes[0]}"\ncap = "4000"\n`,
    );
    const plan = async (expected: number) => {
      const { code, out, error } = await stage.run(
        "pool",
        "plan",
        "pool.toml",
        "-k",
        "operator.json",
        "--output",
        "json",
      );
      assert.equal(code, expected, error);
      return JSON.parse(out);
    };
    const { steps } = await plan(11);
    const lines = steps.flatMap((step: Json) => step.lines);
    assert.ok(
      lines.some(({ from, reason }: Json) => from === "score 7" && /points by yield|keeps|more than/.test(reason)),
      JSON.stringify(lines),
    );
    const done = await stage.send("operator", "pool", "apply", "pool.toml");
    assert.equal(done.plan.differences, 0);
    assert.equal((await plan(0)).differences, 0);
    const [first] = (await stage.json("validator", "list")).validators;
    assert.equal(first.cap, String(4_000n * SOL));
    assert.deepEqual((await stage.json("validator", "score", "--policy", "pool.toml")).changes, 0);
    stage.write(
      "both.toml",
      `mint = "${stage.demo.mint}"\n[scores]\n${POLICY}\n[[validators]]\nvote = "${votes[0]}"\nscore = 5\n`,
    );
    assert.match(
      await stage.failing(2, "pool", "plan", "both.toml", "-k", "operator.json"),
      /both\.toml:10:1: validators\[0\]\.score: .*never both/,
    );
    stage.write("odd.toml", `mint = "${stage.demo.mint}"\n[scores]\nmax-share = "x"\n`);
    assert.match(
      await stage.failing(2, "pool", "plan", "odd.toml", "-k", "operator.json"),
      /odd\.toml:3:1: scores\.max-share/,
    );
  });
});
