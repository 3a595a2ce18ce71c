// What a command is: a name, what it takes, what it does, and how its result is shown. The tree in commands/ is made of these.
import type { Context } from "../context/context";
import type { Schema } from "../schema/build";

/** An argument by its place. `<name>` has to be given, `[name]` may be, `[name...]` any number of times. */
export interface Argument {
  name: string;
  summary: string;
}

/** An option of one command, beside the global ones. */
export interface Option {
  /** As commander has them: `--vote <address>`, or `--all` for a switch. */
  flags: string;
  summary: string;
  /** May be given several times. */
  isList?: boolean;
}

/** What the command line gave a command: arguments and options by name, as text. */
export interface Given {
  args: Readonly<Record<string, string | undefined>>;
  lists: Readonly<Record<string, readonly string[]>>;
  options: Readonly<Record<string, string | undefined>>;
  flags: ReadonlySet<string>;
}

export interface Command<R = unknown> {
  name: string;
  summary: string;
  /** More than a line, for `--help`. */
  details?: string;
  arguments?: readonly Argument[];
  options?: readonly Option[];
  /** Whether it sends: then `--dry-run`, `--print-only` and `--squads` apply. */
  sends?: boolean;
  /** Of what `--output json` prints. */
  schema: Schema;
  run(context: Context, given: Given): Promise<R>;
  /** The result for people: lines that end without a newline. */
  text(result: R, context: Context): string;
  /** The exit code of a result, where that is not 0. */
  exitCode?(result: R): number;
}

/** Commands under one word, or a command that stands alone. */
export interface Group {
  name: string;
  summary: string;
  commands: readonly Command<never>[];
}

/** A command as the tree holds it: what it gives is its own business. */
export function command<R>(of: Command<R>): Command<never> {
  return of as unknown as Command<never>;
}
