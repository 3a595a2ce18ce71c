// Ways on which signed transactions go out. More than one at once: a node's queue drops without a word.
import { connect, type Handle } from "@truestake/sdk";
import type { Endpoint } from "./config";

/** A way to the leaders: a node, or whatever else takes signed bytes. */
export interface Broadcaster {
  /** In logs and metrics. */
  name: string;
  /** Sends the bytes on; called again and again with the same ones until their outcome is known. */
  send(bytes: Uint8Array, handle: Handle): Promise<void>;
}

export type Fetch = typeof globalThis.fetch;

/** Sends by a node's `sendTransaction`, which is to simulate and to repeat nothing. */
export function rpcBroadcaster({ name, url }: Endpoint, fetch: Fetch = globalThis.fetch): Broadcaster {
  const connection = connect(url, { fetch });
  return {
    name,
    async send(bytes) {
      await connection.sendRawTransaction(bytes, { skipPreflight: true, maxRetries: 0 });
    },
  };
}

/** All of them at once. One that takes it is enough; that one fails is told, and is no error where another does not. */
export function together(
  broadcasters: readonly Broadcaster[],
  failed: (name: string, error: unknown) => void = () => undefined,
): Broadcaster["send"] {
  return async (bytes, handle) => {
    const sends = broadcasters.map(async ({ name, send }) => {
      try {
        await send(bytes, handle);
      } catch (error) {
        failed(name, error);
        throw error;
      }
    });
    // Not the first that is done but all: a slow way is a way, too.
    const results = await Promise.allSettled(sends);
    const [first] = results;
    if (first?.status === "rejected" && results.every(({ status }) => status === "rejected")) throw first.reason;
  };
}
