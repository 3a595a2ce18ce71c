// One line over epochs.
import { useRef, useState } from "preact/hooks";
import { color, placeBy, usePlot } from "./plot";

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

/** A chart that is read by pointer and by keyboard: the arrows move from point to point. */
export function Line({ points, label, say, marks = [], now, formatX, formatY, height = 200 }: LineProps) {
  const box = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState<number>();
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
  usePlot({ box, height, formatX, formatY, onMove: setAt, draw }, [points, now, marks.join()]);
  const move = (event: KeyboardEvent) => {
    const next = placeBy(event.key, at, points.length);
    if (next === undefined) return;
    event.preventDefault();
    setAt(next);
  };
  const shown = at === undefined || at >= points.length ? points.length - 1 : at;
  return (
    <figure class="stack tight">
      <div
        class="chart"
        ref={box}
        style={{ height: `${height}px` }}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: its points are read by keyboard.
        tabIndex={0}
        role="img"
        aria-label={label}
        onKeyDown={move}
        onPointerLeave={() => setAt(undefined)}
      />
      <figcaption class="readout" aria-live="polite">
        {say(shown)}
      </figcaption>
    </figure>
  );
}
