import { toHex } from "../layout/bytes";
import { plain } from "../plain";

/**
 * JSON with sorted keys and without spaces: the same text for the same content.
 *
 * @example
 * ```ts
 * console.log(canonical({ b: 1, a: [true] })); // {"a":[true],"b":1}
 * ```
 */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`).join(",")}}`;
}

/**
 * SHA-256 in hexadecimal of any plain data, bigints and addresses included: what says that two runs had the same inputs. By the
 * platform's own WebCrypto, which browsers have on https and localhost.
 *
 * @example
 * ```ts
 * console.log(await hashOf({ lamports: 1n }));
 * ```
 */
export async function hashOf(value: unknown): Promise<string> {
  const bytes = new TextEncoder().encode(canonical(plain(value)));
  const digest = await globalThis.crypto.subtle.digest("SHA-256", bytes);
  return toHex(new Uint8Array(digest));
}
