// A pool's life by people who write no TypeScript: from a TOML file to the last SOL out, by commands alone. Only time is the test's.
import assert from "node:assert/strict";
import { Keypair } from "@solana/web3.js";
import { metadataProgram } from "../../../tests/common/tokenMetadata";
import { type Json, SOL, Stage } from "./support";

const SLOTS = 1_000n;
const REWARDS = 400n;

const POOL = `mint = "mint.json"
seed = "1"
deposit-cap = "none"

[token]
name = "Story SOL"
symbol = "stSOL"
uri = "https://truestake.example/story.json"

[fees]
reward = 500
deposit = 0
withdrawal = 10
ticket = 0
referral-share = 0

[policy]
reserve-buffer = 0
max-validator-share = 9000
max-move = 1000
moving-part = 1000

[liquidity]
seed = "5"
target = "50"
min-fee = 10
max-fee = 300
treasury-cut = 2500
`;
/** New validators of a network of three: nobody else has delegated to them, and each is of its superminority. */
const POLICY =
  "superminority = true\nmax-rank = 0\nmin-epochs = 3\nmax-share = 5000\nmax-commission = 1000\nhorizon = 0\n";

describe("truestake, from a pool's TOML file to the last SOL out", () => {
  let stage: Stage;
  let pool: string;

  before(async () => {
    const programs = [metadataProgram()];
    stage = await Stage.open({ demo: false, programs, slotsPerEpoch: SLOTS, rewards: REWARDS });
    for (const name of ["maker", "alice", "keeper"]) stage.fund(name, 1_000n * SOL);
    stage.write("mint.json", JSON.stringify([...Keypair.generate().secretKey]));
    stage.write("policy.toml", POLICY);
    stage.write(
      "keeper.toml",
      `cluster = "localnet"
keypair = "keeper.json"
budget-lamports = 5_000_000
history = "history"
remove-drained = false
[[endpoints]]
name = "local"
url = "${stage.url}"
`,
    );
  });
  after(() => stage.close());

  const withPool = (...words: string[]) => [...words, "--pool", pool];
  const passEpochs = (epochs: number) => stage.localnet.call("localnet_passEpochs", { epochs });
  const keep = () => stage.json("keeper", "once", "--config", "keeper.toml");
  /** An epoch with a keeper's pass at its beginning and one in its moving part; ends in the next epoch, before its first pass. */
  async function epoch(): Promise<void> {
    await keep();
    const { chain } = stage.localnet;
    await stage.localnet.call("localnet_advanceSlots", { slots: Number(SLOTS - 50n - (chain.slot % SLOTS)) });
    await keep();
    await passEpochs(1);
  }
  const balance = () => stage.localnet.chain.balance(stage.key("alice").publicKey);

  it("a pool with names, three validators and liquidity, in one command", async () => {
    const votes: string[] = [];
    for (let at = 0; at < 3; at++) {
      const made = await stage.localnet.call<{ vote: string }>("localnet_createValidator", {
        commission: 5n * BigInt(at),
      });
      votes.push(made.vote);
    }
    await passEpochs(6);
    const listed = votes.map((vote) => `[[validators]]\nvote = "${vote}"\nscore = 100\n`).join("");
    stage.write("pool.toml", `${POOL}${listed}`);
    assert.notEqual((await stage.run("pool", "plan", "pool.toml", "-k", "maker.json")).code, 0);
    const { created, plan } = await stage.send("maker", "pool", "create", "pool.toml");
    assert.deepEqual([created, plan.differences], [true, 0]);
    pool = plan.mint;
    const shown = await stage.json(...withPool("pool", "show"));
    assert.deepEqual([shown.validators, shown.price.total], [3, String(SOL)]);
    stage.write("keeper.toml", `[[pools]]\nmint = "${pool}"\n`, { append: true });
  });

  it("stake, and five epochs of a keeper: the price rises by the rewards", async () => {
    await stage.send("alice", ...withPool("stake", "in", "500"));
    for (let count = 0; count < 5; count++) await epoch();
    await keep();
    const { validators } = await stage.json(...withPool("validator", "list"));
    assert.ok(validators.every(({ stake }: Json) => BigInt(stake) > 0n));
    assert.equal((await stage.run(...withPool("pool", "health"))).code, 0);
    const { price } = await stage.json(...withPool("pool", "show"));
    const millionths = (BigInt(price.total) * 1_000_000n) / BigInt(price.supply) - 1_000_000n;
    // Stake of the first epoch earns from the next on: four rewards of 400 millionths at most, less commissions and 5 % of fee, and
    // what the last one has not released yet.
    assert.ok(millionths > 2n * REWARDS && millionths < 4n * REWARDS, `${millionths}`);
  });

  it("scores by a policy, which anybody can check", async () => {
    const words = withPool("validator", "score", "--policy", "policy.toml");
    await stage.send("maker", ...words, "--apply", "--publish", "scores.json");
    const { validators } = await stage.json(...withPool("validator", "list"));
    const scores = validators.map(({ score }: Json) => score);
    // Of three that perform alike the one without a commission has most, and the dearest least.
    assert.deepEqual(
      [...scores].sort((a, b) => b - a),
      scores,
    );
    assert.ok(scores[0] > scores[2], `${scores}`);
    assert.equal((await stage.run(...withPool("validator", "score", "--check", "scores.json"))).code, 0);
    // The keeper moves stake after them, within the pool's limit of a tenth an epoch.
    const stakes = async () => {
      const { validators: now } = await stage.json(...withPool("validator", "list"));
      return now.map(({ stake }: Json) => BigInt(stake));
    };
    const [first] = await stakes();
    await epoch();
    await epoch();
    await keep();
    assert.ok((await stakes())[0] > first);
  });

  it("a validator that is removed: first its stake comes back, then it leaves the list", async () => {
    const { validators } = await stage.json(...withPool("validator", "list"));
    const { vote } = validators.at(-1);
    stage.write("removal.toml", `mint = "mint.json"\nremove = ["${vote}"]\n`);
    const apply = async () => stage.send("maker", "pool", "apply", "removal.toml");
    const first = await apply();
    assert.deepEqual(first.done, [`validator ${vote}`]);
    assert.match(first.plan.notes.at(-1).reason, /SOL still have to come back/);
    // A tenth of all stake in an epoch: a third takes four, and is there in the fifth. The keeper leaves the removal to the manager.
    let removed: Json = { done: [] };
    for (let count = 0; count < 8 && removed.done.length === 0; count++) {
      await epoch();
      await keep();
      removed = await apply();
    }
    assert.deepEqual([removed.done, removed.plan.differences], [[`validator ${vote}`], 0]);
    assert.equal((await stage.json(...withPool("pool", "show"))).validators, 2);
  });

  it("a statement in which every epoch adds up", async () => {
    const { periods, gaps, complete } = await stage.json(...withPool("stake", "statement", "-k", "alice.json"));
    assert.deepEqual([gaps, complete], [[], true]);
    assert.ok(periods.length >= 5 && periods.every(({ balances }: Json) => balances));
  });

  it("everything out, in SOL", async () => {
    const before = balance();
    await stage.run(...withPool("stake", "exit-all", "--most", "-k", "alice.json", "--yes"));
    for (let count = 0; count < 3; count++) {
      await epoch();
      await stage.run(...withPool("pool", "refresh", "-k", "alice.json", "--yes"));
      await stage.run(...withPool("stake", "exit-all", "--most", "-k", "alice.json", "--yes"));
    }
    const gained = balance() - before;
    assert.ok(gained > 500n * SOL && gained < 502n * SOL, `${gained}`);
    assert.deepEqual((await stage.json(...withPool("ticket", "list", "-k", "alice.json"))).tickets, []);
  });
});
