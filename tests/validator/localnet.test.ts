import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { Connection, Keypair, LAMPORTS_PER_SOL, PublicKey } from "@solana/web3.js";
import { freePortRange } from "../../app/localchain/src/validator/ports";
import { root } from "./shared";

describe("npm run localnet -- --chain validator", () => {
  it("starts a real validator with the programs, on the port that is asked for", async () => {
    const port = await freePortRange(2);
    const args = ["localnet", "--chain", "validator", "--port", String(port), "--slot-ms", "100", "--output", "json"];
    const child = spawn(process.execPath, ["toolchain/run.mjs", ...args], {
      cwd: root,
      stdio: ["ignore", "pipe", "inherit"],
    });
    let text = "";
    for await (const chunk of child.stdout.setEncoding("utf8")) {
      text += chunk;
      if (text.endsWith("\n")) break;
    }
    try {
      const { url, websocketUrl, programs, validators } = JSON.parse(text);
      assert.deepEqual([url, websocketUrl], [`http://127.0.0.1:${port}`, `ws://127.0.0.1:${port + 1}`]);
      assert.equal(validators.length, 3);
      const connection = new Connection(url, "confirmed");
      for (const program of programs) {
        assert.equal((await connection.getAccountInfo(new PublicKey(program)))?.executable, true);
      }
      const to = Keypair.generate().publicKey;
      const signature = await connection.requestAirdrop(to, LAMPORTS_PER_SOL);
      const { blockhash, lastValidBlockHeight } = await connection.getLatestBlockhash();
      await connection.confirmTransaction({ signature, blockhash, lastValidBlockHeight });
      assert.equal(await connection.getBalance(to), LAMPORTS_PER_SOL);
      const { _rpcWebSocket } = connection as unknown as { _rpcWebSocket: { close(): void } };
      _rpcWebSocket.close();
    } finally {
      const ended = once(child, "exit");
      child.kill("SIGINT");
      assert.deepEqual(await ended, [0, null]);
    }
  });
});
