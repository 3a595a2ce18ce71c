/** A line of a chart. */
export interface Series {
  name: string;
  /** What its values are: "SOL", "SOL per token", "basis points", "epochs". */
  unit: string;
  /** What runs along the bottom: "epoch", "SOL", "place in the queue, %". */
  along: string;
  points: readonly (readonly [x: number, y: number])[];
}

const LAMPORTS = 1_000_000_000;

/** Lamports as SOL, for charts only: rounded to a double. */
export const inSol = (lamports: bigint): number => Number(lamports) / LAMPORTS;
