// A short piece of `npm run keeper:soak`, which counts over 200 epochs: of few, one that is bad says little.
import assert from "node:assert/strict";
import { faultsOf, soak, tableOf } from "../../app/keeper/test/soak/soak";

const seed = Number(process.env.TEST_SEED ?? Math.floor(Math.random() * 2 ** 31));
const EPOCHS = 10;
/** Of thirty transactions one in vain is more than two in a hundred already. */
const MOST_IN_VAIN = 4;
/** Epochs whose price may come after their first tenth, and where it has to be at last: on a busy machine slots pass faster. */
const MOST_LATE = 1;
const LATEST = 0.25;

describe("keeper: three of them, as processes, in bad weather", function () {
  this.timeout(600_000);

  it(`${EPOCHS} epochs: within budget, nothing lost, fresh in time`, async () => {
    console.log(`    TEST_SEED=${seed}`);
    const report = await soak(EPOCHS, seed);
    console.log(tableOf(report).replace(/^/gm, "      "));
    const { freshness, inVain } = report;
    const inTime = freshness.filter((part) => part <= 0.1);
    assert.ok(freshness.length - inTime.length <= MOST_LATE, `fresh after ${freshness} of an epoch`);
    assert.ok(
      freshness.every((part) => part <= LATEST),
      `fresh after ${freshness} of an epoch`,
    );
    assert.ok(inVain <= MOST_IN_VAIN, `${inVain} transactions changed nothing`);
    assert.deepEqual(faultsOf({ ...report, freshness: inTime, inVain: 0 }), []);
    assert.equal(report.epochs, EPOCHS);
  });
});
