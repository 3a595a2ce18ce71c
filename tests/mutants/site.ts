/** What a mutant takes away. */
export type Kind =
  /** `require!` and its like. */
  | "require"
  /** A part of `a && b` or `a || b`, wherever it is. */
  | "condition"
  /** A call that refuses by itself: taken away here, not elsewhere. */
  | "call"
  /** `if … { return … }`. */
  | "return"
  /** The condition of a match's arm, or an arm that refuses. */
  | "arm"
  /** A reason for which the steward's rating gives no stake. */
  | "gate"
  /** A condition of an account. */
  | "constraint"
  /** The signature of an account. */
  | "signer"
  /** That an account is the program that is called. */
  | "program"
  /** Rounded the other way, not taken away. */
  | "rounding";

/** A change of the source: `text` instead of what lies between. */
export interface Edit {
  start: number;
  end: number;
  text: string;
}

/** A place for a mutant. */
export interface Site {
  kind: Kind;
  /** Where in the file. */
  at: number;
  /** Function, or struct and field. */
  owner: string;
  /** What the mutant takes away, on one line. */
  text: string;
  /** The change that makes mutant `number` of it. */
  edits(number: number): Edit[];
}

/** A mutant of a program. */
export interface Mutant extends Pick<Site, "kind" | "owner" | "text"> {
  /** What switches it on. */
  number: number;
  /** Below the program's src; the arithmetic's files are in `math`. */
  file: string;
  line: number;
  /** The instruction it belongs to, or the module. */
  group: string;
  /** Names it whatever its line and number are. */
  key: string;
}

export const insert = (at: number, text: string): Edit => ({ start: at, end: at, text });
