// Where the stake history lacks an epoch, a resting stake account is left alone, with all that it holds; but all that it holds is noted
// as the highest rent a stake address was given. A gift to one such account then makes all stake of the pool count as rents, for ever,
// and anybody has the queue give up a ticket for which stake is there.
import assert from "node:assert/strict";
import { TicketStatus } from "@truestake/sdk";
import { SOL, TestContext } from "../common";
import { FREE } from "./helpers";

describe("[fault-gap-rents] a gift to a resting account whose history has a gap", () => {
  it("is no rent: a late ticket waits for stake, and is not given up", () => {
    const context = new TestContext();
    const pool = context.createTestPool({ ...FREE, scores: [100, 100, 100] });
    const { chain } = context;
    const user = pool.user("user");
    pool.deposit(user, 299n * SOL);
    pool.delegateAll();
    pool.nextEpoch();
    // Validator 2 is drained and kept.
    pool.setScores({ index: 2, score: 0, keep: true });
    pool.emergency(2);
    const lacking = chain.epoch;
    pool.nextEpoch();
    pool.delegateAll();
    pool.nextEpoch();
    const rent = pool.state.fundedRent;
    // The cluster comes back from a restart without an epoch.
    const history = new Map(chain.stakeHistory);
    assert(history.delete(lacking));
    chain.setStakeHistory(history);
    chain.donate(pool.stake(2), 60n * SOL);
    pool.updateValidators();
    // Even when the gift has come to the pool and the history is whole again.
    history.set(lacking, chain.clusterStakeIn(lacking));
    chain.setStakeHistory(new Map([...history].sort(([a], [b]) => Number(a - b))));
    pool.nextEpoch();
    pool.delegateAll();
    pool.toMovingPart();
    const ticket = pool.order(user, 100n * SOL);
    pool.nextEpoch();
    pool.nextEpoch();
    assert.equal(context.send(pool.settleInstruction()).error, "ReserveTooLow");
    assert.equal(pool.ticket(ticket).status, TicketStatus.Queued);
    assert.equal(pool.state.fundedRent, rent);
  });
});
