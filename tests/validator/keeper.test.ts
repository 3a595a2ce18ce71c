// The keeper as a process on a real validator: killed once and cut off once, and the price is there in every epoch all the same.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Keypair } from "@solana/web3.js";
import { burned, Ledger, readHistory } from "@truestake/keeper";
import { FaultProxy } from "@truestake/localnet";
import { fetchPriceHistory, fetchTickets, TicketStatus } from "@truestake/sdk";
import { bundleCli, KeeperProcess } from "../../app/keeper/test/soak/process";
import { funded, type LivePool, newPool, SOL, until } from "./shared";

const EPOCHS = 20n;
/** When, counted in epochs, the keeper is killed, and when its node is cut off: both as an epoch begins, when they hurt most. */
const [KILLED, CUT] = [6n, 12n];
/** Calls of the keeper that nobody answers meanwhile. */
const CALLS_CUT = 6;
const BALANCE = 100n * SOL;
/** Two minutes where the machine keeps up; the validator's epochs take longer where it does not. */
const MOST_SECONDS = 1_200;

describe("truestake keeper on a validator", function () {
  this.timeout(MOST_SECONDS * 1_000);
  let pool: LivePool;
  let proxy: FaultProxy;
  let keeper: KeeperProcess | undefined;
  let payer: Keypair;
  let home: string;
  let cli: string;
  let [isCut, hungUp] = [false, 0];

  before(async () => {
    pool = await newPool([100, 50]);
    proxy = await FaultProxy.start(pool.chain, {
      call: (_, forward) => {
        if (!isCut) return forward();
        hungUp++;
        return "hang up";
      },
    });
    payer = await funded(pool.chain, BALANCE);
    home = fs.mkdtempSync(path.join(os.tmpdir(), "truestake-keeper-"));
    cli = await bundleCli();
  });
  after(async () => {
    await keeper?.kill();
    await proxy?.close();
    for (const folder of [home, cli && path.dirname(cli)]) if (folder) fs.rmSync(folder, { recursive: true });
  });

  it(`${EPOCHS} epochs with a kill and a cut: fresh in every one, and nothing lost`, async () => {
    const { chain, admin, user } = pool;
    const config = path.join(home, "keeper.toml");
    fs.writeFileSync(path.join(home, "payer.json"), JSON.stringify([...payer.secretKey]));
    fs.writeFileSync(
      config,
      `cluster = "validator"
keypair = "payer.json"
budget-lamports = 5_000_000
interval = "500ms"
poll = "100ms"
timeout = "1s"
history = "history"
[[endpoints]]
name = "validator"
url = "${proxy.url}"
[[pools]]
mint = "${admin.mint.toBase58()}"
[fees]
patience = "2s"
[stagger]
places = 1
`,
    );
    await user.depositSol({ lamports: 500n * SOL });
    keeper = new KeeperProcess(cli, home, config);
    keeper.start();
    await until("the keeper runs", () => keeper?.isReady === true);
    const first = (await chain.time()).epoch + 1n;
    const epochIs = (epoch: bigint) => async () => (await chain.time()).epoch >= epoch;

    await until("the kill", epochIs(first + KILLED), MOST_SECONDS);
    await keeper.kill();
    keeper.start();
    await user.orderUnstake({ tokens: 20n * SOL });
    await until("the cut", epochIs(first + CUT), MOST_SECONDS);
    isCut = true;
    proxy.cut();
    await until("calls without an answer", () => hungUp >= CALLS_CUT);
    isCut = false;
    await until("the last epoch", epochIs(first + EPOCHS), MOST_SECONDS);
    await until("its price", async () => (await user.pool()).lastUpdateEpoch >= first + EPOCHS);
    // The chain shows the price before the keeper has noted that its update landed.
    const history = path.join(home, "history");
    const read = () => Ledger.read(history, payer.publicKey.toBase58());
    await until("the last outcome", async () => read().open.length === 0);
    assert.equal(await keeper.stop(), 0, keeper.lines.slice(-5).join("\n"));

    // The pool keeps an entry for each update: one of every epoch is the proof that none was missed.
    const { entries } = await fetchPriceHistory(chain.connection, admin.deployment);
    const updated = new Set(entries.map(({ epoch }) => epoch));
    const wanted = Array.from({ length: Number(EPOCHS) }, (_, at) => first + BigInt(at));
    assert.deepEqual(
      wanted.filter((epoch) => !updated.has(epoch)),
      [],
      "epochs without a price",
    );
    assert.equal(keeper.starts, 2);
    const ledger = read();
    // What was on its way when it was killed is found out by the start after it.
    assert.deepEqual(ledger.open, []);
    const costs = ledger.costs();
    const left = BigInt(await chain.connection.getBalance(payer.publicKey, "confirmed"));
    assert.equal(BALANCE - left, burned(costs) + costs.returnable);
    assert.ok(costs.transactions >= Number(EPOCHS), `${costs.transactions} transactions`);
    const lines = readHistory(history, admin.mint.toBase58());
    assert.equal(new Set(lines.map(({ epoch }) => epoch)).size, lines.length);
    const queued = { pool: admin.deployment.pool, status: TicketStatus.Queued };
    assert.deepEqual(await fetchTickets(chain.connection, queued), [], "the ticket was forgotten");
    assert.ok((await admin.proofOfBacking()).ok);
    const [sol, mean] = [Number(burned(costs)) / 1e9, costs.transactions / Number(EPOCHS)];
    console.log(`      ${costs.transactions} transactions, ${mean.toFixed(1)} in an epoch; ${sol.toFixed(6)} SOL`);
  });
});
