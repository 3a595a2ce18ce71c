// What a node answers instead of an answer, by name.
import { isTruestakeError, TruestakeError } from "../errors/TruestakeError";

/** Errors that are a node's own: another node, or the same one later, may do better. */
export const NODE_ERRORS = [
  "RateLimited",
  "MethodRefused",
  "NodeUnreachable",
  "NodeBehind",
  "HistoryUnavailable",
] as const;

/** Codes of JSON-RPC: what is behind, what keeps no history, what is not served. */
const BEHIND = [-32004, -32005, -32014, -32016];
const NO_HISTORY = [-32001, -32007, -32009, -32011, -32019];
const REFUSED = [-32601, -32602, -32010, 403, 410];
/** Statuses of HTTP. */
const REFUSED_STATUS = [401, 403, 404, 405, 410, 413];

/** How nodes say that they return fewer accounts at once than they were asked for. */
const LIMIT = /too many (inputs|accounts|addresses)|(max(imum)?|limit(ed)?|up) (of |to )?(a )?\d+|account.*limit/i;

/** Milliseconds that a node asks to wait, by the ways in which nodes say so. */
function retryAfterIn(text: string): number | undefined {
  const [, amount, unit] =
    /(?:retry.?after|backoff_seconds|try_again_in|try again in)\W{0,4}(\d+(?:\.\d+)?)\s?(ms)?/i.exec(text) ?? [];
  if (amount === undefined) return undefined;
  return Math.ceil(Number(amount) * (unit ? 1 : 1_000));
}

/** Milliseconds of a `Retry-After` header, which gives seconds or a date. */
export function retryAfterOf(header: string | null, now = Date.now()): number | undefined {
  if (!header) return undefined;
  const milliseconds = /^\d+(\.\d+)?$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - now;
  return Number.isFinite(milliseconds) ? Math.max(0, Math.ceil(milliseconds)) : undefined;
}

/** The error of a node that asks to wait. */
export function rateLimited(method: string, retryAfter: number | undefined, cause?: unknown): TruestakeError {
  const when = retryAfter === undefined ? "" : `; it asks to wait ${retryAfter} ms`;
  return new TruestakeError("RateLimited", `the node has had too many requests${when}`, {
    args: { method, retryAfter },
    cause,
  });
}

/** The error of a call of `method` that a node did not answer, or answered with an error. */
export function nodeError(method: string, cause: unknown): TruestakeError {
  if (isTruestakeError(cause)) return cause;
  const text = cause instanceof Error ? cause.message : String(cause);
  const { code } = cause as { code?: unknown };
  const number = typeof code === "number" || typeof code === "bigint" ? Number(code) : undefined;
  // web3.js begins what HTTP refused with the status.
  const status = Number(/^(\d{3}) /.exec(text)?.[1] ?? Number.NaN);
  const args = { method };
  if (status === 429 || number === 429 || /too many requests|rate limit/i.test(text)) {
    return rateLimited(method, retryAfterIn(text), cause);
  }
  const is = (codes: number[]) => number !== undefined && codes.includes(number);
  if (is(NO_HISTORY) || /history is not available|cleaned up/i.test(text)) {
    return new TruestakeError("HistoryUnavailable", `the node keeps no history for ${method}: ${text}`, {
      ...{ args, cause },
    });
  }
  if (is(BEHIND) || /minimum context slot|node is (behind|unhealthy)/i.test(text)) {
    return new TruestakeError("NodeBehind", `the node is behind: ${text}`, { args, cause });
  }
  const isRefused = is(REFUSED) || REFUSED_STATUS.includes(status);
  if (
    isRefused ||
    /method not found|has been disabled|not (?:allowed|supported)|forbidden/i.test(text) ||
    LIMIT.test(text)
  ) {
    return new TruestakeError("MethodRefused", `the node refuses ${method}: ${text}`, { args, cause });
  }
  return new TruestakeError("NodeUnreachable", `the node does not answer ${method}: ${text}`, { args, cause });
}

/** Refuses an answer of more or fewer accounts than were asked for: what is cut short says of none that it is not there. */
export function checkWhole(asked: number, value: readonly unknown[] | undefined): void {
  if (value?.length === asked) return;
  const method = "getMultipleAccounts";
  const message = `the node does not answer ${method}: it gave ${value?.length ?? "nothing"} for ${asked} addresses`;
  throw new TruestakeError("NodeUnreachable", message, { args: { method } });
}

/** What nodes return at once that say no number: the smallest that any does. */
const SMALL_PAGE = 5;

/** The accounts that a node returns at once, where its error says that it was asked for too many. */
export function accountLimitIn(error: unknown, asked: number): number | undefined {
  const text = error instanceof Error ? error.message : "";
  if (!LIMIT.test(text) || /429|too many requests|rate/i.test(text)) return undefined;
  const said = Number(/(?:max(?:imum)?|limit(?:ed)?|up)\D{0,24}(\d+)/i.exec(text)?.[1] ?? SMALL_PAGE);
  const limit = said > 0 && said < asked ? said : Math.min(SMALL_PAGE, asked - 1);
  return limit > 0 ? limit : undefined;
}
