// Reading TOML so that whatever is wrong is said with its line and column.
import fs from "node:fs";
import { parse, TomlError } from "smol-toml";
import { UsageError } from "../output/exit";

export type Table = { [key: string]: unknown };

/** A TOML file, and where things stand in it. */
export class TomlFile {
  readonly root: Table;
  private readonly lines: string[];

  constructor(
    readonly name: string,
    content: string,
  ) {
    this.lines = content.split("\n");
    try {
      this.root = parse(content) as Table;
    } catch (error) {
      if (!(error instanceof TomlError)) throw error;
      const [said = ""] = error.message.replace(/^Invalid TOML document: /, "").split("\n");
      throw new UsageError(`${name}:${error.line}:${error.column}: ${said}`);
    }
  }

  static read(file: string, shown = file): TomlFile {
    let content: string;
    try {
      content = fs.readFileSync(file, "utf8");
    } catch {
      throw new UsageError(`${shown}: there is no such file`);
    }
    return new TomlFile(shown, content);
  }

  /** The error of a value, by its path such as `fees.reward` or `validators[2].vote`. */
  wrong(path: string, says: string): UsageError {
    const [line, column] = this.placeOf(path);
    return new UsageError(`${this.name}:${line}:${column}: ${path}: ${says}`);
  }

  /** Line and column, from 1, of a key; of its table where the key is not there. */
  private placeOf(path: string): [number, number] {
    const [, owner = "", index, key = ""] = /^(?:([\w-]+)(?:\[(\d+)\])?(?:\.|$))?([\w-]*)$/.exec(path) ?? [];
    const wanted = key === "" ? owner : key;
    let [table, count, best]: [string, number, [number, number]] = ["", -1, [1, 1]];
    for (const [at, line] of this.lines.entries()) {
      const [, header] = /^\s*\[\[?\s*([\w-]+)\s*\]\]?/.exec(line) ?? [];
      if (header !== undefined) {
        table = header;
        if (header === owner) count++;
        if (header === owner && (index === undefined || count === Number(index)))
          best = [at + 1, line.indexOf("[") + 1];
        continue;
      }
      const isIn = key === "" ? table === "" : table === owner && (index === undefined || count === Number(index));
      const column = new RegExp(`^\\s*"?${wanted}"?\\s*=`).test(line) ? line.search(/\S/) + 1 : 0;
      if (isIn && column > 0) return [at + 1, column];
    }
    return best;
  }
}
