import assert from "node:assert/strict";
import http from "node:http";
import net from "node:net";
import os from "node:os";
import { startLocalnet } from "../src";
import { withLocalnet } from "./support";

interface Answer {
  status: number | undefined;
  headers: http.IncomingHttpHeaders;
  body: string;
}

describe("The HTTP server", () => {
  const localnet = withLocalnet({ slotMs: 0 });

  function ask(body: string, options: http.RequestOptions = {}): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const request = http.request(localnet().url, { method: "POST", ...options }, (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (chunk: string) => {
          text += chunk;
        });
        response.on("end", () => resolve({ status: response.statusCode, headers: response.headers, body: text }));
      });
      request.on("error", reject).end(body);
    });
  }

  const request = (method: string, params: unknown[] = []) => ({ jsonrpc: "2.0", id: 1, method, params });

  it("answers one request, many, and none", async () => {
    const one = await ask(JSON.stringify(request("getHealth")));
    assert.deepEqual(JSON.parse(one.body), { jsonrpc: "2.0", id: 1, result: "ok" });
    assert.match(one.headers["content-type"] ?? "", /^application\/json/);
    const many = await ask(JSON.stringify([request("getHealth"), { ...request("nothing"), id: "two" }]));
    const [first, second] = JSON.parse(many.body);
    assert.equal(first.result, "ok");
    assert.deepEqual([second.id, second.error.code], ["two", -32601]);
    const notification = await ask(JSON.stringify({ jsonrpc: "2.0", method: "getHealth" }));
    assert.deepEqual([notification.status, notification.body], [200, ""]);
    for (const [body, code] of [
      ["nonsense", -32700],
      ["[]", -32600],
      ["1", -32600],
      ['{"jsonrpc":"2.0","id":1}', -32600],
      ['{"jsonrpc":"2.0","id":1,"method":"getSlot","params":{}}', -32602],
    ] as const) {
      assert.equal(JSON.parse((await ask(body)).body).error.code, code, body);
    }
  });

  it("reads and writes integers to the last digit", async () => {
    const address = localnet().key("exact").publicKey.toBase58();
    const params = `[{"address":"${address}","lamports":18446744073709551615}]`;
    await ask(`{"jsonrpc":"2.0","id":1,"method":"localnet_setBalance","params":${params}}`);
    const { body } = await ask(JSON.stringify(request("getBalance", [address, { commitment: "processed" }])));
    assert.match(body, /"value":18446744073709551615\b/);
    const other = await ask(`{"jsonrpc":"2.0","id":9007199254740993,"method":"getHealth"}`);
    assert.match(other.body, /"id":9007199254740993\b/);
  });

  it("answers pages of any origin, and says so before they ask", async () => {
    const headers = { origin: "http://localhost:5173", "access-control-request-headers": "content-type,solana-client" };
    const before = await ask("", { method: "OPTIONS", headers });
    assert.equal(before.status, 204);
    assert.equal(before.headers["access-control-allow-origin"], "*");
    assert.equal(before.headers["access-control-allow-headers"], "content-type,solana-client");
    const { headers: after } = await ask(JSON.stringify(request("getHealth")), { headers });
    assert.equal(after["access-control-allow-origin"], "*");
  });

  it("answers no name but this machine's", async () => {
    for (const host of ["evil.example", "127.0.0.1.evil.example", "localhost.evil:80"]) {
      const { status } = await ask(JSON.stringify(request("getHealth")), { headers: { host } });
      assert.equal(status, 403, host);
    }
    for (const host of ["localhost", "LOCALHOST:1", "127.0.0.1:8899", "[::1]:8899"]) {
      const { status } = await ask(JSON.stringify(request("getHealth")), { headers: { host } });
      assert.equal(status, 200, host);
    }
  });

  it("listens on no other address of this machine", async () => {
    const others = Object.values(os.networkInterfaces()).flatMap((all) =>
      (all ?? []).filter(({ internal, family }) => !internal && family === "IPv4").map(({ address }) => address),
    );
    // 127.0.0.2 is this machine too, on Linux.
    for (const host of [...others, "127.0.0.2"]) {
      for (const port of [localnet().node.port, localnet().node.port + 1]) {
        const refused = new Promise((resolve) => {
          const socket = net.connect({ host, port }, () => resolve(false));
          socket.on("error", () => resolve(true));
        });
        assert(await refused, `${host}:${port}`);
      }
    }
  });

  it("takes no more than a node does, but for its own methods", async () => {
    const long = "x".repeat(60 * 1_024);
    assert.equal((await ask(JSON.stringify(request("getBalance", [long])))).status, 413);
    const address = localnet().key("program").publicKey.toBase58();
    const account = { lamports: 1e9, owner: address, data: [Buffer.alloc(200_000).toString("base64"), "base64"] };
    const own = await ask(JSON.stringify(request("localnet_setAccount", [{ address, account }])));
    assert.equal(JSON.parse(own.body).result, null);
    assert.equal((await ask("", { method: "GET" })).status, 405);
    assert.equal((await ask("", { method: "GET", path: "/health" })).body, "ok");
  });

  it("says when its port is taken", async () => {
    await assert.rejects(startLocalnet({ port: localnet().node.port }), /port \d+ is in use already/);
    await assert.rejects(startLocalnet({ port: localnet().node.port - 1 }), /port \d+ is in use already/);
  });
});
