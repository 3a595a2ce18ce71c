/** Deepest that a value is followed: an error's causes could lead in a circle. */
const DEPTH = 8;

/**
 * A result, an account or an error as plain data that `JSON.stringify` takes: bigints are strings of digits, addresses base58, bytes
 * lists of numbers; functions and what is undefined are left out.
 *
 * @example
 * ```ts
 * import { plain } from "@truestake/sdk";
 *
 * const price = await client.price();
 * console.log(JSON.stringify(plain(price)));
 * ```
 */
export function plain(value: unknown): unknown {
  return followed(value, 0);
}

function followed(value: unknown, depth: number): unknown {
  if (typeof value === "bigint" || typeof value === "symbol") return String(value);
  if (typeof value === "function") return undefined;
  if (typeof value !== "object" || value === null) return value;
  if (depth > DEPTH) return String(value);
  const next = (each: unknown) => followed(each, depth + 1);
  if ("toJSON" in value && typeof value.toJSON === "function") return next(value.toJSON());
  if (value instanceof Error) return next({ name: value.name, message: value.message, cause: value.cause });
  if (Array.isArray(value) || value instanceof Uint8Array) return Array.from(value as unknown[], next);
  const entries = Object.entries(value).map(([key, each]) => [key, next(each)] as const);
  return Object.fromEntries(entries.filter(([, each]) => each !== undefined));
}
