import assert from "node:assert/strict";
import { faultsOf, soak, tableOf } from "./soak/soak";

const seed = Number(process.env.TEST_SEED ?? Math.floor(Math.random() * 2 ** 31));
const EPOCHS = 10;
/** Of thirty transactions one in vain is more than two in a hundred, and says little: `npm run keeper:soak` counts hundreds. */
const FEW = 2;

describe("keeper: three of them, as processes, in bad weather", function () {
  this.timeout(600_000);

  it(`${EPOCHS} epochs: fresh in time, within budget, nothing lost`, async () => {
    console.log(`    TEST_SEED=${seed}`);
    const report = await soak(EPOCHS, seed);
    console.log(tableOf(report).replace(/^/gm, "      "));
    const inVain = report.inVain <= FEW ? 0 : report.inVain;
    assert.deepEqual(faultsOf({ ...report, inVain }), []);
    assert.equal(report.epochs, EPOCHS);
  });
});
