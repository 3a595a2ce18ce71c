import assert from "node:assert/strict";
import { burned } from "../src/ledger";
import { SOL, Stage } from "./stage";

describe("keeper: a pass", () => {
  let stage: Stage;

  before(async () => {
    stage = await Stage.open();
  });
  after(() => stage.close());

  it("brings the pool into the epoch, and pays exactly what its ledger says", async () => {
    const payer = stage.payer();
    const keeper = stage.keeper(payer);
    await stage.passEpoch();
    const [cycle] = await keeper.once();
    assert.equal(cycle?.error, undefined, JSON.stringify(stage.lines, null, 1));
    const { pool, clock } = await stage.client().snapshot();
    assert.equal(pool.lastUpdateEpoch, clock.epoch);
    const costs = keeper.ledger.costs();
    assert.ok(costs.transactions > 0);
    const left = stage.localnet.chain.balance(payer.publicKey);
    assert.equal(10n * SOL - left, burned(costs) + costs.returnable);
  });
});
