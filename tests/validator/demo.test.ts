import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import type { DemoResult } from "../../demo/story";
import { root } from "./shared";

describe("npm run demo -- --chain validator", () => {
  it("shows a price that rises by the chain's own rewards, and a ticket paid to the lamport", async () => {
    const child = spawn(process.execPath, ["toolchain/run.mjs", "demo", "--chain", "validator", "--output", "json"], {
      cwd: root,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let [stdout, stderr] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
    });
    const [status] = await once(child, "close");
    assert.equal(status, 0, stderr);

    const { chain, epochs, ticket, backing }: DemoResult = JSON.parse(stdout);
    assert.equal(chain, "validator");
    assert.ok(epochs.length >= 3);
    for (const [index, { total, supply, price }] of epochs.entries()) {
      const before = epochs[index - 1];
      if (!before) continue;
      assert.ok(BigInt(total) * BigInt(before.supply) > BigInt(before.total) * BigInt(supply));
      assert.ok(price > before.price, "also as it is printed");
    }
    const [ordered, settled] = [BigInt(ticket.ordered), BigInt(ticket.settled)];
    assert.equal(BigInt(ticket.paid), ordered < settled ? ordered : settled);
    assert.equal(backing.ok, true);
    assert.ok(BigInt(backing.held) >= BigInt(backing.owed));
  });
});
