import assert from "node:assert/strict";
import { Stage } from "./support";

describe("truestake pool", () => {
  let stage: Stage;

  before(async () => {
    stage = await Stage.open();
  });
  after(() => stage.close());

  it("show: the books to the lamport", async () => {
    const shown = await stage.json("pool", "show");
    const { pool } = await stage.client().snapshot();
    assert.equal(shown.mint, stage.demo.mint);
    assert.deepEqual([shown.price.total, shown.price.supply], ["7501000000000", "7501000000000"]);
    assert.equal(shown.reserve, String(pool.reserveLamports));
    assert.equal(shown.fees.reward, 500);
  });
});
