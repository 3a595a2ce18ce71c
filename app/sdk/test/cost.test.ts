// What a user's action reads is a few kB, and the same in a pool of any size.
import assert from "node:assert/strict";
import { BUDGETS, type Costs, measure } from "./cost/actions";

describe("what actions read", () => {
  const costs = new Map<number, Costs>();
  for (const validators of [10, 10_000]) {
    it(`stays within its budgets with ${validators} validators`, async function () {
      this.timeout(600_000);
      const measured = await measure(validators);
      costs.set(validators, measured);
      assert.deepEqual(measured.actions.map(({ action }) => action).sort(), Object.keys(BUDGETS).sort());
      for (const { action, first, again } of measured.actions) {
        const { data, rounds } = BUDGETS[action] ?? { data: 0, rounds: 0 };
        assert.ok(first.data > 0 && first.data <= data, `${action} reads ${first.data} bytes of ${data}`);
        assert.ok(first.rounds <= rounds, `${action} takes ${first.rounds} rounds of ${rounds}`);
        assert.ok(again.data <= first.data && again.rounds <= first.rounds, `${action} reads no more the second time`);
        // Base64, JSON, and what belongs to an account beside its data.
        assert.ok(
          first.response <= 2 * first.data + 300 * first.calls + 1_500,
          `${action}: ${first.response} bytes of text`,
        );
      }
    });
  }

  it("is the same with 10,000 validators as with 10", () => {
    const [few, many] = [costs.get(10), costs.get(10_000)];
    assert.ok(few && many);
    for (const [place, { action, first }] of few.actions.entries()) {
      // Of ten validators there are only ten records to be seen.
      if (action === "planExit" || action.endsWith("any validator")) continue;
      assert.equal(many.actions[place]?.first.data, first.data, action);
      assert.equal(many.actions[place]?.first.rounds, first.rounds, action);
    }
    assert.ok(many.snapshot.data > 1_900_000, "only a keeper reads the list");
    assert.ok(many.snapshot.calls > 20, "and in slices");
    // Neither the ring nor the stake history is read whole again.
    const { queue, rules } = many;
    assert.ok(
      queue.again.data < 1_000 && 10 * queue.again.data < queue.first.data,
      `${queue.again.data} bytes of the queue`,
    );
    assert.ok(rules.needed.data < 500, `${rules.needed.data} bytes of rules`);
  });
});
