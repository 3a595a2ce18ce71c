// A chart that is read by pointer and by keyboard: the arrows move from point to point.
import type { ComponentChildren } from "preact";
import { useRef, useState } from "preact/hooks";
import { type Drawing, placeBy, usePlot } from "./plot";

export interface ReadableProps {
  /** Points along the bottom. */
  count: number;
  /** What the chart shows, for those who do not see it. */
  label: string;
  formatX(x: number): string;
  formatY(y: number): string;
  height: number;
  draw(): Drawing;
  /** What is drawn: it is drawn anew when one of these changes. */
  inputs: readonly unknown[];
  /** Above the chart. */
  legend?: ComponentChildren;
  /** The point that is read, in words. */
  say(at: number): ComponentChildren;
  /** What is said where none is chosen; the last point if not given. */
  whole?: ComponentChildren;
}

export function Readable({ count, label, formatX, formatY, height, draw, inputs, legend, say, whole }: ReadableProps) {
  const box = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState<number>();
  usePlot({ box, height, formatX, formatY, onMove: setAt, draw }, inputs);
  const move = (event: KeyboardEvent) => {
    const next = placeBy(event.key, at, count);
    if (next === undefined) return;
    event.preventDefault();
    setAt(next);
  };
  return (
    <figure class="stack tight">
      {legend}
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
        {at !== undefined && at < count ? say(at) : (whole ?? say(count - 1))}
      </figcaption>
    </figure>
  );
}
