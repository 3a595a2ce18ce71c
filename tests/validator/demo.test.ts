import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { assertGoodDemo } from "../common/demo";
import { root } from "./shared";

describe("npm run demo -- --chain validator", () => {
  it("shows a price that rises by the chain's own rewards, and exits paid to the lamport", async () => {
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

    const { chain, epochs } = assertGoodDemo(stdout);
    assert.equal(chain, "validator");
    assert.ok(epochs.length >= 3);
  });
});
