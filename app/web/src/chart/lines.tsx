// Lines over each other that share their axes, told apart by their strokes as well as by their colours.
import { t } from "../strings";
import { color } from "./plot";
import { Readable } from "./readable";

export interface NamedLine {
  name: string;
  points: readonly (readonly [x: number, y: number])[];
}

export interface LinesProps {
  lines: readonly NamedLine[];
  /** What the chart shows, for those who do not see it. */
  label: string;
  /** What runs along the bottom, and a value there. */
  along: string;
  unit: string;
  formatX(x: number): string;
  formatY(y: number): string;
  height?: number;
}

const STROKES = [
  { colour: "--accent", dash: [] },
  { colour: "--watch", dash: [7, 4] },
  { colour: "--bad", dash: [2, 3] },
] as const;

export function Lines({ lines, label, along, unit, formatX, formatY, height = 220 }: LinesProps) {
  const xs = [...new Set(lines.flatMap(({ points }) => points.map(([x]) => x)))].sort((a, b) => a - b);
  const ys = lines.map(({ points }) => {
    const byX = new Map(points);
    return xs.map((x) => byX.get(x) ?? null);
  });
  const draw = () => ({
    series: [
      {},
      ...lines.map((_, place) => {
        const { colour, dash } = STROKES[place % STROKES.length] as (typeof STROKES)[number];
        return { stroke: color(colour), width: 2, dash: [...dash], points: { show: xs.length < 12, size: 6 } };
      }),
    ],
    data: [xs, ...ys] as [number[], ...(number | null)[][]],
  });
  const say = (at: number): string => {
    const said = lines.flatMap(({ name }, place) => {
      const y = ys[place]?.[at];
      return y === null || y === undefined ? [] : [`${name} ${formatY(y)}`];
    });
    return t.scenarios.point(along, formatX(xs[at] ?? 0), said.join(", "), unit);
  };
  const courses = lines.flatMap(({ name, points }) => {
    const of = points.map(([, y]) => y);
    const [first, last] = [of[0], of.at(-1)];
    if (first === undefined || last === undefined) return [];
    const [least, most] = [Math.min(...of), Math.max(...of)];
    const beyond = (extreme: number) => (extreme === first || extreme === last ? undefined : formatY(extreme));
    return [t.scenarios.courseOf(name, formatY(first), formatY(last), beyond(least), beyond(most))];
  });
  const whole = t.scenarios.course(along, formatX(xs[0] ?? 0), formatX(xs.at(-1) ?? 0), courses.join("; "), unit);
  const legend = (
    <p class="legend small" aria-hidden="true">
      {lines.map(({ name }, place) => (
        <span key={name}>
          <i class={`stroke of${place % STROKES.length}`} /> {name}
        </span>
      ))}
      <span class="quiet">{t.scenarios.points(String(xs.length), unit)}</span>
    </p>
  );
  return (
    <Readable count={xs.length} inputs={[lines]} {...{ label, formatX, formatY, height, draw, legend, say, whole }} />
  );
}
