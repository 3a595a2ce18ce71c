import { once } from "node:events";
import type { Server } from "node:http";
import type { WebSocketServer } from "ws";
import { freePortRange } from "../validator/ports";

/** Another may take a port between our look and our use. */
const ATTEMPTS = 5;

/** The port asked for, or one that is free and whose next is free too. */
export async function listenOnPair(
  wanted: number,
  http: Server,
  websocket: (port: number) => WebSocketServer,
): Promise<{ port: number; websocket: WebSocketServer }> {
  for (let attempt = 1; ; attempt++) {
    const port = wanted === 0 ? await freePortRange(2) : wanted;
    try {
      await listen(http, port);
    } catch (error) {
      if (wanted === 0 && attempt < ATTEMPTS) continue;
      throw unavailable(port, error);
    }
    const server = websocket(port + 1);
    try {
      await once(server, "listening");
      return { port, websocket: server };
    } catch (error) {
      http.close();
      await once(http, "close");
      if (wanted === 0 && attempt < ATTEMPTS) continue;
      throw unavailable(port + 1, error);
    }
  }
}

async function listen(server: Server, port: number): Promise<void> {
  const listening = once(server, "listening");
  server.listen(port, "127.0.0.1");
  await listening;
}

function unavailable(port: number, error: unknown): Error {
  const { code, message } = error as NodeJS.ErrnoException;
  const why = code === "EADDRINUSE" ? "is in use already" : `cannot be used: ${message}`;
  return new Error(`port ${port} ${why}; the local network needs a port and the next one`);
}
