// Random lives of stewards on the chain and in the model. A failure prints seed, path and replayPath: TEST_SEED, TEST_PATH and
// TEST_REPLAY repeat it; TEST_SEQUENCES says how many.
import assert from "node:assert/strict";
import idl from "../../../artifacts/steward.json";
import { SEED } from "../../common";
import { GATES } from "../../common/steward";
import type { Counts } from "./life";
import { live, STEPS } from "./run";
import { begin, OPENING_NAMES } from "./setup";

const REPLAYED = process.env.TEST_PATH !== undefined;
const SEQUENCES = REPLAYED ? 1 : Number(process.env.TEST_SEQUENCES ?? 8);
/** So many lives try everything. */
const ENOUGH = 30;
/** Lives of one test. */
const BATCH = 4;

describe(`${SEQUENCES} random lives of a steward, of ${STEPS} steps (TEST_SEED=${SEED})`, function () {
  this.timeout(0);
  const counts: Counts = {};

  it("begin as the model says", () => {
    for (const opening of OPENING_NAMES) begin(opening, counts);
  });

  for (let done = 0; done < SEQUENCES; done += BATCH) {
    const seed = SEED + done / BATCH;
    const count = Math.min(BATCH, SEQUENCES - done);
    it(`do what the model says, ${count} of seed ${seed}`, () => live(seed, count, counts));
  }

  it("have had all gates compared that no life reaches by chance alone", () => {
    console.log(`      gates: ${JSON.stringify(counts.gates)}`);
    const rare = ["debt", "blsKey", "balance", "unknown"];
    assert.deepEqual(
      rare.filter((name) => !counts.gates?.[name]),
      [],
    );
  });

  if (SEQUENCES < ENOUGH) return;
  it("have had every gate compared", () => {
    assert.deepEqual(
      Object.keys(GATES).filter((name) => !counts.gates?.[name]),
      [],
    );
  });

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
