import http, { type IncomingMessage, type ServerResponse } from "node:http";
import type { Answer } from "./dispatcher";
import { dispatch } from "./dispatcher";
import { isLocal } from "./origin";

/** As much as nodes take. Own methods may bring whole accounts. */
const MOST_BYTES = 50 * 1_024;
const MOST_OWN_BYTES = 32 * 1_024 * 1_024;

/** JSON-RPC over HTTP. Pages of any origin may ask, as they may ask a node. */
export function httpServer(answer: Answer, health: () => string): http.Server {
  const server = http.createServer((request, response) => {
    serve(request, response, answer, health).catch((error: Error) => {
      if (!response.headersSent) response.writeHead(500);
      response.end(error.message);
    });
  });
  // Clients keep connections; none of them is to keep the server from closing.
  server.keepAliveTimeout = 60_000;
  return server;
}

async function serve(request: IncomingMessage, response: ServerResponse, answer: Answer, health: () => string) {
  if (!isLocal(request)) return end(response, 403, "the local network answers 127.0.0.1 and localhost only");
  response.setHeader("access-control-allow-origin", "*");
  response.setHeader("access-control-allow-methods", "POST, GET, OPTIONS");
  response.setHeader("access-control-allow-headers", request.headers["access-control-request-headers"] ?? "*");
  response.setHeader("access-control-max-age", "86400");
  if (request.method === "OPTIONS") return end(response, 204, "");
  if (request.method === "GET" && request.url === "/health") return end(response, 200, health());
  if (request.method !== "POST")
    return end(response, 405, "Used HTTP Method is not allowed. POST or OPTIONS is required");
  const body = await read(request);
  if (body === undefined) return end(response, 413, "Payload Too Large");
  const answered = await dispatch(body, answer);
  response.setHeader("content-type", "application/json; charset=utf-8");
  end(response, 200, answered ?? "");
}

/** The body; undefined if it is too long. */
async function read(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += (chunk as Buffer).length;
    // What is too long is read to its end all the same, so that the answer arrives.
    if (bytes <= MOST_OWN_BYTES) chunks.push(chunk as Buffer);
  }
  const text = Buffer.concat(chunks).toString("utf8");
  if (bytes > MOST_OWN_BYTES || (bytes > MOST_BYTES && !text.includes('"localnet_'))) return undefined;
  return text;
}

function end(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status);
  response.end(body);
}
