/** A program whose guards are taken out, and the tests that judge it. */
export interface Target {
  /** Its folder in `programs`, its file in `artifacts`, its word for `--program`. */
  name: string;
  /** What docs/MUTANTS.md calls it. */
  title: string;
  arithmetic: Arithmetic;
  /** What its build reads besides the sources of both: files, or folders of crates. */
  besides: string[];
  tests: Tests;
  /** Mutants that no test can kill, and why, by their key. */
  survivors: Survivors[];
}

/** A crate whose sources become the program's module `math`, so that both have one switch. */
export interface Arithmetic {
  crate: string;
  /** Its files that only tests use. */
  tests: RegExp;
  /** Its features that the program asks for. */
  features: string[];
  /** What it needs that the program does not name, as lines of a manifest. */
  needs: string;
}

export interface Tests {
  folders: string[];
  /** The file that swaps every account of every instruction, and how the names of its tests begin. */
  accounts: { file: string; words: string };
  /** Files that measure what the program costs as it is built for use, or nothing of it. */
  others: string[];
}

export interface Survivors {
  why: string;
  mutants: string[];
}
