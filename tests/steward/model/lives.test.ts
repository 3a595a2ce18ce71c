// Random lives of stewards on the chain and in the model. A failure prints seed, path and replayPath: TEST_SEED, TEST_PATH and
// TEST_REPLAY repeat it; TEST_SEQUENCES says how many.
import assert from "node:assert/strict";
import idl from "../../../artifacts/steward.json";
import { SEED } from "../../common";
import type { Counts } from "./life";
import { live, STEPS } from "./run";

const REPLAYED = process.env.TEST_PATH !== undefined;
const SEQUENCES = REPLAYED ? 1 : Number(process.env.TEST_SEQUENCES ?? 8);
/** So many lives try everything. */
const ENOUGH = 30;
/** Lives of one test. */
const BATCH = 4;

describe(`${SEQUENCES} random lives of a steward, of ${STEPS} steps (TEST_SEED=${SEED})`, function () {
  this.timeout(0);
  const counts: Counts = {};

  for (let done = 0; done < SEQUENCES; done += BATCH) {
    const seed = SEED + done / BATCH;
    const count = Math.min(BATCH, SEQUENCES - done);
    it(`do what the model says, ${count} of seed ${seed}`, () => live(seed, count, counts));
  }

  if (SEQUENCES < ENOUGH) return;
  it("have had every instruction succeed", () => {
    for (const [name, outcomes] of Object.entries(counts))
      console.log(`      ${name.padEnd(20)} ${JSON.stringify(outcomes)}`);
    const all = idl.instructions.map(({ name }) => name).filter((name) => name !== "create_steward");
    assert.deepEqual(
      all.filter((name) => !counts[name]?.done),
      [],
    );
  });
});
