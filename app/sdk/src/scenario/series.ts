import { csvField } from "../words";

/** A line of a chart. */
export interface Series {
  name: string;
  /** What its values are: "SOL", "SOL per token", "basis points", "epochs". */
  unit: string;
  /** What runs along the bottom: "epoch", "SOL", "place in the queue, %". */
  along: string;
  points: readonly (readonly [x: number, y: number])[];
}

/**
 * Series as comma-separated values, a point a line.
 *
 * @example
 * ```ts
 * console.log(seriesCsv(slash(state).series));
 * ```
 */
export function seriesCsv(series: readonly Series[]): string {
  const rows = series.flatMap(({ name, unit, along, points }) =>
    points.map(([x, y]) => [name, unit, along, String(x), String(y)].map(csvField).join(",")),
  );
  return `${["series,unit,along,x,y", ...rows].join("\n")}\n`;
}

const LAMPORTS = 1_000_000_000;

/** Lamports as SOL, for charts only: rounded to a double. */
export const inSol = (lamports: bigint): number => Number(lamports) / LAMPORTS;
