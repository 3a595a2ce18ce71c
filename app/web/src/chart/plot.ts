// The library that draws, loaded with the first chart; a chart keeps its box's width, and its colours follow the theme.
import type { RefObject } from "preact";
import { useEffect, useState } from "preact/hooks";
import type uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { t } from "../strings";

export const color = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** What a chart draws. */
export interface Drawing {
  series: uPlot.Series[];
  data: uPlot.AlignedData;
}

interface PlotProps {
  box: RefObject<HTMLDivElement | null>;
  height: number;
  formatX(x: number): string;
  formatY(y: number): string;
  /** The place that the pointer is at. */
  onMove(at: number | undefined): void;
  /** Called when drawing begins: colours are the theme's of that moment. */
  draw(): Drawing;
}

/** Draws into the box, again whenever one of `inputs` or the theme is another. */
export function usePlot({ box, height, formatX, formatY, onMove, draw }: PlotProps, inputs: readonly unknown[]): void {
  const [theme, setTheme] = useState(document.documentElement.dataset.theme);
  useEffect(() => {
    const watch = new MutationObserver(() => setTheme(document.documentElement.dataset.theme));
    watch.observe(document.documentElement, { attributeFilter: ["data-theme"] });
    return () => watch.disconnect();
  }, []);
  useEffect(() => {
    const host = box.current;
    if (!host) return;
    let chart: uPlot | undefined;
    let isGone = false;
    const observer = new ResizeObserver(() => chart?.setSize({ width: host.clientWidth, height }));
    const drawn = import("uplot").then(({ default: Plot }) => {
      if (isGone) return;
      const [ink = "", line = "", accent = ""] = ["--quiet", "--line", "--accent"].map(color);
      const axis = { stroke: ink, font: "12px Inter, system-ui, sans-serif", ticks: { show: false }, gap: 6 };
      const { series, data } = draw();
      chart = new Plot(
        {
          ...{ width: host.clientWidth, height, legend: { show: false }, scales: { x: { time: false } }, series },
          cursor: { y: false, drag: { x: false, y: false }, points: { size: 8, fill: accent } },
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
          hooks: { setCursor: [(self) => onMove(self.cursor.idx ?? undefined)] },
        },
        data,
        host,
      );
      observer.observe(host);
    });
    // The points are read in words all the same.
    drawn.catch(() => isGone || host.replaceChildren(t.chartMissing));
    return () => {
      isGone = true;
      observer.disconnect();
      chart?.destroy();
    };
  }, [height, theme, ...inputs]);
}

/** Where the arrow keys lead among so many places; undefined for other keys. */
export function placeBy(key: string, at: number | undefined, count: number): number | undefined {
  const step = { ArrowLeft: -1, ArrowRight: 1, Home: -count, End: count }[key];
  if (step === undefined) return undefined;
  return Math.min(count - 1, Math.max(0, (at ?? count - 1) + step));
}
