import type { IncomingMessage } from "node:http";
import { WebSocket, WebSocketServer } from "ws";
import type { Node } from "../node/node";
import { KINDS, type Send } from "../subscriptions";
import { type Answer, dispatch, refusal } from "./dispatcher";
import { invalidParams } from "./errors";
import { writeJson } from "./json";
import { isLocal } from "./origin";

const SUBSCRIBE = /^(\w+)Subscribe$/;
const UNSUBSCRIBE = /^(\w+)Unsubscribe$/;
const MOST_BYTES = 64 * 1_024;

/** Subscriptions over a websocket. */
export function websocketServer(node: Node, port: number): WebSocketServer {
  const server = new WebSocketServer({
    host: "127.0.0.1",
    port,
    maxPayload: MOST_BYTES,
    verifyClient: ({ req }: { req: IncomingMessage }) => isLocal(req),
  });
  server.on("connection", (socket) => serve(node, socket));
  return server;
}

function serve(node: Node, socket: WebSocket): void {
  const own = new Set<number>();
  const write = (text: string): void => {
    if (socket.readyState === WebSocket.OPEN) socket.send(text);
  };
  // Later: the answer with the subscription's number comes first.
  const send: Send = (method, subscription, result) => {
    const text = writeJson({ jsonrpc: "2.0", method, params: { result, subscription } });
    setImmediate(() => write(text));
  };
  const answer: Answer = (method, params) => {
    const [, opened] = SUBSCRIBE.exec(method) ?? [];
    const [, closed] = UNSUBSCRIBE.exec(method) ?? [];
    const kind = KINDS[opened ?? closed ?? ""];
    if (!kind) throw refusal(method);
    if (opened !== undefined) {
      const id = node.subscriptions.add(kind, params, send);
      own.add(id);
      return id;
    }
    const id = Number(params.u64(0));
    if (!own.delete(id)) throw invalidParams("Invalid subscription id.");
    node.subscriptions.remove(id);
    return true;
  };
  let turn = Promise.resolve();
  socket.on("message", (data) => {
    turn = turn.then(async () => {
      const answered = await dispatch(String(data), answer);
      if (answered !== undefined) write(answered);
    });
  });
  socket.on("close", () => {
    for (const id of own) node.subscriptions.remove(id);
  });
  socket.on("error", () => socket.terminate());
}
