// What the steward's arithmetic makes of bonds that come and go; the numbers are those of crates/steward-math.
import assert from "node:assert/strict";
import fc from "fast-check";
import { stewardMath } from "../../src/steward";

const { rampAfter, rampLowered, countedAt, bondFor, capOf } = stewardMath;
const NONE = { counted: 0n, step: 0n, epoch: 0n };

describe("the steward's arithmetic", () => {
  it("has tokens that come and are asked back hurry no others", () => {
    const ramp = rampAfter(NONE, 7n, 0n, 100n);
    // 1,000 more in the same epoch would count 110 in each: of the 100 that stay a tenth is 10.
    const lent = rampLowered(rampAfter(ramp, 7n, 100n, 1_100n), 7n, 100n);
    assert.deepEqual(
      [7n, 8n, 17n].map((epoch) => countedAt(lent, epoch, 100n)),
      [0n, 10n, 100n],
    );
    // What counts by then stays: in epoch 12 half of them do.
    assert.deepEqual(rampLowered(ramp, 12n, 100n), { counted: 50n, step: 10n, epoch: 12n });
    // All is asked back.
    assert.deepEqual(rampLowered(ramp, 12n, 0n), { counted: 0n, step: 0n, epoch: 12n });
  });

  it("asks for the least bond that allows so much stake", () => {
    // 0.1 % of 80,000,000,001 is 80,000,000.001: ceiled.
    assert.equal(bondFor(80_000_000_001n, 1_000_000), 80_000_001n);
    fc.assert(
      fc.property(fc.bigInt(0n, 1n << 60n), fc.integer({ min: 1, max: 100_000_000 }), (stake, ratio) => {
        const bond = bondFor(stake, ratio);
        assert(capOf(bond, ratio) >= stake && (bond === 0n || capOf(bond - 1n, ratio) < stake));
      }),
    );
  });
});
