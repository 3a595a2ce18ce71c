// The steward by commands alone: made, joined, rated, charged, left, and explained.
import assert from "node:assert/strict";
import path from "node:path";
import { Keypair, PublicKey } from "@solana/web3.js";
import { explainMember, membershipAddress, STEWARD_PROGRAM_ID, stewardOf } from "@truestake/sdk/steward";
import { stewardExplain } from "../src/commands/steward/explain";
import { memberShown } from "../src/commands/steward/memberResult";
import { stewardVeto } from "../src/commands/steward/veto";
import { decimal } from "../src/output/words";
import { type Json, SOL, Stage } from "./support";

const FILE = path.join(__dirname, "../../../artifacts/steward.so");
/** What the cluster's stake earns in an epoch, in parts per million, and its credits for each slot. */
const [REWARD_PPM, CREDITS] = [400n, 14n];

/** A text whose lines were broken for the terminal. */
const flat = (text: string): string => text.replace(/\s+/g, " ");

const OPERATOR = ["-k", "operator.json", "--yes"];

describe("truestake steward", function () {
  this.timeout(300_000);
  let stage: Stage;
  let withdrawer: Keypair;
  let votes: string[];
  let first: string;

  before(async () => {
    stage = await Stage.open({ programs: [{ address: STEWARD_PROGRAM_ID, file: FILE }] });
    withdrawer = stage.fund("withdrawer", 10n * SOL);
    votes = Array.from({ length: 5 }, () => {
      const vote = stage.localnet.chain.createVoteAccount({ commission: 5, withdrawer: withdrawer.publicKey });
      return vote.toBase58();
    });
    first = votes[0] ?? assert.fail();
  });
  after(() => stage.close());

  /** Ends epochs, with what the cluster's stake earned in each; `taken` is the first validator's whole commission. */
  async function passEpochs(count: number, { taken = 500n, cranks = true } = {}): Promise<void> {
    const { chain } = stage.localnet;
    for (let epoch = 0; epoch < count; epoch++) {
      const ended = chain.epoch;
      chain.passEpochs(1);
      const effective = chain.stakeHistory.get(ended)?.effective ?? assert.fail();
      const points = effective * CREDITS * chain.slotsPerEpoch;
      chain.setEpochRewards({ points, lamports: (effective * REWARD_PPM) / 1_000_000n });
      chain.payRewards(
        votes.map((vote) => ({
          vote: new PublicKey(vote),
          partsPerMillion: (REWARD_PPM * (10_000n - (vote === first ? taken : 500n))) / 10_000n,
        })),
      );
      if (!cranks) continue;
      await stage.send("operator", "steward", "note");
      await stage.send("operator", "pool", "refresh");
      await stage.send("operator", "steward", "crank");
    }
  }

  it("says that a pool has none, and makes one", async () => {
    assert.match(await stage.failing(3, "steward", "show"), /no steward/);
    assert.match(
      await stage.failing(2, "steward", "create", "-k", "operator.json", "--share", "x", "--yes"),
      /--share/,
    );
    assert.match(await stage.failing(7, "steward", "create", "-k", "operator.json", "--share", "0", "--yes"), /beyond/);
    assert.match(await stage.failing(4, "steward", "create", "-k", "alice.json", "--yes"), /admin/);
    const dry = await stage.send("operator", "steward", "create", "--dry-run");
    const admin = stage.key("operator").publicKey.toBase58();
    const { message } = await stage.json("steward", "create", "--print-only", "-k", admin);
    const decoded = await stage.json("decode", message.base64);
    const built = decoded.instructions.at(-1);
    assert.deepEqual(
      [built.programName, built.name, built.warning, decoded.fails],
      ["steward", "createSteward", null, null],
    );
    assert.equal(built.accounts.admin, admin);
    assert.equal(dry.mode, "dry-run");
    assert.deepEqual(dry.simulated[0].events, ["StewardCreated"]);
    assert.deepEqual(
      decoded.events.map(({ name }: Json) => name),
      ["StewardCreated"],
    );
    const labels = dry.simulated[0].changes.map(({ label }: Json) => label);
    for (const label of ["steward", "steward's members", "bonds"]) assert.ok(labels.includes(label), `${labels}`);
    const made = await stage.send("operator", "steward", "create", "--share", "40", "--min-bond", "5");
    assert.deepEqual(
      [made.policy.share, made.policy.minBond, made.policy.floorRatio],
      [4_000, String(5n * SOL), 400_000],
    );
    const again = await stage.failing(2, "steward", "create", "-k", "operator.json", "--yes");
    assert.match(again, new RegExp(`the pool has a steward already: ${made.steward}[^]*Change its policy instead`));
    assert.doesNotMatch(again, /custom program error/);
    // Which option is wrong, and its limits: a tenth of one per cent is more than four hundredths.
    assert.match(
      await stage.failing(7, "steward", "policy", "--target-ratio", "0.04", "--floor-ratio", "0.1", ...OPERATOR),
      /`?--floor-ratio`? is 0\.0000001 % at least and 0\.04 % at most, not 0\.1 %/,
    );
    const shown = await stage.json("steward", "show");
    assert.deepEqual([shown.authority, shown.isManager, shown.members], [made.authority, false, 0]);
    // The role is the admin's to give, by a file.
    stage.write(
      "pool.toml",
      `mint = "${stage.demo.mint}"\n[roles]\nvalidator-manager = "${made.authority}"\n[[validators]]\nvote = "${first}"\nscore = 7\n`,
    );
    const { out } = await stage.run("pool", "plan", "pool.toml", "-k", "operator.json");
    assert.match(flat(out), /takes over 5 epoch updates later/);
    const client = stage.client("operator");
    await client.setRole({ role: "validatorManager", newHolder: new PublicKey(made.authority) });
    const { updates: last, roles } = await stage.json("pool", "show");
    assert.deepEqual(roles.pendingManager, { validatorManager: made.authority, fromUpdate: String(BigInt(last) + 5n) });
    assert.match(
      flat((await stage.run("pool", "show")).out),
      new RegExp(`coming manager ${made.authority} from epoch update ${BigInt(last) + 5n} on; the last was ${last}`),
    );
    for (let updates = 0; updates < 5; updates++) await passEpochs(1);
    assert.equal((await stage.json("steward", "show")).isManager, true);
    assert.equal((await stage.json("pool", "show")).roles.pendingManager, null);
    // Nobody signs for the steward: what the file says of validators is no difference, and it is said why.
    const plan = await stage.json("pool", "plan", "pool.toml", "-k", "operator.json");
    assert.deepEqual([plan.steps, plan.differences], [[], 0]);
    const told = plan.notes.find(({ what }: Json) => what === `validator ${first}`);
    assert.match(told.reason, /a steward manages the validators: take it out of the file/);
    const { out: health } = await stage.run("pool", "health");
    assert.match(flat(health), new RegExp(`${made.authority}, the pool's steward`));
    await passEpochs(6);
  });

  it("changes its policy, and says from when on", async () => {
    const from = stage.localnet.chain.epoch + 5n;
    const changed = await stage.run("steward", "policy", "--join-fee", "0.1", ...OPERATOR);
    // Easier or not: everybody has five epochs to leave.
    assert.match(changed.error, new RegExp(`Change fee to join 0\\.2 SOL -> 0\\.1 SOL, from epoch ${from} on:`));
    assert.equal(changed.out, `in force from epoch ${from} on: fee to join 0.2 SOL -> 0.1 SOL`);
    const eased = await stage.send("operator", "steward", "policy", "--target-ratio", "0.2");
    assert.deepEqual(
      [eased.fromEpoch, eased.changes, eased.policy.joinFee],
      [String(from), ["target ratio 0.1 % -> 0.2 %"], String(SOL / 10n)],
    );
    await stage.send("operator", "steward", "policy", "--target-ratio", "0.1");
    const { out } = await stage.run("steward", "show");
    for (const row of [
      /least bond +5 SOL/,
      /fee to join +0\.2 SOL/,
      /least debt +0\.01 SOL/,
      /vote account's balance +0 SOL/,
      /target ratio +0\.1 %/,
      /floor ratio +0\.04 %/,
      /most members +1000/,
      /largest share +40 %/,
      /highest commission +5 %/,
      /tolerance +1 %/,
      /BLS key +not needed/,
      new RegExp(`from epoch ${from} +fee to join 0\\.2 SOL -> 0\\.1 SOL`),
    ])
      assert.match(out, row);
    assert.match(await stage.failing(2, "steward", "policy", "-k", "operator.json", "--yes"), /name what shall change/);
  });

  it("lets validators join, each with what keeps it out", async () => {
    const join = (name: string, vote: string, ...more: string[]) => [
      "steward",
      "join",
      vote,
      "20",
      "-k",
      `${name}.json`,
      "--yes",
      ...more,
    ];
    assert.match(await stage.failing(2, ...join("alice", first)), /--pledge/);
    assert.match(
      await stage.failing(7, ...join("alice", first, "--pledge", "6")),
      /pledged commission[\s\S]*\nPledge at most 5 %\./,
    );
    // More tokens than there are, and no token account at all: never the token program's own words.
    const { tokens: has } = await stage.json("stake", "list", "-k", "alice.json");
    const much = ["steward", "join", first, "99999", "--pledge", "5", "-k", "alice.json", "--yes"];
    const said = await stage.failing(5, ...much);
    assert.ok(said.includes(`the wallet has ${decimal(BigInt(has))} tokens, and 99999 were asked for`), said);
    assert.match(said, /`truestake stake in` gives tokens/);
    stage.fund("poor", SOL);
    assert.match(await stage.failing(5, ...join("poor", first, "--pledge", "5")), /has 0 tokens, and 20 were asked/);
    // The price is 1 still.
    const little = ["steward", "join", first, "1", "--pledge", "5", "--withdrawer", "withdrawer.json"];
    assert.match(
      await stage.failing(7, ...little, "-k", "alice.json", "--yes"),
      /A bond is worth at least 5 SOL: 5 tokens now/,
    );
    assert.match(await stage.failing(4, ...join("alice", first, "--pledge", "5")), /withdrawer/);
    const printed = await stage.json(...join("alice", first, "--pledge", "5"), "--print-only").catch((error) => error);
    assert.equal(printed.mode, "message");
    for (const vote of votes) {
      const joined = await stage.json(...join("alice", vote, "--pledge", "5", "--withdrawer", "withdrawer.json"));
      assert.deepEqual([joined.vote, joined.tokens, joined.pledgeBps], [vote, String(20n * SOL), 500]);
    }
    assert.equal((await stage.json("steward", "show")).bondTokens, String(100n * SOL));
    const bond = await stage.send("bob", "steward", "bond", first, "5");
    assert.deepEqual([bond.bond, bond.burned, bond.debt], [String(25n * SOL), "0", "0"]);
    assert.match(await stage.failing(5, "steward", "bond", first, "99999", "-k", "bob.json", "--yes"), /tokens, and/);
    const stranger = Keypair.generate().publicKey.toBase58();
    for (const name of ["bond", "leave", "withdraw", "explain"]) {
      const words =
        name === "bond" ? ["1", "-k", "bob.json", "--yes"] : name === "explain" ? [] : ["-k", "bob.json", "--yes"];
      assert.match(
        await stage.failing(3, "steward", name, stranger, ...words),
        /no member[\s\S]*`truestake steward join VOTE TOKENS` makes it one/,
      );
    }
    const { listed } = await stage.send("bob", "steward", "list");
    assert.deepEqual(
      listed.map(({ vote, score }: Json) => [vote, score > 0]),
      votes.map((vote) => [vote, true]),
    );
    // The vote account takes 5 %: less than that is warned of, and no more is not.
    const low = await stage.run("steward", "pledge", first, "4", "-k", "alice.json", "--yes");
    assert.match(low.error, /WARNING: its vote account takes 5 %, more than the 4 % that it pledges/);
    assert.equal(low.out, `4 % from epoch ${stage.localnet.chain.epoch} on`);
    const high = await stage.run("steward", "pledge", first, "5", "-k", "alice.json", "--yes");
    assert.doesNotMatch(high.error, /WARNING/);
    const { commission } = await stage.json("steward", "explain", first);
    assert.deepEqual(
      [commission.pledged, commission.coming],
      [400, { pledged: 500, from: String(stage.localnet.chain.epoch + 4n) }],
    );
    const warned = await stage.run(...join("alice", first, "--pledge", "3"));
    assert.match(warned.error, /WARNING: its vote account takes 5 %, more than the 3 % that it pledges/);
    // What one key cannot sign in one transaction is said in the command line's words.
    const other = ["--withdrawer", "withdrawer.json", "--pledge", "5", "--print-only"];
    const fresh = stage.localnet.chain
      .createVoteAccount({ commission: 5, withdrawer: withdrawer.publicKey })
      .toBase58();
    const refused = await stage.failing(2, ...join("alice", fresh, ...other));
    assert.match(
      refused,
      new RegExp(`--print-only is for one key that signs, and ${withdrawer.publicKey} has to sign`),
    );
  });

  it("rates, moves stake, and explains", async () => {
    await stage.send("operator", "steward", "migrate");
    for (let epoch = 0; epoch < 12; epoch++) {
      await passEpochs(1);
      stage.localnet.chain.advanceSlots((stage.localnet.chain.slotsPerEpoch * 95n) / 100n);
      const client = stage.client("operator");
      await client.deactivateAll();
      await client.delegateAll();
    }
    const nothing = await stage.failing(
      2,
      "steward",
      "cover",
      "--print-only",
      "-k",
      stage.key("bob").publicKey.toBase58(),
    );
    assert.match(nothing, /--print-only has nothing to print/);
    const { members } = await stage.send("operator", "steward", "rate");
    assert.equal(members.length, 5);
    assert.ok(members.every(({ score, quality }: Json) => score > 0 && quality > 800));
    const report = await stage.json("steward", "report");
    assert.deepEqual([report.members.length, report.strangers.length, report.knownEpochs], [5, 3, 10]);
    assert.ok(report.members.every(({ stake }: Json) => BigInt(stake) > 100n * SOL));
    const explained = await stage.json("steward", "explain", first, "--loss", "1", "--loss", "100");
    assert.deepEqual(explained.gates, []);
    assert.deepEqual(
      explained.whatIf.map(({ lossBps }: Json) => lossBps),
      [100, 10_000],
    );
    const { out } = await stage.run("steward", "explain", first);
    assert.match(out, /if it loses/);
    // Measured in this epoch and in the one before: it is of that one alone.
    const { epoch } = stage.localnet.chain;
    assert.deepEqual([explained.earning.since, explained.earning.epoch], [String(epoch - 1n), String(epoch)]);
    assert.match(out, new RegExp(`earned .* in epoch ${epoch - 1n}\\b`));
    // 25 tokens at the price and ratio of now; no larger share than 40 % makes it less.
    const { bond: of } = explained;
    assert.ok(BigInt(of.covers) > BigInt(explained.cap), "the share is less than what the bond allows");
    assert.ok(BigInt(of.spare) > 0n && BigInt(of.spare) < BigInt(of.counted));
    assert.match(flat(out), new RegExp(`its bond allows ${decimal(BigInt(of.covers))} SOL`));
    const { out: table } = await stage.run("steward", "report");
    for (const vote of votes) assert.ok(table.includes(vote), "an address is whole, to be pasted and searched for");
    assert.ok(
      table.split("\n").every((line) => line.length <= stage.width),
      table,
    );
    assert.match(await stage.failing(3, "steward", "explain", Keypair.generate().publicKey.toBase58()), /no member/);
  });

  it("says who bears a slash: the bond first, then the holders", async () => {
    const slash = (...more: string[]) => stage.json("scenario", "slash", "--vote", first, ...more);
    const { result, series, hash } = await slash("--loss", "0.1", "--save-state", "with.json");
    const [hit] = result.bonds.validators;
    assert.deepEqual([hit.vote, hit.isMember, hit.isAssessed, hit.tokens], [first, true, true, String(25n * SOL)]);
    // A thousandth of its stake is less than its bond: all of it is charged, and nothing is left to the holders.
    assert.deepEqual([hit.charged, hit.bond, result.bonds.holders], [result.lost, result.lost, "0"]);
    assert.equal(BigInt(hit.burned) + BigInt(hit.left), 25n * SOL);
    assert.deepEqual(
      series.map(({ name }: Json) => name),
      ["true price", "made good by bonds"],
    );
    // Half of its stake is more than that.
    const { result: half } = await slash("--loss", "50", "--when", "turn", "--state", "with.json");
    assert.deepEqual([half.bonds.burned, half.bonds.validators[0].left], [String(25n * SOL), "0"]);
    assert.equal(BigInt(half.bonds.less), BigInt(half.bonds.bond) + BigInt(half.bonds.holders));
    assert.ok(BigInt(half.bonds.token.without) < BigInt(half.bonds.token.after));
    assert.equal((await slash("--loss", "0.1", "--state", "with.json", "--steward")).hash, hash);
    const { result: one } = await stage.json("scenario", "slash", "--largest", "8", "--state", "with.json");
    assert.equal(one.bonds.validators.filter(({ isMember }: Json) => isMember).length, 5);
    for (const width of [80, 120]) {
      stage.width = width;
      const { out } = await stage.run("scenario", "slash", "--largest", "8", "--state", "with.json");
      assert.match(out, /then bonds +make good/);
      assert.ok(
        out.split("\n").every((line) => line.length <= width),
        out,
      );
    }
    stage.width = 100;
    const explained = await stage.json("steward", "explain", first, "--loss", "0.1");
    assert.deepEqual([explained.whatIf[0].perToken, explained.whatIf[0].holders], ["0", "0"]);
    assert.ok(BigInt(explained.whatIf[0].perTokenAlone) > 0n);
  });

  it("charges who takes more than it pledged, and its bond pays", async () => {
    await passEpochs(1, { taken: 10_000n, cranks: false });
    await stage.send("operator", "steward", "note");
    await stage.send("operator", "pool", "refresh");
    // What is not assessed yet is told, with what it will come to.
    const before = await stage.json("steward", "explain", first);
    const { out } = await stage.run("steward", "explain", first);
    assert.match(
      flat(out),
      new RegExp(`not assessed ${decimal(BigInt(before.due.owed))} SOL more are owed: .steward assess. makes the debt`),
    );
    assert.equal(flat(out).match(/ commission /g)?.length, 1, "one row of that name");
    const { members: told } = await stage.json("steward", "report");
    assert.equal(told[0].due.debt, before.due.debt);
    const { members } = await stage.send("operator", "steward", "assess");
    assert.deepEqual((await stage.json("steward", "explain", first)).due, null);
    const charged =
      members.find(({ commission }: Json) => BigInt(commission) > 0n) ?? assert.fail("nobody was charged");
    const { commission, bond } = await stage.json("steward", "explain", first);
    assert.deepEqual([commission.measured, commission.announced, bond.debt], [10_000, 500, charged.debt]);
    assert.deepEqual([before.due.debt, before.due.owed], [charged.debt, charged.commission]);
    const covered = await stage.send("operator", "steward", "cover");
    assert.deepEqual([covered.tokens, covered.debt], [charged.debt, "0"]);
    const rest = await stage.json("steward", "explain", first);
    assert.equal(rest.bond.tokens, String(25n * SOL - BigInt(charged.debt)));
    // That an epoch is noted is what was wanted.
    const { isNew, isKnown, transactions } = await stage.send("operator", "steward", "note");
    assert.deepEqual([isNew, isKnown, transactions], [false, true, []]);
    const stranger = Keypair.generate().publicKey.toBase58();
    for (const name of ["assess", "cover", "rate"]) {
      assert.match(await stage.failing(3, "steward", name, stranger, ...OPERATOR), /no member/);
    }
  });

  it("vetoes, and lifts", async () => {
    assert.match(await stage.failing(2, "steward", "veto", first, "-k", "operator.json", "--yes"), /either a reason/);
    assert.match(
      await stage.failing(7, "steward", "veto", first, "it forks", "-k", "operator.json", "--yes"),
      // 100 tokens of five bonds count at most, so 10 can be vetoed; a bond of 25 counts, and never less than 5 SOL of it.
      /More than a tenth[\s\S]*Bonds of \d+(\.\d+)? tokens count, so \d+(\.\d+)? can be vetoed at a time; each veto takes[\s\S]*the least bond, 4\.\d+ tokens/,
    );
    assert.match(
      await stage.failing(7, "steward", "veto", first, "--lift", "-k", "operator.json", "--yes"),
      /not vetoed/,
    );
  });

  it("says of a veto which epoch is the first without it, and where its reason can be read", async () => {
    const result = { mode: "sent", transactions: [], vote: first, fromEpoch: 12n, untilEpoch: 42n } as const;
    const text = stewardVeto.text(result as never, { io: { width: 100 } } as never);
    assert.equal(text, `${first} is vetoed from epoch 12 until epoch 42`);
    // No veto reaches one of five: an explanation is given one. It was announced two epochs before it began.
    const { connection, deployment } = stage.client();
    const { whatIf, ...member } = await explainMember({ connection, deployment }, { vote: new PublicKey(first) });
    const vetoed = { ...memberShown({ ...member, veto: { from: 12n, until: 42n } }), whatIf };
    assert.match(
      flat(stewardExplain.text(vetoed as never, { io: { width: 100 } } as never)),
      /veto from epoch 12 until epoch 42; its reason is in the log of the admin's transaction of epoch 10/,
    );
  });

  it("closes no membership but one that was left behind", async () => {
    const close = (vote: string) => ["steward", "close", vote, "-k", "bob.json", "--yes"];
    assert.match(await stage.failing(7, ...close(first)), /belongs to a member/);
    assert.match(await stage.failing(3, ...close(Keypair.generate().publicKey.toBase58())), /no member/);
    const again = ["steward", "join", first, "20", "--pledge", "5", "--withdrawer", "withdrawer.json"];
    assert.match(await stage.failing(7, ...again, "-k", "alice.json", "--yes"), /belongs to a member/);
  });

  it("pays a bond back after four epochs", async () => {
    const due = stage.localnet.chain.epoch + 4n;
    const withdraw = ["steward", "withdraw", first, "-k", "bob.json", "--yes"];
    // Nothing was asked back: nothing is paid for to find that out.
    const sent = stage.localnet.chain.transactionCount;
    assert.match(await stage.failing(7, ...withdraw), /Nothing of this bond[\s\S]*`truestake steward leave VOTE`/);
    assert.equal(stage.localnet.chain.transactionCount, sent);
    const leave = ["steward", "leave", first, "-k", "alice.json", "--yes"];
    assert.match(await stage.failing(7, ...leave, "--tokens", "24"), /What stays has to be worth 5 SOL at least/);
    assert.match(await stage.failing(7, ...leave, "--tokens", "500"), /The bond has 24\.\d+ tokens/);
    const part = await stage.send("alice", "steward", "leave", first, "--tokens", "1");
    assert.deepEqual([part.tokens, part.payableFrom], [String(SOL), String(due)]);
    const back = await stage.run(...leave, "--tokens", "0");
    assert.equal(back.out, `nothing of the bond of ${first} is asked back any more`);
    // The question and the dry run say what it comes to, to the lamport, before anything is sent.
    const dry = await stage.run(...leave, "--dry-run");
    assert.match(dry.out, /events +WithdrawalRequested/);
    const [, stake, idled, debt] =
      /all of the bond [^(]*\(([\d.]+) SOL of stake leave, and ([\d.]+) SOL are owed for what idles of it; the bond then owes ([\d.]+) tokens; payable from epoch (?:\d+) on\)/.exec(
        dry.error,
      ) ?? assert.fail(dry.error);
    const { stake: there } = await stage.json("steward", "explain", first);
    assert.equal(stake, decimal(BigInt(there)));
    // Names of accounts stay whole where addresses are cut.
    stage.width = 60;
    const narrow = await stage.run("steward", "bond", first, "1", "-k", "bob.json", "--dry-run");
    stage.width = 100;
    assert.ok(narrow.out.includes("wallet's tokens"), narrow.out);
    assert.ok(
      narrow.out.split("\n").every((line) => line.length <= 60),
      narrow.out,
    );
    const left = await stage.send("alice", "steward", "leave", first);
    assert.ok(BigInt(left.tokens) > 24n * SOL);
    assert.deepEqual([decimal(BigInt(left.idledLamports)), decimal(BigInt(left.debt))], [idled, debt]);
    assert.equal(left.payableFrom, String(due));
    assert.match(
      await stage.failing(7, ...withdraw),
      new RegExp(`four epochs[^]*Wait for epoch ${due}: this is epoch ${due - 4n}`),
    );
    for (let epoch = 0; epoch < 4; epoch++) {
      await passEpochs(1);
      stage.localnet.chain.advanceSlots((stage.localnet.chain.slotsPerEpoch * 95n) / 100n);
      await stage.client("operator").deactivateAll();
    }
    await passEpochs(1);
    const { bond } = await stage.json("steward", "explain", first);
    assert.deepEqual([bond.debt, bond.requested], ["0", bond.tokens]);
    const paid = await stage.send("bob", "steward", "withdraw", first);
    assert.deepEqual([paid.left, paid.tokens], [true, bond.tokens]);
    assert.equal((await stage.json("steward", "report")).members.length, 4);
  });

  it("says of who left while it was vetoed until when it may not join, and closes what it left behind", async () => {
    const { chain } = stage.localnet;
    const keys = stewardOf(stage.client("operator").deployment);
    // No veto reaches one of five: the membership of another member is written as this one would have left it.
    const other = chain.account(membershipAddress(keys, new PublicKey(votes[1] ?? assert.fail()))) ?? assert.fail();
    const leaveBehind = (barredUntil: bigint) => {
      const data = Buffer.from(other.data);
      new PublicKey(first).toBuffer().copy(data, 46);
      data.writeBigUInt64LE(barredUntil, 110);
      chain.setAccount(membershipAddress(keys, new PublicKey(first)), { ...other, data });
    };
    const join = [
      "steward",
      "join",
      first,
      "20",
      "--pledge",
      "5",
      "--withdrawer",
      "withdrawer.json",
      "-k",
      "alice.json",
    ];
    const close = ["steward", "close", first, "-k", "bob.json", "--yes"];
    const [now, next] = [chain.epoch, chain.epoch + 1n];
    leaveBehind(next);
    assert.match(
      await stage.failing(7, ...join, "--yes"),
      new RegExp(`left while it was vetoed[^]*Wait for epoch ${next}`),
    );
    assert.match(await stage.failing(7, ...close), /left while it was vetoed/);
    assert.match(
      await stage.failing(3, "steward", "explain", first),
      new RegExp(`may join again from epoch ${next} on`),
    );
    leaveBehind(now);
    assert.equal((await stage.json(...close)).vote, first);
    assert.match(await stage.failing(3, ...close), /no member/);
  });

  it("removes whoever has no bond left", async () => {
    const second = votes[1] ?? assert.fail();
    const remove = ["steward", "remove", second, "-k", "bob.json", "--yes"];
    assert.match(await stage.failing(7, ...remove), /has a bond/);
    assert.match(await stage.failing(3, "steward", "remove", first, "-k", "bob.json", "--yes"), /no member/);
    // It loses more than its bond, and somebody pays the rest.
    const client = stage.client("operator");
    const { stake, stakeLamports } =
      (await client.snapshot()).validators.find(new PublicKey(second)) ?? assert.fail("the pool lists it");
    stage.localnet.chain.slash(stake, (25n * SOL * 1_000_000n) / stakeLamports);
    await passEpochs(1);
    const { bond } = await stage.json("steward", "explain", second);
    assert.deepEqual([bond.tokens, BigInt(bond.debt) > SOL], ["0", true]);
    assert.match(await stage.failing(7, ...remove), /owes/);
    const [whole, rest] = [BigInt(bond.debt) / SOL, BigInt(bond.debt) % SOL];
    // A token of it first: it is burned at once, and the rest is owed still.
    const one = await stage.send("bob", "steward", "bond", second, "1");
    assert.deepEqual([one.bond, one.burned, one.debt], ["0", String(SOL), String(BigInt(bond.debt) - SOL)]);
    const { out } = await stage.run("steward", "bond", second, `${whole - 1n}`, "-k", "bob.json", "--yes");
    const [burned, owed] = [decimal((whole - 1n) * SOL), decimal(rest)];
    assert.equal(
      out,
      `the bond of ${second} has 0 tokens; ${burned} tokens of them were burned for what it owed, and ${owed} tokens are still owed`,
    );
    const last = await stage.send("bob", "steward", "bond", second, decimal(rest));
    assert.deepEqual([last.bond, last.burned, last.debt], ["0", String(rest), "0"]);
    assert.match(await stage.failing(7, ...remove), /has not come back/);
    for (let epoch = 0; epoch < 4; epoch++) {
      await stage.send("operator", "steward", "rate");
      stage.localnet.chain.advanceSlots((stage.localnet.chain.slotsPerEpoch * 95n) / 100n);
      await client.deactivateAll();
      await passEpochs(1, { cranks: false });
      await stage.send("operator", "steward", "note");
      await stage.send("operator", "pool", "refresh");
      await stage.send("operator", "steward", "assess");
    }
    const { index } = await stage.send("bob", "steward", "remove", second);
    assert.equal(index, 1);
    assert.equal((await stage.json("steward", "report")).members.length, 3);
    assert.equal((await stage.send("operator", "steward", "crank")).removed, 0);
  });
});
