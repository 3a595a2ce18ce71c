import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { ensurePython } from "../../../../toolchain/python";
import { funded, SOL, withLocalnet } from "../support";

const PARTS = [
  ..."transfers airdrop token lookup_table preflight expiry finality subscriptions cluster".split(" "),
] as const;

describe("solana-py and solders", function () {
  this.timeout(240_000);
  const localnet = withLocalnet({ slotMs: 20, slotsPerEpoch: 1_000n, blockhashSlots: 100n, finalitySlots: 8n });

  it("do what their users do", async () => {
    const python = ensurePython();
    const payer = await funded(localnet(), "python", 100n * SOL);
    const script = path.join(__dirname, "client.py");
    const { url, websocketUrl } = localnet();
    const args = [script, url, websocketUrl, JSON.stringify([...payer.secretKey])];
    const { stdout } = await promisify(execFile)(python, args, { timeout: 200_000 });
    assert.deepEqual(
      stdout.trim().split("\n"),
      PARTS.map((part) => `ok ${part}`),
    );
  });
});
