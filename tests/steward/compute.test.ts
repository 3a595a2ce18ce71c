// What rating and assessing cost: fifteen in one transaction without an address table.
import assert from "node:assert/strict";
import { PACKET_DATA_SIZE } from "@solana/web3.js";
import type { TestContext } from "../common";
import type { TestSteward } from "../common/steward";
import { stewardedPool } from "./fixture";

const MEMBERS = 15;
const given = stewardedPool(MEMBERS);

describe("compute of the steward", () => {
  let context: TestContext;
  let steward: TestSteward;

  before(() => {
    ({ context, steward } = given());
    for (const validator of steward.validators) steward.admit(validator);
    steward.nextEpoch();
    for (const validator of steward.validators) context.done(steward.list(validator));
    // A vote account with all the epochs that one remembers.
    for (let epochs = 0; epochs < 40; epochs++) steward.endEpoch();
    steward.nextEpoch();
  });

  it("rates fifteen in a transaction, each for 25,000 units at most", () => {
    const { units, landed } = context.done(steward.rate(steward.validators));
    assert(units <= 15n * 25_000n, `${units} units`);
    assert(landed.transaction.serialize().length <= PACKET_DATA_SIZE);
    const one = context.done(steward.rate(steward.validators.slice(0, 1)));
    assert(one.units <= 25_000n, `${one.units} units for one`);
    console.log(`      rate: ${units} units for 15, ${one.units} for one`);
  });

  it("assesses fifteen in a transaction", () => {
    const { units, landed } = context.done(steward.assess(steward.validators));
    assert(units <= 15n * 25_000n, `${units} units`);
    assert(landed.transaction.serialize().length <= PACKET_DATA_SIZE);
    console.log(`      assess: ${units} units for 15`);
  });
});
