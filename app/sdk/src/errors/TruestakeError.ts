import type { ERRORS as STEWARD_ERRORS } from "../idl/stewardErrors";
import { plain } from "../plain";
import { CODES, type ErrorEffect, type ErrorKind, type ErrorPhase, type ErrorRetry, type OwnErrorName } from "./codes";
import type { FrameworkErrorName } from "./framework";
import type { ProgramErrorName } from "./program";

/** Name of a {@link TruestakeError}: of the SDK, of the program, of the steward, or of Anchor's framework. */
export type ErrorName = OwnErrorName | ProgramErrorName | keyof typeof STEWARD_ERRORS | FrameworkErrorName;

/** What an error is about: its values by name, such as `argument`, `address` or `bytes`. */
export type ErrorArguments = Readonly<Record<string, unknown>>;

/** What comes with an error, beside its name and message. */
export interface ErrorDetails extends Partial<ErrorKind> {
  /** What to do about it, if that is not what its name says. */
  hint?: string | undefined;
  /** Number of the error in its program. */
  code?: number | undefined;
  args?: ErrorArguments | undefined;
  logs?: readonly string[] | undefined;
  cause?: unknown;
}

/** Where every error is explained: a page of docs/, by `npm run generate`. */
const DOCS = "https://truestake.example/docs/ERRORS.md";

/** The same in every copy of the SDK that a page loads. */
const BRAND: unique symbol = /* @__PURE__ */ Symbol.for("@truestake/sdk/TruestakeError") as never;

/** Says of an error what it means and what to do about it; see `@truestake/sdk/hints`. */
export interface Texts {
  message(name: ErrorName): string | undefined;
  hint(name: ErrorName): string;
}

/** Where they are, once somebody has loaded them: for every copy of the SDK. */
const TEXTS: unique symbol = /* @__PURE__ */ Symbol.for("@truestake/sdk/hints") as never;
type WithTexts = { [TEXTS]?: Texts | undefined };

/** From now on every error says this. */
export function setTexts(texts: Texts | undefined): void {
  (globalThis as WithTexts)[TEXTS] = texts;
}

/** What was loaded of them. */
export function loadedTexts(): Texts | undefined {
  return (globalThis as WithTexts)[TEXTS];
}

/** What to do by what helps, where nobody has loaded more. */
const GENERAL: Readonly<Record<ErrorRetry, string>> = {
  never: "The same call fails again: see the page of this error.",
  replan: "Read the accounts again or run `refresh()`, and try anew.",
  later: "Wait a little, and try again.",
  resume: "It may still land: settle it by its handle first.",
  user: "Only the user can help: with another amount or signer, SOL, or patience.",
};

/** What the SDK throws. `name` says which error it is, `hint` what to do about it. Ask {@link isTruestakeError}, not its class. */
export class TruestakeError extends Error {
  override readonly name: ErrorName;
  /** Number of the error in its program, if a program failed. */
  readonly code: number | undefined;
  /** What it is about. */
  readonly args: ErrorArguments;
  /** When it went wrong. */
  readonly phase: ErrorPhase;
  /** What the call has changed. */
  readonly effect: ErrorEffect;
  /** What helps. */
  readonly retry: ErrorRetry;
  /** The same in words: of this very error once `@truestake/sdk/hints` was imported, else a general one. */
  readonly hint: string;
  /** Page that explains it. */
  readonly docs: string;
  /** Logs of the transaction, as far as there were any. */
  readonly logs: readonly string[];

  constructor(name: ErrorName, message: string, details: ErrorDetails = {}) {
    super(message, { cause: details.cause });
    const own = (CODES as Partial<Record<ErrorName, ErrorKind>>)[name];
    this.name = name;
    this.code = details.code;
    this.args = details.args ?? {};
    this.phase = details.phase ?? own?.phase ?? "simulate";
    this.effect = details.effect ?? own?.effect ?? "none";
    this.retry = details.retry ?? own?.retry ?? "never";
    this.hint = details.hint ?? loadedTexts()?.hint(name) ?? GENERAL[this.retry];
    this.docs = `${DOCS}#${name.toLowerCase()}`;
    this.logs = details.logs ?? [];
    Object.defineProperty(this, BRAND, { value: true });
  }

  /** For logs and reports: all of it but the stack; bigints are strings, addresses base58. */
  toJSON(): Record<string, unknown> {
    const { name, message, cause, ...rest } = this;
    return plain({ name, message, ...rest, cause }) as Record<string, unknown>;
  }
}

/** Whether an error is the SDK's, also where the page has loaded it twice. */
export function isTruestakeError(error: unknown): error is TruestakeError {
  return typeof error === "object" && error !== null && (error as Record<symbol, unknown>)[BRAND] === true;
}

/** Whether an error is a {@link TruestakeError} of one of these names. */
export function isError(error: unknown, ...names: ErrorName[]): error is TruestakeError {
  return isTruestakeError(error) && names.includes(error.name);
}
