import assert from "node:assert/strict";
import { Connection, SystemProgram, Transaction } from "@solana/web3.js";
import { FaultProxy, type ProxyRules } from "../src";
import { funded, SOL, until, withLocalnet } from "./support";

describe("A proxy in front of the network", function () {
  this.timeout(60_000);
  const localnet = withLocalnet({ slotMs: 20, finalitySlots: 8n, blockhashSlots: 5_000n });
  let proxy: FaultProxy | undefined;

  afterEach(async () => {
    await proxy?.close();
    proxy = undefined;
  });

  async function through(rules: ProxyRules): Promise<Connection> {
    proxy = await FaultProxy.start(localnet(), rules);
    return new Connection(proxy.url, { commitment: "confirmed", disableRetryOnRateLimit: true });
  }

  it("passes everything on, websockets too", async () => {
    const connection = await through({});
    const [from, to] = [await funded(localnet(), "payer"), localnet().key("receiver").publicKey];
    const slots: number[] = [];
    connection.onSlotChange(({ slot }) => slots.push(slot));
    await until("slots", () => slots.length > 2);
    const pay = SystemProgram.transfer({ fromPubkey: from.publicKey, toPubkey: to, lamports: SOL });
    const signature = await connection.sendTransaction(new Transaction().add(pay), [from]);
    assert.equal((await connection.confirmTransaction(signature)).value.err, null);
    const { _rpcWebSocket } = connection as unknown as { _rpcWebSocket: { close(): void } };
    _rpcWebSocket.close();
  });

  it("loses answers, answers with other statuses, and lies", async () => {
    const seen: string[] = [];
    const connection = await through({
      async call({ method }, forward) {
        seen.push(method);
        if (method === "getSlot") return { result: 1n };
        if (method === "getBlockHeight") return { status: 429, headers: { "retry-after": "1" } };
        if (method !== "sendTransaction") return forward();
        await forward();
        return "hang up";
      },
    });
    const [from, to] = [await funded(localnet(), "payer"), localnet().key("lost").publicKey];
    const pay = SystemProgram.transfer({ fromPubkey: from.publicKey, toPubkey: to, lamports: SOL });
    await assert.rejects(connection.sendTransaction(new Transaction().add(pay), [from]), /fetch failed/);
    // The answer was lost, the transaction was not: the test sees past the proxy.
    assert.equal(localnet().chain.balance(to), SOL);
    assert.equal(await connection.getSlot(), 1);
    await assert.rejects(connection.getBlockHeight(), /429/);
    assert.deepEqual(seen, ["getLatestBlockhash", "sendTransaction", "getSlot", "getBlockHeight"]);
  });
});
