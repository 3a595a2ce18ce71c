// Random lives of pools on the chain and in the model. A failure prints seed, path and replayPath: TEST_SEED, TEST_PATH and
// TEST_REPLAY repeat it.
import assert from "node:assert/strict";
import { SEED } from "../common";
import { Coverage } from "./coverage";
import { collect, isOurs, leave, SEES_ALL } from "./parts";
import { live, STEPS } from "./run";

const REPLAYED = process.env.TEST_PATH !== undefined;
const SEQUENCES = REPLAYED ? 1 : Number(process.env.TEST_SEQUENCES ?? 200);
/** So many lives try everything. */
const ENOUGH = 100;
/** Lives of one test. */
const BATCH = 20;

describe(`${SEQUENCES} random lives of ${STEPS} steps (TEST_SEED=${SEED})`, function () {
  this.timeout(0);
  const coverage = new Coverage();

  for (let done = 0; done < SEQUENCES; done += BATCH) {
    if (!isOurs(done / BATCH)) continue;
    const seed = SEED + done / BATCH;
    const count = Math.min(BATCH, SEQUENCES - done);
    it(`do what the model says, ${count} of seed ${seed}`, () => live(seed, count, coverage));
  }

  after(() => leave(coverage));

  if (SEQUENCES < ENOUGH || !SEES_ALL) return;
  it("have had every instruction succeed", () => {
    collect(coverage);
    console.log(coverage.table());
    assert.deepEqual(coverage.missing, []);
  });
});
