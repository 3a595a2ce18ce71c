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

const day = new Intl.DateTimeFormat(undefined, { weekday: "short", day: "numeric", month: "short" });
const dayAndTime = new Intl.DateTimeFormat(undefined, {
  ...({ weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" } as const),
});
const full = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

/** The day so many seconds from now, with the hour where it is soon. */
export function dateIn(seconds: number, now = Date.now()): string {
  const at = new Date(now + 1_000 * seconds);
  return (seconds < 2 * 86_400 ? dayAndTime : day).format(at);
}

/** A moment of the chain's clock. */
export const dateOf = (unixSeconds: bigint): string => full.format(new Date(Number(unixSeconds) * 1_000));
