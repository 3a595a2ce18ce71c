// One line over epochs. The library that draws is loaded with the first chart.
import { useEffect, useRef, useState } from "preact/hooks";
import "uplot/dist/uPlot.min.css";

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

const color = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** A chart that is read by pointer and by keyboard: the arrows move from point to point. */
export function Line({ points, label, say, marks = [], now, formatX, formatY, height = 200 }: LineProps) {
  const box = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState<number>();
  const [theme, setTheme] = useState(document.documentElement.dataset.theme);
  useEffect(() => {
    const watch = new MutationObserver(() => setTheme(document.documentElement.dataset.theme));
    watch.observe(document.documentElement, { attributeFilter: ["data-theme"] });
    return () => watch.disconnect();
  }, []);
  useEffect(() => {
    const host = box.current;
    if (!host) return;
    let chart: { destroy(): void; setSize(size: { width: number; height: number }): void } | undefined;
    let isGone = false;
    const observer = new ResizeObserver(() => chart?.setSize({ width: host.clientWidth, height }));
    void import("uplot").then(({ default: Plot }) => {
      if (isGone) return;
      const [ink, line, accent, bad] = ["--quiet", "--line", "--accent", "--bad"].map(color);
      const font = "12px Inter, system-ui, sans-serif";
      const axis = { stroke: ink, font, ticks: { show: false }, gap: 6 };
      const marked = points.map(({ y }, place) => (marks.includes(place) ? y : null));
      const current = points.map(({ y }, place) => (place === now ? y : null));
      const dot = (fill: string | undefined) => ({
        ...{ stroke: "transparent", width: 0, points: { show: true, size: 9, fill, stroke: fill } },
      });
      chart = new Plot(
        {
          width: host.clientWidth,
          height,
          legend: { show: false },
          cursor: { y: false, drag: { x: false, y: false }, points: { size: 8, fill: accent ?? "" } },
          scales: { x: { time: false } },
          axes: [
            { ...axis, grid: { show: false }, values: (_, values) => values.map(formatX), space: 80, size: 28 },
            {
              ...axis,
              grid: { stroke: line, width: 1 },
              values: (_, values) => values.map(formatY),
              size: 62,
              space: 44,
            },
          ],
          series: [
            {},
            { stroke: accent, width: 2, points: { show: points.length < 3 }, fill: color("--accent-soft") },
            dot(bad),
            dot(accent),
          ],
          hooks: { setCursor: [(self) => setAt(self.cursor.idx ?? undefined)] },
        },
        [points.map(({ x }) => x), points.map(({ y }) => y), marked, current],
        host,
      );
      observer.observe(host);
    });
    return () => {
      isGone = true;
      observer.disconnect();
      chart?.destroy();
    };
  }, [points, height, theme, now, marks.join()]);
  const move = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -1, ArrowRight: 1, Home: -points.length, End: points.length }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    setAt(Math.min(points.length - 1, Math.max(0, (at ?? points.length - 1) + step)));
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
