// Words and pictures for a terminal.

/** Where progress goes. */
export interface Screen {
  write(text: string): unknown;
  isTTY?: boolean;
}

type Style = "bold" | "dim" | "red" | "green" | "cyan";
const CODES: Record<Style, [on: number, off: number]> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  cyan: [36, 39],
};

export class Terminal {
  private readonly colours: boolean;

  constructor(
    private readonly screen: Screen,
    env: NodeJS.ProcessEnv = process.env,
  ) {
    this.colours = screen.isTTY === true && !env.NO_COLOR && env.TERM !== "dumb";
  }

  style(style: Style, text: string): string {
    const [on, off] = CODES[style];
    return this.colours ? `\u001b[${on}m${text}\u001b[${off}m` : text;
  }

  line(text = ""): void {
    this.screen.write(`${text}\n`);
  }

  heading(text: string): void {
    this.line();
    this.line(this.style("bold", text));
  }

  /** A fact below a heading. */
  say(text: string): void {
    this.line(`  ${text}`);
  }

  /** Columns as wide as they need; names to the left, numbers to the right. */
  table(header: string[], rows: string[][], left = 1): void {
    const widths = header.map((title, column) =>
      Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
    );
    const format = (row: string[]): string =>
      row
        .map((cell, column) => (column < left ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
        .join("  ");
    this.say(this.style("dim", format(header)));
    for (const row of rows) this.say(format(row));
  }

  /** Columns that grow from the first value to the last. */
  chart(
    values: { value: bigint; label: string }[],
    { height = 6, from, to }: { height?: number; from: string; to: string },
  ) {
    const sorted = values.map(({ value }) => value).sort((a, b) => (a < b ? -1 : 1));
    const [least = 0n] = sorted;
    const most = sorted.at(-1) ?? least;
    const margin = Math.max(from.length, to.length);
    // As many as a terminal is wide.
    const shown = values.slice(-Math.floor((100 - margin) / 4));
    for (let row = height - 1; row >= 0; row--) {
      const axis = (row === height - 1 ? to : row === 0 ? from : "").padStart(margin);
      const bars = shown.map(({ value }) => cell(value - least, most - least, row, height)).join(" ");
      this.say(`${this.style("dim", axis)} ${this.style("cyan", bars)}`.trimEnd());
    }
    this.say(
      this.style("dim", `${" ".repeat(margin)} ${shown.map(({ label }) => label.slice(-3).padStart(3)).join(" ")}`),
    );
  }
}

const EIGHTHS = " ▁▂▃▄▅▆▇█";

/** One row of one column; even the least value stands a little above the ground. */
function cell(above: bigint, range: bigint, row: number, height: number): string {
  const eighths = range === 0n ? 1 : 1 + Number((above * BigInt(height * 8 - 1)) / range);
  const level = Math.max(0, Math.min(8, eighths - row * 8));
  return (EIGHTHS[level] ?? " ").repeat(3);
}

/** Lamports, or the pool's tokens, with all nine decimals. */
export function amount(units: bigint): string {
  const digits = (units < 0n ? -units : units).toString().padStart(10, "0");
  const whole = digits.slice(0, -9).replace(/\B(?=(\d{3})+$)/g, ",");
  return `${units < 0n ? "-" : ""}${whole}.${digits.slice(-9)}`;
}

/** The same without what is zero anyway. */
export function short(units: bigint): string {
  return amount(units).replace(/\.?0+$/, "");
}
