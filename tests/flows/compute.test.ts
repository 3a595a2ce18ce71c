import assert from "node:assert/strict";
import { CEILINGS, measure, restingValidatorsPerTransaction } from "../bench/compute";

describe("compute units", () => {
  const [small, large] = [measure(10), measure(60)];

  for (const { instruction, what, units } of CEILINGS) {
    it(`${instruction}${what ? `, ${what},` : ""} stays under ${units}`, () => {
      const measured = small.filter((row) => row.instruction === instruction && (what ?? row.what) === row.what);
      assert(measured.length > 0, "it is measured");
      for (const row of measured) assert(row.units <= units, `${row.what}: ${row.units}`);
    });
  }

  it("does not grow with the number of validators", () => {
    // Their addresses are found by luck.
    const metadata = ["create_token_metadata", "update_token_metadata"];
    const made = ["order_unstake", "withdraw_stake_account", "add_validator", "create_liquidity"];
    const compared = ["transfer_ticket", "set_role"];
    const searched = new Set([...made, ...metadata, ...compared]);
    for (const [index, row] of small.entries()) {
      const other = large[index];
      assert(other && other.what === row.what);
      if (searched.has(row.instruction)) continue;
      // Random addresses are compared up to where they differ, and Anchor keeps those that are written to in order, which
      // takes some tens of units more or less. A list that is walked would take thousands for these 50 validators.
      const growth = Math.abs(other.units - row.units);
      assert(growth <= 150, `${row.instruction}, ${row.what}: ${row.units} and ${other.units}`);
    }
  });

  it("fits at least 18 resting validators into a transaction without a lookup table", () => {
    assert(restingValidatorsPerTransaction() >= 18);
  });
});
