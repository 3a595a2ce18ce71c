import assert from "node:assert/strict";
import { Keypair } from "@solana/web3.js";
import { TomlFile } from "../src/describe/toml";
import { SOL, Stage } from "./support";

const FILE = `mint = "mint.json"
seed = "2"
deposit-cap = "5000"

[fees]
reward = 500
deposit = 0
withdrawal = 10
ticket = 5
referral-share = 2500

[policy]
reserve-buffer = 100
max-validator-share = 9000
max-move = 1000
moving-part = 2000
`;

describe("truestake pool create, plan and apply", () => {
  let stage: Stage;
  let votes: string[];

  before(async () => {
    stage = await Stage.open();
    stage.fund("maker", 100n * SOL);
    stage.write("mint.json", JSON.stringify([...Keypair.generate().secretKey]));
    votes = stage.demo.validators.map(({ vote }) => vote);
  });
  after(() => stage.close());

  const listed = (scores: number[]): string =>
    scores.map((score, at) => `\n[[validators]]\nvote = "${votes[at]}"\nscore = ${score}\n`).join("");
  const plan = async (expected: number) => {
    const { code, out, error } = await stage.run("pool", "plan", "pool.toml", "-k", "maker.json", "--output", "json");
    assert.equal(code, expected, error);
    return JSON.parse(out);
  };

  it("bad TOML: the line and the column, 2", async () => {
    const bad = (name: string, content: string) => {
      stage.write(name, content);
      return stage.failing(2, "pool", "plan", name, "-k", "maker.json");
    };
    assert.match(await bad("a.toml", "mint = \n"), /a\.toml:1:\d+: /);
    assert.match(
      await bad("b.toml", FILE.replace("deposit = 0", "deposits = 0")),
      /b\.toml:7:1: fees\.deposits: there is no such key/,
    );
    assert.match(
      await bad("c.toml", FILE.replace('"5000"', "5000.5")),
      /c\.toml:3:1: deposit-cap: an amount is written as text/,
    );
    assert.match(await bad("d.toml", `${FILE}${listed([1, 2])}cap = "x"\n`), /d\.toml:\d+:1: validators\[1\]\.cap/);
    assert.match(
      await bad("e.toml", FILE.replace("reward = 500", "reward = 1.5")),
      /e\.toml:6:1: fees\.reward: a whole number/,
    );
    assert.match(await stage.failing(2, "pool", "plan", "nothing.toml", "-k", "maker.json"), /no such file/);
    assert.ok(new TomlFile("x", FILE).root.fees);
  });

  it("what the program would refuse: said before anything is sent, with line, column and numbers", async () => {
    const bad = async (content: string, says: RegExp) => {
      stage.write("ceilings.toml", content);
      for (const verb of ["plan", "apply"])
        assert.match(await stage.failing(2, "pool", verb, "ceilings.toml", "-k", "maker.json"), says);
    };
    const { chain } = stage.localnet;
    const closed = chain.createVoteAccount();
    const before = chain.transactionCount;
    const liquid = (lines: string) => `${FILE}[liquidity]\n${lines}`;
    await bad(
      FILE.replace("reward = 500", "reward = 1001"),
      /ceilings\.toml:6:1: fees\.reward: a whole number from 0 to 1000 is needed, and this is 1001/,
    );
    await bad(FILE.replace("moving-part = 2000", "moving-part = 1"), /:16:1: policy\.moving-part: .* from \d+ to \d+/);
    await bad(FILE.replace("max-validator-share = 9000", "max-validator-share = 0"), /:14:1: .* from 1 to 10000/);
    await bad(FILE.replace("reserve-buffer = 100", "reserve-buffer = 9999"), /:13:1: policy\.reserve-buffer: /);
    await bad(
      FILE.replace('seed = "2"', 'seed = "0.5"'),
      /:2:1: seed: at least 1 SOL are needed, and this is 0\.5 SOL/,
    );
    await bad(
      liquid("min-fee = 50\nmax-fee = 40\n"),
      /:18:1: liquidity\.min-fee: 50 is more than max-fee, which is 40/,
    );
    await bad(liquid("treasury-cut = 10000\n"), /:18:1: liquidity\.treasury-cut: a whole number from 0 to /);
    await bad(liquid('target = "0.1"\n'), /:18:1: liquidity\.target: at least /);
    await bad(
      `${FILE}[roles]\nguardian = "11111111111111111111111111111111"\n`,
      /:18:1: roles\.guardian: 1{32} is nobody's address/,
    );
    // Of three validators the second: one that is not there, one that is something else, one that was closed.
    // A transfer brings back what was closed, without a node.
    const { owner, lamports, data } = chain.account(closed) ?? assert.fail();
    chain.setAccount(closed, { owner, lamports, data: Buffer.alloc(data.length), executable: false });
    const others: [string, RegExp][] = [
      [Keypair.generate().publicKey.toBase58(), /does not exist on this cluster/],
      [stage.key("maker").publicKey.toBase58(), /is no vote account: it belongs to 1{32}/],
      [closed.toBase58(), /is a vote account that has been closed/],
    ];
    for (const [vote, says] of others) {
      const list = [votes[0], vote, votes[1]].map((each) => `[[validators]]\nvote = "${each}"\nscore = 1\n`);
      await bad(`${FILE}${list.join("")}`, new RegExp(`:21:1: validators\\[1\\]\\.vote: ${vote} ${says.source}`));
    }
    assert.equal(chain.transactionCount, before);
  });

  it("a payer with too little: how much it is, 5, and nothing is sent", async () => {
    stage.fund("poor", 2n * SOL);
    stage.write("pool.toml", FILE);
    const { code, out } = await stage.run("pool", "plan", "pool.toml", "-k", "poor.json");
    assert.equal(code, 11);
    const [, needed = ""] = /you pay +([\d.]+) SOL of seeds and rents, and fees; you have 2 SOL/.exec(out) ?? [];
    assert.ok(Number(needed) > 2, out);
    const before = stage.localnet.chain.transactionCount;
    const said = await stage.failing(5, "pool", "apply", "pool.toml", "-k", "poor.json", "--yes");
    assert.match(said, new RegExp(`has 2 SOL, and the seeds and rents of pool\\.toml are ${needed} SOL`));
    assert.equal(stage.localnet.chain.transactionCount, before);
  });

  it("create: missing rates are named; then the pool with all that follows", async () => {
    stage.write("half.toml", FILE.replace(/\[policy\][\s\S]*/, ""));
    assert.match(
      await stage.failing(2, "pool", "create", "half.toml", "-k", "maker.json", "--yes"),
      /policy\.reserve-buffer/,
    );
    stage.write(
      "pool.toml",
      `${FILE}${listed([700, 300])}\n[liquidity]\nseed = "1"\ntarget = "100"\nmin-fee = 10\nmax-fee = 300\ntreasury-cut = 2500\n`,
    );
    const first = await plan(11);
    assert.equal(first.exists, false);
    const before = stage.localnet.chain.transactionCount;
    assert.match(await stage.failing(4, "pool", "create", "pool.toml", "-k", "maker.json"), /say --yes/);
    assert.equal(stage.localnet.chain.transactionCount, before);
    const done = await stage.send("maker", "pool", "create", "pool.toml");
    assert.deepEqual([done.created, done.plan.differences, done.plan.needed], [true, 0, "0"]);
    // What it has cost is what the plan said, and the fees.
    const { chain } = stage.localnet;
    const fees = await Promise.all(
      done.transactions.map(async ({ signature }: { signature: string }) => {
        const found = await chain.connection.getTransaction(signature, { maxSupportedTransactionVersion: 0 });
        return BigInt(found?.meta?.fee ?? assert.fail());
      }),
    );
    const paid = BigInt(first.held) - chain.balance(stage.key("maker").publicKey);
    assert.equal(paid, BigInt(first.needed) + fees.reduce((sum: bigint, fee: bigint) => sum + fee, 0n));
    const shown = await stage.json("pool", "show", "--pool", done.plan.mint);
    assert.deepEqual(
      [shown.price.total, shown.depositCap, shown.validators],
      [String(2n * SOL), String(5_000n * SOL), 2],
    );
    assert.equal(shown.liquidity.lamports, String(SOL));
    assert.equal(shown.fees.ticket, 5);
    assert.match(await stage.failing(2, "pool", "create", "pool.toml", "-k", "maker.json", "--yes"), /exists/);
  });

  it("absence keeps; a second apply does nothing", async () => {
    assert.equal((await plan(0)).differences, 0);
    stage.write("pool.toml", 'mint = "mint.json"\n');
    const before = stage.localnet.chain.transactionCount;
    const done = await stage.send("maker", "pool", "apply", "pool.toml");
    assert.deepEqual([done.done, done.plan.differences], [[], 0]);
    assert.equal(stage.localnet.chain.transactionCount, before);
  });

  it("a diff has a reason for each line, and says what waits", async () => {
    stage.write(
      "pool.toml",
      `mint = "mint.json"\n[fees]\nreward = 600\nticket = 0\n[policy]\nmax-move = 500\n${listed([650])}`,
    );
    const { steps, notes } = await plan(11);
    const lines = steps.flatMap((step: { lines: unknown[] }) => step.lines);
    assert.deepEqual(
      lines.map(({ what, from, to }: Record<string, string>) => [what, from, to]),
      [
        ["fees.reward", "5 %", "6 %"],
        ["fees.ticket", "0.05 %", "0 %"],
        ["policy.max-move", "10 %", "5 %"],
        [`validator ${votes[0]}`, "score 700, cap none", "score 650, cap none"],
      ],
    );
    assert.match(lines[0].reason, /from epoch update \d+ on/);
    assert.match(lines[1].reason, /at once/);
    assert.match(notes.at(-1).reason, /not in the file: kept/);
    const done = await stage.send("maker", "pool", "apply", "pool.toml");
    assert.equal(done.plan.differences, 0);
    // What waits is not proposed again.
    assert.equal((await plan(0)).notes[0].what, "coming fees");
  });

  it("removal is explicit: score 0, then off the list", async () => {
    stage.write("pool.toml", `mint = "mint.json"\nremove = ["${votes[1]}"]\n`);
    const done = await stage.send("maker", "pool", "apply", "pool.toml");
    assert.equal(done.done.length, 2);
    assert.equal((await stage.json("pool", "show", "--pool", done.plan.mint)).validators, 1);
  });

  it("somebody else's key: 4, with whose it is; a part of it: 10", async () => {
    stage.write("pool.toml", 'mint = "mint.json"\n[policy]\nmax-move = 400\n');
    const said = await stage.failing(4, "pool", "apply", "pool.toml", "-k", "alice.json", "--yes");
    assert.match(said, new RegExp(`only the admin, ${stage.key("maker").publicKey.toBase58()}`));
    const alice = stage.key("alice").publicKey.toBase58();
    stage.write("pool.toml", `mint = "mint.json"\n[roles]\nadmin = "${alice}"\nguardian = "${alice}"\n`);
    await stage.send("maker", "pool", "apply", "pool.toml");
    // The new admin accepts by applying the same file.
    const done = await stage.send("alice", "pool", "apply", "pool.toml");
    assert.equal(done.done.length, 1);
    assert.equal((await stage.json("pool", "show", "--pool", done.plan.mint)).roles.admin, alice);
  });
});
