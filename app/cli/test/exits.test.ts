import assert from "node:assert/strict";
import {
  ACCOUNT_SIZE,
  createInitializeAccountInstruction,
  createTransferInstruction,
  TOKEN_PROGRAM_ID,
} from "@solana/spl-token";
import { Keypair, SystemProgram } from "@solana/web3.js";
import { keypairWallet, sendTransaction, TicketStatus, tokenAddress } from "@truestake/sdk";
import { SOL, Stage } from "./support";

describe("truestake ticket, liquidity and exit-all", () => {
  let stage: Stage;

  before(async () => {
    stage = await Stage.open();
  });
  after(() => stage.close());

  const lamportsOf = (name: string): bigint =>
    BigInt(stage.localnet.chain.account(stage.key(name).publicKey)?.lamports ?? 0n);

  it("a ticket: ordered, listed, cancelled for nothing", async () => {
    const { ticket, lamports } = await stage.send("alice", "stake", "out", "10", "--by", "ticket");
    assert.equal(lamports, String(10n * SOL));
    const { tickets } = await stage.json("ticket", "list", "-k", "alice.json");
    assert.deepEqual([tickets[0].ticket, tickets[0].state, tickets[0].tokens], [ticket, "queued", String(10n * SOL)]);
    const { tokens, cost } = await stage.send("alice", "ticket", "cancel", ticket);
    assert.deepEqual([tokens, cost], [String(10n * SOL), "0"]);
  });

  it("a ticket: given away, settled, claimed by anybody for its owner", async () => {
    const { ticket } = await stage.send("alice", "stake", "out", "10", "--by", "ticket");
    const bob = stage.key("bob").publicKey.toBase58();
    await stage.send("alice", "ticket", "transfer", ticket, bob);
    await stage.localnet.call("localnet_passEpochs", { epochs: 1 });
    await stage.client("operator").crank();
    const before = lamportsOf("bob");
    const { lamports, tickets } = await stage.send("carol", "ticket", "claim", ticket);
    assert.equal(tickets, 1);
    assert.equal(lamportsOf("bob") - before, BigInt(lamports));
    assert.ok(BigInt(lamports) === 10n * SOL);
  });

  it("liquidity: show, add, remove all", async () => {
    const shown = await stage.json("liquidity", "show");
    assert.equal(shown.lamports, String(2_501n * SOL));
    const { shares } = await stage.send("carol", "liquidity", "add", "5");
    const removed = await stage.send("carol", "liquidity", "remove", "all");
    assert.equal(removed.shares, shares);
    assert.ok(5n * SOL - BigInt(removed.lamports) <= 2n, "floored twice");
  });

  it("exit-all --fastest: at once, with the ladder first", async () => {
    stage.fund("dora", 20n * SOL);
    await stage.send("dora", "stake", "in", "10");
    await stage.send("dora", "liquidity", "add", "5");
    const before = lamportsOf("dora");
    const ladder = await stage.send("dora", "stake", "exit-all", "--fastest", "--dry-run");
    assert.deepEqual(
      ladder.steps.map(({ does }: { does: string }) => does),
      ["remove-liquidity", "liquid"],
    );
    const done = await stage.send("dora", "stake", "exit-all", "--fastest");
    assert.equal(done.received, String(lamportsOf("dora") - before));
    const least = done.steps.reduce((sum: bigint, step: { least: string }) => sum + BigInt(step.least), 0n);
    assert.ok(BigInt(done.received) >= least - 20_000n, `${done.received} of ${least}`);
    assert.equal(done.again, null);
    assert.equal((await stage.send("dora", "stake", "exit-all", "--fastest")).mode, "done");
  });

  it("exit-all --most while paused: the ticket is in the wallet an epoch later, by the same command", async () => {
    await stage.send("dora", "stake", "in", "10");
    await stage.client("operator").pause({ seconds: 3_600 });
    const first = await stage.send("dora", "stake", "exit-all", "--most");
    assert.deepEqual([first.made.length, first.made[0].does], [1, "ticket"]);
    assert.notEqual(first.again, null);
    // Again at once: nothing is ordered twice.
    assert.deepEqual((await stage.send("dora", "stake", "exit-all", "--most")).made, []);
    await stage.client("operator").unpause();
    await stage.localnet.call("localnet_passEpochs", { epochs: 1 });
    await stage.client("operator").crank();
    const before = lamportsOf("dora");
    const last = await stage.send("dora", "stake", "exit-all", "--most");
    assert.deepEqual([last.made[0].does, last.again], ["claim", null]);
    assert.ok(lamportsOf("dora") - before >= BigInt(first.made[0].least) - 10_000n);
  });

  it("exit-all --within: what pays most within the span", async () => {
    await stage.send("dora", "stake", "in", "3");
    const within = async (span: string) => {
      const { steps } = await stage.send("dora", "stake", "exit-all", "--within", span, "--dry-run");
      return steps.map(({ does }: { does: string }) => does);
    };
    assert.deepEqual([await within("1s"), await within("1h")], [["liquid"], ["ticket"]]);
    assert.match(await stage.failing(2, "stake", "exit-all", "-k", "dora.json"), /say what matters/);
    assert.match(await stage.failing(2, "stake", "exit-all", "--within", "soon", "-k", "dora.json"), /no span of time/);
  });

  it("exit-all with shares and tokens, the liquidity pool holding tokens: each step of what there is then", async () => {
    stage.fund("fay", 60n * SOL);
    await stage.send("fay", "stake", "in", "10");
    await stage.send("fay", "liquidity", "add", "20");
    await stage.send("alice", "stake", "out", "200", "--by", "liquid");
    const { made, left, again } = await stage.send("fay", "stake", "exit-all", "--fastest");
    assert.deepEqual(
      [made.map(({ does }: { does: string }) => does), left, again],
      [["remove-liquidity", "liquid"], [], null],
    );
    const { tokens, shares } = await stage.json("stake", "list", "-k", "fay.json");
    assert.deepEqual([tokens, shares], ["0", "0"]);
  });

  it("[fault-false-done] exit-all while the pool is out of date: its cranks run first, and nothing is called left", async () => {
    stage.fund("erin", 60n * SOL);
    await stage.send("erin", "stake", "in", "50");
    await stage.localnet.call("localnet_passEpochs", { epochs: 1 });
    const words = ["stake", "exit-all", "--most", "-k", "erin.json"];
    assert.match(await stage.failing(7, ...words, "--dry-run"), /has not been updated/);
    const { made, left } = await stage.json(...words, "--yes");
    assert.deepEqual([made.map(({ does }: { does: string }) => does), left], [["ticket"], []]);
    assert.equal((await stage.json("stake", "list", "-k", "erin.json")).tokens, "0");
  });

  it("exit-all takes tokens of every token account, and received tickets that are named", async () => {
    const [jon, alice, second] = [stage.fund("jon", 5n * SOL), stage.key("alice"), Keypair.generate()];
    const { ticket } = await stage.send("alice", "stake", "out", "7", "--by", "ticket");
    await stage.send("alice", "ticket", "transfer", ticket, jon.publicKey.toBase58());
    const lamports = Number(stage.localnet.chain.rentFor(BigInt(ACCOUNT_SIZE)));
    const made = { fromPubkey: alice.publicKey, newAccountPubkey: second.publicKey, lamports, space: ACCOUNT_SIZE };
    await sendTransaction(stage.localnet.chain.connection, keypairWallet(alice), {
      instructions: [
        SystemProgram.createAccount({ ...made, programId: TOKEN_PROGRAM_ID }),
        createInitializeAccountInstruction(second.publicKey, stage.mint, jon.publicKey),
        createTransferInstruction(
          tokenAddress(stage.mint, alice.publicKey),
          second.publicKey,
          alice.publicKey,
          3n * SOL,
        ),
      ],
      signers: [second],
    });
    const done = await stage.send("jon", "stake", "exit-all", "--fastest", "--ticket", ticket);
    const steps = done.steps.map(({ does, of }: { does: string; of: string }) => [does, of]);
    assert.deepEqual(steps, [
      ["wait", ticket],
      ["liquid", second.publicKey.toBase58()],
    ]);
    assert.equal(done.made[0].amount, String(3n * SOL));
    assert.notEqual(done.again, null);
  });

  // The last one: rents stay as high as they are then.
  it("[fault-kept-rent] exit-all with tickets that are paid, paid in part and given back: each once, and what is kept for a rent is not claimed", async () => {
    stage.fund("kim", 700n * SOL);
    await stage.send("kim", "stake", "in", "600");
    const operator = stage.client("operator");
    await operator.delegateAll();
    await stage.localnet.call("localnet_passEpochs", { epochs: 1 });
    await operator.crank();
    const own = stage.client("kim");
    // The second is worth less than its account will lack of the rent of 384 bytes, which will be 8,017,920: beside what it has at
    // 6,960 lamports a byte, 5,345,280.
    const tiny = 1_200_000n;
    const dear = 20_880n;
    const rent = 384n * stage.localnet.chain.lamportsPerByte;
    const missing = 8_017_920n - rent;
    assert.equal(384n * dear, 8_017_920n);
    const order = async (tokens: bigint) => (await own.orderUnstake({ tokens })).ticket.toBase58();
    const { reserveLamports } = await own.pool();
    const [paid, returned, open] = [await order(SOL), await order(tiny), await order(reserveLamports + 20n * SOL)];
    stage.localnet.chain.setRent(dear);
    await stage.localnet.call("localnet_passEpochs", { epochs: 1 });
    await operator.refresh();
    await operator.settleTickets();
    const [first, second, third] = await own.tickets();
    assert.ok(first && second && third);
    assert.deepEqual(
      [first, second, third].map(({ status }) => TicketStatus[status]),
      ["Settled", "Returned", "Queued"],
    );
    assert.ok(third.claimableLamports > missing && third.tokens > 10n * SOL, "the third is paid in part");
    const ladder = await stage.send("kim", "stake", "exit-all", "--most", "--dry-run");
    const claims = ladder.steps.filter(({ does }: { does: string }) => does === "claim");
    assert.deepEqual(
      claims.map(({ of, amount, least }: Record<string, string>) => [of, amount, least]),
      [
        [paid, "0", String(first.claimableLamports)],
        [returned, String(tiny), "0"],
        [open, "0", String(third.claimableLamports - missing)],
      ],
    );
    const tokensOf = async () => BigInt((await stage.json("stake", "list", "-k", "kim.json")).tokens);
    const tokens = await tokensOf();
    const done = await stage.send("kim", "stake", "exit-all", "--most");
    assert.deepEqual(
      done.made.map(({ does }: { does: string }) => does),
      ["claim", "claim", "claim", "ticket"],
    );
    // What came back leaves with the rest.
    assert.equal(done.made[3].amount, String(tokens + tiny));
    assert.equal(await tokensOf(), 0n);
    assert.deepEqual(
      (await own.tickets()).map(({ status, claimableLamports }) => [TicketStatus[status], claimableLamports]),
      [
        ["Queued", missing],
        ["Queued", 0n],
      ],
    );
    // Again at once: what its account keeps is no step, and nothing is sent for it.
    const before = lamportsOf("kim");
    const again = await stage.send("kim", "stake", "exit-all", "--most");
    assert.deepEqual([again.made, again.left, lamportsOf("kim")], [[], [], before]);
    assert.notEqual(again.again, null);
  });
});
