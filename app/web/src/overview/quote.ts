/** Digits behind the point that SOL has. */
const PLACES = 9;
/** Deeper or stranger than that nobody writes the price of a token. */
const NUMBER = /^(\d{1,9})(?:\.(\d{1,30}))?$/;

/**
 * The price that a source's JSON has at `path`, its names joined by points, in billionths of SOL: a number, or one as a text. Undefined
 * where there is none. Digits are taken as they are written wherever JavaScript writes them so again.
 */
export function quoteIn(json: string, path: string): bigint | undefined {
  let found: unknown;
  try {
    found = JSON.parse(json);
  } catch {
    return undefined;
  }
  for (const name of path.split(".")) {
    if (typeof found !== "object" || found === null || !Object.hasOwn(found, name)) return undefined;
    found = (found as Record<string, unknown>)[name];
  }
  if (typeof found !== "number" && typeof found !== "string") return undefined;
  const [, whole, part = ""] = NUMBER.exec(String(found)) ?? [];
  if (whole === undefined) return undefined;
  const units = BigInt(whole + part.slice(0, PLACES).padEnd(PLACES, "0"));
  return units > 0n ? units : undefined;
}
