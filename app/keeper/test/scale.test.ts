// A keeper at a pool of 1,000 validators: what an epoch at rest takes.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fetchSnapshot, isFresh, keypairWallet, nodesOf, PROGRAM_ID } from "@truestake/sdk";
import { ScalePool } from "../../../tests/bench/scalePool";
import { Budget } from "../src/budget";
import { Guard } from "../src/guard";
import { Ledger } from "../src/ledger";
import { openLog } from "../src/log";
import { Metrics } from "../src/metrics";
import { PoolKeeper } from "../src/pass";

const VALIDATORS = 1_000;
/** Micro-lamports per unit that an epoch is priced at beside nothing: what is paid when the chain is busy. */
const BUSY = 20_000n;

describe(`keeper: ${VALIDATORS} validators`, function () {
  this.timeout(300_000);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "truestake-scale-"));
  after(() => fs.rmSync(folder, { recursive: true }));

  it("brings them into an epoch at rest in 19 transactions at most", async () => {
    const scale = new ScalePool();
    scale.addValidators(VALIDATORS);
    await scale.keepTables();
    scale.delegateAll();
    scale.nextEpoch();
    await scale.update();
    scale.nextEpoch();
    const { payer } = scale.context;
    const ledger = Ledger.open(folder, payer.publicKey.toBase58());
    const nodes = nodesOf(scale.chain.connection);
    const lines: string[] = [];
    const pool = new PoolKeeper(
      { mint: scale.pool.pdas.mint, programId: PROGRAM_ID },
      {
        acting: {
          ...{ nodes, wallet: keypairWallet(payer), ledger, metrics: new Metrics("scale"), now: Date.now },
          budget: new Budget(10n ** 9n, (epoch) => ledger.spent(epoch)),
          broadcast: async (bytes) => {
            await nodes.sendRawTransaction(bytes, { skipPreflight: true });
          },
          ...{ patience: 60_000, poll: 10 },
        },
        ...{ chain: nodes, guard: new Guard(), log: openLog({ write: (line) => lines.push(line) }, () => []), folder },
        fees: { first: BUSY, factor: 3, most: 1_000_000n, patience: 60_000 },
        stagger: { slice: 1_000, places: 8, keepers: [] },
        ...{ lookupTables: true, removeDrained: true, lossesWithin: 600_000 },
      },
    );
    const { snapshot, error } = await pool.pass({ isAlone: true });
    assert.equal(error, undefined, lines.join(""));
    assert.ok(isFresh(await fetchSnapshot(nodes, scale.pool.pdas)));
    assert.equal(snapshot.validators.count, VALIDATORS);
    const costs = ledger.costs();
    const sol = (lamports: bigint) => (Number(lamports) / 1e9).toFixed(6);
    const each = ledger.cranks.map((crank) => `${crank} ${ledger.costs({ crank }).transactions}`).join(", ");
    console.log(
      `      ${costs.transactions} transactions: ${sol(costs.base)} SOL an epoch, and ${sol(costs.priority)} SOL at ${BUSY} micro-lamports a unit`,
    );
    assert.ok(costs.transactions <= 19, each);
    assert.equal(costs.base, 5_000n * BigInt(costs.transactions));
  });
});
