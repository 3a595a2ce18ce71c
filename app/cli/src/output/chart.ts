// A chart as SVG: lines over each other where they share their axes, one panel for each pair of axes. Readable on light and dark.
import type { Series } from "@truestake/sdk/scenario";

const [WIDTH, HEIGHT] = [720, 320];
const PLOT = { left: 76, right: 20, top: 56, bottom: 44 };
const TICKS = 5;
/** Told apart by people who see fewer colours, and on both grounds. */
const COLOURS = ["#2f7ed8", "#d9730d", "#2a9d6f", "#b0489e"];
const STYLE = `text{font:12px system-ui,sans-serif;fill:#24292f}.axis{stroke:#8c959f}.grid{stroke:#8c959f;stroke-opacity:.25}.ground{fill:#fff}
@media(prefers-color-scheme:dark){text{fill:#e6edf3}.ground{fill:#0d1117}}`;

const escaped = (text: string): string => text.replace(/[<>&"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** Series as an SVG document. */
export function chart(title: string, series: readonly Series[]): string {
  const panels = new Map<string, Series[]>();
  for (const each of series) {
    const key = `${each.unit} ${each.along}`;
    panels.set(key, [...(panels.get(key) ?? []), each]);
  }
  const drawn = [...panels.values()].map((lines, at) => panel(lines, at * HEIGHT));
  const height = HEIGHT * Math.max(1, drawn.length);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escaped(title)}">`,
    `<style>${STYLE}</style><rect class="ground" width="${WIDTH}" height="${height}"/>`,
    `<text x="${PLOT.left}" y="20" font-weight="bold">${escaped(title)}</text>`,
    ...drawn,
    "</svg>",
    "",
  ].join("\n");
}

function panel(lines: readonly Series[], top: number): string {
  const [first] = lines as [Series];
  const points = lines.flatMap((line) => line.points);
  const [xs, ys] = [scale(points.map(([x]) => x)), scale(points.map(([, y]) => y))];
  const { left, right } = PLOT;
  const [upper, lower] = [top + PLOT.top, top + HEIGHT - PLOT.bottom];
  const round = (value: number): string => value.toFixed(1);
  const x = (value: number): string => round(left + ((value - xs.low) / (xs.high - xs.low)) * (WIDTH - left - right));
  const y = (value: number): string => round(lower - ((value - ys.low) / (ys.high - ys.low)) * (lower - upper));
  const marks = [
    ...ys.ticks.map(
      (at) =>
        `<line class="grid" x1="${left}" x2="${WIDTH - right}" y1="${y(at)}" y2="${y(at)}"/><text x="${left - 8}" y="${y(at)}" text-anchor="end" dominant-baseline="middle">${told(at)}</text>`,
    ),
    ...xs.ticks.map((at) => `<text x="${x(at)}" y="${lower + 18}" text-anchor="middle">${told(at)}</text>`),
    `<line class="axis" x1="${left}" x2="${WIDTH - right}" y1="${lower}" y2="${lower}"/>`,
    `<text x="${WIDTH - right}" y="${lower + 36}" text-anchor="end">${escaped(first.along)}</text>`,
    `<text x="${WIDTH - right}" y="${top + 40}" text-anchor="end">${escaped(first.unit)}</text>`,
  ];
  let legend = left;
  const drawn = lines.map(({ name, points: own }, at) => {
    const colour = COLOURS[at % COLOURS.length];
    const path = own.map(([px, py]) => `${x(px)},${y(py)}`).join(" ");
    const label = `<rect x="${legend}" y="${top + 31}" width="10" height="10" fill="${colour}"/><text x="${legend + 14}" y="${top + 40}">${escaped(name)}</text>`;
    legend += 30 + 7 * name.length;
    return `${label}<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="2"/>`;
  });
  return [...marks, ...drawn].join("\n");
}

const told = (value: number): string => String(Number(value.toPrecision(7)));

/** From round numbers below and above all values, with round steps between. */
function scale(values: readonly number[]): { low: number; high: number; ticks: number[] } {
  const least = Math.min(...values);
  const most = Math.max(...values);
  const span = most - least || Math.abs(most) / 100 || 1;
  const size = 10 ** Math.floor(Math.log10(span / TICKS));
  const step = size * ([1, 2, 5].find((times) => times * size * TICKS >= span) ?? 10);
  const [from, to] = [Math.floor(least / step), Math.ceil((least + span) / step)];
  const ticks = Array.from({ length: to - from + 1 }, (_, at) => (from + at) * step);
  return { low: from * step, high: to * step, ticks };
}
