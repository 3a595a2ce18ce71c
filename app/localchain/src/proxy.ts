import { once } from "node:events";
import http, { type IncomingMessage, type ServerResponse } from "node:http";
import { WebSocket, WebSocketServer } from "ws";
import { parseJson, writeJson } from "./server/json";
import { listenOnPair } from "./server/ports";

/** A request as a client made it. Integers are bigints. */
export interface RpcCall {
  method: string;
  params: readonly unknown[];
}

export type RpcAnswer = { result: unknown } | { error: { code: number | bigint; message: string; data?: unknown } };

/** What comes over the line instead of an answer: another status, a closed connection, or nothing at all. */
export type Fault = { status: number; headers?: Record<string, string>; body?: string } | "hang up" | "silence";

/** What a proxy does beside passing on. What it has no rule for it passes on. */
export interface ProxyRules {
  /** Answers a request itself, or has it answered with `forward`, as often as it likes, and changes what comes. */
  call?(call: RpcCall, forward: () => Promise<RpcAnswer>): Promise<RpcAnswer | Fault> | RpcAnswer | Fault;
  /** Passes a message of a websocket on with `pass`: as it is, later, twice, or not at all. */
  message?(text: string, direction: "up" | "down", pass: (text: string) => void): void;
}

/** A proxy in front of a node, on a pair of ports of its own, which does not always do as it should. */
export class FaultProxy {
  private constructor(
    readonly port: number,
    private readonly servers: { http: http.Server; websocket: WebSocketServer },
  ) {}

  static async start(target: { url: string; websocketUrl: string }, rules: ProxyRules = {}): Promise<FaultProxy> {
    const server = http.createServer((request, response) => {
      serve(target.url, rules, request, response).catch(() => response.destroy());
    });
    const open = (port: number): WebSocketServer => {
      const sockets = new WebSocketServer({ host: "127.0.0.1", port });
      sockets.on("connection", (socket) => join(socket, new WebSocket(target.websocketUrl), rules));
      return sockets;
    };
    const { port, websocket } = await listenOnPair(0, server, open);
    return new FaultProxy(port, { http: server, websocket });
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get websocketUrl(): string {
    return `ws://127.0.0.1:${this.port + 1}`;
  }

  /** Cuts all connections that are open; new ones are served. */
  cut(): void {
    this.servers.http.closeAllConnections();
    for (const client of this.servers.websocket.clients) client.terminate();
  }

  async close(): Promise<void> {
    const { http, websocket } = this.servers;
    const closed = [once(http, "close"), once(websocket, "close")];
    http.close();
    websocket.close();
    this.cut();
    await Promise.all(closed);
  }
}

async function serve(target: string, rules: ProxyRules, request: IncomingMessage, response: ServerResponse) {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks).toString("utf8");
  response.setHeader("access-control-allow-origin", "*");
  response.setHeader("access-control-allow-headers", request.headers["access-control-request-headers"] ?? "*");
  if (request.method !== "POST") {
    response.writeHead(request.method === "OPTIONS" ? 204 : 405).end();
    return;
  }
  const parsed = parseJson(body) as Envelope | Envelope[];
  const answers: unknown[] = [];
  for (const envelope of [parsed].flat()) {
    const answer = await answerOf(target, rules, envelope);
    if (answer === "silence") return;
    if (answer === "hang up") {
      response.destroy();
      return;
    }
    if ("status" in answer) {
      response.writeHead(answer.status, answer.headers).end(answer.body ?? "");
      return;
    }
    answers.push({ jsonrpc: "2.0", id: envelope.id, ...answer });
  }
  response.writeHead(200, { "content-type": "application/json; charset=utf-8" });
  response.end(writeJson(Array.isArray(parsed) ? answers : answers[0]));
}

interface Envelope {
  id: unknown;
  method: string;
  params?: unknown[];
}

async function answerOf(target: string, { call }: ProxyRules, { method, params = [] }: Envelope) {
  const forward = async (): Promise<RpcAnswer> => {
    const body = writeJson({ jsonrpc: "2.0", id: 1, method, params });
    const response = await fetch(target, { method: "POST", headers: { "content-type": "application/json" }, body });
    const { result, error } = parseJson(await response.text()) as { result: unknown; error?: never };
    return error === undefined ? { result } : { error };
  };
  return call ? call({ method, params }, forward) : forward();
}

/** Passes messages on in both ways, until one end goes. */
function join(client: WebSocket, node: WebSocket, { message = (text, _, pass) => pass(text) }: ProxyRules): void {
  const ready = once(node, "open");
  ready.catch(() => client.terminate());
  const sendTo = (socket: WebSocket) => (text: string) => {
    if (socket.readyState === WebSocket.OPEN) socket.send(text);
  };
  client.on("message", (data) => {
    ready.then(() => message(String(data), "up", sendTo(node))).catch(() => client.terminate());
  });
  node.on("message", (data) => message(String(data), "down", sendTo(client)));
  client.on("close", () => node.terminate());
  node.on("close", () => client.terminate());
  for (const socket of [client, node]) socket.on("error", () => socket.terminate());
}
