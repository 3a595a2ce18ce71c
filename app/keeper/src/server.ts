// /metrics and /healthz, on loopback alone: whoever wants them elsewhere puts a proxy of their own in front.
import { once } from "node:events";
import http from "node:http";
import type { Health } from "./health";
import type { Metrics } from "./metrics";

export interface Server {
  port: number;
  close(): Promise<void>;
}

const TYPE = "text/plain; version=0.0.4; charset=utf-8";

export async function serve(port: number, metrics: Metrics, health: Health): Promise<Server> {
  const server = http.createServer(async (request, response) => {
    try {
      const { pathname } = new URL(request.url ?? "/", "http://localhost");
      if (request.method !== "GET" && request.method !== "HEAD") response.writeHead(405).end();
      else if (pathname === "/metrics") response.writeHead(200, { "content-type": TYPE }).end(await metrics.text());
      else if (pathname === "/healthz") {
        const { ok, pools } = health.report();
        const body = JSON.stringify({ ok, pools });
        response.writeHead(ok ? 200 : 503, { "content-type": "application/json" }).end(`${body}\n`);
      } else response.writeHead(404).end();
    } catch {
      response.writeHead(500).end();
    }
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const address = server.address() as { port: number };
  return {
    port: address.port,
    async close() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
