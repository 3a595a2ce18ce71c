import { Connection } from "@solana/web3.js";
import { COMMITMENT } from "./chain";
import { rateLimited, retryAfterOf } from "./errors";

/** Statuses of HTTP for too many requests. */
const TOO_MANY = 429;

type Fetch = typeof globalThis.fetch;

/** How to connect. */
export interface ConnectOptions {
  /** Used instead of the global one. */
  fetch?: Fetch | undefined;
  /** Sent with every request, such as a key. */
  httpHeaders?: Record<string, string> | undefined;
}

/**
 * A connection to a node as the SDK likes it: what was confirmed, and a node that has had too many requests says so at once, with
 * the time to wait in `args.retryAfter` (milliseconds) of `RateLimited`. A `new Connection(url)` does as well, but tries again for
 * some 8 seconds by itself and loses that time.
 *
 * @example
 * ```ts
 * import { connect, TruestakeClient } from "@truestake/sdk";
 *
 * const connection = ["https://one.example", "https://two.example"].map((url) => connect(url));
 * const client = new TruestakeClient({ connection, mint });
 * ```
 */
export function connect(url: string, { fetch = globalThis.fetch, httpHeaders }: ConnectOptions = {}): Connection {
  const asking: Fetch = async (input, init) => {
    const response = await fetch(input, init);
    if (response.status === TOO_MANY) throw rateLimited("", retryAfterOf(response.headers.get("retry-after")));
    return response;
  };
  return new Connection(url, {
    commitment: COMMITMENT,
    disableRetryOnRateLimit: true,
    ...(httpHeaders ? { httpHeaders } : {}),
    fetch: asking as never,
  });
}
