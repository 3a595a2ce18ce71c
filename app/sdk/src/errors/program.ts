import { ERRORS, FIRST_ERROR } from "../idl/errors";
import type { ErrorRetry } from "./codes";
import { HINTS } from "./hints";
import { type ErrorDetails, TruestakeError } from "./TruestakeError";

/** Name of an error of the program. */
export type ProgramErrorName = keyof typeof ERRORS;

const NAMES = /* @__PURE__ */ Object.keys(ERRORS) as ProgramErrorName[];

type Hinted = { [retry in keyof typeof HINTS]: keyof (typeof HINTS)[retry] }[keyof typeof HINTS];
type None<T extends never> = T;
/** The type checker asks for a hint for every error. */
export type Unhinted = None<Exclude<ProgramErrorName, Hinted>>;

/** What helps against an error of the program, in a word and in words. */
function helpFor(name: ProgramErrorName): { retry: ErrorRetry; hint: string } {
  for (const [retry, hints] of Object.entries(HINTS)) {
    const hint = (hints as { readonly [name: string]: string | undefined })[name];
    if (hint !== undefined) return { retry: retry as ErrorRetry, hint };
  }
  return { retry: "never", hint: "" };
}

/** The program's error of that name, as a quote throws it. */
export function programError(name: ProgramErrorName, details: ErrorDetails = {}): TruestakeError {
  const code = FIRST_ERROR + NAMES.indexOf(name);
  return new TruestakeError(name, ERRORS[name], { code, ...helpFor(name), phase: "argument", ...details });
}

/** The name of an error of the program by its number. */
export function programErrorName(code: number): ProgramErrorName | undefined {
  return NAMES[code - FIRST_ERROR];
}
