// Moments and spans. Dates are local; an epoch beside them says the same on every machine.

const UNITS = [
  [86_400, "d"],
  [3_600, "h"],
  [60, "min"],
] as const;

/** A span in its largest unit or two. */
export function span(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  for (const [at, [size, name]] of UNITS.entries()) {
    if (whole < size) continue;
    const [nextSize, nextName] = UNITS[at + 1] ?? [1, "s"];
    const rest = Math.floor((whole % size) / nextSize);
    return `${Math.floor(whole / size)} ${name}${rest > 0 ? ` ${rest} ${nextName}` : ""}`;
  }
  return `${whole} s`;
}

const DAY = { weekday: "short", day: "numeric", month: "short" } as const;
const TIME = { hour: "2-digit", minute: "2-digit" } as const;
const YEAR = { year: "numeric" } as const;

/** Formatters that were made: each takes a while. */
const made = new Map<string, Intl.DateTimeFormat>();

/** A moment as the page always writes it: with its year where that is not this one. */
function written(at: Date, now: number, hasTime: boolean): string {
  const hasYear = at.getFullYear() !== new Date(now).getFullYear();
  const key = `${hasYear} ${hasTime}`;
  const format =
    made.get(key) ?? new Intl.DateTimeFormat(undefined, { ...DAY, ...(hasYear ? YEAR : {}), ...(hasTime ? TIME : {}) });
  made.set(key, format);
  return format.format(at);
}

/** The day so many seconds from now, with the hour where it is soon: later it cannot be foretold. */
export const dateIn = (seconds: number, now = Date.now()): string =>
  written(new Date(now + 1_000 * seconds), now, seconds < 2 * 86_400);

/** A moment of the chain's clock. */
export const dateOf = (unixSeconds: bigint, now = Date.now()): string =>
  written(new Date(Number(unixSeconds) * 1_000), now, true);
