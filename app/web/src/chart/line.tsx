// One line over epochs.
import { color } from "./plot";
import { Readable } from "./readable";

export interface Point {
  x: number;
  y: number;
}

export interface LineProps {
  points: readonly Point[];
  /** What the chart shows, for those who do not see it. */
  label: string;
  /** A point in words. */
  say(at: number): string;
  /** Places of points that are marked. */
  marks?: readonly number[];
  /** A point that is marked as the one of now. */
  now?: number;
  formatX(x: number): string;
  formatY(y: number): string;
  height?: number;
}

export function Line({ points, label, say, marks = [], now, formatX, formatY, height = 200 }: LineProps) {
  const draw = () => {
    const [accent, bad, soft] = ["--accent", "--bad", "--accent-soft"].map(color);
    const marked = points.map(({ y }, place) => (marks.includes(place) ? y : null));
    const current = points.map(({ y }, place) => (place === now ? y : null));
    const dot = (fill: string | undefined) => ({
      ...{ stroke: "transparent", width: 0, points: { show: true, size: 9, fill: fill ?? "", stroke: fill ?? "" } },
    });
    return {
      series: [
        {},
        { stroke: accent ?? "", width: 2, points: { show: points.length < 3 }, fill: soft ?? "" },
        ...[dot(bad), dot(accent)],
      ],
      data: [points.map(({ x }) => x), points.map(({ y }) => y), marked, current] as [number[], ...(number | null)[][]],
    };
  };
  const inputs = [points, now, marks.join()];
  return <Readable count={points.length} {...{ label, formatX, formatY, height, draw, inputs, say }} />;
}
