// What `npm run demo -- --output json` must end with, on any chain.
import assert from "node:assert/strict";
import type { WayOut } from "../../demo/exits";
import type { DemoResult } from "../../demo/story";

/** Reads a demo's result; fails unless the price rose, everybody was paid to the lamport, and the books are backed. */
export function assertGoodDemo(stdout: string): DemoResult {
  const result: DemoResult = JSON.parse(stdout);
  const { epochs, ticket, exits, backing } = result;
  for (const [index, { total, supply, price }] of epochs.entries()) {
    const before = epochs[index - 1];
    if (!before) continue;
    assert.ok(BigInt(total) * BigInt(before.supply) > BigInt(before.total) * BigInt(supply));
    assert.ok(price > before.price, "also as it is printed");
  }
  const [ordered, settled] = [BigInt(ticket.ordered), BigInt(ticket.settled)];
  assert.equal(BigInt(ticket.paid), ordered < settled ? ordered : settled);
  assertPaid(exits.instant);
  assertPaid(exits.stakeAccount);
  assert.ok(BigInt(exits.stakeAccount.returned) < BigInt(exits.stakeAccount.tokens), "its fee is paid");
  assert.equal(backing.ok, true);
  assert.ok(BigInt(backing.held) >= BigInt(backing.owed));
  return result;
}

function assertPaid({ worth, fee, received }: WayOut): void {
  assert.ok(BigInt(fee) > 0n);
  assert.equal(BigInt(received), BigInt(worth) - BigInt(fee));
}
