// Tables for a terminal: as narrow as what they hold, never wider than the terminal.

export interface Column<T> {
  title: string;
  of(row: T): string;
  /** Numbers stand to the right. */
  isNumber?: boolean;
  /** What may be cut in the middle where there is no room: addresses, in the order of columns. */
  canShrink?: boolean;
  /** The narrowest that it may get; that of an address if not given. */
  least?: number;
}

const GAP = "  ";
/** The narrowest that an address is still told from others. */
const LEAST = 9;

/** Cuts an address in the middle. */
export function shortened(value: string, width: number): string {
  if (value.length <= width) return value;
  const head = Math.ceil((width - 1) / 2);
  return `${value.slice(0, head)}…${value.slice(value.length - (width - 1 - head))}`;
}

/** A table in at most `width` columns: where that is too narrow even for short addresses, one block for each row. */
export function table<T>(rows: readonly T[], columns: readonly Column<T>[], width: number): string {
  const cells = rows.map((row) => columns.map((column) => column.of(row)));
  const widths = columns.map(({ title }, at) => Math.max(title.length, ...cells.map((row) => row[at]?.length ?? 0)));
  const total = () => widths.reduce((sum, each) => sum + each, 0) + GAP.length * (columns.length - 1);
  for (;;) {
    const over = total() - width;
    if (over <= 0) break;
    // The widest that can give gives first.
    const at = columns.reduce((best, { canShrink, title, least = LEAST }, place) => {
      const [own = 0, other = 0] = [widths[place], widths[best]];
      const gives = canShrink === true && own > Math.max(least, title.length);
      return gives && (best === -1 || own > other) ? place : best;
    }, -1);
    if (at === -1) return blocks(cells, columns, width);
    const { title = "", least = LEAST } = columns[at] ?? {};
    widths[at] = Math.max(least, title.length, (widths[at] ?? 0) - over);
  }
  const line = (row: readonly string[]) =>
    row
      .map((cell, at) => {
        const own = widths[at] ?? 0;
        const cut = columns[at]?.canShrink ? shortened(cell, own) : cell;
        return columns[at]?.isNumber ? cut.padStart(own) : cut.padEnd(own);
      })
      .join(GAP)
      .trimEnd();
  return [line(columns.map(({ title }) => title)), ...cells.map(line)].join("\n");
}

function blocks<T>(cells: string[][], columns: readonly Column<T>[], width: number): string {
  return cells
    .map((row) =>
      facts(
        columns.map(({ title }, at) => [title, row[at] ?? ""]),
        width,
      ),
    )
    .join("\n\n");
}

/** Names and values below each other; long values go on in the next line. */
export function facts(rows: readonly (readonly [string, string] | undefined)[], width: number): string {
  const shown = rows.filter((row) => row !== undefined);
  const left = Math.max(...shown.map(([name]) => name.length));
  const room = Math.max(20, width - left - GAP.length);
  return shown
    .flatMap(([name, value]) => {
      const [first = "", ...more] = wrapped(value, room);
      return [
        `${name.padEnd(left)}${GAP}${first}`.trimEnd(),
        ...more.map((part) => `${" ".repeat(left)}${GAP}${part}`),
      ];
    })
    .join("\n");
}

/** Breaks a text at its spaces. */
export function wrapped(value: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of value.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
