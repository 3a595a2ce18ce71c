// The nodes that are asked, each by its own name, and every call measured.
import type { Connection } from "@solana/web3.js";
import { connect } from "@truestake/sdk";
import type { Fetch } from "./broadcast";
import type { Endpoint } from "./config";

/** Told of every call: how long it took, and what came of it. */
export type OnCall = (endpoint: string, method: string, code: string, seconds: number) => void;

/** The method of a JSON-RPC request. */
function methodOf(body: unknown): string {
  const [, method = "unknown"] = /"method":"(\w+)"/.exec(typeof body === "string" ? body : "") ?? [];
  return method;
}

/** A `fetch` that tells how each call went. */
export function measuredFetch(name: string, onCall: OnCall, fetch: Fetch = globalThis.fetch): Fetch {
  return async (input, init) => {
    const started = performance.now();
    const ended = (code: string) => onCall(name, methodOf(init?.body), code, (performance.now() - started) / 1_000);
    try {
      const response = await fetch(input, init);
      ended(String(response.status));
      return response;
    } catch (error) {
      ended("unreachable");
      throw error;
    }
  };
}

/** A node, and the name that it goes by. */
export interface NamedConnection {
  name: string;
  connection: Connection;
}

/** Connects to all of them. */
export function connectAll(endpoints: readonly Endpoint[], onCall: OnCall): NamedConnection[] {
  return endpoints.map(({ name, url }) => ({
    name,
    connection: connect(url, { fetch: measuredFetch(name, onCall) }),
  }));
}
