import type { IncomingMessage } from "node:http";

const LOCAL_NAMES = new Set(["127.0.0.1", "localhost", "[::1]"]);

/** Whether a request names this machine as its host: a page that has its own name point here does not. */
export function isLocal({ headers }: IncomingMessage): boolean {
  const name = (headers.host ?? "").replace(/:\d+$/, "").toLowerCase();
  return LOCAL_NAMES.has(name);
}
